"""Loading the demonstration: all or nothing, once, and never into a house of real people."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.models import Entry
from audit.record import SYSTEM, record
from centre.demonstration import (
    alarm,
    deciding,
    duty,
    engaging,
    exercises,
    muting,
    papers,
    papers_of_levels,
    periods,
    publicity,
    reminding,
    sittings,
    situation,
)
from centre.demonstration.stage import Stage

MARK = gettext_noop("loaded the demonstration")
MAIL_BEFORE = dt.timedelta(hours=3)
SYSTEM_BEFORE = dt.timedelta(hours=2, minutes=50)


class RefusedError(Exception):
    """The demonstration does not belong into this database; the message says why."""


def is_loaded() -> bool:
    """Tell whether this database carries the mark of the demonstration."""
    return Entry.objects.filter(verb=MARK).exists()


def load(say: Callable[[str], None]) -> bool:
    """Play a year of the institution into an empty house; return whether anything was done."""
    if not settings.DEMONSTRATION:
        raise RefusedError("DEMONSTRATION is not set: invented people do not belong here.")
    if is_loaded():
        return False
    if User.objects.exists():
        raise RefusedError(
            "This database has people and no mark of the demonstration: nothing was loaded."
        )
    if not Body.objects.exists():
        raise RefusedError("The reference data are missing: run `manage.py load_reference` first.")
    with transaction.atomic():
        _play(Stage(say))
        # The past wakes no worker and rings no page; what is still to go out, the sweep finds.
        connection.run_on_commit.clear()
    return True


def _play(stage: Stage) -> None:
    stage.say(f"loading {Body.objects.count()} bodies and their people")
    engaging.engage(stage)
    stage.say(f"{User.objects.count()} people hold their posts in the Centre's tree")
    papers.plan_programme(stage)
    sittings.plan_seats(stage)
    sittings.plan_sittings(stage)
    papers.plan_papers(stage)
    engaging.plan_departures(stage)
    reminding.plan_reminders(stage)
    stage.plan(stage.ends_at - MAIL_BEFORE, lambda: engaging.switch_mail_on(stage))
    stage.plan(stage.ends_at - SYSTEM_BEFORE, lambda: engaging.connect_a_system(stage))
    alarm.plan_history(stage)
    alarm.plan_level(stage)
    situation.plan_situation(stage)
    papers_of_levels.plan_papers_of_levels(stage)
    publicity.plan_publicity(stage)
    muting.plan_mutes(stage)
    deciding.plan_decisions(stage)
    duty.plan_duty(stage)
    exercises.plan_exercises(stage)
    periods.plan_periods(stage)
    stage.play()
    stage.say(f"{stage.played} acts played")
    with clock.at(stage.ends_at):
        record(SYSTEM, MARK, Body.objects.get(kind=Body.Kind.CENTRE))
