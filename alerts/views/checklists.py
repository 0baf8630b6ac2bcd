"""The checklist of a level: ticking lines, settling those of a higher level, making tasks."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.queries import checklists
from audit import clock

PAGE = 50


@require_safe
def checklist(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what each organisation the reader sees has to do under a decision."""
    return _page(request, pk)


@require_safe
def line_list(request: SignedInRequest) -> HttpResponse:
    """Show every late line the reader may read, or every open line of their own bodies."""
    is_own = request.GET.get("show") == "own"
    rows = checklists.open_lines(request.user) if is_own else checklists.late_lines(request.user)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "is_own": is_own,
        "at": clock.now(),
    }
    return render(request, "alerts/checklists/line_list.html", context)


@require_POST
def tick(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a line of the checklist as done."""
    entry = get_object_or_404(queries.checklist_entries(request.user), pk=pk)
    form = forms.TickForm(request.POST, request.FILES, auto_id=f"%s-{pk}")
    if form.is_valid():
        try:
            actions.tick_line(entry, actor=request.user, **form.cleaned_data)
            return redirect("alerts:checklist", pk=entry.decision_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _page(request, entry.decision_id, form=form, wrong=entry.pk)


@require_safe
def evidence(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Hand out the file kept with a line to one who may read the line."""
    rows = checklists.lines_with_a_file(request.user, is_exercise=is_exercise)
    entry = get_object_or_404(rows, pk=pk)
    kept = entry.evidence_file
    if kept is None:
        raise Http404
    try:
        content = actions.take_evidence(entry, actor=request.user)
    except FileNotFoundError as missing:
        raise Http404(_("The content of this file is not in the store.")) from missing
    disposition = content_disposition_header(as_attachment=True, filename=entry.evidence_name)
    return HttpResponse(
        content,
        content_type=kept.content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )


@require_POST
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what becomes of an unfinished line of a higher level."""
    question = get_object_or_404(checklists.line_questions(request.user), pk=pk)
    form = forms.LineAnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_about_line(question, actor=request.user, **form.cleaned_data)
            return redirect("alerts:checklist", pk=question.decision_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _page(request, question.decision_id, form=form, wrong=question.entry_id)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make an unfinished line a task of its organisation."""
    entry = get_object_or_404(checklists.readable_lines(request.user), pk=pk)
    if not checklists.may_assign_line(request.user, entry):
        raise PermissionDenied
    completions = checklists.forms_of_completion(request.user)
    form = forms.LineTaskForm(
        request.POST if request.method == "POST" else None, completions=completions
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_line_a_task(entry, actor=request.user, **form.cleaned_data)
            return redirect("alerts:checklist", pk=entry.decision_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"entry": entry, "form": form}
    status = 422 if form.errors else 200
    return render(request, "alerts/checklists/task.html", context, status=status)


def _page(
    request: SignedInRequest, pk: int, form: object | None = None, wrong: int = 0
) -> HttpResponse:
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    context = {
        "decision": decision,
        "checklist": checklists.checklist_page(request.user, decision),
        "form": form,
        "wrong": wrong,
    }
    status = 422 if form is not None else 200
    return render(request, "alerts/checklist.html", context, status=status)
