"""The consent of the republican headquarters to what a lower one proposes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access
from alerts.models import Consent, LevelDecision, manager_of
from audit import clock
from audit.record import Capacity, record
from notices import feed


def ask_consent(decision: LevelDecision, *, capacity: Capacity) -> Consent:
    """Ask the republican headquarters before a proposal can go out; part of proposing it."""
    asked_of = Body.objects.in_being(clock.today()).get(kind=Body.Kind.REPUBLICAN_HEADQUARTERS)
    consent = manager_of(Consent, decision).create(
        decision=decision,
        asked_of=asked_of,
        asked_at=clock.now(),
        asked_by=capacity.person,  # type: ignore[misc]  # the system asks nobody
    )
    record(capacity, gettext_noop("asked for consent to the decision"), decision, body=asked_of)
    return consent


@transaction.atomic
def give_consent(consent: Consent, *, actor: User) -> Consent:
    """Consent to a proposal: its own headquarters may approve it now."""
    consent = _lock(consent, actor)
    if consent.state == Consent.State.GIVEN:
        return consent
    capacity = _require_open(consent, actor)
    _answer(consent, capacity, Consent.State.GIVEN)
    decision = consent.decision
    decision.consent_by = f"{actor.full_name}, {consent.asked_of.name_ru}"[:300]
    decision.consent_at = consent.answered_at
    decision.save(update_fields=["consent_by", "consent_at"])
    record(capacity, gettext_noop("gave consent to the decision"), decision)
    feed.publish("desk-alerts", decision.pk)
    return consent


@transaction.atomic
def refuse_consent(consent: Consent, *, actor: User, reason: str) -> Consent:
    """Refuse consent with a reason: the proposal can never go out as it is."""
    consent = _lock(consent, actor)
    if consent.is_refused:
        return consent
    capacity = _require_open(consent, actor)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why consent is refused.")})
    _answer(consent, capacity, Consent.State.REFUSED, reason.strip())
    record(
        capacity,
        gettext_noop("refused consent to the decision"),
        consent.decision,
        reason=consent.reason,
    )
    feed.publish("desk-alerts", consent.decision_id)
    return consent


def _lock(consent: Consent, actor: User) -> Consent:
    access.require_consenter(actor, consent)
    world = manager_of(LevelDecision, consent.decision)
    decision = world.select_for_update().get(pk=consent.decision_id)
    again = manager_of(Consent, decision).select_related("asked_of", "asked_by")
    locked = again.select_for_update(of=("self",)).get(pk=consent.pk)
    locked.decision = decision
    return locked


def _require_open(consent: Consent, actor: User) -> Capacity:
    capacity = access.require_consenter(actor, consent)
    if not consent.is_waiting:
        raise ValidationError(_("This question has been answered already."))
    if not consent.decision.is_proposed:
        raise ValidationError(_("This proposal has been withdrawn."))
    return capacity


def _answer(consent: Consent, capacity: Capacity, state: str, reason: str = "") -> None:
    consent.state, consent.answered_at = state, clock.now()
    consent.answered_by, consent.answered_for = capacity.person, capacity.acting_for
    consent.reason = reason
    consent.save(update_fields=["state", "answered_at", "answered_by", "answered_for", "reason"])
