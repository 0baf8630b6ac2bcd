"""What every command begins with: one launcher per checkout, an environment, running servers."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launch import environment, servers
from launch.places import Places, places, prepare
from launch.product import DATA, INVENTED, Prepared, Product, basic_environment
from launch.servers import Pair, Running
from launch.speech import Refusal, Steps

BOTH = ("DATABASE_URL", "REDIS_URL")


def open_workbench() -> Places:
    """Name and make the folders of this checkout."""
    here = places()
    prepare(here)
    return here


@contextlib.contextmanager
def alone(here: Places) -> Iterator[None]:
    """Let one launcher at a time start, stop or reset this checkout's servers."""
    with (here.run / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise Refusal(
                f"{lock.read() or 'Another command'} is at work in this checkout: "
                "end it with Ctrl-C where it runs, then start again."
            ) from None
        yield


def sign(here: Places, sentence: str) -> None:
    """Say in the lock who holds it."""
    (here.run / "lock").write_text(sentence)


def build_environment(here: Places, steps: Steps, names: tuple[str, ...]) -> None:
    """Make the Python environment hold what the locked files say."""
    lacking = environment.missing(here, names)
    if lacking:
        steps.begin(f"building the Python environment ({', '.join(lacking)}; takes a minute)")
        environment.ensure(here, names)
    else:
        steps.begin("the Python environment is ready")


@dataclass
class Services:
    """The database and the queue of this run: our own, or somebody else's by address."""

    database_url: str
    redis_url: str
    pair: Pair | None = None
    running: Running | None = None
    is_ours_to_stop: bool = False

    def stop(self) -> None:
        """Stop what this launcher started, and nothing else."""
        if self.pair and self.running and self.is_ours_to_stop:
            self.pair.stop(self.running)
            self.is_ours_to_stop = False

    @property
    def data(self) -> Path | None:
        """Return the folder of our own database."""
        return self.pair.postgresql.data if self.pair else None


def given_services() -> Services | None:
    """Return the servers that the environment names, both or neither."""
    database_url, redis_url = (os.environ.get(name, "") for name in BOTH)
    if database_url and redis_url:
        return Services(database_url, redis_url)
    if database_url or redis_url:
        raise Refusal("Set both DATABASE_URL and REDIS_URL, or neither of them.")
    return None


def start_services(here: Places, steps: Steps, started_for: str) -> Services:
    """Use the servers that are named or running, else start our own."""
    if given := given_services():
        steps.begin("using the database and the queue that DATABASE_URL and REDIS_URL name")
        return given
    pair = servers.pair(here)
    version = pair.postgresql.programs.version
    steps.begin(f"starting PostgreSQL {version} and {pair.redis.program.name}")
    running, is_ours = servers.ensure_running(here, pair, started_for)
    return Services(running.database_url, running.redis_url, pair, running, is_ours)


def fill(product: Product, prepared: Prepared, steps: Steps, *, is_demonstration: bool) -> None:
    """Migrate and load what the database lacks; a database already filled is left alone."""
    mark = "demonstration" if is_demonstration else "reference"
    if prepared.is_done(mark, DATA):
        steps.begin("the database is migrated")
        steps.begin("the reference data are there")
        if is_demonstration:
            steps.begin("the demonstration is there")
        return
    prepared.forget()
    steps.begin("migrating the database")
    product.manage("migrate", "--no-input")
    steps.begin("loading the territories and the bodies")
    product.manage("load_reference", heard=steps.note)
    prepared.done("reference", DATA)
    if is_demonstration:
        steps.begin("loading the demonstration: a year of an invented institution")
        prepared.keep(INVENTED, "yes")
        product.manage("load_demonstration", heard=steps.note)
        prepared.done("demonstration", DATA)


def product_of(here: Places, services: Services, extra: dict[str, str] | None = None) -> Product:
    """Describe the Django side of this run."""
    basic = basic_environment(here, services.database_url, services.redis_url)
    return Product(here, {**basic, **(extra or {})})
