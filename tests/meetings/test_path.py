"""The whole way of a meeting, and what nobody may do on it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse

from agencies.models import User
from audit import clock
from audit.models import Entry
from meetings import actions, documents, queries
from meetings.models import Assignment, Attendance, Decision, Meeting, Minutes, Protocol
from notices.models import Notice
from plans.models import Task
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_the_centre_has_thirty_nine_seats(cast: Cast) -> None:
    """Twenty-three agencies and sixteen governors."""
    body = builders.seated_centre(cast)
    assert queries.seats_of(body).count() == 39
    builders.seated_centre(cast)
    assert queries.seats_of(body).count() == 39


def test_opening_the_agenda_seats_and_invites(cast: Cast) -> None:
    """Every seat has a row, and its people are told in three languages."""
    meeting = builders.opened(cast)
    assert meeting.state == Meeting.State.AGENDA_APPROVED
    assert meeting.attendances.count() == 39
    notice = Notice.objects.get(kind="meeting")
    assert notice.thing_path == meeting.get_absolute_url()
    told = set(notice.addressees.values_list("person_id", flat=True))
    assert told <= set(queries_audience(meeting))
    assert {cast.aigerim.pk, cast.head_of_health.pk, cast.governor.pk} <= told
    assert cast.departed.pk not in told
    assert cast.saule.pk not in told


def queries_audience(meeting: Meeting) -> list[int]:
    """Return who may see a meeting."""
    from meetings import access

    return list(access.audience(meeting).values_list("pk", flat=True))


def test_opening_twice_invites_once(cast: Cast) -> None:
    """A second opening changes and sends nothing."""
    meeting = builders.opened(cast)
    entries = Entry.objects.count()
    actions.open_agenda(meeting, actor=cast.serik)
    assert Notice.objects.filter(kind="meeting").count() == 1
    assert Entry.objects.count() == entries


def test_opening_without_telling_sends_nothing(cast: Cast) -> None:
    """The secretary may open an agenda in silence."""
    actions.open_agenda(builders.planned(cast), actor=cast.serik, notify=False)
    assert not Notice.objects.exists()


def test_quorum_counts_seats(cast: Cast) -> None:
    """Thirty-seven of thirty-nine seats are filled, twenty are needed."""
    meeting = builders.held(cast)
    quorum = queries.quorum_of(meeting, list(queries.attendance_of(meeting)))
    assert (quorum.seats, quorum.came, quorum.substitutes, quorum.absent) == (39, 37, 1, 2)
    assert quorum.needed == 20
    assert quorum.sentence == ("There is a quorum: 37 of 39 seats are filled, 20 are needed.")


@pytest.mark.parametrize(
    ("rule", "seats", "needed"),
    [("half", 39, 20), ("half", 24, 12), ("two_thirds", 39, 26), ("two_thirds", 10, 7)],
)
def test_quorum_rounds_up(rule: str, seats: int, needed: int) -> None:
    """A half or two thirds, never less."""
    assert queries.needed_for(rule, seats) == needed


def test_a_decision_becomes_a_task_in_one_step(cast: Cast) -> None:
    """The task names its decision, the decision its task; a second click makes no second task."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    with clock.at(meeting.starts_at):
        decision = actions.enter_decision(
            item, actor=cast.serik, text=builders.point(), as_task=True
        )
        task = Task.objects.get()
        assert task.source_path == decision.get_absolute_url()
        assert task.lead.code == "moh"
        assert task.due_on == decision.due_on
        assert Assignment.objects.get().task == task
        assert actions.assign_decision(decision, actor=cast.serik) == task
    assert Task.objects.count() == 1


def test_the_due_date_follows_from_the_words_of_the_term(cast: Cast) -> None:
    """A month from the meeting, moved back to a working day."""
    meeting = builders.held(cast)
    with clock.at(meeting.starts_at):
        decision = actions.enter_decision(
            builders.items_of(meeting)[0], actor=cast.serik, text=builders.point()
        )
    assert decision.due_on is not None
    assert 24 <= (decision.due_on - meeting.held_on).days <= 31


