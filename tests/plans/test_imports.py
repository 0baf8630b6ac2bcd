"""Tables of plans brought in: read, refused, mended, compared, applied whole or not at all."""

import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from agencies.models import Territory
from audit.models import Entry
from plans import actions, queries, tasks
from plans.actions import MoneySpec
from plans.models import ActionPlan, PlanImport, PlanImportRow, PlanItem, PlanSection
from tests.cast import Cast
from tests.plans import tables
from tests.plans.test_term_phrases import each_year

TERMS = {
    "1": each_year("12-20"),
    "2": each_year("01-10", "07-10"),
    "3": each_year("01-05", "04-05", "07-05", "10-05"),
    "4": ["2015-12-31"],
    "5": each_year("01-15", first=2014),
    "6": each_year("12-31"),
    "7": ["2014-03-01"],
    "8": each_year("06-30", "12-31"),
    "9": each_year("04-01"),
    "10": [],
}
GOOD = tables.table("A", "ru", "xlsx")
EVERY = [(form, language, kind) for form in "ABC" for language in ("ru", "kk")
         for kind in ("xlsx", "docx")]  # fmt: skip


def apply(plan: ActionPlan, cast: Cast, content: bytes, name: str = "plan.xlsx") -> PlanImport:
    """Bring a file in and apply it."""
    return actions.apply_plan_import(tables.bring(plan, cast, content, name), actor=cast.serik)


def standing(plan: ActionPlan) -> dict[str, PlanItem]:
    """Return the measures that stand in the plan by number."""
    return {item.number: item for item in plan.items.filter(removed_in__isnull=True)}


def ten(*changed: tuple[str, int, str]) -> list[list[str]]:
    """Return the ten rows with some cells changed: number, column, words."""
    rows = {row[0]: list(row) for row in tables.RU}
    for number, column, text in changed:
        rows[number][column] = text
    return list(rows.values())


def places(item: PlanItem) -> list[str]:
    """Write those responsible for a measure out."""
    return [
        f"{row.body.code if row.body else row.group}{' lead' if row.is_lead else ''}"
        for row in item.responsible.select_related("body").order_by("position")
    ]


@pytest.mark.parametrize(("form", "language", "kind"), EVERY)
def test_the_ten_rows_come_in_with_the_dates_of_appendix_b(
    adopted: ActionPlan, cast: Cast, form: str, language: str, kind: str
) -> None:
    """Whatever the form, the language and the kind of file."""
    one = apply(adopted, cast, tables.table(form, language, kind), f"plan.{kind}")
    assert (one.state, one.form, one.language) == ("applied", form, language)
    items = standing(adopted)
    assert list(items) == [str(number) for number in range(1, 11)]
    found = {
        number: [day.isoformat() for day in queries.term_of(item).before_shift]
        for number, item in items.items()
    }
    assert found == TERMS
    assert places(items["1"]) == ["knb lead", "mia", "mod", "mes", "unit_commissions"]
    assert places(items["2"]) == ["unit_commissions", "mia"]
    assert places(items["6"]) == ["atc lead"]
    assert places(items["9"]) == ["all_members"]
    assert items["1"].responsible.get(position=1).by_agreement
    assert items["7"].form_of_completion.code == "methodological_recommendations"
    assert {item.not_worded_in for item in items.values()} == {"kk" if language == "ru" else "ru"}


def test_sums_and_set_phrases_of_money_come_in(adopted: ActionPlan, cast: Cast) -> None:
    """Millions by source; of two sources undivided; by year in form B."""
    apply(adopted, cast, tables.table("A", "ru", "xlsx"))
    items = standing(adopted)
    assert [item.costs for item in items.values()] == [
        "within_budget", "not_required", "amount", "amount", "amount", "not_required",
        "not_required", "amount", "not_required", "within_budget",
    ]  # fmt: skip
    assert items["1"].funding == "republican,local"
    sums = {n: [(m.source, m.year, str(m.amount)) for m in items[n].money.all()] for n in "458"}
    assert sums == {
        "4": [("republican", None, "1250.000")],
        "5": [("local", None, "520.000")],
        "8": [("undivided", None, "30.000")],
    }
    apply(adopted, cast, tables.table("B", "ru", "docx"), "b.docx")
    assert [(m.year, str(m.amount)) for m in standing(adopted)["4"].money.all()] == [
        (2015, "1250.000")
    ]


