"""The two worlds: whoever holds a row looks for its relations in the world of that row."""

from typing import TypeVar

from django.db import models

from alerts.models.decisions import LevelDecision
from notices.models import Notice

Row = TypeVar("Row", bound=models.Model)
World = LevelDecision | Notice | bool


def manager_of(model: type[Row], world: World) -> "models.Manager[Row]":
    """Return the manager of a model for the world of a decision, a notice, or a mark."""
    is_exercise = world if isinstance(world, bool) else world.is_exercise
    manager: models.Manager[Row] = getattr(model, "exercises" if is_exercise else "objects")
    return manager
