"""Path 6: a governor reads one page of their region, and every number opens its rows."""

from django.test import Client
from django.urls import reverse

from agencies.models import Territory
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.stories import Teller, levels, sittings, undertakings

OF_2013 = {11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51, 55, 59, 63, 71, 75}


def test_governor_reads_their_region_and_counts_what_the_numbers_promise(
    opened: Open, cast: Cast
) -> None:
    teller = Teller(cast, demanding=False)
    for story in (undertakings, levels, sittings):
        story.tell(teller)
    governor = opened("governor").go("/").follow("/regions/75/")
    fits = governor.page.evaluate("document.documentElement.scrollHeight <= 768 * 2")
    assert fits
    links = governor.page.locator("tfoot a")
    promised = {
        links.nth(number).get_attribute("href") or "": int(links.nth(number).inner_text())
        for number in range(links.count())
    }
    assert promised
    for address, number in promised.items():
        governor.go(address)
        assert governor.page.locator("main tbody tr").count() == number, address
    governor.go("/regions/75/").follow("/levels/")
    governor.look_everywhere("/", "/regions/75/", "/regions/75/money/")
    governor.go("/regions/00/", status=404).go("/people/", status=403)
    opened("outsider").go("/regions/75/").reads(
        "Counted among the tasks that your rights show you."
    )


def test_every_unit_has_its_page(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.governor, backend="django.contrib.auth.backends.ModelBackend")
    units = set(Territory.objects.units().values_list("code", flat=True))
    assert {str(code) for code in OF_2013} <= units
    for code in units:
        assert client.get(reverse("centre:region", args=[code])).status_code == 200
