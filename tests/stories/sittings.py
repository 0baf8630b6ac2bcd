"""A meeting is called, moved, held, minuted, decided and approved; another is cancelled."""

import datetime as dt

from audit import clock
from meetings import actions
from meetings.actions.agenda import ItemText
from meetings.actions.attendance import Mark
from meetings.actions.decisions import DecisionText
from meetings.models import AgendaItem, Meeting
from plans.models import FormOfCompletion
from tests.stories import Teller, in_days

PLACE = {"place_kk": "Астана", "place_ru": "Астана"}
FIRST = ItemText(title_kk="Бірінші", title_ru="Первый")
SECOND = ItemText(title_kk="Екінші", title_ru="Второй")


def schedule(tell: Teller, days: int) -> Meeting:
    """Plan a meeting of the Centre."""
    starts_at = clock.now() + dt.timedelta(days=days)
    return tell(
        actions.schedule_meeting,
        tell.body("atc"),
        actor=tell.cast.serik,
        starts_at=starts_at,
        **PLACE,
    )


def tell(tell: Teller) -> None:
    """Call every action on meetings."""
    serik = tell.cast.serik
    _seats(tell)
    schedule(tell, 30)
    cancelled = schedule(tell, 20)
    tell(actions.cancel_meeting, cancelled, actor=serik, reason="no quorum expected")
    meeting = schedule(tell, 10)
    items = _agenda(tell, meeting)
    tell(actions.open_agenda, meeting, actor=serik)
    meeting.refresh_from_db()
    later = meeting.starts_at + dt.timedelta(hours=1)
    tell(actions.change_meeting, meeting, actor=serik, starts_at=later, reason="a clash")
    meeting.refresh_from_db()
    with clock.at(later + dt.timedelta(minutes=5)):
        _hold(tell, meeting, items)
        _approve(tell, meeting)


def _seats(tell: Teller) -> None:
    serik, atc = tell.cast.serik, tell.body("atc")
    facts = {"valid_from": in_days(-1), "act": "Decree 588"}
    tell(actions.add_seat, atc, actor=serik, member=tell.body("moh"), **facts)
    leaving = tell(actions.add_seat, atc, actor=serik, member=tell.body("mof"), **facts)
    tell(actions.end_seat, leaving, actor=serik, valid_to=in_days(1), reason="decree")
    tell(actions.compose_body, atc, actor=serik, **facts)


def _agenda(tell: Teller, meeting: Meeting) -> list[AgendaItem]:
    serik = tell.cast.serik
    one, two, three = (
        tell(actions.add_item, meeting, actor=serik, text=FIRST) for _number in range(3)
    )
    tell(actions.change_item, two, actor=serik, text=SECOND)
    tell(actions.move_item, two, actor=serik, up=True)
    tell(actions.remove_item, three, actor=serik)
    return [one, two]


def _hold(tell: Teller, meeting: Meeting, items: list[AgendaItem]) -> None:
    cast = tell.cast
    tell(actions.hold_meeting, meeting, actor=cast.serik, chair=cast.chair)
    marks = [Mark(row.pk, "present") for row in meeting.attendances.all()]
    tell(actions.mark_attendance, meeting, actor=cast.serik, marks=marks)
    guest = {"position_kk": "Әкім", "position_ru": "Аким"}
    for name in ("First Guest", "Second Guest"):
        invited = tell(actions.invite_guest, meeting, actor=cast.serik, full_name=name, **guest)
    tell(actions.remove_guest, invited, actor=cast.serik)
    one, two = (AgendaItem.objects.get(pk=item.pk) for item in items)
    _decide(tell, one)
    text = DecisionText(text_kk="Назарға алынсын", text_ru="Принять к сведению", kind="statement")
    tell(actions.enter_decision, two, actor=cast.serik, text=text)
    tell(
        actions.record_minutes,
        one,
        actor=cast.serik,
        version=0,
        texts={"heard_kk": "Тыңдалды", "heard_ru": "Слушали"},
    )
    tell(actions.complete_minutes, meeting, actor=cast.serik, chair=cast.chair, dissent_ru="нет")


def _decide(tell: Teller, item: AgendaItem) -> None:
    serik = tell.cast.serik
    text = DecisionText(
        text_kk="Есеп берсін",
        text_ru="Представить отчёт",
        lead=tell.body("moh"),
        due_on=in_days(90),
        form_of_completion=FormOfCompletion.objects.all()[0],
    )
    decision = tell(actions.enter_decision, item, actor=serik, text=text)
    struck = tell(actions.enter_decision, item, actor=serik, text=text)
    tell(actions.remove_decision, struck, actor=serik)
    tell(
        actions.change_decision,
        decision,
        actor=serik,
        text=text,
        co_executors=[tell.body("mof")],
    )
    tell(actions.assign_decision, decision, actor=serik)


def _approve(tell: Teller, meeting: Meeting) -> None:
    cast = tell.cast
    tell(actions.submit_protocol, meeting, actor=cast.serik)
    tell(actions.return_protocol, meeting, actor=cast.chair, reason="a name is wrong")
    tell(actions.submit_protocol, meeting, actor=cast.serik)
    tell(actions.approve_protocol, meeting, actor=cast.chair)
    tell(
        actions.add_addendum,
        meeting,
        actor=cast.chair,
        text_kk="Түзету",
        text_ru="Поправка",
        reason="a name",
    )
