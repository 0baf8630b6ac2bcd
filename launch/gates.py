"""`make check`: every gate in its turn, each with one line, and what a failing one said."""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from launch import catalogues, environment
from launch.places import Places
from launch.programs import run
from launch.speech import Steps, say
from launch.workbench import build_environment, open_workbench

SOURCES = ("audit", "agencies", "notices", "plans", "alerts", "meetings", "centre", "launch",
           "tests", "bench", "manage.py")  # fmt: skip
PRODUCTION = {
    "DATABASE_URL": "postgres://centre@127.0.0.1:1/centre",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "a key of fifty characters and more, for this check alone: 0123456789",
    "ALLOWED_HOSTS": "centre.example",
    "PUBLIC_ADDRESS": "https://centre.example",
    "DEMONSTRATION": "",
    "PLAIN_HTTP": "",
    "DEBUG": "",
    "DJANGO_SETTINGS_MODULE": "centre.settings",
}


@dataclass(frozen=True)
class Gate:
    """A check that the whole change must pass."""

    name: str
    argv: Sequence[str | Path]
    extra: Mapping[str, str] = field(default_factory=dict)


def gates(here: Places) -> list[Gate]:
    """List the gates, the quick ones first."""
    tools = here.venv / "bin"
    python = here.python
    sources = [name for name in SOURCES if any_python(here.checkout / name)]
    compose = {"COMPOSE_ENV_FILES": ".env.example"}
    return [
        Gate("ruff format --check", [tools / "ruff", "format", "--check", "."]),
        Gate("ruff check", [tools / "ruff", "check", "."]),
        Gate("import contract", [tools / "lint-imports"], PRODUCTION),
        Gate("types (mypy)", [python, "-m", "mypy", *sources]),
        Gate("templates (djlint)", [python, "-m", "djlint", "--lint", "--quiet", "templates"]),
        Gate("migrations", [python, "-W", "ignore::RuntimeWarning", "manage.py",
             "makemigrations", "--check", "--dry-run"],
             PRODUCTION),
        Gate("manage.py check --deploy", [python, "manage.py", "check", "--deploy",
             "--fail-level", "WARNING"], PRODUCTION),
        Gate("docker-compose.yml", [tools / "docker-compose", "-f", "docker-compose.yml",
             "config", "-q"], compose),
        Gate("Dockerfile", [tools / "hadolint", "Dockerfile"]),
    ]  # fmt: skip


def any_python(path: Path) -> bool:
    """Tell whether there is something to read under a name."""
    return path.is_file() or any(path.rglob("*.py"))


def check() -> int:
    """Pass every gate, also after one has failed; succeed when all passed."""
    steps = Steps(3)
    steps.begin("looking at this machine")
    here = open_workbench()
    build_environment(here, steps, environment.CHECK)
    listed = gates(here)
    steps.begin(f"passing {len(listed) + 1} gates")
    failed = [gate.name for gate in listed if not passes(here, gate)]
    if faults := catalogues.faults(here.checkout / "locale"):
        failed.append("catalogues")
        say("FAIL  catalogues\n" + indented("\n".join(faults)))
    else:
        say("  ok  catalogues")
    say(f"\n{len(failed)} gates failed: {', '.join(failed)}." if failed else "\nAll gates passed.")
    return 1 if failed else 0


def passes(here: Places, gate: Gate) -> bool:
    """Run one gate and say its verdict; a failing one is heard."""
    begun = time.monotonic()
    told = run(
        gate.argv,
        folder=here.checkout,
        environment={**os.environ, **gate.extra},
        seconds=None,
        may_end=True,
    )
    seconds = time.monotonic() - begun
    say(f"{'FAIL' if told.returncode else '  ok'}  {gate.name} ({seconds:.1f} s)")
    if told.returncode:
        say(indented(told.stdout))
    return told.returncode == 0


def indented(words: str) -> str:
    """Set a gate's words off from the verdicts."""
    return "\n".join(f"      {line}" for line in words.rstrip().splitlines())
