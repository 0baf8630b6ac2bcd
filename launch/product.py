"""The Django side as the launcher sees it: its environment, its commands, what is prepared."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from launch.places import Places, private_text
from launch.ports import LOOPBACK
from launch.postgresql import last_line, notes_beside
from launch.processes import call
from launch.speech import Refusal

DATA = ("*/migrations/*.py", "data/**/*", "audit/**/*.py", "agencies/**/*.py", "notices/**/*.py",
        "plans/**/*.py", "alerts/**/*.py", "meetings/**/*.py", "centre/**/*.py")  # fmt: skip
INVENTED = "invented people"
# Another environment is not ours; and where no process may keep what it compiled, each of the
# eight compiles the whole product again at every start.
NOT_HANDED_ON = {"VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"}
STATIC = ("static/**/*", "requirements/base.txt")


@dataclass(frozen=True)
class Product:
    """The product of one checkout with the environment its processes get."""

    here: Places
    environment: dict[str, str]

    def manage(
        self, command: str, *arguments: str, heard: Callable[[str], None] | None = None
    ) -> str:
        """Run a management command to its end; refuse with its last words when it fails."""
        log = self.here.logs / f"{command}.log"
        status, printed = call(
            [self.here.python, "manage.py", command, *arguments],
            environment=self.environment,
            folder=self.here.checkout,
            log=log,
            heard=heard,
        )
        if status:
            why = last_line(log.read_text())
            raise Refusal(f"`manage.py {command}` failed ({why}): all it said is in {log}.")
        return printed


def basic_environment(here: Places, database_url: str, redis_url: str) -> dict[str, str]:
    """Return the environment of a plain local instance; what the person set comes first."""
    own = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": private_text(here.run / "secret-key"),
        "PLAIN_HTTP": "1",
        "MEDIA_ROOT": str(here.run / "media"),
        "STATIC_ROOT": str(here.run / "static"),
        "CATCHER_FOLDER": str(here.run / "mail"),
        "JOURNAL_FOLDER": str(here.run / "journal"),
        "RECORD_ANCHORS": str(here.run / "record_anchors.jsonl"),
        "PYTHONUNBUFFERED": "1",
    }
    named = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    return {**own, **named, "DATABASE_URL": database_url, "REDIS_URL": redis_url}


def demonstration_environment(port: int, catcher_port: int, receiver_port: int) -> dict[str, str]:
    """Return what turns a plain instance into the demonstration."""
    return {
        "DEMONSTRATION": "1",
        "PUBLIC_ADDRESS": f"http://{LOOPBACK}:{port}",
        "CATCHER_SMTP_PORT": str(catcher_port),
        "RELAY_HOST": LOOPBACK,
        "RELAY_PORT": str(catcher_port),
        "CATCHER_HTTP_PORT": str(receiver_port),
        "SMS_GATEWAY_URL": f"http://{LOOPBACK}:{receiver_port}/sms",
        "SMS_GATEWAY_TOKEN": "stand-in",
        "WEBHOOK_STAND_IN": f"http://{LOOPBACK}:{receiver_port}/systems",
    }


def digest(checkout: Path, patterns: Iterable[str]) -> str:
    """Return one digest of all files of the checkout that match some patterns."""
    total = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in checkout.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts and ".venv" not in path.parts:
            total.update(str(path.relative_to(checkout)).encode())
            total.update(path.read_bytes())
    return total.hexdigest()


class Prepared:
    """Remembers, beside the database, what has been done to it, so that it is not done twice."""

    def __init__(self, here: Places, database: Path | None) -> None:
        """Look beside the database's data; a database of somebody else's is never remembered."""
        self.checkout = here.checkout
        self.note = notes_beside(database) if database else None

    def _read(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self.note.read_text()) if self.note else {}
        except (OSError, ValueError):
            return {}
        return found

    def kept(self, name: str) -> str | None:
        """Return what was kept under a name."""
        return self._read().get(name)

    def keep(self, name: str, text: str) -> None:
        """Keep a text until the database is filled anew."""
        if self.note:
            self.note.write_text(json.dumps({**self._read(), name: text}))

    def is_done(self, name: str, patterns: Iterable[str]) -> bool:
        """Tell whether a thing was done with the files as they are now."""
        return self.kept(name) == digest(self.checkout, patterns)

    def done(self, name: str, patterns: Iterable[str]) -> None:
        """Remember that a thing was done with the files as they are now."""
        self.keep(name, digest(self.checkout, patterns))

    @property
    def is_invented(self) -> bool:
        """Tell whether the database holds invented people, or may hold them soon."""
        return any(self.kept(name) for name in (INVENTED, "demonstration"))

    def forget(self) -> None:
        """Forget what was done: it is done anew. Whose people the database holds, stays known."""
        was_invented = self.is_invented
        self.forget_the_database()
        if was_invented:
            self.keep(INVENTED, "yes")

    def forget_the_database(self) -> None:
        """Forget everything: the database itself goes."""
        if self.note:
            self.note.unlink(missing_ok=True)
