"""Screens in which tasks are given and changed visibly."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.control import CorrectionForm, ReasonForm, TaskForm
from plans.views.acting import WRITING, act_by_button, act_by_form, typed


@require_http_methods(WRITING)
def new_task(request: SignedInRequest) -> HttpResponse:
    """Give a task between meetings."""
    controller = access.require_controller(request.user)
    return act_by_form(
        request,
        TaskForm(typed(request), controller=controller),
        lambda data: actions.assign_task(actor=request.user, controller=controller, **data),
        template="plans/task_new.html",
        context={"controller": controller},
        done=_("The task is issued; its executors have been told."),
        to=reverse("plans:task-list"),
    )


@require_http_methods(WRITING)
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the wording of a task, visibly."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_assigner(request.user, task.controller)
    made = queries.corrections_made(task)
    start = {"text_kk": task.text_kk, "text_ru": task.text_ru, "seen": made}
    form = CorrectionForm(typed(request), initial=start)

    def save(data: dict[str, Any]) -> None:
        form.see(made)  # a refusal shows what the wording is now
        actions.correct_task(task, actor=request.user, **data)

    return act_by_form(
        request,
        form,
        save,
        template="plans/correct.html",
        context={"task": task},
        done=_("The wording is corrected; the earlier one stays readable."),
        to=task.get_absolute_url(),
    )


@require_POST
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Issue a draft."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.issue_task(task, actor=request.user),
        done=_("The task is issued; its executors have been told."),
        to=task.get_absolute_url(),
    )


@require_http_methods(WRITING)
def suspend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the clock of a task stand still."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    access.require_decider(request.user, task)
    return act_by_form(
        request,
        ReasonForm(typed(request)),
        lambda data: actions.suspend_task(task, actor=request.user, **data),
        template="plans/suspend.html",
        context={"task": task},
        done=_("The task is suspended."),
        to=task.get_absolute_url(),
    )


@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the clock of a task run again."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.resume_task(task, actor=request.user),
        done=_("The task runs again."),
        to=task.get_absolute_url(),
    )


@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a task to the successor of a body that is no more."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.move_to_successor(task, actor=request.user),
        done=_("The task is with the successor."),
        to=task.get_absolute_url(),
    )
