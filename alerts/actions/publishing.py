"""Publishing a decision, whoever stood behind it: part of every action that sends a level.

The decision, its acts, the record, the notice with its addressees, the frozen ladder and every
message of the first step are one transaction: committed, nothing can be lost.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Capability
from alerts import queries
from alerts.actions.checklists import give_checklists
from alerts.models import (
    AddressedBody,
    DecisionArea,
    LevelDecision,
    SuppressedNotice,
    manager_of,
)
from alerts.queries import sending
from alerts.queries.beginnings import spec_of
from alerts.queries.chains import notices_ended
from alerts.queries.duplicates import COVERED
from alerts.queries.effects import Effect
from alerts.queries.remaining import words_that_stay
from alerts.texts import LANGUAGES, notice_texts
from alerts.texts.approval import with_the_moment
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed
from notices.models import Notice

ANSWER_PATH = "/answers/{token}/"
EXERCISE_ANSWER_PATH = "/exercises/answers/{token}/"


@dataclass(frozen=True)
class Publication:
    """How a decision comes to be published: approved by whom, in which way, in which words."""

    approved: Capacity | None
    origin: str
    verb: str
    reason: str = ""
    decided_at: dt.datetime | None = None


def publish_proposal(
    decision: LevelDecision,
    publication: Publication,
    *,
    capacity: Capacity,
    digest: str,
    typed_word: str,
) -> LevelDecision:
    """Publish a proposal that is locked: with its consent, its word, and the effect shown."""
    if decision.is_exercise:
        raise ValidationError(_("This is an exercise: it is sent from its own pages."))
    sending.hold_levels()
    acts = sending.acts_in_order(decision)
    sending.require_consent(decision)
    sending.require_word(queries.leading_rank(acts), typed_word)
    effect = queries.effect_of_decision(decision)
    sending.require_still_true(effect)
    sending.require_shown(effect, digest)
    return publish(decision, acts, effect, publication, capacity=capacity)


def publish(
    decision: LevelDecision,
    acts: Sequence[DecisionArea],
    effect: Effect,
    publication: Publication,
    *,
    capacity: Capacity,
) -> LevelDecision:
    """Write everything that goes out; whom a wider level has told already is only noted."""
    _begin(decision, effect)
    for told in notices_ended(decision):
        notices.close_notice(told)
    notice = _issue(capacity, decision, acts, effect)
    _settle(decision, notice, effect, publication)
    _write_addressed(decision, notice, effect)
    _write_spared(decision, effect)
    _record(decision, effect, publication, capacity)
    give_checklists(decision, effect.counted, capacity=capacity)
    feed.publish("desk-alerts", decision.pk)
    return decision


def _begin(decision: LevelDecision, effect: Effect) -> None:
    """Write in the moment at which what waited for its approval begins, in acts and texts.

    It is the moment at which the effect was counted that whoever approves was shown.
    """
    acts = [one.act for one in effect.consequences]
    waiting = [act for act in acts if isinstance(act, DecisionArea) and act.is_from_approval]
    specs = [spec_of(act) for act in waiting]
    for act in waiting:
        act.is_from_approval = False
        act.save(update_fields=["starts_at", "computed_end", "ends_at", "is_from_approval"])
    for language in LANGUAGES:
        text = getattr(decision, f"text_{language}")
        setattr(decision, f"text_{language}", with_the_moment(language, text, specs))


def _issue(
    capacity: Capacity, decision: LevelDecision, acts: Sequence[DecisionArea], effect: Effect
) -> Notice | None:
    if effect.spared and not effect.counted and not effect.informed:
        return None
    wrong = decision.refers_to if decision.is_correction else None
    rank = queries.leading_rank(sending.acts_in_order(wrong) if wrong else acts)
    said = {"kk": decision.text_kk, "ru": decision.text_ru, "en": decision.text_en}
    return notices.issue_notice(
        capacity,
        kind=Notice.Kind.LEVEL,
        thing_path=decision.get_absolute_url(),
        texts=notice_texts(
            [spec_of(act) for act in acts], said, queries.norm_of(rank), words_that_stay(decision)
        ),
        addressees=effect.addressees,
        urgency=effect.urgency,
        ladder=queries.steps_of(rank),
        exercise=decision.is_exercise,
        answer_purpose=Capability.Purpose.ANSWER_NOTICE,
        answer_path=EXERCISE_ANSWER_PATH if decision.is_exercise else ANSWER_PATH,
        **queries.terms_of_answer(
            rank,
            effect.organisations,
            {act.action for act in acts},
            wanted=decision.answers_needed,
            is_correction=decision.is_correction,
        ),
    )


def _settle(
    decision: LevelDecision, notice: Notice | None, effect: Effect, publication: Publication
) -> None:
    now, approved = clock.now(), publication.approved
    decision.state, decision.origin = LevelDecision.State.PUBLISHED, publication.origin
    decision.decided_at = publication.decided_at or now
    decision.announced_at = decision.published_at = now
    decision.notice, decision.sent_digest = notice, effect.digest
    if approved is not None:
        decision.approved_by, decision.approved_for = approved.person, approved.acting_for
        decision.approved_at = publication.decided_at or now
    if decision.is_one_person:
        decision.emergency_reason = publication.reason
    decision.save(
        update_fields=[
            "state", "origin", "approved_by", "approved_for", "approved_at", "decided_at",
            "announced_at", "published_at", "notice", "sent_digest", "emergency_reason",
            "text_kk", "text_ru", "text_en",
        ]
    )  # fmt: skip


def _write_addressed(decision: LevelDecision, notice: Notice | None, effect: Effect) -> None:
    if notice is None:
        return
    told = {one.pk for one in effect.counted}
    manager_of(AddressedBody, decision).bulk_create(
        AddressedBody(decision=decision, notice=notice, body=body, is_counted=body.pk in told)
        for body in (*effect.counted, *effect.informed)
    )


def _write_spared(decision: LevelDecision, effect: Effect) -> None:
    manager_of(SuppressedNotice, decision).bulk_create(
        SuppressedNotice(
            decision=decision,
            body=one.body,
            is_counted=one.is_counted,
            covered_by=one.covered_by,
            reason=COVERED,
            suppressed_at=clock.now(),
        )
        for one in effect.spared
    )


def _record(
    decision: LevelDecision, effect: Effect, publication: Publication, capacity: Capacity
) -> None:
    changes: dict[str, list[object]] = {
        "state": [LevelDecision.State.PROPOSED.value, decision.state],
        "organisations": [0, effect.organisations],
        "people": [0, effect.people],
    }
    if effect.spared:
        changes["told already by a wider level"] = [0, len(effect.spared)]
    record(
        capacity,
        publication.verb,
        decision,
        changes=changes,
        reason=publication.reason,
    )
