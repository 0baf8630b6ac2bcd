"""One real pair of servers, started and stopped in a folder with a space in its name."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from launch import product, servers
from launch.ending import Ended
from launch.places import Places, places
from launch.processes import start_of
from launch.servers import Pair, Running
from launch.speech import Refusal
from tests.launch.test_running import raising


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
        told = servers.found(here)
        assert told == product.basic_environment(here, running.database_url, running.redis_url)
        assert told["PLAIN_HTTP"] == "1"
        assert told["MEDIA_ROOT"] == str(here.run / "media")
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
    assert servers.found(Places(tmp_path, tmp_path / ".run", tmp_path)) == {}


@pytest.fixture
def noted(here: Places, monkeypatch: pytest.MonkeyPatch) -> Running:
    """Servers that are said to run."""
    monkeypatch.setattr("launch.redis_server.ping", lambda *_: True)
    monkeypatch.delenv("DEMONSTRATION", raising=False)
    data = str(here.servers / "postgresql-15")
    running = Running("postgres://here", "redis://:secret@here:1/0", 2, 1, 3, "services", data)
    servers.write_note(here, running)
    return running


def test_invented_people_are_marked_wherever_manage_py_shows_them(
    here: Places, noted: Running
) -> None:
    """The mark goes with the data: from the first of them, and until the data go."""
    prepared = product.Prepared(here, Path(noted.data))
    prepared.done("reference", product.DATA)
    assert "DEMONSTRATION" not in servers.found(here)
    prepared.keep(product.INVENTED, "yes")
    assert servers.found(here)["DEMONSTRATION"] == "1"
    prepared.forget()
    assert servers.found(here)["DEMONSTRATION"] == "1"
    prepared.forget_the_database()
    assert "DEMONSTRATION" not in servers.found(here)


def test_what_the_person_set_comes_before_what_is_found(
    here: Places, noted: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the launcher's own processes."""
    monkeypatch.setenv("MEDIA_ROOT", "/elsewhere")
    assert servers.found(here)["MEDIA_ROOT"] == "/elsewhere"
    assert servers.found(here)["DATABASE_URL"] == noted.database_url


class Server:
    """Stands in for one server and remembers whether it runs."""

    data = Path("/data")

    def __init__(self, fault: BaseException | None = None) -> None:
        """Start well, or with a fault half-way."""
        self.fault, self.runs = fault, False

    def start(self) -> Any:
        """Run; then say so, or fail to."""
        self.runs = True
        if self.fault:
            raise self.fault
        return 1, 2

    def url(self, _port: object) -> str:
        """Return some address."""
        return "redis://:secret@here:1/0"

    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self.runs

    def stop(self) -> None:
        """Stop."""
        self.runs = False

    def end(self) -> bool:
        """Stop, and say whether it ran."""
        was_running, self.runs = self.runs, False
        return was_running


@pytest.mark.parametrize("fault", [Ended(), Refusal("no"), KeyboardInterrupt(), OSError(28)])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_half_started_pair_is_stopped_whatever_came_between(
    fault: BaseException, *, is_first: bool
) -> None:
    """A fault, a full disk, Ctrl-C: neither server lives on."""
    first, second = (Server(fault), Server()) if is_first else (Server(), Server(fault))
    with pytest.raises(type(fault)):
        Pair(first, second).start("run")  # type: ignore[arg-type]  # stand-ins
    assert (first.runs, second.runs) == (False, False)


def test_a_pair_that_could_not_be_noted_is_stopped(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would find it again."""
    stopped: list[Running] = []
    monkeypatch.setattr(Pair, "stop", lambda _self, running: stopped.append(running))
    monkeypatch.setattr(servers, "write_note", raising(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        servers.ensure_running(here, Pair(Server(), Server()), "run")  # type: ignore[arg-type]
    assert [running.started_for for running in stopped] == ["run"]


def test_servers_that_a_killed_launcher_left_without_a_note_are_ended(
    here: Places, home: Path
) -> None:
    """Killed between their start and the note, it could tell nobody."""
    pair = servers.pair(here, home, is_forgetful=True)
    left = pair.start("run")
    assert pair.is_running(left)
    running, is_ours = servers.ensure_running(here, pair, "run")
    try:
        assert is_ours
        assert start_of(left.redis_pid) == "?"
        assert running.redis_pid != left.redis_pid
    finally:
        servers.stop_noted(here, pair)
    assert start_of(running.redis_pid) == "?"
    assert pair.start("run").redis_pid != running.redis_pid
    assert servers.stop_noted(here, pair)
    assert not pair.postgresql.is_running()


def test_a_half_made_cluster_is_never_used(here: Places, home: Path) -> None:
    """Killed while it makes its data, PostgreSQL makes them anew at the next start."""
    pair = servers.pair(here, home, is_forgetful=True)
    folder = home / "programs"
    folder.mkdir()
    killed = folder / "initdb"
    killed.write_text('#!/bin/sh\necho 15 > "$2/PG_VERSION"\nkill -9 $$\n')
    killed.chmod(0o755)
    programs = replace(pair.postgresql.programs, folder=folder)
    with pytest.raises(Refusal, match="could not be made"):
        replace(pair.postgresql, programs=programs).start()
    assert not pair.postgresql.data.exists()
    left = home / f"{pair.postgresql.data.name}.part-left"
    (left / "data").mkdir(parents=True)
    prepared = product.Prepared(here, pair.postgresql.data)
    prepared.done("reference", product.DATA)
    pair.postgresql.start()
    pair.postgresql.stop()
    assert not left.exists()
    assert not prepared.is_done("reference", product.DATA), "of another cluster"
    assert [path.name for path in home.glob("*.part-*")] == []
