"""A body proposes a question; the secretariat takes it, postpones it or returns it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.languages import LANGUAGES
from agencies.models import Body, User
from agencies.templatetags.speech import say_date
from audit import clock
from audit.record import Capacity, Changes, record
from meetings import access
from meetings.actions.agenda import ItemText, add_item
from meetings.actions.materials import bring_papers
from meetings.models import Meeting, Proposal, ProposalPaper, Seat
from notices.actions import tell
from notices.texts import NoticeText
from plans.actions.files import faults_of, keep_file


@transaction.atomic
def propose_item(to_body: Body, *, actor: User, body: Body, text: ItemText) -> Proposal:
    """Propose a question to a body in which one's own has a seat; its secretariat is told."""
    capacity = access.require_proposer(actor, body)
    if not Seat.objects.on(clock.today()).filter(body=to_body, member=body).exists():
        raise ValidationError(_("Your organisation has no seat in this body."))
    same = Proposal.objects.filter(to_body=to_body, body=body, state__in=Proposal.OPEN)
    existing = same.filter(**asdict(text)).first()
    if existing:
        return existing
    proposal = Proposal.objects.create(
        to_body=to_body, body=body, proposed_by=actor, proposed_at=clock.now(), **asdict(text)
    )
    record(capacity, gettext_noop("proposed a question"), proposal)
    _tell_the_secretariat(proposal, capacity)
    return proposal


@transaction.atomic
def change_proposal(proposal: Proposal, *, actor: User, text: ItemText) -> Proposal:
    """Word a proposal anew; one that was returned goes before the secretariat again."""
    capacity = access.require_proposer(actor, proposal.body)
    proposal = _locked(proposal, *Proposal.CHANGEABLE)
    changed: dict[str, list[Any]] = {
        name: [getattr(proposal, name), value]
        for name, value in asdict(text).items()
        if getattr(proposal, name) != value
    }
    if not changed:
        return proposal
    for name, value in asdict(text).items():
        setattr(proposal, name, value)
    was_returned = proposal.state == Proposal.State.RETURNED
    if was_returned:
        changed["state"] = [proposal.state, Proposal.State.AWAITED.value]
        proposal.state = Proposal.State.AWAITED
    proposal.save(update_fields=[*changed])
    record(capacity, gettext_noop("changed a proposal"), proposal, changes=changed)
    if was_returned:
        _tell_the_secretariat(proposal, capacity)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, actor: User) -> Proposal:
    """Take a proposal back before it stands on an agenda."""
    capacity = access.require_proposer(actor, proposal.body)
    proposal = _locked(proposal, *Proposal.CHANGEABLE, Proposal.State.WITHDRAWN)
    if proposal.state != Proposal.State.WITHDRAWN:
        changes: Changes = {"state": [proposal.state, Proposal.State.WITHDRAWN.value]}
        proposal.state = Proposal.State.WITHDRAWN
        proposal.save(update_fields=["state"])
        record(capacity, gettext_noop("withdrew a proposal"), proposal, changes=changes)
    return proposal


@transaction.atomic
def add_proposal_paper(
    proposal: Proposal, *, actor: User, title: str, upload: UploadedFile[bytes]
) -> ProposalPaper:
    """Bring a paper with a proposal; once it stands on an agenda, until the limit of materials."""
    capacity = access.require_proposer(actor, proposal.body)
    meeting_id = _hold_meeting_of(proposal)
    proposal = _locked(proposal, *Proposal.CHANGEABLE, Proposal.State.TAKEN)
    if proposal.item is not None and proposal.item.meeting_id != meeting_id:
        raise ValidationError(
            _("The question has just gone onto an agenda: send the paper again.")
        )
    faults = faults_of([upload])
    if faults:
        raise ValidationError({"upload": faults})
    stored = keep_file(capacity, upload)
    paper, is_new = ProposalPaper.objects.get_or_create(
        proposal=proposal,
        title=title,
        stored_file=stored,
        defaults={
            "name": PurePath(upload.name or "").name[-200:],
            "added_by": actor,
            "added_at": clock.now(),
        },
    )
    if is_new:
        changes: Changes = {"sha256": ["", stored.sha256]}
        record(capacity, gettext_noop("brought a paper with a proposal"), paper, changes=changes)
        if proposal.item is not None:
            meeting = Meeting.objects.locked(proposal.item.meeting_id, *Meeting.BEFORE)
            bring_papers(proposal.item, meeting, capacity=capacity, demanding=True)
    return paper


