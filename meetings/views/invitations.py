"""Answering an invitation, signed in or by link, and the personal calendar."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import actions, queries
from meetings.documents import calendar as calendars
from meetings.forms import AnswerForm
from meetings.views.answers import done, status_of

CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer an invitation for a seat of one's own organisation."""
    seat = get_object_or_404(queries.answerable(request.user), pk=pk)
    form = AnswerForm(request.POST or None, attendance=seat)
    act = partial(actions.answer_invitation, seat, actor=request.user)
    if done(form, lambda: act(reply=form.reply()), request, _("Your answer is noted.")):
        return redirect("meetings:meeting", pk=seat.meeting_id)
    context = {"form": form, "attendance": seat, "meeting": seat.meeting}
    return render(request, "meetings/answer.html", context, status=status_of(form))


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the bearer of a signed link answer: reading shows, sending acts."""
    found = queries.answerable_by_link(token)
    if found is None:
        raise Http404
    person, seat = found
    with translation.override(person.language):
        form = AnswerForm(request.POST or None, attendance=seat)
        act = partial(actions.answer_invitation, seat, actor=person, way="link")
        try:
            if done(form, lambda: act(reply=form.reply()), request):
                return redirect(request.path)
        except PermissionDenied as refusal:
            raise Http404 from refusal
        context = {"form": form, "attendance": seat, "meeting": seat.meeting, "person": person}
        page = "meetings/answer_by_link.html"
        return render(request, page, context, status=status_of(form))


@never_cache
@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show whether the reader's calendar is open, and what its address gives away."""
    token = request.session.pop("calendar_token", "")
    path = reverse("meetings:feed", args=[token]) if token else ""
    context = {
        "feed": queries.live_feed(request.user),
        "address": request.build_absolute_uri(path) if token else "",
    }
    return render(request, "meetings/calendar.html", context)


@require_POST
def open_calendar(request: SignedInRequest) -> HttpResponse:
    """Open the reader's calendar; its address is shown once, on the next page."""
    request.session["calendar_token"] = actions.open_feed(actor=request.user)
    return redirect("meetings:calendar")


@require_POST
def revoke_calendar(request: SignedInRequest) -> HttpResponse:
    """Revoke the reader's calendar."""
    actions.revoke_feed(actor=request.user)
    return redirect("meetings:calendar")


@never_cache
@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar program the meetings of the person whose secret address this is."""
    found = queries.feed_behind(token)
    if found is None:
        raise Http404
    with translation.override(found.person.language):
        written = calendars.feed(queries.calendar_of(found))
    return HttpResponse(written, content_type=CALENDAR)
