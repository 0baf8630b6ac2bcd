"""Screens of plans and programmes: the official table, its measures, the money."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.papers import ApproveVersionForm, ItemForm
from plans.views.acting import WRITING, act_by_button, act_by_form, typed


@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a version of a plan as the official table, each measure with its tasks."""
    one = get_object_or_404(queries.visible_plans(request.user), pk=pk)
    may_keep = queries.may_keep(request.user, one.controller)
    versions = queries.versions_of(one)
    shown = queries.version_to_show(
        versions, request.GET.get("version", ""), may_see_drafts=may_keep
    )
    context = {
        "plan": one,
        "versions": [version for version in versions if may_keep or version.is_approved],
        "version": shown,
        "preparation": next((one for one in versions if not one.is_approved), None),
        "table": queries.official_table(request.user, one, shown) if shown else [],
        "is_whole": queries.sees_whole_plan(request.user, one),
        "may_keep": may_keep,
    }
    return render(request, "plans/plan.html", context)


@require_safe
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one measure with its tasks."""
    one = get_object_or_404(queries.item_page(request.user), pk=pk)
    context = {
        "item": one,
        "tasks": queries.tasks_of_item(request.user, one),
        "may_keep": queries.may_keep(request.user, one.plan.controller),
        "term": queries.term_of(one),
    }
    return render(request, "plans/item.html", context)


@require_http_methods(WRITING)
def new_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter a measure into the version in preparation."""
    one = get_object_or_404(queries.visible_plans(request.user), pk=pk)
    access.require_assigner(request.user, one.controller)
    form = ItemForm(typed(request), plan=one)
    return act_by_form(
        request,
        form,
        lambda data: actions.add_item(one, actor=request.user, **form.measure()),
        template="plans/item_new.html",
        context={"plan": one},
        done=_("The measure stands in the version in preparation."),
        to=one.get_absolute_url(),
    )


@require_POST
def open_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the next version of a plan."""
    one = get_object_or_404(queries.visible_plans(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.open_version(one, actor=request.user),
        done=_("A new version is in preparation."),
        to=one.get_absolute_url(),
    )


@require_http_methods(WRITING)
def approve_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter the act that approved the version in preparation."""
    one = get_object_or_404(queries.versions_in_preparation(request.user), pk=pk)
    access.require_assigner(request.user, one.plan.controller)
    return act_by_form(
        request,
        ApproveVersionForm(typed(request)),
        lambda data: actions.approve_version(one, actor=request.user, **data),
        template="plans/version_approve.html",
        context={"plan": one.plan, "version": one},
        done=_("The version is in force."),
        to=one.plan.get_absolute_url(),
    )


@require_safe
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a programme: directions, money in draft and adopted, equipment, indicators."""
    one = get_object_or_404(queries.visible_programmes(request.user), pk=pk)
    context = {
        "programme": one,
        "directions": one.directions.order_by("number"),
        "money": queries.programme_money(one, request.user),
        "sources": queries.sums_of(one),
        "indicators": queries.indicators_of(one),
        "plans": queries.visible_plans(request.user).filter(programme=one),
    }
    return render(request, "plans/programme.html", context)
