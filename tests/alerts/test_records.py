"""The public record: what it says at which instant, and how a file is loaded or refused."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Territory
from alerts import queries
from alerts.models import DecisionArea, LevelDecision
from audit.models import Entry
from notices.models import Delivery, Notice

DATA = Path(__file__).resolve().parents[2] / "data"
RECORD = DATA / "levels_2016.csv"
COLUMNS = RECORD.read_text(encoding="utf-8").splitlines()[0].split(",")

Line = dict[str, str]
pytestmark = pytest.mark.usefixtures("house")


def load(path: Path) -> str:
    """Run the command and return what it says."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_levels", str(path), stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def refusal_of(path: Path) -> str:
    """Run the command on a file that it must refuse, and return what it says."""
    err = io.StringIO()
    with pytest.raises(CommandError, match="refused whole"):
        call_command("import_levels", str(path), stdout=io.StringIO(), stderr=err)
    return err.getvalue()


def level_at(instant: str, code: str) -> str:
    """Ask the command for one territory."""
    out = io.StringIO()
    call_command("level_at", instant, "--territory", code, stdout=out)
    return out.getvalue().strip()


def all_at(instant: str) -> dict[str, str]:
    """Ask the command for everything."""
    out = io.StringIO()
    call_command("level_at", instant, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[..., Path]:
    """Write rows into a file with the columns of the record."""

    def write(rows: Iterable[Line], name: str = "record.csv", **options: str) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=options.get("encoding", "utf-8"), newline="") as lines:
            writer = csv.DictWriter(
                lines, COLUMNS, restval="", delimiter=options.get("delimiter", ",")
            )
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def row(seq: int, paper: str, code: str, action: str, levels: str, at: str, **more: str) -> Line:
    """Describe one act: `levels` is "before>after"."""
    before, after = levels.split(">")
    return {
        "seq": str(seq), "decision_id": paper, "territory_code": code, "action": action,
        "level_from": before, "level_to": after, "effective_from": at, **more,
    }  # fmt: skip


def test_the_file_of_2016_loads_without_a_warning() -> None:
    said = load(RECORD)
    assert said == "8 acts of 8 decisions loaded, 0 already there\n"


@pytest.mark.parametrize(
    ("instant", "code", "level"),
    [
        ("2016-06-05T14:59:59+05:00", "15/aktobe", "none"),
        ("2016-06-05T15:00:00+05:00", "15/aktobe", "red"),
        ("2016-06-05T15:00:00+05:00", "15", "none"),
        ("2016-06-07T00:00:00+06:00", "15/aktobe", "red"),
        ("2016-06-07T00:00:00+06:00", "15", "yellow"),
        ("2016-06-07T00:00:00+06:00", "75", "yellow"),
        ("2016-06-12T19:00:00+05:00", "15/aktobe", "yellow"),
        ("2016-07-18T12:19:00+06:00", "75", "yellow"),
        ("2016-07-18T12:20:00+06:00", "75", "red"),
        ("2016-07-18T12:20:00+06:00", "19", "yellow"),
        ("2016-07-19T12:00:00+06:00", "75", "yellow"),
        ("2016-07-16T00:00:00+06:00", "KZ", "yellow"),
        ("2016-08-15T00:00:00+06:00", "KZ", "yellow"),
    ],
)
def test_the_record_says_what_its_sources_say(instant: str, code: str, level: str) -> None:
    load(RECORD)
    assert level_at(instant, code) == level


def test_the_yellow_of_2016_ends_everywhere_at_one_midnight() -> None:
    load(RECORD)
    last, first = all_at("2017-01-15T23:59:59+06:00"), all_at("2017-01-16T00:00:00+06:00")
    assert set(last) == set(Territory.objects.values_list("code", flat=True))
    assert set(last.values()) == {"yellow"}
    assert set(first.values()) == {"none"}


