"""The organisations: the Centre and its agencies, commissions and headquarters."""

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models.territories import DateRange, Territory


class BodyQuerySet(models.QuerySet["Body"]):
    """Named sets of bodies."""

    def in_being(self, day: dt.date) -> "BodyQuerySet":
        """Keep the bodies that exist on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )

    def beneath(self, parent: "Body", day: dt.date) -> "BodyQuerySet":
        """Keep the bodies directly beneath another on a day."""
        return self.filter(
            pk__in=Subordination.objects.in_force(day).filter(parent=parent).values("body_id")
        )


class Body(models.Model):
    """One organisation; the only thing on which rights are granted."""

    class Kind(models.TextChoices):
        CENTRE = "centre", _("Centre")
        AGENCY = "agency", _("agency")
        UNIT_COMMISSION = "unit_commission", _("commission of a unit")
        DISTRICT_COMMISSION = "district_commission", _("commission of a district")
        REPUBLICAN_HEADQUARTERS = "republican_headquarters", _("republican headquarters")
        UNIT_HEADQUARTERS = "unit_headquarters", _("headquarters of a unit")
        DISTRICT_HEADQUARTERS = "district_headquarters", _("headquarters of a district")

    COMMISSIONS = (Kind.UNIT_COMMISSION, Kind.DISTRICT_COMMISSION)
    HEADQUARTERS = (
        Kind.REPUBLICAN_HEADQUARTERS,
        Kind.UNIT_HEADQUARTERS,
        Kind.DISTRICT_HEADQUARTERS,
    )

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    abbreviation_kk = models.CharField(_("abbreviation in Kazakh"), max_length=60)
    abbreviation_ru = models.CharField(_("abbreviation in Russian"), max_length=60)
    abbreviation_en = models.CharField(_("abbreviation in English"), max_length=60)
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="bodies", verbose_name=_("territory")
    )
    order = models.PositiveSmallIntegerField(_("place in the roster"), default=0)
    acts_by_agreement = models.BooleanField(
        _("acts by agreement"),
        default=False,
        help_text=_("A body outside the Government: a measure names it “by agreement”."),
    )
    roster_note = models.CharField(_("note on the roster"), max_length=300, blank=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    objects: ClassVar[models.Manager["Body"]] = models.Manager.from_queryset(BodyQuerySet)()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        default_permissions = ()
        permissions = [
            ("see", "See the body and what is readable there"),
            ("see_region", "See state and dates of tasks due in the body's territory"),
            ("report", "Take, note progress on, report and ask a term for the body's tasks"),
            ("assign", "Give tasks to the bodies beneath"),
            ("review", "Accept or return reports"),
            ("decide", "Close tasks and move terms"),
            ("convene", "Convene meetings"),
            ("minute", "Keep the minutes"),
            ("attend", "Attend meetings in the body's seat"),
            ("sign", "Sign the protocol"),
            ("acknowledge", "Answer notices for the body"),
            ("be_notified", "Be told what is addressed to the body"),
            ("propose_level", "Propose a level"),
            ("approve_level", "Approve a level"),
            ("read_record", "Read the record"),
            ("manage_people", "Appoint people and keep bodies"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="body_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(valid_to__isnull=False),
                name="only_an_ended_body_has_a_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")

    @property
    def abbreviation(self) -> str:
        """Return the abbreviation in the reader's language."""
        return in_language(self, "abbreviation")

    @property
    def is_commission(self) -> bool:
        """Tell a commission from a body of another kind."""
        return self.kind in self.COMMISSIONS

    @property
    def is_headquarters(self) -> bool:
        """Tell a headquarters from a body of another kind."""
        return self.kind in self.HEADQUARTERS

    def is_in_being(self, day: dt.date) -> bool:
        """Tell whether the body exists on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


class SubordinationQuerySet(models.QuerySet["Subordination"]):
    """Named sets of subordinations."""

    def in_force(self, day: dt.date) -> "SubordinationQuerySet":
        """Keep what holds on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )


class Subordination(models.Model):
    """One body standing beneath another during a span of days."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="superiors")
    parent = models.ForeignKey(Body, models.PROTECT, related_name="subordinates")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[models.Manager["Subordination"]] = models.Manager.from_queryset(
        SubordinationQuerySet
    )()

    class Meta:
        ordering = ["body", "valid_from"]
        verbose_name = _("subordination")
        verbose_name_plural = _("subordinations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=F("parent")), name="body_is_not_its_own_superior"
            ),
            ExclusionConstraint(
                name="one_superior_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} → {self.parent}"
