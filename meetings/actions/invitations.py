"""Telling those who sit in a meeting that it is called or changed, and taking their answers."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.actions import issue_capabilities
from agencies.languages import LANGUAGES
from agencies.models import Capability, User
from agencies.templatetags.speech import say_instant
from audit import clock
from audit.record import Capacity, Changes, record
from meetings import access
from meetings.documents.calendar import CANCEL, REQUEST, invitation
from meetings.models import Attendance, Invitation, Meeting
from meetings.queries.invitations import holders_of_seats, invited_people, substitutes_for
from meetings.queries.meetings import attendance_of
from notices.actions import issue_notice, tell
from notices.models import Notice
from notices.texts import NoticeText

ANSWER_PATH = "/meetings/invitations/{token}/"
CALLED, CHANGED, CANCELLED = "called", "changed", "cancelled"


@dataclass(frozen=True)
class Reply:
    """What a seat says to an invitation."""

    answer: str
    reason: str = ""
    substitute: User | None = None
    represented_by: str = ""
    represented_as: str = ""


def announce(
    meeting: Meeting, *, capacity: Capacity, event: str, reason: str = ""
) -> Notice | None:
    """Tell everyone who is told of what comes to a seat, and why; in the caller's transaction."""
    if event != CALLED:
        meeting.sequence += 1  # calendars take the higher number for the later word
        meeting.save(update_fields=["sequence"])
    addressees = invited_people(meeting)
    if not addressees:
        return None
    is_asked = event != CANCELLED
    notice = issue_notice(
        capacity,
        kind="meeting",
        thing_path=meeting.get_absolute_url(),
        texts={language: _text(meeting, event, language, reason) for language in LANGUAGES},
        addressees=addressees,
        urgency="ordinary",
        answer_purpose=Capability.Purpose.ANSWER_INVITATION if is_asked else "",
        answer_path=ANSWER_PATH if is_asked else "",
        answer_right=rights.REPORT,
        answer_until=meeting.starts_at,
    )
    Invitation.objects.create(meeting=meeting, notice=notice, sequence=meeting.sequence)
    if notice.answer_until:
        issue_capabilities(
            holders_of_seats(meeting),
            purpose=notice.answer_purpose,
            subject=notice.pk,
            expires_at=notice.answer_until,
        )
    return notice


def ask_anew(meeting: Meeting, *, capacity: Capacity) -> None:
    """Forget the answers given for another time; a seat that is marked stays as it is."""
    unmarked = meeting.attendances.filter(state=Attendance.State.EXPECTED)
    given = unmarked.exclude(answer=Attendance.Answer.AWAITED)
    asked = given.update(
        answer=Attendance.Answer.AWAITED,
        answered_by=None,
        answered_at=None,
        substitute=None,
        represented_by="",
        represented_as="",
        reason="",
    )
    if asked:
        changes: Changes = {"answers": [asked, 0]}
        record(capacity, gettext_noop("asked the seats anew"), meeting, changes=changes)


@transaction.atomic
def answer_invitation(
    attendance: Attendance, *, actor: User, reply: Reply, way: str = ""
) -> Attendance:
    """Say for a seat whether it will be filled; who declines may name who comes instead."""
    capacity = access.require_to_answer(actor, attendance)
    meeting = Meeting.objects.locked(attendance.meeting_id, Meeting.State.AGENDA_APPROVED)
    if meeting.starts_at <= clock.now():
        raise ValidationError(_("The meeting has begun; who came is marked in the sheet."))
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    wanted = _stored(reply)
    changes: Changes = {
        name: [str(getattr(row, name) or ""), str(value or "")]
        for name, value in wanted.items()
        if getattr(row, name) != value
    }
    if not changes:
        return row
    if row.state != Attendance.State.EXPECTED:
        raise ValidationError(_("The secretary has marked this seat already: ask the secretary."))
    _refuse_a_stranger(reply, row)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.answered_by, row.answered_at = actor, clock.now()
    row.save(update_fields=[*wanted, "answered_by", "answered_at"])
    record(capacity, gettext_noop("answered the invitation"), row, changes=changes, reason=way)
    if reply.substitute and "substitute" in changes:
        _tell_the_substitute(meeting, reply.substitute, capacity)
    return row


def _stored(reply: Reply) -> dict[str, Any]:
    """Return what a row keeps of a reply: only who declines has a reason and a substitute."""
    if reply.answer != Attendance.Answer.DECLINED:
        blank = dict.fromkeys(("represented_by", "represented_as", "reason"), "")
        return {"answer": reply.answer, "substitute": None, **blank}
    substitute = reply.substitute
    return {
        "answer": reply.answer,
        "substitute": substitute,
        "represented_by": substitute.full_name if substitute else reply.represented_by,
        "represented_as": reply.represented_as or (substitute.position if substitute else ""),
        "reason": reply.reason,
    }


def _refuse_a_stranger(reply: Reply, row: Attendance) -> None:
    """Refuse what the sheet could not take over, and a substitute from another house."""
    if reply.answer != Attendance.Answer.DECLINED:
        return
    if reply.substitute and not substitutes_for(row).filter(pk=reply.substitute.pk).exists():
        raise ValidationError({"substitute": _("This person holds no post at the organisation.")})
    if reply.represented_by and not reply.substitute and not reply.represented_as:
        raise ValidationError({"represented_as": _("Say in which position the substitute is.")})
    if not reply.reason:
        raise ValidationError({"reason": _("Say why the seat will not be filled by its holder.")})


def _tell_the_substitute(meeting: Meeting, person: User, capacity: Capacity) -> None:
    """Send the papers of one meeting to who comes in another's place."""
    texts = {language: _text(meeting, CALLED, language, "") for language in LANGUAGES}
    home = rights.home_body(person)
    if home is not None:
        path = meeting.get_absolute_url()
        people = [(person.pk, home.pk)]
        tell(capacity, people, texts, kind="meeting", thing_path=path, urgency="ordinary")


def _text(meeting: Meeting, event: str, language: str, reason: str) -> NoticeText:
    with translation.override(language):
        facts = {
            "body": meeting.body.name,
            "kind": meeting.get_kind_display(),
            "when": say_instant(meeting.starts_at),
            "place": meeting.place,
        }
        subject, act = _subject_and_act(event)
        lines = [_("%(body)s: %(kind)s, %(when)s, %(place)s.") % facts]
        if event == CHANGED:
            minutes = {"minutes": meeting.length_minutes}
            lines.append(_("Length: %(minutes)s min.") % minutes)
        if reason:
            lines.append(_("Reason: %(reason)s") % {"reason": reason})
        if event != CANCELLED:
            lines += ["", _("Agenda"), *_agenda(meeting)]
        method = CANCEL if event == CANCELLED else REQUEST
        seats = list(attendance_of(meeting))
        calendar = invitation(meeting, seats, language, method=method)
        return NoticeText(subject % facts, "\n".join(lines), act, calendar)


def _subject_and_act(event: str) -> tuple[str, str]:
    if event == CALLED:
        return (
            _("Meeting on %(when)s: %(body)s"),
            _("Read the agenda and come, or say who will come in your place."),
        )
    if event == CHANGED:
        return (
            _("The meeting is now on %(when)s: %(body)s"),
            _("Note the new time and place."),
        )
    return _("The meeting of %(when)s is cancelled: %(body)s"), _("You need not come.")


def _agenda(meeting: Meeting) -> list[str]:
    """Write the questions; in a letter a closed one is a number, whoever reads the letter."""
    items = (one.veiled() if one.is_closed else one for one in meeting.items.order_by("position"))
    return [f"{item.position}. {item.title}" for item in items]
