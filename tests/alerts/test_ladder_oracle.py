"""Answers and ladder against the oracle: random deeds at random times, with rounds and mutes."""

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from agencies import actions as agencies
from agencies.models import Body, Post, User
from alerts import actions, reminders
from alerts.models import Acknowledgement, AddressedBody, LevelDecision
from audit import clock
from notices import actions as notices
from notices import fanout
from notices.models import Delivery, Mute
from tests.alerts.conftest import Propose
from tests.alerts.ladder_oracle import Oracle, Place
from tests.alerts.test_answers import notice_of
from tests.alerts.test_decisions import give_contacts
from tests.cast import Cast

START = dt.datetime(2031, 11, 22, 3, 0, tzinfo=dt.UTC)
BEAT = 5
RUNGS, PROGRESS, ACCEPTANCE, LAPSE = [0, 10, 20], 15, 20, 10
PLACES = {
    "moh": {"aigerim": 0, "head_of_health": 1, "serik": 0},
    "mof": {"outsider": 0, "serik": 0},
    "commission-75": {"governor": 0},
}
MUTED = ("moh", "mof", "aigerim", "serik", "governor")
Deed = tuple[str, ...]

bodies = st.sampled_from(sorted(PLACES))
deeds = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from(["1", "2", "3", "5", "6"])),
    st.tuples(st.just("answer"), bodies, st.sampled_from(["received", "accepted", "cannot"])),
    st.tuples(st.just("answer"), bodies, st.just("accepted")),
    st.tuples(st.just("answer"), bodies, st.just("accepted")),
    st.tuples(st.just("wait"), st.just("5")),
    st.tuples(st.just("note"), bodies),
    st.tuples(st.just("mute"), st.sampled_from(MUTED), st.sampled_from(["5", "15", "40"])),
    st.tuples(st.just("unmute")),
)


@pytest.fixture
def level(
    cast: Cast, propose: Propose, approve: Callable[..., LevelDecision], settings: Settings
) -> Callable[[str], LevelDecision]:
    """Send yellow on Almaty city on a short ladder; Serik serves two ministries."""
    settings.LADDERS = settings.LADDERS | {
        "yellow": "0:duty:first 10:heads:every 20:everyone:first"
    }
    settings.ANSWER_NORM_MINUTES = settings.ANSWER_NORM_MINUTES | {"yellow": ACCEPTANCE}
    settings.PROGRESS_MINUTES = settings.PROGRESS_MINUTES | {"yellow": PROGRESS}
    settings.LAPSE_MINUTES = settings.LAPSE_MINUTES | {"yellow": LAPSE}
    give_contacts(cast)

    def send(needed: str) -> LevelDecision:
        settings.ANSWERS_NEEDED = needed
        with clock.at(START):
            for code in ("moh", "mof"):
                agencies.appoint(
                    cast.serik,
                    actor=None,
                    body=Body.objects.get(code=code),
                    role=Post.Role.LIAISON,
                    starts_at=START,
                )
            return approve(propose())

    return send


class Played:
    """The product, told the same as the oracle."""

    def __init__(self, decision: LevelDecision, cast: Cast) -> None:
        self.decision, self.cast, self.minute = decision, cast, 0
        self.notice = notice_of(decision)

    def answer(self, code: str, state: str) -> None:
        body = Body.objects.get(code=code)
        who = self.cast[next(iter(PLACES[code]))]
        with contextlib.suppress(ValidationError):  # a second final answer is refused
            actions.answer_notice(self.notice, body, actor=who, state=state, reason="No people")

    def note(self, code: str) -> None:
        addressed = AddressedBody.objects.get(decision=self.decision, body__code=code)
        who = self.cast[next(iter(PLACES[code]))]
        with contextlib.suppress(ValidationError):  # before an acceptance there is none
            actions.note_progress(addressed, actor=who, text="Something was done")

    def mute(self, name: str, minutes: int) -> None:
        is_body = name in PLACES
        notices.mute(
            Body.objects.get(code="headquarters-kz"),
            actor=self.cast.dauren,
            body=Body.objects.get(code=name) if is_body else None,
            person=None if is_body else self.cast[name],
            reason="A test",
            ends_at=clock.now() + dt.timedelta(minutes=minutes),
        )

    def unmute(self) -> None:
        for one in Mute.objects.select_related("issuer"):
            notices.end_mute(one, actor=self.cast.saule)

    def tick(self) -> None:
        reminders.check_progress()
        fanout.make_due_steps()


