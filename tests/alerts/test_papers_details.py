"""What a paper says of itself and of its effect: origin, criteria, places, channels, the past."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from agencies.models import Body
from alerts import actions, forms, queries, reminders
from alerts.models import Exercise, LevelDecision, TermReminder
from alerts.queries.addressees import effect_of
from alerts.queries.cards import origin_of
from alerts.queries.places import territories_offered
from alerts.queries.routes import Route, routes_of
from alerts.texts import ActSpec, Paper
from audit import clock
from notices import actions as notices
from notices.models import Addressee, Contact, LadderStep
from tests.alerts import playing
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Approve = Callable[[LevelDecision], LevelDecision]


def letter(cast: Cast, days: int, term: str) -> LevelDecision:
    """Register a letter of the headquarters of Almaty on yellow that began some days ago."""
    city = Body.objects.get(code="headquarters-75")
    act = ActSpec(
        city.territory, "set", 1, clock.now() - dt.timedelta(days=days),
        criterion="to_be_confirmed", term_text=term,
    )  # fmt: skip
    return actions.register_decision(
        city,
        actor=cast.dauren,
        acts=[act],
        paper=Paper("штаб", "штаб", "мәтін", "текст"),
        source="letter No. 8",
        decided_at=act.starts_at,
        received_at=clock.now(),
        digest=effect_of(queries.settle_acts(city, [act]), issuer=city).digest,
    )


def test_a_letter_that_came_after_its_end_rings_once_as_undecided(cast: Cast) -> None:
    paper = letter(cast, 30, "10 days")
    assert reminders.remind_of_ends() == 1
    made = TermReminder.objects.get(decision=paper)
    assert made.stage == TermReminder.EXPIRED
    assert made.notice is not None
    assert reminders.remind_of_ends() == 0
    (end,) = queries.ends_shown(paper)
    assert [stage.made_at is not None for stage in end.stages] == [True]


def test_only_the_criteria_bound_to_a_colour_are_offered_and_others_refused() -> None:
    form = forms.CriterionForm(
        {"criterion_1": "confirmed", "criterion_2": "confirmed", "criterion_3": "repeat"},
        levels=[1, 2, 3],
    )
    offered = {
        name: [value for value, _label in field.choices]  # type: ignore[attr-defined]  # radios
        for name, field in form.fields.items()
    }
    assert offered == {
        "criterion_3": ["committed", "repeat"],
        "criterion_2": ["confirmed"],
        "criterion_1": ["to_be_confirmed"],
    }
    assert dict(form.errors) == {
        "criterion_1": ["This criterion is not the one of the level yellow."]
    }


def test_a_city_that_became_a_unit_is_offered_once() -> None:
    codes = {one.code for one in territories_offered(Body.objects.get(code="headquarters-kz"))}
    assert "79" in codes
    assert "51/shymkent" not in codes
    assert {"KZ", "75", "55/pavlodar", "19/talgar"} <= codes


def test_the_origin_names_no_second_person_before_there_is_one(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    waiting, sent = propose(["19"]), approve(propose())
    assert origin_of(waiting) == "proposed by one person, waits for the approval of another"
    assert origin_of(sent) == "proposed by one person, approved by another"
    refused = actions.withdraw_proposal(propose(["71"]), actor=cast.saule, reason="no")
    assert origin_of(refused) == "proposed by one person, never approved"


def test_the_page_of_an_approval_and_the_correction_say_the_same(
    client: Client, cast: Cast, propose: Propose
) -> None:
    decision = propose()
    client.force_login(cast.saule)
    page = client.get(f"/levels/{decision.pk}/approve/").content.decode()
    assert "for 30 minutes one person can send a correction to the same people" in page
    assert "cannot be taken back" not in page


def test_the_channels_explain_the_number_of_people(
    client: Client, cast: Cast, propose: Propose
) -> None:
    sent = [(1, "email"), (1, "email"), (2, "email"), (2, "sms")]
    assert routes_of(sent, {1: "A", 2: "B", 3: "C"}) == (
        Route("email", 3, 2, 2),
        Route("sms", 1, 1, 2, ("A",)),
    )
    contact = notices.add_contact(cast.aigerim, actor=None, address=cast.aigerim.email)
    notices.verify_contact(contact, actor=None)
    decision = propose(level=3)
    effect = queries.effect_of_decision(decision)
    (route,) = effect.routes
    assert (route.messages, route.more, route.lacking) == (1, 0, 0)
    assert (effect.reach.rung, effect.people > 1) == (1, True)
    client.force_login(cast.saule)
    page = client.get(f"/levels/{decision.pk}/approve/").content.decode()
    assert f"{cast.outsider.full_name} (" in page


def test_the_systems_of_organisations_are_counted_before_they_are_told(
    client: Client, cast: Cast, propose: Propose, approve: Approve
) -> None:
    system = Contact.objects.create(
        body=Body.objects.get(code="moh"), channel=Contact.Channel.WEBHOOK,
        address="https://ministry.invalid/levels", added_at=clock.now(), verified_at=clock.now(),
    )  # fmt: skip
    decision = propose(level=3)
    effect = queries.effect_of_decision(decision)
    assert (effect.systems, effect.by_channel["webhook"]) == ((system.pk,), 1)
    client.force_login(cast.saule)
    page = client.get(f"/levels/{decision.pk}/approve/").content.decode()
    assert "message to the system of an organisation" in page
    Contact.objects.filter(pk=system.pk).update(removed_at=clock.now())
    with pytest.raises(ValidationError, match="no longer as you saw it"):
        actions.approve_level(decision, actor=cast.saule, digest=effect.digest, typed_word="red")
    Contact.objects.filter(pk=system.pk).update(removed_at=None)
    sent = approve(decision).notice
    assert sent is not None
    systems = sent.deliveries.filter(person=None)
    assert tuple(systems.values_list("contact_id", flat=True)) == effect.systems


def test_an_exercise_begun_before_its_time_is_warned_of(client: Client, cast: Cast) -> None:
    start = clock.now() + dt.timedelta(days=2)
    exercise = actions.plan_exercise(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        plan=playing.plan_of(starts_at=start, ends_at=start + dt.timedelta(hours=3)),
    )
    actions.choose_participants(
        exercise, actor=cast.dauren, bodies=Body.objects.filter(code="moh")
    )
    proposal = playing.injected(cast, Exercise.objects.get(pk=exercise.pk))
    client.force_login(cast.saule)
    early = "Sending this level begins it now: the participants are told at once."
    address = f"/exercises/levels/{proposal.pk}/send/"
    assert early in client.get(address).content.decode()
    on_time = playing.injected(cast, playing.planned(cast), codes=("19",))
    page = client.get(f"/exercises/levels/{on_time.pk}/send/").content.decode()
    assert early not in page


def test_a_correction_goes_up_to_the_rung_that_was_reached(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    wrong = approve(propose())
    assert wrong.notice is not None
    LadderStep.objects.create(
        notice=wrong.notice, body=Body.objects.get(code="moh"), number=40, rung=0,
        due_at=clock.now(), made_at=clock.now(),
    )  # fmt: skip
    everyone = Addressee.objects.filter(notice=wrong.notice)
    assert everyone.filter(first_step__gt=0).exists()
    told = everyone.filter(first_step=0)
    effect = queries.effect_of_correction(wrong)
    assert {(one.person_id, one.body_id) for one in effect.addressees} == set(
        told.values_list("person_id", "body_id")
    )
