"""Seeking words in minutes and decisions."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from meetings import queries
from meetings.forms import SearchForm

PAGE = 20


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Show the decisions and the minutes that hold the words, of those that the reader reads."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    context = {"form": form, "words": words}
    if words:
        user, number = request.user, request.GET.get("page")
        decisions = Paginator(queries.found_decisions(user, words), PAGE)
        minutes = Paginator(queries.found_minutes(user, words), PAGE)
        is_longer = decisions.num_pages >= minutes.num_pages
        longer: Paginator[Any] = decisions if is_longer else minutes
        context |= {
            "decisions": decisions.get_page(number),
            "minutes": minutes.get_page(number),
            "page": longer.get_page(number),
        }
    return render(request, "meetings/search.html", context, status=422 if form.errors else 200)
