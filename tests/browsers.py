"""Which browser the tests drive, under whatever name a machine has it."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    """Return the program of the browser that is named or found first."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def program() -> str:
    """Return the browser's program; without one, skip, or fail where one is required."""
    if one := found():
        return one
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail("REQUIRE_BROWSER is set, and this machine has no Chromium.")
    pytest.skip("This machine has no Chromium: apt install chromium.")