def test_what_was_known_then_differs_from_what_is_known_now() -> None:
    load(RECORD)
    said = io.StringIO()
    call_command(
        "level_at", "2016-09-01T00:00:00+06:00", "--territory", "KZ",
        "--known-at", "2016-08-01T00:00:00+06:00", stdout=said,
    )  # fmt: skip
    assert said.getvalue().strip() == "none"
    assert level_at("2016-09-01T00:00:00+06:00", "KZ") == "yellow"


def test_loading_twice_changes_nothing_and_tells_nobody() -> None:
    load(RECORD)
    before = (LevelDecision.objects.count(), DecisionArea.objects.count(), Entry.objects.count())
    assert load(RECORD) == "0 acts of 0 decisions loaded, 8 already there\n"
    after = (LevelDecision.objects.count(), DecisionArea.objects.count(), Entry.objects.count())
    assert before == after == (8, 8, before[2])
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()


def test_every_decision_loaded_stands_in_the_record() -> None:
    load(RECORD)
    loaded = Entry.objects.filter(verb="loaded the decision from the public record")
    assert sorted(loaded.values_list("object_name", flat=True)) == sorted(
        LevelDecision.objects.values_list("number", flat=True)
    )


def test_the_row_keeps_all_its_columns() -> None:
    load(RECORD)
    act = DecisionArea.objects.get(decision__number="D2016-05")
    assert act.source["announced_by"] == "ATC on the KNB site; city police"
    assert act.start_precision == "minute"
    assert act.decision.authority == "Chairman of the KNB"


def test_the_same_row_with_other_content_is_refused_by_name(
    file_of: Callable[..., Path],
) -> None:
    first = row(1, "D1", "75", "set", "none>yellow", "2022-01-05T10:00:00+06:00")
    load(file_of([first]))
    said = refusal_of(file_of([{**first, "level_to": "orange"}]))
    assert "D1, seq 1" in said
    assert "level_to" in said
    assert level_at("2022-01-06T00:00:00+06:00", "75") == "yellow"


