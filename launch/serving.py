"""`make services`, `make stop`, `make demo-reset`: the embedded servers in the background."""

import shutil

from launch import environment, servers
from launch.places import Places
from launch.ports import DEFAULT_PORT
from launch.processes import end_leftovers
from launch.product import Prepared, demonstration_environment
from launch.speech import Refusal, Steps, say
from launch.workbench import (
    alone,
    build_environment,
    fill,
    given_services,
    open_workbench,
    product_of,
    sign,
    start_services,
)

LEFT_BY_A_DEMONSTRATION = ("media", "mail", "journal", "beat-schedule", "record_anchors.jsonl")


def start() -> int:
    """Start the servers in the background with a migrated database and the reference data."""
    steps = Steps(5)
    steps.begin("looking at this machine")
    here = open_workbench()
    with alone(here):
        sign(here, "`make services`")
        build_environment(here, steps, environment.TEST)
        services = start_services(here, steps, "services")
        try:
            fill(
                product_of(here, services),
                Prepared(here, services.data),
                steps,
                is_demonstration=False,
            )
        except BaseException:
            services.stop()
            raise
    say("\nThe servers are running, and `manage.py` finds them by itself. `make stop` ends them.")
    if services.pair:
        say(f"DATABASE_URL={services.database_url}\nREDIS_URL={services.redis_url}")
    return 0


def stop() -> int:
    """Stop the background servers of this checkout."""
    here = open_workbench()
    with alone(here):
        sign(here, "`make stop`")
        end_leftovers(here.run)
        if not (here.servers.exists() and any(here.servers.glob("postgresql-*"))):
            say("Nothing was running.")
            return 0
        was_running = servers.stop_noted(here, servers.pair(here))
    say("The servers have ended; their data stay." if was_running else "Nothing was running.")
    return 0


def reset() -> int:
    """Empty the embedded database and load the demonstration afresh."""
    steps = Steps(7)
    steps.begin("looking at this machine")
    here = open_workbench()
    if given_services():
        raise Refusal(
            "`make demo-reset` empties the embedded database alone: unset DATABASE_URL and "
            "REDIS_URL, or empty your own database yourself."
        )
    with alone(here):
        sign(here, "`make demo-reset`")
        end_leftovers(here.run)
        build_environment(here, steps, environment.RUN)
        steps.begin("removing the old demonstration")
        was_running = remove_data(here)
        services = start_services(here, steps, "services" if was_running else "run")
        try:
            product = product_of(
                here, services, demonstration_environment(DEFAULT_PORT, 2525, 8025)
            )
            fill(product, Prepared(here, services.data), steps, is_demonstration=True)
        finally:
            if not was_running:
                services.stop()
    say(f"\nThe demonstration is as new ({steps.seconds()} s): `make run` shows it.")
    return 0


def remove_data(here: Places) -> bool:
    """Remove every row, message and file; say whether the servers were running before."""
    pair = servers.pair(here)
    was_running = servers.stop_noted(here, pair)
    Prepared(here, pair.postgresql.data).forget_the_database()
    left = [here.run / name for name in LEFT_BY_A_DEMONSTRATION]
    for path in (pair.postgresql.data, here.servers / "redis", *left):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    return was_running
