"""The lists of measures and reports, their files, and the columns a reader chose."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.http import SignedInRequest
from audit import clock
from plans import actions, exports, queries
from plans.forms.lists import ColumnsForm, ListForm, MeasureFilterForm, ReportFilterForm
from plans.views.pages import Pages

FileAnswer = HttpResponse | FileResponse
PLACE = ("after", "before")


@dataclass(frozen=True)
class Listing:
    """One list: its name, its filter, its rows in their order."""

    name: str
    title: Any
    form: type[ListForm]
    rows: Callable[[SignedInRequest, Any], Any]
    keys: tuple[str, ...]


MEASURES = Listing(
    "measures", gettext_lazy("Measures"), MeasureFilterForm,
    lambda request, form: queries.filtered_measures(
        request.user, queries.measures_of(request.user), form.filter()
    ),
    queries.MEASURE_ORDER,
)  # fmt: skip
REPORTS = Listing(
    "reports", gettext_lazy("Reports of execution"), ReportFilterForm,
    lambda request, form: queries.filtered_reports(
        queries.reports_seen(request.user), form.filter()
    ),
    queries.REPORT_ORDER,
)  # fmt: skip
LISTINGS = {one.name: one for one in (MEASURES, REPORTS)}
ADDRESSES = {"tasks": "plans:task-list", "measures": "plans:item-list",
             "reports": "plans:report-list"}  # fmt: skip


@require_safe
def item_list(request: SignedInRequest) -> HttpResponse:
    """Show the measures in force that the reader may read, plan by plan."""
    return _page(request, MEASURES, "plans/item_list.html")


@require_safe
def report_list(request: SignedInRequest) -> HttpResponse:
    """Show the reports on the tasks that the reader may read, the newest first."""
    return _page(request, REPORTS, "plans/report_list.html")


@require_safe
def list_export(request: SignedInRequest, name: str, kind: str) -> FileAnswer:
    """Hand out exactly the filtered list of measures or reports as a file."""
    listing = LISTINGS[name]
    form = listing.form(request.GET or None, reader=request.user)
    found = listing.rows(request, form).order_by(*listing.keys)
    return as_file(request, name, str(listing.title), found, form, kind)


@require_safe
def table_export(request: SignedInRequest, form: str, kind: str) -> FileAnswer:
    """Hand out exactly the filtered measures as the official table, in form A or B."""
    asked = MeasureFilterForm(request.GET or None, reader=request.user)
    found = list(MEASURES.rows(request, asked).order_by(*MEASURES.keys))
    year = asked.cleaned().get("year")
    spans = [*(item.plan.first_year for item in found), *(item.plan.last_year for item in found)]
    years = (year,) if year else tuple(range(min(spans, default=0), max(spans, default=-1) + 1))
    table = exports.OfficialTable(
        found,
        form,
        "kk" if request.LANGUAGE_CODE.startswith("kk") else "ru",
        years,
        exports.said_of(_("Measures"), request.user, asked.in_words()),
        year,
    )
    content = exports.write_official(table, kind)
    called = f"plan-{form}-{clock.today():%Y-%m-%d}.{kind}"
    return handed_out(content, called, exports.OFFICIAL_KINDS[kind])


@require_POST
def columns(request: SignedInRequest, name: str) -> HttpResponse:
    """Keep which columns the reader wants to see in a list, and go back to it."""
    form = ColumnsForm(request.POST, every=exports.LISTS[name])
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["columns"]
    actions.choose_columns(actor=request.user, listing=name, columns=chosen)
    query = urlencode(parameters(request))
    return redirect(f"{reverse(ADDRESSES[name])}{'?' if query else ''}{query}")


def as_file(
    request: SignedInRequest, name: str, title: str, found: Any, form: ListForm, kind: str
) -> FileAnswer:
    """Answer with a list as a file: the columns chosen, the filter and the reader inside."""
    chosen = queries.columns_chosen(request.user, name)
    content = exports.write(
        found.iterator(chunk_size=500),
        exports.columns_in_file(name, chosen),
        title=title,
        reader=request.user,
        said=form.in_words(),
        kind=kind,
    )
    return handed_out(content, f"{name}-{clock.today():%Y-%m-%d}.{kind}", exports.KINDS[kind])


def columns_context(request: SignedInRequest, name: str) -> dict[str, Any]:
    """Return what a list's page needs to show the columns chosen and to choose others."""
    chosen = queries.columns_chosen(request.user, name)
    return {
        "columns": exports.columns_shown(name, chosen),
        "columns_form": ColumnsForm(initial={"columns": chosen}, every=exports.LISTS[name]),
        "columns_url": reverse("plans:columns", args=[name]),
        "query": urlencode(parameters(request)),
    }


def parameters(request: SignedInRequest) -> dict[str, str]:
    """Return the filter as it stands in the address, the place in the list left out."""
    return {name: str(value) for name, value in request.GET.items() if value and name not in PLACE}


def handed_out(content: IO[bytes], name: str, content_type: str) -> FileAnswer:
    """Answer with a file: a small one at once, a large one from the disk piece by piece."""
    if content.seek(0, io.SEEK_END) > exports.IN_MEMORY:
        content.seek(0)
        return FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    content.seek(0)
    with content:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content.read(), content_type=content_type, headers=headers)


def _page(request: SignedInRequest, listing: Listing, template: str) -> HttpResponse:
    form = listing.form(request.GET or None, reader=request.user)
    found = listing.rows(request, form)
    place = {name: request.GET.get(name, "") for name in PLACE}
    page = queries.cut(found, listing.keys, size=queries.PAGE, **place)
    count = found.order_by().count()
    said = ngettext("%(shown)s of %(count)s row", "%(shown)s of %(count)s rows", count)
    context = {
        "form": form,
        "rows": page.rows,
        "count": count,
        "is_filtered": bool(parameters(request)),
        "page": Pages.of(
            page, parameters(request), summary=said % {"shown": len(page.rows), "count": count}
        ),
        "as_of": clock.now(),
        **columns_context(request, listing.name),
    }
    return render(request, template, context)
