"""`make services` and `make demo-reset`: what they say, refuse, remove and leave running."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from launch import product, servers, serving, workbench
from launch.ending import Ended
from launch.places import Places
from launch.product import Prepared
from launch.speech import Refusal, Steps
from launch.workbench import Services, alone, sign
from tests.launch.test_running import raising


@dataclass
class Database:
    """Stands in for PostgreSQL: its data alone."""

    data: Path


@dataclass
class Pair:
    """Stands in for the pair of servers."""

    postgresql: Database


@dataclass
class Told:
    """What the command did, in its order."""

    here: Places
    steps: list[str] = field(default_factory=list)

    def services(self, _here: object, _steps: object, started_for: str) -> Services:
        """Return servers whose start and stop are remembered."""
        self.steps.append(f"started for {started_for}")
        services = Services("postgres://here", "redis://here")
        services.stop = lambda: self.steps.append("stopped")  # type: ignore[method-assign]
        return services

    def fill(self, filled: product.Product, *_: object, is_demonstration: bool) -> None:
        """Remember with what the database was filled."""
        self.steps.append("demonstration" if is_demonstration else "reference")
        assert is_demonstration is (filled.environment.get("DEMONSTRATION") == "1")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """A checkout whose servers are stood in for."""
    here = Places(tmp_path, tmp_path / ".run", tmp_path / "servers")
    here.run.mkdir()
    here.servers.mkdir()
    told = Told(here)
    for name in ("DATABASE_URL", "REDIS_URL", "DEMONSTRATION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(serving, "open_workbench", lambda: here)
    monkeypatch.setattr(serving, "build_environment", lambda *_: None)
    monkeypatch.setattr(serving, "start_services", told.services)
    monkeypatch.setattr(serving, "fill", told.fill)
    pair = Pair(Database(here.servers / "postgresql-15"))
    monkeypatch.setattr(servers, "pair", lambda _here: pair)
    monkeypatch.setattr(servers, "stop_noted", lambda *_: False)
    return told


def leave_a_year_behind(here: Places) -> list[Path]:
    """Put there what a demonstration leaves."""
    left = [here.servers / "postgresql-15", here.servers / "redis"]
    left += [here.run / name for name in ("media", "mail", "journal")]
    for folder in left:
        folder.mkdir()
        (folder / "file").touch()
    files = [here.run / name for name in ("beat-schedule", "record_anchors.jsonl")]
    for path in files:
        path.touch()
    prepared = Prepared(here, here.servers / "postgresql-15")
    prepared.done("demonstration", product.DATA)
    assert prepared.note
    return [*left, *files, prepared.note]


def test_the_demonstration_is_removed_and_loaded_afresh(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows, mails, files and what is remembered of them; the key and the Python stay."""
    left = leave_a_year_behind(told.here)
    key = told.here.run / "secret-key"
    key.write_text("kept")
    assert serving.reset() == 0
    assert [path for path in left if path.exists()] == []
    assert key.read_text() == "kept"
    assert told.steps == ["started for run", "demonstration", "stopped"]
    said = capsys.readouterr().out.splitlines()
    assert "removing the old demonstration" in said[1]
    assert said[-1].startswith("The demonstration is as new (")
    assert said[-1].endswith(" s): `make run` shows it.")


def test_servers_in_the_background_go_on_after_a_reset(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever ran `make services` before has them still."""
    monkeypatch.setattr(servers, "stop_noted", lambda *_: True)
    assert serving.reset() == 0
    assert told.steps == ["started for services", "demonstration"]


def test_a_reset_is_refused_while_a_run_is_on(told: Told) -> None:
    """Nothing is removed under those who look at it."""
    left = leave_a_year_behind(told.here)
    with alone(told.here):
        sign(told.here, "`make run` (http://127.0.0.1:8101/)")
        with pytest.raises(Refusal) as refusal:
            serving.reset()
    assert str(refusal.value) == (
        "`make run` (http://127.0.0.1:8101/) is at work in this checkout: "
        "end it with Ctrl-C where it runs, then start again."
    )
    assert all(path.exists() for path in left)
    assert told.steps == []


def test_somebody_elses_database_is_never_emptied(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even one's own, named by its address."""
    left = leave_a_year_behind(told.here)
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/centre")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with pytest.raises(Refusal, match="unset DATABASE_URL and REDIS_URL"):
        serving.reset()
    assert all(path.exists() for path in left)
    assert told.steps == []


@pytest.mark.parametrize("fault", [Ended(), Refusal("no"), OSError(28)])
@pytest.mark.parametrize("command", [serving.reset, serving.start])
def test_whatever_breaks_the_filling_stops_the_servers(
    told: Told, monkeypatch: pytest.MonkeyPatch, command: Any, fault: BaseException
) -> None:
    """Ctrl-C while it migrates or loads, a fault, a full disk."""
    monkeypatch.setattr(serving, "fill", raising(fault))
    with pytest.raises(type(fault)):
        command()
    assert told.steps[1:] == ["stopped"]


def test_services_go_on_in_the_background(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    """Migrated, with the reference data and without an invented person."""
    assert serving.start() == 0
    assert told.steps == ["started for services", "reference"]
    assert capsys.readouterr().out.splitlines()[-1] == (
        "The servers are running, and `manage.py` finds them by itself. `make stop` ends them."
    )


def test_invented_people_are_known_before_the_first_of_them(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A load that is cut short is marked as one that ran to its end."""
    prepared = Prepared(told.here, told.here.servers / "postgresql-15")
    seen: list[tuple[str, bool]] = []

    def manage(_self: object, command: str, *_arguments: str, heard: object = None) -> str:
        seen.append((command, prepared.is_invented))
        return ""

    monkeypatch.setattr(product.Product, "manage", manage)
    one = product.Product(told.here, {})
    workbench.fill(one, prepared, Steps(9), is_demonstration=True)
    workbench.fill(one, prepared, Steps(9), is_demonstration=True)
    assert seen == [("migrate", False), ("load_reference", False), ("load_demonstration", True)]
