"""Screens of the secretariat and the chair: review, return, close, decide on terms."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.control import DecideExtensionForm, NoteForm, ReturnForm
from plans.views.acting import WRITING, act_by_form, typed
from plans.views.pages import numbered


@require_safe
def review(request: SignedInRequest) -> HttpResponse:
    """Show the reports that wait for an answer, the newest on top."""
    access.require_any_reviewer(request.user)
    context = {"reports": numbered(request, queries.reports_to_review(request.user))}
    return render(request, "plans/review.html", context)


@require_safe
def decide(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the chair: tasks to close and later terms asked for."""
    access.require_any_decider(request.user)
    context = {
        "heads": access.heads_own(request.user),
        "tasks": numbered(request, queries.tasks_to_close(request.user)),
        "requests": numbered(request, queries.extensions_to_decide(request.user), "requests"),
    }
    return render(request, "plans/decide.html", context)


@require_http_methods(WRITING)
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept a report: the task is proposed to the chair for closing."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_reviewer(request.user, task)
    return act_by_form(
        request,
        NoteForm(typed(request)),
        lambda data: actions.accept_report(task, actor=request.user, **data),
        template="plans/accept.html",
        context={
            "task": task,
            "reports": queries.reports_of(task),
            "repeats": queries.repeats_for(request.user, task),
        },
        done=_("The report is accepted; the task is proposed to the chair for closing."),
        to=reverse("plans:review"),
    )


@require_http_methods(WRITING)
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return a report with the reason."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_returner(request.user, task)
    return act_by_form(
        request,
        ReturnForm(typed(request)),
        lambda data: actions.return_report(task, actor=request.user, **data),
        template="plans/return.html",
        context={"task": task, "reports": queries.reports_of(task)},
        done=_("The report is returned; the lead has been told why."),
        to=task.get_absolute_url(),
    )


@require_http_methods(WRITING)
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a task: remove it from control."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_decider(request.user, task, access.CLOSING)
    return act_by_form(
        request,
        NoteForm(typed(request)),
        lambda data: actions.close_task(task, actor=request.user, **data),
        template="plans/close.html",
        context={"task": task, "reports": queries.reports_of(task)},
        done=_("The task is closed."),
        to=reverse("plans:decide"),
    )


@require_http_methods(WRITING)
def decide_extension(request: SignedInRequest, pk: int) -> HttpResponse:
    """Grant or refuse a later term."""
    asked = get_object_or_404(queries.visible_extensions(request.user), pk=pk)
    access.require_decider(request.user, asked.task, access.TERM)
    form = DecideExtensionForm(typed(request), initial={"due_on": asked.proposed_on})
    return act_by_form(
        request,
        form,
        lambda data: actions.decide_extension(
            asked, actor=request.user, grant=data.pop("decision") == "grant", **data
        ),
        template="plans/decide_extension.html",
        context={"task": asked.task, "asked": asked},
        done=_("The decision is recorded; the lead has been told."),
        to=reverse("plans:decide"),
    )
