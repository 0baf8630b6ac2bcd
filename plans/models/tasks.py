"""Tasks: one thing that one body owes by a date, and who works on it with that body."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body, Territory
from audit import clock
from plans.models.measures import PlanItem
from plans.models.papers import FormOfCompletion


class TaskQuerySet(models.QuerySet["Task"]):
    """Named sets of tasks."""

    def open(self) -> "TaskQuerySet":
        """Keep the tasks that somebody still owes."""
        return self.filter(state__in=Task.OPEN)

    def running(self) -> "TaskQuerySet":
        """Keep the tasks that a lead still owes and whose clock does not stand still."""
        return self.filter(RUNNING)

    def late(self, day: dt.date) -> "TaskQuerySet":
        """Keep the tasks whose current term is over and whose lead has not reported."""
        return self.running().filter(due_on__lt=day)

    def locked(self, pk: int) -> "Task":
        """Return a task under lock, with what every act on it names."""
        related = ("lead__successor", "controller", "form_of_completion")
        return self.select_for_update(of=("self",)).select_related(*related).get(pk=pk)

    def marked(self, **marks: Any) -> "TaskQuerySet":
        """Mark each task with what a reader's list says of it."""
        return self.annotate(**marks)

    def by_days_left(self) -> "TaskQuerySet":
        """Order by what burns first, those without a date at the end."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class Task(models.Model):
    """One thing that one body (the lead) owes to another (the controller) by a date."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")
        IN_WORK = "in_work", _("in work")
        SUBMITTED = "submitted", _("report submitted")
        RETURNED = "returned", _("returned")
        PROPOSED_FOR_CLOSING = "proposed_for_closing", _("proposed for closing")
        CLOSED = "closed", _("closed")

    OWED = (State.ISSUED, State.IN_WORK, State.RETURNED)
    OPEN = (*OWED, State.SUBMITTED, State.PROPOSED_FOR_CLOSING)

    controller = models.ForeignKey(
        Body, models.PROTECT, related_name="tasks_controlled", verbose_name=_("controlling body")
    )
    lead = models.ForeignKey(
        Body, models.PROTECT, related_name="tasks_led", verbose_name=_("lead")
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="tasks", verbose_name=_("territory")
    )
    plan_item = models.ForeignKey(
        PlanItem,
        models.PROTECT,
        related_name="tasks",
        null=True,
        blank=True,
        verbose_name=_("measure"),
    )
    text_kk = models.TextField(_("text in Kazakh"))
    text_ru = models.TextField(_("text in Russian"))
    form_of_completion = models.ForeignKey(
        FormOfCompletion,
        models.PROTECT,
        related_name="tasks",
        verbose_name=_("form of completion"),
    )
    term_kk = models.CharField(_("term in Kazakh"), max_length=300, blank=True)
    term_ru = models.CharField(_("term in Russian"), max_length=300, blank=True)
    stated_due_on = models.DateField(_("date before the shift"), null=True, blank=True)
    original_due_on = models.DateField(_("original term"), null=True, blank=True)
    due_on = models.DateField(_("term"), null=True, blank=True)
    source_title = models.CharField(_("ground"), max_length=300, blank=True)
    source_path = models.CharField(_("address of the ground"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    closing_note = models.TextField(_("remark of the chair"), blank=True)
    return_reason = models.TextField(_("why the last report was returned"), blank=True)
    repeat_on = models.DateField(_("to be reported again by"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    moved_from = models.ForeignKey(
        Body,
        models.PROTECT,
        related_name="tasks_moved",
        null=True,
        blank=True,
        verbose_name=_("moved from"),
    )

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="shares",
        null=True,
        blank=True,
        verbose_name=_("share of task"),
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(fields=["lead", "due_on", "id"], name="task_lead_due"),
            models.Index(fields=["controller", "due_on", "id"], name="task_controller_due"),
            models.Index(fields=["territory", "due_on", "id"], name="task_territory_due"),
            models.Index(fields=["due_on", "id"], name="task_due"),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=("issued", "in_work", "returned")),
                name="task_owed",
            ),
            models.Index(
                fields=["controller", "state"],
                condition=Q(state__in=("submitted", "proposed_for_closing")),
                name="task_waits_for_controller",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_kk="") & ~Q(text_ru=""), name="task_is_said_in_kk_and_ru"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(issued_at__isnull=False),
                name="task_out_of_draft_was_issued",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | ~Q(state="closed") & Q(closed_at__isnull=True, closed_by__isnull=True),
                name="task_closed_by_somebody_or_not_closed",
            ),
            models.CheckConstraint(
                condition=Q(original_due_on__isnull=True) | Q(due_on__isnull=False),
                name="task_keeps_a_term_once_it_has_one",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="task_is_no_share_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}. {self.text_ru}"

    def get_absolute_url(self) -> str:
        """Return the page of the task."""
        return reverse("plans:task", args=[self.pk])

    @property
    def text(self) -> str:
        """Return the wording in the reader's language."""
        return in_language(self, "text")

    @property
    def term(self) -> str:
        """Return the term as the paper words it, in the reader's language."""
        return in_language(self, "term")

    @property
    def is_owed(self) -> bool:
        """Tell whether the lead still has to report."""
        return self.state in self.OWED

    @property
    def is_open(self) -> bool:
        """Tell whether the task is issued and not yet closed."""
        return self.state in self.OPEN

    @property
    def is_suspended(self) -> bool:
        """Tell whether the clock of the task stands still."""
        return self.suspended_at is not None

    @property
    def was_extended(self) -> bool:
        """Tell whether the term is no longer the original one."""
        return self.due_on != self.original_due_on

    def is_late(self, day: dt.date) -> bool:
        """Tell whether the lead is past the current term on a day."""
        is_over = self.due_on is not None and self.due_on < day
        return is_over and self.is_owed and not self.is_suspended

    def has_run_out(self, day: dt.date) -> bool:
        """Tell whether the term was over on a day; while suspended, a term does not run."""
        if self.due_on is None or self.due_on >= day:
            return False
        return not self.suspended_at or clock.local_date(self.suspended_at) > self.due_on

    def days_left(self, day: dt.date) -> int | None:
        """Count the days from a day to the current term."""
        return None if self.due_on is None else (self.due_on - day).days


RUNNING = Q(state__in=Task.OWED, suspended_at__isnull=True)


class CoExecutor(models.Model):
    """One body that works on a task beside its lead, with its own inner date and state."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        IN_WORK = "in_work", _("in work")
        SENT = "sent", _("part sent to the lead")
        RETURNED = "returned", _("part returned")
        RECEIVED = "received", _("part received by the lead")

    OWED = (State.ASKED, State.IN_WORK, State.RETURNED)

    task = models.ForeignKey(Task, models.CASCADE, related_name="co_executors")
    body = models.ForeignKey(Body, models.PROTECT, related_name="tasks_shared")
    inner_due_on = models.DateField(_("inner term"), null=True, blank=True)
    by_agreement = models.BooleanField(_("by agreement"), default=False)
    state = models.CharField(
        _("state of the part"), max_length=8, choices=State.choices, default=State.ASKED
    )
    reminded_at = models.DateTimeField(_("reminded by the lead"), null=True, blank=True)

    class Meta:
        ordering = ["task", "pk"]
        verbose_name = _("co-executor")
        verbose_name_plural = _("co-executors")
        constraints = [
            models.UniqueConstraint(fields=["task", "body"], name="co_executor_once"),
        ]

    def __str__(self) -> str:
        return f"№ {self.task_id}, {self.body_id}"

    @property
    def is_owed(self) -> bool:
        """Tell whether the lead still waits for this part."""
        return self.state in self.OWED

    def is_late(self, day: dt.date) -> bool:
        """Tell whether the part is past its inner date on a day."""
        return self.is_owed and self.inner_due_on is not None and self.inner_due_on < day
