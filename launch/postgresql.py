"""A private PostgreSQL: made, started, stopped; its password is kept beside its data."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from launch.places import Account, private_text
from launch.ports import free_port
from launch.programs import Programs, run
from launch.speech import Refusal

OWNER = "centre"
DATABASE = "centre"
PLAIN = {"max_connections": "150", "shared_buffers": "128MB"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class PostgreSQL:
    """A database server of our own: its programs, its folder, the account it runs under."""

    programs: Programs
    home: Path
    account: Account | None
    is_forgetful: bool = False

    @property
    def data(self) -> Path:
        """Return the data folder, named by the major version that made it."""
        return self.home / f"postgresql-{self.programs.major}"

    @property
    def password(self) -> str:
        """Return the password of the database's owner."""
        return private_text(self.home / "postgresql-password")

    def url(self, port: int) -> str:
        """Return the address under which the product reaches its database."""
        return f"postgres://{OWNER}:{self.password}@127.0.0.1:{port}/{DATABASE}"

    def start(self) -> int:
        """Start the server on a free port, making its data first if need be; return the port."""
        if not (self.data / "PG_VERSION").exists():
            self._make()
        for _ in range(3):
            port = free_port()
            started = self._control(
                "start", "-w", "-t", "60", "-l", self._log, "-o", opts(self, port)
            )
            if started.returncode == 0:
                self._make_database(port)
                return port
        raise Refusal(
            f"PostgreSQL did not start: its reasons are in {self._log}. If its data are damaged, "
            "`make demo-reset` makes them anew."
        )

    def stop(self) -> None:
        """Stop the server fast: open transactions are rolled back, nothing is lost."""
        self._control("stop", "-m", "fast", "-w", "-t", "60")

    def is_running(self) -> bool:
        """Tell whether the server of this data folder runs."""
        return self.data.exists() and self._control("status").returncode == 0

    @property
    def _log(self) -> Path:
        return self.data / "server.log"

    def _control(self, *arguments: str | Path) -> CompletedProcess[str]:
        return run(
            [self.programs.folder / "pg_ctl", "-D", self.data, *arguments],
            account=self.account,
            environment=self.programs.environment(),
        )

    def _make(self) -> None:
        """Make an empty cluster; it gets its name when it is whole, so a half one is never used.

        Each attempt has a folder of its own: what a killed launcher began may still be writing.
        """
        for left in self.home.glob(f"{self.data.name}.part-*"):
            shutil.rmtree(left, ignore_errors=True)
        attempt = Path(tempfile.mkdtemp(prefix=f"{self.data.name}.part-", dir=self.home))
        attempt.chmod(0o755)
        try:
            whole = self._cluster_in(attempt)
            shutil.rmtree(self.data, ignore_errors=True)
            notes_beside(self.data).unlink(missing_ok=True)
            whole.rename(self.data)
        finally:
            shutil.rmtree(attempt, ignore_errors=True)

    def _cluster_in(self, folder: Path) -> Path:
        """Make a cluster in a folder, owned by the account that will run it."""
        data, secret = folder / "data", folder / "password"
        data.mkdir(mode=0o700)
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if self.account:
            for path in (data, secret):
                os.chown(path, self.account.uid, self.account.gid)
        made = run(
            [self.programs.folder / "initdb", "-D", data, "-U", OWNER, "-E", "UTF8",
             "--locale=C.UTF-8", "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync"],
            account=self.account,
            environment=self.programs.environment(),
            may_end=True,
        )  # fmt: skip
        if made.returncode:
            raise Refusal(f"PostgreSQL's data could not be made: {last_line(made.stdout)}")
        return data

    def _make_database(self, port: int) -> None:
        """Make the product's database unless it is there."""
        if DATABASE in self.sql(port, "select datname from pg_database"):
            return
        self.sql(port, f"create database {DATABASE}")

    def sql(self, port: int, statement: str) -> str:
        """Run one statement in the maintenance database."""
        told = run(
            [self.programs.folder / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", OWNER,
             "-d", "postgres", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement],
            environment={**self.programs.environment(), "PGPASSWORD": self.password},
        )  # fmt: skip
        if told.returncode:
            raise Refusal(f"PostgreSQL refused a statement: {last_line(told.stdout)}")
        return told.stdout


def notes_beside(data: Path) -> Path:
    """Name the file beside a cluster that says what was done to it; it goes with the cluster."""
    return data.with_name(f"{data.name}-prepared.json")


def opts(server: PostgreSQL, port: int) -> str:
    """Write the server's options: this machine alone, no socket file, no durability in tests."""
    chosen = {
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "''",
        **PLAIN,
        **(FORGETFUL if server.is_forgetful else {}),
    }
    return " ".join(f"-c {name}={value}" for name, value in chosen.items())


def last_line(text: str) -> str:
    """Return the last line of a program's words, which is where it says why it failed."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
