"""Which PostgreSQL and Redis are chosen, and who can run them."""

from pathlib import Path

import pytest

from launch import programs
from launch.programs import Programs
from launch.speech import Refusal


@pytest.mark.parametrize(
    ("sentence", "version"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18"),
        ("postgres (PostgreSQL) 18.6", "18.6"),
        ("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0", "7.0.15"),
        ("Valkey server v=9.1.2 sha=00000000:0", "9.1.2"),
        ("command not found", None),
    ],
)
def test_a_server_says_its_version(sentence: str, version: str | None) -> None:
    """Each family says it in its own way."""
    assert programs.version_in(sentence) == version


@pytest.mark.parametrize(
    ("version", "is_enough"), [("14.9", False), ("15.1", True), ("18.6", True), (None, False)]
)
def test_old_servers_are_passed_over(version: str | None, *, is_enough: bool) -> None:
    """PostgreSQL 15 is the oldest that will do."""
    assert programs.is_new_enough(version, programs.OLDEST_POSTGRESQL) is is_enough


def test_the_newest_of_several_servers_comes_first() -> None:
    """By number, not by letter: 9.6 is older than 15."""
    folders = [Path(f"/usr/lib/postgresql/{version}/bin") for version in ("9.6", "15", "17")]
    assert [folder.parent.name for folder in programs.newest_first(folders)] == ["17", "15", "9.6"]


def test_a_server_without_its_extensions_is_passed_over(tmp_path: Path) -> None:
    """A server package without pg_trgm and btree_gist cannot hold the product."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("initdb", "pg_ctl", "psql"):
        (folder / name).touch()
    assert programs.has_programs(folder) is False
    extensions = tmp_path / "share" / "extension"
    extensions.mkdir(parents=True)
    for name in programs.EXTENSIONS:
        (extensions / f"{name}.control").touch()
    assert programs.has_programs(folder) is True


@pytest.fixture
def wheel(tmp_path: Path) -> Programs:
    """A wheel's installation in a folder that only its owner may enter."""
    root = tmp_path / "closed" / "postgres_wheel" / "pginstall"
    (root / "bin").mkdir(parents=True)
    (root / "lib").mkdir()
    beside = tmp_path / "closed" / "postgres_wheel.libs"
    beside.mkdir()
    (beside / "libpq.so").touch(mode=0o600)
    postgres = root / "bin" / "postgres"
    postgres.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 18.6'\n")
    postgres.chmod(0o700)
    return Programs(root / "bin", "18.6", root / "lib")


def test_readable_programs_are_used_where_they_are(wheel: Programs, tmp_path: Path) -> None:
    """Nothing is copied without need."""
    assert programs.readable_copy(wheel, tmp_path / "copies", lambda found: True) == wheel
    assert not (tmp_path / "copies").exists()


def test_programs_that_the_account_cannot_reach_are_copied_open(
    wheel: Programs, tmp_path: Path
) -> None:
    """As root the wheel may lie under a home that nobody else may enter."""
    copied = programs.readable_copy(wheel, tmp_path / "copies", lambda found: found != wheel)
    root = tmp_path / "copies" / "postgresql-18.6"
    assert copied.folder == root / "postgres_wheel" / "pginstall" / "bin"
    assert (root / "postgres_wheel.libs" / "libpq.so").stat().st_mode & 0o444 == 0o444
    assert (copied.folder / "postgres").stat().st_mode & 0o444 == 0o444
    assert copied.folder.stat().st_mode & 0o111 == 0o111
    again = programs.readable_copy(wheel, tmp_path / "copies", lambda found: found != wheel)
    assert again == copied


def test_programs_that_cannot_be_run_at_all_are_refused(wheel: Programs, tmp_path: Path) -> None:
    """One sentence with two ways out."""
    with pytest.raises(Refusal, match=r"as an ordinary user, or set DATABASE_URL"):
        programs.readable_copy(wheel, tmp_path / "copies", lambda found: False)


def test_a_program_that_never_ends_is_given_up() -> None:
    """The launcher explains; it does not hang."""
    told = programs.run(["/bin/sleep", "20"], seconds=0.1)
    assert (told.returncode, told.stdout) == (124, "no answer in 0 s")


def test_a_program_that_is_not_there_is_no_traceback() -> None:
    """An absent program is an answer like any other."""
    assert programs.run(["/nowhere/postgres", "--version"], account=None).returncode == 126
