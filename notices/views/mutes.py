"""Whom a headquarters does not ring for a while: the list, ordering it, ending it early."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from agencies.queries import bodies
from notices import actions, forms, queries


@require_safe
def mutes(request: SignedInRequest) -> HttpResponse:
    """Show the mutes that run, and those that are over, as far as the reader may see them."""
    own = set(queries.muters_of(request.user).values_list("pk", flat=True))
    context = {
        "mutes": queries.mutes(request.user)[:100],
        "own": own,
        "may_mute": bool(own),
    }
    return render(request, "notices/mutes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_mute(request: SignedInRequest) -> HttpResponse:
    """Ask which organisation, then whom of it, why and for how long."""
    issuers = queries.muters_of(request.user)
    if not issuers:
        raise PermissionDenied(
            _("Only officers and approvers of a headquarters mute its notices.")
        )
    asked = forms.WhomToMute(request.GET or None, bodies=bodies(request.user))
    if not asked.is_valid():
        return render(request, "notices/mute_whom.html", {"form": asked})
    body = asked.cleaned_data["body"]
    form = forms.NewMute(
        request.POST or None, body=body, people=queries.people_told_at(body), issuers=issuers
    )
    if form.is_valid():
        try:
            actions.mute(form.cleaned_data["issuer"], actor=request.user, **form.order)
            return redirect("notices:mutes")
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    context = {"form": form, "body": body}
    return render(request, "notices/mute_new.html", context, status=422 if form.errors else 200)


@require_POST
def end_mute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let notices ring again."""
    mute = get_object_or_404(queries.mutes(request.user), pk=pk)
    actions.end_mute(mute, actor=request.user)
    return redirect("notices:mutes")
