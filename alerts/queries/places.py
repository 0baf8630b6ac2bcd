"""On which territories a headquarters can decide: those of its land, each piece of land once."""

from agencies.models import Body, Territory
from alerts.queries.standing import land
from audit import clock

KIND = Territory.Kind


def territories_offered(headquarters: Body) -> list[Territory]:
    """Return the territories of a headquarters that exist now.

    A city that became a unit of its own is offered as that unit, not as what it was before.
    """
    tree, now, own = land(), clock.now(), headquarters.territory.code
    rows = list(Territory.objects.order_by("order", "code"))
    cities = {one.code for one in rows if one.kind == KIND.CITY_REPUBLIC}
    offered = []
    for one in rows:
        way = tree.way_up(one.code, now)
        is_its_own_past = one.kind == KIND.CITY and bool(cities & set(way))
        if own in way and not is_its_own_past:
            offered.append(one)
    return offered
