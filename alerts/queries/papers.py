"""What stands beside a decision: its loud marks, who was spared a notice, and who may do what."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agencies.models import User
from agencies.templatetags.speech import say_instant
from alerts import access
from alerts.models import (
    Consent,
    DecisionReview,
    LevelDecision,
    SuppressedNotice,
    TelephoneApproval,
    TelephoneConfirmation,
    manager_of,
)
from alerts.queries.corrections import correction_of, may_correct
from alerts.queries.decisions import follower_of
from alerts.queries.duplicates import SparedGroup, groups_of
from alerts.queries.reviewing import reviewers_of
from notices import queries as notices


@dataclass(frozen=True)
class Mark:
    """One thing that nobody who looks at a decision may overlook."""

    title: str
    text: str
    url: str = ""
    act: str = ""
    kind: str = "important"


@dataclass(frozen=True)
class Reachable:
    """One approver and the numbers on which to call them."""

    person: User
    numbers: list[notices.Telephone]


@dataclass(frozen=True)
class Papers:
    """Everything that the card of a decision shows beside the paper itself."""

    marks: list[Mark]
    spared: list[SparedGroup]
    reviewers: list[str]
    may_correct: bool
    may_decide_alone: bool
    may_record_call: bool


def papers_of(decision: LevelDecision, user: User) -> Papers:
    """Return what stands beside a decision, for one reader."""
    is_officer = decision.is_proposed and access.is_officer(user, decision)
    return Papers(
        marks=marks_of(decision, user),
        spared=spared_by(decision),
        reviewers=reviewers_of(decision, user) if decision.is_proposed else [],
        may_correct=may_correct(user, decision),
        may_decide_alone=is_officer and decision.proposed_by_id == user.pk,
        may_record_call=is_officer,
    )


def marks_of(decision: LevelDecision, user: User) -> list[Mark]:
    """Return the loud marks of a decision: alone, by telephone, taken back, without consent."""
    marks = [
        _taken_back(decision) or _replaced(decision),
        _takes_back(decision),
        _alone(decision),
        _telephone(decision, user),
        _review(decision, user),
        _consent(decision, user),
    ]
    return [mark for mark in marks if mark is not None]


def spared_by(decision: LevelDecision) -> list[SparedGroup]:
    """Return who was not told a second time, and by which decision they had been told."""
    rows = manager_of(SuppressedNotice, decision).filter(decision=decision)
    return groups_of(rows.select_related("body", "covered_by").order_by("body__order", "body_id"))


def _taken_back(decision: LevelDecision) -> Mark | None:
    correction = correction_of(decision) if decision.is_published else None
    if correction is None:
        return None
    text = _("Decision %(number)s took it back at %(at)s: nothing of it is in force.") % {
        "number": correction.number,
        "at": _at(correction),
    }
    return Mark(
        _("This decision was sent by mistake"),
        text,
        correction.get_absolute_url(),
        pgettext("button", "Open the correction"),
    )


def _replaced(decision: LevelDecision) -> Mark | None:
    """Say that a later decision asks in this one's place: nobody waits for answers here."""
    if decision.notice is None or decision.notice.closed_at is None:
        return None
    text = _("Since %(at)s no answer is awaited here any more.") % {
        "at": say_instant(decision.notice.closed_at)
    }
    later = follower_of(decision)
    title = _("A later decision has taken the place of this one")
    if later is None:
        return Mark(title, text, kind="")
    act = _("Decision %(number)s") % {"number": later.number}
    return Mark(title, text, later.get_absolute_url(), act, kind="")


def _takes_back(decision: LevelDecision) -> Mark | None:
    if not decision.is_correction or decision.refers_to is None:
        return None
    text = _("%(person)s took back decision %(number)s, sent by mistake: %(reason)s") % {
        "person": _name(decision.approved_by),
        "number": decision.refers_to.number,
        "reason": decision.emergency_reason,
    }
    return Mark(_("This is a correction"), text)


def _alone(decision: LevelDecision) -> Mark | None:
    if decision.origin != LevelDecision.Origin.BREAK_GLASS:
        return None
    text = _("%(person)s decided alone at %(at)s. The reason given: %(reason)s") % {
        "person": _name(decision.approved_by),
        "at": _at(decision),
        "reason": decision.emergency_reason,
    }
    return Mark(_("One person decided this, without a second"), text)


