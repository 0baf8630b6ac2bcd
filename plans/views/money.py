"""Screens of a programme's money: the figures, the rows behind each, the file."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from plans import exports, queries
from plans.forms.money import MoneyFilterForm, MoneyRowsForm
from plans.queries.money import SCENARIOS
from plans.views.lists import FileAnswer, handed_out, parameters
from plans.views.pages import numbered


@require_safe
def programme_money(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the money of a programme by direction, source and year."""
    one = get_object_or_404(queries.visible_programmes(request.user), pk=pk)
    form = MoneyFilterForm(request.GET or None, programme=one)
    context = {
        "programme": one,
        "form": form,
        "money": queries.money(request.user, one, form.wanted()),
        "is_filtered": form.wanted() != queries.MoneyFilter(),
        "query": urlencode(parameters(request)),
        "as_of": clock.now(),
    }
    return render(request, "plans/money.html", context)


@require_safe
def money_rows(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show exactly the sums behind one figure of a programme's money."""
    one = get_object_or_404(queries.visible_programmes(request.user), pk=pk)
    form = MoneyRowsForm(request.GET, programme=one)
    column = form.column_asked()
    if column in SCENARIOS:
        found = queries.sums_of_programme(one, form.wanted(), column)
        rows = numbered(request, found.order_by("direction__number", "year", "source", "pk"))
    else:
        planned = queries.sums_of_plans(request.user, one, form.wanted(), column)
        rows = numbered(request, planned.order_by("item__plan", "item__sort_key", "year", "pk"))
        found = planned  # type: ignore[assignment]
    context = {
        "programme": one,
        "said": form.in_words(),
        "rows": rows,
        "of_programme": column in SCENARIOS,
        "total": queries.sum_of(found),
    }
    return render(request, "plans/money_rows.html", context)


@require_safe
def money_export(request: SignedInRequest, pk: int, kind: str) -> FileAnswer:
    """Hand out the money of a programme as a file."""
    one = get_object_or_404(queries.visible_programmes(request.user), pk=pk)
    form = MoneyFilterForm(request.GET or None, programme=one)
    found = queries.money(request.user, one, form.wanted())
    content = exports.write(
        [*found.lines, found.total],
        list(exports.MONEY),
        title=_("Money, million tenge"),
        reader=request.user,
        said=[(_("Programme"), one.name), *form.in_words()],
        kind=kind,
    )
    return handed_out(content, f"money-{clock.today():%Y-%m-%d}.{kind}", exports.KINDS[kind])
