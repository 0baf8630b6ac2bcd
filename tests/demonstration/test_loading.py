"""A year is played once for all these tests, then everything is rolled back."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import translation

from agencies import queries as agencies
from agencies.models import Body, Territory, User
from alerts import queries as alerts
from alerts.models import Acknowledgement, AddressedBody, LevelDecision
from audit import clock
from audit.models import Entry
from centre import demonstration
from meetings.models import Decision, Meeting
from notices.models import Delivery
from plans.models import PlanItem, PlanItemMoney, Programme, Task

AT_LEAST = 5
JUNE_2016 = dt.datetime(2016, 6, 7, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Empty the house of the cast, play the demonstration, and undo it all in the end."""
    said: list[str] = []
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "DEMONSTRATION", True)
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        empty_of_people()
        assert demonstration.load(said.append)
        yield said
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture(autouse=True)
def _in_the_year(year: list[str], django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def empty_of_people() -> None:
    """Empty every table that names a person, past the guards, inside the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE agencies_user CASCADE")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_every_state_of_a_task_is_there_at_least_five_times() -> None:
    states = Counter(Task.objects.values_list("state", flat=True))
    assert {state: states[state] for state in Task.State.values if states[state] < AT_LEAST} == {}


def test_two_plans_carry_some_four_hundred_tasks() -> None:
    of_plans = Task.objects.filter(plan_item__isnull=False)
    assert of_plans.values("plan_item__plan").distinct().count() == 2
    assert 340 <= of_plans.count() <= 460
    assert PlanItem.objects.values("text_kk").distinct().count() >= 80
    assert not of_plans.filter(term_kk="").exists()
    assert not of_plans.filter(term_ru="").exists()


def test_the_roster_of_2013_is_in_force() -> None:
    assert agencies.members_of_the_centre().count() == 23
    assert agencies.unit_commissions().count() == 16
    assert len(alerts.counted_bodies(["KZ"])) == 39
    assert len(alerts.counted_bodies(["75"])) == 24
    kinds = Counter(Body.objects.values_list("kind", flat=True))
    assert kinds[Body.Kind.UNIT_HEADQUARTERS] == 16
    assert kinds[Body.Kind.DISTRICT_COMMISSION] >= 3


def test_the_programme_shows_draft_and_adopted_money() -> None:
    programme = Programme.objects.get()
    money = {(row.scenario, row.source): int(row.amount) for row in programme.money.all()}
    assert money == {
        ("draft", "republican"): 144_000,
        ("draft", "local"): 52_000,
        ("adopted", "undivided"): 103_176,
    }
    assert programme.directions.count() == 3


def test_every_unit_has_its_share_of_the_local_money() -> None:
    kinds = ("planned", "allocated", "spent")
    for body in agencies.unit_commissions().select_related("territory"):
        rows = PlanItemMoney.objects.filter(territory=body.territory)
        assert set(rows.values_list("kind", flat=True)) == set(kinds)
        assert not rows.exclude(source="local").exists()


def test_over_thirty_per_cent_of_the_planned_money_buys_equipment() -> None:
    planned = PlanItemMoney.objects.filter(kind="planned")
    total = sum(row.amount for row in planned)
    equipment = sum(row.amount for row in planned.filter(item__is_equipment=True))
    assert equipment / total > 0.3


def test_the_meetings_keep_their_rhythm() -> None:
    held = Meeting.objects.exclude(state__in=Meeting.BEFORE)
    first = held.order_by("starts_at")[0]
    assert str(first.held_on) == "2013-07-10"
    assert first.body.kind == Body.Kind.CENTRE
    assert all(held.filter(body=body).count() == 4 for body in agencies.unit_commissions())
    states = Counter(Meeting.objects.values_list("state", flat=True))
    expected = {"planned", "agenda_approved", "protocol_draft", "submitted", "approved"}
    assert expected <= states.keys()
    assert not Decision.objects.filter(text_kk="").exists()


def test_a_decision_and_its_task_know_each_other() -> None:
    decision = Decision.objects.filter(assignments__isnull=False)[0]
    task = decision.assignments.get().task
    assert task.source_path == decision.get_absolute_url()


def test_one_level_runs_and_half_have_answered() -> None:
    decision = LevelDecision.objects.exclude(origin=LevelDecision.Origin.IMPORTED).get()
    assert decision.approved_by_id != decision.proposed_by_id
    assert alerts.effective_levels()["75"] == "yellow"
    asked = AddressedBody.objects.filter(decision=decision, is_counted=True).count()
    answered = Acknowledgement.objects.filter(decision=decision).values("body").distinct().count()
    assert asked == 24
    assert 6 <= answered <= 18


def test_the_public_record_of_2016_is_loaded() -> None:
    levels = alerts.effective_levels(at=JUNE_2016)
    assert levels["15/aktobe"] == "red"
    assert levels["75"] == "yellow"


def test_only_the_running_level_leaves_the_house_by_mail() -> None:
    notices = Delivery.objects.values_list("notice__kind", flat=True)
    assert set(notices) == {"level"}


def test_invented_people_go_on_answering_and_the_visitors_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decision = LevelDecision.objects.exclude(origin=LevelDecision.Origin.IMPORTED).get()
    assert decision.notice
    later = decision.notice.issued_at + 2 * (decision.notice.norm or clock.now() - clock.now())
    with clock.at(later):
        assert demonstration.answer_what_is_due() > 0
        assert demonstration.answer_what_is_due() == 0
    answered = set(
        Acknowledgement.objects.filter(decision=decision).values_list("body__code", flat=True)
    )
    assert len(answered) == 21
    assert not answered & {"moh", "mof", "commission-75"}
    monkeypatch.setattr(settings, "DEMONSTRATION", False)
    assert demonstration.answer_what_is_due() == 0


def test_the_cards_say_what_waits_in_three_languages(django_assert_num_queries: Any) -> None:
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            aigerim = demonstration.cards()[0]
        assert aigerim.email == "aigerim@moh.invalid"
        assert int(aigerim.waits.split()[0]) >= 3
    assert len(demonstration.cards()) == 11
    with django_assert_num_queries(len(demonstration.cards()) + 1, exact=False):
        demonstration.cards()


def test_everyone_on_a_card_may_sign_in() -> None:
    lines = demonstration.people_to_be()
    assert len(lines) == 11
    for line in lines:
        assert User.objects.get(email=line.email).check_password(demonstration.PASSWORD)


def test_loading_twice_changes_nothing(year: list[str]) -> None:
    before = Entry.objects.count()
    out = StringIO()
    call_command("load_demonstration", stdout=out)
    assert "there already" in out.getvalue()
    assert Entry.objects.count() == before
    assert any("57 bodies" in line for line in year)


def test_a_house_of_real_people_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    Entry.objects.filter(verb="loaded the demonstration").delete()
    with pytest.raises(CommandError, match="people and no mark"):
        call_command("load_demonstration")


def test_without_the_setting_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMONSTRATION", False)
    with pytest.raises(CommandError, match="DEMONSTRATION is not set"):
        call_command("load_demonstration")


def test_no_kazakh_name_is_missing() -> None:
    assert not Territory.objects.filter(name_kk="").exists()
    assert not Body.objects.filter(name_kk="").exists()
