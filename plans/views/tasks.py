"""Screens of tasks: the list by days left, its export, the page of one, its files."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from plans import access, actions, queries
from plans.forms.lists import TaskFilterForm
from plans.views.lists import FileAnswer, as_file, columns_context, parameters
from plans.views.pages import Pages


@require_safe
def task_list(request: SignedInRequest) -> HttpResponse:
    """Show the tasks that concern the reader, what burns first on top."""
    form = TaskFilterForm(request.GET or None, reader=request.user)
    found = queries.filtered(queries.tasks_of(request.user), form.wanted())
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = queries.page_of(found, after=after, before=before)
    count = found.order_by().count()
    context = {
        "form": form,
        "tasks": page.rows,
        "count": count,
        "narrowed": form.hidden_in_words() if form.is_bound else [],
        "is_filtered": bool(parameters(request)),
        "page": Pages.of(page, parameters(request), summary=_how_many(len(page.rows), count)),
        "as_of": clock.now(),
        "may_assign": queries.controllers_of(request.user).exists(),
        "desk": queries.desk_counts(request.user),
        **columns_context(request, "tasks"),
    }
    return render(request, "plans/task_list.html", context)


@require_safe
def task_export(request: SignedInRequest, kind: str) -> FileAnswer:
    """Hand out exactly the filtered list as a file."""
    form = TaskFilterForm(request.GET or None, reader=request.user)
    found = queries.filtered(queries.tasks_of(request.user), form.wanted())
    return as_file(request, "tasks", _("List of tasks"), found, form, kind)


@require_safe
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one task: whole to its readers, state and dates to whoever has the land."""
    one = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    if not access.readable(request.user).filter(pk=one.pk).exists():
        return render(request, "plans/task_outline.html", {"task": one})
    context: dict[str, Any] = {
        "task": one,
        "moves": queries.moves_open_to(request.user, one),
        "parts": queries.parts_open_to(request.user, one),
        "reports": queries.reports_of(one),
        "extension": queries.awaited_extension(one),
        "term_changes": one.term_changes.order_by("changed_at", "pk"),
        "corrections": one.corrections.select_related("corrected_by").order_by("-corrected_at"),
        "reminders": queries.reminders_of(one),
        "history": queries.history_of(one),
        "rolled": queries.roll_up(one),
        "shares": queries.shares_of(request.user, one),
        "waits_for": queries.waits_for(one),
        "holds_up": queries.holds_up(one),
        "may_tie": queries.may_tie(request.user, one),
        "repeats": queries.repeats_for(request.user, one),
        "works": queries.works_for_lead(request.user, one),
        "may_ask": queries.may_ask(request.user, one),
        "may_decide": queries.may_move_term(request.user, one),
    }
    return render(request, "plans/task.html", context)


@require_safe
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out one file to a reader of its task; the download is written down."""
    evidence = get_object_or_404(queries.readable_evidence(request.user), pk=pk)
    try:
        content = actions.record_download(evidence, actor=request.user)
    except FileNotFoundError as missing:
        raise Http404(_("The content of this file is not in the store.")) from missing
    disposition = content_disposition_header(as_attachment=True, filename=evidence.name)
    return HttpResponse(
        content,
        content_type=evidence.stored_file.content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )


def _how_many(shown: int, count: int) -> str:
    sentence = ngettext("%(shown)s of %(count)s task", "%(shown)s of %(count)s tasks", count)
    return sentence % {"shown": shown, "count": count}
