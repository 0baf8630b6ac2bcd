"""From the draft of a protocol to its approval, after which the database refuses to change it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.record import Capacity, Changes, record
from meetings import access, documents
from meetings.actions.extracts import send_extracts
from meetings.models import Addendum, Meeting, Protocol
from meetings.queries.people import chairs_of
from meetings.queries.remarks import obstacles_to_submission


@transaction.atomic
def submit_protocol(meeting: Meeting, *, actor: User) -> Protocol:
    """Sign the draft as its secretary and put it before the chair; it rests till then."""
    capacity = access.require_minute_taker(actor, meeting)
    states = (*Meeting.WRITING, Meeting.State.SUBMITTED)
    meeting = Meeting.objects.locked(meeting.pk, *states)
    if meeting.state == Meeting.State.SUBMITTED:
        return meeting.protocol
    obstacles = obstacles_to_submission(meeting)
    if obstacles:
        raise ValidationError(obstacles)
    meeting.secretary = actor
    protocol, _is_new = Protocol.objects.update_or_create(
        meeting=meeting,
        defaults={
            "body": meeting.body,
            "year": meeting.held_on.year,
            "submitted_by": actor,
            "submitted_at": clock.now(),
            "submitted_checksum": documents.checksum_of(_papers(meeting)),
        },
    )
    _move(meeting, Meeting.State.SUBMITTED, capacity, gettext_noop("submitted the protocol"))
    return protocol


@transaction.atomic
def return_protocol(meeting: Meeting, *, actor: User, reason: str) -> Meeting:
    """Give a submitted protocol back to the secretary, saying why."""
    capacity = access.require_signer(actor, meeting)
    states = (Meeting.State.SUBMITTED, Meeting.State.PROTOCOL_DRAFT)
    meeting = Meeting.objects.locked(meeting.pk, *states)
    if meeting.state == Meeting.State.PROTOCOL_DRAFT:
        return meeting
    _move(
        meeting,
        Meeting.State.PROTOCOL_DRAFT,
        capacity,
        gettext_noop("returned the protocol"),
        reason,
    )
    return meeting


@transaction.atomic
def approve_protocol(meeting: Meeting, *, actor: User) -> Protocol:
    """Approve and number a submitted protocol; from then on its text is sealed."""
    capacity = access.require_signer(actor, meeting)
    states = (Meeting.State.SUBMITTED, Meeting.State.APPROVED)
    meeting = Meeting.objects.locked(meeting.pk, *states)
    if meeting.is_approved:
        return meeting.protocol
    protocol = Protocol.objects.select_for_update().get(meeting=meeting)
    if protocol.submitted_by_id in capacity.people:
        sentence = _(
            "Whoever signed the protocol as its secretary does not approve it:"
            " another person does."
        )
        raise ValidationError(sentence)
    papers = _papers_as_submitted(meeting, protocol)
    protocol.number = _next_number(meeting.body, protocol.year)
    protocol.papers = {
        language: documents.numbered(paper, protocol.number) for language, paper in papers.items()
    }
    protocol.checksum = documents.checksum_of(protocol.papers)
    protocol.approved_by, protocol.approved_for = actor, capacity.acting_for
    protocol.approved_as = _signs_as(actor, meeting)
    protocol.approved_at = clock.now()
    protocol.save(update_fields=list(SEALED))
    protocol.meeting = meeting
    extracts = send_extracts(protocol, capacity=capacity)
    _move(meeting, Meeting.State.APPROVED, capacity, gettext_noop("approved the protocol"))
    changes: Changes = {
        "number": ["", protocol.number],
        "checksum": ["", protocol.checksum],
        "extracts": [0, len(extracts)],
    }
    record(capacity, gettext_noop("numbered and sealed the protocol"), protocol, changes=changes)
    return protocol


@transaction.atomic
def add_addendum(
    meeting: Meeting, *, actor: User, text_kk: str, text_ru: str, reason: str
) -> Addendum:
    """Correct an approved protocol by a numbered addendum beside it."""
    capacity = access.require_signer(actor, meeting)
    meeting = Meeting.objects.locked(meeting.pk, Meeting.State.APPROVED)
    same = meeting.addenda.filter(text_kk=text_kk, text_ru=text_ru).first()
    if same:
        return same
    last = meeting.addenda.aggregate(last=Max("number"))["last"] or 0
    addendum = Addendum.objects.create(
        meeting=meeting,
        number=last + 1,
        text_kk=text_kk,
        text_ru=text_ru,
        reason=reason,
        added_by=actor,
        added_at=clock.now(),
    )
    record(capacity, gettext_noop("added an addendum to the protocol"), addendum, reason=reason)
    return addendum


SEALED = (
    "number",
    "papers",
    "checksum",
    "approved_by",
    "approved_for",
    "approved_as",
    "approved_at",
)


def _papers(meeting: Meeting, layout: int = documents.LAYOUT) -> dict[str, documents.Paper]:
    return {
        language: documents.compose(meeting, language, layout=layout)
        for language in documents.LANGUAGES
    }


def _papers_as_submitted(meeting: Meeting, protocol: Protocol) -> dict[str, documents.Paper]:
    """Return the papers in the layout in which they are what was submitted, or refuse."""
    for layout in (documents.LAYOUT, documents.FIRST_LAYOUT):
        papers = _papers(meeting, layout)
        if documents.checksum_of(papers) == protocol.submitted_checksum:
            return papers
    raise ValidationError(_("The text is not the one that was submitted. Return it first."))


def _next_number(body: Body, year: int) -> int:
    """Take the next number of a body in a year; the lock keeps two from taking the same."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    numbered = Protocol.objects.filter(body=body, year=year)
    return (numbered.aggregate(last=Max("number"))["last"] or 0) + 1


def _signs_as(actor: User, meeting: Meeting) -> str:
    is_chair = chairs_of(meeting.body).filter(pk=actor.pk).exists()
    return Protocol.Capacity.CHAIR if is_chair else Protocol.Capacity.SECRETARY


def _move(meeting: Meeting, state: str, capacity: Capacity, verb: str, reason: str = "") -> None:
    changes = {"state": [meeting.state, str(state)]}
    meeting.state = state
    meeting.save(update_fields=["state", "secretary"])
    record(capacity, verb, meeting, changes=changes, reason=reason)
