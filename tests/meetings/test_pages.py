"""The screens: what they show, what they refuse, and how many queries they need."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from audit import clock
from meetings import actions
from meetings.models import Decision, Meeting
from plans.models import FormOfCompletion, Task
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def in_russian(sentence: str) -> str:
    """Return a sentence as the secretary reads it."""
    with translation.override("ru"):
        return translation.gettext(sentence)


def queries_of(client: Client, path: str) -> int:
    """Count the queries of a page, after a first visit has warmed the session."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_list_needs_the_same_queries_for_one_and_for_ten(
    cast: Cast, signed_in: SignIn
) -> None:
    """Whoever asks."""
    path = reverse("meetings:meeting-list")
    meeting = builders.opened(cast)
    one = {name: queries_of(signed_in(name), path) for name in ("serik", "aigerim")}
    for number in range(9):
        actions.open_agenda(_another(cast, meeting, number), actor=cast.serik, notify=False)
    ten = {name: queries_of(signed_in(name), path) for name in ("serik", "aigerim")}
    assert ten == one


def _another(cast: Cast, meeting: Meeting, number: int) -> Meeting:
    planned = actions.schedule_meeting(
        meeting.body,
        actor=cast.serik,
        starts_at=meeting.starts_at + number * builders.HOUR,
        place_kk="Астана",
        place_ru="Астана",
    )
    actions.add_item(planned, actor=cast.serik, text=actions.ItemText("Сұрақ", "Вопрос"))
    return planned


def test_minutes_need_the_same_queries_for_one_and_for_ten_decisions(
    cast: Cast, signed_in: SignIn
) -> None:
    """Decisions, co-executors and tasks come together."""
    meeting = builders.written(cast)
    path = reverse("meetings:minutes", args=[meeting.pk])
    before = queries_of(signed_in("serik"), path)
    item = builders.items_of(meeting)[0]
    for _number in range(9):
        actions.enter_decision(
            item, actor=cast.serik, text=builders.point(), co_executors=[builders.agency("mes")]
        )
    assert queries_of(signed_in("serik"), path) == before


def test_scheduling_on_the_page(cast: Cast, signed_in: SignIn) -> None:
    """The secretary plans, is sent to the agenda, and reads what was wrong with a past day."""
    body = builders.seated_centre(cast)
    client = signed_in("serik")
    data = {
        "body": body.pk,
        "kind": "regular",
        "day": (clock.today() + builders.AFTER).isoformat(),
        "time": "10:00",
        "length_minutes": 90,
        "place_kk": "Астана қаласы",
        "place_ru": "г. Астана",
        "quorum_rule": "half",
        "materials_days": 3,
    }
    path = reverse("meetings:meeting-schedule")
    answer = client.post(path, data | {"day": "2013-07-10"})
    assert answer.status_code == 422
    assert in_russian("A meeting is scheduled for a time to come.") in answer.content.decode()
    answer = client.post(path, data)
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == reverse("meetings:agenda", args=[meeting.pk])
    assert meeting.starts_at.astimezone(clock.zone()).hour == 10


def test_a_stale_save_shows_both_texts_escaped(cast: Cast, signed_in: SignIn) -> None:
    """The later writer loses nothing and may save over what they have now seen."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    actions.record_minutes(item, actor=cast.serik, version=0, texts=builders.said("<b>первый</b>"))
    client = signed_in("serik")
    path = reverse("meetings:item-minutes", args=[item.pk])
    data = builders.said("второй") | {"version": 0}
    answer = client.post(path, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Заслушан доклад &lt;b&gt;первый&lt;/b&gt;" in page
    assert "Заслушан доклад второй" in page
    assert 'name="version" value="1"' in page
    assert client.post(path, data | {"version": 1}).status_code == 302
    item.minutes.refresh_from_db()
    assert item.minutes.heard_ru == "Заслушан доклад второй"


def test_a_decision_is_entered_as_a_task_with_one_button(cast: Cast, signed_in: SignIn) -> None:
    """Both pages link to each other, and the executor's liaison opens both."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    form = FormOfCompletion.objects.order_by("order", "pk")[0]
    data = {
        "kind": "assignment",
        "text_kk": "Есеп берсін",
        "text_ru": "Представить отчёт",
        "lead": builders.agency("moh").pk,
        "term_ru": "в месячный срок",
        "form_of_completion": form.pk,
        "adopted": "unanimously",
        "as_task": "yes",
    }
    client = signed_in("serik")
    answer = client.post(reverse("meetings:decision-enter", args=[item.pk]), data)
    assert answer.status_code == 302
    decision, task = Decision.objects.get(), Task.objects.get()
    page = client.get(decision.get_absolute_url()).content.decode()
    assert f'href="{task.get_absolute_url()}"' in page
    assert f'href="{task.source_path}"' in client.get(task.get_absolute_url()).content.decode()
    liaison = signed_in("aigerim")
    assert liaison.get(task.source_path).status_code == 200
    assert signed_in("outsider").get(task.source_path).status_code == 404


