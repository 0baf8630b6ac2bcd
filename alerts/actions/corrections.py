"""Correction first: taking back what was sent by mistake, at once, to the very same people."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access, queries
from alerts.actions.proposals import write_paper
from alerts.actions.publishing import Publication, publish
from alerts.actions.reviews import open_review
from alerts.models import DecisionReview, LevelDecision, manager_of
from alerts.queries import sending
from alerts.queries.corrections import corrected_by
from audit.record import Capacity

Origin = LevelDecision.Origin


@transaction.atomic
def correct_decision(
    decision: LevelDecision, *, actor: User, texts: Mapping[str, str], reason: str
) -> LevelDecision:
    """Send a correction to exactly those the wrong notice went to; a second time sends nothing.

    One person of the headquarters may, soon after publication; another reviews it afterwards. The
    wrong notice is closed first, so that what is still queued of it is never sent.
    """
    access.require_officer(actor, decision)
    sending.hold_levels()
    world = manager_of(LevelDecision, decision)
    decision = world.select_for_update(no_key=True).get(pk=decision.pk)
    sent = world.filter(refers_to=decision, origin=Origin.CORRECTION).first()
    if sent is not None:
        return sent
    capacity = access.require_officer(actor, decision)
    _require_correctable(decision, texts, reason)
    correction = _write(decision, capacity, texts, reason.strip())
    publication = Publication(
        capacity,
        Origin.CORRECTION,
        gettext_noop("sent the correction of a decision sent by mistake"),
        reason=reason.strip(),
    )
    effect = queries.effect_of_correction(decision)
    correction = publish(
        correction, sending.acts_in_order(correction), effect, publication, capacity=capacity
    )
    open_review(correction, DecisionReview.Ground.CORRECTION, decided=capacity)
    return correction


def _require_correctable(decision: LevelDecision, texts: Mapping[str, str], reason: str) -> None:
    if not queries.is_correctable(decision):
        raise ValidationError(
            _("The time for a correction is over: lay an ordinary new decision before another.")
        )
    if not texts.get("kk", "").strip() or not texts.get("ru", "").strip():
        raise ValidationError(_("A decision needs its text in Kazakh and in Russian."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})


def _write(
    decision: LevelDecision, capacity: Capacity, texts: Mapping[str, str], reason: str
) -> LevelDecision:
    headquarters = decision.headquarters
    if headquarters is None:
        raise ValidationError(_("A public record is not corrected here."))
    by = corrected_by(decision)
    return write_paper(
        headquarters,
        queries.acts_of_correction(decision),
        capacity,
        exercise=decision.exercise,
        refers_to=decision,
        origin=Origin.CORRECTION,
        authority_kk=by["kk"],
        authority_ru=by["ru"],
        legal_ground=decision.legal_ground,
        text_kk=texts["kk"].strip(),
        text_ru=texts["ru"].strip(),
        text_en=texts.get("en", "").strip(),
        emergency_reason=reason,
    )