@transaction.atomic
def open_proposal_paper(paper: ProposalPaper, *, actor: User) -> bytes:
    """Hand out a paper of a proposal to one who reads the proposal."""
    capacity = access.require_reader_of_proposal(actor, paper.proposal)
    changes: Changes = {"sha256": ["", paper.stored_file.sha256]}
    record(capacity, gettext_noop("opened a paper of a proposal"), paper, changes=changes)
    with default_storage.open(paper.stored_file.path, "rb") as content:
        return bytes(content.read())


@transaction.atomic
def take_proposal(proposal: Proposal, *, actor: User, meeting: Meeting) -> Proposal:
    """Put a proposed question on a draft agenda, with the papers that came in time."""
    capacity = access.require_convener(actor, proposal.to_body)
    _hold(meeting.pk)
    proposal = _locked(proposal, *Proposal.OPEN, Proposal.State.TAKEN)
    if proposal.state == Proposal.State.TAKEN:
        return proposal
    if meeting.body_id != proposal.to_body_id:
        raise ValidationError({"meeting": _("This meeting is of another body.")})
    proposal.item = add_item(meeting, actor=actor, text=ItemText.of(proposal))
    _answer(proposal, Proposal.State.TAKEN, capacity, gettext_noop("took a proposal"), "")
    bring_papers(proposal.item, meeting, capacity=capacity)
    return proposal


@transaction.atomic
def postpone_proposal(proposal: Proposal, *, actor: User, reason: str) -> Proposal:
    """Keep a proposed question for a later meeting, and say why."""
    capacity = access.require_convener(actor, proposal.to_body)
    proposal = _locked(proposal, *Proposal.OPEN)
    verb = gettext_noop("postponed a proposal")
    return _answer(proposal, Proposal.State.POSTPONED, capacity, verb, reason)


@transaction.atomic
def return_proposal(proposal: Proposal, *, actor: User, reason: str) -> Proposal:
    """Give a proposed question back to the body that proposed it, and say why."""
    capacity = access.require_convener(actor, proposal.to_body)
    proposal = _locked(proposal, *Proposal.OPEN, Proposal.State.RETURNED)
    verb = gettext_noop("returned a proposal")
    return _answer(proposal, Proposal.State.RETURNED, capacity, verb, reason)


def free_proposals(meeting: Meeting, *, capacity: Capacity) -> None:
    """Put the questions proposed for a cancelled meeting before the secretariat again.

    In the transaction that cancels it, after its lock; who proposed is told.
    """
    taken = Proposal.objects.select_for_update(of=("self",)).filter(item__meeting=meeting)
    for proposal in taken.select_related("body", "to_body", "proposed_by").order_by("pk"):
        ProposalPaper.objects.filter(proposal=proposal).update(material=None)
        changes: Changes = {"state": [proposal.state, Proposal.State.AWAITED.value]}
        proposal.state, proposal.item, proposal.answer = Proposal.State.AWAITED, None, ""
        proposal.answered_by = proposal.answered_at = None
        proposal.save(update_fields=["state", "item", "answer", "answered_by", "answered_at"])
        record(capacity, gettext_noop("freed a proposal"), proposal, changes=changes)
        _tell_who_proposed(proposal, capacity, _words_of_a_cancelled_meeting)


def _hold(meeting_id: int | None) -> None:
    """Lock a meeting before the proposals on its agenda: every act takes them in this order."""
    if meeting_id is not None:
        Meeting.objects.select_for_update().values_list("pk").get(pk=meeting_id)


