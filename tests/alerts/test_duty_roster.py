"""The duty roster: no overlap even in the database, gaps across midnight, fair turns."""

import datetime as dt
import itertools
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import actions as agencies
from agencies.models import Appointment, Body, User
from alerts import actions, queries, reminders
from alerts.models import GapNotice, Replacement, Shift
from alerts.queries import rosters
from audit import clock
from audit.models import Entry
from notices.models import Addressee, Notice
from tests.cast import Cast

ALMATY = ZoneInfo("Asia/Almaty")
DAY = dt.timedelta(days=1)


def at(days: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return an hour of a day from the day of duty, which lasts from nine to nine."""
    day = clock.local_date(clock.now() - dt.timedelta(hours=9)) + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ALMATY)


@pytest.fixture
def headquarters(house: None) -> Body:
    return Body.objects.get(code="headquarters-kz")


@pytest.fixture
def officers(headquarters: Body, cast: Cast) -> list[User]:
    """Four officers of the headquarters, Dauren first."""
    others = [
        agencies.add_person(
            actor=None,
            body=headquarters,
            email=f"officer{number}@example.invalid",
            full_name=f"Officer {number}",
            language="en",
        )
        for number in (2, 3, 4)
    ]
    for person in others:
        agencies.appoint(
            person, actor=None, body=headquarters, role="hq_officer", starts_at=at(-30)
        )
    return [cast.dauren, *others]


@pytest.fixture
def dauren_serves(cast: Cast, headquarters: Body) -> None:
    """Let Dauren's appointment have begun a month ago."""
    Appointment.objects.filter(person=cast.dauren).update(starts_at=at(-30))


@pytest.fixture
def roster(
    cast: Cast, headquarters: Body, officers: list[User], dauren_serves: None
) -> list[Shift]:
    """Twelve days of twenty-four hours each, four officers in turn, from this morning on."""
    return actions.generate_shifts(
        headquarters, actor=cast.saule, people=officers, starts_at=at(0), hours=24, until=at(12)
    )


def spans(body: Body) -> list[tuple[str, dt.datetime, dt.datetime]]:
    """Return the standing shifts as they follow each other."""
    standing = Shift.objects.filter(body=body, replaced_by__isnull=True).order_by("starts_at")
    return [(one.person.full_name, one.starts_at, one.ends_at) for one in standing]


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [6, 8, 12, 24])
@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_a_pattern_is_end_to_end_and_fair(
    hours: int, people: int, officers: list[User], house: None
) -> None:
    turns = rosters.turns(officers[:people], at(0), hours, at(14))
    assert all(one.ends_at == two.starts_at for one, two in itertools.pairwise(turns))
    assert {one.ends_at - one.starts_at for one in turns} == {dt.timedelta(hours=hours)}
    shares = Counter(one.person.pk for one in turns)
    assert max(shares.values()) - min(shares.values()) <= 1
    assert (turns[0].starts_at, turns[-1].ends_at) == (at(0), at(14))


def test_a_pattern_keeps_the_wall_clock_when_the_zone_changes(house: None, db: None) -> None:
    person = User.objects.get(email="dauren@example.invalid")
    before = dt.datetime(2024, 2, 28, 9, tzinfo=ALMATY)
    turns = rosters.turns([person], before, 24, before + 4 * DAY)
    assert {one.starts_at.astimezone(ALMATY).time() for one in turns} == {dt.time(9)}
    assert all(one.ends_at == two.starts_at for one, two in itertools.pairwise(turns))


