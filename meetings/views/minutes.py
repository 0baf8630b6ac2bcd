"""Minutes: the overview of a meeting, and writing down one item."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.actions import StaleMinutes
from meetings.forms import ClosingForm, MinutesForm
from meetings.views.answers import done, locked, status_of
from meetings.views.tabs import tabs_of


@require_safe
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was said and decided, item by item, with what the decisions still lack."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    may_minute = access.may_minute(request.user, meeting)
    seats = list(queries.attendance_of(meeting))
    context = {
        "meeting": meeting,
        "tabs": tabs_of(request, meeting, reads=True),
        "lines": queries.lines_of_minutes(request.user, meeting, with_remarks=may_minute),
        "quorum": queries.quorum_of(meeting, seats),
        "is_live": may_minute and meeting.may_be_marked,
        "may_write": may_minute and meeting.is_being_written,
        "obstacles": queries.obstacles_to_submission(meeting) if may_minute else [],
    }
    return render(request, "meetings/minutes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down one item; when another has written meanwhile, both texts are shown."""
    item = get_object_or_404(queries.readable_items(request.user), pk=pk)
    access.require_minute_taker(request.user, item.meeting)
    if request.method != "POST" and not item.meeting.is_being_written:
        return locked(request, item.meeting)
    form = MinutesForm(request.POST or None, item=item)
    context: dict[str, Any] = {"form": form, "item": item, "meeting": item.meeting}

    def act() -> object:
        try:
            return actions.record_minutes(
                item,
                actor=request.user,
                version=form.cleaned_data["version"],
                texts=form.texts(),
            )
        except StaleMinutes as refusal:
            form.see_version(refusal.stored.version)
            context["pairs"] = form.beside(refusal.stored)
            raise

    if done(form, act, request, _("The minutes are saved.")):
        return redirect("meetings:minutes", pk=item.meeting_id)
    return render(request, "meetings/item_minutes.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take down who was in the chair, and the dissenting opinions."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    access.require_minute_taker(request.user, meeting)
    if request.method != "POST" and not meeting.is_being_written:
        return locked(request, meeting)
    form = ClosingForm(request.POST or None, meeting=meeting)
    act = partial(actions.complete_minutes, meeting, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The minutes are saved.")):
        return redirect("meetings:minutes", pk=pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/minutes_complete.html", context, status=status_of(form))