def test_an_approved_protocol_is_numbered_and_sealed(cast: Cast) -> None:
    """Number 1 of its year, both who signed, the checksum of both texts."""
    protocol = builders.approved(cast)
    assert protocol.number == 1
    assert protocol.submitted_by == cast.serik
    assert protocol.approved_by == cast.chair
    assert protocol.approved_as == "chair"
    assert protocol.checksum == documents.checksum_of(protocol.papers)
    assert "РЕШИЛ" in documents.text_of(protocol.paper("ru"))
    assert "ШЕШТІ" in documents.text_of(protocol.paper("kk"))


def test_approving_twice_changes_nothing(cast: Cast) -> None:
    """The second approval returns the first."""
    protocol = builders.approved(cast)
    entries = Entry.objects.count()
    again = actions.approve_protocol(protocol.meeting, actor=cast.serik)
    assert again == protocol
    assert Entry.objects.count() == entries


def test_a_protocol_with_gaps_is_not_submitted(cast: Cast) -> None:
    """What is missing is said in sentences."""
    meeting = builders.held(cast)
    with pytest.raises(ValidationError) as refusal:
        actions.submit_protocol(meeting, actor=cast.serik)
    assert refusal.value.messages == ["Agenda items with neither minutes nor a decision: 2."]


def test_a_returned_protocol_may_be_written_again(cast: Cast) -> None:
    """The chair says why, the secretary goes on writing."""
    meeting = builders.submitted(cast)
    item = builders.items_of(meeting)[0]
    with pytest.raises(ValidationError):
        actions.record_minutes(item, actor=cast.serik, version=1, texts=builders.said("x"))
    meeting = actions.return_protocol(meeting, actor=cast.chair, reason="Уточнить пункт 1")
    assert meeting.state == Meeting.State.PROTOCOL_DRAFT
    minutes = actions.record_minutes(
        item, actor=cast.serik, version=1, texts=builders.said("снова")
    )
    assert minutes.version == 2
    assert Entry.objects.get(verb="returned the protocol").reason == "Уточнить пункт 1"


