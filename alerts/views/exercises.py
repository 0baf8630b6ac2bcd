"""Exercises: their own list, their plan, their participants, their end and their statistics."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, exports, queries
from alerts.actions import ExercisePlan
from alerts.forms import exercises as forms

PAGE = 20


def page_of_exercise(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page in the frame that no real page ever has."""
    return render(request, template, {"exercise": True, **context}, status=status)


@require_safe
def exercise_list(request: SignedInRequest) -> HttpResponse:
    """Show the exercises a person sees, and what those under way ask of them."""
    page = Paginator(queries.exercises(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "waiting": queries.exercise_answers_waiting(request.user),
        "may_plan": queries.headquarters_for_exercises(request.user).exists(),
    }
    return page_of_exercise(request, "alerts/exercises/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_exercise(request: SignedInRequest) -> HttpResponse:
    """Plan an exercise at the widest headquarters of an officer."""
    headquarters = queries.headquarters_for_exercises(request.user).first()
    if headquarters is None:
        raise PermissionDenied(_("Your appointments do not let you plan an exercise."))
    form = forms.ExerciseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = ExercisePlan(**form.cleaned_data)
        exercise = actions.plan_exercise(headquarters, actor=request.user, plan=plan)
        return redirect("alerts:exercise-participants", pk=exercise.pk)
    context = {"form": form, "headquarters": headquarters}
    return _form_page(request, "alerts/exercises/new.html", context)


@require_safe
def exercise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one exercise: to its headquarters the whole, to a participant what it asks."""
    shown = get_object_or_404(queries.exercises(request.user), pk=pk)
    leads = queries.leads_exercise(request.user, shown)
    context = {
        "shown": shown,
        "leads": leads,
        "takings": queries.participants_of(shown) if leads else [],
        "played": queries.levels_played(shown),
        "levels": queries.exercise_levels(request.user).filter(exercise=shown),
        "answers": queries.exercise_answers(request.user).filter(decision__exercise=shown),
        "may_prepare": queries.may_prepare_exercise(request.user, shown) and not shown.is_ended,
        "may_end": queries.may_end_exercise(request.user, shown),
        "history": queries.history_of(shown) if leads else [],
    }
    return page_of_exercise(request, "alerts/exercises/exercise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the plan of an exercise that has not begun."""
    shown = _prepared(request, pk)
    initial = {name: getattr(shown, name) for name in forms.ExerciseForm.base_fields}
    form = forms.ExerciseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            plan = ExercisePlan(**form.cleaned_data)
            return redirect(actions.change_exercise(shown, actor=request.user, plan=plan))
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _form_page(request, "alerts/exercises/change.html", {"form": form, "shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the organisations of an exercise on its own list."""
    shown = _prepared(request, pk)
    takings = queries.participants_of(shown)
    form = forms.ParticipantsForm(
        request.POST or None,
        initial={"bodies": [one.body.pk for one in takings]},
        offered=queries.bodies_offered(shown.headquarters),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_participants(shown, actor=request.user, **form.cleaned_data)
            return redirect(shown)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _form_page(
        request, "alerts/exercises/participants.html", {"form": form, "shown": shown}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedInRequest, pk: int, body: int) -> HttpResponse:
    """Name the people of one organisation who alone are told."""
    shown = _prepared(request, pk)
    takings = {one.body.pk: one for one in queries.participants_of(shown)}
    taking = takings.get(body)
    if taking is None:
        return redirect("alerts:exercise-participants", pk=pk)
    named = [one.pk for one in taking.people] if taking.is_named else []
    form = forms.NamedPeopleForm(
        request.POST if request.method == "POST" else None,
        initial={"people": named},
        offered=queries.people_offered(taking.body),
    )
    if request.method == "POST" and form.is_valid():
        actor, body_named = request.user, taking.body
        try:
            actions.name_participants(shown, body_named, actor=actor, **form.cleaned_data)
            return redirect(shown)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "shown": shown, "taking": taking}
    return _form_page(request, "alerts/exercises/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once, then end the exercise and tell everyone who takes part."""
    shown = get_object_or_404(queries.led_exercises(request.user), pk=pk)
    if shown.is_ended:
        return redirect(shown)
    if not queries.may_end_exercise(request.user, shown):
        raise PermissionDenied(_("Your appointments do not let you end this exercise."))
    if request.method == "POST":
        return redirect(actions.end_exercise(shown, actor=request.user))
    takings = queries.participants_of(shown)
    context = {
        "shown": shown,
        "organisations": len(takings),
        "people": len({one.pk for taking in takings for one in taking.people}),
    }
    return page_of_exercise(request, "alerts/exercises/end.html", context)


@require_safe
def statistics(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how an exercise went, beside the one before it."""
    shown = get_object_or_404(queries.led_exercises(request.user), pk=pk)
    context = {"shown": shown, "statistics": queries.statistics_of(shown)}
    return page_of_exercise(request, "alerts/exercises/statistics.html", context)


@require_safe
def statistics_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out the statistics as a workbook that says on every part what it is."""
    shown = get_object_or_404(queries.led_exercises(request.user), pk=pk)
    content = exports.exercise_workbook(queries.statistics_of(shown), reader=request.user)
    name = shown.number.replace("/", "-")
    return HttpResponse(
        content,
        content_type=exports.XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


def _prepared(request: SignedInRequest, pk: int) -> Any:
    shown = get_object_or_404(queries.led_exercises(request.user), pk=pk)
    if not shown.is_planned or not queries.may_prepare_exercise(request.user, shown):
        raise PermissionDenied(_("The plan of this exercise is not changed by you, or no longer."))
    return shown


def _form_page(request: SignedInRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    form = context["form"]
    return page_of_exercise(request, template, context, status=422 if form.errors else 200)