def test_the_same_file_again_changes_nothing(adopted: ActionPlan, cast: Cast) -> None:
    """No new row, no new entry; the same table in another file differs in nothing."""
    content = tables.table("A", "ru", "xlsx")
    first = apply(adopted, cast, content)
    before = Entry.objects.count(), PlanItem.objects.count(), PlanImport.objects.count()
    assert apply(adopted, cast, content, "again.xlsx") == first
    assert (Entry.objects.count(), PlanItem.objects.count(), PlanImport.objects.count()) == before
    other = tables.bring(adopted, cast, tables.table("A", "ru", "docx"), "plan.docx")
    assert queries.rehearsal_of(other).difference.is_nothing
    actions.apply_plan_import(other, actor=cast.serik)
    assert {item.pk for item in PlanItem.objects.all()} == {
        item.pk for item in standing(adopted).values()
    }


def test_the_other_language_adds_its_wording(adopted: ActionPlan, cast: Cast) -> None:
    """The same measures, now worded in both languages; the dates are the same."""
    apply(adopted, cast, tables.table("A", "ru", "xlsx"))
    apply(adopted, cast, tables.table("A", "kk", "docx"), "kk.docx")
    items = standing(adopted)
    assert PlanItem.objects.count() == 10
    assert items["4"].text_ru == tables.RU[3][1]
    assert items["4"].text_kk == tables.KK[3][1]
    assert {item.not_worded_in for item in items.values()} == {""}


def test_another_date_in_the_other_language_is_noted(adopted: ActionPlan, cast: Cast) -> None:
    """The two papers must say the same; where they do not, the dry run says so."""
    apply(adopted, cast, tables.table("A", "ru", "xlsx"))
    rows = [list(row) for row in tables.KK]
    rows[3][4] = "2016 жылғы IV тоқсан"
    one = tables.bring(adopted, cast, tables.table("A", "kk", "xlsx", rows), "kk.xlsx")
    notes = [
        note for note in queries.rehearsal_of(one).notes if "other language" in note["message"]
    ]
    assert [(note["cell"], note["message"]) for note in notes] == [
        ("E8", "The table in the other language gives other dates: “IV квартал 2015 года”.")
    ]


def test_a_new_version_shows_the_difference(adopted: ActionPlan, cast: Cast) -> None:
    """Added, changed field by field, taken out; the approved version stays as it was."""
    apply(adopted, cast, tables.table("A", "ru", "xlsx"))
    version = adopted.versions.get()
    actions.approve_version(version, actor=cast.serik, act_title="№ 1")
    rows = ten(("4", 4, "I квартал 2016 года"), ("4", 3, "МЧС, МВД"))[:9]
    rows.append(["11", "Новое мероприятие", "отчет", "МВД", "ежегодно", "-", "-"])
    one = tables.bring(adopted, cast, tables.table("A", "ru", "xlsx", rows), "new.xlsx")
    difference = queries.rehearsal_of(one).difference
    assert difference.counts == {"added": 1, "changed": 1, "removed": 1, "unchanged": 8}
    assert difference.changed[0].fields == {
        "responsible": ("МЧС (collects)", "МЧС (collects), МВД"),
        "term": ("IV квартал 2015 года", "I квартал 2016 года"),
    }
    actions.apply_plan_import(one, actor=cast.serik)
    second = adopted.versions.get(number=2)
    old, new = adopted.items.filter(number="4").order_by("pk")
    assert (old.removed_in, new.added_in, new.previous) == (second, second, old)
    assert old.term_ru == "IV квартал 2015 года"
    assert adopted.items.get(number="10").removed_in == second
    assert adopted.items.of_version(1).count() == 10


