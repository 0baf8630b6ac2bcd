"""What a meeting decided, and the task it became."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting


class Decision(models.Model):
    """One numbered point of a protocol decision: an assignment to a body, or a statement."""

    class Kind(models.TextChoices):
        ASSIGNMENT = "assignment", _("assignment")
        STATEMENT = "statement", _("statement (taken note of, approved, and the like)")

    class Adopted(models.TextChoices):
        UNANIMOUSLY = "unanimously", _("unanimously")
        BY_MAJORITY = "by_majority", _("by majority")
        BY_CHAIR = "by_chair", _("by the chair's vote")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ASSIGNMENT)
    text_kk = models.TextField(_("text, Kazakh"))
    text_ru = models.TextField(_("text, Russian"))
    lead = models.ForeignKey(
        "agencies.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible (lead)"),
    )
    term_kk = models.CharField(_("term in words, Kazakh"), max_length=300, blank=True)
    term_ru = models.CharField(_("term in words, Russian"), max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    review_on = models.DateField(_("date of review"), null=True, blank=True)
    form_of_completion = models.ForeignKey(
        "plans.FormOfCompletion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form of completion"),
    )
    adopted = models.CharField(
        _("how adopted"), max_length=12, choices=Adopted, default=Adopted.UNANIMOUSLY
    )

    class Meta:
        ordering = ["meeting", "item__position", "number"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="one_decision_for_a_number_on_an_item"
            ),
            models.CheckConstraint(
                condition=~Q(text_kk="") & ~Q(text_ru=""), name="decision_is_written_in_kk_and_ru"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.text_ru}"

    def get_absolute_url(self) -> str:
        """Return the decision's page."""
        return reverse("meetings:decision", kwargs={"pk": self.pk})

    @property
    def label(self) -> str:
        """Return the number as it is cited: item, then point."""
        return f"{self.item.position}.{self.number}"

    @property
    def text(self) -> str:
        """Return the decision in the active language."""
        return in_language(self, "text")

    @property
    def term(self) -> str:
        """Return the term in words, in the active language."""
        return in_language(self, "term")

    @property
    def is_assignment(self) -> bool:
        """Tell whether somebody has to carry it out."""
        return self.kind == self.Kind.ASSIGNMENT


class CoExecutor(models.Model):
    """A body that carries out a decision beside its lead."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="co_executors")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["decision", "pk"]
        verbose_name = _("co-executor")
        verbose_name_plural = _("co-executors")
        constraints = [
            models.UniqueConstraint(fields=["decision", "body"], name="a_co_executor_once"),
        ]

    def __str__(self) -> str:
        return str(self.body)


class Dissent(models.Model):
    """The dissenting opinion of one seat on one decision."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="dissents")
    seat = models.ForeignKey("meetings.Seat", models.PROTECT, related_name="+")
    text_kk = models.TextField(_("opinion, Kazakh"))
    text_ru = models.TextField(_("opinion, Russian"))

    class Meta:
        ordering = ["decision", "seat__position", "pk"]
        verbose_name = _("dissenting opinion")
        verbose_name_plural = _("dissenting opinions")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "seat"], name="one_dissent_of_a_seat_on_a_decision"
            ),
            models.CheckConstraint(
                condition=~Q(text_kk="") & ~Q(text_ru=""), name="dissent_is_written_in_kk_and_ru"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.text_ru[:80]}"

    @property
    def text(self) -> str:
        """Return the opinion in the active language."""
        return in_language(self, "text")


class Assignment(models.Model):
    """The task that a decision became; it may be made before or after the protocol is approved."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="assignments")
    task = models.OneToOneField("plans.Task", models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("became a task"))

    class Meta:
        ordering = ["decision", "pk"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(fields=["decision"], name="one_task_for_a_decision"),
        ]

    def __str__(self) -> str:
        return str(self.task)
