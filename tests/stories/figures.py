"""A reader settles how lists look to them; the figures of the house are gathered and frozen."""

import datetime as dt

from audit import clock
from plans import actions
from tests.stories import Teller


def tell(tell: Teller) -> None:
    """Call every action on lists and figures."""
    aigerim = tell.cast.aigerim
    tell(actions.choose_columns, actor=aigerim, listing="tasks", columns=["plan"])
    year = clock.today().year - 1
    report = tell(
        actions.close_period,
        tell.body("atc"),
        actor=tell.cast.serik,
        first_day=dt.date(year, 1, 1),
        last_day=dt.date(year, 6, 30),
    )
    tell(actions.reopen_period, report, actor=tell.cast.chair, reason="an error was found")
