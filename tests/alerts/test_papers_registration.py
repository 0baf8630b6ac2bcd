"""A decision that came by letter: one officer enters it, with its source and its own instants."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from agencies.models import Body, Territory
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import AddressedBody, Level, LevelDecision
from alerts.queries.addressees import effect_of
from audit import clock
from audit.models import Entry
from notices.models import Notice
from tests.cast import Cast

LETTER = "Letter No. 12-3/45 of 20 November 2026"


def acts(level: int = Level.YELLOW, hours: int = 5) -> list[ActSpec]:
    """Return a level on Almaty city that began some hours ago."""
    criterion = {1: "to_be_confirmed", 3: "committed"}[level]
    start = clock.now() - dt.timedelta(hours=hours)
    almaty = Territory.objects.get(code="75")
    return [ActSpec(almaty, "set", level, start, criterion=criterion, term_text="14 days")]


def register(cast: Cast, told: list[ActSpec] | None = None, **changes: object) -> LevelDecision:
    """Register the letter of the headquarters of Almaty city, as Dauren."""
    told = told or acts()
    now = clock.now()
    headquarters = Body.objects.get(code="headquarters-75")
    settled = queries.settle_acts(headquarters, told)
    facts: dict[str, object] = {
        "actor": cast.dauren,
        "acts": told,
        "paper": Paper("штаб басшысы", "Руководитель штаба", "мәтін", "текст"),
        "source": LETTER,
        "decided_at": now - dt.timedelta(hours=6),
        "received_at": now - dt.timedelta(hours=2),
        "digest": effect_of(settled, issuer=headquarters).digest,
    } | changes
    return actions.register_decision(headquarters, **facts)  # type: ignore[arg-type]  # varied


def traces() -> tuple[int, int, int]:
    """Count what a refusal must not leave behind."""
    return Entry.objects.count(), Notice.objects.count(), LevelDecision.objects.count()


def test_a_letter_is_in_force_from_its_instant_and_known_from_its_receipt(cast: Cast) -> None:
    now = clock.now()
    decision = register(cast)
    assert (decision.state, decision.origin) == ("published", "registered")
    assert (decision.proposed_by, decision.approved_by) == (cast.dauren, None)
    assert decision.source == LETTER
    before, after = now - dt.timedelta(hours=3), now - dt.timedelta(hours=1)
    assert queries.effective_levels(before)["75"] == "yellow"
    assert queries.effective_levels(before, known_at=before)["75"] == "none"
    assert queries.effective_levels(before, known_at=after)["75"] == "yellow"
    assert queries.effective_levels(now - dt.timedelta(hours=7))["75"] == "none"


def test_its_notice_goes_out_at_once(cast: Cast) -> None:
    decision = register(cast)
    assert decision.notice is not None
    assert AddressedBody.objects.filter(decision=decision, is_counted=True).count() == 24
    assert decision.number.startswith("75-")


def test_a_blank_form_is_entered_through_the_same_door(cast: Cast) -> None:
    taken = clock.now() - dt.timedelta(hours=6)
    decision = register(cast, source="blank form no. 7", received_at=taken, decided_at=taken)
    assert decision.decided_at == decision.received_at == taken
    row = {one.label: one.value for one in queries.card(decision)}
    assert row["Received from"] == "blank form no. 7"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"source": " "}, "Name the letter"),
        ({"received_at": 1}, "lies in the future"),
        ({"decided_at": -1}, "before it was taken"),
        ({"digest": "unseen"}, "no longer as you saw it"),
        ({"paper": Paper("", "", "", "")}, "Kazakh and in Russian"),
    ],
)
def test_a_registration_that_lacks_something_is_refused(
    changes: dict[str, Any], why: str, cast: Cast
) -> None:
    changes = {
        name: clock.now() + dt.timedelta(hours=value) if isinstance(value, int) else value
        for name, value in changes.items()
    }
    before = traces()
    with pytest.raises(ValidationError, match=why):
        register(cast, **changes)
    assert traces() == before


def test_one_paper_is_registered_once(cast: Cast) -> None:
    first = register(cast)
    before = traces()
    with pytest.raises(ValidationError, match=f"registered already as {first.number}"):
        register(cast)
    assert traces() == before


def test_red_by_letter_asks_for_its_word(cast: Cast) -> None:
    told = acts(Level.RED)
    with pytest.raises(ValidationError, match="Type the word"):
        register(cast, told)
    assert register(cast, told, typed_word="красный").is_published


@pytest.mark.parametrize("name", ["saule", "aigerim", "governor", "auditor"])
def test_nobody_else_registers(name: str, cast: Cast) -> None:
    before = traces()
    with pytest.raises(PermissionDenied):
        register(cast, actor=cast[name])
    assert traces() == before


def test_the_database_wants_a_source_and_no_approver(cast: Cast) -> None:
    headquarters, now = Body.objects.get(code="headquarters-75"), clock.now()
    made = {
        "number": "X", "headquarters": headquarters, "origin": "registered",
        "state": "published", "proposed_by": cast.dauren, "received_at": now, "decided_at": now,
        "published_at": now, "text_kk": "т", "text_ru": "т", "authority_ru": "р",
        "legal_ground": "з",
    }  # fmt: skip
    rule = "registered_decision_names_its_source"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        LevelDecision.objects.create(**made)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        LevelDecision.objects.create(**made, source=LETTER, approved_by=cast.saule)
