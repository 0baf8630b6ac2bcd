"""When a person wants ordinary notices: not in the quiet hours, or once a day in one message."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from audit import clock

DAY = dt.timedelta(days=1)


class Rest(models.Model):
    """The quiet hours and the hour of the digest of one person; never for levels or the urgent."""

    person = models.OneToOneField(User, models.CASCADE, related_name="rest")
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    digest_at = models.TimeField(_("once a day at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("rest of a person")
        verbose_name_plural = _("rests of people")
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def held_until(self, moment: dt.datetime) -> dt.datetime:
        """Return when an ordinary message of a moment goes: at once, after the quiet, or daily."""
        due = _next(moment, self.digest_at) if self.digest_at else moment
        if self.quiet_from and self.quiet_until and self._is_quiet(due):
            due = _next(due, self.quiet_until)
        return due

    def _is_quiet(self, moment: dt.datetime) -> bool:
        begin, end = self.quiet_from, self.quiet_until
        at = moment.astimezone(_zone()).time()
        if begin is None or end is None:
            return False
        return begin <= at < end if begin <= end else at >= begin or at < end


def _next(moment: dt.datetime, at: dt.time) -> dt.datetime:
    local = moment.astimezone(_zone())
    today = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today > local else today + DAY


def _zone() -> ZoneInfo:
    return clock.zone()
