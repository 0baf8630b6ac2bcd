"""The pair of embedded servers of one checkout, and the note that says where they are."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from launch import redis_server
from launch.places import CHECKOUT, Places, database_account, places, private_text
from launch.postgresql import PostgreSQL
from launch.programs import choose_postgresql, choose_redis
from launch.redis_server import Redis
from launch.speech import Refusal


@dataclass(frozen=True)
class Running:
    """What is running: two addresses, what is needed to stop it, and for whom it was started."""

    database_url: str
    redis_url: str
    database_port: int
    redis_port: int
    redis_pid: int
    started_for: str


@dataclass(frozen=True)
class Pair:
    """A PostgreSQL and a Redis that belong together."""

    postgresql: PostgreSQL
    redis: Redis

    def start(self, started_for: str) -> Running:
        """Start both; a half-started pair is stopped again."""
        database_port = self.postgresql.start()
        try:
            redis_pid, redis_port = self.redis.start()
        except Refusal:
            self.postgresql.stop()
            raise
        return Running(
            database_url=self.postgresql.url(database_port),
            redis_url=self.redis.url(redis_port),
            database_port=database_port,
            redis_port=redis_port,
            redis_pid=redis_pid,
            started_for=started_for,
        )

    def stop(self, running: Running) -> None:
        """Stop both."""
        redis_server.stop(running.redis_pid, running.redis_port, self.redis.password)
        self.postgresql.stop()

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
    if servers.postgresql.is_running():
        servers.postgresql.stop()
    running = servers.start(started_for)
    write_note(here, running)
    return running, True


def stop_noted(here: Places, servers: Pair) -> bool:
    """Stop the servers of the note; say whether there were any."""
    noted = read_note(here)
    was_running = noted is not None and servers.is_running(noted)
    if noted:
        servers.stop(noted)
    elif servers.postgresql.is_running():
        servers.postgresql.stop()
        was_running = True
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


def found(checkout: Path = CHECKOUT) -> dict[str, str]:
    """Return the environment in which `manage.py` finds this checkout's running servers."""
    here = places(checkout)
    noted = read_note(here)
    if noted is None or not redis_server.ping(noted.redis_port, password_in(noted.redis_url)):
        return {}
    return {
        "DATABASE_URL": noted.database_url,
        "REDIS_URL": noted.redis_url,
        "SECRET_KEY": private_text(here.run / "secret-key"),
    }


def password_in(url: str) -> str:
    """Return the password that an address carries."""
    return url.split(":", 2)[2].split("@", 1)[0]
