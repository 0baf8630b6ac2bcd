"""A machine that has a browser under any of its names runs every test that needs one."""

from pathlib import Path

import pytest

from tests import browsers
from tests.frame import test_browser as gallery
from tests.journeys import conftest as journeys

CONTINUOUS = Path(__file__).resolve().parent.parent / ".ci" / "run"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has no programs at all."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    return tmp_path


def put(machine: Path, name: str) -> str:
    """Put a program on a machine and return where it lies."""
    program = machine / name
    program.touch(mode=0o755)
    return str(program)


@pytest.mark.parametrize("name", browsers.NAMES)
def test_a_browser_is_found_under_each_of_its_names(machine: Path, name: str) -> None:
    there = put(machine, name)
    assert browsers.program() == there


def test_gallery_and_journeys_look_for_the_same_browser() -> None:
    assert vars(gallery)["browsers"] is browsers
    assert vars(journeys)["browsers"] is browsers


def test_the_machine_of_the_gates_is_content_with_the_same_names() -> None:
    looked_for = CONTINUOUS.read_text()
    assert [name for name in browsers.NAMES if f"command -v {name} " not in looked_for] == []


def test_the_named_browser_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(machine, "chromium")
    monkeypatch.setenv("CHROMIUM", "/opt/browser")
    assert browsers.program() == "/opt/browser"


def test_without_a_browser_the_test_is_skipped_or_fails_where_one_is_required(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(pytest.skip.Exception, match="apt install chromium"):
        browsers.program()
    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    with pytest.raises(pytest.fail.Exception, match="has no Chromium"):
        browsers.program()
