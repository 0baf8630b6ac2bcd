"""The words of the demonstration: complete in kk and ru, distinct, and nowhere a placeholder."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest

from agencies.models import Post
from centre.demonstration import answering, lives, material, papers, roster, words
from plans import terms

LATIN = re.compile(r"[A-Za-z]{2,}")
ROMAN = re.compile(r"\b[IVX]+\b")
ADDRESS = re.compile(r"https?://\S+")
PLACEHOLDER = re.compile(
    r"lorem|todo|xxx|\?\?|\{|(мера|іс-шара|measure|тапсырма|пункт)\s*№?\s*\d", re.I
)
KAZAKH = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
SINGLE_WORDS = 3  # a text this short may be without a letter that only Kazakh has


def measures() -> list[dict[str, Any]]:
    """Return every measure of both plans."""
    papers = material.read("plans")["plans"]
    return [item for paper in papers for section in paper["sections"] for item in section["items"]]


def texts(thing: Any) -> Iterator[dict[str, str]]:
    """Walk every text that is given in Kazakh and Russian."""
    if isinstance(thing, dict):
        if {"kk", "ru"} <= thing.keys() and isinstance(thing["kk"], str):
            yield thing
            return
        thing = list(thing.values())
    if isinstance(thing, list):
        for one in thing:
            yield from texts(one)


def all_texts() -> list[dict[str, str]]:
    """Return every text of the demonstration."""
    names = ("plans", "meetings", "texts", "programme")
    return [text for name in names for text in texts(material.read(name))]


def test_at_least_eighty_distinct_measures_in_two_plans() -> None:
    assert len(material.read("plans")["plans"]) == 2
    for language in ("kk", "ru", "en"):
        said = [one["measure"][language] for one in measures()]
        assert len(said) == len(set(said)) == 100


def test_every_measure_has_form_term_and_lead() -> None:
    known = material.read("plans")["terms"]
    for one in measures():
        assert one["form"]
        assert one["lead"]
        assert one["term"] in known or isinstance(one["due_in_days"], int)


def test_no_text_is_a_placeholder() -> None:
    found = [said for text in all_texts() for said in text.values() if PLACEHOLDER.search(said)]
    assert found == []


def test_kazakh_and_russian_carry_no_english_words() -> None:
    found = [
        said
        for text in all_texts()
        for said in (text["kk"], text["ru"])
        if LATIN.search(ROMAN.sub("", ADDRESS.sub("", said)))
    ]
    assert found == []


def test_kazakh_is_kazakh_and_not_the_russian_again() -> None:
    for text in all_texts():
        if len(text["kk"].split()) > SINGLE_WORDS:
            assert KAZAKH.search(text["kk"]), text["kk"]
            assert text["kk"] != text["ru"]
        assert not KAZAKH.search(text["ru"]), text["ru"]


@pytest.mark.parametrize("code", sorted(material.read("plans")["terms"]))
def test_a_term_means_the_same_days_in_both_languages(code: str) -> None:
    start, end = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
    term = material.read("plans")["terms"][code]
    found = [terms.due_dates(term[language], start=start, end=end) for language in ("kk", "ru")]
    assert found[0].dates
    assert found[0].before_shift == found[1].before_shift


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_in_words_is_read_back(month: int) -> None:
    day = dt.date(2026, month, 14)
    for said in (words.until_kk(day), words.until_ru(day)):
        found = terms.due_dates(said, start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))
        assert found.before_shift == (day,)


def test_every_role_is_held_by_somebody() -> None:
    roles = {role for one in material.members() for _body, role in one.posts}
    assert roles == set(Post.Role.values) - {Post.Role.DEPUTY}


def test_people_are_told_apart_and_cannot_be_reached() -> None:
    people = material.members()
    assert all(one.email.endswith(".invalid") for one in people)
    for facts in ([one.email for one in people], [one.names["en"] for one in people]):
        assert len(facts) == len(set(facts))


def test_whoever_is_offered_exists() -> None:
    assert set(roster.OFFERED) <= {one.email for one in material.members()}


def test_the_programme_carries_the_public_figures() -> None:
    money = material.read("programme")["money"]
    draft = [row["amount_million"] for row in money if row["scenario"] == "draft"]
    assert draft == [144_000, 52_000]
    assert [row["amount_million"] for row in money if row["scenario"] == "adopted"] == [103_176]
    assert material.read("programme")["equipment_aim"]["percent"] == 30
    assert all(
        row["source"] or row["synthetic"] for row in material.read("programme")["indicators"]
    )


def test_a_source_is_an_address_or_words_that_are_translated() -> None:
    sources = {row["source"] for row in material.read("programme")["indicators"]} - {""}
    assert {one for one in sources if not one.startswith("http")} == {papers.ARTICLE}


def test_the_first_meeting_keeps_its_day() -> None:
    assert material.read("meetings")["first"]["date"] == "2013-07-10"


def test_every_fate_is_dealt_and_known() -> None:
    dealt = {*lives.LONG_AGO, *lives.LATELY, *lives.SOON, *lives.LATER, *lives.AT_HEALTH}
    assert dealt == set(lives.FATES)


def test_chance_is_the_same_everywhere() -> None:
    assert material.number("a", 1) == 1_677_741_765
    assert material.pick(["x", "y", "z"], "a", 1) == "x"


def test_the_visitors_bodies_wait_for_the_visitor() -> None:
    assert answering.visitors_bodies() >= {"moh", "mof", "commission-75"}
    assert "mia" not in answering.visitors_bodies()
