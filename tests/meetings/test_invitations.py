"""Invitations in calendars, their answers by seat and by link, substitutes, and the feed."""

import base64
import datetime as dt
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import vobject
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agencies import actions as agencies
from agencies.access import capability_token
from agencies.models import Appointment, Capability, User
from audit import clock
from audit.models import Entry
from meetings import access, actions, queries
from meetings.models import Attendance, CalendarFeed, Meeting
from notices.channels.letters import letter_of
from notices.models import Notice, Variant
from notices.texts import NoticeText
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def calendar_in(notice: Notice, language: str = "ru") -> Any:
    """Read the calendar object of a notice with a library that did not write it."""
    return vobject.readOne(notice.wordings.get(language=language).calendar)


def last_notice() -> Notice:
    """Return what went out last."""
    return Notice.objects.filter(kind="meeting").latest("pk")


def seat_of(meeting: Meeting, code: str) -> Attendance:
    """Return the seat of a body at a meeting."""
    return meeting.attendances.select_related("meeting__body", "seat__member", "seat__holder").get(
        seat__member__code=code
    )


def link_of(person: User, code: str) -> str:
    """Make the link that stands in a person's letter."""
    one = Capability.objects.filter(
        person=person, body__code=code, purpose=Capability.Purpose.ANSWER_INVITATION
    ).latest("pk")
    token = capability_token(one.purpose, one.subject, one.person_id, one.body_id, one.expires_at)
    return reverse("meetings:invitation-by-link", args=[token])


def reply(answer: str = "accepted", **facts: Any) -> actions.Reply:
    """Say an answer."""
    return actions.Reply(answer=answer, **facts)


def test_an_invitation_opens_in_a_calendar(cast: Cast) -> None:
    """REQUEST, the hours in UTC, the place, and one attendee for each of the 39 seats."""
    meeting = builders.opened(cast)
    for language in ("kk", "ru", "en"):
        calendar = calendar_in(last_notice(), language)
        event = calendar.vevent
        assert calendar.method.value == "REQUEST"
        assert event.uid.value == f"meeting-{meeting.pk}@centre.invalid"
        assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
        assert event.dtstart.value == meeting.starts_at
        assert event.dtend.value == meeting.ends_at
        assert len(event.attendee_list) == meeting.attendances.count() == 39
    seat = seat_of(meeting, "moh").seat
    mine = next(
        one for one in event.attendee_list if one.value == f"mailto:seat-{seat.pk}@centre.invalid"
    )
    assert mine.params["CN"] == [seat.name_in("en")]
    assert mine.params["PARTSTAT"] == ["NEEDS-ACTION"]


