"""Every action of every room enters the record, under the name of whoever acted."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cast import Cast
from tests.stories import Teller, name_of
from tests.stories.every import tell_every

ROOMS = ("agencies", "notices", "plans", "alerts", "meetings", "centre")


def actions_of(room: str) -> Iterator[Callable[..., Any]]:
    """Walk the actions of a room: public functions that name their actor."""
    module = importlib.import_module(f"{room}.actions")
    names = getattr(module, "__all__", None) or dir(module)
    for name in names:
        thing = getattr(module, name)
        if inspect.isfunction(thing) and not name.startswith("_"):
            is_own = thing.__module__.startswith(f"{room}.actions")
            if is_own and "actor" in inspect.signature(thing).parameters:
                yield thing


@pytest.mark.django_db
def test_every_action_enters_the_record(cast: Cast) -> None:
    """The teller demands an entry at each call; here we demand that none was left out."""
    every = {name_of(action) for room in ROOMS for action in actions_of(room)}
    assert sorted(every - tell_every(Teller(cast)).called) == []
