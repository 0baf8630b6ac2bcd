"""A browser, the product, and readers to send on their way."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Browser, expect, sync_playwright

from agencies.models import User
from tests import browsers
from tests.cast import PASSWORD, Cast
from tests.journeys.reader import PATIENCE_MS, Reader
from tests.journeys.site import Site

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Open = Callable[[str], Reader]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one a journey is skipped, or fails where one is required."""
    program = browsers.program()
    # Playwright keeps an event loop in this thread; the ORM stays synchronous beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[Site]:
    """The product's pages and live feed, reading the tests' database."""
    product = Site()
    try:
        product.start()
        yield product
    finally:
        product.stop()


@pytest.fixture
def opened(transactional_db: None, cast: Cast, browser: Browser, site: Site) -> Iterator[Open]:
    """Open a window for one of the cast, signed in; each is checked when the journey ends."""
    album = Path(os.environ["ALBUM"]) if os.environ.get("ALBUM") else None
    readers: list[Reader] = []

    def open_for(name: str) -> Reader:
        # The product does not know the quick hasher of the tests.
        secret = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
        User.objects.filter(pk=cast[name].pk).update(password=secret)
        reader = Reader(browser, site.address, name, album)
        readers.append(reader)
        return reader.sign_in()

    yield open_for
    for reader in readers:
        reader.close()
