"""No query, page, command or beat of the real world finds anything of an exercise: all are walked.

The last tests pull a filter out and demand that the walk sees it.
"""

import datetime as dt
import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse

from agencies.models import Territory
from alerts import actions, queries
from alerts.models import (
    Exercise,
    LevelDecision,
    Participant,
)
from alerts.models.answers import RealAddressees
from alerts.models.decisions import RealActs, RealDecisions
from audit import clock
from audit.models import Entry
from notices.models import Addressee, Delivery, DeliveryBatch, LadderStep, Notice, NoticeWording
from tests.alerts import playing
from tests.alerts.walking import (
    ROOMS,
    Stage,
    answers_yes_or_no,
    arguments_of,
    exercise_behind,
    functions,
    leaks,
    takes_a_reader,
    values_for,
    walked,
)
from tests.cast import Cast
from tests.matrix import gather

READERS = ("dauren", "aigerim", "governor", "administrator")
# What both worlds share because it carries or records them; each row is reached through its own.
SHARED: dict[type[models.Model], str] = {
    Addressee: "told by a notice, read through it",
    Delivery: "one engine carries both worlds; read through its notice",
    DeliveryBatch: "what workers claim of either world; it names nothing",
    LadderStep: "one engine climbs both worlds",
    NoticeWording: "the words of a notice, read through it",
    Entry: "there is one record of who did what",
    Exercise: "is the door itself",
    Participant: "the list of an exercise, read through it",
}
# What points to a notice and is of the real world alone: no exercise ever writes such a row.
REAL_ALONE = frozenset(
    {"alerts.GapNotice", "meetings.Invitation", "plans.Digest", "plans.Reminder"}
)


@pytest.fixture
def stage(cast: Cast, published: LevelDecision) -> Stage:
    """A real level, a whole exercise under way beside it, and one that has ended."""
    ended = playing.running(cast).exercise
    assert ended is not None
    actions.end_exercise(ended, actor=cast.dauren)
    exercise = playing.whole(cast)
    hidden = LevelDecision.exercises.filter(exercise=exercise, notice__isnull=False).latest("pk")
    return Stage(published, exercise, hidden, cast.dauren)


# Rooms whose rows no level, real or played, ever leads to.
NOT_WALKED = frozenset({"plans", "meetings"})


def test_the_walk_reaches_every_query_that_somebody_asks(stage: Stage) -> None:
    values = values_for(stage)
    passed_by = {
        f"{one.__module__}.{one.__name__}"
        for one in functions()
        if takes_a_reader(one)
        and not answers_yes_or_no(one)
        and arguments_of(one, values) is None
        and one.__module__.partition(".")[0] not in NOT_WALKED
    }
    assert not passed_by, sorted(passed_by)
    assert sum(1 for _one in functions()) > 300


def test_no_query_of_the_real_world_finds_an_exercise(stage: Stage, cast: Cast) -> None:
    for name in READERS:
        reader = Stage(stage.real, stage.exercise, stage.hidden, cast[name])
        assert walked(reader) == [], name


def test_levels_are_those_of_the_real_world(stage: Stage) -> None:
    """The exercise holds red on Almaty; in earnest there is the yellow of the real decision."""
    assert queries.effective_levels()["75"] == "yellow"
    assert queries.level_here(Territory.objects.get(code="75")).level == "yellow"
    assert [one.level for one in queries.levels_played(stage.exercise)] == ["red"]


# -- pages, commands, beats


def pages() -> Iterator[str]:
    """Name every page that takes no argument, and the pages of the land."""
    for name in gather():
        if " " not in name and not name.startswith("alerts:exercise"):
            with suppress(NoReverseMatch):
                yield reverse(name)
    yield reverse("alerts:territory", kwargs={"code": "75"})
    yield reverse("centre:region", kwargs={"code": "75"})


