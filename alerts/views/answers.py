"""What waits for an answer of the reader's body, and answering it, also by signed link."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.queries import AnswerPage


@require_safe
def answer_list(request: SignedInRequest) -> HttpResponse:
    """Show what waits for an answer of the bodies a person answers for, and what was given."""
    context = {
        "waiting": queries.answers_waiting(request.user),
        "given": queries.answers_given(request.user)[:50],
    }
    return render(request, "alerts/answer_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a notice to the body and take its answer."""
    addressed = get_object_or_404(queries.answers_given(request.user), pk=pk)
    page = queries.answer_page(addressed, request.user)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_notice(
                addressed.notice, addressed.body, actor=request.user, **form.cleaned_data
            )
            return redirect("alerts:answer", pk=pk)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return _shown(request, page, form, "alerts/answer.html")


@require_POST
def note_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a note of what the body has done; its clock begins anew."""
    addressed = get_object_or_404(queries.answers_given(request.user), pk=pk)
    form = forms.ProgressForm(request.POST)
    if form.is_valid():
        try:
            actions.note_progress(addressed, actor=request.user, **form.cleaned_data)
            return redirect("alerts:answer", pk=pk)
        except ValidationError as refusal:
            form.add_error("text", refusal.messages)
    page = queries.answer_page(addressed, request.user)
    return _shown(request, page, forms.AnswerForm(), "alerts/answer.html", progress=form)


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the bearer of a signed link answer: reading shows, sending acts, dead after the end."""
    page = queries.answer_page_by_link(token)
    if page is None:
        raise Http404
    with translation.override(page.person.language):
        form = forms.AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                actions.answer_notice(
                    page.addressed.notice,
                    page.addressed.body,
                    actor=page.person,
                    way="link",
                    **form.cleaned_data,
                )
                return redirect(request.path)
            except PermissionDenied as refusal:
                raise Http404 from refusal
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
        return _shown(request, page, form, "alerts/answer_by_link.html")


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
    }
    is_wrong = bool(form.errors) or progress is not None
    return render(request, template, context, status=422 if is_wrong else 200)
