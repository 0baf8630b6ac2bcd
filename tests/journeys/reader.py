"""A reader with a browser: signs in, goes where they like, and notices what is wrong on a page."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, ConsoleMessage, Response, ViewportSize
from playwright.sync_api import TimeoutError as Silence

from tests.cast import PASSWORD, PEOPLE

AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}

NARROW: ViewportSize = {"width": 320, "height": 720}
WIDE: ViewportSize = {"width": 1366, "height": 768}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
WIDTH = "document.documentElement.scrollWidth"

# A machine shared with others may stand still for half a minute; a journey proves no speed.
PATIENCE_MS = 120_000
WHAT_RUNS = """
    SELECT pid, state, wait_event, pg_blocking_pids(pid), now() - query_start, left(query, 200)
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def what_the_database_does() -> str:
    """Say what every connection of the product does, for whoever reads why a page never came."""
    with connection.cursor() as cursor:
        cursor.execute(WHAT_RUNS)
        return "\n".join(str(row) for row in cursor.fetchall())


class Reader:
    """One person in one browser window of their own."""

    def __init__(self, browser: Browser, address: str, name: str, album: Path | None) -> None:
        """Open a window; `album` is where pictures are kept when somebody wants to look."""
        self.address, self.name, self.album = address, name, album
        self.language = PEOPLE[name][2]
        self.context = browser.new_context(viewport=WIDE)
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.pictures = 0
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains about: broken policies above all."""
        is_status = message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_status:
            self.faults.append(f"console: {message.text}")

    def sign_in(self) -> "Reader":
        """Sign in by e-mail and password, as everybody does."""
        self.go("/account/sign-in/")
        self.page.fill("input[name=login]", f"{self.name}@example.invalid")
        self.page.fill("input[name=password]", PASSWORD)
        self.press("button.button[type=submit], main form button.button")
        return self

    def go(self, path: str, status: int = 200) -> "Reader":
        """Open an address and look at the page."""
        self._open(path, status)
        return self.look()

    def _open(self, path: str, status: int = 200) -> None:
        response = self.page.goto(f"{self.address}{path}")
        assert response is not None
        assert response.status == status, f"{self.name} at {path}: {response.status}"

    def press(self, selector: str) -> "Reader":
        """Press what leads to another page, and look at that page."""
        try:
            with self.page.expect_navigation() as moved:
                self.page.locator(selector).first.click()
        except Silence as silence:
            told = f"{self.name} waits at {self.page.url}:\n{what_the_database_does()}"
            raise AssertionError(told) from silence
        response: Response | None = moved.value
        assert response is None or response.status < 400, f"{self.name}: {response.status}"
        return self.look()

    def act(self, words: str) -> "Reader":
        """Press the button or the link that says these words."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_text(words, exact=True).first.click()
        return self.look()

    def follow(self, part: str) -> "Reader":
        """Follow the first link of the page whose address contains something."""
        return self.press(f"main a[href*='{part}']")

    def send(self, part: str = "") -> "Reader":
        """Send the form whose address contains something, or the page's own form."""
        form = f"main form[action*='{part}']" if part else "main form[method=post]:not([action])"
        return self.press(f"{form} button.button")

    def fill(self, **values: str) -> "Reader":
        """Type into the fields of a form by their names."""
        for name, value in values.items():
            field = self.page.locator(f"[name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def reads(self, *words: str) -> "Reader":
        """Expect words on the page, each in the reader's language where the product knows it."""
        text = " ".join(self.page.locator("body").inner_text().split())
        with translation.override(self.language):
            wanted = [gettext(one) for one in words]
        for expected in wanted:
            assert expected in text, f"{self.name} does not read “{expected}” in: {text[:3000]}"
        return self

    def seek(self, **sought: object) -> "Reader":
        """Open the record at what is sought there."""
        return self.go(f"/record/?{urlencode(sought)}")

    def finds(self, verb: str, *words: str) -> "Reader":
        """Expect a line of the record that says what was done, by whom, for whom and why."""
        with translation.override(self.language):
            wanted = [gettext(verb), *words]
        lines = [
            " ".join(line.split()) for line in self.page.locator("main tbody tr").all_inner_texts()
        ]
        said = any(all(word in line for word in wanted) for line in lines)
        assert said, f"{self.name} finds no line with {wanted} in: {lines}"
        return self

    def look_everywhere(self, *paths: str, shows: str = "main h1") -> "Reader":
        """Look at pages narrow and wide, light and dark: nothing scrolls sideways."""
        for path in paths:
            self._open(path)
            for size in (NARROW, WIDE):
                self.page.set_viewport_size(size)
                for scheme in SCHEMES:
                    self.page.emulate_media(color_scheme=scheme)
                    self._look_at(path, size["width"], scheme, shows)
        self.page.emulate_media(color_scheme="light")
        return self

    def _look_at(self, path: str, width: int, scheme: str, shows: str) -> None:
        """Look at the page as it stands; a fault of it says how it stood."""
        assert self.page.locator(shows).first.is_visible(), f"{path}: no {shows} at {width}"
        reached = self.page.evaluate(WIDTH)
        if reached > width:
            self.faults.append(f"{path} scrolls sideways at {width}: {reached}")
        before = len(self.faults)
        self.look()
        self.faults[before:] = [f"{width}, {scheme}: {one}" for one in self.faults[before:]]

    def look(self) -> "Reader":
        """Check the page for barriers, and keep a picture of it when asked to."""
        self.page.wait_for_load_state()
        found = Axe().run(self.page, options=AXE_OPTIONS)
        for violation in found.response["violations"]:
            places = [node["html"][:160] for node in violation["nodes"][:3]]
            self.faults.append(f"{self.page.url}: {violation['id']}: {places}")
        if self.album:
            self.pictures += 1
            picture = self.album / f"{self.name}-{self.pictures:02}.png"
            self.page.screenshot(path=picture, full_page=True)
        return self

    def close(self) -> None:
        """Close the window, and say what was wrong on the way."""
        self.context.close()
        assert self.faults == []
