"""Meetings at each stage of their life, the same in every test, through the product's actions."""

import datetime as dt
from dataclasses import replace
from typing import Any

from agencies import actions as agency_actions
from agencies.models import Body, Post, User
from audit import clock
from meetings import actions
from meetings.actions.agenda import ItemText
from meetings.models import AgendaItem, Attendance, Decision, Meeting, Proposal, Protocol
from plans.models import FormOfCompletion

AFTER = dt.timedelta(days=14)
HOUR = dt.timedelta(hours=1)
QUESTIONS = (
    ("Кешенді жоспардың орындалу барысы туралы", "О ходе исполнения Комплексного плана"),
    ("Осал объектілердің тізбесі туралы", "О перечне уязвимых объектов"),
)


def centre() -> Body:
    """Return the Centre."""
    return Body.objects.get(code="atc")


def agency(code: str) -> Body:
    """Return a body by its code."""
    return Body.objects.get(code=code)


def seated_centre(cast: Any) -> Body:
    """Give the Centre its 39 seats."""
    body = centre()
    actions.compose_body(body, actor=cast.serik, valid_from=clock.today(), act="№ 588")
    return body


def secretary_of(code: str) -> User:
    """Engage a secretary at a commission, which the cast has none of."""
    body = agency(code)
    person = agency_actions.add_person(
        actor=None,
        body=body,
        email=f"secretary-{code}@example.invalid",
        full_name="Gulnara Seitova",
        language="kk",
    )
    agency_actions.appoint(
        person, actor=None, body=body, role=Post.Role.SECRETARY, starts_at=clock.now()
    )
    return person


def planned(cast: Any, **facts: Any) -> Meeting:
    """Plan a meeting of the Centre two weeks from now, with two questions on its draft agenda."""
    body = seated_centre(cast)
    starts_at = clock.midnight(clock.today() + AFTER) + 10 * HOUR
    given: dict[str, Any] = {
        "starts_at": starts_at,
        "place_kk": "Астана қаласы",
        "place_ru": "г. Астана",
    }
    meeting = actions.schedule_meeting(body, actor=cast.serik, **(given | facts))
    for title_kk, title_ru in QUESTIONS:
        text = ItemText(title_kk, title_ru, "Денсаулық сақтау министрі", "Министр здравоохранения")
        actions.add_item(meeting, actor=cast.serik, text=text)
    return meeting


QUESTION = ItemText(
    "Жұмыс тобының есебі туралы",
    "Об отчёте рабочей группы",
    "Денсаулық сақтау министрі",
    "Министр здравоохранения",
    minutes_allotted=20,
    draft_decision_kk="Есеп назарға алынсын",
    draft_decision_ru="Принять отчёт к сведению",
)


def proposed(cast: Any, **facts: Any) -> Proposal:
    """Let the liaison of health propose a question to the Centre."""
    body = seated_centre(cast)
    text = replace(QUESTION, **facts)
    return actions.propose_item(body, actor=cast.aigerim, body=agency("moh"), text=text)


def opened(cast: Any) -> Meeting:
    """Open the agenda of a planned meeting."""
    return actions.open_agenda(planned(cast), actor=cast.serik)


def marks(meeting: Meeting, *, absent: int = 2, substitutes: int = 1) -> list[actions.Mark]:
    """Mark the last seats absent, the ones before them as substituted, the rest as present."""
    rows = list(meeting.attendances.order_by("seat__position"))
    came = len(rows) - absent - substitutes
    states = [Attendance.State.PRESENT] * came + [Attendance.State.SUBSTITUTE] * substitutes
    found = [
        actions.Mark(row.pk, state, "Асқар Ұлы", "бірінші орынбасар")
        for row, state in zip(rows, states, strict=False)
    ]
    return found + [
        actions.Mark(row.pk, Attendance.State.ABSENT, reason="болезнь")
        for row in rows[came + substitutes :]
    ]


def held(cast: Any) -> Meeting:
    """Hold an opened meeting with 36 present, one substitute and two absent."""
    meeting = opened(cast)
    with clock.at(meeting.starts_at):
        actions.mark_attendance(meeting, actor=cast.serik, marks=marks(meeting))
        return actions.hold_meeting(meeting, actor=cast.serik, chair=cast.chair)


def point(**facts: Any) -> actions.DecisionText:
    """Say one assignment to the Ministry of Health."""
    given: dict[str, Any] = {
        "text_kk": "Тізбені нақтылап, есеп берсін",
        "text_ru": "Уточнить перечень и представить отчёт",
        "lead": agency("moh"),
        "term_kk": "бір ай мерзімде",
        "term_ru": "в месячный срок",
        "form_of_completion": FormOfCompletion.objects.order_by("order", "pk").first(),
    }
    return actions.DecisionText(**(given | facts))


def said(word: str = "") -> dict[str, str]:
    """Say something on an item in both languages."""
    return {
        "heard_kk": f"Баяндама тыңдалды {word}".strip(),
        "heard_ru": f"Заслушан доклад {word}".strip(),
        "spoke_kk": "Мүшелер сөз сөйледі",
        "spoke_ru": "Выступили члены Центра",
    }


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the items of a meeting in order."""
    return list(meeting.items.select_related("meeting__body").order_by("position"))


def written(cast: Any) -> Meeting:
    """Write the minutes of a held meeting: one assignment, one statement."""
    meeting = held(cast)
    first, second = items_of(meeting)
    with clock.at(meeting.starts_at + HOUR):
        for item in (first, second):
            actions.record_minutes(item, actor=cast.serik, version=0, texts=said())
        actions.enter_decision(first, actor=cast.serik, text=point(), co_executors=[agency("mes")])
        note = actions.DecisionText(
            "Назарға алынсын", "Принять к сведению", kind=Decision.Kind.STATEMENT
        )
        actions.enter_decision(second, actor=cast.serik, text=note)
    meeting.refresh_from_db()
    return meeting


def submitted(cast: Any) -> Meeting:
    """Put a written protocol before the chair."""
    meeting = written(cast)
    with clock.at(meeting.starts_at + 2 * HOUR):
        actions.submit_protocol(meeting, actor=cast.serik)
    meeting.refresh_from_db()
    return meeting


def approved(cast: Any) -> Protocol:
    """Let the chair approve a submitted protocol."""
    meeting = submitted(cast)
    with clock.at(meeting.starts_at + 3 * HOUR):
        return actions.approve_protocol(meeting, actor=cast.chair)
