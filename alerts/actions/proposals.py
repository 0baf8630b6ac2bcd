"""Proposing a level and withdrawing a proposal: the first of two people."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access, queries
from alerts.actions.consents import ask_consent
from alerts.models import DecisionArea, Exercise, LevelDecision, manager_of
from alerts.queries import sending
from alerts.terms import end_of_term
from alerts.texts import ActSpec, Paper
from audit import clock
from audit.record import Capacity, record
from notices import feed


@transaction.atomic
def propose_level(
    headquarters: Body,
    *,
    actor: User,
    acts: Sequence[ActSpec],
    paper: Paper,
    refers_to: LevelDecision | None = None,
    number: str = "",
    exercise: Exercise | None = None,
) -> LevelDecision:
    """Lay a decision before another person for approval; nothing is in force yet."""
    capacity = access.require_proposer(actor, headquarters)
    settled = queries.settle_acts(headquarters, acts, exercise, earliest=clock.now())
    asks = paper.is_consent_required and not paper.consent_at and sending.has_higher(headquarters)
    sending.require_paper(paper, settled, asks_consent=asks)
    sending.require_true_now(settled, exercise)
    sending.require_follows(headquarters, refers_to)
    decision = write_paper(
        headquarters,
        settled,
        capacity,
        refers_to=refers_to,
        number=number,
        exercise=exercise,
        **vars(paper),
    )
    record(
        capacity,
        gettext_noop("proposed a level in the exercise")
        if exercise
        else gettext_noop("proposed the decision on levels"),
        decision,
    )
    if asks:
        ask_consent(decision, capacity=capacity)
    feed.publish("desk-alerts", decision.pk)
    return decision


def write_paper(
    headquarters: Body,
    settled: Sequence[ActSpec],
    capacity: Capacity,
    *,
    number: str = "",
    exercise: Exercise | None = None,
    **paper: Any,
) -> LevelDecision:
    """Write a proposed decision with its acts; part of every action that begins one."""
    Body.objects.select_for_update(no_key=True).get(pk=headquarters.pk)
    decision = LevelDecision.objects.create(
        number=number or _next_number(headquarters),
        headquarters=headquarters,
        exercise=exercise,
        is_exercise=exercise is not None,
        proposed_at=clock.now(),
        proposed_by=capacity.person,
        proposed_for=capacity.acting_for,
        **paper,
    )
    DecisionArea.objects.bulk_create(_rows(decision, settled))
    return decision


@transaction.atomic
def withdraw_proposal(decision: LevelDecision, *, actor: User, reason: str) -> LevelDecision:
    """Take a proposal back, or refuse it; it stays readable and never goes out."""
    capacity = access.require_officer(actor, decision)
    world = manager_of(LevelDecision, decision)
    decision = world.select_for_update().get(pk=decision.pk)
    if decision.state == LevelDecision.State.WITHDRAWN:
        return decision
    if not decision.is_proposed:
        raise ValidationError(_("This decision has been published: a new decision ends it."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the proposal is withdrawn.")})
    decision.state = LevelDecision.State.WITHDRAWN
    decision.withdrawn_at, decision.withdrawn_by = clock.now(), actor
    decision.withdrawal_reason = reason.strip()
    decision.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(
        capacity,
        gettext_noop("withdrew the proposed decision"),
        decision,
        changes={"state": [LevelDecision.State.PROPOSED.value, decision.state]},
        reason=decision.withdrawal_reason,
    )
    feed.publish("desk-alerts", decision.pk)
    return decision


def _rows(decision: LevelDecision, acts: Sequence[ActSpec]) -> list[DecisionArea]:
    return [
        DecisionArea(
            decision=decision,
            seq=seq,
            territory=act.territory,
            action=act.action,
            level_before=act.level_before,
            level=act.level,
            criterion=act.criterion if act.level else "",
            starts_at=act.starts_at,
            term_text=act.term_text,
            stated_end=act.stated_end,
            computed_end=end_of_term(
                act.term_text, act.starts_at.astimezone(clock.zone())
            ).ends_at,
            ends_at=act.ends_at,
            is_from_approval=act.is_from_approval,
        )
        for seq, act in enumerate(acts, start=1)
    ]


def _next_number(headquarters: Body) -> str:
    year = clock.today().year
    start = f"{headquarters.territory.code}-{year}/"
    used = LevelDecision.objects.filter(number__startswith=start).count()
    used += LevelDecision.exercises.filter(number__startswith=start).count()
    return f"{start}{used + 1:03d}"
