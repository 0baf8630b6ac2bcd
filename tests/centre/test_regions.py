"""A unit's page says what its reader may see, and its numbers open their rows."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Body, Territory, User
from audit import clock
from centre.queries import regions
from meetings import actions as meetings
from meetings.models import Meeting
from plans import actions
from plans.models import PlanItem
from tests.cast import Cast
from tests.meetings.builders import QUESTION, secretary_of
from tests.stories import Teller, in_days, levels, undertakings

SignedIn = Callable[[str], Client]


def spend(cast: Cast, amount: int) -> None:
    """Plan some money of this year for the city of Almaty."""
    money = actions.MoneySpec(
        source="local",
        amount=Decimal(amount),
        year=in_days(0).year,
        territory=Territory.objects.get(code="75"),
    )
    item = PlanItem.objects.filter(plan__code="story", removed_in__isnull=True).first()
    assert item is not None
    actions.add_item_money(item, actor=cast.serik, money=money)


def test_every_number_of_money_opens_exactly_its_sums(cast: Cast, signed_in: SignedIn) -> None:
    undertakings.tell(Teller(cast, demanding=False))
    spend(cast, 5)
    almaty = Territory.objects.get(code="75")
    (year,) = regions.region(cast.serik, almaty).money
    address = f"/regions/75/money/?year={year.year}&kind=planned"
    rows = signed_in("serik").get(address)
    assert (year.planned, rows.context["total"]) == (Decimal(5), Decimal(5))
    assert signed_in("outsider").get(address).context["total"] == 0


def test_reader_from_elsewhere_sees_only_what_their_rights_show(cast: Cast) -> None:
    undertakings.tell(Teller(cast, demanding=False))
    almaty = Territory.objects.get(code="75")
    own, foreign = (regions.region(cast[name], almaty) for name in ("governor", "aigerim"))
    assert (own.is_whole, own.open) == (True, 4)
    assert (foreign.is_whole, foreign.open) == (False, 0)


def test_unit_shows_its_level_and_who_is_silent(cast: Cast) -> None:
    levels.tell(Teller(cast, demanding=False))
    almaty = Territory.objects.get(code="75")
    region = regions.region(cast.governor, almaty)
    assert region.level.level == "yellow"
    assert [one.body.code for one in region.silent] == ["commission-75"]
    assert regions.region(cast.outsider, almaty).silent == []


def beneath(html: str) -> dict[str, str]:
    """Read from a page which level it says for each place beneath."""
    found = re.findall(r'<li>\s*(\S[^<]*?)\s*<span class="level-line">(.*?)</li>', html, re.DOTALL)
    return {place: re.sub(r"<[^>]+>", " ", said).split()[0] for place, said in found}


def test_a_level_on_a_city_stands_beneath_its_region_and_lies_on_it_alone(
    cast: Cast, signed_in: SignedIn
) -> None:
    levels.publish(Teller(cast, demanding=False), "35/balkhash")
    region = regions.region(cast.governor, Territory.objects.get(code="35"))
    assert region.level.level == "none"
    found = {place.territory.code: place.level.level for place in region.below}
    assert {code for code, level in found.items() if level != "none"} == {"35/balkhash"}
    assert found["35/balkhash"] == "yellow"
    said = beneath(signed_in("governor").get("/regions/35/").content.decode())
    assert len(said) == len(region.below)
    assert said.pop("Balkhash city") == "Yellow"
    assert set(said.values()) == {"No"}


def test_a_city_that_moved_stands_beneath_the_region_of_today(cast: Cast) -> None:
    before, today = (
        {
            place.territory.code
            for place in regions.region(cast.serik, Territory.objects.get(code=code)).below
        }
        for code in ("35", "62")
    )
    assert "62" in before
    assert "35/zhezkazgan" not in before
    assert "35/zhezkazgan" in today


def test_a_level_on_a_region_lies_on_its_cities_too(cast: Cast) -> None:
    levels.publish(Teller(cast, demanding=False), "35")
    region = regions.region(cast.governor, Territory.objects.get(code="35"))
    found = {place.territory.code: place.level.level for place in region.below}
    assert found.pop("62") == "none"
    assert found
    assert set(found.values()) == {"yellow"}


def called(cast: Cast, secretary: User) -> Meeting:
    """Let the commission of Almaty city plan a meeting for half past three."""
    body = Body.objects.get(code="commission-75")
    meetings.add_seat(body, actor=secretary, valid_from=clock.today(), holder=cast.governor)
    meeting = meetings.schedule_meeting(
        body,
        actor=secretary,
        starts_at=clock.midnight(in_days(9)) + dt.timedelta(hours=15, minutes=30),
        place_kk="Алматы, Республика алаңы",
        place_ru="Алматы, площадь Республики",
    )
    meetings.add_item(meeting, actor=secretary, text=QUESTION)
    return meeting


def test_next_meeting_of_the_commission_stands_on_the_page_of_who_may_see_it(
    cast: Cast, signed_in: SignedIn
) -> None:
    secretary = secretary_of("commission-75")
    meeting = called(cast, secretary)
    link, hour = f'href="{meeting.get_absolute_url()}"', ", 15:30</a>, Алматы, "
    page = signed_in("governor").get("/regions/75/").content.decode()
    assert link in page
    assert hour in page
    for stranger in ("serik", "outsider"):
        page = signed_in(stranger).get("/regions/75/").content.decode()
        assert link not in page
        assert "has announced none, or none that is open to you." in page
    meetings.open_agenda(meeting, actor=secretary)
    assert hour in signed_in("serik").get("/regions/75/").content.decode()
    assert link not in signed_in("outsider").get("/regions/75/").content.decode()


def test_unit_of_today_is_answered_for_by_the_commission_it_came_from(cast: Cast) -> None:
    turkistan = Territory.objects.get(code="61")
    commission = regions.commission_of(turkistan)
    assert commission is not None
    assert commission.code == "commission-51"
    gone = Territory.objects.get(code="51")
    heirs = regions.region(cast.serik, gone).heirs
    assert sorted(heir.code for heir in heirs) == ["61", "79"]


def test_page_asks_the_database_no_more_for_more_tasks(cast: Cast, signed_in: SignedIn) -> None:
    teller = Teller(cast, demanding=False)
    undertakings.tell(teller)
    client = signed_in("governor")
    client.get("/regions/75/")
    with CaptureQueriesContext(connection) as few:
        client.get("/regions/75/")
    for _number in range(5):
        undertakings.give(teller, lead=teller.body("commission-75"))
    with CaptureQueriesContext(connection) as many:
        client.get("/regions/75/")
    assert len(many) == len(few)
