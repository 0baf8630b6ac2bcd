"""What exercises ask of the reader's organisation: answering, also by link, and its checklist."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.queries import AnswerPage
from alerts.queries.exercise_answers import exercise_questions
from alerts.views.exercises import page_of_exercise

BY_LINK = "link"


@require_safe
def answer_list(request: SignedInRequest) -> HttpResponse:
    """Show what exercises ask of the bodies a person answers for, and what was given."""
    context = {
        "waiting": queries.exercise_answers_waiting(request.user),
        "given": queries.exercise_answers(request.user)[:50],
    }
    return page_of_exercise(request, "alerts/exercises/answer_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a level of an exercise to a participant and take its answer."""
    addressed = get_object_or_404(queries.exercise_answers(request.user), pk=pk)
    page = queries.answer_page(addressed, request.user)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_notice(
                addressed.notice, addressed.body, actor=request.user, **form.cleaned_data
            )
            return redirect("alerts:exercise-answer", pk=pk)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _shown(request, page, form, "alerts/exercises/answer.html")


@require_POST
def note_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a note of what the body has done in the exercise; its clock begins anew."""
    addressed = get_object_or_404(queries.exercise_answers(request.user), pk=pk)
    form = forms.ProgressForm(request.POST)
    if form.is_valid():
        try:
            actions.note_progress(addressed, actor=request.user, **form.cleaned_data)
            return redirect("alerts:exercise-answer", pk=pk)
        except ValidationError as refusal:
            form.add_error("text", refusal.messages)
    page = queries.answer_page(addressed, request.user)
    template = "alerts/exercises/answer.html"
    return _shown(request, page, forms.AnswerForm(), template, progress=form)


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the bearer of a signed link answer inside the exercise, in the exercise's frame."""
    page = queries.exercise_answer_page_by_link(token)
    if page is None:
        raise Http404
    with translation.override(page.person.language):
        form = forms.AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                _answer(page, form)
                return redirect(request.path)
            except PermissionDenied as refusal:
                raise Http404 from refusal
            except ValidationError as refusal:
                add_refusal(form, refusal)
        return _shown(request, page, form, "alerts/exercises/answer_by_link.html")


@require_safe
def checklist(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the lines that a level of an exercise gave to the reader's bodies."""
    return _checklist(request, pk)


@require_POST
def tick(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a line of an exercise's checklist as done; after its end nothing is ticked."""
    entry = get_object_or_404(queries.exercise_checklist(request.user), pk=pk)
    form = forms.TickForm(request.POST, request.FILES, auto_id=f"%s-{pk}")
    if form.is_valid():
        try:
            actions.tick_exercise_line(entry, actor=request.user, **form.cleaned_data)
            return redirect("alerts:exercise-checklist", pk=entry.decision_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _checklist(request, entry.decision_id, form=form, wrong=entry.pk)


@require_POST
def answer_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what becomes of an unfinished line of a higher level that was played."""
    question = get_object_or_404(exercise_questions(request.user), pk=pk)
    form = forms.LineAnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_exercise_line(question, actor=request.user, **form.cleaned_data)
            return redirect("alerts:exercise-checklist", pk=question.decision_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _checklist(request, question.decision_id, form=form, wrong=question.entry_id)


def _checklist(
    request: SignedInRequest, pk: int, form: object | None = None, wrong: int = 0
) -> HttpResponse:
    decision = get_object_or_404(queries.exercise_levels(request.user), pk=pk)
    context = {
        "decision": decision,
        "shown": decision.exercise,
        "entries": queries.exercise_checklist_of(request.user, decision),
        "form": form,
        "wrong": wrong,
    }
    status = 422 if form is not None else 200
    return page_of_exercise(request, "alerts/exercises/checklist.html", context, status=status)


def _answer(page: AnswerPage, form: forms.AnswerForm) -> None:
    actions.answer_notice(
        page.addressed.notice,
        page.addressed.body,
        actor=page.person,
        way=BY_LINK,
        **form.cleaned_data,
    )


def _shown(
    request: HttpRequest,
    page: AnswerPage,
    form: forms.AnswerForm,
    template: str,
    *,
    progress: forms.ProgressForm | None = None,
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "progress": progress or forms.ProgressForm(),
        "standing": queries.reporting_of(page.addressed),
        "shown": page.addressed.decision.exercise,
    }
    status = 422 if form.errors or progress is not None else 200
    return page_of_exercise(request, template, context, status=status)
