"""Levels of any instant, as known at another; terms in words; records of other years; papers."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from alerts import actions, queries
from alerts.models import DecisionArea, LevelDecision
from alerts.templatetags.places import time_there
from alerts.terms import end_of_term, is_inclusive
from audit import clock
from tests.cast import Cast
from tests.stories import DATA

SignedIn = Callable[[str], Client]
RECORD = """seq,decision_id,territory_code,territory_type,territory_name_en,territory_name_ru,\
action,level_from,level_to,effective_from,effective_precision,term_text,valid_until,announced_at,\
announced_by,deciding_authority,consulted,source_url,confidence,note
1,X2022-01,KZ,republic,Republic of Kazakhstan,Республика Казахстан,set,none,yellow,\
2022-03-01T00:00:00+06:00,exact,до особого распоряжения,,2022-02-28,invented,invented,,\
https://example.invalid/1,invented,
2,X2022-02,19/esik,district,Esik district,Есикский район,set,none,orange,\
2022-03-02T10:00:00+06:00,exact,14 суток,,2022-03-02T18:00:00+06:00,invented,invented,,\
https://example.invalid/2,invented,
3,X2022-03,15/aktobe,city,Aktobe city,город Актобе,set,none,red,2022-03-03T12:00:00+05:00,exact,\
,,2022-03-03,invented,invented,,https://example.invalid/3,invented,
4,X2022-04,KZ,republic,Republic of Kazakhstan,Республика Казахстан,cancel,yellow,none,\
2022-04-01T00:00:00+06:00,exact,,,2022-03-31,invented,invented,,https://example.invalid/4,invented,
"""


def almaty(text: str) -> dt.datetime:
    """Read an instant of Almaty."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.zone())


@pytest.fixture
def another_year(house: None, tmp_path: Path) -> Path:
    """An invented record of 2022: the country, a new district, a city; one without an end."""
    path = tmp_path / "levels_2022.csv"
    path.write_text(RECORD, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_a_record_of_another_year_loads_in_the_same_form(another_year: Path) -> None:
    report = actions.import_levels(another_year, actor=None)
    assert (report.added, report.decisions, report.territories) == (4, 4, ["19/esik"])
    assert actions.import_levels(another_year, actor=None).skipped == 4
    source = DecisionArea.objects.get(decision__number="X2022-02").source
    assert source["source_url"] == "https://example.invalid/2"
    levels = queries.effective_levels(almaty("2022-03-04T00:00"))
    assert [levels[code] for code in ("KZ", "19/esik", "15/aktobe", "15", "75")] == [
        "yellow", "orange", "red", "yellow", "yellow",
    ]  # fmt: skip
    later = queries.effective_levels(almaty("2022-03-16T00:00"))
    assert (later["19/esik"], later["15/aktobe"]) == ("yellow", "red")
    today = queries.effective_levels(almaty("2022-04-02T00:00"))
    assert (today["KZ"], today["19/esik"], today["15/aktobe"]) == ("none", "none", "red")


@pytest.mark.django_db
def test_a_level_is_shown_as_it_was_known_at_a_second_instant(
    another_year: Path, signed_in: SignedIn, reads_english: None
) -> None:
    actions.import_levels(another_year, actor=None)
    page = "/levels/territory/19/esik/"
    told = signed_in("aigerim").get(page, {"at": "02.03.2022 12:00"})
    assert told.context["then"].level == "orange"
    before = signed_in("aigerim").get(page, {"at": "02.03.2022 12:00", "known": "2 March 2022"})
    assert before.context["then"].level == "yellow"
    assert "As it was known at 2 March 2022, 00:00" in before.content.decode()
    assert [one.level for one in before.context["spans"]][-1] == "yellow"


@pytest.mark.django_db
def test_the_whole_land_is_shown_at_any_instant(
    another_year: Path, signed_in: SignedIn, reads_english: None
) -> None:
    actions.import_levels(another_year, actor=None)
    client = signed_in("governor")
    then = client.get("/levels/then/", {"at": "2022-03-04", "known": "03.03.2022 00:00"})
    laid = {one.territory.code: one.level for one in then.context["overview"].laid}
    # The bare date 3 March is known from its 00:00 on, and 15/aktobe was announced on that day.
    assert laid == {"KZ": "yellow", "19/esik": "orange", "15/aktobe": "red"}
    earlier = client.get("/levels/then/", {"at": "2022-03-04", "known": "02.03.2022 17:59"})
    assert [one.territory.code for one in earlier.context["overview"].laid] == ["KZ"]
    empty = client.get("/levels/then/", {"at": "1 января 2015 г."})
    assert "No level was in force anywhere at that instant." in empty.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["yesterday", "31.02.2022", "0001-01-01", "99999", "\x07"])
def test_what_is_no_moment_is_answered_with_an_example(
    signed_in: SignedIn, reads_english: None, typed: str
) -> None:
    for page in ("/levels/then/", "/levels/territory/75/"):
        shown = signed_in("dauren").get(page, {"at": typed})
        assert shown.status_code == 200
        assert "Write a day or a moment" in shown.content.decode()


@pytest.mark.django_db
def test_the_west_kept_another_clock_until_2024(
    another_year: Path, signed_in: SignedIn, reads_english: None
) -> None:
    actions.import_levels(another_year, actor=None)
    page = signed_in("dauren").get("/levels/territory/15/aktobe/").content.decode()
    assert "12:00 local time (UTC+5)" in page
    assert "local time" not in signed_in("dauren").get("/levels/territory/75/").content.decode()


