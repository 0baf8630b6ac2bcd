"""Situation reports: when they are due, who is late, and the frozen report of the Centre."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Body, User
from alerts import actions, queries
from alerts.models import (
    AddressedBody,
    CentreReport,
    CentreReportLine,
    LevelDecision,
    ReportReminder,
    SituationReport,
)
from alerts.queries.centre_reports import frozen_report
from alerts.queries.reporting import term_after
from alerts.reminders import remind_of_reports
from alerts.reminders.each import FAILED
from audit import clock
from audit.models import Entry
from audit.record import Capacity
from notices import actions as notices
from notices.models import Addressee, Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
SignedIn = Callable[[str], Client]
Approve = Callable[[LevelDecision], LevelDecision]
HOUR = dt.timedelta(hours=1)
WORDS = {"conditions": "Quiet.", "actions": "Guards doubled."}


@pytest.fixture
def orange(propose: Propose, approve: Approve) -> LevelDecision:
    """An orange level on Almaty city, sent."""
    return approve(propose(level=2))


def addressed_of(decision: LevelDecision, code: str = "moh") -> AddressedBody:
    """Find an organisation as it was addressed."""
    return AddressedBody.objects.select_related("decision", "notice", "body").get(
        decision=decision, body__code=code
    )


def accept(decision: LevelDecision, code: str, person: User) -> dt.datetime:
    """Accept for an organisation, and return when."""
    assert decision.notice is not None
    body = Body.objects.get(code=code)
    step = actions.answer_notice(decision.notice, body, actor=person, state="accepted")
    return step.answered_at


def report(
    decision: LevelDecision, person: User, code: str = "moh", **words: str
) -> SituationReport:
    """Report for an organisation."""
    said = {**WORDS, **words}
    return actions.send_situation_report(addressed_of(decision, code), actor=person, **said)


def due(decision: LevelDecision, code: str = "moh") -> dt.datetime | None:
    """Return when the next report of an organisation is due."""
    return queries.reporting_of(addressed_of(decision, code)).due_at


def test_orange_asks_for_a_report_every_twelve_hours_after_acceptance(
    orange: LevelDecision, cast: Cast
) -> None:
    assert due(orange) is None
    accepted_at = accept(orange, "moh", cast.aigerim)
    assert due(orange) == accepted_at + 12 * HOUR
    with clock.at(accepted_at + 11 * HOUR):
        sent = report(orange, cast.aigerim)
        assert (sent.number, sent.is_late) == (1, False)
        assert due(orange) == accepted_at + 24 * HOUR
    with clock.at(accepted_at + 25 * HOUR):
        late = report(orange, cast.aigerim, conditions="Snow.")
        assert (late.number, late.is_late) == (2, True)
        assert due(orange) == accepted_at + 36 * HOUR


def test_red_asks_every_three_hours_and_yellow_never(
    propose: Propose, approve: Approve, published: LevelDecision, cast: Cast
) -> None:
    accept(published, "moh", cast.aigerim)
    assert due(published) is None
    assert report(published, cast.aigerim).due_at is None
    red = approve(propose(["71"], level=3))
    accepted_at = accept(red, "moh", cast.aigerim)
    assert due(red) == accepted_at + 3 * HOUR


def test_terms_missed_are_owed_once() -> None:
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert term_after(start, 3 * HOUR, start - HOUR) == start + 3 * HOUR
    assert term_after(start, 3 * HOUR, start + HOUR) == start + 3 * HOUR
    assert term_after(start, 3 * HOUR, start + 3 * HOUR) == start + 6 * HOUR
    assert term_after(start, 3 * HOUR, start + 10 * HOUR) == start + 12 * HOUR


def test_a_report_beside_the_terms_moves_none(orange: LevelDecision, cast: Cast) -> None:
    accepted_at = accept(orange, "moh", cast.aigerim)
    with clock.at(accepted_at + HOUR):
        report(orange, cast.aigerim)
    with clock.at(accepted_at + 2 * HOUR):
        extra = report(orange, cast.aigerim, conditions="News.")
    assert extra.due_at is None
    assert extra.next_due_at == accepted_at + 24 * HOUR


def test_the_same_report_twice_is_one(orange: LevelDecision, cast: Cast) -> None:
    accept(orange, "moh", cast.aigerim)
    first = report(orange, cast.aigerim)
    entries = Entry.objects.count()
    assert report(orange, cast.aigerim) == first
    assert Entry.objects.count() == entries


def test_a_report_winds_the_clock_of_progress(
    propose: Propose, approve: Approve, cast: Cast
) -> None:
    actions.adopt_checklist(3, [("", "бір", "один", "one")], actor=None)
    red = approve(propose(level=3))
    accepted_at = accept(red, "moh", cast.aigerim)
    five = dt.timedelta(minutes=5)
    with clock.at(accepted_at + five):
        report(red, cast.aigerim)
    norm = dt.timedelta(minutes=settings.PROGRESS_MINUTES["red"])
    assert addressed_of(red).progress_due_at == accepted_at + five + norm


@pytest.mark.parametrize("name", ["dauren", "saule", "auditor", "outsider", "governor"])
def test_nobody_reports_for_another_organisation(
    name: str, orange: LevelDecision, cast: Cast
) -> None:
    accept(orange, "moh", cast.aigerim)
    entries, notices = Entry.objects.count(), Notice.objects.count()
    with pytest.raises(PermissionDenied):
        report(orange, cast[name])
    assert not SituationReport.objects.exists()
    assert (Entry.objects.count(), Notice.objects.count()) == (entries, notices)


def test_a_report_comes_after_acceptance_and_says_something(
    signed_in: SignedIn, orange: LevelDecision, cast: Cast
) -> None:
    with pytest.raises(ValidationError, match="Accept the level first"):
        report(orange, cast.aigerim)
    accept(orange, "moh", cast.aigerim)
    path = reverse("alerts:report-send", kwargs={"pk": addressed_of(orange).pk})
    client = signed_in("aigerim")
    refused = client.post(path, {"conditions": "Quiet.", "actions": "", "needs": "Fuel"})
    assert refused.status_code == 422
    assert "Fuel" in refused.content.decode()
    assert not SituationReport.objects.exists()
    assert client.post(path, {**WORDS, "needs": "Fuel"}).status_code == 302
    page = client.get(path).content.decode()
    assert "The next report is due" in page
    assert "Guards doubled." in page


def test_who_stays_silent_is_reminded_once_for_each_term_that_passes(
    orange: LevelDecision, cast: Cast
) -> None:
    accepted_at = accept(orange, "moh", cast.aigerim)
    told = []
    for hours in (12, 13, 23, 24, 25, 49):
        with clock.at(accepted_at + hours * HOUR):
            told.append(remind_of_reports())
    assert told == [1, 0, 0, 1, 0, 1]
    terms = ReportReminder.objects.order_by("due_at").values_list("due_at", flat=True)
    assert list(terms) == [accepted_at + hours * HOUR for hours in (12, 24, 48)]
    assert due(orange) == accepted_at + 12 * HOUR


def test_a_failing_reminder_of_one_leaves_the_others(
    orange: LevelDecision, cast: Cast, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    accepted_at = accept(orange, "moh", cast.aigerim)
    accept(orange, "mof", cast.outsider)
    whole = notices.tell

    def broken(capacity: Capacity, people: list[tuple[int, int]], *more: Any, **said: Any) -> Any:
        if any(person == cast.aigerim.pk for person, _body in people):
            raise RuntimeError("a bad row")
        return whole(capacity, people, *more, **said)

    monkeypatch.setattr(notices, "tell", broken)
    with clock.at(accepted_at + 13 * HOUR):
        assert remind_of_reports() == 1
    assert ReportReminder.objects.get().addressed.body.code == "mof"
    entry = Entry.objects.get(verb=FAILED)
    assert (entry.object_type, entry.body) == ("alerts.AddressedBody", orange.headquarters)
    for one in caplog.records:
        one.is_expected = True


def test_who_is_late_is_reminded_once(orange: LevelDecision, cast: Cast) -> None:
    accepted_at = accept(orange, "moh", cast.aigerim)
    accept(orange, "mof", cast.outsider)
    with clock.at(accepted_at + 11 * HOUR):
        report(orange, cast.outsider, "mof")
        assert remind_of_reports() == 0
    with clock.at(accepted_at + 13 * HOUR):
        before = set(Notice.objects.values_list("pk", flat=True))
        assert remind_of_reports() == 1
        assert remind_of_reports() == 0
        told = Addressee.objects.exclude(notice__in=before)
        assert set(told.values_list("person", flat=True)) == {
            cast.aigerim.pk,
            cast.head_of_health.pk,
        }
    reminder = ReportReminder.objects.get()
    assert (reminder.addressed.body.code, reminder.due_at) == ("moh", accepted_at + 12 * HOUR)
    with clock.at(accepted_at + 14 * HOUR):
        report(orange, cast.aigerim)
    with clock.at(accepted_at + 25 * HOUR):
        assert remind_of_reports() == 2


def test_the_board_counts_late_reports_and_opens_exactly_their_rows(
    signed_in: SignedIn, orange: LevelDecision, cast: Cast
) -> None:
    accepted_at = accept(orange, "moh", cast.aigerim)
    accept(orange, "mof", cast.outsider)
    with clock.at(accepted_at + 11 * HOUR):
        report(orange, cast.outsider, "mof", needs="Fuel")
    with clock.at(accepted_at + 13 * HOUR):
        client = signed_in("dauren")
        board = client.get(reverse("alerts:board", kwargs={"pk": orange.pk})).context["board"]
        assert [one.body.code for one in board.late_reports] == ["moh"]
        path = reverse("alerts:report-list", kwargs={"pk": orange.pk})
        shown = {
            only: [
                one.body.code for one in client.get(path, {"only": only}).context["shown"].shown
            ]
            for only in ("late", "needs", "reported", "silent")
        }
        assert shown == {"late": ["moh"], "needs": ["mof"], "reported": ["mof"], "silent": ["moh"]}
        figures = client.get(path).context["shown"].figures
        assert figures == {
            "asked": 24, "accepted": 2, "reported": 1, "silent": 1, "late": 1, "needs": 1,
        }  # fmt: skip


def test_the_report_of_the_centre_is_frozen_and_its_numbers_open_their_rows(
    signed_in: SignedIn, orange: LevelDecision, cast: Cast
) -> None:
    accept(orange, "moh", cast.aigerim)
    accept(orange, "mof", cast.outsider)
    report(orange, cast.aigerim, needs="Fuel")
    client = signed_in("dauren")
    make = reverse("alerts:centre-report-make", kwargs={"pk": orange.pk})
    number = client.get(make).context["form"].initial["number"]
    path = client.post(make, {"number": number, "summary": "All is quiet."})["Location"]
    report(orange, cast.aigerim, conditions="Changed afterwards.", needs="Nothing")
    frozen = client.get(path).context["frozen"]
    assert frozen.is_intact
    assert frozen.figures == {
        "asked": 24, "accepted": 2, "reported": 1, "silent": 1, "late": 0, "needs": 1,
    }  # fmt: skip
    for kind, count in frozen.figures.items():
        assert len(client.get(path, {"only": kind}).context["frozen"].shown) == count
    page = client.get(path).content.decode()
    assert "Quiet." in page
    assert "Changed afterwards." not in page
    assert "All is quiet." in page


def test_a_frozen_report_never_changes_and_tells_when_it_was_tampered_with(
    orange: LevelDecision, cast: Cast
) -> None:
    accept(orange, "moh", cast.aigerim)
    report(orange, cast.aigerim)
    made = actions.make_centre_report(orange, actor=cast.saule, number=1, summary="Calm")
    for change in (
        lambda: CentreReport.objects.filter(pk=made.pk).update(summary="Other"),
        lambda: CentreReportLine.objects.filter(report=made).update(is_late=True),
        lambda: SituationReport.objects.all().update(needs="Other"),
        lambda: CentreReportLine.objects.filter(report=made).first().delete(),  # type: ignore[union-attr]
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            change()
    body = Body.objects.get(code="headquarters-kz")
    CentreReportLine.objects.create(report=made, body=body)
    assert not frozen_report(CentreReport.objects.select_related("decision").get()).is_intact


def test_one_number_is_made_once(orange: LevelDecision, cast: Cast) -> None:
    made = actions.make_centre_report(orange, actor=cast.dauren, number=1)
    assert actions.make_centre_report(orange, actor=cast.dauren, number=1) == made
    with pytest.raises(ValidationError, match="made meanwhile"):
        actions.make_centre_report(orange, actor=cast.saule, number=1)
    assert CentreReport.objects.count() == 1


@pytest.mark.parametrize("name", ["auditor", "serik", "aigerim", "governor"])
def test_only_the_desk_makes_the_report_of_the_centre(
    name: str, orange: LevelDecision, cast: Cast
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.make_centre_report(orange, actor=cast[name], number=1)
    assert not CentreReport.objects.exists()
    assert Entry.objects.count() == entries


def test_the_reports_cost_the_same_for_one_and_for_many(
    signed_in: SignedIn, propose: Propose, approve: Approve, cast: Cast
) -> None:
    client = signed_in("dauren")

    def cost(decision: LevelDecision) -> int:
        path = reverse("alerts:report-list", kwargs={"pk": decision.pk})
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    small, large = approve(propose(["75"], level=2)), approve(propose(["KZ"], level=2))
    accept(small, "moh", cast.aigerim)
    report(small, cast.aigerim)
    for code, person in (("moh", cast.aigerim), ("mof", cast.outsider)):
        accept(large, code, person)
        report(large, person, code)
        report(large, person, code, conditions="Again.")
    assert cost(large) == cost(small)


def test_the_desk_and_the_answer_say_by_when_a_report_is_owed(
    signed_in: SignedIn, orange: LevelDecision, cast: Cast
) -> None:
    client = signed_in("aigerim")
    assert "Situation reports to send" not in client.get("/").content.decode()
    accepted_at = accept(orange, "moh", cast.aigerim)
    send = reverse("alerts:report-send", kwargs={"pk": addressed_of(orange).pk})
    desk = client.get("/").content.decode()
    assert "Situation reports to send" in desk
    assert send in desk
    path = reverse("alerts:answer", kwargs={"pk": addressed_of(orange).pk})
    page = client.get(path).content.decode()
    assert "The next report is due" in page
    assert send in page
    assert "Situation reports to send" not in signed_in("outsider").get("/").content.decode()
    with clock.at(accepted_at + 11 * HOUR):
        report(orange, cast.aigerim)
        assert [one.due_at for one in queries.reports_owed(cast.aigerim)] == [
            accepted_at + 24 * HOUR
        ]
