"""What the sign-in package leaves to us."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies import actions
from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from centre.forms.account import SecondFactorForm
from centre.queries import devices

KEPT_AS = "second_factor"


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, str] | None
) -> HttpResponse:
    """Say that too many attempts failed, and when the next one will be heard."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Let a person enrol the device whose code an approval asks for."""
    secret = request.session.setdefault(KEPT_AS, devices.new_secret())
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enrol_second_factor(actor=request.user, secret=secret, **form.cleaned_data)
            del request.session[KEPT_AS]
            messages.success(request, _("Your device is enrolled."))
            return redirect("account_second_factor")
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {
        "form": form,
        "device": devices.device_of(request.user, secret),
        "is_asked": settings.APPROVAL_SECOND_FACTOR,
        "act": _("Enrol this device"),
    }
    template = "account/second_factor.html"
    return render(request, template, context, status=422 if form.errors else 200)
