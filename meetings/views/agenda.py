"""Building an agenda and opening it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.forms import ItemForm, OpeningForm
from meetings.queries.meetings import minutes_allotted, time_left
from meetings.views.answers import done, done_or_told, locked, status_of
from meetings.views.tabs import tabs_of

TEXTS = tuple(ItemForm.base_fields)


@require_safe
def agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the agenda as its keeper builds it."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, meeting.body)
    items = list(queries.agenda_of(meeting))
    allotted = minutes_allotted(items)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(request, meeting, reads=meeting.is_after),
        "items": items,
        "minutes_allotted": allotted,
        "time_left": time_left(meeting, allotted),
        "previous": queries.previous_to(request.user, meeting),
        "proposed": queries.proposals_waiting(request.user, meeting.body).count(),
    }
    return render(request, "meetings/agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a question on the agenda."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, meeting.body)
    if request.method != "POST" and not meeting.is_planned:
        return locked(request, meeting)
    form = ItemForm(request.POST or None)
    act = partial(actions.add_item, meeting, actor=request.user)
    if done(form, lambda: act(text=form.text()), request, _("The question is on the agenda.")):
        return redirect("meetings:agenda", pk=pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/item_add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a question on the agenda."""
    item = get_object_or_404(queries.visible_items(request.user), pk=pk)
    access.require_convener(request.user, item.meeting.body)
    if request.method != "POST" and not item.meeting.is_planned:
        return locked(request, item.meeting)
    stored = {name: getattr(item, name) for name in TEXTS}
    form = ItemForm(request.POST or None, initial=stored)
    act = partial(actions.change_item, item, actor=request.user)
    if done(form, lambda: act(text=form.text()), request, _("The question is saved.")):
        return redirect("meetings:agenda", pk=item.meeting_id)
    context = {"form": form, "meeting": item.meeting, "item": item}
    return render(request, "meetings/item_change.html", context, status=status_of(form))


@require_POST
def move_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a question one place up."""
    return _move(request, pk, up=True)


@require_POST
def move_down(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a question one place down."""
    return _move(request, pk, up=False)


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a question off the agenda."""
    item = get_object_or_404(queries.visible_items(request.user), pk=pk)
    said = _("The question is off the agenda.")
    done_or_told(request, lambda: actions.remove_item(item, actor=request.user), said)
    return redirect("meetings:agenda", pk=item.meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
def open_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether those invited are told, then open the agenda to them."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, meeting.body)
    if request.method != "POST" and not meeting.is_planned:
        return locked(request, meeting)
    form = OpeningForm(request.POST or None)
    notify = request.POST.get("notify") == "yes"
    said = _("The agenda is open: those who have a seat see the meeting now.")
    if notify:
        said = _("The agenda is open, and those who have a seat have been told.")
    act = partial(actions.open_agenda, meeting, actor=request.user, notify=notify)
    if done(form, act, request, said):
        return redirect("meetings:meeting", pk=pk)
    context = {"form": form, "meeting": meeting, "preview": queries.invitation_preview(meeting)}
    return render(request, "meetings/agenda_open.html", context, status=status_of(form))


def _move(request: SignedInRequest, pk: int, *, up: bool) -> HttpResponse:
    item = get_object_or_404(queries.visible_items(request.user), pk=pk)
    said = _("The agenda is in a new order.")
    done_or_told(request, lambda: actions.move_item(item, actor=request.user, up=up), said)
    return redirect("meetings:agenda", pk=item.meeting_id)
