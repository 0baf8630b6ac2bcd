"""Path 4: a meeting from its plan to a protocol that the database lets nobody change."""

import datetime as dt

import pytest
from django.db import Error, connection

from audit import clock
from meetings.models import Decision, Meeting
from plans.models import FormOfCompletion, Task
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader
from tests.meetings import builders


def test_meeting_is_planned_held_decided_approved_and_sealed(opened: Open, cast: Cast) -> None:
    """Secretary and chair meet in two windows; a liaison follows; a stranger is turned away."""
    builders.seated_centre(cast)
    secretary = opened("serik")
    meeting = _plan(secretary)
    page = f"/meetings/{meeting.pk}/"
    liaison = opened("aigerim").go(page, status=404)
    secretary.follow("/agenda/open/").send()
    liaison.go("/meetings/").follow(page).reads(builders.QUESTIONS[0][0])

    _hold(secretary, meeting)
    _write(secretary, meeting)
    decision, task = Decision.objects.get(), Task.objects.get()
    secretary.go(decision.get_absolute_url()).follow(task.get_absolute_url())
    secretary.follow(decision.get_absolute_url())
    liaison.go(task.get_absolute_url()).follow(decision.get_absolute_url())
    opened("outsider").go(decision.get_absolute_url(), status=404)

    secretary.go(f"{page}protocol/").send("/submit/")
    chair = opened("chair").go("/meetings/").follow(page).follow("/protocol/")
    chair.send("/approve/").reads("№ 1")
    secretary.go(f"{page}minutes/")
    assert secretary.page.locator("main a[href*='/minutes/']:not([aria-current])").count() == 0
    liaison.go(f"{page}protocol/", status=404)
    with pytest.raises(Error, match="is refused"), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_minutes SET heard_ru = 'x'")


def _plan(secretary: Reader) -> Meeting:
    """Plan a meeting in two weeks with one question."""
    day = clock.today() + dt.timedelta(days=14)
    secretary.go("/meetings/").follow("/meetings/schedule/")
    secretary.fill(day=day.isoformat(), time="10:00", length_minutes="60")
    secretary.fill(place_kk="Астана қаласы", place_ru="г. Астана").send()
    secretary.follow("/agenda/add/")
    title_kk, title_ru = builders.QUESTIONS[0]
    secretary.fill(title_kk=title_kk, title_ru=title_ru, speaker_ru="Министр").send()
    return Meeting.objects.get()


def _hold(secretary: Reader, meeting: Meeting) -> None:
    """Mark one seat absent and all others present; when the hour has come, begin."""
    absent = meeting.attendances.order_by("seat__position").last()
    assert absent is not None
    secretary.go(f"/meetings/{meeting.pk}/attendance/")
    secretary.fill(**{f"state-{absent.pk}": "absent", f"reason-{absent.pk}": "болезнь"})
    secretary.press("main form button[name=others]").reads("38")
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now())  # two weeks go by
    secretary.follow("/hold/").send()


def _write(secretary: Reader, meeting: Meeting) -> None:
    """Write down the question, and enter its decision as a task."""
    item = builders.items_of(meeting)[0]
    secretary.follow(f"/items/{item.pk}/minutes/").fill(**builders.said()).send()
    secretary.follow(f"/items/{item.pk}/decisions/enter/")
    form = FormOfCompletion.objects.order_by("order", "pk")[0]
    secretary.fill(
        text_kk="Есеп берсін",
        text_ru="Представить отчёт",
        lead=str(builders.agency("moh").pk),
        term_ru="в месячный срок",
        form_of_completion=str(form.pk),
    )
    secretary.press("main form button[name=as_task]").reads("Представить отчёт")
