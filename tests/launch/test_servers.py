"""One real pair of servers, started and stopped in a folder with a space in its name."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from launch import servers
from launch.places import Places, places


@pytest.fixture
def home() -> Iterator[Path]:
    """An open folder with a space in its name, which the database's account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="a pair of servers ", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def here(tmp_path: Path, home: Path) -> Places:
    """This checkout's environment with folders of the test's own."""
    return replace(places(), run=tmp_path, servers=home)


def test_a_pair_starts_is_found_keeps_its_data_and_stops(here: Places, home: Path) -> None:
    """What `make services` and `make stop` do, without touching the checkout's own servers."""
    pair = servers.pair(here, home, is_forgetful=True)
    running, is_ours = servers.ensure_running(here, pair, "services")
    try:
        assert is_ours
        assert pair.is_running(running)
        assert servers.read_note(here) == running
        assert servers.ensure_running(here, pair, "run") == (running, False)
        pair.postgresql.sql(running.database_port, "create table kept as select 7 as number")
        assert servers.password_in(running.redis_url) == pair.redis.password
    finally:
        assert servers.stop_noted(here, pair)
    assert not pair.is_running(running)
    assert servers.read_note(here) is None
    again = pair.start("test")
    try:
        assert pair.postgresql.sql(again.database_port, "select number from kept").strip() == "7"
    finally:
        pair.stop(again)
    assert not pair.is_running(again)


def test_stopping_what_does_not_run_says_so(here: Places, home: Path) -> None:
    """`make stop` twice is no fault."""
    assert servers.stop_noted(here, servers.pair(here, home)) is False


def test_nothing_is_found_where_nothing_runs(tmp_path: Path) -> None:
    """`manage.py` then asks for DATABASE_URL as everywhere."""
    assert servers.found(tmp_path) == {}
