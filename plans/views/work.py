"""Screens of the liaison: take a task, note progress, report, ask for a later term."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.reports import ReportForm
from plans.forms.work import ExtensionForm, ProgressForm
from plans.views.acting import WRITING, act_by_button, act_by_form, sent_files, typed


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a task into work."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.take_into_work(task, actor=request.user),
        done=_("The task is in work."),
        to=task.get_absolute_url(),
    )


@require_http_methods(WRITING)
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note progress for the lead or a co-executor."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_noter(request.user, task)
    return act_by_form(
        request,
        ProgressForm(typed(request)),
        lambda data: actions.note_progress(task, actor=request.user, **data),
        template="plans/progress.html",
        context={"task": task},
        done=_("The progress is noted."),
        to=task.get_absolute_url(),
    )


@require_http_methods(WRITING)
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Report the execution of a task with letter and files."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_worker(request.user, task)
    return act_by_form(
        request,
        ReportForm(
            typed(request),
            sent_files(request),
            task=task,
        ),
        lambda data: actions.report_execution(
            task, actor=request.user, files=data.pop("attachments"), **data
        ),
        template="plans/report.html",
        context={"task": task},
        done=_("The report is with the secretariat."),
        to=task.get_absolute_url(),
    )


@require_http_methods(WRITING)
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a later term."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_worker(request.user, task)
    return act_by_form(
        request,
        ExtensionForm(typed(request)),
        lambda data: actions.request_extension(task, actor=request.user, **data),
        template="plans/extend.html",
        context={"task": task},
        done=_("The request is with the chair; until the decision the term stays."),
        to=task.get_absolute_url(),
    )
