"""Where the launcher keeps things, and which account owns the database's files.

`.run/` in the checkout holds the secret key, logs, mail, uploads and the servers' data. For root
the data lie in a short folder outside: PostgreSQL refuses to run as root, and the account that
runs it may not be able to see into the checkout.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from launch.speech import Refusal

NAME = "coordination-centre"
CHECKOUT = Path(__file__).resolve().parent.parent
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An account of the machine under which a server runs."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Places:
    """The folders that belong to one checkout."""

    checkout: Path
    run: Path
    servers: Path

    @property
    def logs(self) -> Path:
        """Return the folder of the log files."""
        return self.run / "logs"

    @property
    def venv(self) -> Path:
        """Return the folder of the Python environment."""
        return self.checkout / ".venv"

    @property
    def python(self) -> Path:
        """Return the environment's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def requirements(self) -> Path:
        """Return the folder of the locked requirements."""
        return self.checkout / "requirements"

    @property
    def state(self) -> Path:
        """Return the file that says which servers are running."""
        return self.run / "servers.json"


def places(checkout: Path = CHECKOUT) -> Places:
    """Name the folders of a checkout."""
    run = checkout / ".run"
    servers = open_folder(checkout) if os.getuid() == 0 else run / "servers"
    return Places(checkout=checkout, run=run, servers=servers)


def open_folder(checkout: Path) -> Path:
    """Name a folder that any account can reach; it carries a hash of the checkout's path."""
    digest = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:10]
    lasting = Path("/var/tmp")  # noqa: S108 it survives a restart of the machine
    base = lasting if os.access(lasting, os.W_OK) else Path(tempfile.gettempdir())
    return base / f"{NAME}-{os.getuid()}-{digest}"


def prepare(here: Places) -> None:
    """Make the folders; servers' data left by an earlier checkout at this path are removed."""
    try:
        here.logs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"The folder {here.checkout} cannot be written ({error.strerror}): "
            "clone the project into a folder of your own."
        ) from None
    token = private_text(here.run / "checkout-token")
    make_servers_folder(here.servers)
    mark = here.servers / "checkout-token"
    if mark.exists() and mark.read_text() != token:
        remove_servers_folder(here.servers)
        make_servers_folder(here.servers)
    mark.write_text(token)


def make_servers_folder(folder: Path) -> None:
    """Make the servers' folder; refuse one that another account put there."""
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise Refusal(f"{folder} belongs to another account: remove it and start again.")
    folder.chmod(0o755)


def remove_servers_folder(folder: Path) -> None:
    """Remove what an earlier checkout left, once none of its servers can be running."""
    for pid_file in folder.glob("*/postmaster.pid"):
        pid = pid_file.read_text().split("\n", 1)[0].strip()
        if Path("/proc", pid).exists():
            raise Refusal(
                f"A database of an earlier checkout at this path still runs (process {pid}): "
                f"end it with `kill {pid}` and start again."
            )
    shutil.rmtree(folder)


def private_text(path: Path) -> str:
    """Return a random text kept in a file that only its owner reads."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def database_account() -> Account | None:
    """Return the account that PostgreSQL must run under; nothing when the own one will do."""
    if os.getuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, found.pw_uid, found.pw_gid)
    raise Refusal(
        "PostgreSQL refuses to run as root and this machine has neither an account `postgres` "
        "nor `nobody`: run `useradd --system postgres`, or start as an ordinary user."
    )
