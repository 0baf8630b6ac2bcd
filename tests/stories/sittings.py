"""A meeting is called, moved, held, minuted, decided and approved; another is cancelled."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from audit import clock
from meetings import actions
from meetings.actions.agenda import ItemText
from meetings.actions.attendance import Mark
from meetings.actions.decisions import DecisionText
from meetings.models import AgendaItem, Decision, Meeting
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
    template = tell(actions.keep_template, meeting, actor=serik, name="Очередное")
    facts = {"starts_at": meeting.starts_at, "template": template, **PLACE}
    series = {"every_months": 3, "times": 2}
    tell(actions.plan_series, tell.body("atc"), actor=serik, **series, **facts)
    tell(actions.remove_template, template, actor=serik)
    _bring(tell, items[0])
    _propose(tell, schedule(tell, 40))
    tell(actions.open_agenda, meeting, actor=serik)
    _answer(tell, meeting)
    meeting.refresh_from_db()
    later = meeting.starts_at + dt.timedelta(hours=1)
    tell(actions.change_meeting, meeting, actor=serik, starts_at=later, reason="a clash")
    meeting.refresh_from_db()
    with clock.at(later + dt.timedelta(minutes=5)):
        _hold(tell, meeting, items)
        _approve(tell, meeting)


def _bring(tell: Teller, item: AgendaItem) -> None:
    cast, upload = tell.cast, SimpleUploadedFile("note.txt", "Справка".encode())
    material = tell(actions.add_material, item, actor=cast.serik, title="Справка", upload=upload)
    tell(actions.allow_late_materials, item, actor=cast.chair, reason="urgent")
    tell(actions.open_material, material, actor=cast.serik)


def _propose(tell: Teller, meeting: Meeting) -> None:
    """Let health propose three questions: one is taken, one postponed, one returned."""
    cast, made = tell.cast, []
    for number in range(3):
        text = ItemText(title_kk=f"Ұсыныс {number}", title_ru=f"Предложение {number}")
        facts = {"body": tell.body("moh"), "text": text}
        made.append(tell(actions.propose_item, tell.body("atc"), actor=cast.aigerim, **facts))
    upload = SimpleUploadedFile("note.txt", "Справка".encode())
    paper = tell(
        actions.add_proposal_paper, made[0], actor=cast.aigerim, title="Справка", upload=upload
    )
    tell(actions.open_proposal_paper, paper, actor=cast.serik)
    tell(actions.take_proposal, made[0], actor=cast.serik, meeting=meeting)
    tell(actions.postpone_proposal, made[1], actor=cast.serik, reason="next quarter")
    tell(actions.return_proposal, made[2], actor=cast.serik, reason="no draft decision")
    tell(actions.change_proposal, made[2], actor=cast.aigerim, text=FIRST)
    tell(actions.withdraw_proposal, made[2], actor=cast.aigerim)


def _answer(tell: Teller, meeting: Meeting) -> None:
    liaison = tell.cast.aigerim
    seat = meeting.attendances.get(seat__member__code="moh")
    tell(actions.answer_invitation, seat, actor=liaison, reply=actions.Reply("accepted"))
    tell(actions.open_feed, actor=liaison)
    tell(actions.revoke_feed, actor=liaison)


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
    dissent = {"dissent_kk": "жоқ", "dissent_ru": "нет"}
    tell(actions.complete_minutes, meeting, actor=cast.serik, chair=cast.chair, **dissent)


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
    _dissent(tell, decision)
    tell(actions.assign_decision, decision, actor=serik)


def _dissent(tell: Teller, decision: Decision) -> None:
    serik, texts = tell.cast.serik, {"text_kk": "Жоқ", "text_ru": "Нет"}
    for row in decision.meeting.attendances.order_by("pk")[:2]:
        dissent = tell(actions.note_dissent, decision, actor=serik, seat=row.seat, **texts)
    tell(actions.strike_dissent, dissent, actor=serik)


def _go_round(tell: Teller, meeting: Meeting) -> None:
    serik = tell.cast.serik
    circulation = tell(actions.circulate_protocol, meeting, actor=serik)
    text = "Не тот срок"
    remark = tell(actions.make_remark, circulation, actor=tell.cast.head_of_health, text=text)
    tell(actions.end_circulation, meeting, actor=serik)
    tell(actions.answer_remark, remark, actor=serik, accepted=True)


def _approve(tell: Teller, meeting: Meeting) -> None:
    cast = tell.cast
    _go_round(tell, meeting)
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
