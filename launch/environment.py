"""The Python environment in .venv: made from locked requirements, remade only when it must be."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from launch.places import Places
from launch.postgresql import last_line
from launch.programs import run
from launch.speech import Refusal

RUN = ("base", "embedded", "catcher")
TEST = (*RUN, "test")
CHECK = (*TEST, "tools")
BENCH = (*TEST, "bench")
INSTALLER = "installer"
NETWORK_SIGNS = ("Failed to establish", "ConnectionError", "Temporary failure", "timed out",
                 "No matching distribution", "dns error", "Connection refused",
                 "Network is unreachable", "error sending request")  # fmt: skip


@dataclass
class Stamp:
    """What an environment was made of: where, with which Python, from which locked files."""

    path: str
    python: str
    files: dict[str, str] = field(default_factory=dict)

    def missing(self, wanted: Mapping[str, str]) -> list[str]:
        """Name the locked files that are not installed as they are now."""
        return [name for name, digest in wanted.items() if self.files.get(name) != digest]


def digests(requirements: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the digest of each locked file."""
    return {
        name: hashlib.sha256((requirements / f"{name}.txt").read_bytes()).hexdigest()
        for name in names
    }


def new_stamp(venv: Path) -> Stamp:
    """Describe an empty environment at a place, of the Python that runs now."""
    return Stamp(path=str(venv), python=f"{sys.version_info[0]}.{sys.version_info[1]}")


def read_stamp(venv: Path) -> Stamp:
    """Read what the environment was made of; a strange or foreign one counts as empty."""
    fresh = new_stamp(venv)
    try:
        found = Stamp(**json.loads((venv / "installed.json").read_text()))
    except (OSError, ValueError, TypeError):
        return fresh
    is_ours = (found.path, found.python) == (fresh.path, fresh.python)
    return found if is_ours else fresh


def is_usable(venv: Path) -> bool:
    """Tell whether the environment's interpreter is there, reachable and of this Python."""
    try:
        return (venv / "bin" / "python").exists() and bool(read_stamp(venv).files)
    except OSError:
        return False


def missing(here: Places, names: Iterable[str]) -> list[str]:
    """Name the locked files that must be installed before the next step."""
    wanted = digests(here.requirements, names)
    return read_stamp(here.venv).missing(wanted) if is_usable(here.venv) else list(wanted)


def ensure(here: Places, names: Iterable[str]) -> None:
    """Make the environment hold exactly what the locked files say."""
    lacking = missing(here, names)
    if not lacking:
        return
    if not is_usable(here.venv):
        make(here)
    install(here, lacking)
    stamp = read_stamp(here.venv)
    stamp.files |= digests(here.requirements, [INSTALLER, *lacking])
    (here.venv / "installed.json").write_text(json.dumps(asdict(stamp), indent=1))


def make(here: Places) -> None:
    """Make an empty environment in the place of a missing or foreign one."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Refusal(
            "This Python cannot make environments (its venv module is incomplete): "
            "run `apt install python3-venv` and start again."
        )
    if os.pathsep in str(here.venv):
        raise Refusal("The path of the checkout contains a colon: move it and start again.")
    remove(here.venv)
    told = call(here, [sys.executable, "-m", "venv", str(here.venv)])
    if told.returncode:
        raise Refusal(f"The Python environment could not be made: {last_line(told.stdout)}")


def remove(venv: Path) -> None:
    """Remove an environment that was made elsewhere or by another Python."""
    try:
        if venv.is_symlink():
            venv.unlink()
        elif venv.exists():
            shutil.rmtree(venv)
    except OSError as error:
        raise Refusal(f"Remove the folder {venv} and start again ({error.strerror}).") from None


def install(here: Places, names: Iterable[str]) -> None:
    """Install locked files, checking every hash: with uv if it can be fetched, else with pip."""
    files = [part for name in names for part in ("-r", str(here.requirements / f"{name}.txt"))]
    pip = [str(here.python), "-m", "pip", "install", "--require-hashes", "--retries", "1",
           "--timeout", "20", "--disable-pip-version-check", "--no-input"]  # fmt: skip
    fetched = call(here, [*pip, "-r", str(here.requirements / f"{INSTALLER}.txt")])
    if fetched.returncode == 0:
        uv = [str(here.venv / "bin" / "uv"), "pip", "install", "--python", str(here.python),
              "--require-hashes", "--quiet"]  # fmt: skip
        if call(here, [*uv, *files], uv_environment(pip_settings(here))).returncode == 0:
            return
    told = call(here, [*pip, *files])
    if told.returncode:
        raise Refusal(why_not_installed(told.stdout, here.logs / "environment.log"))


def why_not_installed(output: str, log: Path) -> str:
    """Say in one sentence why packages could not be installed and what to do."""
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in output:
        return f"A package differs from its locked hash, so nothing was installed: see {log}."
    if any(sign in output for sign in NETWORK_SIGNS):
        return (
            "The Python packages could not be fetched: check the network, or the package index "
            f"in `pip config list`, and start again (details: {log})."
        )
    if "No space left" in output:
        return "The disk is full: free some space and start again."
    return f"The Python packages could not be installed ({last_line(output)}): see {log}."


def call(
    here: Places, argv: list[str], extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run an installer to its end, keeping its words in the log."""
    told = run(argv, environment={**os.environ, **(extra or {})}, seconds=None, may_end=True)
    here.logs.mkdir(parents=True, exist_ok=True)
    with (here.logs / "environment.log").open("a") as log:
        log.write(told.stdout)
    return told


def pip_settings(here: Places) -> dict[str, str]:
    """Read how pip is configured on this machine, in its files and its environment."""
    told = call_quietly([str(here.python), "-m", "pip", "config", "list"])
    settings: dict[str, str] = {}
    for line in told.splitlines():
        name, _, value = line.partition("=")
        key = name.rsplit(".", 1)[-1]
        if key and (key not in settings or name.startswith(":env:")):
            settings[key] = value.strip().strip("'\"").replace("\\n", " ")
    return settings


def call_quietly(argv: list[str]) -> str:
    """Run a program and return its words."""
    return subprocess.run(
        argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    ).stdout


def uv_environment(pip: Mapping[str, str]) -> dict[str, str]:
    """Tell uv what pip is told; addresses go through the environment, where `ps` shows none."""
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "cert": "SSL_CERT_FILE",
        "trusted-host": "UV_INSECURE_HOST",
        "no-index": "UV_NO_INDEX",
        "proxy": "ALL_PROXY",
    }
    told = {uv: " ".join(pip[key].split()) for key, uv in names.items() if pip.get(key)}
    links = [link for link in pip.get("find-links", "").split() if is_reachable_link(link)]
    if links:
        told["UV_FIND_LINKS"] = ",".join(links)
    return {
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_LINK_MODE": "copy",
        "UV_NO_CONFIG": "1",
        "VIRTUAL_ENV": "",
        **told,
    }


def is_reachable_link(link: str) -> bool:
    """Tell whether a place of wheels exists, which pip forgives and uv does not."""
    return "://" in link or Path(link).is_dir()
