"""Reminders of ends of terms, and the ring when one has run out without a decision.

A reminder and its notice are one transaction, and a constraint keeps each single: whatever dies
in between, the next minute or another host makes what is missing and nothing twice.
"""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import Body
from alerts.models import ChecklistEntry, LevelDecision, TermReminder, manager_of
from alerts.queries import ends, lines
from alerts.reminders.each import each
from alerts.texts import reminder_texts
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed
from notices.models import Notice
from notices.texts import AddresseeSpec


def remind_of_ends() -> int:
    """Make every reminder that has fallen due and return how many people were told of an end."""
    now = clock.now()
    due: dict[int, list[ends.End]] = defaultdict(list)
    for end in ends.undecided_ends():
        if any(stage.due_at <= now for stage in ends.stages_of(end.ends_at)):
            due[end.decision].append(end)
    papers = LevelDecision.objects.filter(pk__in=due).select_related("headquarters")
    return each(
        papers.order_by("pk"),
        lambda one: sum(_remind(end, now) for end in due[one.pk]),
        "remind_of_ends",
    )


@transaction.atomic
def _remind(end: ends.End, now: dt.datetime) -> int:
    """Make what is missing of one end; of several that fell due meanwhile only the last rings."""
    decision = (
        LevelDecision.objects.select_for_update(of=["self"], no_key=True)
        .select_related("headquarters")
        .get(pk=end.decision)
    )
    missing = _missing(decision, end, now)
    if not missing or decision.headquarters is None or end not in ends.undecided_ends():
        return 0
    capacity = Capacity(None, decision.headquarters)
    notice = _tell(capacity, decision, end, missing[-1])
    TermReminder.objects.bulk_create(
        TermReminder(
            decision=decision,
            ends_at=end.ends_at,
            stage=stage.name,
            due_at=stage.due_at,
            made_at=now,
            notice=notice if stage is missing[-1] else None,
        )
        for stage in missing
    )
    verb = gettext_noop("reminded of the end of the term")
    changes: dict[str, list[object]] = {"reminder": ["", missing[-1].name]}
    if missing[-1].name == TermReminder.EXPIRED:
        verb = gettext_noop("told that the term has run out undecided")
        if started := _start_clocks(decision, end):
            changes["lines"] = [0, started]
    record(capacity, verb, decision, changes=changes)
    feed.publish("desk-alerts", decision.pk)
    return 1


def _start_clocks(decision: LevelDecision, end: ends.End) -> int:
    """Start the clock of the lines "after the end" with the end itself, and count them."""
    ended = lines.lines_ended_with(decision, end.places, end.ends_at)
    for entry in ended:
        entry.due_at = entry.line.due_after(end.ends_at)
    manager_of(ChecklistEntry, decision).bulk_update(ended, ["due_at"])
    return len(ended)


def _missing(decision: LevelDecision, end: ends.End, now: dt.datetime) -> list[ends.Stage]:
    """Return the reminders due and not made of those that this decision ever had."""
    made = set(
        TermReminder.objects.filter(decision=decision, ends_at=end.ends_at).values_list(
            "stage", flat=True
        )
    )
    return [
        stage
        for stage in ends.stages_for(decision, end)
        if stage.due_at <= now and stage.name not in made
    ]


def _tell(capacity: Capacity, decision: LevelDecision, end: ends.End, stage: ends.Stage) -> Notice:
    page = reverse("alerts:decision-end", kwargs={"pk": decision.pk})
    address = f"{settings.PUBLIC_ADDRESS}{page}"
    urgency = Notice.Urgency.IMMEDIATE if stage.is_immediate else Notice.Urgency.ORDINARY
    texts = reminder_texts(
        ends.places_named(end.places),
        end.level,
        end.ends_at,
        has_run_out=stage.name == TermReminder.EXPIRED,
        number=decision.number,
        extend=f"{address}?draft={ends.EXTEND}",
        cancel=f"{address}?draft={ends.CANCEL}",
    )
    return notices.issue_notice(
        capacity,
        kind=Notice.Kind.DUTY,
        thing_path=page,
        texts=texts,
        addressees=_officers_and_approvers(decision.headquarters),
        urgency=urgency,
        may_wait=False,
    )


def _officers_and_approvers(headquarters: Body | None) -> list[AddresseeSpec]:
    """Return who decides at a headquarters; where nobody is appointed, at the republican one."""
    republican = Body.objects.filter(kind=Body.Kind.REPUBLICAN_HEADQUARTERS)
    own = Body.objects.filter(pk=headquarters.pk) if headquarters else republican
    for bodies in (own, republican):
        pairs = [
            pair
            for right in (rights.PROPOSE_LEVEL, rights.APPROVE_LEVEL)
            for pair in rights.pairs_who_may(right, bodies)
        ]
        if pairs:
            return [
                AddresseeSpec(person_id=person, body_id=body, counted=False)
                for person, body in dict.fromkeys(pairs)
            ]
    return []
