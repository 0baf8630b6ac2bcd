"""The pages of a table brought in, as the secretary walks them."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audit.models import Entry
from plans import actions
from plans.models import ActionPlan, PlanImport, PlanItem
from tests.cast import Cast
from tests.plans import tables

pytestmark = pytest.mark.usefixtures("reads_english")


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """A browser in which the secretary is signed in."""
    client = Client()
    client.force_login(cast.serik)
    return client


@pytest.fixture
def brought(plan: ActionPlan, cast: Cast) -> Callable[..., PlanImport]:
    """Bring the ten rows (or others) in."""

    def bring(rows: list[list[str]] | None = None, name: str = "plan.xlsx") -> PlanImport:
        upload = SimpleUploadedFile(name, tables.table("A", "ru", "xlsx", rows))
        return actions.receive_plan_file(plan, actor=cast.serik, upload=upload)

    return bring


def ten_with(term: str) -> list[list[str]]:
    """Return the ten rows, the second with another term."""
    rows = [list(row) for row in tables.RU]
    rows[1][4] = term
    return rows


def test_a_table_is_uploaded_rehearsed_and_applied(
    plan: ActionPlan, secretary: Client, cast: Cast
) -> None:
    """From the plan's page to the plan's page, without a script."""
    page = secretary.get(plan.get_absolute_url())
    address = f"/plans/{plan.pk}/imports/new/"
    assert address in page.content.decode()
    upload = SimpleUploadedFile("plan.docx", tables.table("A", "ru", "docx"))
    answer = secretary.post(address, {"file": upload})
    one = PlanImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, one.get_absolute_url())
    page = secretary.get(one.get_absolute_url())
    words = page.content.decode()
    assert "Apply: add 10, change 0, take out 0" in words
    assert "To be changed" not in words
    assert not PlanItem.objects.exists()
    answer = secretary.post(f"/plans/imports/{one.pk}/apply/")
    assert answer.status_code == 302
    assert PlanItem.objects.count() == 10
    assert "10 added, 0 changed, 0 taken out" in secretary.get(answer["Location"]).content.decode()


def test_a_cell_is_mended_on_the_page(
    brought: Callable[..., PlanImport], secretary: Client
) -> None:
    """The cell stands with its place and the sentence; mended, the way is free."""
    one = brought(ten_with("скоро"))
    words = secretary.get(one.get_absolute_url()).content.decode()
    assert "E6, Term" in words
    assert "Not understood: “скоро”." in words
    assert "Apply: add" not in words
    refused = secretary.post(f"/plans/imports/{one.pk}/apply/", follow=True).content.decode()
    assert "1 cells are not understood: mend them first." in refused
    answer = secretary.post(f"/plans/imports/{one.pk}/mend/", {"6-term": "I квартал"})
    assert answer.status_code == 302
    still = secretary.get(one.get_absolute_url()).content.decode()
    assert "does not say in which year" in still
    secretary.post(f"/plans/imports/{one.pk}/mend/", {"6-term": "ежегодно, I квартал"})
    assert "Apply: add 10" in secretary.get(one.get_absolute_url()).content.decode()


def test_any_row_may_be_mended(brought: Callable[..., PlanImport], secretary: Client) -> None:
    """Every cell of the row is offered; what was not touched stays."""
    one = brought()
    words = secretary.get(one.get_absolute_url(), {"row": "5"}).content.decode()
    assert "D5, Responsible" in words
    typed = {"5-number": "1", "5-text": "Иначе", "5-responsible": "МВД", "5-term": "ежегодно",
             "5-cost": "", "5-source": "", "5-form": ""}  # fmt: skip
    secretary.post(f"/plans/imports/{one.pk}/mend/?row=5", typed)
    row = one.rows.get(place=5)
    assert (row.words["text"], row.words["form"]) == ("Иначе", "отчет в АТЦ")
    for odd in ("x", "0", "99999999999999999999", "-1"):
        assert secretary.get(one.get_absolute_url(), {"row": odd}).status_code == 200


def test_a_bad_file_is_refused_beside_its_field(plan: ActionPlan, secretary: Client) -> None:
    """422 with the sentence; nothing is kept."""
    upload = SimpleUploadedFile("plan.xlsx", b"PK\x03\x04 nothing")
    answer = secretary.post(f"/plans/{plan.pk}/imports/new/", {"file": upload})
    assert answer.status_code == 422
    assert "This is not an XLSX or DOCX file, or it is damaged." in answer.content.decode()
    assert not PlanImport.objects.exists()


def test_a_file_without_the_table_says_why_on_its_page(
    plan: ActionPlan, secretary: Client
) -> None:
    """And offers to choose another."""
    upload = SimpleUploadedFile("plan.xlsx", tables.as_xlsx([["a", "b"], ["c", "d"]]))
    answer = secretary.post(f"/plans/{plan.pk}/imports/new/", {"file": upload}, follow=True)
    assert "No row has the headings of a plan" in answer.content.decode()
    assert "Choose another file" in answer.content.decode()


def test_a_large_table_shows_how_far_it_is(
    brought: Callable[..., PlanImport], secretary: Client
) -> None:
    """The numbers, a fragment for the page, and a button for who will not wait."""
    rows = [[str(number), *tables.RU[3][1:]] for number in range(1, 401)]
    one = brought(rows)
    words = secretary.get(one.get_absolute_url()).content.decode()
    assert f"0 of {one.rows_total} rows are read." in words
    fragment = secretary.get(one.get_absolute_url(), headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    secretary.post(f"/plans/imports/{one.pk}/read/")
    assert "Apply: add 400" in secretary.get(one.get_absolute_url()).content.decode()
    fragment = secretary.get(one.get_absolute_url(), headers={"HX-Request": "true"})
    assert "The table is read" in fragment.content.decode()


def test_the_file_is_handed_out_as_it_came_and_that_is_recorded(
    brought: Callable[..., PlanImport], secretary: Client
) -> None:
    """Byte for byte, under its name, with an entry."""
    one = brought()
    answer = secretary.get(f"/plans/imports/{one.pk}/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="plan.xlsx"'
    assert answer.content[:2] == b"PK"
    assert Entry.objects.order_by("-pk")[0].verb == "downloaded a table of the plan"


def test_a_table_is_put_aside(
    brought: Callable[..., PlanImport], secretary: Client, plan: ActionPlan
) -> None:
    """Back to the plan; its page says that nothing came of it."""
    one = brought()
    answer = secretary.post(f"/plans/imports/{one.pk}/discard/")
    assert answer["Location"] == plan.get_absolute_url()
    assert "put aside" in secretary.get(one.get_absolute_url()).content.decode()
    again = secretary.post(f"/plans/imports/{one.pk}/mend/", {"6-term": "ежегодно"}, follow=True)
    assert "not waiting to be applied" in again.content.decode()


def test_a_large_dry_run_asks_the_database_no_more_than_a_small_one(
    brought: Callable[..., PlanImport],
    secretary: Client,
) -> None:
    """The number of queries does not depend on the rows."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one = brought(ten_with("скоро")[:2], "small.xlsx")
    other = brought(ten_with("скоро"), "large.xlsx")
    counts = []
    for table in (one, other):
        with CaptureQueriesContext(connection) as asked:
            secretary.get(table.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]
