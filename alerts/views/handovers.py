"""The handover of the duty: opened, noted, signed line by line, and its history."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, forms
from alerts.queries import handovers, rosters

PAGE = 20


@require_safe
def handover_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show every handover of a body, the newest first."""
    body = get_object_or_404(rosters.rosters_seen(request.user), pk=pk)
    rows = handovers.handovers(request.user).filter(body=body)
    context = {
        "body": body,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "duty": handovers.duty_seen(request.user, body),
    }
    return render(request, "alerts/duty/handover_list.html", context)


@require_POST
def open_handover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Generate the handover page; the one under way is shown."""
    body = get_object_or_404(rosters.rosters_seen(request.user), pk=pk)
    try:
        handover = actions.open_handover(body, actor=request.user)
    except ValidationError as refusal:
        context = {"duty": handovers.duty_seen(request.user, body), "refusal": refusal.messages}
        return render(request, "alerts/duty/refused.html", context, status=422)
    return redirect("alerts:handover", pk=handover.pk)


@require_safe
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a handover line by line."""
    return _page(request, pk)


@require_POST
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Generate the page anew before anybody has signed."""
    found = get_object_or_404(handovers.handovers(request.user), pk=pk)
    try:
        actions.renew_handover(found, actor=request.user)
    except ValidationError as refusal:
        return _page(request, pk, refusal=refusal.messages)
    return redirect("alerts:handover", pk=pk)


@require_POST
def begin_anew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give up a page that cannot be finished and open the next one."""
    found = get_object_or_404(handovers.handovers(request.user), pk=pk)
    form = forms.AnewForm(request.POST)
    if form.is_valid():
        try:
            following = actions.begin_anew(found, actor=request.user, **form.cleaned_data)
            return redirect("alerts:handover", pk=following.pk)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _page(request, pk, anew_form=form, status=422)


@require_POST
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the notes of the officer who hands over."""
    found = get_object_or_404(handovers.handovers(request.user), pk=pk)
    form = forms.NotesForm(request.POST)
    if form.is_valid():
        try:
            actions.note_handover(found, actor=request.user, **form.cleaned_data)
            return redirect("alerts:handover", pk=pk)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _page(request, pk, notes_form=form, status=422)


@require_POST
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign one line."""
    line = get_object_or_404(handovers.handover_lines(request.user), pk=pk)
    try:
        actions.sign_line(line, actor=request.user)
    except ValidationError as refusal:
        return _page(request, line.handover_id, refusal=refusal.messages)
    return redirect("alerts:handover", pk=line.handover_id)


@require_POST
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Refuse one line with a remark."""
    return _said_about(request, pk, forms.RemarkForm(request.POST), actions.refuse_line)


@require_POST
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a remark about one line."""
    return _said_about(request, pk, forms.ReplyForm(request.POST), actions.answer_remark)


def _said_about(
    request: SignedInRequest, pk: int, form: Any, action: Callable[..., object]
) -> HttpResponse:
    line = get_object_or_404(handovers.handover_lines(request.user), pk=pk)
    if form.is_valid():
        try:
            action(line, actor=request.user, **form.cleaned_data)
            return redirect("alerts:handover", pk=line.handover_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _page(request, line.handover_id, form=form, wrong=pk, status=422)


def _page(request: SignedInRequest, pk: int, status: int = 200, **more: object) -> HttpResponse:
    shown = get_object_or_404(handovers.handovers(request.user), pk=pk)
    context = {
        "handover": shown,
        "lines": handovers.shown_lines(shown),
        "duty": handovers.duty_seen(request.user, shown.body),
        "is_incoming": handovers.is_incoming(request.user, shown),
        "may_write": handovers.may_write(request.user, shown),
        "may_renew": handovers.may_renew(request.user, shown),
        "may_begin_anew": handovers.may_begin_anew(request.user, shown),
        "anew_form": forms.AnewForm(),
        "notes_form": forms.NotesForm(initial={"notes": shown.notes}),
        **more,
    }
    status = 422 if more.get("refusal") else status
    return render(request, "alerts/duty/handover.html", context, status=status)