def test_two_writers_never_overwrite_each_other(cast: Cast) -> None:
    """The later one is refused and shown what is stored."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    actions.record_minutes(item, actor=cast.serik, version=0, texts=builders.said("первый"))
    entries = Entry.objects.count()
    with pytest.raises(actions.StaleMinutes) as refusal:
        actions.record_minutes(item, actor=cast.serik, version=0, texts=builders.said("второй"))
    assert refusal.value.stored.heard_ru == "Заслушан доклад первый"
    assert Minutes.objects.get(item=item).version == 1
    assert Entry.objects.count() == entries
    same = actions.record_minutes(item, actor=cast.serik, version=0, texts=builders.said("первый"))
    assert same.version == 1
    assert Entry.objects.count() == entries


SEALED = (
    "UPDATE meetings_meeting SET place_ru = 'x' WHERE id = {meeting}",
    "DELETE FROM meetings_meeting WHERE id = {meeting}",
    "UPDATE meetings_meeting SET state = 'protocol_draft' WHERE id = {meeting}",
    "UPDATE meetings_agendaitem SET title_ru = 'x' WHERE meeting_id = {meeting}",
    "DELETE FROM meetings_agendaitem WHERE meeting_id = {meeting}",
    "UPDATE meetings_attendance SET state = 'present' WHERE meeting_id = {meeting}",
    "DELETE FROM meetings_attendance WHERE meeting_id = {meeting}",
    "UPDATE meetings_minutes SET heard_ru = 'x'",
    "DELETE FROM meetings_minutes",
    "UPDATE meetings_decision SET text_ru = 'x' WHERE meeting_id = {meeting}",
    "DELETE FROM meetings_decision WHERE meeting_id = {meeting}",
    "DELETE FROM meetings_coexecutor",
    "UPDATE meetings_coexecutor SET body_id = body_id",
    "UPDATE meetings_protocol SET checksum = 'x'",
    "DELETE FROM meetings_protocol",
    "INSERT INTO meetings_guest (meeting_id, full_name, position_kk, position_ru)"
    " VALUES ({meeting}, 'x', 'x', 'x')",
    "UPDATE meetings_addendum SET text_ru = 'x'",
    "DELETE FROM meetings_addendum",
    "TRUNCATE meetings_meeting CASCADE",
    "TRUNCATE meetings_decision CASCADE",
    "TRUNCATE meetings_minutes",
    "TRUNCATE meetings_addendum",
    "TRUNCATE meetings_protocol CASCADE",
    "TRUNCATE meetings_extract",
)


def test_the_database_refuses_to_change_what_is_approved(cast: Cast) -> None:
    """Meeting, agenda, attendance, minutes, decisions and addenda rest as they are."""
    protocol = builders.approved(cast)
    actions.add_addendum(
        protocol.meeting, actor=cast.serik, text_kk="Түзету", text_ru="Правка", reason="опечатка"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in SEALED:
            with pytest.raises(Error, match=r"is refused"), transaction.atomic():
                cursor.execute(statement.format(meeting=protocol.meeting_id))


def test_before_approval_the_database_lets_the_secretary_write(cast: Cast) -> None:
    """The seal is on approved protocols alone."""
    meeting = builders.submitted(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_minutes SET heard_ru = 'x'")
        assert cursor.rowcount == 2
    with pytest.raises(ValidationError, match="not the one that was submitted"):
        actions.approve_protocol(meeting, actor=cast.chair)
    assert not Protocol.objects.filter(number__isnull=False).exists()


def test_after_approval_actions_refuse_with_a_sentence(cast: Cast) -> None:
    """What remains is an addendum, numbered, beside the protocol."""
    meeting = builders.approved(cast).meeting
    item = builders.items_of(meeting)[0]
    with pytest.raises(ValidationError, match="Add an addendum"):
        actions.record_minutes(item, actor=cast.serik, version=1, texts=builders.said("x"))
    with pytest.raises(ValidationError, match="Add an addendum"):
        actions.enter_decision(item, actor=cast.serik, text=builders.point())
    facts = {"text_kk": "Түзету", "text_ru": "Правка", "reason": "опечатка"}
    first = actions.add_addendum(meeting, actor=cast.chair, **facts)
    assert actions.add_addendum(meeting, actor=cast.chair, **facts) == first
    second = actions.add_addendum(
        meeting, actor=cast.serik, text_kk="Екінші", text_ru="Вторая", reason="дата"
    )
    assert (first.number, second.number) == (1, 2)


def test_a_decision_becomes_a_task_after_approval_too(cast: Cast) -> None:
    """Tasks are issued once the paper is signed; the paper itself stays as it is."""
    protocol = builders.approved(cast)
    decision = Decision.objects.get(kind=Decision.Kind.ASSIGNMENT)
    with clock.at(protocol.meeting.starts_at + 4 * builders.HOUR):
        task = actions.assign_decision(decision, actor=cast.chair)
    assert task.source_path == decision.get_absolute_url()
    protocol.refresh_from_db()
    assert protocol.checksum == documents.checksum_of(protocol.papers)


def test_numbers_run_within_body_and_year(cast: Cast) -> None:
    """A second protocol of the Centre in the year takes the next number."""
    first = builders.approved(cast)
    second = builders.approved(cast)
    assert (first.number, second.number) == (1, 2)


def test_absence_needs_a_reason_and_a_substitute_a_name(cast: Cast) -> None:
    """Refused as a whole: no seat is marked."""
    meeting = builders.opened(cast)
    row = meeting.attendances.first()
    assert row is not None
    for mark in (
        actions.Mark(row.pk, Attendance.State.ABSENT),
        actions.Mark(row.pk, Attendance.State.SUBSTITUTE, "Асқар"),
    ):
        with pytest.raises(ValidationError):
            actions.mark_attendance(meeting, actor=cast.serik, marks=[mark])
    assert not meeting.attendances.exclude(state="expected").exists()


def test_a_meeting_is_not_held_before_it_begins(cast: Cast) -> None:
    """The clock decides."""
    meeting = builders.opened(cast)
    with pytest.raises(ValidationError, match="not begun"):
        actions.hold_meeting(meeting, actor=cast.serik, chair=cast.chair)


def test_a_cancelled_meeting_tells_those_invited(cast: Cast) -> None:
    """Once opened, a cancellation goes out as the invitation did."""
    meeting = builders.opened(cast)
    actions.cancel_meeting(meeting, actor=cast.serik, reason="перенос")
    assert Notice.objects.filter(kind="meeting").count() == 2
    told = Notice.objects.latest("pk").wordings.get(language="ru").body
    assert told.endswith("Причина: перенос")
    actions.cancel_meeting(meeting, actor=cast.serik, reason="перенос")
    assert Notice.objects.filter(kind="meeting").count() == 2


def test_a_moved_meeting_tells_its_new_time(cast: Cast) -> None:
    """A change of place after the opening is announced, before it is not."""
    meeting = builders.planned(cast)
    actions.change_meeting(meeting, actor=cast.serik, place_ru="г. Алматы")
    assert not Notice.objects.exists()
    meeting = actions.open_agenda(meeting, actor=cast.serik, notify=False)
    actions.change_meeting(meeting, actor=cast.serik, place_ru="г. Астана", reason="ремонт")
    assert Notice.objects.count() == 1
    assert "Reason: ремонт" in Notice.objects.get().wordings.get(language="en").body
    actions.change_meeting(meeting, actor=cast.serik, place_ru="г. Астана")
    assert Notice.objects.count() == 1


def test_agenda_items_move_and_close_the_gap(cast: Cast) -> None:
    """Up, down, off: positions stay 1, 2, …"""
    meeting = builders.planned(cast)
    first, second = builders.items_of(meeting)
    actions.move_item(second, actor=cast.serik, up=True)
    assert [item.pk for item in builders.items_of(meeting)] == [second.pk, first.pk]
    actions.remove_item(second, actor=cast.serik)
    assert [item.position for item in builders.items_of(meeting)] == [1]


def test_an_opened_agenda_no_longer_changes(cast: Cast) -> None:
    """Off-agenda questions are not admitted."""
    meeting = builders.opened(cast)
    with pytest.raises(ValidationError):
        actions.move_item(builders.items_of(meeting)[0], actor=cast.serik, up=False)


@pytest.mark.parametrize(
    "name", ["aigerim", "head_of_health", "dauren", "saule", "governor", "auditor", "chair"]
)
def test_only_the_secretary_convenes_and_minutes(cast: Cast, name: str) -> None:
    """Everybody else is refused, and nothing is written."""
    meeting = builders.held(cast)
    item, person = builders.items_of(meeting)[0], cast[name]
    entries = Entry.objects.count()
    for attempt in (
        lambda: actions.schedule_meeting(
            meeting.body, actor=person, starts_at=meeting.starts_at, place_kk="x", place_ru="x"
        ),
        lambda: actions.record_minutes(item, actor=person, version=0, texts=builders.said()),
        lambda: actions.mark_attendance(meeting, actor=person, marks=[]),
        lambda: actions.enter_decision(item, actor=person, text=builders.point()),
        lambda: actions.submit_protocol(meeting, actor=person),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Entry.objects.count() == entries
    assert not Decision.objects.exists()
    assert not Minutes.objects.exists()


def test_the_next_agenda_opens_with_what_was_decided(cast: Cast, signed_in: SignIn) -> None:
    """Each reads of it what they may; the state is the task's own, and overdue is said."""
    User.objects.update(language="en")
    meeting = builders.approved(cast).meeting
    decision = Decision.objects.get(meeting=meeting, lead__code="moh")
    with clock.at(meeting.starts_at + 4 * builders.HOUR):
        task = actions.assign_decision(decision, actor=cast.serik)
    later = meeting.starts_at + dt.timedelta(days=90)
    following = actions.schedule_meeting(
        meeting.body, actor=cast.serik, place_kk="Астана", place_ru="Астана", starts_at=later
    )
    with clock.at(later - dt.timedelta(days=1)):
        found = queries.previous_to(cast.serik, following)
        assert found is not None
        assert [(one.decision, one.task, one.is_late) for one in found.rows] == [
            (decision, task, True)
        ]
        assert (found.closed, found.late) == (0, 1)
        page = signed_in("serik").get(reverse("meetings:agenda", args=[following.pk]))
        assert "Carried out: 0; overdue: 1." in page.content.decode()
        outside = queries.previous_to(cast.outsider, following)
        assert outside is not None
        assert outside.rows == []
