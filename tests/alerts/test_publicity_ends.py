"""Ends of terms: reminders once each, the ring at an undecided end, and what stops them."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from alerts import actions, queries, reminders
from alerts.models import LevelDecision, TermReminder
from audit import clock
from audit.models import Entry
from notices import actions as notices
from notices.models import Addressee, Delivery, Notice
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Propose = Callable[..., LevelDecision]
Approve = Callable[[LevelDecision], LevelDecision]
SignedIn = Callable[[str], Client]
STAGES = ["days_5", "days_2", "hours_24", "days_1", "hours_2", "expired"]


def almaty(text: str) -> dt.datetime:
    """Read an instant of Almaty."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.zone())


@pytest.fixture
def fortnight(propose: Propose, approve: Approve) -> LevelDecision:
    """Yellow on Almaty city from 1 March 2027 at 10:00 for 14 days: until 15 March, 00:00."""
    with clock.at(almaty("2027-03-01T10:00")):
        return approve(propose(term="14 days"))


def at(instant: str) -> int:
    """Let the workers look at an instant."""
    with clock.at(almaty(instant)):
        return reminders.remind_of_ends()


def made(decision: LevelDecision) -> list[str]:
    """Return the reminders made that told somebody, in their order."""
    rows = TermReminder.objects.filter(decision=decision, notice__isnull=False)
    return list(rows.order_by("due_at").values_list("stage", flat=True))


def test_the_stages_of_an_end_fall_due_as_the_settings_say() -> None:
    stages = queries.stages_of(almaty("2027-03-15T00:00"))
    assert [(one.name, one.due_at) for one in stages] == [
        ("days_5", almaty("2027-03-10T09:00")),
        ("days_2", almaty("2027-03-13T09:00")),
        ("hours_24", almaty("2027-03-14T00:00")),
        ("days_1", almaty("2027-03-14T09:00")),
        ("hours_2", almaty("2027-03-14T22:00")),
        ("expired", almaty("2027-03-15T00:00")),
    ]


def test_each_reminder_is_made_once_when_it_falls_due(fortnight: LevelDecision) -> None:
    told = [
        at("2027-03-10T08:59"), at("2027-03-10T09:00"), at("2027-03-10T09:01"),
        at("2027-03-13T09:00"), at("2027-03-14T00:00"), at("2027-03-14T09:00"),
        at("2027-03-14T22:00"), at("2027-03-15T00:00"), at("2027-03-15T00:01"),
    ]  # fmt: skip
    assert told == [0, 1, 0, 1, 1, 1, 1, 1, 0]
    assert made(fortnight) == STAGES
    notices = Notice.objects.filter(kind=Notice.Kind.DUTY).order_by("pk")
    assert [one.urgency for one in notices] == [
        "ordinary", "ordinary", "immediate", "ordinary", "immediate", "immediate",
    ]  # fmt: skip
    entries = Entry.objects.filter(verb="reminded of the end of the term")
    assert entries.count() == 5
    assert Entry.objects.filter(verb="told that the term has run out undecided").count() == 1


def test_the_officers_and_approvers_of_the_headquarters_are_told(
    cast: Cast, fortnight: LevelDecision
) -> None:
    at("2027-03-10T09:00")
    notice = TermReminder.objects.get(decision=fortnight).notice
    assert notice is not None
    told = set(Addressee.objects.filter(notice=notice).values_list("person", flat=True))
    assert told == {cast.dauren.pk, cast.saule.pk}
    russian = notice.wordings.get(language="ru")
    assert russian.subject == "Срок уровня истекает 15 марта 2027 г., 00:00: город Алматы"
    assert f"/levels/{fortnight.pk}/end/?draft=extend" in russian.body
    assert f"/levels/{fortnight.pk}/end/?draft=cancel" in russian.body
    assert notice.thing_path == f"/levels/{fortnight.pk}/end/"


