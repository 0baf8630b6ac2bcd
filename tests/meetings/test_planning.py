"""Templates, series, the year, working time, a meeting on a level, and the commissions beneath."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from agencies.models import User
from audit import clock
from audit.models import Entry
from meetings import actions, queries
from meetings.models import Meeting, MeetingSeries, MeetingTemplate
from meetings.queries.hours import months_after, series_of
from meetings.queries.overview import overview, quarter_of
from plans.queries.calendar import working_calendar
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_a_template_keeps_the_questions_and_plans_a_series(cast: Cast, signed_in: SignIn) -> None:
    """By the page: four quarters from one form, each with the questions, none on a day of rest."""
    User.objects.update(language="en")
    meeting = builders.planned(cast)
    template = actions.keep_template(meeting, actor=cast.serik, name="Regular")
    again = actions.keep_template(meeting, actor=cast.serik, name="Regular")
    assert (again, template.items.count()) == (template, 2)
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.keep_template(meeting, actor=cast.aigerim, name="Mine")
    assert Entry.objects.count() == entries
    client = signed_in("serik")
    path = reverse("meetings:meeting-schedule")
    start = client.get(path, {"template": template.pk}).context["form"].initial
    assert (start["place_ru"], start["time"]) == ("г. Астана", dt.time(10))
    data = {
        "body": meeting.body_id, "kind": "regular", "day": f"{meeting.held_on:%d.%m.%Y}",
        "time": "16:30", "length_minutes": 90, "place_kk": "Астана", "place_ru": "Астана",
        "quorum_rule": "half", "materials_days": 3, "template": template.pk, "repeat": 3,
    }  # fmt: skip
    refused = client.post(path, data)
    assert "Say how many meetings the series has." in refused.content.decode()
    said = client.post(path, data | {"times": 4}, follow=True).content.decode()
    assert "The series is planned:" in said
    assert "from 09:00 until 13:00; this one lasts from 16:30 until 18:00." in said
    made = Meeting.objects.filter(series__isnull=False).order_by("starts_at")
    assert [one.items.count() for one in made] == [2] * 4
    assert all(working_calendar().is_working(one.held_on) for one in made[1:])
    assert MeetingSeries.objects.get().every_months == 3
    actions.remove_template(template, actor=cast.serik)
    assert (MeetingTemplate.objects.count(), made.count()) == (0, 4)


def test_a_series_keeps_to_its_day_of_the_month() -> None:
    """The last of January is followed by the last of February; the year turns."""
    assert months_after(dt.date(2027, 1, 31), 1) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2026, 11, 15), 3) == dt.date(2027, 2, 15)
    assert quarter_of(dt.date(2026, 11, 30)) == (dt.date(2026, 10, 1), dt.date(2027, 1, 1))
    assert quarter_of(dt.date(2026, 3, 1)) == (dt.date(2026, 1, 1), dt.date(2026, 4, 1))


def test_a_series_has_an_end(cast: Cast) -> None:
    """One meeting is none, thirteen are too many; nothing is planned then."""
    body = builders.seated_centre(cast)
    facts = {"place_kk": "Астана", "place_ru": "Астана"}
    starts_at = clock.now() + dt.timedelta(days=5)
    for times in (1, 13):
        with pytest.raises(ValidationError, match="between 2 and 12"):
            actions.plan_series(
                body, actor=cast.serik, every_months=3, times=times, starts_at=starts_at, **facts
            )
    assert not MeetingSeries.objects.exists()
    assert len(series_of(starts_at, 1, 3)) == 3


def test_a_quarter_without_a_meeting_is_said_and_the_year_shows_what_is_open(
    cast: Cast, signed_in: SignIn
) -> None:
    """The secretary is warned until one is planned; the outsider of a draft sees nothing of it."""
    User.objects.update(language="en")
    builders.seated_centre(cast)
    client, path = signed_in("serik"), reverse("meetings:meeting-list")
    warning = "no meeting is held or planned in this quarter"
    assert warning in client.get(path).content.decode()
    assert warning not in signed_in("aigerim").get(path).content.decode()
    first, following = quarter_of(clock.today())
    last = clock.midnight(following) - dt.timedelta(hours=1)
    meeting = actions.schedule_meeting(
        builders.centre(), actor=cast.serik, place_kk="Астана", place_ru="Астана", starts_at=last
    )
    assert queries.gaps(cast.serik) == []
    year = reverse("meetings:year")
    link = f'href="{meeting.get_absolute_url()}"'
    asked = {"year": meeting.held_on.year}
    assert link in signed_in("serik").get(year, asked).content.decode()
    assert link not in signed_in("aigerim").get(year, asked).content.decode()
    assert signed_in("aigerim").get(year, {"year": "1900"}).status_code == 404
    assert first <= meeting.held_on < following


def test_the_secretariat_sees_how_the_commissions_beneath_work(cast: Cast) -> None:
    """Who met this quarter is not silent; a seat to which nobody can be sent is empty."""
    body = builders.agency("commission-75")
    secretary = builders.secretary_of("commission-75")
    actions.compose_body(body, actor=secretary, valid_from=clock.today())
    actions.add_seat(body, actor=secretary, valid_from=clock.today(), holder=secretary)
    soon = clock.now() + builders.HOUR
    meeting = actions.schedule_meeting(
        body, actor=secretary, place_kk="Алматы", place_ru="Алматы", starts_at=soon
    )
    lines = {one.body.code: one for one in overview(cast.serik)}
    assert len(lines) == 16
    assert (lines["commission-75"].last, lines["commission-75"].is_silent) == (None, True)
    members = queries.seats_of(body).exclude(member=None).count()
    assert (lines["commission-75"].seats, lines["commission-75"].empty) == (members + 1, members)
    item = actions.add_item(meeting, actor=secretary, text=builders.QUESTION)
    actions.open_agenda(meeting, actor=secretary, notify=False)
    with clock.at(meeting.starts_at):
        actions.hold_meeting(meeting, actor=secretary, chair=cast.governor)
        line = next(one for one in overview(cast.serik) if one.body == body)
        assert (line.last, line.is_silent) == (meeting, False)
        assert {one.body.kind for one in overview(secretary)} <= {"district_commission"}
    assert item.position == 1
    assert overview(cast.aigerim) == []
