"""The demonstration's mail, SMS and webhooks: what the stand-ins kept, for all signed in."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from notices import catcher
from notices.forms import MailFilter

PAGE = 50


@require_safe
def mail(request: SignedInRequest) -> HttpResponse:
    """Show what arrived, the newest first."""
    _only_in_the_demonstration()
    form = MailFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"to": "", "channel": ""}
    kept = catcher.caught(asked["to"].strip(), asked["channel"])
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/caught.html", {"form": form, "page": page})


@require_safe
def message(request: SignedInRequest, name: str) -> HttpResponse:
    """Show one message as its reader sees it."""
    _only_in_the_demonstration()
    opened = catcher.opened(name)
    if opened is None:
        raise Http404
    return render(request, "notices/caught_message.html", {"message": opened})


def _only_in_the_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise Http404
