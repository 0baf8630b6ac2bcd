"""Reminders of situation reports: one for each term that passes without a report."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import Body
from alerts.models import AddressedBody, LevelDecision, ReportReminder, manager_of
from alerts.queries.reporting import Reporting, passed_last, period_of, reporting
from alerts.reminders.each import each
from alerts.texts.reports import report_reminder_texts
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed
from notices.models import Addressee


def remind_of_reports() -> int:
    """Remind each organisation of its report each time a term has passed; return how many."""
    running = (decision for world in (False, True) for decision in _running(world))
    return each(running, _remind, "remind_of_reports")


def _running(world: bool) -> Iterable[LevelDecision]:  # noqa: FBT001 - the mark of a world
    """Return the decisions of one world under which somebody may owe reports."""
    related = ("headquarters", "notice", "exercise", "refers_to")
    asked = manager_of(LevelDecision, world).filter(notice__closed_at__isnull=True)
    return asked.filter(notice__isnull=False).select_related(*related).order_by("pk")


def _remind(decision: LevelDecision) -> int:
    """Make the reminders that are missing under one decision; another host waits its turn."""
    period = period_of(decision)
    if period is None:
        return 0
    rows = manager_of(LevelDecision, decision).select_for_update(of=("self",), no_key=True)
    rows.get(pk=decision.pk)
    late = {one.addressed: term for one, term in _late(decision, period)}
    reminded = each(late, lambda one: _remind_one(decision, one, late[one]), "remind_of_a_report")
    if reminded:
        record(
            Capacity(None, decision.headquarters),
            gettext_noop("reminded of the situation reports"),
            decision,
            changes={"organisations": [0, reminded]},
        )
        feed.publish(f"board-{decision.pk}", decision.pk)
    return reminded


def _remind_one(decision: LevelDecision, addressed: AddressedBody, term: dt.datetime) -> int:
    manager_of(ReportReminder, decision).create(
        addressed=addressed, due_at=term, reminded_at=clock.now()
    )
    _tell(decision, addressed, term)
    return 1


def _late(decision: LevelDecision, period: dt.timedelta) -> list[tuple[Reporting, dt.datetime]]:
    """Return who is late, each with the term that passed last, where none was told of that."""
    counted = manager_of(AddressedBody, decision).filter(decision=decision, is_counted=True)
    made = set(
        manager_of(ReportReminder, decision)
        .filter(addressed__decision=decision)
        .values_list("addressed_id", "due_at")
    )
    standing = reporting(decision, counted.select_related("body")).values()
    late = [(one, passed_last(one.due_at, period, one.at)) for one in standing if one.due_at]
    return [
        (one, term) for one, term in late if one.is_late and (one.addressed.pk, term) not in made
    ]


def _tell(decision: LevelDecision, addressed: AddressedBody, term: dt.datetime) -> None:
    """Tell the people who report for an organisation; in an exercise those on its list alone."""
    own = Body.objects.filter(pk=addressed.body_id)
    pairs = rights.pairs_who_may(rights.ACKNOWLEDGE, own)
    if decision.is_exercise:
        told = Addressee.objects.filter(notice=decision.notice_id, body=addressed.body_id)
        named = set(told.values_list("person_id", flat=True))
        pairs = [pair for pair in pairs if pair[0] in named]
    if pairs:
        notices.tell(
            Capacity(None, decision.headquarters),
            pairs,
            report_reminder_texts(decision.number, term),
            thing_path=reverse(_page_of(decision), kwargs={"pk": addressed.pk}),
            exercise=decision.is_exercise,
        )


def _page_of(decision: LevelDecision) -> str:
    return "alerts:exercise-report-send" if decision.is_exercise else "alerts:report-send"
