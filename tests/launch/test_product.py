"""What is prepared, and what a process of the product is told."""

from pathlib import Path

import pytest

from launch import product
from launch.places import Places
from launch.product import Prepared


@pytest.fixture
def here(tmp_path: Path) -> Places:
    """A checkout with one source file."""
    checkout = tmp_path / "checkout"
    (checkout / "plans").mkdir(parents=True)
    (checkout / "plans" / "models.py").write_text("one = 1\n")
    (checkout / ".run").mkdir()
    return Places(checkout, checkout / ".run", tmp_path)


@pytest.fixture
def prepared(here: Places) -> Prepared:
    """What is known of that checkout's database."""
    return Prepared(here, here.servers / "postgresql-15")


def test_nothing_is_done_twice(prepared: Prepared) -> None:
    """A second start finds the database filled."""
    assert not prepared.is_done("demonstration", product.DATA)
    prepared.done("demonstration", product.DATA)
    assert prepared.is_done("demonstration", product.DATA)


def test_a_changed_source_is_applied_again(here: Places, prepared: Prepared) -> None:
    """A new migration or a new card is not forgotten."""
    prepared.done("demonstration", product.DATA)
    (here.checkout / "plans" / "models.py").write_text("one = 2\n")
    assert not prepared.is_done("demonstration", product.DATA)


def test_what_was_kept_goes_with_the_database(prepared: Prepared) -> None:
    """The people of an emptied demonstration are asked for anew."""
    prepared.keep("people", "[]")
    prepared.forget()
    assert prepared.kept("people") is None


def test_of_a_database_of_somebody_else_nothing_is_remembered(here: Places) -> None:
    """It may be emptied or moved without our knowing."""
    foreign = Prepared(here, None)
    foreign.done("demonstration", product.DATA)
    assert not foreign.is_done("demonstration", product.DATA)


def test_a_process_keeps_what_it_compiled(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or eight processes would compile everything anew at each start."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LANG", "kk_KZ.UTF-8")
    basic = product.basic_environment(here, "postgres://here", "redis://here")
    assert "PYTHONDONTWRITEBYTECODE" not in basic
    assert basic["LANG"] == "kk_KZ.UTF-8"


def test_the_demonstration_has_no_way_to_a_real_relay(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in the environment, its mails go to the catcher on this machine."""
    monkeypatch.setenv("RELAY_HOST", "relay.example")
    monkeypatch.setenv("SMS_GATEWAY_URL", "https://sms.example/send")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    basic = product.basic_environment(here, "postgres://here", "redis://here")
    told = {**basic, **product.demonstration_environment(8000, 4025, 4026)}
    assert (told["RELAY_HOST"], told["RELAY_PORT"]) == ("127.0.0.1", "4025")
    assert told["CATCHER_SMTP_PORT"] == "4025"
    assert told["SMS_GATEWAY_URL"] == "http://127.0.0.1:4026/sms"
    assert told["WEBHOOK_STAND_IN"] == "http://127.0.0.1:4026/systems"
    assert told["DEMONSTRATION"] == "1"
    assert told["LOG_LEVEL"] == "DEBUG"
    assert told["DATABASE_URL"] == "postgres://here"
