"""Entering what a meeting decided, and making a task of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from agencies.templatetags.speech import MONTHS
from audit import clock
from audit.record import record
from meetings import access
from meetings.actions.minutes import begin_protocol
from meetings.models import AgendaItem, Assignment, CoExecutor, Decision, Meeting
from meetings.queries.remarks import due_date_of
from plans.actions import assign_task
from plans.models import FormOfCompletion, Task

FIELDS = (
    "kind",
    "text_kk",
    "text_ru",
    "lead",
    "term_kk",
    "term_ru",
    "due_on",
    "review_on",
    "form_of_completion",
    "adopted",
)
OF_AN_ASSIGNMENT = ("lead", "due_on", "review_on", "form_of_completion")


@dataclass(frozen=True)
class DecisionText:
    """What one point of a decision says."""

    text_kk: str
    text_ru: str
    kind: str = Decision.Kind.ASSIGNMENT
    lead: Body | None = None
    term_kk: str = ""
    term_ru: str = ""
    due_on: dt.date | None = None
    review_on: dt.date | None = None
    form_of_completion: FormOfCompletion | None = None
    adopted: str = Decision.Adopted.UNANIMOUSLY


@transaction.atomic
def enter_decision(
    item: AgendaItem,
    *,
    actor: User,
    text: DecisionText,
    co_executors: Iterable[Body] = (),
    as_task: bool = False,
) -> Decision:
    """Enter one point of the decision on an item, and make its task at once if asked to."""
    capacity = access.require_minute_taker(actor, item.meeting)
    meeting = Meeting.objects.locked(item.meeting_id, *Meeting.WRITING)
    last = item.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(
        meeting=meeting, item=item, number=last + 1, **_facts(text, meeting)
    )
    _join(decision, co_executors)
    begin_protocol(meeting, capacity=capacity)
    record(capacity, gettext_noop("entered a decision"), decision)
    if as_task:
        assign_decision(decision, actor=actor)
    return decision


@transaction.atomic
def change_decision(
    decision: Decision, *, actor: User, text: DecisionText, co_executors: Iterable[Body] = ()
) -> Decision:
    """Change a point that is neither approved nor already a task."""
    capacity = access.require_minute_taker(actor, decision.meeting)
    Meeting.objects.locked(decision.meeting_id, *Meeting.WRITING)
    decision = _locked(decision)
    _refuse_assigned(decision)
    changes: dict[str, list[str]] = {}
    for name, value in _facts(text, decision.meeting).items():
        before = _plain(getattr(decision, name))
        setattr(decision, name, value)
        if before != _plain(value):
            changes[name] = [before, _plain(value)]
    joined = _join(decision, co_executors)
    if not changes and not joined:
        return decision
    if changes:
        decision.save(update_fields=list(changes))
    record(capacity, gettext_noop("changed a decision"), decision, changes=changes | joined)
    return decision


@transaction.atomic
def remove_decision(decision: Decision, *, actor: User) -> None:
    """Strike a point that is neither approved nor already a task; later points move up."""
    capacity = access.require_minute_taker(actor, decision.meeting)
    Meeting.objects.locked(decision.meeting_id, *Meeting.WRITING)
    decision = _locked(decision)
    _refuse_assigned(decision)
    record(capacity, gettext_noop("struck a decision"), decision)
    item, number = decision.item, decision.number
    decision.delete()
    for later in item.decisions.filter(number__gt=number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])


@transaction.atomic
def assign_decision(decision: Decision, *, actor: User) -> Task:
    """Make the task of a decision in one step; the task names the decision as its ground."""
    capacity = access.require_assigner(actor, decision.meeting)
    meeting = Meeting.objects.locked(decision.meeting_id, *Meeting.AFTER)
    decision = _locked(decision)
    existing = decision.assignments.select_related("task").first()
    if existing:
        return existing.task
    lead, form = _lead_and_form(decision)
    task = assign_task(
        actor=actor,
        controller=meeting.body,
        lead=lead,
        co_executors=[row.body for row in decision.co_executors.select_related("body")],
        text_kk=decision.text_kk,
        text_ru=decision.text_ru,
        term_phrase=decision.term_ru,
        term_phrase_kk=decision.term_kk,
        due_on=decision.due_on or decision.review_on,
        form_of_completion=form,
        source_title=_ground(decision),
        source_path=decision.get_absolute_url(),
        quoted=not decision.item.is_closed,
    )
    Assignment.objects.create(
        decision=decision, task=task, assigned_by=actor, assigned_at=clock.now()
    )
    record(
        capacity,
        gettext_noop("made a task of the decision"),
        decision,
        changes={"task": ["", str(task)]},
    )
    return task


def _lead_and_form(decision: Decision) -> tuple[Body, FormOfCompletion]:
    """Return who is to act and how it is proved, or say beside each field what a task lacks."""
    if not decision.is_assignment:
        raise ValidationError({"kind": _("A statement becomes no task: only an assignment does.")})
    lead, form = decision.lead, decision.form_of_completion
    if lead is None or form is None:
        faults = {}
        if lead is None:
            faults["lead"] = _("Name the responsible body: a task needs one.")
        if form is None:
            faults["form_of_completion"] = _("Choose the form of completion: a task needs one.")
        raise ValidationError(faults)
    return lead, form


def _locked(decision: Decision) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",))
    related = ("item", "meeting__body", "lead", "form_of_completion")
    return rows.select_related(*related).get(pk=decision.pk)


def _refuse_assigned(decision: Decision) -> None:
    if decision.assignments.exists():
        raise ValidationError(_("The decision is already a task: correct the task instead."))


def _facts(text: DecisionText, meeting: Meeting) -> dict[str, Any]:
    """Return what a row keeps of a point: a statement has neither executor nor term."""
    facts = {name: getattr(text, name) for name in FIELDS}
    if text.kind != Decision.Kind.ASSIGNMENT:
        return facts | dict.fromkeys(OF_AN_ASSIGNMENT) | {"term_kk": "", "term_ru": ""}
    if text.due_on is None:
        facts["due_on"] = due_date_of(text.term_ru or text.term_kk, meeting)
    return facts


def _join(decision: Decision, bodies: Iterable[Body]) -> dict[str, list[str]]:
    """Bring the co-executors in line; a statement has none, and the lead is not its own helper."""
    wanted = {body.pk for body in bodies if body.pk != decision.lead_id}
    if not decision.is_assignment:
        wanted = set()
    present = set(decision.co_executors.values_list("body_id", flat=True))
    if wanted == present:
        return {}
    decision.co_executors.exclude(body__in=wanted).delete()
    CoExecutor.objects.bulk_create(
        [CoExecutor(decision=decision, body_id=pk) for pk in sorted(wanted - present)]
    )
    return {"co_executors": [_numbers(present), _numbers(wanted)]}


def _numbers(bodies: set[int]) -> str:
    return ", ".join(str(pk) for pk in sorted(bodies))


def _ground(decision: Decision) -> str:
    """Say in Russian, the language of the record, from which decision a task comes."""
    day = decision.meeting.held_on
    month = MONTHS["ru"].split()[day.month - 1]
    body = decision.meeting.body.name_ru
    return f"{body}, {day.day} {month} {day.year} г., п. {decision.label}"[:300]


def _plain(value: object) -> str:
    return "" if value is None else str(value)