def _telephone(decision: LevelDecision, user: User) -> Mark | None:
    if decision.origin != LevelDecision.Origin.BY_TELEPHONE:
        return None
    calls = manager_of(TelephoneApproval, decision).select_related("approver", "recorded_by")
    call = calls.filter(decision=decision).first()
    if call is None:
        return None
    said = manager_of(TelephoneConfirmation, decision).filter(approval=call).first()
    facts = {
        "person": call.approver.full_name,
        "number": call.number_called,
        "at": say_instant(call.called_at),
        "officer": call.recorded_by.full_name,
    }
    if said is None:
        return _unconfirmed(decision, facts, is_own=call.approver_id == user.pk)
    if said.is_denied:
        text = _("%(person)s says that this was never approved: %(reason)s") % {
            "person": call.approver.full_name,
            "reason": said.reason,
        }
        return Mark(_("The approval by telephone is denied"), text)
    facts["confirmed"] = say_instant(said.said_at)
    text = _("%(person)s, called at %(at)s on %(number)s, confirmed it at %(confirmed)s.") % facts
    return Mark(_("Approved by telephone, confirmed"), text, kind="")


def _unconfirmed(decision: LevelDecision, facts: dict[str, str], *, is_own: bool) -> Mark:
    text = _("%(person)s, called at %(at)s on %(number)s; written down by %(officer)s.") % facts
    title = _("Approved by telephone, not confirmed yet")
    if not is_own:
        return Mark(title, text)
    url = reverse("alerts:call-confirm", kwargs={"pk": decision.pk})
    return Mark(title, text, url, _("Confirm or deny the call"))


def _review(decision: LevelDecision, user: User) -> Mark | None:
    reviews = manager_of(DecisionReview, decision).select_related("decision__headquarters")
    review = reviews.filter(decision=decision).first()
    if review is None:
        return None
    if not review.is_open:
        text = _("%(person)s, %(at)s: %(findings)s") % {
            "person": _name(review.completed_by),
            "at": say_instant(review.completed_at) if review.completed_at else "",
            "findings": review.findings,
        }
        return Mark(_("Reviewed by another person"), text, kind="")
    text = _("Another person reviews it by %(due)s.") % {"due": say_instant(review.due_at)}
    if not may_review(user, review):
        return Mark(_("A review is owed"), text)
    url = reverse("alerts:decision-review", kwargs={"pk": decision.pk})
    return Mark(_("A review is owed"), text, url, _("Write down the review"))


def _consent(decision: LevelDecision, user: User) -> Mark | None:
    if not decision.is_consent_required or not decision.is_proposed:
        return None
    consents = manager_of(Consent, decision).select_related("asked_of")
    consent = consents.filter(decision=decision).first()
    if consent is None or consent.state == Consent.State.GIVEN:
        return None
    place = {"body": consent.asked_of.name, "at": say_instant(consent.asked_at)}
    if consent.is_refused:
        return Mark(_("Consent is refused: %(body)s") % place, consent.reason)
    text = _("Asked at %(at)s. Until consent is given nothing can be sent.") % place
    title = _("Waits for the consent of: %(body)s") % place
    consent.decision = decision
    if not may_consent(user, consent):
        return Mark(title, text)
    url = reverse("alerts:decision-consent", kwargs={"pk": decision.pk})
    return Mark(title, text, url, _("Answer for your headquarters"))


def may_consent(user: User, consent: Consent) -> bool:
    """Tell whether a person may answer for the headquarters asked."""
    return _may(lambda: access.require_consenter(user, consent))


def may_review(user: User, review: DecisionReview) -> bool:
    """Tell whether a person may review: another than who decided."""
    return _may(lambda: access.require_reviewer(user, review))


def may_confirm_call(user: User, call: TelephoneApproval) -> bool:
    """Tell whether a person is the very approver who was called."""
    return _may(lambda: access.require_called(user, call))


def may_record_call(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may write down an approval by telephone."""
    return decision.is_proposed and access.is_officer(user, decision)


def may_decide_alone(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may answer for their own proposal alone."""
    return may_record_call(user, decision) and decision.proposed_by_id == user.pk


def approvers_to_call(decision: LevelDecision, user: User) -> list[User]:
    """Return who can be telephoned: approvers who did not propose, and not the caller."""
    if decision.headquarters is None:
        return []
    people = access.approvers(decision.headquarters).order_by("full_name", "pk")
    return [one for one in people.exclude(pk__in=access.proposers(decision)) if one.pk != user.pk]


def approvers_with_numbers(approvers: list[User]) -> list[Reachable]:
    """Return the approvers with the numbers on which they are called."""
    numbers = notices.numbers_of_people([one.pk for one in approvers])
    return [Reachable(one, numbers.get(one.pk, [])) for one in approvers]


def has_board(decision: LevelDecision) -> bool:
    """Tell whether anybody was told, now that a decision has been published."""
    world = manager_of(LevelDecision, decision)
    return world.filter(pk=decision.pk, notice__isnull=False).exists()


def _may(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except PermissionDenied:
        return False
    return True


def _name(person: User | None) -> str:
    return person.full_name if person else ""


def _at(decision: LevelDecision) -> str:
    return say_instant(decision.published_at) if decision.published_at else ""
