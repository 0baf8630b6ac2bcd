"""The first page of every role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest


@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the reader."""
    return render(request, "centre/today.html", {})
