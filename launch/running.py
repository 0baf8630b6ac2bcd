"""`make run`: from a bare checkout to one address with the demonstration behind it."""

import http.client
import json
import os
import sys
import time

from launch import environment
from launch.ending import Ended, hearing_the_end
from launch.places import Places
from launch.ports import DEFAULT_PORT, LOOPBACK, chosen_port, free_port, listens
from launch.processes import Processes, end_leftovers
from launch.product import STATIC, Prepared, Product, demonstration_environment
from launch.speech import Refusal, Steps, say, say_at_the_end, table
from launch.workbench import (
    Services,
    alone,
    build_environment,
    fill,
    open_workbench,
    product_of,
    sign,
    start_services,
)

STEPS = 9
PATIENCE_SECONDS = 90
SIGN_IN = "/account/sign-in/"


def run() -> int:
    """Start everything, stay until told to end, and end everything that was started."""
    steps = Steps(STEPS)
    steps.begin("looking at this machine")
    here = open_workbench()
    with alone(here):
        end_leftovers(here.run)
        port = chosen_port(os.environ.get("PORT") or str(DEFAULT_PORT))
        sign(here, f"`make run` (http://{LOOPBACK}:{port}/)")
        build_environment(here, steps, environment.RUN)
        services: Services | None = None
        processes: Processes | None = None
        try:
            services = start_services(here, steps, "run")
            processes = start_product(here, services, steps, port)
            processes.watch()
        except Ended:
            say_at_the_end("\nEnding what was started …")
        finally:
            if processes:
                processes.end()
            if services:
                services.stop()
    say_at_the_end("All that was started has ended. The data stay: `make run` shows them again.")
    return 0


def start_product(here: Places, services: Services, steps: Steps, port: int) -> Processes:
    """Fill the database, start the processes and wait until the address answers."""
    catchers = free_port(), free_port()
    product = product_of(here, services, demonstration_environment(port, *catchers))
    prepared = Prepared(here, services.data)
    fill(product, prepared, steps, is_demonstration=True)
    people = people_of(product, prepared)
    gather_static_files(product, prepared, steps)
    steps.begin("starting pages, live feed, worker with beat, stand-ins of mail, SMS, webhooks")
    processes = Processes(here.logs, product.environment, here.checkout)
    try:
        start_processes(processes, here, port)
        steps.begin("waiting until they answer")
        wait_until_they_answer(processes, port, catchers)
    except BaseException:
        processes.end()
        raise
    say(welcome(port, people, steps.seconds()))
    return processes


def gather_static_files(product: Product, prepared: Prepared, steps: Steps) -> None:
    """Collect styles, scripts and fonts unless they are unchanged."""
    is_there = (product.here.run / "static").is_dir()
    if is_there and prepared.is_done("static", STATIC):
        steps.begin("styles, scripts and fonts are there")
        return
    steps.begin("collecting styles, scripts and fonts")
    product.manage("collectstatic", "--no-input", "--clear")
    prepared.done("static", STATIC)


def start_processes(processes: Processes, here: Places, port: int) -> None:
    """Start the product's processes, the stand-ins before those who write to them."""
    python, pages, live = str(here.python), free_port(), free_port()
    granian = [python, "-m", "granian", "--host", LOOPBACK, "--no-ws", "--log-level", "warning"]
    processes.start(
        "door", [sys.executable, "-m", "launch.door", str(port), str(pages), str(live)]
    )
    processes.start(
        "pages",
        [*granian, "--port", str(pages), "--interface", "wsgi", "--workers", "2",
         "--blocking-threads", "4", "--backpressure", "64", "--respawn-failed-workers",
         "centre.wsgi:application"],
    )  # fmt: skip
    processes.start(
        "live",
        [*granian, "--port", str(live), "--interface", "asgi", "--workers-kill-timeout", "2",
         "--respawn-failed-workers", "centre.asgi:application"],
    )  # fmt: skip
    processes.start("mail", [python, "manage.py", "catch_mail"])
    processes.start("posts", [python, "manage.py", "catch_posts"])
    processes.start(
        "worker",
        [python, "-m", "celery", "-A", "centre", "worker", "--loglevel", "WARNING", "-Q",
         "alerts,default", "-c", "3", "-B", "-s", str(here.run / "beat-schedule"),
         "--without-gossip", "--without-mingle"],
    )  # fmt: skip


def wait_until_they_answer(processes: Processes, port: int, catchers: tuple[int, int]) -> None:
    """Wait until pages and live feed come through the door and both stand-ins listen."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience:
        if dead := processes.dead():
            raise Refusal(processes.obituary(dead[0]))
        if (
            answers(port, SIGN_IN)
            and answers(port, "/live/health")
            and all(listens(one) for one in catchers)
        ):
            return
        with hearing_the_end():
            time.sleep(0.1)
    raise Refusal(
        f"The product did not answer within {PATIENCE_SECONDS} seconds: "
        f"see the files in {processes.logs}."
    )


def answers(port: int, path: str) -> bool:
    """Ask for a page; a fault is no answer."""
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def people_of(product: Product, prepared: Prepared) -> list[list[str]]:
    """Return the people one can be, as the demonstration names them."""
    told = prepared.kept("people")
    if told is None:
        told = product.manage("load_demonstration", "--people")
        prepared.keep("people", told)
    return [[card["name"], card["role"], card["body"]] for card in json.loads(told)]


def welcome(port: int, people: list[list[str]], seconds: int) -> str:
    """Write the last lines: the address, who one can be, how to end and how to start afresh."""
    return "\n".join(
        [
            "",
            f"Ready after {seconds} s:  http://{LOOPBACK}:{port}/",
            "",
            "Choose one of these people on the sign-in page, one click each:",
            "",
            table(["Person", "Role", "Body"], people),
            "",
            "Their e-mails and password: `./manage.py demonstration_people`.",
            f"Mails, SMS and webhooks that went out: http://{LOOPBACK}:{port}/demonstration/mail/",
            "Ctrl-C ends it and keeps the data; `make demo-reset` starts afresh.",
            "Invented people and papers: a demonstration, not an official system.",
        ]
    )