def test_shifts_do_not_overlap_in_words_or_in_the_database(
    roster: list[Shift], headquarters: Body, cast: Cast, officers: list[User]
) -> None:
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match="already on duty from"):
        actions.generate_shifts(
            headquarters,
            actor=cast.saule,
            people=officers,
            starts_at=at(5),
            hours=12,
            until=at(6),
        )
    assert Entry.objects.count() == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(
            body=headquarters, person=officers[1], starts_at=at(3, 8, 59), ends_at=at(3, 10),
            made_at=clock.now(), made_by=cast.saule,
        )  # fmt: skip
    assert len(spans(headquarters)) == 12


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_the_second_of_two_overlapping_inserts(cast: Cast) -> None:
    body = Body.objects.get(code="headquarters-kz")
    starts_at, written, release = at(1), threading.Event(), threading.Event()

    def insert(minutes: int) -> None:
        Shift.objects.create(
            body=body,
            person=cast.dauren,
            starts_at=starts_at + dt.timedelta(minutes=minutes),
            ends_at=starts_at + DAY,
            made_at=clock.now(),
            made_by=cast.saule,
        )

    def first() -> None:
        try:
            with transaction.atomic():
                insert(0)
                written.set()
                release.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert written.wait(10)
    threading.Timer(0.5, release.set).start()
    with pytest.raises(IntegrityError, match="one_person_on_duty_at_a_time"):
        insert(30)  # waits for the first transaction, and loses
    thread.join()
    assert Shift.objects.count() == 1


def test_a_shift_is_never_changed_or_taken_away(roster: list[Shift], cast: Cast) -> None:
    for change in (
        lambda: Shift.objects.filter(pk=roster[0].pk).update(person=cast.saule),
        lambda: Shift.objects.filter(pk=roster[0].pk).delete(),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_only_holders_of_a_duty_post_are_put_on_the_roster(
    headquarters: Body, cast: Cast, officers: list[User], dauren_serves: None
) -> None:
    with pytest.raises(ValidationError, match="Serik Omarov holds no duty post here"):
        actions.generate_shifts(
            headquarters, actor=cast.saule, people=[cast.serik], starts_at=at(0), hours=24,
            until=at(2),
        )  # fmt: skip
    held = Appointment.objects.get(person=officers[2], post__body=headquarters)
    agencies.end_appointment(held, actor=cast.administrator, ends_at=at(2, 12))
    with pytest.raises(ValidationError, match="Officer 3 holds no duty post here for the whole"):
        actions.generate_shifts(
            headquarters, actor=cast.saule, people=officers, starts_at=at(0), hours=24, until=at(4)
        )
    assert Shift.objects.count() == 0


@pytest.mark.parametrize("name", ["dauren", "serik", "aigerim", "auditor", "outsider"])
def test_who_does_not_keep_the_roster_writes_nothing(
    name: str, headquarters: Body, cast: Cast, roster: list[Shift], officers: list[User]
) -> None:
    before = (Entry.objects.count(), Notice.objects.count(), spans(headquarters))
    facts: dict[str, Any] = {"person": officers[1], "starts_at": at(2, 9), "ends_at": at(2, 12)}
    for act in (
        lambda: actions.generate_shifts(
            headquarters, actor=cast[name], people=officers, starts_at=at(12), hours=24,
            until=at(14),
        ),
        lambda: actions.replace_on_duty(headquarters, actor=cast[name], reason="x", **facts),
        lambda: actions.fill_gap(headquarters, actor=cast[name], **facts),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act()
    assert (Entry.objects.count(), Notice.objects.count(), spans(headquarters)) == before


def test_part_of_a_shift_is_taken_over_and_what_stood_before_stays_readable(
    roster: list[Shift], headquarters: Body, cast: Cast, officers: list[User]
) -> None:
    replacement = actions.replace_on_duty(
        headquarters,
        actor=cast.saule,
        person=officers[3],
        starts_at=at(1, 20),
        ends_at=at(2, 12),
        reason="a journey",
    )
    assert spans(headquarters)[1:5] == [
        ("Officer 2", at(1), at(1, 20)),
        ("Officer 4", at(1, 20), at(2, 12)),
        ("Officer 3", at(2, 12), at(3)),
        ("Officer 4", at(3), at(4)),
    ]
    replaced = replacement.shifts_replaced.order_by("starts_at")
    assert [one.person.full_name for one in replaced] == ["Officer 2", "Officer 3"]
    assert rosters.gaps(headquarters, at(0), at(12)) == []
    told = set(Addressee.objects.filter(notice__kind="duty").values_list("person", flat=True))
    assert told == {officers[1].pk, officers[2].pk, officers[3].pk}
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Replacement.objects.filter(pk=replacement.pk).update(reason="another")


def test_an_officer_asks_and_the_approver_decides(
    roster: list[Shift], headquarters: Body, cast: Cast, officers: list[User]
) -> None:
    asked = actions.ask_replacement(
        headquarters, actor=cast.dauren, person=officers[1], starts_at=at(4), ends_at=at(4, 18),
        reason="leave",
    )  # fmt: skip
    assert spans(headquarters)[4][0] == "Dauren Iskakov"
    assert [one.pk for one in rosters.replacements_asked(cast.saule)] == [asked.pk]
    assert rosters.replacements_asked(cast.dauren) == []
    with pytest.raises(PermissionDenied):
        actions.decide_replacement(asked, actor=cast.dauren, is_granted=True)
    with pytest.raises(ValidationError, match="Say why"):
        actions.decide_replacement(asked, actor=cast.saule, is_granted=False)
    made = actions.decide_replacement(asked, actor=cast.saule, is_granted=True)
    assert (made.state, made.decided_by) == ("made", cast.saule)
    entries = Entry.objects.count()
    again = actions.decide_replacement(asked, actor=cast.saule, is_granted=False, remark="no")
    assert (again.state, Entry.objects.count()) == ("made", entries)
    assert spans(headquarters)[4] == ("Officer 2", at(4), at(4, 18))


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ((-1, 9), (0, 8), "What is past stays as it was"),
        ((2, 12), (2, 12), "must end after it begins"),
        ((11, 9), (13, 9), "fill that gap first"),
        ((3, 9), (4, 9), "is already on duty then"),
    ],
)
def test_a_replacement_that_makes_no_sense_is_refused_in_words(
    start: tuple[int, int],
    end: tuple[int, int],
    sentence: str,
    roster: list[Shift],
    headquarters: Body,
    cast: Cast,
    officers: list[User],
) -> None:
    before = spans(headquarters)
    with pytest.raises(ValidationError, match=sentence):
        actions.replace_on_duty(
            headquarters, actor=cast.saule, person=officers[3], starts_at=at(*start),
            ends_at=at(*end), reason="x",
        )  # fmt: skip
    assert spans(headquarters) == before