def test_a_change_raises_the_sequence_and_a_cancellation_cancels(cast: Cast) -> None:
    """The same UID each time; what nobody is told raises nothing."""
    meeting = builders.opened(cast)
    meeting = actions.change_meeting(meeting, actor=cast.serik, basis="План работы")
    assert meeting.sequence == 0
    later = meeting.starts_at + builders.HOUR
    meeting = actions.change_meeting(meeting, actor=cast.serik, starts_at=later)
    moved = calendar_in(last_notice())
    assert (moved.method.value, moved.vevent.sequence.value) == ("REQUEST", "1")
    assert moved.vevent.dtstart.value == later
    actions.cancel_meeting(meeting, actor=cast.serik, reason="перенос")
    cancelled = calendar_in(last_notice())
    assert (cancelled.method.value, cancelled.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert cancelled.vevent.sequence.value == "2"
    assert cancelled.vevent.uid.value == moved.vevent.uid.value


def test_another_length_is_told_and_asks_nobody_anew(cast: Cast) -> None:
    """The calendar gets the new end under a higher number, the letter says it in words."""
    meeting = builders.opened(cast)
    actions.answer_invitation(seat_of(meeting, "moh"), actor=cast.aigerim, reply=reply())
    meeting = actions.change_meeting(meeting, actor=cast.serik, length_minutes=45)
    told = calendar_in(last_notice())
    assert (told.method.value, told.vevent.sequence.value) == ("REQUEST", "1")
    assert told.vevent.dtend.value == meeting.starts_at + dt.timedelta(minutes=45)
    assert "Продолжительность: 45 мин." in last_notice().wordings.get(language="ru").body
    assert seat_of(meeting, "moh").answer == "accepted"


def test_an_invitation_of_the_demonstration_says_so_in_the_calendar(
    cast: Cast, settings: Settings
) -> None:
    """A calendar program shows the title and nothing of the letter around it."""
    settings.DEMONSTRATION = True
    builders.opened(cast)
    for language in ("kk", "ru"):
        title = calendar_in(last_notice(), language).vevent.summary.value
        assert title.startswith("[ДЕМОНСТРАЦИЯ · DEMONSTRATION] ")


def test_the_letter_carries_the_calendar_whole(cast: Cast) -> None:
    """A third form beside text and page, with its method, and not a byte more."""
    builders.opened(cast)
    notice = last_notice()
    texts = {
        one.language: NoticeText(one.subject, one.body, one.act, one.calendar)
        for one in notice.wordings.all()
    }
    batch: Any = SimpleNamespace(notice=notice, language="ru", variant=Variant.TOLD, texts=texts)
    content = b"".join(one for one in letter_of(batch).pieces if isinstance(one, bytes))
    head = b"Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"
    part = content.partition(head)[2].partition(b"\r\n\r\n")[2].partition(b"--=_notice")[0]
    assert base64.b64decode(part).decode() == texts["ru"].calendar
    assert texts["ru"].calendar.endswith("END:VCALENDAR\r\n")
    assert max(len(line) for line in texts["ru"].calendar.encode().split(b"\r\n")) <= 75


def test_a_liaison_answers_for_the_seat_by_link(cast: Cast) -> None:
    """Reading shows and changes nothing; sending answers, without a session; twice is once."""
    meeting = builders.opened(cast)
    client, link = Client(), link_of(cast.aigerim, "moh")
    entries = Entry.objects.count()
    assert client.get(link).status_code == 200
    assert Entry.objects.count() == entries
    assert client.post(link, {"answer": "accepted"}).status_code == 302
    seat = seat_of(meeting, "moh")
    assert (seat.answer, seat.answered_by) == ("accepted", cast.aigerim)
    assert seat.state == Attendance.State.EXPECTED
    client.post(link, {"answer": "accepted"})
    assert Entry.objects.count() == entries + 1


def test_a_link_is_dead_when_forged_or_when_the_post_is_over(cast: Cast) -> None:
    """One sign more, or its bearer gone."""
    builders.opened(cast)
    link = link_of(cast.aigerim, "moh")
    assert Client().get(f"{link[:-1]}x/").status_code == 404
    cast.aigerim.is_active = False
    cast.aigerim.save(update_fields=["is_active"])
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"answer": "accepted"}).status_code == 404


def test_declining_asks_why_and_who_comes(cast: Cast, signed_in: SignIn) -> None:
    """The substitute gets this meeting's papers and no other's, and the sheet knows the name."""
    meeting = builders.opened(cast)
    seat = seat_of(meeting, "moh")
    path = reverse("meetings:invitation-answer", args=[seat.pk])
    client = signed_in("aigerim")
    assert client.post(path, {"answer": "declined"}).status_code == 422
    data = {"answer": "declined", "reason": "командировка", "substitute": cast.aigerim.pk}
    assert client.post(path, data).status_code == 302
    seat = seat_of(meeting, "moh")
    assert (seat.substitute, seat.represented_by) == (cast.aigerim, "Aigerim Nurlanova")
    told = last_notice()
    assert set(told.addressees.values_list("person_id", flat=True)) == {cast.aigerim.pk}
    assert told.thing_path == meeting.get_absolute_url()
    assert "О перечне уязвимых объектов" in told.wordings.get(language="ru").body
    sheet = signed_in("serik").get(reverse("meetings:attendance", args=[meeting.pk]))
    assert "Aigerim Nurlanova" in sheet.content.decode()


def test_a_substitute_reads_this_meeting_alone(cast: Cast) -> None:
    """The liaison who came in the head's place reads its approved minutes; of another, none."""
    meeting = builders.opened(cast)
    seat = seat_of(meeting, "moh")
    actions.answer_invitation(
        seat,
        actor=cast.aigerim,
        reply=reply("declined", reason="болезнь", substitute=cast.aigerim),
    )
    with clock.at(meeting.starts_at):
        marks = [
            actions.Mark(row.pk, "substitute", row.represented_by, row.represented_as or "маман")
            if row.pk == seat.pk
            else actions.Mark(row.pk, "present")
            for row in meeting.attendances.all()
        ]
        actions.mark_attendance(meeting, actor=cast.serik, marks=marks)
        actions.hold_meeting(meeting, actor=cast.serik, chair=cast.chair)
        for item in builders.items_of(meeting):
            actions.record_minutes(item, actor=cast.serik, version=0, texts=builders.said())
        actions.submit_protocol(meeting, actor=cast.serik)
        assert not access.readable(cast.aigerim).filter(pk=meeting.pk).exists()
        actions.approve_protocol(meeting, actor=cast.chair)
    assert list(access.readable(cast.aigerim)) == [meeting]
    assert cast.aigerim in access.readers(Meeting.objects.get(pk=meeting.pk))
    assert not access.readable(cast.outsider).exists()
    other = actions.schedule_meeting(
        meeting.body,
        actor=cast.serik,
        starts_at=meeting.starts_at + dt.timedelta(days=7),
        place_kk="Астана",
        place_ru="Астана",
    )
    assert not access.visible(cast.aigerim).filter(pk=other.pk).exists()
    assert not access.unveiled(cast.aigerim).filter(pk=other.pk).exists()


