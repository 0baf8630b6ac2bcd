"""Decisions: entering them, reading one, and making its task."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.forms import DecisionForm, DissentForm
from meetings.views.answers import done, done_or_told, locked, status_of


@require_safe
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one decision, what it lacks, and the task it became."""
    one = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    user, meeting = request.user, one.meeting
    may_minute = access.may_minute(user, meeting)
    (question,) = queries.unveiled(user, meeting, [one.item])
    assignments = list(one.assignments.all())
    context = {
        "decision": one,
        "question": question,
        "meeting": meeting,
        "assignments": assignments,
        "remarks": queries.remarks_of(meeting, [one])[one.pk],
        "may_write": may_minute and meeting.is_being_written and not assignments,
        "may_dissent": may_minute and meeting.is_being_written,
        "may_assign": access.may_assign(user, meeting) and not assignments and one.is_assignment,
        "may_read_minutes": queries.reads_minutes(user, meeting),
        "may_see_meeting": queries.visible_meetings(user).filter(pk=meeting.pk).exists(),
    }
    return render(request, "meetings/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter one point of the decision on an item; by the second button also its task."""
    item = get_object_or_404(queries.readable_items(request.user), pk=pk)
    access.require_minute_taker(request.user, item.meeting)
    if request.method != "POST" and not item.meeting.is_being_written:
        return locked(request, item.meeting)
    form = DecisionForm(request.POST or None, meeting=item.meeting)

    def act() -> object:
        return actions.enter_decision(
            item,
            actor=request.user,
            text=form.text(),
            co_executors=form.helpers(),
            as_task="as_task" in request.POST,
        )

    if done(form, act, request, _("The decision is entered.")):
        return redirect("meetings:minutes", pk=item.meeting_id)
    context = {
        "form": form,
        "item": item,
        "meeting": item.meeting,
        "may_assign": access.may_assign(request.user, item.meeting),
    }
    return render(request, "meetings/decision_enter.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a point that is neither approved nor a task."""
    one = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    access.require_minute_taker(request.user, one.meeting)
    if request.method != "POST" and not one.meeting.is_being_written:
        return locked(request, one.meeting)
    form = DecisionForm(request.POST or None, meeting=one.meeting, decision=one)

    def act() -> object:
        return actions.change_decision(
            one, actor=request.user, text=form.text(), co_executors=form.helpers()
        )

    if done(form, act, request, _("The decision is saved.")):
        return redirect("meetings:decision", pk=pk)
    context = {"form": form, "decision": one, "meeting": one.meeting}
    return render(request, "meetings/decision_change.html", context, status=status_of(form))


@require_POST
def strike(request: SignedInRequest, pk: int) -> HttpResponse:
    """Strike a point that is neither approved nor a task."""
    one = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    said = _("The decision is struck.")
    done_or_told(request, lambda: actions.remove_decision(one, actor=request.user), said)
    return redirect("meetings:minutes", pk=one.meeting_id)


@require_POST
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the task of a decision in one step."""
    one = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    said = _("The decision is a task now; its executors are told.")
    done_or_told(request, lambda: actions.assign_decision(one, actor=request.user), said)
    return redirect("meetings:decision", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def note_dissent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note who did not agree with a decision, and why."""
    one = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    access.require_minute_taker(request.user, one.meeting)
    if request.method != "POST" and not one.meeting.is_being_written:
        return locked(request, one.meeting)
    form = DissentForm(request.POST or None, meeting=one.meeting)
    act = partial(actions.note_dissent, one, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The opinion is noted.")):
        return redirect("meetings:decision", pk=pk)
    context = {"form": form, "decision": one, "meeting": one.meeting}
    return render(request, "meetings/dissent_add.html", context, status=status_of(form))


@require_POST
def strike_dissent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Strike a dissenting opinion."""
    dissent = get_object_or_404(queries.visible_dissents(request.user), pk=pk)
    said = _("The opinion is struck.")
    done_or_told(request, lambda: actions.strike_dissent(dissent, actor=request.user), said)
    return redirect("meetings:decision", pk=dissent.decision_id)