def test_entering_shifts_opens_no_gap(
    roster: list[Shift], headquarters: Body, cast: Cast, officers: list[User]
) -> None:
    with pytest.raises(ValidationError, match="would leave a gap"):
        actions.generate_shifts(
            headquarters, actor=cast.saule, people=officers, starts_at=at(12, 10), hours=24,
            until=at(14),
        )  # fmt: skip
    with pytest.raises(ValidationError, match="would leave a gap"):
        actions.fill_gap(
            headquarters, actor=cast.saule, person=officers[0], starts_at=at(13), ends_at=at(14)
        )
    more = actions.generate_shifts(
        headquarters, actor=cast.saule, people=officers, starts_at=at(12), hours=12, until=at(13)
    )
    assert [one.starts_at for one in more] == [at(12), at(12, 21)]


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [(-9, -8, "What is past is not entered"), (0, 101, "at most 100 days")],
)
def test_nobody_writes_down_afterwards_or_for_ever_who_is_on_duty(
    start: int, end: int, sentence: str, headquarters: Body, cast: Cast, dauren_serves: None
) -> None:
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        actions.fill_gap(
            headquarters, actor=cast.saule, person=cast.dauren, starts_at=at(start),
            ends_at=at(end),
        )  # fmt: skip
    assert (spans(headquarters), Entry.objects.count()) == ([], before)