def test_workers_that_were_away_ring_once_for_all_they_missed(fortnight: LevelDecision) -> None:
    assert at("2027-03-14T10:00") == 1
    assert made(fortnight) == ["days_1"]
    rows = TermReminder.objects.filter(decision=fortnight).order_by("due_at")
    assert [(one.stage, one.notice_id is None) for one in rows] == [
        ("days_5", True), ("days_2", True), ("hours_24", True), ("days_1", False),
    ]  # fmt: skip
    assert at("2027-03-14T10:01") == 0


def test_what_fell_due_before_the_publication_is_never_made(
    propose: Propose, approve: Approve
) -> None:
    with clock.at(almaty("2027-03-14T12:00")):
        decision = approve(propose(term="12 hours"))
    assert at("2027-03-14T22:30") == 1
    rows = TermReminder.objects.filter(decision=decision).values_list("stage", flat=True)
    assert list(rows) == ["hours_2"]


def test_an_extension_stops_the_reminders_of_the_old_end(
    cast: Cast, fortnight: LevelDecision, propose: Propose, approve: Approve
) -> None:
    at("2027-03-10T09:00")
    with clock.at(almaty("2027-03-12T10:00")):
        longer = approve(propose(action="extend", level=1, term="30 days", refers_to=fortnight))
    assert [at("2027-03-13T09:00"), at("2027-03-15T00:00")] == [0, 0]
    assert made(fortnight) == ["days_5"]
    with clock.at(almaty("2027-03-15T00:01")):
        ends = queries.undecided_ends()
        assert [(one.decision, one.ends_at) for one in ends] == [
            (longer.pk, almaty("2027-04-11T00:00"))
        ]
        assert queries.expired_undecided(cast.dauren) == []


def test_a_cancellation_stops_them_too(
    fortnight: LevelDecision, propose: Propose, approve: Approve
) -> None:
    with clock.at(almaty("2027-03-12T10:00")):
        approve(propose(action="cancel", level=0, term="", refers_to=fortnight))
    assert [at("2027-03-13T09:00"), at("2027-03-15T00:00")] == [0, 0]
    assert made(fortnight) == []


def test_an_imported_level_never_rings(cast: Cast) -> None:
    from tests.stories import DATA

    actions.import_levels(DATA / "levels_2016.csv", actor=None)
    with clock.at(almaty("2017-06-01T10:00")):
        assert (reminders.remind_of_ends(), queries.expired_undecided(cast.dauren)) == (0, [])


def test_an_expired_level_stays_marked_until_the_end_is_published(
    cast: Cast, fortnight: LevelDecision, signed_in: SignedIn, approve: Approve
) -> None:
    with clock.at(almaty("2027-09-01T10:00")):
        marked = queries.expired_undecided(cast.dauren)
        assert [one.territory.code for one in marked] == ["75"]
        page = signed_in("dauren").get("/levels/").content.decode()
        assert f"/levels/{fortnight.pk}/end/" in page
        ended = _draft_and_propose(signed_in("dauren"), fortnight, "cancel")
        act = ended.areas.get()
        assert (act.action, act.level_before, act.level) == ("cancel", 1, 0)
        assert act.starts_at == almaty("2027-03-15T00:00")
        approve(ended)
        assert queries.expired_undecided(cast.dauren) == []


def test_a_draft_extension_is_filled_in_whole(
    cast: Cast, fortnight: LevelDecision, signed_in: SignedIn, approve: Approve
) -> None:
    with clock.at(almaty("2027-03-14T10:00")):
        longer = approve(_draft_and_propose(signed_in("dauren"), fortnight, "extend"))
        act = longer.areas.get()
        assert (act.action, act.level, act.criterion) == ("extend", 1, "to_be_confirmed")
        assert (act.starts_at, act.ends_at) == (
            almaty("2027-03-15T00:00"),
            almaty("2027-03-29T00:00"),
        )
        assert longer.refers_to == fortnight
        assert "о продлении срока действия умеренного" in longer.text_ru
        assert [one.decision for one in queries.undecided_ends()] == []
    with clock.at(almaty("2027-03-15T00:00")):
        assert [one.ends_at for one in queries.undecided_ends()] == [almaty("2027-03-29T00:00")]