@pytest.mark.parametrize("name", ["outsider", "dauren", "saule", "serik", "auditor", "governor"])
def test_nobody_answers_for_another_seat(cast: Cast, name: str) -> None:
    """Refused, and nothing is written."""
    seat = seat_of(builders.opened(cast), "moh")
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(seat, actor=cast[name], reply=reply())
    assert Entry.objects.count() == entries
    assert seat_of(seat.meeting, "moh").answer == "awaited"


def test_a_substitute_is_of_the_same_house(cast: Cast) -> None:
    """Somebody of finance does not come for health; a name without a position is refused."""
    seat = seat_of(builders.opened(cast), "moh")
    for facts in (
        {"substitute": cast.outsider, "reason": "болезнь"},
        {"represented_by": "Асқар Ұлы", "reason": "болезнь"},
        {"represented_by": "Асқар Ұлы", "represented_as": "маман"},
    ):
        with pytest.raises(ValidationError):
            actions.answer_invitation(seat, actor=cast.aigerim, reply=reply("declined", **facts))
    assert seat_of(seat.meeting, "moh").answer == "awaited"


def test_another_time_asks_anew_and_another_place_does_not(cast: Cast) -> None:
    """Who promised to come on Monday has not promised Tuesday."""
    meeting = builders.opened(cast)
    actions.answer_invitation(seat_of(meeting, "moh"), actor=cast.aigerim, reply=reply())
    meeting = actions.change_meeting(meeting, actor=cast.serik, place_ru="г. Алматы")
    assert seat_of(meeting, "moh").answer == "accepted"
    later = meeting.starts_at + builders.HOUR
    meeting = actions.change_meeting(meeting, actor=cast.serik, starts_at=later)
    assert seat_of(meeting, "moh").answer == "awaited"


def test_no_answer_is_taken_once_the_meeting_has_begun(cast: Cast) -> None:
    """From its first minute the sheet counts."""
    meeting = builders.opened(cast)
    link = link_of(cast.aigerim, "moh")
    assert queries.own_seats(cast.aigerim, meeting) == [seat_of(meeting, "moh")]
    entries = Entry.objects.count()
    with clock.at(meeting.starts_at - dt.timedelta(seconds=1)):
        assert Client().get(link).status_code == 200
    with clock.at(meeting.starts_at):
        with pytest.raises(ValidationError, match="has begun"):
            actions.answer_invitation(seat_of(meeting, "moh"), actor=cast.aigerim, reply=reply())
        assert queries.own_seats(cast.aigerim, meeting) == []
        assert Client().get(link).status_code == 404
    assert (Entry.objects.count(), seat_of(meeting, "moh").answer) == (entries, "awaited")


def test_answers_are_counted_in_words(cast: Cast) -> None:
    """One comes, one sends somebody, the others are silent."""
    meeting = builders.opened(cast)
    actions.answer_invitation(seat_of(meeting, "moh"), actor=cast.aigerim, reply=reply())
    sends = reply("declined", reason="отпуск", represented_by="А. Б.", represented_as="маман")
    actions.answer_invitation(seat_of(meeting, "mof"), actor=cast.outsider, reply=sends)
    answers = queries.answers_of(meeting, list(queries.attendance_of(meeting)))
    assert answers is not None
    assert answers.sentence == (
        "Expected: 2, of them substitutes: 1; undecided: 0; will stay empty: 0; silent: 37."
        " A quorum needs 20."
    )


def test_a_calendar_is_closed_until_opened_and_dead_once_revoked(
    cast: Cast, signed_in: SignIn
) -> None:
    """The address is shown once; a second opening ends the first; revoking ends all."""
    builders.opened(cast)
    client, page = signed_in("aigerim"), reverse("meetings:calendar")
    assert ".ics" not in client.get(page).content.decode()
    shown = client.post(reverse("meetings:calendar-open"), follow=True).content.decode()
    found = re.search(r"/meetings/calendar/[\w-]+\.ics", shown)
    assert found
    assert ".ics" not in client.get(page).content.decode()
    answer = Client().get(found[0])
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert CalendarFeed.objects.get().digest not in found[0]
    client.post(reverse("meetings:calendar-open"))
    assert Client().get(found[0]).status_code == 404
    token = actions.open_feed(actor=cast.aigerim)
    address = reverse("meetings:feed", args=[token])
    assert Client().get(address).status_code == 200
    client.post(reverse("meetings:calendar-revoke"))
    assert Client().get(address).status_code == 404


