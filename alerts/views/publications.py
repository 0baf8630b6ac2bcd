"""Where a decision was made public: ticking a place, and taking a wrong tick back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, forms, queries


@require_http_methods(["GET", "HEAD", "POST"])
def publication_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show place by place where a decision was made public, and tick one more."""
    decision = get_object_or_404(queries.published_decisions(request.user), pk=pk)
    places = queries.places_to_tick(request.user, decision)
    if request.method == "POST" and not places:
        raise PermissionDenied(_("Your appointments do not give you this right here."))
    data = request.POST if request.method == "POST" else None
    initial = {"published_at": queries.this_second(), "place": request.GET.get("place", "")}
    form = forms.PublicationForm(data, places=places, initial=initial)
    if form.is_bound and form.is_valid() and _note(request, decision, form, places):
        return redirect("alerts:publication-list", pk=decision.pk)
    context = {
        "decision": decision,
        "publicity": queries.publicity_of(decision),
        "form": form if places else None,
        "act": _("Tick the publication"),
    }
    status = 422 if form.errors else 200
    return render(request, "alerts/publications.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a tick was wrong, and why."""
    tick = get_object_or_404(queries.publications(request.user), pk=pk)
    if not queries.may_tick(request.user, tick):
        raise PermissionDenied(_("Your appointments do not give you this right here."))
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_publication(tick, actor=request.user, **form.cleaned_data)
            return redirect("alerts:publication-list", pk=tick.decision_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"tick": tick, "form": form, "act": _("Take the publication back")}
    status = 422 if form.errors else 200
    return render(request, "alerts/publication_take_back.html", context, status=status)


def _note(
    request: SignedInRequest, decision: Any, form: forms.PublicationForm, places: list[Any]
) -> bool:
    """Tick, or put the refusal beside the field it is about."""
    facts = dict(form.cleaned_data)
    place = next(one for one in places if one.value == facts["place"])
    del facts["place"]
    try:
        actions.note_publication(
            decision, actor=request.user, body=place.body, way=place.way, **facts
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True
