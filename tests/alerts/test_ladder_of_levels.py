"""The ladder of each level: what is shown is frozen, and what is frozen is sent."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agencies import actions as agencies
from agencies.models import Body, Post, User
from alerts import actions, queries
from alerts.checks import check_ladders
from alerts.models import Level, LevelDecision
from alerts.queries.ladders import answers_needed, lines_of, read_ladder
from audit import clock
from notices import actions as notices
from notices import fanout
from notices.models import Delivery, LadderStep
from notices.texts import AddresseeSpec
from tests.alerts.conftest import Propose
from tests.alerts.test_answers import notice_of
from tests.alerts.test_decisions import give_contacts
from tests.alerts.test_pages import GROUND, WAITING, ask
from tests.alerts.test_pages import step as page_of
from tests.cast import Cast

START = dt.datetime(2031, 11, 22, 3, 0, tzinfo=dt.UTC)
EVERYONE = ["aigerim", "governor", "head_of_health", "outsider"]
Approve = Callable[[LevelDecision], LevelDecision]


@pytest.fixture
def send(cast: Cast, propose: Propose, approve: Approve) -> Callable[[int], LevelDecision]:
    """Send a level on Almaty city at three at night."""
    give_contacts(cast)

    def sent(level: int) -> LevelDecision:
        with clock.at(START):
            return approve(propose(level=level))

    return sent


def told(decision: LevelDecision, step: int) -> list[str]:
    """Return who is written to at a step."""
    rows = Delivery.objects.filter(notice=decision.notice, step=step).order_by("address")
    return [row.address.split("@")[0] for row in rows]


def test_yellow_tells_those_on_duty_then_heads_then_everyone(
    send: Callable[[int], LevelDecision],
) -> None:
    decision = send(Level.YELLOW)
    assert told(decision, 0) == ["aigerim", "governor", "outsider"]
    with clock.at(START + dt.timedelta(minutes=30)):
        assert fanout.make_due_steps() == 1
    assert told(decision, 1) == EVERYONE


def test_red_tells_everyone_at_once_on_every_channel(
    send: Callable[[int], LevelDecision],
) -> None:
    decision = send(Level.RED)
    assert told(decision, 0) == EVERYONE
    steps = notice_of(decision).steps.order_by("number")
    assert list(steps.values_list("rung", "due_at", "every_channel")) == [
        (1, START + dt.timedelta(minutes=5), True),
        (2, START + dt.timedelta(minutes=10), True),
    ]


def test_nobody_waits_for_a_step_because_the_body_has_no_duty_officer(
    send: Callable[[int], LevelDecision], cast: Cast
) -> None:
    appointment = cast.aigerim.appointments.select_related("post__body", "person").get()
    with clock.at(START - dt.timedelta(hours=1)):
        agencies.end_appointment(appointment, actor=cast.administrator, reason="left")
    decision = send(Level.YELLOW)
    assert "head_of_health" in told(decision, 0)


def test_who_has_several_posts_is_told_by_the_first_of_them(
    send: Callable[[int], LevelDecision], cast: Cast
) -> None:
    with clock.at(START - dt.timedelta(hours=1)):
        agencies.appoint(
            cast.head_of_health,
            actor=cast.administrator,
            body=Body.objects.get(code="moh"),
            role=Post.Role.DUTY_OFFICER,
            starts_at=clock.now(),
        )
    assert "head_of_health" in told(send(Level.YELLOW), 0)


@pytest.fixture
def two_officers(cast: Cast) -> tuple[User, User]:
    """Two duty officers of the Ministry of Health with contacts; the liaison has left."""
    body = Body.objects.get(code="moh")
    people = []
    with clock.at(START - dt.timedelta(days=3)):
        for name in ("day", "night"):
            person = agencies.add_person(
                actor=None, body=body, email=f"{name}@example.invalid", full_name=name,
                language="en",
            )  # fmt: skip
            role = Post.Role.DUTY_OFFICER
            agencies.appoint(person, actor=None, body=body, role=role, starts_at=clock.now())
            contact = notices.add_contact(person, actor=None, address=person.email)
            notices.verify_contact(contact, actor=None)
            people.append(person)
    return people[0], people[1]


def test_the_roster_says_who_is_on_duty_and_the_post_where_none_is_kept(
    send: Callable[[int], LevelDecision], cast: Cast, two_officers: tuple[User, User]
) -> None:
    assert told(send(Level.YELLOW), 0) == ["aigerim", "day", "governor", "night", "outsider"]
    with clock.at(START - dt.timedelta(hours=6)):
        actions.generate_shifts(
            Body.objects.get(code="moh"), actor=cast.aigerim, people=list(two_officers),
            starts_at=START - dt.timedelta(hours=12), hours=12, until=START + dt.timedelta(days=2),
        )  # fmt: skip
    decision = send(Level.YELLOW)
    assert told(decision, 0) == ["aigerim", "governor", "night", "outsider"]
    with clock.at(START + dt.timedelta(minutes=30)):
        fanout.make_due_steps()
    assert "day" not in told(decision, 1)
    with clock.at(START + dt.timedelta(minutes=60)):
        fanout.make_due_steps()
    assert "day" in told(decision, 2)


def test_who_is_on_duty_is_frozen_and_equal_to_the_preview(
    cast: Cast, propose: Propose, approve: Approve, two_officers: tuple[User, User]
) -> None:
    give_contacts(cast)
    body = Body.objects.get(code="moh")
    with clock.at(START - dt.timedelta(hours=6)):
        actions.generate_shifts(
            body, actor=cast.aigerim, people=list(two_officers),
            starts_at=START - dt.timedelta(hours=12), hours=12, until=START + dt.timedelta(days=2),
        )  # fmt: skip
    with clock.at(START):
        proposal = propose()
        seen = queries.effect_of_decision(proposal)
        assert seen.by_roster == 1
    with clock.at(START + dt.timedelta(hours=13)):
        with pytest.raises(ValidationError, match="no longer as you saw it"):
            actions.approve_level(
                proposal, actor=cast.saule, digest=seen.digest, typed_word="yellow"
            )
        assert not Delivery.objects.filter(notice__kind="level").exists()
        shown = queries.effect_of_decision(proposal).ladder
        decision = approve(proposal)
    assert "day" in told(decision, 0)
    assert "night" not in told(decision, 0)
    frozen = notice_of(decision).addressees.filter(body=body)
    steps = dict(frozen.values_list("person__full_name", "first_step"))
    assert (steps["day"], steps["night"]) == (0, 2)
    assert len(told(decision, 0)) == shown[0].people


def test_a_gap_in_the_roster_lets_the_posts_speak(
    send: Callable[[int], LevelDecision], cast: Cast, two_officers: tuple[User, User]
) -> None:
    with clock.at(START - dt.timedelta(hours=30)):
        actions.generate_shifts(
            Body.objects.get(code="moh"), actor=cast.aigerim, people=list(two_officers),
            starts_at=START - dt.timedelta(hours=30), hours=12,
            until=START - dt.timedelta(hours=6),
        )  # fmt: skip
    assert told(send(Level.YELLOW), 0) == ["aigerim", "day", "governor", "night", "outsider"]


@pytest.mark.parametrize("level", [Level.YELLOW, Level.ORANGE, Level.RED])
def test_the_preview_is_what_is_sent_and_the_ladder_shown_is_the_one_frozen(
    level: int, cast: Cast, propose: Propose, approve: Approve
) -> None:
    give_contacts(cast)
    with clock.at(START):
        proposal = propose(level=level)
        effect = queries.effect_of_decision(proposal)
        decision = approve(proposal)
    sent = Delivery.objects.filter(notice=decision.notice, step=0)
    assert len({row.person_id for row in sent}) == effect.people
    frozen = list(notice_of(decision).steps.order_by("number"))
    shown = effect.ladder[1:]
    assert [(one.minutes, one.every_channel) for one in shown] == [
        (int((step.due_at - START).total_seconds() // 60), step.every_channel) for step in frozen
    ]
    for step, line in zip(frozen, shown, strict=True):
        with clock.at(step.due_at):
            fanout.make_due_steps()
        rows = Delivery.objects.filter(notice=decision.notice, step=step.number)
        assert len({row.person_id for row in rows}) == line.people


def test_the_preview_counts_who_is_only_informed_once() -> None:
    counted = [AddresseeSpec(1, 1), AddresseeSpec(2, 1, first_step=1)]
    informed = [AddresseeSpec(3, 2, counted=False), AddresseeSpec(4, 2, False, first_step=1)]
    lines = lines_of(Level.YELLOW, [*counted, *informed])
    assert [line.people for line in lines] == [2, 3, 2]


def test_a_change_of_the_setting_leaves_a_running_ladder_as_it_was_frozen(
    send: Callable[[int], LevelDecision], settings: Settings
) -> None:
    decision = send(Level.YELLOW)
    before = list(LadderStep.objects.values_list("number", "due_at"))
    settings.LADDERS = settings.LADDERS | {"yellow": "0:everyone:every"}
    with clock.at(START + dt.timedelta(minutes=30)):
        fanout.make_due_steps()
    assert list(LadderStep.objects.values_list("number", "due_at")) == before
    assert told(decision, 1) == EVERYONE


def test_a_ladder_that_changed_since_the_preview_sends_nothing(
    cast: Cast, propose: Propose, settings: Settings
) -> None:
    give_contacts(cast)
    proposal = propose()
    digest = queries.effect_of_decision(proposal).digest
    settings.LADDERS = settings.LADDERS | {"yellow": "0:duty:first 5:everyone:every"}
    with pytest.raises(Exception, match="no longer as you saw it"):
        actions.approve_level(proposal, actor=cast.saule, digest=digest)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["", "5:duty:first", "0:duty", "0:nobody:first", "0:duty:some",
     "0:everyone:every 5:duty:every", "0:duty:first 30:heads:every 30:everyone:every",
     "0:duty:first x:heads:every"],
)  # fmt: skip
def test_a_ladder_that_makes_no_sense_is_refused_at_start(text: str, settings: Settings) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_ladder(text, "LADDER_RED")
    settings.LADDERS = settings.LADDERS | {"red": text}
    assert [one.id for one in check_ladders(None)] == ["alerts.E001"]


@pytest.mark.parametrize(
    ("setting", "needed"), [("all", None), ("7", 7), ("80%", 20), ("50%", 12), ("100%", 24)]
)
def test_how_many_answers_end_the_ladder(setting: str, needed: int | None) -> None:
    assert answers_needed(setting, 24) == needed


def test_the_default_settings_pass_the_check(settings: Settings) -> None:
    assert check_ladders(None) == []
    settings.ANSWERS_NEEDED = "most"
    assert [one.id for one in check_ladders(None)] == ["alerts.E001"]


def test_a_notice_may_end_its_ladder_after_another_number_of_answers(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    give_contacts(cast)
    with clock.at(START):
        proposal = propose(answers_needed=2)
        effect = queries.effect_of_decision(proposal)
        assert effect.answers_needed == 2
        assert effect.digest != queries.effect_of_decision(propose()).digest
        decision = approve(proposal)
    assert notice_of(decision).answers_needed == 2
    with clock.at(START + dt.timedelta(minutes=1)):
        answer(decision, "moh", cast.aigerim.pk)
        answer(decision, "mof", cast.outsider.pk)
    with clock.at(START + dt.timedelta(minutes=30)):
        fanout.make_due_steps()
    assert told(decision, 1) == []
    with clock.at(START):
        every = approve(propose(["71"], answers_needed=500))
    assert notice_of(every).answers_needed == every.addressed.filter(is_counted=True).count()


def test_the_question_of_the_ladder_is_asked_only_by_who_changes_it(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    User.objects.update(language="en")
    officer = signed_in("dauren")
    officer.get(reverse("alerts:proposal-new"))
    page = officer.get(page_of("answers"))
    assert page.status_code == 302
    ask(officer, "territories", wide=["75"])
    ask(officer, "action", action="set", level="1")
    ask(officer, "criterion", criterion_1="to_be_confirmed")
    ask(officer, "term", term_text="14 days")
    ask(officer, "ground", **GROUND)
    ask(officer, "texts", **WAITING)
    check = reverse("alerts:proposal-check")
    assert "as the settings say for every notice" in officer.get(check).content.decode()
    asked = officer.get(page_of("answers")).content.decode()
    assert "After how many answers does the ladder end?" in asked
    assert officer.post(page_of("answers"), {"answers_needed": "0"}).status_code == 422
    assert officer.post(page_of("answers"), {"answers_needed": "17"})["Location"] == check
    shown = officer.get(check).content.decode()
    assert "when 17 organisations have answered" in shown
    assert "It ends when 17 organisations have answered." in shown
    officer.post(check)
    assert LevelDecision.objects.get().answers_needed == 17


def test_the_ladder_ends_when_as_many_have_answered_as_are_needed(
    send: Callable[[int], LevelDecision], cast: Cast, settings: Settings
) -> None:
    settings.ANSWERS_NEEDED = "2"
    decision = send(Level.YELLOW)
    notice = notice_of(decision)
    assert notice.answers_needed == 2
    with clock.at(START + dt.timedelta(minutes=1)):
        answer(decision, "moh", cast.aigerim.pk)
    with clock.at(START + dt.timedelta(minutes=30)):
        assert fanout.make_due_steps() == 1
    with clock.at(START + dt.timedelta(minutes=31)):
        answer(decision, "mof", cast.outsider.pk)
    with clock.at(START + dt.timedelta(minutes=60)):
        assert fanout.make_due_steps() == 0
    last = notice.steps.get(number=2)
    assert (last.made_at, last.dropped_at) == (None, START + dt.timedelta(minutes=60))
    assert told(decision, 2) == []


def answer(decision: LevelDecision, code: str, person: int) -> None:
    """Confirm receipt for a body."""
    body = Body.objects.get(code=code)
    actor = body.addressed.get(notice=decision.notice, person=person).person
    actions.answer_notice(notice_of(decision), body, actor=actor, state="received")


def test_a_muted_body_is_named_in_the_preview_and_rung_by_red_alone(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    give_contacts(cast)
    with clock.at(START):
        mute = mute_health(cast)
        yellow, red = propose(), propose(["19"], level=Level.RED)
        shown = queries.effect_of_decision(yellow)
        assert (shown.muted, shown.people, shown.by_channel) == ((mute,), 3, {"email": 2})
        assert shown.reach.rung == 2
        assert [one.person for one in shown.reach.muted] == [cast.aigerim, cast.head_of_health]
        assert [one.code for one in shown.reach.unrung] == ["moh"]
        assert queries.effect_of_decision(red).muted == ()
        assert told(approve(yellow), 0) == ["governor", "outsider"]
        assert "aigerim" in told(approve(red), 0)


def test_a_mute_that_came_after_the_preview_sends_nothing(cast: Cast, propose: Propose) -> None:
    give_contacts(cast)
    with clock.at(START):
        proposal = propose()
        digest = queries.effect_of_decision(proposal).digest
        mute_health(cast)
        with pytest.raises(Exception, match="no longer as you saw it"):
            actions.approve_level(proposal, actor=cast.saule, digest=digest)


def mute_health(cast: Cast) -> object:
    """Keep yellow and orange from ringing the Ministry of Health for four hours."""
    return notices.mute(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        body=Body.objects.get(code="moh"),
        reason="The duty room moves to another floor",
        ends_at=clock.now() + dt.timedelta(hours=4),
    )


def test_the_pages_show_the_ladder_and_who_is_muted(
    cast: Cast, propose: Propose, signed_in: Callable[[str], Client], reads_english: None
) -> None:
    give_contacts(cast)
    mute_health(cast)
    proposal = propose()
    page = signed_in("saule").get(reverse("alerts:decision-approve", kwargs={"pk": proposal.pk}))
    text = page.content.decode()
    assert "What follows silence" in text
    assert "The duty room moves to another floor" in text
