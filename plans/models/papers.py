"""Action plans: the paper, its numbered versions, its sections, and the forms of completion."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body, Territory
from plans.models.programmes import Direction, Programme


class FormOfCompletion(models.Model):
    """One way in which a measure may be completed; a word of the institution's vocabulary."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    requires_document = models.BooleanField(
        _("the document itself must be attached"),
        default=False,
        help_text=_("An order adopted is not shown by telling that it was adopted."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("form of completion")
        verbose_name_plural = _("forms of completion")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")

    def is_completed_by(self, given: "FormOfCompletion") -> bool:
        """Tell whether what is handed in completes this form: an order is no news of it."""
        return given.pk == self.pk or not self.requires_document


class ActionPlan(models.Model):
    """One plan of measures that a body keeps under control, whatever its version."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="plans", null=True, blank=True
    )
    controller = models.ForeignKey(
        Body, models.PROTECT, related_name="plans", verbose_name=_("controlling body")
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="plans", verbose_name=_("territory")
    )
    name_kk = models.TextField(_("name in Kazakh"))
    name_ru = models.TextField(_("name in Russian"))
    name_en = models.TextField(_("name in English"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))

    class Meta:
        ordering = ["-first_year", "code"]
        verbose_name = _("plan of measures")
        verbose_name_plural = _("plans of measures")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="plan_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the plan."""
        return reverse("plans:plan", args=[self.pk])

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")


class PlanVersion(models.Model):
    """One numbered version of a plan; in force once approved, until the next one is."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number of the version"))
    act_title = models.CharField(_("approving act"), max_length=300, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(approved_on__isnull=True),
                name="one_plan_version_in_preparation",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="plan_versions_count_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}, {self.number}"

    @property
    def is_approved(self) -> bool:
        """Tell a version in force (now or once) from one in preparation."""
        return self.approved_on is not None


class PlanSection(models.Model):
    """One section of a plan, usually for one direction of the programme."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="sections")
    number = models.PositiveSmallIntegerField(_("number"))
    direction = models.ForeignKey(
        Direction, models.PROTECT, related_name="sections", null=True, blank=True
    )
    name_kk = models.TextField(_("name in Kazakh"))
    name_ru = models.TextField(_("name in Russian"))
    name_en = models.TextField(_("name in English"), blank=True)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("section of a plan")
        verbose_name_plural = _("sections of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_section_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")
