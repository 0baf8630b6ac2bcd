"""Proposing a level and withdrawing a proposal: the first of two people."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access, queries
from alerts.models import DecisionArea, LevelDecision
from alerts.models.choices import ACTIONS_WITH_TERM
from alerts.terms import end_of_term
from alerts.texts import ActSpec, Paper
from audit import clock
from audit.record import record
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
) -> LevelDecision:
    """Lay a decision before another person for approval; nothing is in force yet."""
    capacity = access.require_proposer(actor, headquarters)
    settled = queries.settle_acts(headquarters, acts)
    _require_paper(paper, settled)
    Body.objects.select_for_update().get(pk=headquarters.pk)
    decision = LevelDecision.objects.create(
        number=number or _next_number(headquarters),
        headquarters=headquarters,
        refers_to=refers_to,
        proposed_at=clock.now(),
        proposed_by=capacity.person,
        proposed_for=capacity.acting_for,
        **vars(paper),
    )
    DecisionArea.objects.bulk_create(_rows(decision, settled))
    record(capacity, gettext_noop("proposed the decision on levels"), decision)
    feed.publish("desk-alerts", decision.pk)
    return decision


@transaction.atomic
def withdraw_proposal(decision: LevelDecision, *, actor: User, reason: str) -> LevelDecision:
    """Take a proposal back, or refuse it; it stays readable and never goes out."""
    capacity = access.require_withdrawer(actor, decision)
    decision = LevelDecision.objects.select_for_update().get(pk=decision.pk)
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


def _require_paper(paper: Paper, acts: Sequence[ActSpec]) -> None:
    if not paper.text_kk.strip() or not paper.text_ru.strip():
        raise ValidationError(_("A decision needs its text in Kazakh and in Russian."))
    if not paper.authority_ru.strip() or not paper.legal_ground.strip():
        raise ValidationError(_("Name who decides, in which capacity, and the legal ground."))
    if paper.is_consent_required and not (paper.consent_by and paper.consent_at):
        raise ValidationError({"consent_by": _("Say who gave the consent, and when.")})
    lasting = [act for act in acts if act.action in ACTIONS_WITH_TERM and act.level]
    if any(act.ends_at is None for act in lasting) and paper.review_on is None:
        raise ValidationError({"review_on": _("A level without an end needs a date of review.")})


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
        )
        for seq, act in enumerate(acts, start=1)
    ]


def _next_number(headquarters: Body) -> str:
    year = clock.today().year
    start = f"{headquarters.territory.code}-{year}/"
    used = LevelDecision.objects.filter(number__startswith=start).count()
    used += LevelDecision.exercises.filter(number__startswith=start).count()
    return f"{start}{used + 1:03d}"
