"""Screens in which work passes on: to a substitute for some days, to a successor for good."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import actions as agency_actions
from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from centre import actions
from centre.forms.people import HandoverForm, SubstituteForm
from centre.queries import people
from plans import queries as plans


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a post and pass its work to a successor."""
    held = get_object_or_404(people.appointment_of(request.user), pk=pk)
    form = HandoverForm(_typed(request), reader=request.user, leaving=held.person)
    if form.is_valid():
        try:
            actions.hand_over(held, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The work is handed over; the successor has been told."))
            return redirect("centre:person", pk=held.person_id)
    tasks, parts = plans.owed_by(held.post.body)
    context = {"form": form, "appointment": held, "tasks": tasks, "parts": parts}
    return render(request, "centre/hand_over.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def substitute(request: SignedInRequest) -> HttpResponse:
    """Name who stands in for the reader, and show who does."""
    if not people.own_posts(request.user).exists():
        raise PermissionDenied
    form = SubstituteForm(_typed(request), reader=request.user)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            actions.engage_substitute(facts.pop("post"), actor=request.user, **facts)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your substitute is named and has been told."))
            return redirect("centre:substitute")
    context = {"form": form, "named": people.substitutions_by(request.user)}
    return render(request, "centre/substitute.html", context, status=422 if form.errors else 200)


@require_POST
def end_substitution(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the reader's substitute back."""
    named = get_object_or_404(people.substitutions_by(request.user), pk=pk)
    agency_actions.end_substitution(named, actor=request.user)
    messages.success(request, _("Your substitute is taken back."))
    return redirect("centre:substitute")


def _typed(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
