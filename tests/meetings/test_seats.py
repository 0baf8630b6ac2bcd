"""Seats and the sheets that follow them: nobody counts twice, and nobody who has left."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit import clock
from audit.models import Entry
from meetings import actions, queries
from meetings.models import Seat
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_the_sheet_of_an_opened_meeting_follows_the_seats(cast: Cast) -> None:
    """A seat that ends before the day leaves the sheet, one that begins enters it."""
    meeting = builders.opened(cast)
    seat = meeting.attendances.get(seat__member__code="moh").seat
    actions.end_seat(seat, actor=cast.serik, valid_to=clock.today() + DAY, reason="указ")
    quorum = queries.quorum_of(meeting, list(queries.attendance_of(meeting)))
    assert (quorum.seats, quorum.needed) == (38, 19)
    entry = Entry.objects.get(verb="brought the sheet in line with the seats")
    assert entry.changes == {"seats": [39, 38]}
    actions.add_seat(meeting.body, actor=cast.serik, valid_from=clock.today(), holder=cast.saule)
    assert meeting.attendances.count() == 39
    later = meeting.held_on + DAY
    actions.add_seat(meeting.body, actor=cast.serik, valid_from=later, holder=cast.dauren)
    assert meeting.attendances.count() == 39


def test_composing_a_body_fills_the_sheets_of_its_meetings(cast: Cast) -> None:
    """Who was left out is seated everywhere at once."""
    meeting = builders.opened(cast)
    seat = meeting.attendances.get(seat__member__code="moh").seat
    actions.end_seat(seat, actor=cast.serik, valid_to=clock.today() + DAY, reason="указ")
    first = clock.today() + DAY
    made = actions.compose_body(meeting.body, actor=cast.serik, valid_from=first)
    assert [one.member.code for one in made if one.member] == ["moh"]
    assert meeting.attendances.count() == 39


def test_a_meeting_that_was_held_keeps_its_sheet(cast: Cast) -> None:
    """What was, stays: a seat ended later changes no sheet of the past."""
    meeting = builders.held(cast)
    seat = meeting.attendances.get(seat__member__code="moh").seat
    actions.end_seat(seat, actor=cast.serik, valid_to=clock.today() + DAY, reason="указ")
    assert meeting.attendances.count() == 39


def test_two_seats_of_one_member_never_overlap(cast: Cast) -> None:
    """Not by giving a second one, not by letting the first last longer, not past the actions."""
    body, moh = builders.centre(), builders.agency("moh")
    today = clock.today()
    first = actions.add_seat(body, actor=cast.serik, valid_from=today, member=moh)
    assert actions.add_seat(body, actor=cast.serik, valid_from=today + DAY, member=moh) == first
    first = actions.end_seat(first, actor=cast.serik, valid_to=today + 60 * DAY)
    with pytest.raises(ValidationError, match="would count twice"):
        actions.add_seat(body, actor=cast.serik, valid_from=today + 10 * DAY, member=moh)
    second = actions.add_seat(body, actor=cast.serik, valid_from=today + 60 * DAY, member=moh)
    with pytest.raises(ValidationError, match="would count twice"):
        actions.end_seat(first, actor=cast.serik, valid_to=today + 61 * DAY)
    with pytest.raises(IntegrityError, match="one_seat_of_a_member"), transaction.atomic():
        Seat.objects.filter(pk=second.pk).update(valid_from=today)
    personal: dict[str, Any] = {"actor": cast.serik, "holder": cast.saule}
    actions.add_seat(body, valid_from=today + 5 * DAY, **personal)
    with pytest.raises(ValidationError, match="would count twice"):
        actions.add_seat(body, valid_from=today, **personal)
    assert Seat.objects.filter(body=body).count() == 3


def test_composing_a_body_seats_nobody_twice(cast: Cast) -> None:
    """A seat that ends later is still held: its member is seated anew only after that."""
    body = builders.seated_centre(cast)
    seat = Seat.objects.get(member__code="moh")
    actions.end_seat(seat, actor=cast.serik, valid_to=clock.today() + 30 * DAY)
    assert actions.compose_body(body, actor=cast.serik, valid_from=clock.today()) == []
