"""The people of the demonstration, whom a visitor may be by one click."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from centre import demonstration
from centre.queries import people


@login_not_required
@require_safe
def demonstration_people(request: HttpRequest) -> HttpResponse:
    """Show the people one may be; there are none outside the demonstration."""
    _require_demonstration()
    return render(request, "account/people.html")


@login_not_required
@require_POST
def demonstration_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people on the cards, and as nobody else."""
    _require_demonstration()
    email = request.POST.get("email", "")
    offered = {card.email for card in demonstration.cards()}
    person = people.person_by_email(email) if email in offered else None
    if person is None or not person.is_active:
        raise Http404
    person.backend = "django.contrib.auth.backends.ModelBackend"
    get_adapter(request).login(request, person)
    return redirect(get_next_redirect_url(request) or "centre:today")


def _require_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise Http404
