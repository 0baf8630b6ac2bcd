"""The walk through the queries of the house: what each is handed, and what it must not return."""

import datetime as dt
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import Http404

from agencies.models import Body, Territory, User
from alerts import queries
from alerts.models import (
    AddressedBody,
    DecisionArea,
    Exercise,
    HandoverLine,
    LevelDecision,
    Participant,
)
from alerts.queries.beginnings import spec_of
from alerts.queries.listing import LISTS
from alerts.texts import ActSpec
from audit import clock
from audit.models import Entry
from notices.models import Notice
from tests.alerts import playing

ROOMS = ("agencies", "notices", "plans", "alerts", "meetings", "centre")
# The doors of the other world say so in their name, or stand in its modules.
# The plan of a year shows both worlds by design, each exercise named as one.
OTHER_DOORS = ("exercise", "participants", "years.year_of")
REFUSALS = (PermissionDenied, ValidationError, Http404)
MOST = 300
MANY = (Iterable, Sequence, list, tuple, set, frozenset)


@dataclass(frozen=True)
class Stage:
    """What the walk hands to a query: one real level, and the pk of what must not be found."""

    real: LevelDecision
    exercise: Exercise
    hidden: LevelDecision
    person: User


# -- what is an exercise's


def exercise_behind(row: models.Model, depth: int = 0) -> bool:
    """Tell whether a row belongs to an exercise, itself or through what it points to."""
    if isinstance(row, Exercise | Participant) or getattr(row, "is_exercise", False):
        return True
    if depth == 3 or isinstance(row, User | Body | Territory):
        return False
    for field in row._meta.concrete_fields:
        if field.is_relation and points_to_a_world(field.related_model):
            related = getattr(row, field.name, None)
            if related is not None and exercise_behind(related, depth + 1):
                return True
    return False


def points_to_a_world(model: Any) -> bool:
    """Tell whether rows of a model live in one of two worlds."""
    return model in (Exercise, LevelDecision, Notice) or hasattr(model, "exercises")


def leaks(found: Any, depth: int = 0) -> Iterator[str]:
    """Yield everything of an exercise in what a query returned, however it is wrapped."""
    if isinstance(found, str):
        yield from [found[:80]] if playing.SECRET in found else []
        return
    if isinstance(found, models.Model) and exercise_behind(found):
        yield repr(found)
    if depth < 6:
        for one in parts_of(found):
            yield from leaks(one, depth + 1)


def parts_of(found: Any) -> list[Any]:
    """Return what a thing is made of: rows of a list, fields of a card, words of a row."""
    if isinstance(found, Entry):  # the one record tells of both worlds, by number
        return []
    if isinstance(found, models.Model):
        return [one for one in vars(found).values() if isinstance(one, str | list | tuple)]
    if is_dataclass(found) and not isinstance(found, type):
        return [getattr(found, field.name) for field in fields(found)]
    if isinstance(found, Mapping):
        return [*found.keys(), *found.values()]
    if isinstance(found, QuerySet | list | tuple | set | frozenset | types.GeneratorType):
        return list(found)[:MOST]
    return []


# -- calling every query


def functions() -> Iterator[Callable[..., Any]]:
    """Walk the public functions of every room's queries, but the doors of the other world."""
    for room in ROOMS:
        package = importlib.import_module(f"{room}.queries")
        paths = getattr(package, "__path__", [])
        names = [f"{room}.queries.{one.name}" for one in pkgutil.iter_modules(paths)]
        for name in names or [package.__name__]:
            for function in vars(importlib.import_module(name)).values():
                if inspect.isfunction(function) and is_real_door(function, name):
                    yield function


def is_real_door(function: Callable[..., Any], module: str) -> bool:
    """Tell whether a function is a public query of this module about the real world."""
    named = f"{module.rpartition('.')[2]}.{function.__name__}"
    is_own = function.__module__ == module and not function.__name__.startswith("_")
    return is_own and not any(word in named for word in OTHER_DOORS)


def values_for(stage: Stage) -> dict[Any, Any]:
    """Say what is handed in for a parameter, by its type or its name."""
    asked, act = AddressedBody.objects.filter(decision=stage.real), queries.acts_of(stage.real)[0]
    return {
        User: stage.person,
        Body: Body.objects.get(code="moh"),
        Territory: Territory.objects.get(code="75"),
        LevelDecision: stage.real,
        Notice: stage.real.notice,
        AddressedBody: asked.get(body__code="moh"),
        ActSpec: spec_of(act),
        DecisionArea: act,
        queries.Effect: queries.effect_of_decision(stage.real),
        dt.datetime: clock.now(),
        dt.date: clock.today(),
        "pk": stage.hidden.pk,
        "number": 1,
        "rank": 1,
        "days": 7,
        "hours": 72,
        "language": "ru",
        "codes": ["75", "KZ"],
        "code": "75",
        "sought": {},
        "values": {},
        "year": str(clock.today().year),
        "kind": "programme",
        "stored": {},
        "subject": "levels",
        "since": clock.now() - dt.timedelta(hours=8),
        "deed": "extend",
        "show": "laid",
    }


def arguments_of(function: Callable[..., Any], values: Mapping[Any, Any]) -> dict[str, Any] | None:
    """Return what a function is called with; none when a parameter has no value here."""
    hints = typing.get_type_hints(function)
    given: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        is_open = parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        if is_open or parameter.default is not parameter.empty:
            continue
        value = value_for(hints.get(name), name, values)
        if value is None:
            return None
        given[name] = value
    return given


def value_for(hint: Any, name: str, values: Mapping[Any, Any]) -> Any:
    """Return a value for one parameter: by its name, by its type, or a list of that type."""
    if name in values:
        return str(values[name]) if hint is str else values[name]
    known = next((values[one] for one in kinds_of(hint) if one in values), None)
    is_many = typing.get_origin(hint) in MANY
    return [known] if known is not None and is_many else known


def kinds_of(hint: Any) -> Iterator[type]:
    """Walk the types that a hint names, however they are put together."""
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for one in typing.get_args(hint):
        yield from kinds_of(one)


def takes_a_reader(function: Callable[..., Any]) -> bool:
    """Tell whether a function asks on somebody's behalf."""
    return bool({"user", "reader"} & set(inspect.signature(function).parameters))


def found_by(function: Callable[..., Any], given: dict[str, Any]) -> list[str]:
    """Call one query and name what of an exercise it returned; one that breaks is named too."""
    name = f"{function.__module__}.{function.__name__}"
    try:
        return [f"{name}: {one}" for one in leaks(function(**given))]
    except REFUSALS:
        return []
    except Exception as error:
        return [f"{name} broke: {error!r}"]


def walked(stage: Stage) -> list[str]:
    """Call every query that can be called and name every leak."""
    values = values_for(stage)
    found: list[str] = []
    for function in functions():
        given = arguments_of(function, values)
        for called_with in variants_of(given):
            found += found_by(function, called_with)
    return found


def variants_of(given: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return every way to call a query: about each subject of a handover, for each list."""
    if given is None:
        return []
    for name, known in (("subject", HandoverLine.Subject.values), ("show", LISTS)):
        if name in given:
            return [given | {name: one} for one in known]
    return [given]


def answers_yes_or_no(function: Callable[..., Any]) -> bool:
    """Tell a question about a row in hand, which returns nothing that could be shown."""
    return typing.get_type_hints(function).get("return") is bool
