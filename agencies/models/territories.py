"""The land: the Republic, its units, and the cities and districts inside them."""

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language


class DateRange(Func):
    """The half-open range of days from one column to another; an empty end is open."""

    function = "DATERANGE"


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Named sets of territories."""

    def units(self) -> "TerritoryQuerySet":
        """Keep oblasts and cities of republican significance."""
        return self.filter(kind__in=Territory.UNIT_KINDS)


class Territory(models.Model):
    """One piece of the land on which a level can lie and a task can be due."""

    class Kind(models.TextChoices):
        REPUBLIC = "republic", _("republic")
        OBLAST = "oblast", _("oblast")
        CITY_REPUBLIC = "city_republic", _("city of republican significance")
        CITY = "city", _("city")
        DISTRICT = "district", _("district")

    UNIT_KINDS = (Kind.OBLAST, Kind.CITY_REPUBLIC)

    code = models.CharField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    short_kk = models.CharField(_("short name in Kazakh"), max_length=100, blank=True)
    centre_kk = models.CharField(_("centre in Kazakh"), max_length=100, blank=True)
    centre_ru = models.CharField(_("centre in Russian"), max_length=100, blank=True)
    centre_en = models.CharField(_("centre in English"), max_length=100, blank=True)
    iso = models.CharField(_("ISO 3166-2"), max_length=10, blank=True)
    iso_before_2022 = models.CharField(_("ISO 3166-2 before 2022"), max_length=40, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Almaty")
    population_2013 = models.DecimalField(
        _("population on 1 January 2013, thousand"),
        max_digits=9,
        decimal_places=1,
        null=True,
        blank=True,
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="heirs",
        verbose_name=_("separated from"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[models.Manager["Territory"]] = models.Manager.from_queryset(
        TerritoryQuerySet
    )()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="territory_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the present name in the reader's language."""
        return in_language(self, "name")

    @property
    def is_kazakh_name_missing(self) -> bool:
        """Tell that the Kazakh name is still to be entered."""
        return not self.name_kk


class TerritoryName(models.Model):
    """The name a territory bore during a span of days that is over."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="former_names")
    name_kk = models.CharField(max_length=200, blank=True)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField()

    class Meta:
        ordering = ["territory", "valid_to"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "valid_to"], name="former_name_once"),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")


class TerritoryParentQuerySet(models.QuerySet["TerritoryParent"]):
    """Named sets of dated parents."""

    def in_force(self, day: dt.date) -> "TerritoryParentQuerySet":
        """Keep what holds on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )


class TerritoryParent(models.Model):
    """The wider territory to which a territory belonged during a span of days."""

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Territory, models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["TerritoryParent"]] = models.Manager.from_queryset(
        TerritoryParentQuerySet
    )()

    class Meta:
        ordering = ["territory", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(territory=F("parent")), name="territory_is_not_its_own_parent"
            ),
            ExclusionConstraint(
                name="one_parent_territory_at_a_time",
                expressions=[
                    ("territory", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} → {self.parent}"
