"""Who sits in a body that meets."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models.territories import DateRange


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats, asked by day."""

    def on(self, day: dt.date) -> "SeatQuerySet":
        """Keep the seats that exist on a day."""
        open_end = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        return self.filter(open_end, valid_from__lte=day)

    def not_over_on(self, day: dt.date) -> "SeatQuerySet":
        """Keep the seats that exist on a day or begin after it."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class Seat(models.Model):
    """A place in a convening body, held by a member body or by one person, between two days."""

    body = models.ForeignKey(
        "agencies.Body", models.PROTECT, related_name="seats", verbose_name=_("convening body")
    )
    member = models.ForeignKey(
        "agencies.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_seats",
        verbose_name=_("member organisation"),
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_seats",
        verbose_name=_("person"),
    )
    title_kk = models.CharField(_("title of the seat, Kazakh"), max_length=200, blank=True)
    title_ru = models.CharField(_("title of the seat, Russian"), max_length=200, blank=True)
    title_en = models.CharField(_("title of the seat, English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    act = models.CharField(_("act of appointment, number and date"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "position", "pk"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, holder__isnull=True)
                | Q(member__isnull=True, holder__isnull=False),
                name="seat_is_of_a_body_or_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="seat_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_seat_of_a_member_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("member", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(member__isnull=False),
            ),
            ExclusionConstraint(
                name="one_seat_of_a_person_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("holder", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(holder__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name_in("ru")

    @property
    def name(self) -> str:
        """Return whose seat it is, in the active language."""
        return self.name_in("")

    def name_in(self, language: str) -> str:
        """Return whose seat it is, in a given language."""
        if self.member is not None:
            return in_language(self.member, "name", language)
        title = in_language(self, "title", language)
        holder = self.holder.full_name if self.holder else ""
        return ", ".join(part for part in (title, holder) if part)