def do(deed: Deed, oracle: Oracle, played: Played) -> None:
    """Do one deed in both."""
    what, *more = deed
    if what == "wait":
        for _beat in range(int(more[0])):
            oracle.minute += BEAT
            oracle.tick()
            with clock.at(START + dt.timedelta(minutes=oracle.minute)):
                played.tick()
        return
    with clock.at(START + dt.timedelta(minutes=oracle.minute)):
        if what == "mute":
            oracle.mutes.append((more[0], oracle.minute, oracle.minute + int(more[1])))
            played.mute(more[0], int(more[1]))
        elif what == "unmute":
            now = oracle.minute
            oracle.mutes = [(who, since, min(until, now)) for who, since, until in oracle.mutes]
            played.unmute()
        else:
            getattr(oracle, what)(*more)
            getattr(played, what)(*more)


def messages_of(played: Played) -> list[tuple[int, str, str, bool]]:
    """Return what the product has written: minute, person, kind, stopped."""
    names: dict[int | None, str] = {played.cast[one].pk: one for one in played.cast.names()}
    rows = Delivery.objects.filter(queued_at__gte=START).select_related("notice")
    return sorted(
        (
            int((row.queued_at - START).total_seconds() // 60),
            names[row.person_id],
            row.notice.kind,
            row.state == "stopped",
        )
        for row in rows
    )


def compare(oracle: Oracle, played: Played) -> None:
    """Messages, answers and clocks are the same."""
    told = sorted((one.minute, one.person, one.kind, one.is_stopped) for one in oracle.messages)
    assert messages_of(played) == told
    for code, place in oracle.places.items():
        row = AddressedBody.objects.get(decision=played.decision, body__code=code)
        due = None if place.progress_due is None else instant(place.progress_due)
        reminded = None if place.reminded is None else instant(place.reminded)
        found = (row.round, row.progress_due_at, row.reminded_at)
        assert found == (place.round, due, reminded), code
        steps = Acknowledgement.objects.filter(decision=played.decision, body=row.body)
        assert list(steps.order_by("pk").values_list("round", "state")) == place.history


def instant(minute: int) -> dt.datetime:
    """Return the instant of a minute."""
    return START + dt.timedelta(minutes=minute)


@pytest.mark.django_db
@pytest.mark.parametrize("needed", ["all", "2"])
def test_answers_and_ladder_are_what_the_oracle_says(
    needed: str, level: Callable[[str], LevelDecision], cast: Cast
) -> None:
    User.objects.exclude(pk__in=[cast[name].pk for name in cast.names()]).update(is_active=False)
    decision = level(needed)

    @settings(
        max_examples=30,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(deeds, min_size=6, max_size=16))
    def run(story: list[Deed]) -> None:
        with transaction.atomic():
            oracle = Oracle(
                places={code: Place(dict(people)) for code, people in PLACES.items()},
                rungs=RUNGS,
                progress=PROGRESS,
                acceptance=ACCEPTANCE,
                lapse=LAPSE,
                needed=None if needed == "all" else int(needed),
                officers=("dauren", "saule"),
            )
            oracle.start()
            played = Played(decision, cast)
            compare(oracle, played)
            for deed in story:
                do(deed, oracle, played)
            compare(oracle, played)
            transaction.set_rollback(True)

    run()
