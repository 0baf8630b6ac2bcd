"""Lists, the table of all regions and the bringing in of a plan, over 100,000 tasks.

`python -m bench.plans` (or `make bench-plans`), N= sets the number of tasks. A table, then one
JSON object as the last line. Every page is asked for through the product's own middleware, by
turns with its baseline; the best of each is kept. It fails when a ratio is above what it may be.
"""

import io
import json
import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest import mock

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from agencies.models import Body, User
from bench.building import TASKS, build
from plans import access, actions
from plans.exports.official import HEADINGS
from plans.models import ActionPlan, CoExecutor, PlanImport, Task

ROUNDS = int(os.environ.get("ROUNDS") or 7)
ROWS = 2000
LISTS = ("/tasks/", "/tasks/?state=all", "/tasks/?late=on", "/tasks/reports/", "/plans/items/")
HELLO, FIGURES = "/help/keyboard/", "/regions/figures/"
MEASURES = (
    ("Провести учения по утвержденному графику", "отчет в АТЦ",
     "КНБ (созыв, по согласованию), МВД, МО, МЧС, акимы", "ежегодно, до 20 декабря",
     "в пределах предусмотренных средств", "РБ, МБ"),
    ("Обеспечить размещение рекомендаций", "информация в АТЦ", "МКИ (созыв), акимы",
     "ежеквартально, до 5 числа", "45,0", "РБ"),
    ("Разработать методические рекомендации", "методические рекомендации",
     "КНБ (созыв), МВД, МРР, АДР", "1 марта 2014 года", "не требуется", "-"),
    ("Внести предложения о потребности в средствах", "предложения в МЭБП", "все члены АТЦ",
     "ежегодно, до 1 апреля", "не требуется", "-"),
)  # fmt: skip
MOST = {
    "liaison_to_literal": 2.5,
    "figures_uncached_to_hello": 15.0,
    "figures_cached_to_hello": 3.0,
    "import_seconds": 30.0,
    "queries_superuser_more": 2,
}


