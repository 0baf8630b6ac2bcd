"""A year is played once for all these tests, then everything is rolled back."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import translation

from agencies import queries as agencies
from agencies.models import Appointment, Body, Territory, User
from alerts import queries as alerts
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    LevelDecision,
    TelephoneApproval,
    TelephoneConfirmation,
    TermReminder,
)
from audit import clock
from audit.models import Entry
from centre import demonstration
from meetings.models import Decision, Meeting
from notices.models import Delivery
from plans.models import (
    CommissionReport,
    DecisionPackage,
    ExecutionReport,
    PlanItem,
    PlanItemMoney,
    Programme,
    Task,
)

AT_LEAST = 5
PEOPLE_AT_LEAST = 3
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


def test_one_acceptance_was_reminded_of_lapsed_and_was_given_anew() -> None:
    lapsed = Acknowledgement.objects.get(state=Acknowledgement.State.LAPSED)
    steps = Acknowledgement.objects.filter(notice=lapsed.notice, body=lapsed.body).order_by("pk")
    assert list(steps.values_list("round", "state")) == [
        (1, "received"), (1, "accepted"), (1, "lapsed"), (2, "received"), (2, "accepted"),
    ]  # fmt: skip
    reminded = Entry.objects.get(verb="reminded of progress under the level")
    assert lapsed.answered_at - reminded.recorded_at == lapsed.notice.lapse_norm


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


def test_heads_decide_at_once_and_commissions_share_and_report() -> None:
    """One package decided and one that waits, three reports accepted at once, splits, reports."""
    packages = DecisionPackage.objects.order_by("pk")
    outcomes = [Counter(one.lines.values_list("outcome", flat=True)) for one in packages]
    assert [sorted(one) for one in outcomes] == [["approved", "refused"], ["awaited"]]
    at_once = ExecutionReport.objects.filter(review_note="Формы завершения соблюдены")
    assert at_once.count() == 3
    shares = Task.objects.filter(parent__isnull=False)
    assert shares.values("controller").distinct().count() >= 3
    reports = CommissionReport.objects.order_by("-sent_at").values_list("sent_at", flat=True)
    assert [bool(one) for one in reports] == [False, True]


def test_the_roster_of_2013_is_in_force() -> None:
    assert agencies.members_of_the_centre().count() == 23
    assert agencies.unit_commissions().count() == 16
    assert len(alerts.counted_bodies(["KZ"])) == 39
    assert len(alerts.counted_bodies(["75"])) == 24
    kinds = Counter(Body.objects.values_list("kind", flat=True))
    assert kinds[Body.Kind.UNIT_HEADQUARTERS] == 16
    assert kinds[Body.Kind.DISTRICT_COMMISSION] >= 3


def test_every_body_of_the_house_has_three_people_who_serve_there() -> None:
    serving = Appointment.objects.valid_at(clock.now()).filter(person__is_active=True)
    held = Counter(code for code, _person in {*serving.values_list("post__body__code", "person")})
    codes = Body.objects.values_list("code", flat=True)
    assert len(codes) == 67
    assert {code: held[code] for code in codes if held[code] < PEOPLE_AT_LEAST} == {}


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


def test_the_centre_and_its_commissions_meet_once_a_quarter() -> None:
    ours = Meeting.objects.exclude(kind=Meeting.Kind.EXTRAORDINARY)
    for body in (agencies.centre(), *agencies.unit_commissions()):
        lately = ours.filter(body=body, starts_at__gte=clock.now() - dt.timedelta(days=366))
        days = sorted(clock.local_date(one) for one in lately.values_list("starts_at", flat=True))
        gaps = [(later - former).days for former, later in pairwise(days)]
        assert len(days) >= 5, body
        assert all(75 <= gap <= 100 for gap in gaps), (body, gaps)


def test_a_decision_and_its_task_know_each_other() -> None:
    decision = Decision.objects.filter(assignments__isnull=False)[0]
    task = decision.assignments.get().task
    assert task.source_path == decision.get_absolute_url()


def the_running_level() -> LevelDecision:
    """Return the level of Almaty city, which is being answered while one looks on."""
    ours = LevelDecision.objects.exclude(origin=LevelDecision.Origin.IMPORTED)
    return ours.filter(areas__territory__code="75").latest("published_at")


def test_one_level_runs_and_half_have_answered() -> None:
    decision = the_running_level()
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


def test_only_the_running_level_and_what_is_of_today_leave_the_house() -> None:
    notices = Delivery.objects.values_list("notice__kind", flat=True)
    # A reminder of the day is written too where the desk's morning lies within the last hours,
    # what heads decided on tasks today, and the codes by which people prove their numbers.
    assert {"level"} <= set(notices) <= {"level", "duty", "contact", "task"}


def test_invented_people_go_on_answering_and_the_visitors_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decision = the_running_level()
    assert decision.notice
    later = decision.notice.issued_at + 2 * (decision.notice.norm or clock.now() - clock.now())
    with clock.at(later):
        assert demonstration.answer_what_is_due() > 0
        assert demonstration.answer_what_is_due() == 0
    answered = set(
        Acknowledgement.objects.filter(decision=decision).values_list("body__code", flat=True)
    )
    asked = AddressedBody.objects.filter(decision=decision, is_counted=True)
    of_the_visitors = {"moh", "mof", "commission-75"}
    assert answered == set(asked.values_list("body__code", flat=True)) - of_the_visitors
    assert len(answered) == 21
    monkeypatch.setattr(settings, "DEMONSTRATION", False)
    assert demonstration.answer_what_is_due() == 0


# What waits for Aigerim of the Ministry of Health, as her card says it in each language.
WAITS = {
    "kk": r"(\d+) тапсырманың мерзімі жақындады\.",
    "ru": r"(\d+) поручени[еяй] со сроком в ближайшие дни\.",
    "en": r"(\d+) tasks? (?:is|are) due\.",
}


def cards_in(language: str) -> list[demonstration.Card]:
    """Return the cards as a reader of one language sees them."""
    with translation.override(language):
        return demonstration.cards()


def test_the_cards_say_what_waits_in_three_languages(django_assert_num_queries: Any) -> None:
    counts = set()
    for language, words in WAITS.items():
        aigerim = cards_in(language)[0]
        assert aigerim.email == "aigerim@moh.invalid"
        assert {aigerim.name, aigerim.inside} >= {User.objects.get(email=aigerim.email).full_name}
        said = re.fullmatch(words, aigerim.waits)
        assert said, (language, aigerim.waits)
        counts.add(int(said[1]))
    assert len(counts) == 1
    assert min(counts) >= 3
    assert len(demonstration.cards()) == 12
    with django_assert_num_queries(len(demonstration.cards()) + 1, exact=False):
        demonstration.cards()


def test_every_card_says_office_and_work_in_words_of_its_own_language() -> None:
    for said in zip(*map(cards_in, WAITS), strict=True):
        assert len({one.email for one in said}) == 1
        assert len({one.waits for one in said}) == len(WAITS), said[0].email
        assert len({one.body for one in said}) == len(WAITS), said[0].email


def test_everyone_on_a_card_may_sign_in() -> None:
    lines = demonstration.people_to_be()
    assert len(lines) == 12
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


def test_the_duty_of_the_headquarters_was_handed_over_and_has_one_gap() -> None:
    duty = alerts.duty_of(Body.objects.get(code="headquarters-kz"))
    assert duty.handover is not None
    assert duty.handover.outgoing is not None
    assert duty.holder == duty.handover.incoming
    assert [(gap.ends_at is not None) for gap in duty.gaps] == [True]


def test_one_level_was_approved_by_telephone_and_confirmed_in_the_morning() -> None:
    decision = LevelDecision.objects.get(origin=LevelDecision.Origin.BY_TELEPHONE)
    call = TelephoneApproval.objects.get(decision=decision)
    said = TelephoneConfirmation.objects.get(approval=call)
    assert (said.is_denied, said.said_by) == (False, call.approver)
    assert decision.review.completed_by not in (None, call.approver, call.recorded_by)
    assert decision.areas.get().starts_at > (decision.proposed_at or clock.now())
    assert "с момента утверждения" not in decision.text_ru
    assert alerts.effective_levels()["35"] == "none"


def test_one_level_ends_within_two_days_and_was_reminded_of() -> None:
    [end] = [one for one in alerts.undecided_ends() if one.places == ("35/balkhash",)]
    assert end.ends_at - clock.now() < dt.timedelta(days=2)
    reminders = TermReminder.objects.filter(decision=end.decision, notice__isnull=False)
    assert "days_5" in reminders.values_list("stage", flat=True)
    decision = LevelDecision.objects.get(pk=end.decision)
    assert alerts.publicity_of(decision).done == 5
    assert not decision.notice or decision.notice.closed_at
