"""What single cells of an official table say: money, sources, those responsible, headings."""

from decimal import Decimal

import pytest

from plans.documents import money
from plans.documents.headings import read_headings
from plans.documents.responsible import read_places, tidy
from plans.documents.tables import number_of, section_of

BODIES = {
    tidy(name): number
    for number, names in enumerate(
        (
            ("КНБ", "ҰҚК", "Комитет национальной безопасности Республики Казахстан"),
            ("МВД", "ІІМ"),
            ("СВР «Сырбар»", "«Сырбар» СБҚ"),
            ("МЧС", "ТЖМ"),
            ("аким Алматинской области", "Алматы облысының әкімі"),
        )
    )
    for name in names
}
EVERY = "unit_commissions"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("КНБ (созыв), МВД", ["0L", "1"]),
        ("МВД, КНБ (созыв, по согласованию)", ["1", "0LA"]),
        ("ҰҚК (жинақтау, келісім бойынша), ІІМ, әкімдер", ["0LA", "1", EVERY]),
        ("Комитет национальной безопасности РК, МЧС", ["0L", "3"]),
        ("МВД и МЧС", ["1L", "3"]),
        ("СВР «Сырбар» (по согласованию)\nМВД", ["2LA", "1"]),
        ("акимы областей, городов Астаны и Алматы, МВД", [EVERY, "1"]),
        ("акимы областей, гг. Астана, Алматы и Шымкент", [EVERY]),
        ("акиматы областей, городов республиканского значения, столицы", [EVERY]),
        ("ЦГО, МИО", ["central_bodies", EVERY]),
        ("центральные государственные органы; местные исполнительные органы",
         ["central_bodies", EVERY]),
        ("МВД (созыв), заинтересованные государственные органы", ["1L", "interested"]),
        ("все члены АТЦ", ["all_members"]),
        ("ТҚО-ның барлық мүшелері", ["all_members"]),
        ("облыстардың, Астана және Алматы қалаларының әкімдері, ТЖМ", [EVERY, "3"]),
        ("ОМО, ЖАО", ["central_bodies", EVERY]),
        ("мүдделі мемлекеттік органдар", ["interested"]),
        ("аким Алматинской области (созыв), МВД", ["4L", "1"]),
    ],
)  # fmt: skip
def test_those_responsible_are_read_in_order(text: str, places: list[str]) -> None:
    """Bodies by their number, groups by their name; L collects, A acts by agreement."""
    found = read_places(text, BODIES)
    assert found.problems == []
    assert [
        f"{one.group or one.body}{'L' * one.is_lead}{'A' * one.by_agreement}"
        for one in found.places
    ] == places


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("МВД, Минмагии", "минмагии"),
        ("МВД (созыв), КНБ (созыв)", "Two bodies"),
        ("МВД, МЧС, МВД", "twice"),
        ("МВД (иногда)", "(иногда)"),
        ("МВД (созыв", "(созыв"),
        ("акимы, акиматы областей", "twice"),
    ],
)
def test_those_responsible_are_never_guessed(text: str, sentence: str) -> None:
    """What is not known is named as it stands."""
    assert any(sentence in problem for problem in read_places(text, BODIES).problems)


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("45,0", [("45.0", None, "")]),
        ("1 250,0", [("1250.0", None, "")]),
        ("1\u00a0250\u00a0000", [("1250000", None, "")]),
        ("2014 год – 20,0; 2015 год – 25,5", [("20.0", 2014, ""), ("25.5", 2015, "")]),
        ("2014 - 20,0\n2015 - 25,5\nвсего - 45,5", [("20.0", 2014, ""), ("25.5", 2015, "")]),
        ("РБ – 20,0; МБ – 10,0", [("20.0", None, "republican"), ("10.0", None, "local")]),
        ("2014 г.: РБ - 5, МБ - 3; 2015 г.: РБ - 6",
         [("5", 2014, "republican"), ("3", 2014, "local"), ("6", 2015, "republican")]),
        ("2014 жыл – 20,0 млн. теңге", [("20.0", 2014, "")]),
        ("всего 30,0, в том числе РБ 10,0, МБ 20,0",
         [("10.0", None, "republican"), ("20.0", None, "local")]),
    ],
)  # fmt: skip
def test_sums_are_read_with_year_and_source(
    text: str, sums: list[tuple[str, int | None, str]]
) -> None:
    """Each sum stands under its year and its source."""
    found = [(one.amount, one.year, one.source) for one in money.sums_of(text)]
    assert found == [(Decimal(amount), year, source) for amount, year, source in sums]


@pytest.mark.parametrize(
    "text", ["много", "около 45", "45, 46", "2014 год", "всего 50, РБ 10, МБ 20", "4.5.6"]
)
def test_sums_are_never_guessed(text: str) -> None:
    """A cell that says nothing certain is refused."""
    with pytest.raises(money.MoneyError):
        money.sums_of(text)


@pytest.mark.parametrize(
    ("text", "costs"),
    [
        ("в пределах предусмотренных средств", "within_budget"),
        ("В пределах выделенных бюджетных средств", "within_budget"),
        ("көзделген қаражат шегінде", "within_budget"),
        ("не требуется", "not_required"), ("не требуются", "not_required"),
        ("талап етілмейді", "not_required"), ("–", "not_required"), ("", "not_required"),
        ("согласно решению РБК", "by_commission"), ("РБК шешіміне сәйкес", "by_commission"),
        ("45,0", "amount"),
    ],
)  # fmt: skip
def test_set_phrases_of_money_are_known(text: str, costs: str) -> None:
    """In both languages."""
    assert money.costs_of(text) == costs


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("РБ", ["republican"]), ("МБ, РБ", ["republican", "local"]),
        ("РБ, ЖБ", ["republican", "local"]),
        ("республиканский и местный бюджеты", ["republican", "local"]),
        ("внебюджетные средства", ["other"]), ("жергілікті бюджет", ["local"]), ("-", []),
    ],
)  # fmt: skip
def test_sources_are_known_in_both_languages(text: str, sources: list[str]) -> None:
    """In the order of the budget."""
    assert money.sources_of(text) == sources


def test_an_unknown_source_is_refused() -> None:
    """It is not left out silently."""
    with pytest.raises(money.MoneyError):
        money.sources_of("РБ, клад")


@pytest.mark.parametrize(
    ("text", "number"), [("1.2.3.", "1.2.3"), ("1,10", "1.10"), ("5)", "5"), (" 7 ", "7")]
)
def test_numbers_have_one_spelling(text: str, number: str) -> None:
    """As the plan writes them."""
    assert number_of(text) == number


def test_sections_take_their_number_or_the_next() -> None:
    """Roman and Arabic, either word order."""
    assert section_of({"text": "Раздел II. Выявление"}, set()) == (2, "Выявление")
    assert section_of({"number": "3", "text": "Ликвидация"}, set()) == (3, "Ликвидация")
    assert section_of({"text": "1-бағыт. Алдын алу"}, set()) == (1, "Алдын алу")
    assert section_of({"text": "Прочее"}, {1, 2}) == (3, "Прочее")


def test_headings_say_in_which_unit_money_is() -> None:
    """Thousands become millions."""
    cells = ("№", "Мероприятие", "Срок исполнения", "Предполагаемые расходы (тыс. тенге)")
    assert read_headings(cells).factor == Decimal("0.001")
