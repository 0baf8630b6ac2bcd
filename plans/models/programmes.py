"""State programmes: their directions, their money in draft and adopted, their indicators."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body


class Programme(models.Model):
    """One state programme that a body answers for."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    controller = models.ForeignKey(
        Body, models.PROTECT, related_name="programmes", verbose_name=_("controlling body")
    )
    name_kk = models.TextField(_("name in Kazakh"))
    name_ru = models.TextField(_("name in Russian"))
    name_en = models.TextField(_("name in English"), blank=True)
    act_title = models.CharField(_("act"), max_length=300, blank=True)
    act_on = models.DateField(_("date of the act"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    equipment_share_aim = models.DecimalField(
        _("aim for equipment, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    source_note = models.TextField(_("where this is known from"), blank=True)

    class Meta:
        ordering = ["first_year", "code"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="programme_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(equipment_share_aim__isnull=True)
                | Q(equipment_share_aim__gte=0, equipment_share_aim__lte=100),
                name="programme_equipment_aim_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the programme."""
        return reverse("plans:programme", args=[self.pk])

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")


class Direction(models.Model):
    """One of the main directions of a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="directions")
    number = models.PositiveSmallIntegerField(_("number"))
    name_kk = models.TextField(_("name in Kazakh"))
    name_ru = models.TextField(_("name in Russian"))
    name_en = models.TextField(_("name in English"), blank=True)
    source_note = models.TextField(_("where this is known from"), blank=True)

    class Meta:
        ordering = ["programme", "number"]
        verbose_name = _("direction")
        verbose_name_plural = _("directions")
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="direction_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")


class ProgrammeMoney(models.Model):
    """One sum of a programme, in millions of tenge: which scenario, from which source, when."""

    class Scenario(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")

    class Source(models.TextChoices):
        REPUBLICAN = "republican", _("republican budget")
        LOCAL = "local", _("local budgets")
        OTHER = "other", _("other sources")
        UNDIVIDED = "undivided", _("all sources together")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="money")
    direction = models.ForeignKey(
        Direction, models.CASCADE, related_name="money", null=True, blank=True
    )
    scenario = models.CharField(_("scenario"), max_length=8, choices=Scenario.choices)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    amount = models.DecimalField(_("million tenge"), max_digits=14, decimal_places=3)
    source_note = models.TextField(_("where this is known from"), blank=True)

    class Meta:
        ordering = ["programme", "scenario", "source", "year", "pk"]
        verbose_name = _("sum of a programme")
        verbose_name_plural = _("sums of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "direction", "scenario", "source", "year"],
                nulls_distinct=False,
                name="programme_sum_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="programme_sum_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scenario_display()}, {self.get_source_display()}: {self.amount}"


class Indicator(models.Model):
    """One thing by which a programme is measured, with the source that names it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="indicators")
    direction = models.ForeignKey(
        Direction, models.CASCADE, related_name="indicators", null=True, blank=True
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name_kk = models.TextField(_("name in Kazakh"))
    name_ru = models.TextField(_("name in Russian"))
    name_en = models.TextField(_("name in English"), blank=True)
    unit_kk = models.CharField(_("unit in Kazakh"), max_length=60, blank=True)
    unit_ru = models.CharField(_("unit in Russian"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    source_note = models.TextField(_("where this is known from"))
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)

    class Meta:
        ordering = ["programme", "number"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="indicator_number_once"),
            models.CheckConstraint(
                condition=~Q(source_note=""), name="indicator_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")

    @property
    def unit(self) -> str:
        """Return the unit in the reader's language."""
        return in_language(self, "unit")


class IndicatorValue(models.Model):
    """What was aimed at and what was reached, in one year or (no year) over the whole period."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    actual = models.DecimalField(
        _("actual"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    source_note = models.TextField(_("where this is known from"), blank=True)

    class Meta:
        ordering = ["indicator", "year"]
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"], nulls_distinct=False, name="indicator_value_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.year}: {self.target} / {self.actual}"
