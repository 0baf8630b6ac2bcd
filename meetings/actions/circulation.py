"""A draft protocol goes round: remarks are taken until a deadline, and each is answered."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.languages import LANGUAGES
from agencies.models import User
from agencies.templatetags.speech import say_date, say_instant
from audit import clock
from audit.record import Capacity, record
from meetings import access, documents
from meetings.models import AgendaItem, Circulation, Meeting, ProtocolRemark
from meetings.queries.circulation import people_to_ask
from meetings.queries.remarks import obstacles_to_submission
from notices.actions import tell
from notices.texts import NoticeText
from plans.queries.calendar import working_calendar


@transaction.atomic
def circulate_protocol(meeting: Meeting, *, actor: User) -> Circulation:
    """Send the draft round to those who came; until the deadline nobody writes in it."""
    capacity = access.require_minute_taker(actor, meeting)
    states = (*Meeting.WRITING, Meeting.State.CIRCULATED)
    meeting = Meeting.objects.locked(meeting.pk, *states)
    if meeting.state == Meeting.State.CIRCULATED:
        return meeting.circulations.get(ended_at__isnull=True)
    obstacles = obstacles_to_submission(meeting)
    if obstacles:
        raise ValidationError(obstacles)
    papers = {language: documents.compose(meeting, language) for language in documents.LANGUAGES}
    circulation = Circulation.objects.create(
        meeting=meeting,
        number=meeting.circulations.count() + 1,
        papers=papers,
        checksum=documents.checksum_of(papers),
        circulated_by=actor,
        circulated_at=clock.now(),
        ends_at=_deadline(),
    )
    _move(meeting, Meeting.State.CIRCULATED, capacity, gettext_noop("circulated the draft"))
    _ask(circulation, capacity)
    return circulation


@transaction.atomic
def make_remark(
    circulation: Circulation, *, actor: User, text: str, item: AgendaItem | None = None
) -> ProtocolRemark:
    """Remark on a draft that goes round, for the body in whose name the person attends."""
    capacity = access.require_remarker(actor, circulation)
    circulation = _locked(circulation)
    if not circulation.is_open:
        sentence = _("Remarks were taken until %(end)s.")
        raise ValidationError(sentence % {"end": say_instant(circulation.last_minute)})
    if item is not None and item.meeting_id != circulation.meeting_id:
        raise ValidationError({"item": _("This question is of another meeting.")})
    body = capacity.body or circulation.meeting.body
    same = circulation.remarks.filter(body=body, item=item, text=text).first()
    if same:
        return same
    remark = ProtocolRemark.objects.create(
        circulation=circulation,
        item=item,
        body=body,
        made_by=actor,
        made_at=clock.now(),
        text=text,
    )
    record(capacity, gettext_noop("remarked on the draft protocol"), remark)
    return remark


@transaction.atomic
def end_circulation(meeting: Meeting, *, actor: User) -> Meeting:
    """Take the draft back to write in it; remarks made so far stay beside it."""
    capacity = access.require_minute_taker(actor, meeting)
    states = (Meeting.State.CIRCULATED, Meeting.State.PROTOCOL_DRAFT)
    meeting = Meeting.objects.locked(meeting.pk, *states)
    if meeting.state == Meeting.State.PROTOCOL_DRAFT:
        return meeting
    circulation = meeting.circulations.select_for_update().get(ended_at__isnull=True)
    circulation.ended_by, circulation.ended_at = actor, clock.now()
    circulation.save(update_fields=["ended_by", "ended_at"])
    _move(meeting, Meeting.State.PROTOCOL_DRAFT, capacity, gettext_noop("took the draft back"))
    return meeting


@transaction.atomic
def answer_remark(
    remark: ProtocolRemark, *, actor: User, accepted: bool, answer: str = ""
) -> ProtocolRemark:
    """Accept a remark, or decline it and say why, while the protocol is not approved."""
    capacity = access.require_minute_taker(actor, remark.circulation.meeting)
    states = (*Meeting.WRITING, Meeting.State.CIRCULATED)
    Meeting.objects.locked(remark.circulation.meeting_id, *states)
    remark = ProtocolRemark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    outcome = ProtocolRemark.Outcome.ACCEPTED if accepted else ProtocolRemark.Outcome.DECLINED
    if (remark.outcome, remark.answer) == (outcome, answer):
        return remark
    if not accepted and not answer:
        raise ValidationError({"answer": _("Say why the remark is declined.")})
    changes = {"outcome": [remark.outcome, outcome.value], "answer": [remark.answer, answer]}
    remark.outcome, remark.answer = outcome, answer
    remark.answered_by, remark.answered_at = actor, clock.now()
    remark.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    record(capacity, gettext_noop("answered a remark"), remark, changes=changes)
    return remark


def _deadline() -> dt.datetime:
    """Return the end of the last of the working days that remarks have."""
    last = working_calendar().after(clock.today(), settings.REMARKS_WORKING_DAYS)
    return clock.midnight(last + dt.timedelta(days=1))


def _locked(circulation: Circulation) -> Circulation:
    rows = Circulation.objects.select_for_update(of=("self",)).select_related("meeting__body")
    return rows.get(pk=circulation.pk)


def _ask(circulation: Circulation, capacity: Capacity) -> None:
    people = people_to_ask(circulation)
    if people:
        texts = {language: _text(circulation, language) for language in LANGUAGES}
        path = circulation.get_absolute_url()
        tell(capacity, people, texts, kind="meeting", thing_path=path, urgency="ordinary")


def _text(circulation: Circulation, language: str) -> NoticeText:
    meeting = circulation.meeting
    with translation.override(language):
        facts = {
            "body": meeting.body.name,
            "day": say_date(meeting.held_on),
            "end": say_instant(circulation.last_minute),
        }
        return NoticeText(
            _("Draft protocol of %(day)s: remarks until %(end)s") % facts,
            _("%(body)s: the draft protocol of the meeting of %(day)s is open to you.") % facts,
            _("Read it, and send your remarks until %(end)s.") % facts,
        )


def _move(meeting: Meeting, state: str, capacity: Capacity, verb: str) -> None:
    changes = {"state": [meeting.state, str(state)]}
    meeting.state = state
    meeting.save(update_fields=["state"])
    record(capacity, verb, meeting, changes=changes)
