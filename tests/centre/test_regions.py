"""A unit's page says what its reader may see, and its numbers open their rows."""

from collections.abc import Callable
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Territory
from centre.queries import regions
from plans import actions
from plans.models import PlanItem
from tests.cast import Cast
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
