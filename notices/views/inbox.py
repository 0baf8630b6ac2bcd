"""What I was told, and whether each message arrived."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from notices import queries

PAGE = 25


@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """Show the notices to me, the newest first; those of exercises apart."""
    page = Paginator(queries.inbox(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "exercises": queries.exercise_inbox(request.user)[:PAGE],
        "as_of": clock.now(),
    }
    template = "notices/_inbox.html" if request.htmx else "notices/inbox.html"
    return render(request, template, context)


@require_safe
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one notice: its words, what it asks, and the messages that carry it."""
    found = queries.notice_of(request.user, pk) or queries.exercise_notice_of(request.user, pk)
    if found is None:
        raise Http404
    state = request.GET.get("state", "")
    messages = queries.deliveries(request.user, found, state)
    context = {
        "notice": found,
        "page": Paginator(messages, 2 * PAGE).get_page(request.GET.get("page")),
        "counts": queries.delivery_counts(found, user=request.user),
        "addressed": queries.addressed_to(request.user, found),
        "state": state,
        "norm_minutes": int(found.norm.total_seconds() // 60) if found.norm else None,
        "as_of": clock.now(),
        "exercise": found.is_exercise,
    }
    template = "notices/_deliveries.html" if request.htmx else "notices/notice.html"
    return render(request, template, context)
