"""Invented people answer a level by themselves, so that the board moves while one looks on."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from agencies.models import Appointment, Body, Post, User
from alerts import actions
from alerts.models import Acknowledgement, AddressedBody, LevelDecision
from audit import clock
from centre.demonstration import material, roster

RECEIVED, ACCEPTED, CANNOT = (
    Acknowledgement.State.RECEIVED,
    Acknowledgement.State.ACCEPTED,
    Acknowledgement.State.CANNOT,
)
WHO = (Post.Role.DUTY_OFFICER, Post.Role.LIAISON, Post.Role.SECRETARY, Post.Role.CHAIR)
AT_ONCE, IN_TIME = 0.45, 0.9  # the shares of organisations that have answered by then

Steps = list[tuple[dt.datetime, str]]


def answer_what_is_due() -> int:
    """Give every answer whose time has come; the visitor's own bodies stay silent."""
    if not settings.DEMONSTRATION:
        return 0
    now, people = clock.now(), _people()
    return sum(
        give(one, people[one.body_id], state)
        for one, steps in _programme(_asked())
        for instant, state in steps
        if instant <= now and one.body_id in people
    )


def programme_of(decision: LevelDecision) -> list[tuple[AddressedBody, Steps]]:
    """Return what every invented organisation answers to a decision, and when."""
    return _programme(_asked().filter(decision=decision))


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


def _asked() -> QuerySet[AddressedBody]:
    return (
        AddressedBody.objects.filter(
            is_counted=True, notice__closed_at__isnull=True, decision__is_exercise=False
        )
        .exclude(body__code__in=visitors_bodies())
        .select_related("notice", "body", "decision")
    )


def _programme(asked: QuerySet[AddressedBody]) -> list[tuple[AddressedBody, Steps]]:
    """Set the organisations of each notice in a row, the quick ones first, the late ones last."""
    final = Acknowledgement.objects.filter(state__in=Acknowledgement.FINAL)
    answered = set(final.values_list("notice_id", "body_id", "round"))
    rows: dict[int, list[AddressedBody]] = defaultdict(list)
    for one in asked:
        rows[one.notice_id].append(one)
    return [
        (one, _steps(one, place / len(row), unable=place == int(len(row) * IN_TIME) - 1))
        for row in rows.values()
        for place, one in enumerate(sorted(row, key=_luck))
        if (one.notice_id, one.body_id, one.round) not in answered
    ]


def _luck(addressed: AddressedBody) -> int:
    return material.number("luck", addressed.notice_id, addressed.body.code)


def _steps(addressed: AddressedBody, place: float, *, unable: bool) -> Steps:
    """Half answer at once, most in time, a few late; the last of those in time cannot."""
    notice, luck = addressed.notice, _luck(addressed)
    norm = notice.norm or dt.timedelta(hours=1)
    if place < AT_ONCE:
        silent = dt.timedelta(seconds=10 + luck % 80)
    elif place < IN_TIME:
        silent = dt.timedelta(seconds=90) + norm * (place - AT_ONCE)
    else:
        silent = norm + dt.timedelta(seconds=60 + luck % 180)
    received = notice.issued_at + silent
    answered = received + dt.timedelta(seconds=15 + luck % 90)
    return [(received, RECEIVED), (answered, CANNOT if unable else ACCEPTED)]


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


def spokespeople() -> dict[int, User]:
    """Return who answers for each body."""
    return _people()


def spokesperson(body: Body) -> User | None:
    """Return who answers for one body."""
    return _people().get(body.pk)
