"""`make requirements`: writes the locked requirement files anew from the *.in files."""

import os

from launch import environment
from launch.programs import run
from launch.speech import Refusal, Steps, say
from launch.workbench import build_environment, open_workbench

OPTIONS = ("--generate-hashes", "--universal", "--python-version", "3.11", "--no-header",
           "--no-emit-index-url", "--quiet")  # fmt: skip

LOCKED = (environment.INSTALLER, *environment.CHECK, environment.BENCH[-1])


def lock() -> int:
    """Resolve every requirement to one version and its hashes; no index address is written."""
    steps = Steps(2 + len(LOCKED))
    steps.begin("looking at this machine")
    here = open_workbench()
    build_environment(here, steps, environment.RUN)
    uv = here.venv / "bin" / "uv"
    extra = environment.uv_environment(environment.pip_settings(here))
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    for name in LOCKED:
        steps.begin(f"locking {name}")
        told = run(
            [uv, "pip", "compile", *OPTIONS, *upgrade, f"{name}.in", "-o", f"{name}.txt"],
            folder=here.requirements,
            environment={**os.environ, **extra},
            seconds=None,
            may_end=True,
        )
        if told.returncode:
            raise Refusal(f"{name}.in could not be locked:\n{told.stdout}")
    say("\nThe locked files are written: `make test` and `make check` install them.")
    return 0
