"""A beginning left empty is the moment of approval, however long the proposal has waited."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from agencies.models import Body, Territory
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import DecisionArea, LevelDecision
from alerts.queries.beginnings import said_of_beginnings
from alerts.terms import amount_named
from alerts.texts import LANGUAGES, draft_texts
from alerts.texts.approval import with_the_moment, words_missing
from alerts.texts.moments import AT_APPROVAL, until_when
from audit import clock
from tests.alerts import playing
from tests.cast import Cast

AUTHORITY = ("РЖШ басшысы", "Руководитель РОШ")
LAID = dt.datetime(2027, 11, 30, 9, 5, 10, tzinfo=dt.UTC)  # 14:05 of Almaty
HOUR = dt.timedelta(hours=1)
AN_HOUR_LATER = LAID + dt.timedelta(hours=1, minutes=3)


def laid_act(term: str = "10 days", **changes: object) -> ActSpec:
    """Return yellow on Almaty city, in force from its approval."""
    spec = ActSpec(
        Territory.objects.get(code="75"), "set", 1, clock.now(), 0, "to_be_confirmed", term,
        is_from_approval=True,
    )  # fmt: skip
    return replace(spec, **changes)  # type: ignore[arg-type]  # a test changes what it will


def waiting(cast: Cast, *acts: ActSpec, **paper: str) -> LevelDecision:
    """Lay acts before an approver, with the texts that they call for."""
    settled = queries.settle_acts(
        Body.objects.get(code="headquarters-kz"), acts, earliest=clock.now()
    )
    texts = {f"text_{one}": text for one, text in draft_texts(settled, *AUTHORITY).items()}
    facts = {"authority_kk": AUTHORITY[0], "authority_ru": AUTHORITY[1]} | texts | paper
    review_on = clock.today()
    return actions.propose_level(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        acts=acts,
        paper=Paper(**facts, review_on=review_on),  # type: ignore[arg-type]  # words alone
    )


def test_an_empty_beginning_is_the_moment_of_approval(cast: Cast) -> None:
    with clock.at(LAID):
        decision = waiting(cast, laid_act())
        shown = queries.effect_of_decision(decision).digest
    assert "с момента утверждения сроком на 10 суток, считая со дня утверждения" in (
        decision.text_ru
    )
    assert "бекітілген сәттен бастап" in decision.text_kk
    with clock.at(AN_HOUR_LATER):
        said = said_of_beginnings(queries.acts_of(decision))
        assert (len(said.waiting), said.passed) == (2, [])
        assert "с 15:08 часов 30 ноября 2027 года" in said.waiting[1]
        decision = actions.approve_level(decision, actor=cast.saule, digest=shown)
        own = DecisionArea.objects.get(decision=decision)
        assert (own.starts_at, own.is_from_approval) == (AN_HOUR_LATER, False)
        assert own.ends_at == own.computed_end == clock.midnight(dt.date(2027, 12, 10))
        assert queries.effective_levels(AN_HOUR_LATER - dt.timedelta(minutes=1))["75"] == "none"
        assert queries.effective_levels()["75"] == "yellow"
    decision.refresh_from_db()
    assert (
        "города Алматы с 15:08 часов 30 ноября 2027 года сроком на 10 суток, "
        "до 00:00 часов 10 декабря 2027 года." in decision.text_ru
    )
    assert "утверждения" not in decision.text_ru
    assert "сағат 15:08-ден бастап" in decision.text_kk
    assert "бекітілген" not in decision.text_kk
    assert decision.notice is not None
    assert "15:08" in decision.notice.wordings.get(language="ru").body
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionArea.objects.filter(pk=own.pk).update(starts_at=LAID)


def test_an_end_that_has_moved_is_shown_again_before_anything_goes_out(cast: Cast) -> None:
    with clock.at(LAID):
        decision = waiting(cast, laid_act())
        shown = queries.effect_of_decision(decision).digest
    with clock.at(LAID + dt.timedelta(days=1)):
        with pytest.raises(ValidationError, match="no longer as you saw it"):
            actions.approve_level(decision, actor=cast.saule, digest=shown)
        again = queries.effect_of_decision(decision)
        assert again.consequences[0].act.ends_at == clock.midnight(dt.date(2027, 12, 11))
        actions.approve_level(decision, actor=cast.saule, digest=again.digest)
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionArea.objects.filter(decision=decision).delete()


def test_an_act_that_waits_never_changes_but_for_its_moment(cast: Cast) -> None:
    own = DecisionArea.objects.filter(decision=waiting(cast, laid_act()))
    for change in ({"level": 2}, {"starts_at": LAID}, {"is_from_approval": False, "level": 2}):
        with pytest.raises(DatabaseError), transaction.atomic():
            own.update(**change)


def test_texts_keep_the_words_of_the_moment_and_have_none_where_it_is_stated(cast: Cast) -> None:
    with pytest.raises(ValidationError, match=r"Keep these words.*с момента утверждения"):
        waiting(cast, laid_act(), text_ru="Текст без момента.")
    with pytest.raises(ValidationError, match="speak of the moment of approval"):
        waiting(cast, laid_act(is_from_approval=False), text_ru="Уровень с момента утверждения.")
    assert not LevelDecision.objects.exists()


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("40 суток", (40, "days")), ("2 weeks", (14, "days")), ("3 месяца", (3, "months")),
        ("12 часов", (12, "hours")), ("до 18 часов 3 марта 2027", None), ("", None),
        ("until further notice", None), ("until 15 January 2027 inclusive", None),
    ],
)  # fmt: skip
def test_a_term_that_is_counted_moves_with_its_beginning(
    words: str, amount: tuple[int, str] | None
) -> None:
    assert amount_named(words) == amount


def test_an_approver_is_warned_of_a_beginning_that_has_passed(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    cast.saule.language = "en"
    cast.saule.save(update_fields=["language"])
    stated = clock.now() - dt.timedelta(hours=1)
    decision = waiting(cast, laid_act(is_from_approval=False, starts_at=stated))
    page = signed_in("saule").get(f"/levels/{decision.pk}/approve/").content.decode()
    assert "has passed already. Sent now, the decision would hold from then on" in page
    page = (
        signed_in("saule").get(f"/levels/{waiting(cast, laid_act()).pk}/approve/").content.decode()
    )
    assert "from the moment of approval" in page
    assert "if approved now" in page
    assert "has passed already" not in page


def test_a_level_of_an_exercise_begins_when_it_is_sent(cast: Cast) -> None:
    with clock.at(LAID):
        played = playing.injected(cast, playing.planned(cast))
    assert "с момента утверждения" in played.text_ru
    with clock.at(AN_HOUR_LATER):
        playing.sent(cast, played)
        assert DecisionArea.exercises.get(decision=played).starts_at == AN_HOUR_LATER
    played.refresh_from_db()
    assert "с 15:08 часов 30 ноября 2027 года" in played.text_ru


def test_of_two_terms_the_shorter_is_not_found_inside_the_longer() -> None:
    """“4 hours” stands in “24 hours” letter by letter; each gets its own end."""
    acts = [
        ActSpec(
            Territory(code=code), "set", 1, LAID, 0, "to_be_confirmed", term,
            ends_at=LAID + hours * HOUR, is_from_approval=True,
        )
        for code, term, hours in (("75", "4 часа", 4), ("71", "24 часа", 24))
    ]  # fmt: skip
    for language in LANGUAGES:
        waits = [until_when(language, act) for act in acts]
        said = [until_when(language, replace(act, is_from_approval=False)) for act in acts]
        assert with_the_moment(language, " | ".join(waits), acts) == " | ".join(said)
        assert words_missing(language, f"{AT_APPROVAL[language]} {waits[1]}", acts) == waits[:1]
