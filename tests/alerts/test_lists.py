"""The lists behind the page of levels: filtered by the address, in a total order, page by page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.models import Body
from alerts.models import LevelDecision
from alerts.queries import listing
from alerts.queries.places import territories_offered
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Approve = Callable[[LevelDecision], LevelDecision]
MANY = 23


def districts(count: int) -> list[str]:
    """Return the codes of some places inside units."""
    places = territories_offered(Body.objects.get(code="headquarters-kz"))
    return [one.code for one in places if "/" in one.code][:count]


def rows(page: str) -> int:
    """Count the rows of the first table of a page."""
    return page.split("<tbody", 1)[-1].split("</tbody>")[0].count("<tr")


@pytest.mark.parametrize("show", listing.LISTS)
def test_an_empty_list_says_so(show: str, client: Client, cast: Cast) -> None:
    client.force_login(cast.dauren)
    page = client.get("/levels/lists/", {"show": show}).content.decode()
    assert "This list is empty now." in page
    assert "0 rows found" in page


def test_one_level_is_one_row_and_a_filter_may_find_nothing(
    client: Client, cast: Cast, propose: Propose, approve: Approve
) -> None:
    approve(propose(["75"]))
    client.force_login(cast.aigerim)
    page = client.get("/levels/lists/").content.decode()
    assert (rows(page), "1 row found" in page) == (1, True)
    page = client.get("/levels/lists/", {"level": "red"}).content.decode()
    assert "Nothing in this list fits the filter." in page
    page = client.get("/levels/lists/", {"territory": "75", "level": "yellow"}).content.decode()
    assert rows(page) == 1
    assert "/levels/lists/?show=laid" in client.get("/levels/").content.decode()
    for path in ("/levels/", "/levels/lists/"):
        shown = client.get(path).context["form"].fields["territory"].queryset
        names = [str(one.name_ru) for one in shown]
        assert (names.count("город Шымкент"), "Южно-Казахстанская область" in names) == (1, False)
    named = client.get("/levels/", {"territory": "51"})
    assert (named.context["form"].errors, named.status_code) == ({}, 200)
    wrong = client.get("/levels/lists/", {"level": "3"}).content.decode()
    assert "There is a problem" in wrong


def test_many_levels_come_page_by_page_each_once(
    client: Client, cast: Cast, propose: Propose, approve: Approve
) -> None:
    codes = districts(MANY)
    approve(propose(codes))
    client.force_login(cast.dauren)
    first = client.get("/levels/lists/", {"level": "yellow"})
    second = client.get("/levels/lists/", {"level": "yellow", "page": "2"})
    named = [one.territory.code for page in (first, second) for one in page.context["page"]]
    assert sorted(named) == sorted(codes)
    assert "level=yellow&amp;page=2" in first.content.decode()
    assert rows(client.get("/levels/").content.decode()) == 10


def test_what_ends_soon_waits_and_is_awaited_has_its_list(
    client: Client, cast: Cast, propose: Propose, approve: Approve
) -> None:
    running = approve(propose(["75"], term="2 days"))
    waiting = propose(["19"])
    client.force_login(cast.dauren)
    ending = client.get("/levels/lists/", {"show": "ending"}).context["page"]
    assert [one.territory.code for one in ending] == ["75"]
    path, end = "/levels/lists/?show=ending", f"/levels/{running.pk}/end/"
    assert end in client.get(path).content.decode()
    client.force_login(cast.aigerim)
    assert end not in client.get(path).content.decode()  # a liaison decides about no end
    client.force_login(cast.dauren)
    proposals = client.get("/levels/lists/", {"show": "proposals"}).context["page"]
    assert list(proposals) == [waiting]
    boards = client.get("/levels/lists/", {"show": "boards", "territory": "75"}).context["page"]
    assert list(boards) == [running]
    for show, paper in (("proposals", waiting), ("boards", running)):
        for level, found in (("yellow", [paper]), ("red", [])):
            page = client.get("/levels/lists/", {"show": show, "level": level}).context["page"]
            assert list(page) == found
    (row,) = boards
    assert (row.asked, row.answered, row.accepted, row.silent) == (24, 0, 0, 24)
    silent = client.get(f"/levels/{running.pk}/board/", {"only": "silent"}).context["board"]
    assert len(silent.shown) == row.silent
    chosen = client.post("/levels/lists/columns/boards/?show=boards", {"columns": ["norm"]})
    assert chosen["Location"] == "/levels/lists/?show=boards"
    page = client.get(chosen["Location"]).content.decode()
    assert "Norm, minutes" in page
    assert 'href="/levels/lists/list.xlsx?show=boards"' in page
    file = client.get("/levels/lists/list.csv", {"show": "boards", "territory": "75"})
    head, line = file.content.decode("utf-8-sig").strip().rsplit("\r\n", 1)
    assert "Territory: Almaty" in head
    assert cast.dauren.full_name in head
    assert head.endswith("Number,What was decided,Sent,Asked,Answered,Silent,Answers due by,"
                         '"Norm, minutes"')  # fmt: skip
    assert line.startswith(f"{running.number},")
    assert client.get("/levels/lists/list.xlsx").content[:2] == b"PK"
    assert client.post("/levels/lists/columns/boards/", {"columns": ["x"]}).status_code == 404
    client.force_login(cast.outsider)
    page = client.get("/levels/lists/", {"show": "proposals"}).content.decode()
    assert "This list is empty now." in page


def test_the_number_of_queries_does_not_grow_with_the_list(
    client: Client,
    cast: Cast,
    propose: Propose,
    approve: Approve,
    django_assert_max_num_queries: Any,
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(60) as counted:
            client.get("/levels/lists/")
        return len(counted)

    client.force_login(cast.dauren)
    approve(propose(["75"]))
    asked()
    one = asked()
    approve(propose(districts(10)))
    assert asked() == one
