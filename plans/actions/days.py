"""The calendar of working days: entering a day that is moved or newly declared."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies.models import User
from agencies.queries import centre
from audit.record import SYSTEM, record
from plans import access
from plans.models import WorkingDayException

NAMES = {
    True: {"kk": "Жұмыс күні", "ru": "Рабочий день", "en": "Working day"},
    False: {"kk": "Демалыс күні", "ru": "День отдыха", "en": "Day of rest"},
}


@transaction.atomic
def enter_working_day(
    day: dt.date, *, actor: User | None, is_working: bool, source: str = ""
) -> WorkingDayException:
    """Enter whether a day is worked, with the act that says so (no actor: a command).

    Terms computed from now on follow it; terms already given keep their dates.
    """
    capacity = SYSTEM if actor is None else access.require_assigner(actor, centre())
    confidence = WorkingDayException.Confidence
    facts = {
        "is_working": is_working,
        "source": source,
        "confidence": confidence.SEEN if source else confidence.UNVERIFIED,
    }
    known = WorkingDayException.objects.select_for_update().filter(day=day).first()
    if known and all(getattr(known, name) == value for name, value in facts.items()):
        return known
    names = {f"name_{code}": name for code, name in NAMES[is_working].items()}
    if known and known.is_working == is_working:
        names = {}
    entered, _created = WorkingDayException.objects.update_or_create(
        day=day, defaults={**facts, **names}
    )
    changes = {
        name: [str(getattr(known, name)) if known else None, str(value)]
        for name, value in facts.items()
    }
    record(capacity, gettext_noop("entered a day of the calendar"), entered, changes=changes)
    return entered
