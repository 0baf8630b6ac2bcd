"""Screens of tasks: the list by days left, its export, the page of one, its files."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from plans import access, actions, exports, queries
from plans.forms.lists import TaskFilterForm
from plans.views.pages import Pages


@require_safe
def task_list(request: SignedInRequest) -> HttpResponse:
    """Show the tasks that concern the reader, what burns first on top."""
    form = TaskFilterForm(request.GET or None, reader=request.user)
    every = queries.tasks_of(request.user)
    found = queries.filtered(every, form.wanted())
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = queries.page_of(found, after=after, before=before)
    count = found.order_by().count()
    context = {
        "form": form,
        "tasks": page.rows,
        "count": count,
        "narrowed": form.hidden_in_words() if form.is_bound else [],
        "is_filtered": bool(_parameters(request)),
        "page": Pages.of(page, _parameters(request), summary=_how_many(len(page.rows), count)),
        "query": urlencode(_parameters(request)),
        "as_of": clock.now(),
        "may_assign": queries.controllers_of(request.user).exists(),
        "desk": queries.desk_counts(request.user),
    }
    return render(request, "plans/task_list.html", context)


@require_safe
def task_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand out exactly the filtered list as a file."""
    form = TaskFilterForm(request.GET or None, reader=request.user)
    found = queries.filtered(queries.tasks_of(request.user), form.wanted())
    content = exports.list_of_tasks(
        found.iterator(chunk_size=2000), reader=request.user, said=form.in_words(), kind=kind
    )
    name = f"tasks-{clock.today():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=exports.KINDS[kind], headers=headers)


@require_safe
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one task: whole to its readers, state and dates to whoever has the land."""
    one = get_object_or_404(queries.visible_tasks(request.user), pk=pk)
    if not access.readable(request.user).filter(pk=one.pk).exists():
        return render(request, "plans/task_outline.html", {"task": one})
    context: dict[str, Any] = {
        "task": one,
        "moves": queries.moves_open_to(request.user, one),
        "co_executors": queries.co_executors_of(one),
        "reports": queries.reports_of(one),
        "extension": queries.awaited_extension(one),
        "term_changes": one.term_changes.order_by("changed_at", "pk"),
        "corrections": one.corrections.select_related("corrected_by").order_by("-corrected_at"),
        "history": queries.history_of(one),
        "may_decide": access.may_decide(request.user, one),
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


def _parameters(request: SignedInRequest) -> dict[str, str]:
    """Return the filter as it stands in the address, the place in the list left out."""
    return {
        name: str(value)
        for name, value in request.GET.items()
        if value and name not in ("after", "before")
    }


def _how_many(shown: int, count: int) -> str:
    sentence = ngettext("%(shown)s of %(count)s task", "%(shown)s of %(count)s tasks", count)
    return sentence % {"shown": shown, "count": count}
