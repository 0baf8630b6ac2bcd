"""When the Python environment is made anew, and how its failure is said."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from launch import environment
from launch.environment import Stamp
from launch.places import Places
from launch.speech import Refusal


@pytest.fixture
def here(tmp_path: Path) -> Places:
    """A checkout with two locked files and nothing else, in a folder with a space."""
    checkout = tmp_path / "a checkout"
    (checkout / "requirements").mkdir(parents=True)
    for name in ("base", "test"):
        (checkout / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    return Places(checkout=checkout, run=checkout / ".run", servers=tmp_path / "servers")


def furnish(here: Places, stamp: Stamp) -> None:
    """Put an environment with a stamp in its place."""
    (here.venv / "bin").mkdir(parents=True)
    here.python.touch()
    (here.venv / "installed.json").write_text(json.dumps(asdict(stamp)))


def stamp_of(here: Places, *names: str) -> Stamp:
    """A true stamp of some locked files."""
    stamp = environment.new_stamp(here.venv)
    stamp.files = environment.digests(here.requirements, names)
    return stamp


def test_a_fresh_checkout_lacks_everything(here: Places) -> None:
    """Nothing is installed where there is no environment."""
    assert environment.missing(here, ["base", "test"]) == ["base", "test"]


def test_what_is_installed_is_not_installed_again(here: Places) -> None:
    """A second start finds nothing to do."""
    furnish(here, stamp_of(here, "base", "test"))
    assert environment.missing(here, ["base", "test"]) == []


def test_a_changed_file_is_installed_again(here: Places) -> None:
    """Only the file that changed."""
    furnish(here, stamp_of(here, "base", "test"))
    (here.requirements / "test.txt").write_text("test==2\n")
    assert environment.missing(here, ["base", "test"]) == ["test"]


@pytest.mark.parametrize("change", [{"path": "/elsewhere/.venv"}, {"python": "3.9"}])
def test_an_environment_of_another_place_or_python_counts_for_nothing(
    here: Places, change: dict[str, str]
) -> None:
    """A moved checkout, or another Python, makes its environment anew."""
    furnish(here, Stamp(**{**asdict(stamp_of(here, "base", "test")), **change}))
    assert environment.missing(here, ["base", "test"]) == ["base", "test"]


def test_a_python_without_venv_is_told_what_to_install(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's bare python3 has no ensurepip."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Refusal, match=r"apt install python3-venv"):
        environment.ensure(here, ["base"])


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: No matching distribution found for amqp==5.4.2", "check the network"),
        ("Failed to establish a new connection: [Errno -3]", "check the network"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "differs from its locked hash"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: something else", r"something else.*see /logs"),
    ],
)
def test_a_failed_installation_says_what_to_do(output: str, words: str) -> None:
    """One sentence, no traceback."""
    sentence = environment.why_not_installed(output, Path("/logs"))
    assert "\n" not in sentence
    assert re.search(words, sentence)


def test_uv_uses_the_index_that_pip_is_configured_for(tmp_path: Path) -> None:
    """Several extra indexes, a certificate, and only the wheel folders that exist."""
    told = environment.uv_environment(
        {
            "index-url": "https://index.example/simple",
            "extra-index-url": "https://a.example  file:///b/simple",
            "cert": "/etc/certificate.pem",
            "find-links": f"{tmp_path} /nowhere https://c.example",
        }
    )
    assert told["UV_DEFAULT_INDEX"] == "https://index.example/simple"
    assert told["UV_INDEX"] == "https://a.example file:///b/simple"
    assert told["SSL_CERT_FILE"] == "/etc/certificate.pem"
    assert told["UV_FIND_LINKS"] == f"{tmp_path},https://c.example"
    assert "UV_NO_INDEX" not in told
