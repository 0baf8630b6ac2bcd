"""`make run`: what it says at the end of its start, and that its end leaves nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from launch import running, speech
from launch.ending import Ended
from launch.places import Places
from launch.ports import free_port
from launch.processes import Processes
from launch.speech import Refusal, Steps
from launch.workbench import Services


class Witness:
    """Stands in for servers and processes, and remembers what was ended."""

    def __init__(self) -> None:
        """Begin with nothing ended."""
        self.ended: list[str] = []

    def services(self) -> Services:
        """Return servers that this launcher started."""
        services = Services("postgres://here", "redis://here")
        services.stop = lambda: self.ended.append("servers")  # type: ignore[method-assign]
        return services


class Product:
    """Stands in for the processes of the product."""

    def __init__(self, witness: Witness, fault: BaseException) -> None:
        """Remember how the watch ends."""
        self.witness, self.fault = witness, fault

    def watch(self) -> None:
        """End as told."""
        raise self.fault

    def end(self) -> None:
        """Be ended."""
        self.witness.ended.append("processes")


def raising(fault: BaseException) -> Callable[..., Any]:
    """Return a step that ends in a fault."""

    def step(*_arguments: object, **_named: object) -> None:
        raise fault

    return step


@pytest.fixture
def witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Witness:
    """A checkout whose servers and processes are stood in for."""
    here = Places(tmp_path, tmp_path / ".run", tmp_path / "servers")
    here.run.mkdir()
    seen = Witness()
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(running, "open_workbench", lambda: here)
    monkeypatch.setattr(running, "build_environment", lambda *_: None)
    monkeypatch.setattr(running, "start_services", lambda *_: seen.services())
    return seen


def test_ctrl_c_ends_processes_then_servers(
    witness: Witness, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this order, so that nobody writes to a server that is gone."""
    monkeypatch.setattr(running, "start_product", lambda *_: Product(witness, Ended()))
    assert running.run() == 0
    assert witness.ended == ["processes", "servers"]
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "",
        "Ending what was started …",
        "All that was started has ended. The data stay: `make run` shows them again.",
    ]


def test_ctrl_c_while_the_product_starts_ends_the_servers(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it migrates or loads, for instance."""
    monkeypatch.setattr(running, "start_product", raising(Ended()))
    assert running.run() == 0
    assert witness.ended == ["servers"]


def test_a_process_that_dies_ends_everything_and_is_said(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half product stays behind."""
    monkeypatch.setattr(running, "start_product", lambda *_: Product(witness, Refusal("died")))
    with pytest.raises(Refusal, match="died"):
        running.run()
    assert witness.ended == ["processes", "servers"]


def test_a_closed_terminal_does_not_keep_anything_alive(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nobody left to say it to; it is ended all the same."""
    monkeypatch.setattr(running, "start_product", lambda *_: Product(witness, Ended()))
    monkeypatch.setattr(speech, "say", raising(OSError(5, "Input/output error")))
    assert running.run() == 0
    assert witness.ended == ["processes", "servers"]


def test_processes_that_do_not_answer_are_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was started before the fault has its end too."""
    ended: list[str] = []
    monkeypatch.setattr(Processes, "end", lambda _self: ended.append("processes"))
    for name in ("product_of", "Prepared", "fill", "people_of", "gather_static_files"):
        monkeypatch.setattr(running, name, lambda *_, **__: type("Any", (), {"environment": {}}))
    monkeypatch.setattr(running, "start_processes", lambda *_: None)
    monkeypatch.setattr(running, "wait_until_they_answer", raising(Ended()))
    here = Places(tmp_path, tmp_path / ".run", tmp_path / "servers")
    with pytest.raises(Ended):
        running.start_product(here, Services("", ""), Steps(9), 8000)
    assert ended == ["processes"]


def test_the_welcome_names_address_people_and_the_way_out() -> None:
    """All that a newcomer needs on one screen."""
    people = [["Айгерім", "liaison", "Ministry of Health"], ["Серік", "secretary", "Centre"]]
    said = running.welcome(8101, people, 42)
    assert said.splitlines() == [
        "",
        "Ready after 42 s:  http://127.0.0.1:8101/",
        "",
        "Choose one of these people on the sign-in page, one click each:",
        "",
        "Person   Role       Body",
        "───────  ─────────  ──────────────────",
        "Айгерім  liaison    Ministry of Health",
        "Серік    secretary  Centre",
        "",
        "Their e-mails and password: `./manage.py demonstration_people`.",
        "Mails, SMS and webhooks that went out: http://127.0.0.1:8101/demonstration/mail/",
        "Ctrl-C ends it and keeps the data; `make demo-reset` starts afresh.",
        "Invented people and papers: a demonstration, not an official system.",
    ]