def main() -> int:
    """Build the house, measure, print; 1 when a figure is above what it may be."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        people = build()
        figures = {**size(), **pages(people), **counts(people), **bringing_in(people["serik"])}
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    show(figures)
    return int(any(figures[name] > most for name, most in MOST.items()))


def size() -> dict[str, float]:
    """Say over what is measured."""
    kinds = (Body.Kind.UNIT_COMMISSION, Body.Kind.DISTRICT_COMMISSION)
    return {
        "tasks": Task.objects.count(),
        "agencies": Body.objects.filter(kind=Body.Kind.AGENCY).count(),
        "commissions": Body.objects.filter(kind__in=kinds).count(),
        "people": User.objects.count(),
    }


def pages(people: dict[str, User]) -> dict[str, float]:
    """Time the pages of a liaison and of a secretary of the Centre, each beside its baseline."""
    liaison, secretary = _client(people["liaison"]), _client(people["serik"])
    own = Body.objects.get(code="moh").pk
    shared = CoExecutor.objects.filter(body__in=[own]).values("task_id")
    listed = Task.objects.filter(Q(lead__in=[own]) | Q(pk__in=shared)).exclude(state="draft")
    literal = mock.patch.object(access, "visible", return_value=listed)
    readable = mock.patch.object(access, "readable", return_value=listed)
    best: dict[str, float] = {}
    for _round in range(ROUNDS):
        _time(best, "liaison_ms", liaison, "/tasks/")
        with readable:
            _time(best, "literal_ms", liaison, "/tasks/", literal)
        _time(best, "secretary_ms", secretary, "/tasks/")
        _time(best, "search_ms", secretary, "/tasks/?text=объектам&state=all")
        _time(best, "hello_ms", secretary, HELLO)
        cache.clear()
        _time(best, "figures_uncached_ms", secretary, FIGURES)
        _time(best, "figures_cached_ms", secretary, FIGURES)
    return {
        **best,
        "liaison_to_literal": best["liaison_ms"] / best["literal_ms"],
        "figures_uncached_to_hello": best["figures_uncached_ms"] / best["hello_ms"],
        "figures_cached_to_hello": best["figures_cached_ms"] / best["hello_ms"],
    }


def counts(people: dict[str, User]) -> dict[str, float]:
    """Count the queries of each list for a liaison, a secretary, and the same as a superuser."""
    ordinary = {path: _queries(people["serik"], path) for path in LISTS}
    liaison = {path: _queries(people["liaison"], path) for path in LISTS}
    User.objects.filter(pk=people["serik"].pk).update(is_superuser=True)
    above = {path: _queries(people["serik"], path) for path in LISTS}
    User.objects.filter(pk=people["serik"].pk).update(is_superuser=False)
    for path in LISTS:
        print(f"queries {path:32} {liaison[path]:4} {ordinary[path]:4} {above[path]:4}")
    return {
        "queries_most": max(*liaison.values(), *ordinary.values()),
        "queries_superuser_more": max(abs(above[path] - ordinary[path]) for path in LISTS),
    }


def bringing_in(secretary: User) -> dict[str, float]:
    """Receive, read and apply a table of two thousand measures, and weigh the memory of it."""
    plan = _plan(secretary)
    upload = SimpleUploadedFile("plan.xlsx", _table(ROWS))
    half = SimpleUploadedFile("half.xlsx", _table(ROWS // 2))
    began = time.perf_counter()
    one = actions.receive_plan_file(plan, actor=secretary, upload=upload)
    actions.read_plan_import(PlanImport.objects.get(pk=one.pk), actor=None)
    read = time.perf_counter() - began
    actions.apply_plan_import(PlanImport.objects.get(pk=one.pk), actor=secretary)
    took = time.perf_counter() - began
    weights = [_weight_of_reading(secretary, content) for content in (half, upload)]
    return {
        "import_read_seconds": read,
        "import_seconds": took,
        "import_rows": plan.items.count(),
        "import_read_mb_1000": weights[0],
        "import_read_mb_2000": weights[1],
    }


def _weight_of_reading(secretary: User, upload: SimpleUploadedFile) -> float:
    """Return the most memory, in megabytes, that reading the rows of a file held at once."""
    upload.seek(0)
    plan = _plan(secretary)
    one = actions.receive_plan_file(plan, actor=secretary, upload=upload)
    tracemalloc.start()
    actions.read_plan_import(PlanImport.objects.get(pk=one.pk), actor=None)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def _plan(secretary: User) -> ActionPlan:
    return actions.create_plan(
        actor=secretary,
        controller=Body.objects.get(code="atc"),
        code=f"bench-{ActionPlan.objects.count()}",
        name_kk="Жоспар",
        name_ru="План",
        first_year=2013,
        last_year=2017,
    )


def _table(rows: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("План")
    sheet.append(list(HEADINGS["A", "ru"]))
    for number in range(1, rows + 1):
        text, *rest = MEASURES[number % len(MEASURES)]
        sheet.append([str(number), f"{text} ({number})", *rest])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _time(
    best: dict[str, float],
    name: str,
    client: Client,
    path: str,
    within: AbstractContextManager[Any] | None = None,
) -> None:
    with within or nullcontext():
        took = timed(lambda: _fetch(client, path))
    best[name] = min(took, best.get(name, took))


def _fetch(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200, path


def _queries(person: User, path: str) -> int:
    client = _client(person)
    _fetch(client, path)
    with CaptureQueriesContext(connection) as asked:
        _fetch(client, path)
    return len(asked)


def timed(work: Callable[[], None]) -> float:
    """Return how many milliseconds some work took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def show(figures: dict[str, float]) -> None:
    """Print the table for people and the object for machines."""
    for name, value in figures.items():
        words = f"{value:12.3f}" if isinstance(value, float) else f"{value:12}"
        print(f"{name:28} {words}{f'   at most {MOST[name]}' if name in MOST else ''}")
    assert figures["tasks"] == TASKS
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    sys.exit(main())
