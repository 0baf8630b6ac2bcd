"""Answers that stand still: first a reminder to the body, then the answer lapses.

An acceptance without progress stands still, and so does a receipt that nobody followed with an
acceptance or a refusal. Every round of this work holds the rows it looks at; a row in other hands
waits for the next minute. What is due is read by one index, whatever the number of messages.
"""

import datetime as dt
from collections.abc import Callable

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import Body
from alerts.models import Acknowledgement, AddressedBody, LevelDecision, manager_of
from alerts.reminders.each import each
from alerts.texts.answers import receipt_texts, silence_texts
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed
from notices.models import Addressee, Notice
from notices.texts import NoticeText

logger = structlog.get_logger(__name__)
AT_ONCE = 500
Rows = list[AddressedBody]
Texts = Callable[[str, int], dict[str, NoticeText]]


def check_progress() -> int:
    """Remind whose answer stands still, and let lapse what nobody heeded; count both."""
    return sum(_check(is_exercise=is_exercise) for is_exercise in (False, True))


def _check(*, is_exercise: bool) -> int:
    due = manager_of(AddressedBody, is_exercise).filter(progress_due_at__lte=clock.now())
    due.filter(notice__closed_at__isnull=False).update(progress_due_at=None, reminded_at=None)
    papers = manager_of(LevelDecision, is_exercise).filter(pk__in=due.values("decision"))
    return sum(_follow_up(one) for one in papers.select_related("headquarters").order_by("pk"))


def _follow_up(decision: LevelDecision) -> int:
    """Look at what is due under one decision together; where that fails, at each row alone."""
    due = _due(decision)
    try:
        with transaction.atomic():
            return _remind_or_lapse(decision, due)
    except Exception:
        logger.warning("looking at each organisation alone", decision=decision.pk, exc_info=True)
    return each(
        due.select_related("decision__headquarters", "body"),
        lambda one: _remind_or_lapse(decision, due.filter(pk=one.pk)),
        "remind_of_progress",
    )


def _due(decision: LevelDecision) -> QuerySet[AddressedBody]:
    own = manager_of(AddressedBody, decision).filter(decision=decision)
    return own.filter(progress_due_at__lte=clock.now()).order_by("pk")


def _remind_or_lapse(decision: LevelDecision, due: QuerySet[AddressedBody]) -> int:
    held = due.select_for_update(skip_locked=True, of=("self",))
    rows = list(held.select_related("decision__headquarters", "notice")[:AT_ONCE])
    accepted = _accepted(decision, rows)
    silent = [one for one in rows if one.reminded_at is None]
    unheeding = [one for one in rows if one.reminded_at is not None]
    _remind([one for one in silent if one.pk in accepted], silence_texts)
    _remind([one for one in silent if one.pk not in accepted], receipt_texts)
    _lapse(unheeding, accepted)
    return len(rows)


def _accepted(decision: LevelDecision, rows: Rows) -> set[int]:
    """Return those whose running round holds an acceptance."""
    steps = manager_of(Acknowledgement, decision).filter(
        decision=decision, body__in=[one.body_id for one in rows], state="accepted"
    )
    given = set(steps.values_list("body_id", "round"))
    return {one.pk for one in rows if (one.body_id, one.round) in given}


def _remind(rows: Rows, texts: Texts) -> None:
    """Tell the people of each body once more what is missing, in one notice."""
    if not rows:
        return
    now = clock.now()
    for one in rows:
        one.reminded_at = now
        one.progress_due_at = now + _span(one.notice)
    world = manager_of(AddressedBody, rows[0].decision)
    world.bulk_update(rows, ["reminded_at", "progress_due_at"])
    _tell(rows, texts)


def _tell(rows: Rows, texts: Texts) -> None:
    decision, notice = rows[0].decision, rows[0].notice
    capacity = Capacity(None, decision.headquarters)
    people = _people(notice, [one.body_id for one in rows])
    page = "alerts:exercise-answer-list" if decision.is_exercise else "alerts:answer-list"
    minutes = int(_span(notice).total_seconds() // 60)
    if people:
        notices.tell(
            capacity,
            people,
            texts(decision.number, minutes),
            thing_path=reverse(page),
            exercise=decision.is_exercise,
            heeds_mutes=notice.heeds_mutes,
        )
    bodies = {"organisations": [0, len(rows)]}
    verb = gettext_noop("reminded of progress under the level")
    if texts is receipt_texts:
        verb = gettext_noop("reminded that a receipt is not yet an answer")
    record(capacity, verb, decision, changes=bodies)


def _people(notice: Notice, bodies: list[int]) -> list[tuple[int, int]]:
    """Return who of those a notice went to is still to be told at these bodies."""
    own = Body.objects.filter(pk__in=bodies)
    serving = set(rights.pairs_who_may(rights.BE_NOTIFIED, own))
    told = Addressee.objects.filter(notice=notice, body__in=bodies).order_by("body", "person")
    return [pair for pair in told.values_list("person_id", "body_id") if pair in serving]


def _span(notice: Notice) -> dt.timedelta:
    """Return how long a reminder may be heeded."""
    return notice.lapse_norm or notice.norm or dt.timedelta(hours=1)


def _lapse(rows: Rows, accepted: set[int]) -> None:
    """End the round of each body and run the ladder of the notice again for it alone."""
    if not rows:
        return
    decision = rows[0].decision
    _write_lapsed(decision, rows)
    for one in rows:
        one.round += 1
        one.progress_due_at = one.reminded_at = None
    manager_of(AddressedBody, decision).bulk_update(
        rows, ["round", "progress_due_at", "reminded_at"]
    )
    notices.ask_again((one.notice_id, one.body_id) for one in rows)
    for one in rows:
        verb = gettext_noop("let the receipt lapse: neither acceptance nor refusal followed")
        if one.pk in accepted:
            verb = gettext_noop("let the acceptance lapse: no progress was noted")
        changes = {"round": [one.round - 1, one.round]}
        capacity = Capacity(None, decision.headquarters)
        record(capacity, verb, decision, changes=changes, body=one.body)
    feed.publish(f"board-{decision.pk}", decision.pk)
    feed.publish("desk-alerts", decision.pk)


def _write_lapsed(decision: LevelDecision, rows: Rows) -> None:
    manager_of(Acknowledgement, decision).bulk_create(
        Acknowledgement(
            notice_id=one.notice_id,
            decision=decision,
            body_id=one.body_id,
            round=one.round,
            state=Acknowledgement.State.LAPSED,
            way=Acknowledgement.Way.CLOCK,
            answered_at=clock.now(),
        )
        for one in rows
    )