BAD = {
    "action": ({"action": "proclaim"}, "unknown action “proclaim”"),
    "level": ({"level_to": "purple"}, "unknown level “purple”"),
    "no level": ({"level_to": ""}, "level_to is empty"),
    "no colour": ({"level_to": "none"}, "cannot follow the action"),
    "instant": ({"effective_from": "5 January"}, "not an ISO instant"),
    "offset": ({"effective_from": "2022-01-05T10:00:00"}, "lacks its offset"),
    "no instant": ({"effective_from": ""}, "effective_from is empty"),
    "end": ({"valid_until": "2022-01-01T00:00:00+06:00"}, "not after effective_from"),
    "territory": ({"territory_code": "99"}, "unknown territory “99”"),
    "unit": ({"territory_code": "99/somewhere"}, "unknown unit"),
    "type": ({"territory_code": "19/new", "territory_type": "village"}, "city or district"),
    "name": ({"territory_code": "19/new", "territory_type": "city"}, "has no name"),
    "seq": ({"seq": "one"}, "not a whole number"),
    "paper": ({"decision_id": ""}, "decision_id is empty"),
    "announced": ({"announced_at": "yesterday"}, "neither a date nor an instant"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_is_named_and_the_whole_file_refused(
    what: str, file_of: Callable[..., Path]
) -> None:
    changed, why = BAD[what]
    good = row(1, "D1", "75", "set", "none>yellow", "2022-01-05T10:00:00+06:00")
    bad = row(2, "D2", "19", "set", "none>orange", "2022-01-05T10:00:00+06:00") | changed
    said = refusal_of(file_of([good, bad]))
    assert "line 3" in said
    assert why in said
    assert not LevelDecision.objects.exists()
    assert not DecisionArea.objects.exists()
    assert not Territory.objects.filter(code="19/new").exists()


def test_every_bad_row_is_named(file_of: Callable[..., Path]) -> None:
    rows = [
        row(seq, "D1", "75", "nonsense", "none>yellow", "2022-01-05T10:00:00+06:00")
        for seq in (1, 2, 3)
    ]
    assert [f"line {line} " in refusal_of(file_of(rows)) for line in (2, 3, 4)] == [True] * 3


def test_a_row_with_too_few_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text(",".join(COLUMNS) + "\n1,D1,75\n", encoding="utf-8")
    assert "number of columns" in refusal_of(path)


def test_a_heading_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "heading.csv"
    path.write_text("seq,territory_code\n1,75\n", encoding="utf-8")
    assert "decision_id, action, level_to, effective_from" in refusal_of(path)


def test_a_byte_order_mark_quotes_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    text = RECORD.read_text(encoding="utf-8").replace("\n", "\r\n") + "\r\n,,,,,,,,,,,,,,,,,,,\r\n"
    path = tmp_path / "bom.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    assert load(path).startswith("8 acts")


def test_a_level_before_that_differs_is_a_warning_only(file_of: Callable[..., Path]) -> None:
    rows = [
        row(1, "D1", "KZ", "set", "none>red", "2022-01-05T10:00:00+06:00"),
        row(2, "D2", "75", "set", "none>orange", "2022-01-06T10:00:00+06:00"),
    ]
    said = load(file_of(rows))
    assert "warning: line 3 (D2, seq 2): level_from says none, the replay gives red" in said
    assert level_at("2022-01-07T00:00:00+06:00", "75") == "red"


def test_an_unknown_place_is_created_without_a_kazakh_name(file_of: Callable[..., Path]) -> None:
    said = load(
        file_of(
            [
                row(
                    1,
                    "D1",
                    "47/zhanaozen",
                    "set",
                    "none>yellow",
                    "2022-01-05T10:00:00+05:00",
                    territory_type="city",
                    territory_name_en="Zhanaozen city",
                    territory_name_ru="город Жанаозен",
                )
            ]
        )
    )
    place = Territory.objects.get(code="47/zhanaozen")
    assert "47/zhanaozen: its Kazakh name is missing" in said
    assert (place.name_ru, place.kind, place.is_kazakh_name_missing) == (
        "город Жанаозен", "city", True,
    )  # fmt: skip
    assert level_at("2022-01-06T00:00:00+05:00", "47/zhanaozen") == "yellow"
    assert level_at("2022-01-06T00:00:00+05:00", "47") == "none"


def test_an_end_is_computed_where_only_the_words_are_given(file_of: Callable[..., Path]) -> None:
    rows = [
        row(
            1, "D1", "75", "set", "none>orange", "2022-01-13T00:00:00+06:00",
            term_text="14 days (14 суток)",
        )
    ]  # fmt: skip
    load(file_of(rows))
    assert level_at("2022-01-26T23:59:59+06:00", "75") == "orange"
    assert level_at("2022-01-27T00:00:00+06:00", "75") == "none"


def january_2022() -> list[Line]:
    """A record in the manner of January 2022: rows shuffled, decisions not adjacent."""
    units = ["11", "15", "23", "27", "35", "39", "43", "47", "55", "59", "61", "63", "71", "79"]
    rows = [
        row(
            1, "J-01", "KZ", "set", "none>red", "2022-01-05T23:00:00+06:00",
            valid_until="2022-01-19T00:00:00+06:00", announced_at="2022-01-07",
        ),
        row(20, "J-03", "75", "keep", "red>red", "2022-01-13T00:00:00+06:00"),
        row(
            21, "J-04", "75", "lower", "red>orange", "2022-01-18T00:00:00+06:00",
            valid_until="2022-01-26T23:59:00+06:00", announced_at="2022-01-17T20:00:00+06:00",
        ),
        row(
            22, "J-05", "19", "extend", "red>red", "2022-01-19T00:00:00+06:00",
            valid_until="2022-01-26T00:00:00+06:00",
        ),
        row(
            23, "J-06", "19/talgar", "set", "none>yellow", "2022-01-26T00:00:00+06:00",
            term_text="14 days",
        ),
        row(24, "J-01", "31", "expire", "red>none", "2022-01-19T00:00:00+06:00"),
        row(25, "J-05", "19", "expire", "red>none", "2022-01-26T00:00:00+06:00"),
    ]  # fmt: skip
    rows += [
        row(seq, "J-02", code, "cancel_part", "red>none", "2022-01-12T18:00:00Z")
        for seq, code in enumerate(units, start=2)
    ]
    return rows[::2] + rows[1::2]


def test_a_record_in_the_manner_of_2022_plays_as_it_was(file_of: Callable[..., Path]) -> None:
    said = load(file_of(january_2022()))
    assert "warning" not in said
    sixth, thirteenth = all_at("2022-01-06T12:00:00+06:00"), all_at("2022-01-13T00:00:00+06:00")
    assert set(sixth.values()) == {"red"}
    left = {code for code, level in thirteenth.items() if level == "red" and "/" not in code}
    assert left == {"KZ", "75", "19", "31", "33"}
    assert all_at("2022-01-12T23:59:59+06:00")["71"] == "red"
    eighteenth = all_at("2022-01-18T12:00:00+06:00")
    assert (eighteenth["75"], eighteenth["31"], eighteenth["19/talgar"]) == (
        "orange", "red", "red",
    )  # fmt: skip
    after = all_at("2022-01-19T00:00:00+06:00")
    assert {code for code, level in after.items() if level == "red" and "/" not in code} == {
        "19", "33",
    }  # fmt: skip
    assert (after["75"], after["31"]) == ("orange", "none")
    assert level_at("2022-01-26T23:58:59+06:00", "75") == "orange"
    assert level_at("2022-01-26T23:59:00+06:00", "75") == "none"
    last = all_at("2022-02-08T23:59:59+06:00")
    assert {code for code, level in last.items() if level != "none"} == {"19/talgar"}
    assert set(all_at("2022-02-09T00:00:00+06:00").values()) == {"none"}


def test_a_record_in_the_manner_of_2024_with_cities_and_an_early_end(
    file_of: Callable[..., Path],
) -> None:
    cities = [("71", ""), ("75", ""), ("35/karaganda", "city"), ("11/kokshetau", "city")]
    rows = [
        row(
            seq, "S-01", code, "set", "none>yellow", "2024-07-02T00:00:00+05:00",
            term_text="2–5 July 2024", territory_type=kind, announced_at="2024-07-01",
        )
        for seq, (code, kind) in enumerate(cities, start=1)
    ] + [
        row(seq, "S-02", code, "cancel", "yellow>none", "2024-07-04T20:00:00+05:00")
        for seq, (code, _kind) in enumerate(cities, start=5)
    ]  # fmt: skip
    load(file_of(rows))
    during = all_at("2024-07-03T12:00:00+05:00")
    assert {code for code, level in during.items() if level == "yellow"} == {
        code for code, _kind in cities
    }
    assert set(all_at("2024-07-04T20:00:00+05:00").values()) == {"none"}
    ends = DecisionArea.objects.filter(decision__number="S-01").values_list("ends_at", flat=True)
    assert {end.isoformat() for end in ends if end} == {"2024-07-05T19:00:00+00:00"}


def test_rows_of_a_later_file_join_the_decision_they_name(file_of: Callable[..., Path]) -> None:
    load(file_of([row(1, "D1", "75", "set", "none>red", "2022-01-05T10:00:00+06:00")]))
    load(file_of([row(2, "D1", "75", "expire", "red>none", "2022-01-09T10:00:00+06:00")]))
    assert LevelDecision.objects.count() == 1
    assert level_at("2022-01-09T10:00:00+06:00", "75") == "none"


def test_an_unknown_territory_and_a_bad_instant_are_told() -> None:
    with pytest.raises(CommandError, match="no territory XX"):
        level_at("2016-06-07T00:00:00+06:00", "XX")
    with pytest.raises(CommandError, match="Not an ISO instant"):
        level_at("yesterday", "75")


def test_effective_levels_leave_out_what_does_not_exist_then() -> None:
    load(RECORD)
    found = queries.effective_levels(
        DecisionArea.objects.get(decision__number="D2016-02").starts_at
    )
    assert "61" not in found
    assert found["51"] == "yellow"