@pytest.mark.parametrize(
    ("instant", "zone", "said"),
    [
        ("2024-02-29T23:00", "Asia/Aqtobe", "22:00 local time (UTC+5)"),
        ("2024-03-01T00:30", "Asia/Aqtobe", ""),
        ("2016-06-06T12:00", "Asia/Oral", "11:00 local time (UTC+5)"),
        ("2017-01-16T00:00", "Asia/Oral", "15 January 2017, 23:00 local time (UTC+5)"),
        ("2016-06-06T12:00", "Asia/Almaty", ""),
        ("2016-06-06T12:00", "", ""),
    ],
)
def test_a_local_time_is_said_where_the_clocks_differed(
    instant: str, zone: str, said: str
) -> None:
    assert time_there(almaty(instant), zone) == said


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("40 суток", "2016-06-06T12:00", "2016-07-16T00:00"),
        ("14 (он төрт) тәулік мерзімге", "2022-01-13T00:00", "2022-01-27T00:00"),
        ("30 тәулікке", "2016-07-16T00:00", "2016-08-15T00:00"),
        ("until 15 January 2017 inclusive", "2016-08-15T00:00", "2017-01-16T00:00"),
        ("2017 жылғы 15 қаңтарға дейін (қоса алғанда)", "2016-08-15T00:00", "2017-01-16T00:00"),
        ("2017 жылғы 15 қаңтарды қоса алғанға дейін", "2016-08-15T00:00", "2017-01-16T00:00"),
        ("2017 жылдың 15 қаңтарын қоса алғанда", "2016-08-15T00:00", "2017-01-16T00:00"),
        ("2022 жылғы 19 қаңтар сағат 23:59-ға дейін", "2022-01-05T00:00", "2022-01-19T23:59"),
        ("19 қаңтар 23.59-ға дейін", "2022-01-05T00:00", "2022-01-19T23:59"),
        ("до 23 часов 59 минут 19 января 2022 года", "2022-01-05T00:00", "2022-01-19T23:59"),
        ("until 11:59 pm on 19 January 2022", "2022-01-05T00:00", "2022-01-19T23:59"),
        ("10 days", "2022-01-16T10:00", "2022-01-26T00:00"),
        ("20 ақпанға дейін", "2022-01-16T10:00", "2022-02-20T00:00"),
        ("5 ай мерзімге", "2016-08-15T00:00", "2017-01-15T00:00"),
        ("48 сағатқа", "2022-01-05T10:00", "2022-01-07T10:00"),
    ],
)
def test_the_end_of_a_term_follows_from_its_words(words: str, start: str, end: str) -> None:
    assert end_of_term(words, almaty(start)).ends_at == almaty(end)


@pytest.mark.parametrize(
    "words",
    ["until further notice", "до особого распоряжения", "ерекше өкімге дейін",
     "келесі хабарламаға дейін", "әрі қарайғы өкімге дейін", "до дальнейшего уведомления"],
)  # fmt: skip
def test_until_further_notice_has_no_end(words: str) -> None:
    term = end_of_term(words, almaty("2022-01-05T10:00"))
    assert (term.ends_at, term.is_open) == (None, True)


@pytest.mark.parametrize(
    "words",
    ["до 31 декабря 9999 года включительно", "until 1 January 2400", "9999 месяцев", "9999 weeks"],
)
def test_what_lies_past_the_century_is_not_understood(words: str) -> None:
    term = end_of_term(words, almaty("2022-01-05T10:00"))
    assert (term.ends_at, term.is_open, term.is_understood) == (None, False, False)


def test_a_last_day_that_still_counts_is_told_from_one_that_does_not() -> None:
    assert is_inclusive("до 15 января 2017 года включительно")
    assert not is_inclusive("до 15 января 2017 года")
    assert not is_inclusive("14 суток")


@pytest.mark.django_db
def test_what_ends_within_three_days_leads_to_a_decision(
    cast: Cast, signed_in: SignedIn, reads_english: None,
    propose: Callable[..., LevelDecision], approve: Callable[[LevelDecision], LevelDecision],
) -> None:  # fmt: skip
    soon = approve(propose(term="3 days"))
    page = signed_in("dauren").get("/levels/").content.decode()
    assert "Ends within 72 hours" in page
    assert f'href="/levels/{soon.pk}/end/"' in page


@pytest.mark.django_db
def test_the_papers_for_the_dark_hour_speak_both_languages(
    signed_in: SignedIn, published: LevelDecision
) -> None:
    state = signed_in("dauren").get("/levels/print/").content.decode()
    for said in ("Алматы қаласы", "город Алматы", "орташа («сары»)", "умеренный («желтый»)",
                 published.number, "Dauren Iskakov", "saule@example.invalid"):  # fmt: skip
        assert said in state
    form = signed_in("saule").get("/levels/print/form/").content.decode()
    for said in ("Шешімнің нөмірі", "Номер решения", "Бекіткен — басқа адам", "шекті («қызыл»)"):
        assert said in form


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["aigerim", "serik", "governor", "auditor", "administrator"])
def test_only_a_headquarters_prints_whom_to_call(signed_in: SignedIn, name: str) -> None:
    for page in ("/levels/print/", "/levels/print/form/"):
        assert signed_in(name).get(page).status_code == 404


@pytest.mark.django_db
def test_the_public_record_loads_with_its_sources(house: None) -> None:
    actions.import_levels(DATA / "levels_2016.csv", actor=None)
    sources = DecisionArea.objects.values_list("source__source_url", flat=True)
    assert len(sources) == len((DATA / "levels_2016.csv").read_text().splitlines()) - 1
    assert all(source.startswith("http") for source in sources)