def test_an_assignment_without_a_lead_is_refused(cast: Cast, signed_in: SignIn) -> None:
    """The field says what is missing; nothing is written."""
    item = builders.items_of(builders.held(cast))[0]
    data = {"kind": "assignment", "text_kk": "a", "text_ru": "b", "adopted": "unanimously"}
    answer = signed_in("serik").post(reverse("meetings:decision-enter", args=[item.pk]), data)
    assert answer.status_code == 422
    assert in_russian("Say who is responsible.") in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_rest_of_the_seats_is_marked_present_at_once(cast: Cast, signed_in: SignIn) -> None:
    """Who is absent is marked by hand, all others by the second button."""
    meeting = builders.opened(cast)
    rows = list(meeting.attendances.order_by("seat__position"))
    data: dict[str, Any] = {f"state-{row.pk}": "expected" for row in rows}
    data |= {f"state-{rows[0].pk}": "absent", "others": "present"}
    path = reverse("meetings:attendance", args=[meeting.pk])
    client = signed_in("serik")
    assert client.post(path, data).status_code == 422
    data[f"reason-{rows[0].pk}"] = "болезнь"
    assert client.post(path, data).status_code == 302
    assert meeting.attendances.filter(state="present").count() == 38
    assert meeting.attendances.get(state="absent").reason == "болезнь"


def test_the_paper_is_printed_in_both_languages(cast: Cast, signed_in: SignIn) -> None:
    """PDF/A, and the same for the extract."""
    meeting = builders.approved(cast).meeting
    client = signed_in("head_of_health")
    for language in ("kk", "ru"):
        answer = client.get(
            reverse("meetings:protocol-document", args=[meeting.pk, language, "pdf"])
        )
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-1")
        assert b"pdfaid" in answer.content
    wrong = reverse("meetings:protocol-document", args=[meeting.pk, "en", "pdf"])
    assert client.get(wrong).status_code == 404


def test_an_extract_holds_no_foreign_point(cast: Cast, signed_in: SignIn) -> None:
    """The Ministry of Health reads its point; the statement on the other item is not there."""
    meeting = builders.approved(cast).meeting
    path = reverse("meetings:extract", args=[meeting.pk, builders.agency("moh").pk])
    page = signed_in("aigerim").get(path, {"paper": "ru"}).content.decode()
    assert "Уточнить перечень и представить отчёт" in page
    assert "Принять к сведению" not in page
    assert "О перечне уязвимых объектов" not in page


def test_remarks_say_what_a_decision_lacks(cast: Cast, signed_in: SignIn) -> None:
    """No form of completion, no date, the same text twice: each in a sentence."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    vague = builders.point(
        text_kk="x", text_ru="x", term_kk="", term_ru="постоянно", form_of_completion=None
    )
    actions.enter_decision(item, actor=cast.serik, text=vague)
    page = signed_in("serik").get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()
    assert (
        in_russian("The Kazakh and the Russian text are the same: one of them is missing.") in page
    )
    assert in_russian("Neither a date nor a permanent term with a date of review.") in page
    assert in_russian("No form of completion: how is it proved?") in page
