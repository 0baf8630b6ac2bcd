"""Stories that call every action once, in an order in which they make sense.

`test_record` demands an entry in the record for each; `test_agreement` asks who sees the result.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from agencies.models import Body, Territory, User
from audit import clock
from audit.models import Entry
from tests.cast import Cast

DATA = Path(__file__).resolve().parent.parent.parent / "data"
Result = TypeVar("Result")


class Teller:
    """Calls actions, and demands of each that it enters the record under its actor's name."""

    def __init__(self, cast: Cast, *, demanding: bool = True) -> None:
        """Begin a story with the cast; one who is not demanding only calls."""
        self.cast, self.demanding = cast, demanding
        self.called: set[str] = set()

    def __call__(
        self, action: Callable[..., Result], *things: Any, actor: User | None, **facts: Any
    ) -> Result:
        """Call one action and look into the record."""
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        result = action(*things, actor=actor, **facts)
        if self.demanding:
            self._demand(name_of(action), last, actor)
        self.called.add(name_of(action))
        return result

    def _demand(self, name: str, last: int, actor: User | None) -> None:
        written = list(Entry.objects.filter(pk__gt=last))
        assert written, f"{name} entered nothing into the record"
        wanted = actor.pk if actor else None
        assert wanted in {entry.actor_id for entry in written}, f"{name} hid who acted"

    def body(self, code: str) -> Body:
        """Find a body."""
        return Body.objects.get(code=code)

    def territory(self, code: str) -> Territory:
        """Find a territory."""
        return Territory.objects.get(code=code)


def name_of(action: Callable[..., Any]) -> str:
    """Name an action by its app and what it does."""
    return f"{action.__module__.split('.')[0]}.{action.__name__}"


def in_days(days: int) -> dt.date:
    """Return a day from today."""
    return clock.today() + dt.timedelta(days=days)
