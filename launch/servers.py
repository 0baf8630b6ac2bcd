"""The pair of embedded servers of one checkout, and the note that says where they are."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from launch import redis_server
from launch.places import Places, database_account
from launch.postgresql import PostgreSQL
from launch.product import Prepared, basic_environment
from launch.programs import choose_postgresql, choose_redis
from launch.redis_server import Redis


@dataclass(frozen=True)
class Running:
    """What is running: two addresses, what is needed to stop it, and for whom it was started."""

    database_url: str
    redis_url: str
    database_port: int
    redis_port: int
    redis_pid: int
    started_for: str
    data: str


@dataclass(frozen=True)
class Pair:
    """A PostgreSQL and a Redis that belong together."""

    postgresql: PostgreSQL
    redis: Redis

    def start(self, started_for: str) -> Running:
        """Start both; a half-started pair is stopped again, whatever came between."""
        try:
            database_port = self.postgresql.start()
            redis_pid, redis_port = self.redis.start()
        except BaseException:
            self.end()
            raise
        return Running(
            database_url=self.postgresql.url(database_port),
            redis_url=self.redis.url(redis_port),
            database_port=database_port,
            redis_port=redis_port,
            redis_pid=redis_pid,
            started_for=started_for,
            data=str(self.postgresql.data),
        )

    def stop(self, running: Running) -> None:
        """Stop both."""
        redis_server.stop(running.redis_pid, running.redis_port, self.redis.password)
        self.postgresql.stop()

    def end(self) -> bool:
        """End what runs of the two without a note; say whether anything did."""
        was_running = self.redis.end()
        if self.postgresql.is_running():
            self.postgresql.stop()
            was_running = True
        return was_running

    def is_running(self, running: Running) -> bool:
        """Tell whether both still answer."""
        return (
            redis_server.ping(running.redis_port, self.redis.password)
            and self.postgresql.is_running()
        )


def pair(here: Places, home: Path | None = None, *, is_forgetful: bool = False) -> Pair:
    """Choose the programs and name the folders of a pair of servers."""
    account = database_account()
    folder = home or here.servers
    programs = choose_postgresql(here.venv, here.servers, account)
    return Pair(
        PostgreSQL(programs, folder, account, is_forgetful),
        Redis(choose_redis(here.venv), folder, is_forgetful),
    )


def ensure_running(here: Places, servers: Pair, started_for: str) -> tuple[Running, bool]:
    """Start the checkout's servers unless they run; say whether they were started here."""
    noted = read_note(here)
    if noted and servers.is_running(noted):
        return noted, noted.started_for == started_for == "run"
    servers.end()
    running = servers.start(started_for)
    try:
        write_note(here, running)
    except BaseException:
        servers.stop(running)
        raise
    return running, True


def stop_noted(here: Places, servers: Pair) -> bool:
    """Stop the servers of the note; say whether there were any."""
    noted = read_note(here)
    was_running = noted is not None and servers.is_running(noted)
    if noted:
        servers.stop(noted)
    was_running |= servers.end()
    here.state.unlink(missing_ok=True)
    return was_running


def write_note(here: Places, running: Running) -> None:
    """Note where the servers are, for `manage.py` and for the next start."""
    here.state.touch(mode=0o600)
    here.state.write_text(json.dumps(asdict(running), indent=1))


def read_note(here: Places) -> Running | None:
    """Read where the servers were last started."""
    try:
        found: dict[str, Any] = json.loads(here.state.read_text())
        return Running(**found)
    except (OSError, ValueError, TypeError):
        return None


def found(here: Places) -> dict[str, str]:
    """Return the environment in which `manage.py` finds this checkout's running servers.

    It is the one that the launcher's own processes get, marked as a demonstration where the
    database holds one.
    """
    noted = read_note(here)
    if noted is None or not redis_server.ping(noted.redis_port, password_in(noted.redis_url)):
        return {}
    mark = {"DEMONSTRATION": "1"} if Prepared(here, Path(noted.data)).is_invented else {}
    return {**mark, **basic_environment(here, noted.database_url, noted.redis_url)}


def password_in(url: str) -> str:
    """Return the password that an address carries."""
    return url.split(":", 2)[2].split("@", 1)[0]
