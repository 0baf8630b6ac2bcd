"""Who came: seats are marked, guests are listed, and the meeting is declared held."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import record
from meetings import access
from meetings.models import Attendance, Guest, Meeting
from meetings.queries.people import chairs_of

FIELDS = ("state", "represented_by", "represented_as", "reason")


@dataclass(frozen=True)
class Mark:
    """What the sheet says of one seat."""

    attendance_id: int
    state: str
    represented_by: str = ""
    represented_as: str = ""
    reason: str = ""


@transaction.atomic
def mark_attendance(meeting: Meeting, *, actor: User, marks: Sequence[Mark]) -> Meeting:
    """Mark who sits in which seat; seats that are marked as before stay untouched."""
    capacity = access.require_minute_taker(actor, meeting)
    meeting = Meeting.objects.locked(meeting.pk, *Meeting.MARKABLE)
    rows = {
        row.pk: row for row in meeting.attendances.select_related("seat__member", "seat__holder")
    }
    changes: dict[str, list[str]] = {}
    changed: list[Attendance] = []
    for mark in marks:
        row = rows.get(mark.attendance_id)
        if row is None:
            raise ValidationError(_("This seat is not part of the meeting."))
        before = _said(row)
        _put(row, mark)
        if before != _said(row):
            changes[str(row.seat)] = [before, _said(row)]
            changed.append(row)
    if changed:
        Attendance.objects.bulk_update(changed, FIELDS)
        record(capacity, gettext_noop("marked the attendance"), meeting, changes=changes)
    return meeting


@transaction.atomic
def invite_guest(
    meeting: Meeting, *, actor: User, full_name: str, position_kk: str, position_ru: str
) -> Guest:
    """List somebody who is invited without holding a seat."""
    capacity = access.require_minute_taker(actor, meeting)
    states = (*Meeting.BEFORE, *Meeting.WRITING)
    meeting = Meeting.objects.locked(meeting.pk, *states)
    guest, is_new = Guest.objects.get_or_create(
        meeting=meeting, full_name=full_name, position_kk=position_kk, position_ru=position_ru
    )
    if is_new:
        record(capacity, gettext_noop("invited a guest"), guest)
    return guest


@transaction.atomic
def remove_guest(guest: Guest, *, actor: User) -> None:
    """Take a guest off the list while the list may still change."""
    capacity = access.require_minute_taker(actor, guest.meeting)
    Meeting.objects.locked(guest.meeting_id, *Meeting.BEFORE, *Meeting.WRITING)
    record(capacity, gettext_noop("took a guest off the list"), guest)
    guest.delete()


@transaction.atomic
def hold_meeting(meeting: Meeting, *, actor: User, chair: User) -> Meeting:
    """Declare that a meeting takes place, under whose chairmanship; its minutes may begin."""
    capacity = access.require_minute_taker(actor, meeting)
    states = (Meeting.State.AGENDA_APPROVED, *Meeting.AFTER)
    meeting = Meeting.objects.locked(meeting.pk, *states)
    if meeting.is_after:
        return meeting
    if meeting.starts_at > clock.now():
        raise ValidationError(_("The meeting has not begun yet."))
    if not chairs_of(meeting.body).filter(pk=chair.pk).exists():
        raise ValidationError({"chair": _("This person does not chair meetings of the body.")})
    changes = {"state": [meeting.state, Meeting.State.HELD.value], "chair": ["", str(chair)]}
    meeting.state = Meeting.State.HELD
    meeting.chair, meeting.secretary = chair, actor
    meeting.save(update_fields=["state", "chair", "secretary"])
    record(capacity, gettext_noop("declared the meeting held"), meeting, changes=changes)
    return meeting


def _put(row: Attendance, mark: Mark) -> None:
    """Keep of a mark only what belongs to its state, and refuse what is incomplete."""
    row.state = mark.state
    row.represented_by = mark.represented_by if row.came else ""
    row.represented_as = mark.represented_as if row.came else ""
    row.reason = mark.reason if mark.state == Attendance.State.ABSENT else ""
    if mark.state == Attendance.State.ABSENT and not mark.reason:
        raise ValidationError(_("Say why the seat is empty: %(seat)s."), params={"seat": row.seat})
    is_substitute = mark.state == Attendance.State.SUBSTITUTE
    if is_substitute and not (mark.represented_by and mark.represented_as):
        raise ValidationError(
            _("Name the substitute and the position: %(seat)s."), params={"seat": row.seat}
        )


def _said(row: Attendance) -> str:
    parts = (row.state, row.represented_by, row.represented_as, row.reason)
    return ", ".join(part for part in parts if part)
