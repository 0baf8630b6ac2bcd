"""The words of the trade: colours, actions, criteria, and where a decision came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The rank of a level; no level has no colour."""

    NONE = 0, _("no level")
    YELLOW = 1, _("yellow")
    ORANGE = 2, _("orange")
    RED = 3, _("red")

    @property
    def word(self) -> str:
        """Return the word used in files, addresses and pictures: none, yellow, orange, red."""
        return self.name.lower()


COLOURS = (Level.YELLOW, Level.ORANGE, Level.RED)


class Action(models.TextChoices):
    """What an act does to a territory."""

    SET = "set", _("set")
    RAISE = "raise", _("raise")
    LOWER = "lower", _("lower")
    EXTEND = "extend", _("extend")
    CANCEL = "cancel", _("cancel")
    CANCEL_PART = "cancel_part", _("take out of a wider level")
    KEEP = "keep", _("confirm without change")
    CORRECT = "correct", _("take back as sent by mistake")
    EXPIRE = "expire", _("end of term")


ACTIONS_WITH_TERM = (Action.SET, Action.RAISE, Action.LOWER, Action.EXTEND)
ACTIONS_WITH_CRITERION = (Action.SET, Action.RAISE, Action.LOWER, Action.EXTEND, Action.KEEP)


class Criterion(models.TextChoices):
    """The legal ground of a colour (decree 611 of 9 August 2013, chapter 4)."""

    TO_BE_CONFIRMED = (
        "to_be_confirmed",
        _("Information requiring confirmation about a real possibility of an act of terrorism"),
    )
    CONFIRMED = (
        "confirmed",
        _("Confirmed information about a real possibility of an act of terrorism"),
    )
    COMMITTED = "committed", _("Information about a committed act of terrorism")
    REPEAT = (
        "repeat",
        _(
            "Confirmed information about a possible repeated act or simultaneous attacks on "
            "facilities vulnerable to terrorism"
        ),
    )


CRITERIA: dict[Level, tuple[Criterion, ...]] = {
    Level.YELLOW: (Criterion.TO_BE_CONFIRMED,),
    Level.ORANGE: (Criterion.CONFIRMED,),
    Level.RED: (Criterion.COMMITTED, Criterion.REPEAT),
}
