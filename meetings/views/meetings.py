"""The list of meetings, the page of one, and planning it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.forms import CancelForm, MeetingFilter, MeetingForm
from meetings.queries.meetings import minutes_allotted
from meetings.views.answers import done, status_of
from meetings.views.tabs import tabs_of

PAGE = 25
COMING = 5


@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Show what comes next, and below it every meeting that fits the filter."""
    form = MeetingFilter(request.GET or None)
    found = queries.meeting_list(request.user, **form.sought())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    is_filtered = bool(form.sought())
    context = {
        "form": form,
        "page": page,
        "is_filtered": is_filtered,
        "coming": [] if is_filtered else list(queries.next_meetings(request.user)[:COMING]),
        "may_schedule": queries.bodies_to_convene(request.user).exists(),
        "silent": list(queries.units_without_meeting_this_quarter(request.user)),
    }
    return render(request, "meetings/meeting_list.html", context)


@require_safe
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one meeting: when and where, its agenda, who came, and how far its protocol is."""
    one = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    user = request.user
    seats = list(queries.attendance_of(one))
    reads = queries.reads_minutes(user, one)
    context = {
        "meeting": one,
        "tabs": tabs_of(request, one, reads=reads),
        "items": list(queries.agenda_of(one)),
        "minutes_allotted": minutes_allotted(one),
        "seats": seats,
        "quorum": queries.quorum_of(one, seats),
        "guests": list(queries.guests_of(one)),
        "may_convene": access.may_convene(user, one.body),
        "may_minute": access.may_minute(user, one),
        "may_read": reads,
        "extracts": list(queries.extract_bodies(user, one)),
    }
    return render(request, "meetings/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting of a body for which the person convenes."""
    if not queries.bodies_to_convene(request.user).exists():
        raise PermissionDenied
    start = {"body": request.GET.get("body")} if request.GET.get("body") else {}
    form = MeetingForm(request.POST or None, actor=request.user, initial=start)
    planned = done(form, lambda: actions.schedule_meeting(actor=request.user, **form.facts()))
    if planned:
        return redirect("meetings:agenda", pk=planned.pk)
    context = {"form": form}
    return render(request, "meetings/schedule.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change when, where or how a meeting is held."""
    one = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, one.body)
    form = MeetingForm(request.POST or None, actor=request.user, meeting=one)
    if done(form, lambda: actions.change_meeting(one, actor=request.user, **form.facts())):
        return redirect("meetings:meeting", pk=pk)
    context = {"form": form, "meeting": one}
    return render(request, "meetings/meeting_change.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel a meeting, saying why."""
    one = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, one.body)
    form = CancelForm(request.POST or None)
    if done(form, lambda: actions.cancel_meeting(one, actor=request.user, **form.cleaned_data)):
        return redirect("meetings:meeting", pk=pk)
    context = {"form": form, "meeting": one}
    return render(request, "meetings/meeting_cancel.html", context, status=status_of(form))
