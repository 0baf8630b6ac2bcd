"""The first act: the district bodies and the invented people of every body."""

import datetime as dt
from functools import partial

from django.contrib.auth.hashers import make_password

from agencies import actions, queries
from agencies.models import Body, Post, User
from audit import clock
from centre.demonstration import material, roster
from centre.demonstration.material import Member
from centre.demonstration.stage import Stage, take_stock
from notices import actions as notices
from notices.models import Contact

FOUNDED_ON = dt.date(2013, 7, 1)  # the Regulation is of 24 June 2013, the first meeting of 10 July
YEAR = 372
SYSTEM = "https://notices.moh.invalid/alerts"
CENTRE_TREE = (Body.Kind.CENTRE, Body.Kind.AGENCY, Body.Kind.UNIT_COMMISSION)


def engage(stage: Stage) -> None:
    """Engage the people of the Centre's tree in 2013; the others follow a year ago."""
    stage.gather()
    founders = [one for one in material.members() if _is_founding(stage, one)]
    others = [one for one in material.members() if one not in founders]
    with clock.at(clock.midnight(FOUNDED_ON) + dt.timedelta(hours=9)):
        for member in founders:
            _engage(stage, member)
    stage.gather()
    take_stock()
    stage.plan(stage.office(stage.day(-YEAR), "engage"), partial(_widen, stage, others))


def _widen(stage: Stage, members: list[Member]) -> None:
    """Found the district bodies, and engage their people and those of the headquarters."""
    _found_districts(stage)
    for member in members:
        _engage(stage, member)
    _let_in()
    stage.gather()
    take_stock()


def _let_in() -> None:
    """Give those whom a visitor may be the one password of the demonstration, hashed once."""
    offered = User.objects.filter(email__in=roster.OFFERED)
    offered.update(password=make_password(roster.PASSWORD))


def switch_mail_on(stage: Stage) -> None:
    """Verify everybody's e-mail and mobile: from now on notices also leave the house."""
    for person in User.objects.filter(is_active=True).exclude(phone="").order_by("pk"):
        number = person.phone.replace(" ", "")
        notices.add_contact(person, actor=None, address=number, channel="sms")
    for contact in Contact.objects.select_related("person").order_by("pk"):
        notices.verify_contact(contact, actor=None)


def connect_a_system(stage: Stage) -> None:
    """Connect the system of one ministry, as its head does: its test goes at the first start."""
    head, ministry = stage.person("moh", Post.Role.HEAD), stage.bodies["moh"]
    system = notices.add_system(ministry, actor=head, address=SYSTEM)
    notices.test_system(system, actor=head)


def plan_departures(stage: Stage) -> None:
    """Let those leave who are no longer there; the administrator ends their appointments."""
    administrator = stage.person("atc", Post.Role.ADMINISTRATOR)
    for member in material.members():
        if member.left_days_ago is not None:
            left_at = stage.office(stage.day(-member.left_days_ago), member.email)
            stage.plan(left_at, partial(_leave, member.email, administrator))


def _leave(email: str, administrator: User) -> None:
    person = User.objects.get(email=email)
    for appointment in queries.appointments_of(person):
        actions.end_appointment(
            appointment, actor=administrator, reason="переход в другой государственный орган"
        )


def _is_founding(stage: Stage, member: Member) -> bool:
    body = stage.bodies.get(member.posts[0][0])
    return body is not None and body.kind in CENTRE_TREE


def _found_districts(stage: Stage) -> None:
    lands = {land.code: land for land in queries.territories()}
    for row in material.rows("bodies"):
        body = actions.add_body(
            actor=None,
            parent=stage.bodies[row["parent"]],
            kind=row["kind"],
            code=row["code"],
            names=material.in_all(row, "name"),
            abbreviations=material.in_all(row, "abbreviation"),
            territory=lands[row["territory"]],
            order=int(row["order"]),
        )
        stage.bodies[body.code] = body


def _engage(stage: Stage, member: Member) -> None:
    person = actions.add_person(
        actor=None,
        body=stage.bodies[member.posts[0][0]],
        email=member.email,
        full_name=member.full_name,
        position=member.position,
        phone=member.phone,
        language=member.language,
    )
    for body, role in member.posts:
        actions.appoint(person, actor=None, body=stage.bodies[body], role=role)
    notices.add_contact(person, actor=None, address=member.email)
