"""The calendar of working days is edited, with its source, and terms follow."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from audit.models import Entry
from plans import actions, queries
from plans.models import WorkingDayException
from tests.cast import Cast

FRIDAY = dt.date(2027, 3, 26)


def test_a_moved_day_is_entered_with_its_source(cast: Cast) -> None:
    """Recorded old and new; the same again writes nothing; loading leaves it as edited."""
    assert queries.working_calendar().is_working(FRIDAY)
    actions.enter_working_day(FRIDAY, actor=cast.serik, is_working=False, source="Act 1")
    assert queries.working_calendar().on_or_before(FRIDAY) == dt.date(2027, 3, 25)
    entry = Entry.objects.order_by("-pk")[0]
    assert entry.changes["is_working"] == [None, "False"]
    before = Entry.objects.count()
    actions.enter_working_day(FRIDAY, actor=cast.serik, is_working=False, source="Act 1")
    assert Entry.objects.count() == before
    assert WorkingDayException.objects.get(day=FRIDAY).confidence == "seen"


def test_the_command_edits_the_calendar(house: None) -> None:
    """A known holiday is declared worked, without a source: unverified."""
    told = io.StringIO()
    call_command("working_day", "2027-03-22", "--work", stdout=told)
    assert told.getvalue() == "2027-03-22 Рабочий день (unverified)\n"
    assert queries.working_calendar().is_working(dt.date(2027, 3, 22))


@pytest.mark.parametrize("name", ["aigerim", "governor", "dauren", "auditor"])
def test_only_who_keeps_the_centres_tasks_edits_the_calendar(cast: Cast, name: str) -> None:
    """Refused, and nothing changed or recorded."""
    before = Entry.objects.count(), WorkingDayException.objects.count()
    with pytest.raises(PermissionDenied):
        actions.enter_working_day(FRIDAY, actor=cast[name], is_working=False)
    assert (Entry.objects.count(), WorkingDayException.objects.count()) == before
