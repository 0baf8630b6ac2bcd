"""Approving a level: the second person, and everything that goes out in one transaction."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Capability, User
from alerts import access, queries
from alerts.actions.checklists import give_checklists
from alerts.models import AddressedBody, DecisionArea, Level, LevelDecision
from alerts.queries.addressees import Effect
from alerts.texts import ActSpec, notice_texts
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed
from notices.models import Notice
from notices.texts import StepSpec

ANSWER_PATH = "/answers/{token}/"
WORDS_FOR_RED = frozenset({"red", "красный", "қызыл"})


@transaction.atomic
def approve_level(
    decision: LevelDecision, *, actor: User, digest: str, typed_word: str = ""
) -> LevelDecision:
    """Publish a proposed decision and send it to exactly those who were shown.

    The decision, its acts, the record, the notice with its addressees, the frozen ladder and
    every message of the first step are one transaction: committed, nothing can be lost.
    """
    capacity = access.require_approver(actor, decision)
    decision = LevelDecision.objects.select_for_update().get(pk=decision.pk)
    if decision.is_published:
        return decision
    if not decision.is_proposed:
        raise ValidationError(_("This proposal has been withdrawn."))
    access.require_approver(actor, decision)
    acts = list(decision.areas.select_related("territory").order_by("seq"))
    rank = queries.leading_rank(acts)
    if rank == Level.RED and typed_word.strip().lower() not in WORDS_FOR_RED:
        raise ValidationError({"typed_word": _("Type the word of the level: red.")})
    effect = queries.effect_of_decision(decision)
    if effect.digest != digest:
        raise ValidationError(
            _("Who would be told has changed since you looked. Nothing was sent: look again.")
        )
    notice = _issue(capacity, decision, acts, effect)
    _publish(capacity, decision, notice, effect)
    give_checklists(decision, effect.counted, rank, capacity=capacity)
    if decision.refers_to and decision.refers_to.notice:
        notices.close_notice(decision.refers_to.notice)
    feed.publish("desk-alerts", decision.pk)
    return decision


def _ladder_of(norm: dt.timedelta) -> list[StepSpec]:
    """Return the steps that follow silence: at the norm and at twice the norm, every channel."""
    return [StepSpec(after=norm), StepSpec(after=2 * norm)]


def _issue(
    capacity: Capacity, decision: LevelDecision, acts: list[DecisionArea], effect: Effect
) -> Notice:
    norm = queries.norm_of(queries.leading_rank(acts))
    said = {"kk": decision.text_kk, "ru": decision.text_ru, "en": decision.text_en}
    return notices.issue_notice(
        capacity,
        kind=Notice.Kind.LEVEL,
        thing_path=decision.get_absolute_url(),
        texts=notice_texts([_spec(act) for act in acts], said, norm),
        addressees=effect.addressees,
        urgency=effect.urgency,
        norm=norm,
        ladder=_ladder_of(norm),
        exercise=decision.is_exercise,
        answer_purpose=Capability.Purpose.ANSWER_NOTICE,
        answer_path=ANSWER_PATH,
    )


def _publish(capacity: Capacity, decision: LevelDecision, notice: Notice, effect: Effect) -> None:
    now = clock.now()
    decision.state = LevelDecision.State.PUBLISHED
    decision.approved_by, decision.approved_for = capacity.person, capacity.acting_for
    decision.approved_at = decision.decided_at = now
    decision.announced_at = decision.published_at = now
    decision.notice, decision.sent_digest = notice, effect.digest
    decision.save(
        update_fields=[
            "state", "approved_by", "approved_for", "approved_at", "decided_at",
            "announced_at", "published_at", "notice", "sent_digest",
        ]
    )  # fmt: skip
    told = {one.pk for one in effect.counted}
    AddressedBody.objects.bulk_create(
        AddressedBody(decision=decision, notice=notice, body=body, is_counted=body.pk in told)
        for body in (*effect.counted, *effect.informed)
    )
    record(
        capacity,
        gettext_noop("approved and published the decision on levels"),
        decision,
        changes={
            "state": [LevelDecision.State.PROPOSED.value, decision.state],
            "organisations": [0, effect.organisations],
            "people": [0, effect.people],
        },
    )


def _spec(act: DecisionArea) -> ActSpec:
    return ActSpec(
        territory=act.territory,
        action=act.action,
        level=act.level,
        starts_at=act.starts_at,
        level_before=act.level_before,
        ends_at=act.ends_at,
    )
