"""Where the launcher keeps things."""

import stat
from pathlib import Path

import pytest

from launch import places
from launch.places import Places
from launch.speech import Refusal


@pytest.fixture
def here(tmp_path: Path) -> Places:
    """An empty checkout."""
    return Places(tmp_path / "checkout", tmp_path / "checkout" / ".run", tmp_path / "servers")


def test_two_checkouts_have_two_server_folders() -> None:
    """Two clones on one machine never share a database."""
    one, other = places.open_folder(Path("/a/centre")), places.open_folder(Path("/b/centre"))
    assert one != other
    assert one.name.startswith(places.NAME)


@pytest.mark.parametrize(("uid", "is_inside"), [(0, False), (1000, True)])
def test_data_lie_in_the_checkout_except_for_root(
    monkeypatch: pytest.MonkeyPatch, uid: int, *, is_inside: bool
) -> None:
    """Whoever removes the checkout removes them; root's database runs under another account."""
    monkeypatch.setattr("os.getuid", lambda: uid)
    found = places.places(Path("/a/centre"))
    assert (found.run in found.servers.parents) is is_inside


def test_the_data_of_an_earlier_checkout_at_this_path_are_removed(here: Places) -> None:
    """A fresh clone where another one was starts afresh; the same clone keeps its data."""
    places.prepare(here)
    data = here.servers / "postgresql-15"
    data.mkdir()
    places.prepare(here)
    assert data.exists()
    (here.run / "checkout-token").unlink()
    places.prepare(here)
    assert not data.exists()


def test_a_database_that_still_runs_is_never_removed(here: Places) -> None:
    """The sentence says which process to end."""
    places.prepare(here)
    data = here.servers / "postgresql-15"
    data.mkdir()
    (data / "postmaster.pid").write_text("1\n/data\n")
    (here.run / "checkout-token").unlink()
    with pytest.raises(Refusal, match="`kill 1`"):
        places.prepare(here)
    assert data.exists()


def test_secrets_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    """Kept once made, and closed to others."""
    path = tmp_path / "secret-key"
    first = places.private_text(path)
    assert places.private_text(path) == first
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
