"""Situation reports of the organisations, and the frozen reports of the Centre."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, queries
from alerts.forms.desk import CentreReportForm, SituationReportForm
from alerts.templatetags.desk import desk_url
from alerts.views.calls import decision_at_desk


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Let the people of an organisation send a situation report, and show those sent."""
    addressed = queries.reportable(request.user, pk, is_exercise=is_exercise)
    if addressed is None:
        raise Http404
    standing = queries.reporting_of(addressed)
    form = SituationReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_situation_report(addressed, actor=request.user, **form.cleaned_data)
            return redirect(desk_url("report-send", addressed.decision, pk=pk))
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {
        "addressed": addressed,
        "decision": addressed.decision,
        "exercise": addressed.decision.is_exercise,
        "standing": standing,
        "every": queries.period_of(addressed.decision),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "alerts/reports/send.html", context, status=status)


@require_safe
def report_list(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Show how every organisation stands with its reports: all, or those behind one number."""
    decision = decision_at_desk(request, pk, is_exercise=is_exercise)
    context = {
        "decision": decision,
        "exercise": decision.is_exercise,
        "shown": queries.situation(decision, request.GET.get("only", "")),
        "centre_reports": queries.centre_reports(request.user, decision),
        "may_make": queries.may_call(request.user, decision),
    }
    return render(request, "alerts/reports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Freeze the report of the Centre after showing the figures that it will have."""
    decision = decision_at_desk(request, pk, is_exercise=is_exercise)
    if not queries.may_call(request.user, decision):
        raise PermissionDenied(_("Officers and approvers of the headquarters make the report."))
    number = queries.centre_reports(request.user, decision).count() + 1
    form = CentreReportForm(request.POST or None, initial={"number": number})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(
                actions.make_centre_report(decision, actor=request.user, **form.cleaned_data)
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {
        "decision": decision,
        "exercise": decision.is_exercise,
        "shown": queries.situation(decision),
        "number": number,
        "form": form,
    }
    return render(request, "alerts/reports/make.html", context, status=422 if form.errors else 200)


@require_safe
def centre_report(
    request: SignedInRequest, pk: int, number: int, *, is_exercise: bool = False
) -> HttpResponse:
    """Show a frozen report of the Centre; each of its numbers opens exactly its rows."""
    decision = decision_at_desk(request, pk, is_exercise=is_exercise)
    report = get_object_or_404(queries.centre_reports(request.user, decision), number=number)
    only = request.GET.get("only", "")
    context = {
        "decision": decision,
        "exercise": decision.is_exercise,
        "report": report,
        "frozen": queries.frozen_report(report, only),
        "only": only,
    }
    return render(request, "alerts/reports/centre.html", context)
