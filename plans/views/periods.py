"""Screens of closed periods: which there are, what one says, the rows behind its numbers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from plans import access, actions, exports, queries
from plans.exports.periods import period_as_pdf
from plans.forms.periods import ClosePeriodForm, PeriodRowsForm, ReopenPeriodForm
from plans.views.acting import WRITING, act_by_form, typed
from plans.views.lists import FileAnswer, handed_out
from plans.views.pages import numbered


@require_http_methods(WRITING)
def period_list(request: SignedInRequest) -> HttpResponse:
    """Show the closed periods the reader sees, and close another one."""
    if request.method == "POST":
        access.require_controller(request.user)
    form = ClosePeriodForm(typed(request))
    return act_by_form(
        request,
        form,
        lambda data: actions.close_period(
            access.require_controller(request.user), actor=request.user, **form.period()
        ),
        template="plans/period_list.html",
        context={
            "periods": numbered(request, queries.visible_periods(request.user)),
            "keeps": queries.controllers_of(request.user).first(),
        },
        done=_("The period is closed: its figures do not change any more."),
        to=request.path,
    )


@require_safe
def period(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the figures of a closed period by body, direction and region."""
    one = get_object_or_404(queries.visible_periods(request.user), pk=pk)
    context = {
        "period": one,
        "total": queries.period_total(one),
        "tables": [(by, queries.period_lines(one, by)) for by in queries.DIMENSIONS],
        "may_reopen": queries.may_reopen(request.user, one),
    }
    return render(request, "plans/period.html", context)


@require_safe
def period_rows(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show exactly the tasks behind one number of a closed period."""
    one = get_object_or_404(queries.visible_periods(request.user), pk=pk)
    form = PeriodRowsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.period_rows(
        one, by=asked.get("by", ""), key=asked.get("key", ""), kept=asked.get("kept", "")
    )
    return render(
        request, "plans/period_rows.html", {"period": one, "rows": numbered(request, rows)}
    )


@require_safe
def period_export(request: SignedInRequest, pk: int) -> FileAnswer:
    """Hand out the rows of a closed period as a file."""
    one = get_object_or_404(queries.visible_periods(request.user), pk=pk)
    content = exports.write(
        queries.period_rows(one).iterator(chunk_size=500),
        list(exports.PERIOD),
        title=_("Report of a period"),
        reader=request.user,
        said=[(_("Period"), str(one))],
        kind=exports.XLSX,
    )
    return handed_out(content, f"period-{one.last_day}-{one.number}.xlsx", exports.KINDS["xlsx"])


@require_safe
def period_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out the figures of a closed period as a paper."""
    one = get_object_or_404(queries.visible_periods(request.user), pk=pk)
    name = f"period-{one.last_day}-{one.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = period_as_pdf(one, reader=request.user)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(WRITING)
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reopen a closed period, with a reason."""
    one = get_object_or_404(queries.visible_periods(request.user), pk=pk)
    access.require_period_reopener(request.user, one)
    return act_by_form(
        request,
        ReopenPeriodForm(typed(request)),
        lambda data: actions.reopen_period(one, actor=request.user, **data),
        template="plans/period_reopen.html",
        context={"period": one},
        done=_("The period is open again; what was frozen stays readable."),
        to=one.get_absolute_url(),
    )