def test_an_expired_level_is_set_anew_by_the_draft(
    fortnight: LevelDecision, signed_in: SignedIn
) -> None:
    with clock.at(almaty("2027-03-16T10:00")):
        again = _draft_and_propose(signed_in("dauren"), fortnight, "extend")
        act = again.areas.get()
        assert (act.action, act.level, act.ends_at) == ("set", 1, almaty("2027-03-30T00:00"))


def test_the_page_of_an_end_counts_its_reminders(
    fortnight: LevelDecision, signed_in: SignedIn, reads_english: None
) -> None:
    at("2027-03-10T09:00")
    with clock.at(almaty("2027-03-10T10:00")):
        page = signed_in("dauren").get(f"/levels/{fortnight.pk}/end/").content.decode()
        assert "2 people told" in page
        assert "Draft an extension" in page
        other = signed_in("aigerim").get(f"/levels/{fortnight.pk}/end/").content.decode()
        assert "Draft an extension" not in other


def test_one_immediate_ring_goes_out_on_every_channel(fortnight: LevelDecision) -> None:
    at("2027-03-15T00:00")
    notice = TermReminder.objects.get(decision=fortnight, stage="expired").notice
    assert Delivery.objects.filter(notice=notice).count() == 0  # the cast has no contacts
    assert notice is not None
    assert notice.wordings.get(language="en").subject == "Expired, undecided: Almaty"


def test_quiet_hours_and_a_digest_hold_no_reminder_back(
    fortnight: LevelDecision, cast: Cast
) -> None:
    contact = notices.add_contact(cast.dauren, actor=None, address=cast.dauren.email)
    notices.verify_contact(contact, actor=None)
    notices.change_rest(actor=cast.dauren, quiet_from=dt.time(8), quiet_until=dt.time(11))
    at("2027-03-10T09:00")
    reminder = TermReminder.objects.get(decision=fortnight, stage="days_5")
    delivery = Delivery.objects.get(notice=reminder.notice, person=cast.dauren)
    assert (delivery.state, delivery.not_before) == ("queued", None)
    assert delivery.batch_id is not None


def _draft_and_propose(client: Client, decision: LevelDecision, action: str) -> LevelDecision:
    started = client.post(f"/levels/{decision.pk}/follow/?action={action}")
    assert (started.status_code, started["Location"]) == (302, "/levels/propose/check/")
    checked = client.get("/levels/propose/check/")
    assert checked.status_code == 200, checked.content.decode()[:2000]
    done = client.post("/levels/propose/check/")
    assert done.status_code == 302, done.content.decode()[:2000]
    return LevelDecision.objects.get(pk=int(done["Location"].strip("/").split("/")[-1]))


def test_a_worker_that_dies_half_way_leaves_nothing_and_the_next_makes_it_whole(
    fortnight: LevelDecision, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = Notice.objects.count()

    def die(*_rows: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as dying:
        dying.setattr(TermReminder.objects, "bulk_create", die)
        with pytest.raises(SystemExit):
            at("2027-03-10T09:00")
    assert (Notice.objects.count(), TermReminder.objects.count()) == (notices, 0)
    assert at("2027-03-10T09:01") == 1
    assert Notice.objects.count() == notices + 1


@pytest.mark.django_db(transaction=True)
def test_two_hosts_at_the_same_minute_ring_once(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    with clock.at(almaty("2027-03-01T10:00")):
        decision = approve(propose(term="14 days"))
    both = threading.Barrier(2)

    def host() -> int:
        both.wait()
        try:
            return at("2027-03-10T09:00")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hosts:
        told = [run.result() for run in [hosts.submit(host), hosts.submit(host)]]
    assert sorted(told) == [0, 1]
    assert made(decision) == ["days_5"]