def test_what_this_version_entered_is_changed_in_place(adopted: ActionPlan, cast: Cast) -> None:
    """Before approval there is no history to keep: changed and taken out without a trace."""
    apply(adopted, cast, tables.table("A", "ru", "xlsx"))
    ids = {item.pk for item in PlanItem.objects.all()}
    rows = ten(("3", 5, "50,0"))[:9]
    apply(adopted, cast, tables.table("A", "ru", "xlsx", rows), "new.xlsx")
    assert {item.pk for item in PlanItem.objects.all()} < ids
    assert str(standing(adopted)["3"].money.get().amount) == "50.000"
    assert "10" not in standing(adopted)


def sums(item: PlanItem) -> list[tuple[str, str, str, str]]:
    """Write the sums of a measure out: kind, source, land, amount."""
    rows = item.money.select_related("territory")
    return sorted(
        (one.kind, one.source, one.territory.code if one.territory else "", f"{one.amount:f}")
        for one in rows
    )


def divide(item: PlanItem, cast: Cast, *wanted: tuple[str, str, str | None, int]) -> None:
    """Enter sums of a measure: kind, source, land, amount."""
    for kind, source, land, amount in wanted:
        where = Territory.objects.get(code=land) if land else None
        spec = MoneySpec(source, Decimal(amount), None, kind, where)
        actions.add_item_money(item, actor=cast.serik, money=spec)


def test_what_no_table_says_passes_to_the_next_version(adopted: ActionPlan, cast: Cast) -> None:
    """Allocated, spent and regional sums go on; of the planned sum only the rest is written."""
    apply(adopted, cast, GOOD)
    old = standing(adopted)["5"]
    actions.approve_version(adopted.versions.get(), actor=cast.serik, act_title="№ 1")
    divide(old, cast, ("allocated", "local", None, 400), ("spent", "local", "75", 90),
           ("planned", "local", "75", 500))  # fmt: skip
    before = sums(old)
    for amount, rest in (("600,0", "100.000"), ("700,0", "200.000")):
        rows = ten(("5", 5, amount))
        apply(adopted, cast, tables.table("A", "ru", "xlsx", rows), f"{amount}.xlsx")
        new = standing(adopted)["5"]
        assert new.previous == old
        assert sums(new) == [
            ("allocated", "local", "", "400.000"),
            ("planned", "local", "", rest),
            ("planned", "local", "75", "500.000"),
            ("spent", "local", "75", "90.000"),
        ]
    assert sums(old) == before


def test_regional_sums_that_add_up_to_the_table_stand_alone(
    adopted: ActionPlan, cast: Cast
) -> None:
    """The planned money is not doubled; the same table again changes nothing."""
    apply(adopted, cast, GOOD)
    item = standing(adopted)["5"]
    item.money.all().delete()
    divide(item, cast, ("planned", "local", "75", 300), ("planned", "local", "15", 220))
    regional = sums(item)
    again = tables.bring(adopted, cast, tables.table("A", "ru", "docx"), "same.docx")
    assert queries.rehearsal_of(again).difference.is_nothing
    rows = ten(("5", 4, "2015-2017 годы, ежегодно к 15 января"))
    apply(adopted, cast, tables.table("A", "ru", "xlsx", rows), "term.xlsx")
    assert sums(standing(adopted)["5"]) == regional
    rows = ten(("5", 5, "400,0"))
    apply(adopted, cast, tables.table("A", "ru", "xlsx", rows), "less.xlsx")
    assert sums(standing(adopted)["5"]) == [("planned", "local", "", "400.000")]


