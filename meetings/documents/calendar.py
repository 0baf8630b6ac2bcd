"""A meeting as an iCalendar object: an invitation, its change, its cancellation, a feed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from audit import clock
from meetings.models import Attendance, Meeting
from notices.texts import DEMONSTRATION_MARK

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
PARTICIPATION = {
    Attendance.Answer.AWAITED: "NEEDS-ACTION",
    Attendance.Answer.ACCEPTED: "ACCEPTED",
    Attendance.Answer.TENTATIVE: "TENTATIVE",
    Attendance.Answer.DECLINED: "DECLINED",
}


def invitation(
    meeting: Meeting, seats: Sequence[Attendance], language: str, *, method: str
) -> str:
    """Write the invitation to a meeting, with one attendee for each seat, in one language."""
    with translation.override(language):
        calendar = _calendar(method)
        event = _event(meeting)
        event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
        for seat in seats:
            event.add("attendee", _attendee(seat, language), encode=False)
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def feed(meetings: Iterable[Meeting]) -> str:
    """Write a person's meetings: when, where and whose, and nothing of what is discussed."""
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", _marked(_("Meetings")))
    for meeting in meetings:
        event = _event(meeting)
        is_off = meeting.state == Meeting.State.CANCELLED
        event.add("status", "CANCELLED" if is_off else "CONFIRMED")
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def uid_of(meeting: Meeting) -> str:
    """Return the name under which every calendar knows a meeting, whatever changes in it."""
    return f"meeting-{meeting.pk}@{settings.INSTANCE_DOMAIN}"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.INSTANCE_DOMAIN}//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", clock.now().astimezone(dt.UTC))
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    event.add("dtend", meeting.ends_at.astimezone(dt.UTC))
    event.add("summary", _marked(f"{meeting.body.name}: {meeting.get_kind_display()}"))
    event.add("location", meeting.place)
    event.add("url", f"{settings.PUBLIC_ADDRESS}{meeting.get_absolute_url()}")
    organizer = vCalAddress(f"mailto:{settings.NOTICES_SENDER}")
    organizer.params["CN"] = meeting.body.name
    event.add("organizer", organizer)
    return event


def _attendee(row: Attendance, language: str) -> vCalAddress:
    """Name a seat; it answers by the link in the letter and not by mail to the sender."""
    attendee = vCalAddress(f"mailto:seat-{row.seat_id}@{settings.INSTANCE_DOMAIN}")
    attendee.params["CN"] = row.seat.name_in(language)
    attendee.params["CUTYPE"] = "GROUP" if row.seat.member_id else "INDIVIDUAL"
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = PARTICIPATION[Attendance.Answer(row.answer)]
    attendee.params["RSVP"] = "FALSE"
    return attendee


def _marked(title: str) -> str:
    """Say in a title, all that a calendar program shows of a file, that this is no real one."""
    return f"[{DEMONSTRATION_MARK}] {title}" if settings.DEMONSTRATION else title