def _hold_meeting_of(proposal: Proposal) -> int | None:
    """Lock the meeting on whose agenda a proposal stands, if any, and return its number."""
    rows = Proposal.objects.filter(pk=proposal.pk)
    meeting_id = rows.values_list("item__meeting_id", flat=True).first()
    _hold(meeting_id)
    return meeting_id


def _locked(proposal: Proposal, *states: str) -> Proposal:
    """Return a proposal under lock, or say that it has gone on."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "body", "to_body", "proposed_by", "item__meeting__body"
    )
    found = rows.get(pk=proposal.pk)
    if found.state not in states:
        sentence = _("This is not done while the proposal is in the state “%(state)s”.")
        raise ValidationError(sentence % {"state": found.get_state_display()})
    return found


def _answer(
    proposal: Proposal, state: str, capacity: Capacity, verb: str, reason: str
) -> Proposal:
    """Keep what the secretariat answered, and tell who proposed it."""
    if (proposal.state, proposal.answer) == (state, reason):
        return proposal
    changes: Changes = {"state": [proposal.state, str(state)]}
    proposal.state, proposal.answer = state, reason
    proposal.answered_by, proposal.answered_at = capacity.person, clock.now()
    proposal.save(update_fields=["state", "answer", "answered_by", "answered_at", "item"])
    record(capacity, verb, proposal, changes=changes, reason=reason)
    _tell_who_proposed(proposal, capacity)
    return proposal


def _tell_the_secretariat(proposal: Proposal, capacity: Capacity) -> None:
    people = rights.pairs_who_may(rights.CONVENE, Body.objects.filter(pk=proposal.to_body_id))
    _tell(proposal, people, capacity, _words_of_a_proposal)


def _tell(
    proposal: Proposal,
    people: list[tuple[int, int]],
    capacity: Capacity,
    say: Callable[[Proposal], NoticeText],
) -> None:
    if not people:
        return
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = say(proposal)
    path = proposal.get_absolute_url()
    tell(capacity, people, texts, kind="meeting", thing_path=path, urgency="ordinary")


def _facts(proposal: Proposal) -> dict[str, str]:
    """Say what goes by mail; of a closed question nothing but that it is closed."""
    title = str(_("closed question")) if proposal.is_closed else proposal.title
    return {
        "who": proposal.body.name,
        "body": proposal.to_body.name,
        "title": title,
        "state": str(proposal.get_state_display()),
    }


def _words_of_a_proposal(proposal: Proposal) -> NoticeText:
    facts = _facts(proposal)
    return NoticeText(
        _("Proposed for the agenda: %(who)s") % facts,
        _("%(who)s proposes a question to %(body)s: %(title)s") % facts,
        _("Take it onto an agenda, postpone it, or return it and say why."),
    )


def _words_of_an_answer(proposal: Proposal) -> NoticeText:
    facts = _facts(proposal)
    lines = [_("%(body)s on your question “%(title)s”: %(state)s.") % facts]
    if proposal.item is not None:
        day = say_date(proposal.item.meeting.held_on)
        lines.append(_("The meeting is planned for %(day)s.") % {"day": day})
    if proposal.answer:
        lines.append(_("Reason: %(reason)s") % {"reason": proposal.answer})
    return NoticeText(
        _("Your question for the agenda: %(state)s") % facts,
        "\n".join(lines),
        _("Read the answer beside your question."),
    )


def _words_of_a_cancelled_meeting(proposal: Proposal) -> NoticeText:
    facts = _facts(proposal)
    sentence = _(
        "The meeting of %(body)s that was to hear your question “%(title)s” is cancelled."
        " The question is before the secretariat again."
    )
    return NoticeText(
        _("Your question for the agenda: %(state)s") % facts,
        sentence % facts,
        _("You need not propose it anew."),
    )


def _tell_who_proposed(
    proposal: Proposal,
    capacity: Capacity,
    say: Callable[[Proposal], NoticeText] = _words_of_an_answer,
) -> None:
    own = rights.pairs_who_may(rights.REPORT, Body.objects.filter(pk=proposal.body_id))
    people = [pair for pair in own if pair[0] == proposal.proposed_by_id] or own
    _tell(proposal, people, capacity, say)
