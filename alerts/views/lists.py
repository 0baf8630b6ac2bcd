"""The lists of levels, proposals and boards whole, their files, and the columns a reader chose."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.http import SignedInRequest
from alerts import forms, queries
from alerts.exports import lists as columns
from alerts.queries import listing
from audit import clock
from plans import actions as plans
from plans import exports as files
from plans import queries as choices
from plans.forms.lists import ColumnsForm

PAGE = 20


@dataclass(frozen=True)
class Asked:
    """One list as the address asks for it: which one, its rows, and the filter behind them."""

    form: forms.ListFilter
    show: str
    rows: Any

    @classmethod
    def of(cls, request: SignedInRequest) -> "Asked":
        """Read the address; a filter that says nonsense shows the levels in force."""
        asked = request.GET.copy()
        asked.setdefault("show", "laid")
        territories = queries.territories_to_filter(request.user, asked.get("territory", ""))
        form = forms.ListFilter(asked, territories=territories)
        chosen = form.cleaned_data if form.is_valid() else {"show": "laid"}
        return cls(form, chosen["show"], listing.listed(request.user, **chosen))

    @property
    def is_filtered(self) -> bool:
        """Tell whether the rows are fewer than the list has."""
        return any(self.form.cleaned_data.get(name) for name in ("level", "territory"))

    @property
    def name(self) -> str:
        """Return under which name its columns are kept."""
        return columns.name_of(self.show)


@require_safe
def level_lists(request: SignedInRequest) -> HttpResponse:
    """Show one list whole: filtered by the address, page by page, with the columns chosen."""
    asked = Asked.of(request)
    every = columns.COLUMNS[asked.name]
    chosen = choices.columns_chosen(request.user, asked.name)
    query = urlencode({name: text for name, text in request.GET.items() if name != "page"})
    context = {
        "form": asked.form,
        "show": asked.show,
        "title": listing.LISTS[asked.show],
        "page": Paginator(asked.rows, PAGE).get_page(request.GET.get("page")),
        "is_filtered": asked.is_filtered,
        "clear_url": f"{request.path}?show={asked.show}",
        "may_propose": queries.may_propose(request.user),
        "columns": files.extras_of(every, chosen),
        "columns_form": ColumnsForm(initial={"columns": chosen}, every=every),
        "columns_url": reverse("alerts:level-lists-columns", args=[asked.name]),
        "query": query,
        "as_of": clock.now(),
    }
    return render(request, "alerts/level_lists.html", context)


@require_safe
def list_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand out exactly the filtered list as a file, with the filter and the reader inside."""
    asked = Asked.of(request)
    chosen = choices.columns_chosen(request.user, asked.name)
    content = files.write(
        asked.rows,
        files.filed_of(columns.COLUMNS[asked.name], chosen),
        title=str(listing.LISTS[asked.show]),
        reader=request.user,
        said=asked.form.in_words(),
        kind=kind,
    )
    called = f"levels-{asked.show}-{clock.today():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{called}"'}
    with content:
        return HttpResponse(content.read(), content_type=files.KINDS[kind], headers=headers)


@require_POST
def choose_columns(request: SignedInRequest, name: str) -> HttpResponse:
    """Keep which columns the reader wants to see in a list, and go back to it."""
    form = ColumnsForm(request.POST, every=columns.COLUMNS[name])
    if not form.is_valid():
        raise Http404(_("This list has no such column."))
    chosen = form.cleaned_data["columns"]
    plans.choose_columns(actor=request.user, listing=name, columns=chosen)
    query = request.GET.urlencode()
    return redirect(f"{reverse('alerts:level-lists')}{'?' if query else ''}{query}")
