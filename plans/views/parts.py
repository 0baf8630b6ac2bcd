"""Screens of the parts of co-executors: for those who send them and for the lead."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.reports import PartForm
from plans.forms.work import InnerDateForm, ReturnPartForm
from plans.views.acting import WRITING, act_by_button, act_by_form, sent_files, typed


@require_POST
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind every co-executor whose part is missing."""
    task = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.remind_co_executors(task, actor=request.user),
        done=_("Those who have not answered are reminded, each once a day at most."),
        to=f"{task.get_absolute_url()}#parts",
    )


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a part into work."""
    shared = get_object_or_404(queries.visible_shares(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.take_part(shared, actor=request.user),
        done=_("Your part is in work."),
        to=shared.task.get_absolute_url(),
    )


@require_http_methods(WRITING)
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a part to the lead."""
    shared = get_object_or_404(queries.visible_shares(request.user), pk=pk)
    access.require_co_worker(request.user, shared)
    return act_by_form(
        request,
        PartForm(typed(request), sent_files(request)),
        lambda data: actions.send_part(
            shared, actor=request.user, files=data.pop("attachments"), **data
        ),
        template="plans/part_send.html",
        context={"task": shared.task, "shared": shared},
        done=_("Your part is with the lead."),
        to=shared.task.get_absolute_url(),
    )


@require_http_methods(WRITING)
def date(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a co-executor another inner date."""
    shared = get_object_or_404(queries.visible_shares(request.user), pk=pk)
    access.require_worker(request.user, shared.task)
    return act_by_form(
        request,
        InnerDateForm(typed(request), initial={"inner_due_on": shared.inner_due_on}),
        lambda data: actions.set_inner_date(shared, actor=request.user, **data),
        template="plans/part_date.html",
        context={"task": shared.task, "shared": shared},
        done=_("The inner date is set; the co-executor has been told."),
        to=f"{shared.task.get_absolute_url()}#parts",
    )


@require_POST
def receive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that the lead has a part."""
    part = get_object_or_404(queries.visible_parts(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.receive_part(part, actor=request.user),
        done=_("The part is received."),
        to=f"{part.shared.task.get_absolute_url()}#parts",
    )


@require_http_methods(WRITING)
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return a part to its co-executor with the reason."""
    part = get_object_or_404(queries.visible_parts(request.user), pk=pk)
    task = part.shared.task
    access.require_worker(request.user, task)
    return act_by_form(
        request,
        ReturnPartForm(typed(request)),
        lambda data: actions.return_part(part, actor=request.user, **data),
        template="plans/part_return.html",
        context={"task": task, "part": part},
        done=_("The part is returned; the co-executor has been told why."),
        to=f"{task.get_absolute_url()}#parts",
    )
