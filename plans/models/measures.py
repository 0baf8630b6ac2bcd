"""The measures of a plan: what, in which form, by whom, by when, for how much."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body, Territory
from plans.models.papers import ActionPlan, FormOfCompletion, PlanSection, PlanVersion
from plans.models.programmes import ProgrammeMoney


class Wordings(models.Func):
    """The numbers of a row of a measure and of every earlier one whose place it took."""

    template = (
        "(WITH RECURSIVE worded (id, previous_id) AS ("
        "SELECT own.id, own.previous_id FROM plans_planitem own WHERE own.id = %(expressions)s "
        "UNION ALL SELECT earlier.id, earlier.previous_id FROM plans_planitem earlier "
        "JOIN worded ON earlier.id = worded.previous_id) SELECT id FROM worded)"
    )
    output_field = models.BigIntegerField()


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    """Named sets of measures."""

    def of_version(self, number: int) -> "PlanItemQuerySet":
        """Keep the measures that stand in a version of their plan."""
        return self.filter(
            Q(removed_in__isnull=True) | Q(removed_in__number__gt=number),
            added_in__number__lte=number,
        )

    def in_force(self) -> "PlanItemQuerySet":
        """Keep the measures of approved versions that no approved version has removed."""
        return self.filter(
            Q(removed_in__isnull=True) | Q(removed_in__approved_on__isnull=True),
            added_in__approved_on__isnull=False,
        )


class PlanItem(models.Model):
    """One measure of a plan, from the version that added it to the one that removed it."""

    class Costs(models.TextChoices):
        AMOUNT = "amount", _("as stated")
        WITHIN_BUDGET = "within_budget", _("within the funds provided")
        NOT_REQUIRED = "not_required", _("not required")
        BY_COMMISSION = "by_commission", _("as the budget commission decides")

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="items")
    section = models.ForeignKey(
        PlanSection, models.PROTECT, related_name="items", null=True, blank=True
    )
    number = models.CharField(_("number"), max_length=20)
    sort_key = models.CharField(max_length=60)
    text_kk = models.TextField(_("measure in Kazakh"))
    text_ru = models.TextField(_("measure in Russian"))
    form_of_completion = models.ForeignKey(
        FormOfCompletion,
        models.PROTECT,
        related_name="items",
        verbose_name=_("form of completion"),
    )
    term_kk = models.CharField(_("term in Kazakh"), max_length=300, blank=True)
    term_ru = models.CharField(_("term in Russian"), max_length=300)
    costs = models.CharField(
        _("expected cost"), max_length=14, choices=Costs.choices, default=Costs.NOT_REQUIRED
    )
    funding = models.CharField(
        _("sources that the paper names"),
        max_length=60,
        blank=True,
        help_text=_("Codes of sources, for a cost without a sum."),
    )
    not_worded_in = models.CharField(
        _("language in which the paper is still missing"),
        max_length=2,
        blank=True,
        choices=[("kk", _("Kazakh")), ("ru", _("Russian"))],
        help_text=_("Until it comes, the words of the other language stand in its place."),
    )
    is_equipment = models.BooleanField(_("buys equipment"), default=False)
    added_in = models.ForeignKey(PlanVersion, models.PROTECT, related_name="items_added")
    removed_in = models.ForeignKey(
        PlanVersion, models.PROTECT, related_name="items_removed", null=True, blank=True
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, related_name="later", null=True, blank=True
    )

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "sort_key", "pk"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=Q(removed_in__isnull=True),
                name="measure_number_once_in_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(removed_in__isnull=True) | ~Q(removed_in=F("added_in")),
                name="measure_not_removed_where_added",
            ),
            models.CheckConstraint(
                condition=~Q(text_kk="") & ~Q(text_ru="") & ~Q(number=""),
                name="measure_is_numbered_and_said_in_kk_and_ru",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def get_absolute_url(self) -> str:
        """Return the page of the measure."""
        return reverse("plans:item", args=[self.pk])

    @property
    def text(self) -> str:
        """Return the wording in the reader's language."""
        return in_language(self, "text")

    @property
    def term(self) -> str:
        """Return the term as the paper words it, in the reader's language."""
        return in_language(self, "term")


class PlanItemResponsible(models.Model):
    """One place in the ordered list of those responsible for a measure: a body, or a group."""

    class Group(models.TextChoices):
        UNIT_COMMISSIONS = "unit_commissions", _("governors of oblasts, mayors of the cities")
        CENTRAL_BODIES = "central_bodies", _("central state bodies")
        ALL_MEMBERS = "all_members", _("all members of the Centre")
        INTERESTED = "interested", _("state bodies concerned")

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="responsible")
    position = models.PositiveSmallIntegerField(_("place in the list"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="measures", null=True, blank=True)
    group = models.CharField(_("group"), max_length=16, choices=Group.choices, blank=True)
    is_lead = models.BooleanField(_("lead (collects)"), default=False)
    by_agreement = models.BooleanField(_("by agreement"), default=False)

    class Meta:
        ordering = ["item", "position"]
        verbose_name = _("responsible body")
        verbose_name_plural = _("responsible bodies")
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="responsible_place_once"),
            models.UniqueConstraint(
                fields=["item", "body"], condition=Q(body__isnull=False), name="responsible_once"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_lead=True), name="one_lead_for_a_measure"
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False, group="") | Q(body__isnull=True) & ~Q(group=""),
                name="responsible_is_a_body_or_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}, {self.position}"

    @property
    def name(self) -> str:
        """Return how the table names this place: an abbreviation or the words of the group."""
        return self.body.abbreviation if self.body else self.get_group_display()


class PlanItemMoney(models.Model):
    """One sum of a measure, in millions of tenge: planned, allocated or spent."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("planned")
        ALLOCATED = "allocated", _("allocated")
        SPENT = "spent", _("spent")

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="money")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PLANNED)
    source = models.CharField(_("source"), max_length=10, choices=ProgrammeMoney.Source.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="money", null=True, blank=True
    )
    amount = models.DecimalField(_("million tenge"), max_digits=14, decimal_places=3)

    class Meta:
        ordering = ["item", "kind", "source", "year", "pk"]
        verbose_name = _("sum of a measure")
        verbose_name_plural = _("sums of measures")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind", "source", "year", "territory"],
                nulls_distinct=False,
                name="measure_sum_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="measure_sum_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}, {self.get_kind_display()}: {self.amount}"
