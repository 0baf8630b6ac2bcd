"""When I want ordinary notices: my quiet hours, and the hour of my digest."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.http import SignedInRequest
from notices import actions, queries
from notices.forms import RestForm


@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: SignedInRequest) -> HttpResponse:
    """Ask when ordinary notices may come, and keep the answer."""
    kept = queries.rest_of(request.user)
    initial = {name: getattr(kept, name) for name in RestForm.base_fields} if kept else {}
    form = RestForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.change_rest(actor=request.user, **form.cleaned_data)
            messages.success(request, _("Kept. Levels and what is urgent still come at once."))
            return redirect("notices:rest")
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return render(request, "notices/rest.html", {"form": form}, status=422 if form.errors else 200)