def test_the_calendar_of_one_who_left_ends_with_their_last_post(cast: Cast) -> None:
    """A calendar program goes on asking; without a post it is answered as any stranger."""
    token = actions.open_feed(actor=cast.aigerim)
    address = reverse("meetings:feed", args=[token])
    assert Client().get(address).status_code == 200
    post = Appointment.objects.select_related("post__body").get(person=cast.aigerim)
    agencies.end_appointment(post, actor=cast.administrator, reason="left")
    assert Client().get(address).status_code == 404


def test_a_feed_holds_what_its_person_knows_and_no_agenda(cast: Cast) -> None:
    """Health sees the announced meeting and its cancellation; the planned one is not there."""
    meeting = builders.opened(cast)
    actions.schedule_meeting(
        meeting.body,
        actor=cast.serik,
        starts_at=meeting.starts_at + dt.timedelta(days=7),
        place_kk="Астана",
        place_ru="Астана",
    )
    address = reverse("meetings:feed", args=[actions.open_feed(actor=cast.aigerim)])
    content = Client().get(address).content.decode()
    calendar = vobject.readOne(content)
    assert [one.uid.value for one in calendar.vevent_list] == [
        f"meeting-{meeting.pk}@centre.invalid"
    ]
    assert "уязвимых" not in content.replace("\r\n ", "")
    actions.cancel_meeting(meeting, actor=cast.serik, reason="перенос")
    calendar = vobject.readOne(Client().get(address).content.decode())
    assert calendar.vevent.status.value == "CANCELLED"
    nothing = reverse("meetings:feed", args=[actions.open_feed(actor=cast.saule)])
    assert "VEVENT" not in Client().get(nothing).content.decode()


def sent_instead(cast: Cast) -> Attendance:
    """Let health decline and name its liaison."""
    return actions.answer_invitation(
        seat_of(builders.opened(cast), "moh"),
        actor=cast.aigerim,
        reply=reply("declined", reason="болезнь", substitute=cast.aigerim),
    )


@pytest.mark.parametrize(("state", "reads"), [("present", False), ("substitute", True)])
def test_a_substitute_who_did_not_come_reads_nothing(
    cast: Cast, state: str, *, reads: bool
) -> None:
    """The holder came after all: whoever was named has no part in the approved minutes."""
    seat = sent_instead(cast)
    mark = actions.Mark(seat.pk, state, seat.represented_by, seat.represented_as or "маман")
    actions.mark_attendance(seat.meeting, actor=cast.serik, marks=[mark])
    Meeting.objects.filter(pk=seat.meeting_id).update(state=Meeting.State.APPROVED)
    meeting = Meeting.objects.get(pk=seat.meeting_id)
    assert access.readable(cast.aigerim).filter(pk=meeting.pk).exists() == reads
    assert (cast.aigerim in access.readers(meeting)) == reads


def test_another_name_in_the_sheet_ends_the_substitution(cast: Cast) -> None:
    """Somebody else came: the account that was named reads nothing."""
    seat = sent_instead(cast)
    mark = actions.Mark(seat.pk, "substitute", "Асқар Ұлы", "маман")
    actions.mark_attendance(seat.meeting, actor=cast.serik, marks=[mark])
    assert seat_of(seat.meeting, "moh").substitute is None


@pytest.mark.parametrize(
    "facts", [("absent", "", "", "болезнь"), ("substitute", "Асқар Ұлы", "маман", "")]
)
def test_a_marked_seat_is_neither_answered_nor_asked_anew(
    cast: Cast, facts: tuple[str, str, str, str]
) -> None:
    """What the secretary marked stays, and the reader is told; a moved meeting moves."""
    meeting = builders.opened(cast)
    actions.answer_invitation(seat_of(meeting, "moh"), actor=cast.aigerim, reply=reply())
    mark = actions.Mark(seat_of(meeting, "moh").pk, *facts)
    actions.mark_attendance(meeting, actor=cast.serik, marks=[mark])
    entries = Entry.objects.count()
    for other in (reply("tentative"), reply("declined", reason="отпуск")):
        with pytest.raises(ValidationError, match="has marked this seat already"):
            actions.answer_invitation(seat_of(meeting, "moh"), actor=cast.aigerim, reply=other)
    assert Entry.objects.count() == entries
    later = meeting.starts_at + builders.HOUR
    actions.change_meeting(meeting, actor=cast.serik, starts_at=later)
    assert seat_of(meeting, "moh").facts == (*facts, "", "")
