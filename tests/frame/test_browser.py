"""The gallery in a real browser: no violation axe knows, nothing wider than the screen, keys work.

Nothing is served: the browser's requests are answered from the template and the static files,
under the policy that the product sends.
"""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests import browsers
from tests.frame.test_gallery import gallery

pytestmark = pytest.mark.journey
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SITE = "http://centre.invalid"
LOOKS = [
    ("kk", 1366, "light"),
    ("kk", 320, "dark"),
    ("ru", 1366, "dark"),
    ("ru", 320, "light"),
    ("en", 1366, "light"),
    ("en", 320, "dark"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one browser for all looks at the gallery."""
    program = browsers.program()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


def policy() -> str:
    """Return the content security policy as the product sends it."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def answer(route: Route, page: str) -> None:
    """Answer one request of the browser."""
    path = unquote(urlsplit(route.request.url).path)
    if not path.startswith(settings.STATIC_URL):
        headers = {"Content-Security-Policy": policy()}
        route.fulfill(body=page, content_type="text/html; charset=utf-8", headers=headers)
        return
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    if not found:
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(str(found))[0] or "application/octet-stream"
    route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)


def opened(
    browser: Browser, language: str, width: int, theme: str, *, frozen: bool = False
) -> tuple[Page, list[str]]:
    """Open the gallery; the list fills with what the browser complains about."""
    html = gallery(language)
    page = browser.new_page(viewport={"width": width, "height": 768})
    if frozen:
        page.clock.install()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.route("**/*", lambda route: answer(route, html))
    page.goto(f"{SITE}/")
    return page, complaints


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_gallery_is_accessible_and_fits(
    browser: Browser, language: str, width: int, theme: str
) -> None:
    """Three languages, two widths, light and dark."""
    page, complaints = opened(browser, language, width, theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
    assert complaints == []
    page.close()


def test_targets_are_large_enough(browser: Browser) -> None:
    """Whatever stands alone to be pressed is 24 pixels or more."""
    page, _complaints = opened(browser, "kk", 320, "light")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, summary, .button, .tab")]
            .filter((one) => one.offsetParent && one.type !== "hidden")
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => (box.width < 24 || box.height < 24) && box.width > 1)
            .map(([what]) => what)"""
    )
    boxes = [what for what in small if "checkbox" not in what and "radio" not in what]
    assert boxes == []
    page.close()


def test_keys_work_by_their_place(browser: Browser) -> None:
    """Slash goes to the filter, j and k walk the rows, the question mark opens the help."""
    page, _complaints = opened(browser, "ru", 1366, "light")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Slash")
    assert page.evaluate("document.activeElement.name") == "q"
    page.evaluate("document.activeElement.blur()")
    for code in ("KeyJ", "KeyJ", "KeyK"):
        page.keyboard.press(code)
    row = page.evaluate("document.activeElement.closest('tr').rowIndex")
    assert row == 1
    page.keyboard.press("Shift+Slash")
    assert page.evaluate("document.getElementById('keyboard').open") is True
    page.close()


def test_a_dead_feed_is_said_within_half_a_minute(browser: Browser) -> None:
    """A page that is live and hears nothing says so; a page that is not live never does."""
    page, _complaints = opened(browser, "kk", 1366, "light", frozen=True)
    page.clock.run_for(60_000)
    assert page.is_visible("#feed-died") is False
    page.evaluate(
        """() => {
            const part = document.createElement("div");
            part.dataset.live = "";
            part.setAttribute("sse-connect", "/live/?topics=board-1");
            document.querySelector("main").append(part);
        }"""
    )
    page.clock.run_for(30_000)
    assert page.is_visible("#feed-died") is True
    page.close()
