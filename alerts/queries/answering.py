"""One notice as one body sees it when it answers, signed in or by link."""

from dataclasses import dataclass

from django.utils import translation

from agencies import access as rights
from agencies.models import Capability, User
from alerts import access
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    DecisionArea,
    ProgressNote,
    manager_of,
)
from alerts.queries.cards import Difference, differences
from alerts.texts import leaves_a_level
from notices.models import NoticeWording


@dataclass(frozen=True)
class AnswerPage:
    """Everything the page of an answer shows."""

    addressed: AddressedBody
    person: User
    words: NoticeWording | None
    other_words: list[NoticeWording]
    differences: list[Difference]
    steps: list[Acknowledgement]
    notes: list[ProgressNote]
    is_end: bool = False

    @property
    def round(self) -> list[Acknowledgement]:
        """Return the steps given since the body was last asked anew."""
        return [step for step in self.steps if step.round == self.addressed.round]

    @property
    def is_correction(self) -> bool:
        """Tell whether the notice takes another back, so that nothing is to be carried out."""
        return self.addressed.decision.is_correction

    @property
    def is_to_be_known(self) -> bool:
        """Tell whether nothing is to be carried out: a mistake taken back, or a level's end."""
        return self.is_correction or self.is_end

    @property
    def is_received(self) -> bool:
        """Tell whether receipt has been confirmed."""
        return bool(self.round)

    @property
    def has_lapsed(self) -> bool:
        """Tell whether an answer lapsed, so that the body is asked anew."""
        return self.addressed.round > 1

    @property
    def is_accepted(self) -> bool:
        """Tell whether progress may be noted: what was accepted still stands."""
        accepted = Acknowledgement.State.ACCEPTED
        return not self.is_closed and any(step.state == accepted for step in self.round)

    @property
    def is_closed(self) -> bool:
        """Tell whether a later decision has replaced the notice."""
        return self.addressed.notice.closed_at is not None

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more is asked."""
        return any(step.is_final for step in self.round)

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still taken."""
        return not self.is_final and not self.is_closed


def answer_page(addressed: AddressedBody, person: User) -> AnswerPage:
    """Return what a person is shown who answers for a body."""
    words = {one.language: one for one in NoticeWording.objects.filter(notice=addressed.notice_id)}
    language = (translation.get_language() or "ru")[:2]
    own = words.get(language) or words.get("ru")
    world = manager_of(DecisionArea, addressed.notice)
    acts = world.filter(decision=addressed.decision_id).select_related("territory")
    steps = access.answers_of(addressed).select_related("person", "acting_for").order_by("pk")
    return AnswerPage(
        addressed=addressed,
        person=person,
        words=own,
        other_words=[one for one in words.values() if one != own],
        differences=differences(acts.order_by("seq")),
        steps=list(steps),
        notes=list(
            manager_of(ProgressNote, addressed.notice)
            .filter(addressed=addressed)
            .select_related("person", "acting_for")
        ),
        is_end=not leaves_a_level(acts),
    )


def answer_page_by_link(token: str, *, is_exercise: bool = False) -> AnswerPage | None:
    """Return the page behind a signed link; none when forged, expired, or the post is over."""
    capability = rights.bearer_of(token, Capability.Purpose.ANSWER_NOTICE)
    if capability is None:
        return None
    if not rights.may(capability.person, rights.ACKNOWLEDGE, capability.body):
        return None
    addressed = (
        manager_of(AddressedBody, is_exercise)
        .filter(notice=capability.subject, body=capability.body)
        .select_related("notice", "body", "decision__headquarters", "decision__exercise")
        .first()
    )
    if addressed is None:
        return None
    with translation.override(capability.person.language):
        return answer_page(addressed, capability.person)