def test_a_gap_is_found_across_midnight_and_filled(
    roster: list[Shift], headquarters: Body, cast: Cast, officers: list[User]
) -> None:
    held = Appointment.objects.get(person=officers[2], post__body=headquarters)
    agencies.end_appointment(held, actor=cast.administrator, ends_at=at(2, 23, 30))
    assert rosters.coming_gaps(headquarters) == [
        rosters.Gap(headquarters, at(2, 23, 30), at(3)),
        rosters.Gap(headquarters, at(6), at(7)),
    ]
    days = rosters.roster(headquarters, at(0).date(), 8)
    marked = [number for number, day in enumerate(days) if day.gaps]
    assert marked == [0, 2, 3, 6, 7]  # it begins at nine on the first day
    with pytest.raises(ValidationError, match="is already on duty"):
        actions.fill_gap(
            headquarters, actor=cast.saule, person=officers[1], starts_at=at(2, 23, 30),
            ends_at=at(3),
        )  # fmt: skip
    for start, end in ((at(2, 23, 30), at(3)), (at(6), at(7))):
        actions.replace_on_duty(
            headquarters, actor=cast.saule, person=officers[1], starts_at=start, ends_at=end,
            reason="the secondment ends",
        )  # fmt: skip
    assert rosters.coming_gaps(headquarters) == []


def test_a_blocked_person_covers_nothing_and_the_end_of_the_roster_is_a_gap(
    headquarters: Body, cast: Cast, officers: list[User], dauren_serves: None
) -> None:
    actions.generate_shifts(
        headquarters, actor=cast.saule, people=officers, starts_at=at(0), hours=24, until=at(3)
    )
    assert rosters.coming_gaps(headquarters) == [rosters.Gap(headquarters, at(3), None)]
    agencies.block_person(officers[1], actor=cast.administrator, reason="lost telephone")
    assert rosters.coming_gaps(headquarters) == [
        rosters.Gap(headquarters, at(1), at(2)),
        rosters.Gap(headquarters, at(3), None),
    ]
    days = rosters.roster(headquarters, clock.local_date(at(1)), 4)
    void = {one.shift.person for day in days for one in day.shifts if one.is_void}
    assert void == {officers[1]}  # no name without its gap, and no gap beside a name
    assert {gap.starts_at for day in days for gap in day.bare} == {at(3)}


def test_each_gap_is_told_once_a_day_to_those_who_keep_the_roster(
    roster: list[Shift], headquarters: Body, cast: Cast, officers: list[User]
) -> None:
    with clock.at(at(6, 10)):
        assert reminders.tell_of_gaps() == 1
        assert reminders.tell_of_gaps() == 0
    notice = GapNotice.objects.get().notice
    assert notice is not None
    told = set(Addressee.objects.filter(notice=notice).values_list("person", flat=True))
    assert told == {cast.saule.pk, *(person.pk for person in officers)}
    assert "в графике дежурств пробел" in notice.wordings.get(language="ru").subject.lower()
    with clock.at(at(7, 10)):
        assert reminders.tell_of_gaps() == 1
    assert GapNotice.objects.count() == 2
    told_today = GapNotice.objects.order_by("-pk")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        GapNotice.objects.create(
            body=headquarters, starts_at=told_today.starts_at, told_on=told_today.told_on,
            told_at=clock.now(),
        )  # fmt: skip


def test_a_body_without_a_roster_is_not_told_of_gaps(cast: Cast) -> None:
    assert reminders.tell_of_gaps() == 0
    assert GapNotice.objects.count() == 0


@pytest.mark.parametrize("asked", ["9999-12-31", "2026-13-45", "0001-01-01", "soon", "2026-12-01"])
def test_the_page_takes_any_day_that_is_asked_for(
    asked: str, roster: list[Shift], headquarters: Body, signed_in: Callable[[str], Client]
) -> None:
    path = reverse("alerts:roster", kwargs={"pk": headquarters.pk})
    for span in ("week", "month"):
        page = signed_in("dauren").get(path, {"from": asked, "span": span})
        assert page.status_code == 200


def test_the_list_of_duties_costs_the_same_for_one_body_and_for_many(
    roster: list[Shift], cast: Cast
) -> None:
    bodies = list(Body.objects.order_by("pk")[:12])
    assert _queries(bodies[:1]) == _queries(bodies)


def _queries(bodies: list[Body]) -> int:
    with CaptureQueriesContext(connection) as captured:
        queries.duties_of(bodies)
    return len(captured)
