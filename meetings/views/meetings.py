"""The list of meetings, the page of one, and planning it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from agencies.templatetags.speech import say_date
from alerts import queries as alerts
from meetings import access, actions, queries
from meetings.forms import CancelForm, MeetingFilter, MeetingForm
from meetings.forms.meetings import level_facts, template_facts
from meetings.queries.meetings import minutes_allotted, time_left
from meetings.queries.overview import commissions_below
from meetings.views.answers import done, locked, status_of
from meetings.views.tabs import tabs_of

if TYPE_CHECKING:
    from alerts.models import LevelDecision
    from meetings.models import Meeting

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
        "may_propose": queries.bodies_to_propose_to(request.user).exists(),
        "gaps": queries.gaps(request.user),
        "has_below": commissions_below(request.user).exists(),
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
    items = queries.agenda_for(user, one)
    allotted = minutes_allotted(items)
    context = {
        "meeting": one,
        "tabs": tabs_of(request, one, reads=reads),
        "items": items,
        "minutes_allotted": allotted,
        "time_left": time_left(one, allotted),
        "previous": queries.previous_to(user, one),
        "warnings": queries.warnings_on(one) if access.may_convene(user, one.body) else [],
        "seats": seats,
        "answers": queries.answers_of(one, seats),
        "own_seats": queries.own_seats(user, one),
        "quorum": queries.quorum_of(one, seats),
        "guests": list(queries.guests_of(one)),
        "may_convene": access.may_convene(user, one.body),
        "may_minute": access.may_minute(user, one),
        "may_read": reads,
        "extracts": list(queries.extracts_of(user, one)),
    }
    return render(request, "meetings/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting of a body for which the person convenes."""
    if not queries.bodies_to_convene(request.user).exists():
        raise PermissionDenied
    level = _level(request)
    form = MeetingForm(request.POST or None, actor=request.user, initial=_start(request, level))

    def act() -> list["Meeting"]:
        every, times = form.regularity()
        facts = form.facts() | {"actor": request.user, "convened_on": level}
        if not every:
            return [actions.schedule_meeting(**facts)]
        return actions.plan_series(every_months=every, times=times, **facts)

    planned = done(form, act, request)
    if planned:
        _say_planned(request, planned)
        return redirect("meetings:agenda", pk=planned[0].pk)
    context = {"form": form, "level": level}
    return render(request, "meetings/schedule.html", context, status=status_of(form))


def _level(request: SignedInRequest) -> "LevelDecision | None":
    """Return the published decision on a level on whose ground a meeting is convened, if any."""
    number = _number(request, "level")
    if number is None:
        return None
    found = get_object_or_404(alerts.visible_decisions(request.user), pk=number)
    return found if found.is_published else None


def _start(request: SignedInRequest, level: "LevelDecision | None") -> dict[str, Any]:
    """Begin a form as the link said that led to it: by a body, a template or a level."""
    start: dict[str, Any] = {}
    if request.GET.get("body"):
        start["body"] = request.GET["body"]
    number = _number(request, "template")
    if number is not None:
        template = queries.templates_for(request.user).filter(pk=number).first()
        start |= template_facts(template) if template else {}
    return start | (level_facts(level) if level else {})


def _number(request: SignedInRequest, name: str) -> int | None:
    """Read the number of a row from an address; what no row can have is none."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) <= 18 else None


def _say_planned(request: SignedInRequest, planned: list["Meeting"]) -> None:
    """Say what is planned, and beside it what about its hours is not usual."""
    said = _("The meeting is scheduled; nobody is told before its agenda is opened.")
    if len(planned) > 1:
        days = "; ".join(say_date(one.held_on) for one in planned)
        said = _("The series is planned: %(days)s.") % {"days": days}
    messages.success(request, said)
    found = [sentence for one in planned for sentence in queries.warnings_on(one)]
    for sentence in dict.fromkeys(found):
        messages.warning(request, sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change when, where or how a meeting is held."""
    one = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, one.body)
    if request.method != "POST" and not one.is_before:
        return locked(request, one)
    form = MeetingForm(request.POST or None, actor=request.user, meeting=one)
    act = partial(actions.change_meeting, one, actor=request.user)
    if done(form, lambda: act(**form.facts()), request, _("The meeting is changed.")):
        return redirect("meetings:meeting", pk=pk)
    context = {"form": form, "meeting": one}
    return render(request, "meetings/meeting_change.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel a meeting, saying why."""
    one = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, one.body)
    if request.method != "POST" and not one.is_before:
        return locked(request, one)
    form = CancelForm(request.POST or None)
    act = partial(actions.cancel_meeting, one, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The meeting is cancelled.")):
        return redirect("meetings:meeting", pk=pk)
    context = {"form": form, "meeting": one}
    return render(request, "meetings/meeting_cancel.html", context, status=status_of(form))