@pytest.mark.parametrize("name", ["dauren", "saule", "aigerim", "governor", None])
def test_no_page_of_the_real_world_names_an_exercise(
    name: str | None, stage: Stage, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in(name) if name else Client()
    told = []
    for path in pages():
        # The plan of a year holds meetings and exercises by design, each exercise named as one.
        if path.startswith(("/inbox/", "/exercises/", "/meetings/year/")):
            continue
        answer = client.get(path)
        said = answer.content
        if playing.SECRET.encode() in said or b'class="exercise"' in said:
            told.append(path)
    assert told == []


def test_the_cards_of_an_exercise_are_not_found_in_the_real_world(
    stage: Stage, signed_in: Callable[[str], Client]
) -> None:
    """Whatever real address takes the number of a level finds nothing under an exercise's."""
    found = []
    for name in gather():
        if name.startswith("alerts:exercise") or not name.startswith("alerts:"):
            continue
        with suppress(NoReverseMatch):
            path = reverse(name, kwargs={"pk": stage.hidden.pk})
            taken = LevelDecision.objects.filter(pk=stage.hidden.pk).exists()
            answer = signed_in("dauren").get(path)
            if not taken and playing.SECRET.encode() in answer.content:
                found.append(path)
    assert found == []


def test_no_command_and_no_beat_touches_an_exercise(stage: Stage) -> None:
    said = io.StringIO()
    call_command("level_at", clock.now().isoformat(), stdout=said)
    assert playing.SECRET not in said.getvalue()
    before = Notice.objects.count()
    with clock.at(stage.exercise.ends_at + dt.timedelta(days=3)):
        for function in beats():
            function()
    about = Notice.objects.filter(thing_path__startswith="/exercises/")
    assert not about.exists()
    told = NoticeWording.objects.filter(notice__in=Notice.objects.all())
    assert not told.filter(body__contains=playing.SECRET).exists()
    assert Notice.objects.count() >= before


def beats() -> Iterator[Callable[[], object]]:
    """Walk the system's own work on levels: everything in reminders that needs nothing."""
    module = importlib.import_module("alerts.reminders")
    paths = getattr(module, "__path__", [])
    names = [f"alerts.reminders.{one.name}" for one in pkgutil.iter_modules(paths)]
    for name in names or [module.__name__]:
        for function in vars(importlib.import_module(name)).values():
            is_own = inspect.isfunction(function) and function.__module__ == name
            if is_own and not function.__name__.startswith("_"):
                needed = inspect.signature(function).parameters.values()
                if all(one.default is not one.empty for one in needed):
                    yield function


# -- models


def two_world_models() -> Iterator[type[models.Model]]:
    """Walk the models whose rows hang on a decision, a notice, an exercise, or on such a row."""
    own = [one for one in apps.get_models() if one._meta.app_label in ROOMS]
    found = {Exercise, LevelDecision, Notice}
    grown = True
    while grown:
        more = {
            model
            for model in own
            if model not in found
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model in found and is_its_own(model, field)
        }
        grown = bool(more)
        found |= more
    yield from found


def is_shared(model: type[models.Model]) -> bool:
    """Tell a model that has no door to the other world, and says why."""
    return model in SHARED or model._meta.label in REAL_ALONE


def is_its_own(model: type[models.Model], field: Any) -> bool:
    """Leave out what points to a level only to say where it came from."""
    return model._meta.app_label in ("alerts", "notices") or not field.null


def test_the_default_manager_of_every_model_leaves_exercises_out(stage: Stage) -> None:
    without_doors = sorted(
        model._meta.label
        for model in two_world_models()
        if not is_shared(model) and not hasattr(model, "exercises")
    )
    assert without_doors == []
    leaking = sorted(
        model._meta.label
        for model in two_world_models()
        if model not in SHARED and any(map(exercise_behind, model._default_manager.all()))
    )
    assert leaking == []


def test_both_doors_together_are_the_whole_table(stage: Stage) -> None:
    for model in two_world_models():
        if is_shared(model):
            continue
        door: models.Manager[Any] = vars(model)["exercises"].manager
        played = model._base_manager.none() if door is None else door.get_queryset()
        real = model._default_manager.all()
        assert {*played} & {*real} == set(), model
        assert played.count() + real.count() == model._base_manager.count(), model


# -- the walk can fail


@pytest.mark.parametrize(
    "door", [RealDecisions, RealActs, RealAddressees], ids=lambda door: door.__name__
)
def test_the_walk_sees_a_filter_that_is_gone(
    door: type[models.Manager[Any]], stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "get_queryset", lambda self: models.Manager.get_queryset(self))
    assert walked(stage) != []


def test_the_walk_sees_text_however_deep_it_is_wrapped() -> None:
    wrapped: Iterable[Any] = [{"a": ({"b": [f"…{playing.SECRET}…"]},)}]
    assert [*leaks(wrapped)] == [f"…{playing.SECRET}…"]
