"""Screens on which a task is split among those beneath, or waits for another."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.ties import SplitForm, TieForm
from plans.views.acting import WRITING, act_by_button, act_by_form, typed


@require_http_methods(WRITING)
def split(request: SignedInRequest, pk: int) -> HttpResponse:
    """Split a task among the bodies beneath its lead."""
    task = get_object_or_404(queries.readable_tasks(request.user), pk=pk)
    access.require_assigner(request.user, task.lead)
    form = SplitForm(typed(request), task=task)
    return act_by_form(
        request,
        form,
        lambda data: actions.split_task(
            task,
            actor=request.user,
            shares=form.shares(),
            text_kk=data["text_kk"],
            text_ru=data["text_ru"],
        ),
        template="plans/split.html",
        context={"task": task},
        done=_("The task is split; those who got a share have been told."),
        to=f"{task.get_absolute_url()}#shares",
    )


@require_http_methods(WRITING)
def block(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say for which task this one waits."""
    task = get_object_or_404(queries.readable_tasks(request.user), pk=pk)
    access.require_tier(request.user, task)
    return act_by_form(
        request,
        TieForm(typed(request), reader=request.user),
        lambda data: actions.block_task(task, actor=request.user, **data),
        template="plans/block.html",
        context={"task": task},
        done=_("It stands on both tasks; the other lead has been told."),
        to=f"{task.get_absolute_url()}#ties",
    )


@require_POST
def lift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a task waits for another no longer."""
    tie = get_object_or_404(queries.visible_ties(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.lift_block(tie, actor=request.user),
        done=_("The task waits no longer."),
        to=f"{tie.task.get_absolute_url()}#ties",
    )
