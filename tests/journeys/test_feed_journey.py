"""The live feed is killed and comes back: the page says so, and misses nothing."""

import time

from agencies.models import Body
from audit.record import Capacity
from notices import actions
from notices.texts import AddresseeSpec, NoticeText
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.site import Site

BANNER_SECONDS = 30
HEARD = """() => {
  window.heard = [];
  document.addEventListener("htmx:sseMessage", (event) => {
    window.heard.push(`${event.detail.type} ${event.detail.data}`);
  });
}"""


def tell(cast: Cast, words: str) -> None:
    """Tell Aigerim something."""
    text = NoticeText(words, f"{words}: the republican headquarters")
    moh = Body.objects.get(code="moh")
    actions.issue_notice(
        Capacity(cast.saule, Body.objects.get(code="headquarters-kz")),
        kind="level",
        thing_path="/levels/",
        texts=dict.fromkeys(("kk", "ru", "en"), text),
        addressees=[AddresseeSpec(cast.aigerim.pk, moh.pk)],
        urgency="immediate",
    )


def test_a_feed_that_dies_is_said_within_half_a_minute_and_misses_nothing(
    opened: Open, cast: Cast, site: Site
) -> None:
    reader = opened("aigerim").go("/inbox/")
    page = reader.page
    page.evaluate(HEARD)
    tell(cast, "Told while the feed lives")
    page.get_by_text("Told while the feed lives").first.wait_for()
    assert page.locator("#feed-died").is_hidden()

    before = list(reader.faults)
    site.kill_the_feed()
    died = time.monotonic()
    try:
        page.locator("#feed-died").wait_for(state="visible")
        took = time.monotonic() - died
        tell(cast, "Told while the feed was dead")
    finally:
        site.start_the_feed()
    site.wait_for_the_feed()
    assert took <= BANNER_SECONDS, f"the page kept quiet for {took:.0f} s"

    page.wait_for_function("() => window.heard.includes('inbox 0')")
    page.get_by_text("Told while the feed was dead").first.wait_for()
    page.locator("#feed-died").wait_for(state="hidden")
    # That the browser complained of a dead feed meanwhile is what this journey is about.
    reader.faults[:] = before
