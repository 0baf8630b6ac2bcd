"""Who came: seats are marked, guests are listed, and the meeting is declared held."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import Capacity, record
from meetings import access
from meetings.models import Attendance, Guest, Meeting
from meetings.queries.people import chairs_for

FIELDS = (
    "state",
    "substitute",
    "represented_by",
    "represented_as",
    "reason",
    "arrived_at",
    "left_at",
)


@dataclass(frozen=True)
class Mark:
    """What the sheet says of one seat; `seen` is what it said when the writer began."""

    attendance_id: int
    state: str
    represented_by: str = ""
    represented_as: str = ""
    reason: str = ""
    arrived: str = ""
    left: str = ""
    seen: tuple[str, ...] | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """Return what is typed, in the order of the fields."""
        who = (self.state, self.represented_by, self.represented_as, self.reason)
        return (*who, self.arrived, self.left)


class StaleSheet(ValidationError):  # noqa: N818  # a refusal with a sentence, not a fault
    """Somebody else has marked the same seats since: they go with the refusal."""

    def __init__(self, rows: list[Attendance]) -> None:
        """Keep the rows as they are stored, so that both marks can be shown."""
        self.rows = rows
        seats = "; ".join(row.seat.name for row in rows)
        super().__init__(
            _("Somebody else has marked since you began: %(seats)s. Compare, then save again."),
            params={"seats": seats},
        )


@transaction.atomic
def mark_attendance(meeting: Meeting, *, actor: User, marks: Sequence[Mark]) -> Meeting:
    """Mark who sits in which seat; what the writer did not touch stays as another marked it."""
    capacity = access.require_minute_taker(actor, meeting)
    meeting = Meeting.objects.locked(meeting.pk, *Meeting.MARKABLE)
    rows = {
        row.pk: row
        for row in meeting.attendances.select_related("seat__member", "seat__holder", "substitute")
    }
    touched = [mark for mark in marks if mark.facts != mark.seen]
    if any(mark.attendance_id not in rows for mark in touched):
        raise ValidationError(_("This seat is not part of the meeting."))
    _refuse_stale(touched, rows)
    changes: dict[str, list[str]] = {}
    changed: list[Attendance] = []
    for mark in touched:
        row = rows[mark.attendance_id]
        before = _said(row)
        row.meeting = meeting
        _put(row, mark)
        if before != _said(row):
            changes[str(row.seat)] = [before, _said(row)]
            changed.append(row)
    if changed:
        Attendance.objects.bulk_update(changed, FIELDS)
        record(capacity, gettext_noop("marked the attendance"), meeting, changes=changes)
    return meeting


def align_sheet(meeting: Meeting, *, capacity: Capacity) -> None:
    """Bring the sheet of an opened meeting in line with the seats of its day."""
    present = set(meeting.attendances.values_list("seat_id", flat=True))
    wanted = set(meeting.seats_of_the_day().values_list("pk", flat=True))
    if present == wanted:
        return
    meeting.attendances.exclude(seat__in=wanted).delete()
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, seat_id=pk) for pk in sorted(wanted - present)]
    )
    verb = gettext_noop("brought the sheet in line with the seats")
    record(capacity, verb, meeting, changes={"seats": [len(present), len(wanted)]})


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
    if not chairs_for(meeting).filter(pk=chair.pk).exists():
        raise ValidationError({"chair": _("This person does not chair meetings of the body.")})
    changes = {"state": [meeting.state, Meeting.State.HELD.value], "chair": ["", str(chair)]}
    meeting.state = Meeting.State.HELD
    meeting.chair, meeting.secretary = chair, actor
    meeting.save(update_fields=["state", "chair", "secretary"])
    record(capacity, gettext_noop("declared the meeting held"), meeting, changes=changes)
    return meeting


def _refuse_stale(touched: list[Mark], rows: dict[int, Attendance]) -> None:
    """Refuse to mark over what another marked since, unless both say the same."""
    stale = [
        rows[mark.attendance_id]
        for mark in touched
        if mark.seen is not None and rows[mark.attendance_id].facts not in (mark.seen, mark.facts)
    ]
    if stale:
        raise StaleSheet(stale)


def _put(row: Attendance, mark: Mark) -> None:
    """Keep of a mark only what belongs to its state, and refuse what is incomplete."""
    row.state = mark.state
    row.represented_by = mark.represented_by if row.came else ""
    row.represented_as = mark.represented_as if row.came else ""
    row.reason = mark.reason if mark.state == Attendance.State.ABSENT else ""
    row.arrived_at = _instant(row.meeting, mark.arrived) if row.came else None
    row.left_at = _instant(row.meeting, mark.left) if row.came else None
    if row.arrived_at and row.left_at and row.left_at <= row.arrived_at:
        raise ValidationError(
            _("Nobody leaves before arriving: %(seat)s."), params={"seat": row.seat.name}
        )
    if row.substitute and row.represented_by not in ("", row.substitute.full_name):
        row.substitute = None  # somebody else came
    if mark.state == Attendance.State.ABSENT and not mark.reason:
        raise ValidationError(_("Say why the seat is empty: %(seat)s."), params={"seat": row.seat})
    is_substitute = mark.state == Attendance.State.SUBSTITUTE
    if is_substitute and not (mark.represented_by and mark.represented_as):
        raise ValidationError(
            _("Name the substitute and the position: %(seat)s."), params={"seat": row.seat}
        )


def _instant(meeting: Meeting, hour: str) -> dt.datetime | None:
    """Return the instant of an hour on the day of a meeting; past midnight the next day's."""
    if not hour:
        return None
    found = dt.datetime.combine(meeting.held_on, dt.time.fromisoformat(hour), tzinfo=clock.zone())
    is_next_day = found < meeting.starts_at - dt.timedelta(hours=12)
    return found + dt.timedelta(days=1) if is_next_day else found


def _said(row: Attendance) -> str:
    return ", ".join(part for part in row.facts if part)
