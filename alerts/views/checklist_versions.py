"""The versions of the checklists: what is in use, drafting the next, adopting it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from alerts import actions, forms
from alerts.forms.checklists import ChecklistLineForm
from alerts.queries import checklists


@require_safe
def version_list(request: SignedInRequest) -> HttpResponse:
    """Show every checklist: what is in use and which drafts are open."""
    context = {
        "checklists": checklists.checklist_versions(request.user),
        "may_draft": checklists.may_draft_checklists(request.user),
    }
    return render(request, "alerts/checklists/version_list.html", context)


@require_safe
def version(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one version as the organisations will read it, with who adopted it when."""
    template = get_object_or_404(checklists.checklist_templates(request.user), pk=pk)
    return _shown(request, template)


@require_POST
def draft(request: SignedInRequest, level: int, kind: str = "") -> HttpResponse:
    """Open the next version as a draft."""
    if (level, kind) not in _keys(request):
        raise Http404
    template = actions.draft_checklist(level, kind, actor=request.user)
    return redirect("alerts:checklist-edit", pk=template.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the lines of a draft; an emptied line is left out."""
    template = get_object_or_404(checklists.checklist_templates(request.user), pk=pk)
    if not checklists.may_draft_checklists(request.user) or template.is_adopted:
        raise PermissionDenied
    formset = forms.ChecklistFormSet(
        request.POST if request.method == "POST" else None, initial=forms.lines_of(template)
    )
    refusal: list[str] = []
    if request.method == "POST" and formset.is_valid():
        try:
            actions.write_checklist(template, actor=request.user, lines=_lines(formset))
            return redirect("alerts:checklist-version", pk=pk)
        except ValidationError as refused:
            refusal = refused.messages
    is_wrong = bool(refusal) or (request.method == "POST")
    context = {"template": template, "formset": formset, "refusal": refusal}
    status = 422 if is_wrong else 200
    return render(request, "alerts/checklists/edit.html", context, status=status)


@require_POST
def adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adopt a draft: levels give its lines from now on."""
    template = get_object_or_404(checklists.checklist_templates(request.user), pk=pk)
    try:
        actions.adopt_version(template, actor=request.user)
    except ValidationError as refused:
        return _shown(request, template, refused.messages)
    return redirect("alerts:checklist-version", pk=pk)


def _shown(request: SignedInRequest, template: object, refusal: object = ()) -> HttpResponse:
    context = {
        "template": template,
        "earlier": checklists.earlier_versions(template),  # type: ignore[arg-type]  # a version
        "may_draft": checklists.may_draft_checklists(request.user),
        "may_adopt": checklists.may_adopt_checklists(request.user),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "alerts/checklists/version.html", context, status=status)


def _keys(request: SignedInRequest) -> set[tuple[int, str]]:
    return {(one.level, one.kind) for one in checklists.checklist_versions(request.user)}


def _lines(formset: "BaseFormSet[ChecklistLineForm]") -> list[actions.LineSpec]:
    return [
        actions.LineSpec(
            form.cleaned_data["text_kk"],
            form.cleaned_data["text_ru"],
            form.cleaned_data["text_en"],
            form.total_minutes,
            form.cleaned_data.get("start") or "given",
        )
        for form in formset
        if form.is_written
    ]