def test_cells_beyond_any_plan_are_named_and_break_no_page(
    adopted: ActionPlan, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    """A year of zero and a sum of thirty figures: a sentence each, on the page as in the list."""
    rows = ten(("6", 4, "ежегодно, 0000-2017 годы"), ("4", 5, "9" * 30), ("5", 5, "0," + "9" * 30))
    one = tables.bring(adopted, cast, tables.table("A", "ru", "xlsx", rows))
    found = {cell["cell"]: cell["message"] for cell in queries.rehearsal_of(one).problems}
    assert list(found) == ["F8", "F9", "E10"]
    assert signed_in("serik").get(one.get_absolute_url()).status_code == 200


BAD = (
    ("2", 4, "скоро", "E6", "term", "скоро"),
    ("3", 3, "Минфантазии, акимы", "D7", "responsible", "минфантазии"),
    ("4", 2, "ликование", "C8", "form", "vocabulary"),
    ("5", 5, "много", "F9", "cost", "not understood"),
    ("7", 6, "клад", "G11", "source", "source of funds"),
    ("8", 0, "восемь", "A12", "number", "number"),
    ("9", 1, "", "B13", "text", "empty"),
)


def test_every_cell_not_understood_is_named_and_nothing_is_applied(
    adopted: ActionPlan, cast: Cast
) -> None:
    """Row and cell of each; applying is refused whole; the command says the same."""
    rows = ten(*((number, column, text) for number, column, text, *_ in BAD))
    one = tables.bring(adopted, cast, tables.table("A", "ru", "xlsx", rows))
    problems = queries.rehearsal_of(one).problems
    assert [(p["cell"], p["column"]) for p in problems] == [(bad[3], bad[4]) for bad in BAD]
    for problem, bad in zip(problems, BAD, strict=True):
        assert bad[5] in problem["message"]
    with pytest.raises(ValidationError, match="7 cells are not understood"):
        actions.apply_plan_import(one, actor=cast.serik)
    assert not PlanItem.objects.exists()


def test_cells_are_mended_in_place_and_the_file_stays(adopted: ActionPlan, cast: Cast) -> None:
    """What was mended is recorded old and new; then the table is applied."""
    rows = ten(("2", 4, "скоро"), ("4", 2, "ликование"))
    one = tables.bring(adopted, cast, tables.table("A", "ru", "xlsx", rows))
    row = {cell["cell"]: cell["row"] for cell in queries.rehearsal_of(one).problems}
    cells = {(row["E6"], "term"): "I квартал 2014 года", (row["C8"], "form"): "акт ввода"}
    actions.mend_plan_import(one, actor=cast.serik, cells=cells)
    entry = Entry.objects.order_by("-pk")[0]
    assert entry.changes["6: term"] == ["скоро", "I квартал 2014 года"]
    before = Entry.objects.count()
    actions.mend_plan_import(one, actor=cast.serik, cells=cells)
    assert Entry.objects.count() == before
    assert PlanImportRow.objects.get(place=6).cells["term"] == "скоро"
    actions.apply_plan_import(one, actor=cast.serik)
    assert standing(adopted)["2"].term_ru == "I квартал 2014 года"


def test_sections_and_numbers_of_three_steps_are_kept(adopted: ActionPlan, cast: Cast) -> None:
    """1.10 stands after 1.9; a bare numbered row above its points is a section."""
    measure = tables.RU[3][1:]
    rows = [
        ["Раздел I. Предупреждение", *[""] * 6],
        ["1.2.3.", *measure], ["1.9", *measure], ["1.10", *measure],
        ["2", "Минимизация последствий", *[""] * 5],
        ["2.1", *measure],
        ["Итого", "", "", "", "", "5 000,0", ""],
    ]  # fmt: skip
    one = apply(adopted, cast, tables.table("A", "ru", "xlsx", rows))
    assert one.outcome["added"] == 4
    assert list(PlanSection.objects.values_list("number", "name_ru")) == [
        (1, "Предупреждение"), (2, "Минимизация последствий"),
    ]  # fmt: skip
    found = adopted.items.order_by("sort_key").values_list("number", "section__number")
    assert list(found) == [("1.2.3", 1), ("1.9", 1), ("1.10", 1), ("2.1", 2)]


def test_a_number_used_twice_and_merged_cells_get_a_clear_sentence(
    adopted: ActionPlan, cast: Cast
) -> None:
    """The row of the first is named; a merged cell says that it is merged."""
    rows = tables.rows_of("A", "ru", ten(("2", 0, "1"), ("6", 3, "")))
    content = tables.as_xlsx(rows, merge=["D7:D8"])
    problems = queries.rehearsal_of(tables.bring(adopted, cast, content)).problems
    assert [(p["cell"], p["message"]) for p in problems] == [
        ("A4", "The number 1 stands in row 3 already."),
        ("D8", "The cell is merged with the one above: divide it and repeat the words."),
    ]


@pytest.mark.parametrize("name", ["aigerim", "outsider", "dauren", "governor", "auditor"])
def test_who_does_not_keep_the_plan_brings_nothing_in(
    adopted: ActionPlan, cast: Cast, name: str
) -> None:
    """Refused at every step; nothing changed, nothing recorded."""
    one = tables.bring(adopted, cast, GOOD)
    before = Entry.objects.count()
    upload = SimpleUploadedFile("other.xlsx", tables.table("C", "ru", "xlsx"))
    with pytest.raises(PermissionDenied):
        actions.receive_plan_file(adopted, actor=cast[name], upload=upload)
    for act in (actions.apply_plan_import, actions.discard_plan_import,
                actions.record_table_download):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act(one, actor=cast[name])
    with pytest.raises(PermissionDenied):
        actions.mend_plan_import(one, actor=cast[name], cells={(5, "term"): "ежегодно"})
    assert (Entry.objects.count(), PlanItem.objects.count()) == (before, 0)
    assert not queries.visible_imports(cast[name]).exists()


def test_a_large_table_is_read_by_a_worker(adopted: ActionPlan, cast: Cast) -> None:
    """It waits with the number of its rows; the worker reads it once."""
    rows = [[str(number), *tables.RU[2][1:]] for number in range(1, 401)]
    one = tables.bring(adopted, cast, tables.table("A", "ru", "xlsx", rows))
    assert (one.state, one.rows_read) == ("received", 0)
    assert one.rows_total >= 402
    tasks.read_plan_import(one.pk)
    tasks.read_plan_import(one.pk)
    one.refresh_from_db()
    assert (one.state, one.rows.filter(kind="measure").count()) == ("read", 400)
    assert Entry.objects.filter(verb="read a table of the plan").count() == 1


def test_a_table_put_aside_is_not_applied(adopted: ActionPlan, cast: Cast) -> None:
    """Nothing came into the plan; the file may be brought in anew."""
    one = actions.discard_plan_import(tables.bring(adopted, cast, GOOD), actor=cast.serik)
    with pytest.raises(ValidationError, match="not waiting"):
        actions.apply_plan_import(one, actor=cast.serik)
    assert tables.bring(adopted, cast, GOOD).pk != one.pk


def run(path: Path, *options: str) -> dict[str, object]:
    """Run the command and read its answer."""
    told = io.StringIO()
    call_command("import_plan", str(path), "--plan", "programme", "--json", *options, stdout=told)
    answer: dict[str, object] = json.loads(told.getvalue())
    return answer


def test_the_command_is_the_same_code(adopted: ActionPlan, cast: Cast, tmp_path: Path) -> None:
    """A dry run changes nothing; then applied; then the same again changes nothing."""
    path = tmp_path / "plan.docx"
    path.write_bytes(tables.table("B", "kk", "docx"))
    dry = run(path, "--dry-run")
    assert (dry["rows"], dry["added"], dry["problems"], dry["applied"]) == (10, 10, [], False)
    assert (PlanImport.objects.count(), PlanItem.objects.count()) == (0, 0)
    measures = dry["measures"]
    assert isinstance(measures, list)
    assert {one["number"]: one["shifted"] for one in measures} == TERMS
    assert measures[6]["dates"] == ["2014-02-28"]
    assert run(path, "--as", "serik@example.invalid")["applied"] is True
    before = Entry.objects.count(), PlanItem.objects.count()
    again = run(path, "--as", "serik@example.invalid")
    assert (again["added"], again["unchanged"]) == (0, 10)
    assert (Entry.objects.count(), PlanItem.objects.count()) == before


def test_the_command_refuses_what_is_not_understood(
    adopted: ActionPlan, cast: Cast, tmp_path: Path
) -> None:
    """Each cell is named, nothing is applied, and the table waits to be mended on its page."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(tables.table("A", "ru", "xlsx", ten(("2", 4, "скоро"))))
    with pytest.raises(CommandError, match="Nothing was applied"):
        run(path)
    assert (PlanItem.objects.count(), PlanImport.objects.get().state) == (0, "read")
    with pytest.raises(CommandError, match="no plan nowhere"):
        call_command("import_plan", str(path), "--plan", "nowhere")
