"""A question on a report, and its answer in the same place."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import record
from plans import access
from plans.actions import telling
from plans.models import ExecutionReport, ReportQuestion, Task


@transaction.atomic
def ask_question(report: ExecutionReport, *, actor: User, text: str) -> ReportQuestion:
    """Ask the lead about a report, as one who reviews or decides on it."""
    capacity = access.require_asker(actor, report.task)
    if not text.strip():
        raise ValidationError({"text": _("Write the question.")})
    asked = ReportQuestion.objects.filter(report=report, asked_by=actor, text=text, answer="")
    if known := asked.first():
        return known
    question = ReportQuestion.objects.create(
        report=report, text=text, asked_by=actor, asked_at=clock.now()
    )
    record(capacity, gettext_noop("asked about the report"), report.task, reason=text)
    telling.tell_lead_of_question(capacity, report.task, text)
    return question


@transaction.atomic
def answer_question(question: ReportQuestion, *, actor: User, answer: str) -> ReportQuestion:
    """Answer a question on a report for the lead; who asked is told."""
    task = Task.objects.locked(question.report.task_id)
    capacity = access.require_worker(actor, task)
    question = (
        ReportQuestion.objects.select_for_update(of=("self",))
        .select_related("asked_by")
        .get(pk=question.pk)
    )
    if not answer.strip():
        raise ValidationError({"answer": _("Write the answer.")})
    if question.answer:
        raise ValidationError(_("This question was answered already."))
    question.answer, question.answered_by, question.answered_at = answer, actor, clock.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(capacity, gettext_noop("answered a question on the report"), task, reason=answer)
    telling.tell_asker_of_answer(capacity, task, question)
    return question
