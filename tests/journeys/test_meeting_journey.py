"""Path 4: a meeting from its schedule to minutes that the database refuses to change."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from audit import clock
from meetings import actions
from meetings.models import AgendaItem, Decision, Meeting
from plans.models import FormOfCompletion
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader
from tests.stories import in_days


def test_meeting_is_called_held_minuted_decided_and_sealed(opened: Open, cast: Cast) -> None:
    centre = cast.serik.appointments.get().post.body
    actions.compose_body(centre, actor=cast.serik, valid_from=in_days(-1), act="Decree 588")
    secretary = opened("serik")
    meeting = _call(secretary)
    page = f"/meetings/{meeting.pk}/"

    # The day of the meeting has come.
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - dt.timedelta(hours=1))
    secretary.go(f"{page}attendance/").press("main button[name=others]")
    secretary.go(f"{page}hold/").fill(chair=str(cast.chair.pk)).send()
    decision = _decide(secretary, meeting)
    task = decision.assignments.get().task
    secretary.go(f"/tasks/{task.pk}/").follow(f"/meetings/decisions/{decision.pk}/")
    secretary.follow(f"/tasks/{task.pk}/")

    secretary.go(f"{page}protocol/").send("/protocol/submit/")
    liaison = opened("outsider")
    liaison.go(f"{page}protocol/", status=404)
    chair = opened("chair").go("/").follow(page).go(f"{page}protocol/")
    chair.follow("/protocol/approve/").send().reads("№ 1")
    liaison.go(f"/tasks/{task.pk}/", status=404)
    secretary.look_everywhere(page, f"{page}protocol/", f"/meetings/decisions/{decision.pk}/")

    for table in ("meetings_minutes", "meetings_decision", "meetings_agendaitem"):
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
            _change(table)


def _call(secretary: Reader) -> Meeting:
    """Schedule a meeting for next week, put one question on its agenda and open it."""
    secretary.go("/meetings/schedule/")
    secretary.fill(day=in_days(7).isoformat(), time="10:00", place_kk="Астана", place_ru="Астана")
    secretary.send()
    meeting = Meeting.objects.latest("pk")
    secretary.follow("/agenda/add/")
    secretary.fill(title_kk="Жоспардың орындалуы туралы", title_ru="О ходе исполнения плана")
    secretary.send().reads("О ходе исполнения плана")
    secretary.follow("/agenda/open/").send()
    return meeting


def _decide(secretary: Reader, meeting: Meeting) -> Decision:
    """Write down what was heard and enter a decision that becomes a task in the same step."""
    item = AgendaItem.objects.get(meeting=meeting)
    secretary.go(f"/meetings/items/{item.pk}/minutes/")
    secretary.fill(heard_kk="Баяндама тыңдалды", heard_ru="Заслушан доклад").send()
    secretary.go(f"/meetings/items/{item.pk}/decisions/enter/")
    health = meeting.attendances.get(seat__member__code="moh").seat.member_id
    secretary.fill(
        text_kk="Есеп берсін",
        text_ru="Представить отчёт",
        lead=str(health),
        due_on=in_days(60).isoformat(),
        form_of_completion=str(FormOfCompletion.objects.all()[0].pk),
    )
    secretary.press("main button[name=as_task]").reads("Представить отчёт")
    return Decision.objects.get(item=item)


def _change(table: str) -> None:
    changes = {
        "meetings_minutes": "heard_ru = 'другое'",
        "meetings_decision": "text_ru = 'другое'",
        "meetings_agendaitem": "title_ru = 'другое'",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {changes[table]}")  # noqa: S608  # our own names
