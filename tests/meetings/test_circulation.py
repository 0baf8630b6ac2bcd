"""A draft goes round: who reads it, until when they remark, and what keeps the paper back."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.templatetags.speech import say_date
from audit import clock
from audit.models import Entry
from meetings import access, actions, documents, queries
from meetings.models import Circulation, Decision, Dissent, Meeting, ProtocolRemark
from notices.models import Notice
from plans.queries.calendar import working_calendar
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def round_of(cast: Cast) -> Circulation:
    """Send the draft of a written protocol round, two hours after the meeting began."""
    meeting = builders.written(cast)
    with clock.at(meeting.starts_at + 2 * builders.HOUR):
        return actions.circulate_protocol(meeting, actor=cast.serik)


def just_after(circulation: Circulation) -> dt.datetime:
    """Return the instant at which people begin to read it."""
    return circulation.circulated_at + dt.timedelta(minutes=5)


def test_a_draft_goes_round_for_two_working_days(cast: Cast) -> None:
    """Until the end of the second working day; those who came and are told hear of it once."""
    circulation = round_of(cast)
    meeting = circulation.meeting
    last = working_calendar().after(meeting.held_on, 2)
    assert circulation.ends_at == clock.midnight(last + dt.timedelta(days=1))
    assert meeting.state == Meeting.State.CIRCULATED
    told_until = Notice.objects.latest("pk").wordings.get(language="ru").act
    assert f"{say_date(last, 'ru')}, 23:59" in told_until
    notice = Notice.objects.latest("pk")
    told = set(notice.addressees.values_list("person_id", flat=True))
    assert cast.head_of_health.pk in told
    assert cast.aigerim.pk not in told
    assert told <= set(access.audience_of_circulation(circulation).values_list("pk", flat=True))
    entries = Entry.objects.count()
    with clock.at(just_after(circulation)):
        assert actions.circulate_protocol(meeting, actor=cast.serik) == circulation
    assert Entry.objects.count() == entries


def test_while_it_goes_round_nobody_writes_in_it(cast: Cast) -> None:
    """Neither minutes nor decisions nor the submission."""
    meeting = round_of(cast).meeting
    item = builders.items_of(meeting)[0]
    for attempt in (
        lambda: actions.record_minutes(item, actor=cast.serik, version=1, texts={}),
        lambda: actions.enter_decision(item, actor=cast.serik, text=builders.point()),
        lambda: actions.submit_protocol(meeting, actor=cast.serik),
    ):
        with pytest.raises(ValidationError):
            attempt()
    actions.end_circulation(meeting, actor=cast.serik)
    actions.submit_protocol(meeting, actor=cast.serik)


def test_a_remark_is_made_for_a_body_that_came(cast: Cast) -> None:
    """The head of health remarks for health, once; whoever does not attend is refused."""
    circulation = round_of(cast)
    item = builders.items_of(circulation.meeting)[0]
    with clock.at(just_after(circulation)):
        remark = actions.make_remark(
            circulation, actor=cast.head_of_health, text="Срок короток", item=item
        )
        again = actions.make_remark(
            circulation, actor=cast.head_of_health, text="Срок короток", item=item
        )
        assert (remark, remark.body.code) == (again, "moh")
        entries = Entry.objects.count()
        for name in ("aigerim", "outsider", "dauren", "saule", "auditor", "serik"):
            with pytest.raises(PermissionDenied):
                actions.make_remark(circulation, actor=cast[name], text="Нет")
    assert (ProtocolRemark.objects.count(), Entry.objects.count()) == (1, entries)


def test_a_late_remark_is_refused(cast: Cast) -> None:
    """The second after the deadline, and after the secretary took the draft back."""
    circulation = round_of(cast)
    with (
        clock.at(circulation.ends_at),
        pytest.raises(ValidationError, match="Remarks were taken until"),
    ):
        actions.make_remark(circulation, actor=cast.head_of_health, text="Поздно")
    with clock.at(just_after(circulation)):
        actions.end_circulation(circulation.meeting, actor=cast.serik)
        with pytest.raises(ValidationError, match="Remarks were taken until"):
            actions.make_remark(circulation, actor=cast.head_of_health, text="Поздно")
    assert not ProtocolRemark.objects.exists()


def test_an_unanswered_remark_keeps_the_protocol_back(cast: Cast) -> None:
    """Declined needs an answer; only the secretary answers; then the paper goes on."""
    circulation = round_of(cast)
    meeting = circulation.meeting
    with clock.at(just_after(circulation)):
        remark = actions.make_remark(circulation, actor=cast.head_of_health, text="Неточно")
        actions.end_circulation(meeting, actor=cast.serik)
        assert queries.obstacles_to_submission(meeting) == [
            "Remarks on the draft without an answer: 1."
        ]
        with pytest.raises(ValidationError, match="without an answer"):
            actions.submit_protocol(meeting, actor=cast.serik)
        with pytest.raises(PermissionDenied):
            actions.answer_remark(remark, actor=cast.head_of_health, accepted=True)
        with pytest.raises(ValidationError, match="why the remark is declined"):
            actions.answer_remark(remark, actor=cast.serik, accepted=False)
        actions.answer_remark(remark, actor=cast.serik, accepted=False, answer="По стенограмме")
        entries = Entry.objects.count()
        actions.answer_remark(remark, actor=cast.serik, accepted=False, answer="По стенограмме")
        assert Entry.objects.count() == entries
        actions.submit_protocol(meeting, actor=cast.serik)


def test_question_and_remark_stand_side_by_side(cast: Cast, signed_in: SignIn) -> None:
    """The page shows the draft as it went round, escaped; later changes do not touch it."""
    User.objects.update(language="en")
    circulation = round_of(cast)
    item = builders.items_of(circulation.meeting)[1]
    with clock.at(just_after(circulation)):
        text = "Не «доклад», а <b>отчёт</b>"
        actions.make_remark(circulation, actor=cast.head_of_health, text=text, item=item)
        actions.end_circulation(circulation.meeting, actor=cast.serik)
        actions.record_minutes(
            item, actor=cast.serik, version=1, texts=builders.said("исправлено")
        )
    client = signed_in("head_of_health")
    page = client.get(
        reverse("meetings:circulation", args=[circulation.meeting_id]), {"paper": "ru"}
    ).content.decode()
    assert "а &lt;b&gt;отчёт&lt;/b&gt;" in page
    assert "Заслушан доклад" in page
    assert "исправлено" not in page
    rows = queries.side_by_side(circulation, "ru", cast.serik)
    assert [len(row.remarks) for row in rows] == [0, 1, 0]


def test_the_page_asks_the_same_of_one_remark_and_of_ten(
    cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    """One query for the remarks, one for the questions, whatever their number."""
    circulation = round_of(cast)
    with clock.at(just_after(circulation)):
        for number in range(10):
            actions.make_remark(circulation, actor=cast.head_of_health, text=f"№ {number}")
    with django_assert_num_queries(2):
        rows = queries.side_by_side(circulation, "kk", cast.serik)
        assert [one.body.name for one in rows[-1].remarks] == [rows[-1].remarks[0].body.name] * 10


def test_a_dissent_is_noted_for_a_seat_that_came(cast: Cast) -> None:
    """It is printed with its point in both languages; an empty seat has no opinion."""
    meeting = builders.written(cast)
    decision = Decision.objects.get(meeting=meeting, lead__code="moh")
    seats = [row.seat for row in meeting.attendances.order_by("seat__position")]
    texts = {"text_kk": "Мерзімі қысқа", "text_ru": "Срок недостаточен"}
    with pytest.raises(ValidationError, match="Nobody sat"):
        actions.note_dissent(decision, actor=cast.serik, seat=seats[-1], **texts)
    with pytest.raises(PermissionDenied):
        actions.note_dissent(decision, actor=cast.chair, seat=seats[0], **texts)
    assert not Dissent.objects.exists()
    dissent = actions.note_dissent(decision, actor=cast.serik, seat=seats[0], **texts)
    assert actions.note_dissent(decision, actor=cast.serik, seat=seats[0], **texts) == dissent
    russian, kazakh = (documents.compose(meeting, one)["dissent"] for one in ("ru", "kk"))
    assert russian == f"{seats[0].name_in('ru')} (п. {decision.label}): Срок недостаточен"
    assert kazakh == f"{seats[0].name_in('kk')} ({decision.label}-тармақ): Мерзімі қысқа"
    actions.strike_dissent(dissent, actor=cast.serik)
    assert documents.compose(meeting, "ru")["dissent"] == "нет"


def test_a_sealed_dissent_never_changes(cast: Cast) -> None:
    """The database refuses, as it does for everything the protocol rests on."""
    meeting = builders.written(cast)
    decision = Decision.objects.get(meeting=meeting, lead__code="moh")
    seat = meeting.attendances.order_by("seat__position")[0].seat
    actions.note_dissent(decision, actor=cast.serik, seat=seat, text_kk="Жоқ", text_ru="Нет")
    actions.submit_protocol(meeting, actor=cast.serik)
    protocol = actions.approve_protocol(meeting, actor=cast.chair)
    assert "Нет" in protocol.paper("ru")["dissent"]
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic():
        Dissent.objects.update(text_ru="Да")


def test_the_linter_names_what_nobody_can_verify(cast: Cast) -> None:
    """Words without a result, and an executor whom nothing reaches."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    text = builders.point(
        text_kk="Жұмысты күшейтсін",
        text_ru="Усилить работу",
        lead=builders.agency("headquarters-75"),
    )
    decision = actions.enter_decision(item, actor=cast.serik, text=text)
    sentences = queries.remarks_of(meeting, [decision])[decision.pk].sentences
    reached = actions.enter_decision(item, actor=cast.serik, text=builders.point())
    unreached = "An executor had no seat in this meeting, and nobody there would get the extract."
    assert unreached in sentences
    assert unreached not in queries.remarks_of(meeting, [reached])[reached.pk].sentences
    assert "Nobody can verify «усилить работу», «жұмысты күшейт»: name the result." in sentences
