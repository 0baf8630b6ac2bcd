"""Screens of the periodic reports of commissions: begin, write, accept, send, read, print."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from audit import clock
from centre import exports
from centre.forms.commissions import CommissionReportForm, HalfForm
from centre.queries import commissions
from plans import access, actions, queries

PAGE = 50
WRITING = ["GET", "HEAD", "POST"]


@require_http_methods(WRITING)
def report_list(request: SignedInRequest) -> HttpResponse:
    """Show the reports that the reader may read, and begin one of their own commission."""
    own = queries.commission_of(request.user)
    form = HalfForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and own is None:
        raise PermissionDenied
    if own is not None and form.is_valid():
        days = form.period()
        try:
            report = actions.draft_commission_report(
                own,
                actor=request.user,
                figures=commissions.figures(request.user, own, **days),
                **days,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(report)
    found = queries.visible_commission_reports(request.user)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "own": own,
        "form": form,
        "as_of": clock.now(),
    }
    status = 422 if form.errors else 200
    return render(request, "centre/commissions/list.html", context, status=status)


@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one report: figures, words, who accepted and sent it."""
    one = get_object_or_404(queries.visible_commission_reports(request.user), pk=pk)
    own = queries.commission_of(request.user)
    context = {
        "report": one,
        "counts": commissions.counts_of(one),
        "may_write": own == one.body and not one.is_sent,
        "may_accept": access.may_accept_report(request.user, one.body) and not one.is_accepted,
        "may_send": own == one.body and one.is_accepted and not one.is_sent,
    }
    return render(request, "centre/commissions/report.html", context)


@require_http_methods(WRITING)
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what the figures do not say; the figures are counted anew."""
    one = get_object_or_404(queries.visible_commission_reports(request.user), pk=pk)
    access.require_reporter(request.user, one.body)
    typed = request.POST if request.method == "POST" else None
    form = CommissionReportForm(typed, report=one)
    if form.is_valid():
        figures = commissions.figures(request.user, one.body, one.first_day, one.last_day)
        try:
            actions.write_commission_report(
                one, actor=request.user, figures=figures, **form.cleaned_data
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The report is written; its figures are counted anew."))
            return redirect(one)
    context = {"form": form, "report": one}
    status = 422 if form.errors else 200
    return render(request, "centre/commissions/write.html", context, status=status)


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept a report as the head of the commission."""
    one = get_object_or_404(queries.visible_commission_reports(request.user), pk=pk)
    try:
        actions.accept_commission_report(one, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The report is accepted; it may be sent."))
    return redirect(one)


@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send an accepted report to the Centre: it is frozen."""
    one = get_object_or_404(queries.visible_commission_reports(request.user), pk=pk)
    try:
        actions.send_commission_report(one, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The report is with the Centre; it does not change any more."))
    return redirect(one)


@require_safe
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out a report as a paper."""
    one = get_object_or_404(queries.visible_commission_reports(request.user), pk=pk)
    content = exports.commission_report_as_pdf(one, reader=request.user)
    name = f"commission-{one.body.code}-{one.last_day}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
