"""Who came: the sheet by seat, the guests, and the declaration that the meeting takes place."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.forms import AttendanceForm, ChairForm, GuestForm
from meetings.views.answers import done, done_or_told, status_of
from meetings.views.tabs import tabs_of


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the sheet by seat, and take it down."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_minute_taker(request.user, meeting)
    seats = list(queries.attendance_of(meeting))
    form = AttendanceForm(request.POST or None, attendances=seats)

    def act() -> object:
        try:
            return actions.mark_attendance(meeting, actor=request.user, marks=form.marks())
        except actions.StaleSheet as refusal:
            form.see(refusal.rows)
            raise

    if done(form, act, request, _("The attendance is saved.")):
        return redirect("meetings:attendance", pk=pk)
    context = {
        "form": form,
        "meeting": meeting,
        "tabs": tabs_of(request, meeting, reads=meeting.is_after),
        "quorum": queries.quorum_of(meeting, seats),
        "may_mark": meeting.may_be_marked,
        "is_live": meeting.may_be_marked,
        "may_list": meeting.is_before or meeting.is_being_written,
        "guests": list(queries.guests_of(meeting)),
    }
    return render(request, "meetings/attendance.html", context, status=status_of(form))


@require_safe
def quorum(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say the quorum anew while the sheet is kept; without htmx the sheet itself says it."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_minute_taker(request.user, meeting)
    if not request.htmx:
        return redirect("meetings:attendance", pk=pk)
    seats = list(queries.attendance_of(meeting))
    context = {
        "meeting": meeting,
        "quorum": queries.quorum_of(meeting, seats),
        "is_live": meeting.may_be_marked,
    }
    return render(request, "meetings/_quorum.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_guest(request: SignedInRequest, pk: int) -> HttpResponse:
    """List somebody invited without a seat."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_minute_taker(request.user, meeting)
    form = GuestForm(request.POST or None)
    act = partial(actions.invite_guest, meeting, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The guest is on the list.")):
        return redirect("meetings:attendance", pk=pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/guest_add.html", context, status=status_of(form))


@require_POST
def remove_guest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a guest off the list."""
    guest = get_object_or_404(queries.visible_guests(request.user), pk=pk)
    said = _("The guest is off the list.")
    done_or_told(request, lambda: actions.remove_guest(guest, actor=request.user), said)
    return redirect("meetings:attendance", pk=guest.meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask who is in the chair, and declare that the meeting takes place."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_minute_taker(request.user, meeting)
    form = ChairForm(request.POST or None, meeting=meeting)
    act = partial(actions.hold_meeting, meeting, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The meeting has begun.")):
        return redirect("meetings:minutes", pk=pk)
    seats = list(queries.attendance_of(meeting))
    context = {
        "form": form,
        "meeting": meeting,
        "quorum": queries.quorum_of(meeting, seats),
        "may_convene": access.may_convene(request.user, meeting.body),
    }
    return render(request, "meetings/hold.html", context, status=status_of(form))
