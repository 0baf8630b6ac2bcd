"""Screens of a table brought in: the file, the dry run, the mending, and the applying."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.imports import MendForm, TableFileForm
from plans.views.acting import WRITING, act_by_button, sent_files, typed


@require_http_methods(WRITING)
def new_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a file with the table of a plan."""
    plan = get_object_or_404(queries.visible_plans(request.user), pk=pk)
    access.require_assigner(request.user, plan.controller)
    form = TableFileForm(typed(request), sent_files(request))
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            return redirect(actions.receive_plan_file(plan, actor=request.user, upload=upload))
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"plan": plan, "form": form, "imports": queries.imports_of(plan)[:20]}
    status = 422 if form.is_bound else 200
    return render(request, "plans/import_new.html", context, status=status)


@require_safe
def table(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how far the reading is, then the dry run: what is not understood, what would change."""
    one = get_object_or_404(queries.visible_imports(request.user), pk=pk)
    context = {"table": one, "is_waiting": one.state in ("received", "reading")}
    if request.htmx:
        return render(request, "plans/_import_progress.html", context)
    if one.state in ("read", "applied"):
        rehearsal = queries.rehearsal_of(one, edited=request.GET.get("row", ""))
        context |= {"rehearsal": rehearsal, "form": MendForm(one=one, cells=rehearsal.cells)}
    return render(request, "plans/import.html", context)


@require_POST
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the file now, without waiting for a worker."""
    one = get_object_or_404(queries.visible_imports(request.user), pk=pk)
    actions.read_plan_import(one, actor=request.user)
    return redirect(one)


@require_POST
def mend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend cells of the table on the screen and rehearse again."""
    one = get_object_or_404(queries.visible_imports(request.user), pk=pk)
    if one.state != "read":
        messages.error(request, _("This table is not waiting to be applied."))
        return redirect(one)
    rehearsal = queries.rehearsal_of(one, edited=request.GET.get("row", ""))
    form = MendForm(request.POST, one=one, cells=rehearsal.cells)
    if not form.is_valid():
        context = {"table": one, "rehearsal": rehearsal, "form": form}
        return render(request, "plans/import.html", context, status=422)
    return act_by_button(
        request,
        lambda: actions.mend_plan_import(one, actor=request.user, cells=form.mended),
        done=_("The cells are mended; the table was read again."),
        to=one.get_absolute_url(),
    )


@require_POST
def apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Apply the table to the version in preparation, whole."""
    one = get_object_or_404(queries.visible_imports(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.apply_plan_import(one, actor=request.user),
        done=_("The table is applied to the version in preparation."),
        to=one.get_absolute_url(),
    )


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the table aside."""
    one = get_object_or_404(queries.visible_imports(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.discard_plan_import(one, actor=request.user),
        done=_("The table is put aside; the plan is as it was."),
        to=one.plan.get_absolute_url(),
    )


@require_safe
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out the file as it came; the download is written down."""
    one = get_object_or_404(queries.visible_imports(request.user), pk=pk)
    try:
        content = actions.record_table_download(one, actor=request.user)
    except FileNotFoundError as missing:
        raise Http404(_("The content of this file is not in the store.")) from missing
    disposition = content_disposition_header(as_attachment=True, filename=one.file_name)
    return HttpResponse(
        content,
        content_type=one.stored_file.content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )
