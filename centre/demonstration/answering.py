"""Invented people answer a level by themselves, so that the board moves while one looks on."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Appointment, Body, Post, User
from alerts import actions
from alerts.models import Acknowledgement, AddressedBody
from audit import clock
from centre.demonstration import material, roster

RECEIVED, ACCEPTED, CANNOT = (
    Acknowledgement.State.RECEIVED,
    Acknowledgement.State.ACCEPTED,
    Acknowledgement.State.CANNOT,
)
WHO = (Post.Role.DUTY_OFFICER, Post.Role.LIAISON, Post.Role.SECRETARY, Post.Role.CHAIR)
THOUSAND = 1000


def answer_what_is_due() -> int:
    """Give every answer whose time has come; the visitor's own bodies stay silent."""
    if not settings.DEMONSTRATION:
        return 0
    now, given = clock.now(), 0
    people = _people()
    for addressed in _open():
        if addressed.body.code not in visitors_bodies() and addressed.body_id in people:
            given += _answer(addressed, people[addressed.body_id], now)
    return given


def steps_of(addressed: AddressedBody) -> Iterator[tuple[dt.datetime, str]]:
    """Return when a body says what: always the same for the same notice and body."""
    notice = addressed.notice
    norm = notice.norm or dt.timedelta(hours=1)
    first = notice.issued_at + _delay(norm, notice.pk, addressed.body.code)
    luck = material.number("answer", notice.pk, addressed.body.code) % 24
    yield first, RECEIVED
    later = dt.timedelta(seconds=15 + material.number(addressed.body.code, notice.pk) % 90)
    yield first + later, CANNOT if luck == 0 else ACCEPTED


def visitors_bodies() -> frozenset[str]:
    """Return the bodies for which a visitor answers: they wait for their people."""
    answering = (Post.Role.LIAISON, Post.Role.HEAD, Post.Role.CHAIR)
    return frozenset(
        body
        for member in material.members()
        if member.email in roster.OFFERED
        for body, role in member.posts
        if role in answering
    )


def _delay(norm: dt.timedelta, *key: object) -> dt.timedelta:
    """Return how long a body is silent: half answer at once, most in time, some late."""
    luck = material.number("delay", *key) % THOUSAND
    if luck < 450:
        return dt.timedelta(seconds=10 + luck % 80)
    if luck < 900:
        return dt.timedelta(seconds=90) + norm * 0.6 * ((luck - 450) / 450)
    return norm + dt.timedelta(seconds=60 + luck % 180)


def _open() -> list[AddressedBody]:
    final = Acknowledgement.objects.filter(state__in=Acknowledgement.FINAL)
    return [
        one
        for one in AddressedBody.objects.filter(
            is_counted=True, notice__closed_at__isnull=True, decision__is_exercise=False
        )
        .select_related("notice", "body", "decision")
        .order_by("pk")
        if not final.filter(notice=one.notice, body=one.body).exists()
    ]


def _answer(addressed: AddressedBody, person: User, now: dt.datetime) -> int:
    given = 0
    for instant, state in steps_of(addressed):
        if instant <= now:
            given += give(addressed, person, state)
    return given


def give(addressed: AddressedBody, person: User, state: str) -> bool:
    """Give one answer as a person of the body, unless somebody was quicker."""
    reason = ""
    if state == CANNOT:
        language = "kk" if person.language == "kk" else "ru"
        reason = material.pick(material.read("texts")["cannot"], addressed.body.code)[language]
    try:
        actions.answer_notice(
            addressed.notice, addressed.body, actor=person, state=state, reason=reason
        )
    except (ValidationError, PermissionDenied):
        return False
    return True


def _people() -> dict[int, User]:
    """Return who answers for each body: the duty officer before the others."""
    held = Appointment.objects.valid_at(clock.now()).filter(
        post__role__in=WHO, person__is_active=True, person__email__endswith=".invalid"
    )
    found = sorted(
        held.select_related("person", "post").order_by("pk"),
        key=lambda one: WHO.index(Post.Role(one.post.role)),
        reverse=True,
    )
    return {one.post.body_id: one.person for one in found}


def spokesperson(body: Body) -> User | None:
    """Return who answers for one body."""
    return _people().get(body.pk)
