"""The duty roster: its days, a pattern, a gap filled, and replacements asked for and decided."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.queries import duty, handovers, patterns, rosters
from audit import clock

WEEK, MONTH = 7, 31
HISTORY = 10
FARTHEST = 3660


@require_safe
def duty_list(request: SignedInRequest) -> HttpResponse:
    """Show the duty of every body that the reader sees and that keeps a roster."""
    context = {
        "own": duty.duties(request.user),
        "kept": queries.duties_of(queries.rosters_kept(request.user)),
        "at": clock.now(),
    }
    return render(request, "alerts/duty/duty_list.html", context)


@require_safe
def roster(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the roster of a body by week or by month, with its gaps and its replacements."""
    body = get_object_or_404(rosters.rosters_seen(request.user), pk=pk)
    return _page(request, body.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def generate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter shifts by a pattern; they are shown before they are entered."""
    body = get_object_or_404(rosters.rosters_seen(request.user), pk=pk)
    _require(rosters.may_keep_roster(request.user, body))
    people = rosters.duty_people(body)
    form = forms.PatternForm(_typed(request), people=people, initial=_beginning(body.pk))
    planned: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            if "look" not in request.POST:
                actions.generate_shifts(body, actor=request.user, **form.facts)
                return redirect("alerts:roster", pk=pk)
            planned = list(patterns.planned_turns(body, **form.facts))
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"body": body, "form": form, "planned": planned}
    status = 422 if form.errors else 200
    return render(request, "alerts/duty/generate.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put somebody on duty for a stretch in which nobody is."""
    body = get_object_or_404(rosters.rosters_seen(request.user), pk=pk)
    _require(rosters.may_keep_roster(request.user, body))
    people = rosters.duty_people(body)
    form = forms.StretchForm(_typed(request), people=people, initial=_stretch(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.fill_gap(body, actor=request.user, **form.cleaned_data)
            return redirect("alerts:roster", pk=pk)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"body": body, "form": form}
    status = 422 if form.errors else 200
    return render(request, "alerts/duty/fill.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a person take a stretch of another's duty, or ask who keeps the roster for it."""
    body = get_object_or_404(rosters.rosters_seen(request.user), pk=pk)
    keeps = rosters.may_keep_roster(request.user, body)
    _require(keeps or rosters.may_ask_replacement(request.user, body))
    people = rosters.duty_people(body)
    form = forms.ReplacementForm(_typed(request), people=people, initial=_stretch(request))
    if request.method == "POST" and form.is_valid():
        action = actions.replace_on_duty if keeps else actions.ask_replacement
        try:
            action(body, actor=request.user, **form.cleaned_data)
            return redirect("alerts:roster", pk=pk)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"body": body, "form": form, "keeps": keeps}
    status = 422 if form.errors else 200
    return render(request, "alerts/duty/replace.html", context, status=status)


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a replacement that was asked for, or refuse it."""
    replacement = get_object_or_404(rosters.replacements(request.user), pk=pk)
    form = forms.DecisionOnReplacementForm(request.POST)
    if form.is_valid():
        try:
            actions.decide_replacement(
                replacement,
                actor=request.user,
                is_granted=form.cleaned_data["decision"] == "grant",
                remark=form.cleaned_data["remark"],
            )
            return redirect("alerts:roster", pk=replacement.body_id)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _page(request, replacement.body_id, form=form, wrong=pk)


def _page(
    request: SignedInRequest, pk: int, form: object | None = None, wrong: int = 0
) -> HttpResponse:
    body = get_object_or_404(rosters.rosters_seen(request.user), pk=pk)
    is_month = request.GET.get("span") == "month"
    first, days = _first(request, is_month=is_month), MONTH if is_month else WEEK
    step = dt.timedelta(days=days)
    address = reverse("alerts:roster", kwargs={"pk": pk})
    span = "&span=month" if is_month else ""
    context = {
        "duty": handovers.duty_seen(request.user, body),
        "days": rosters.roster(body, first, days),
        "earlier_url": f"{address}?from={first - step}{span}",
        "later_url": f"{address}?from={first + step}{span}",
        "is_month": is_month,
        "replacements": rosters.replacements(request.user).filter(body=body)[:HISTORY],
        "keeps": rosters.may_keep_roster(request.user, body),
        "may_ask": rosters.may_ask_replacement(request.user, body),
        "form": form,
        "wrong": wrong,
    }
    status = 422 if form is not None else 200
    return render(request, "alerts/duty/roster.html", context, status=status)


def _first(request: SignedInRequest, *, is_month: bool) -> dt.date:
    """Return the first day shown: the one asked for, or the Monday of this week."""
    try:
        asked = parse_date(request.GET.get("from", ""))
    except ValueError:
        asked = None
    if asked and abs((asked - clock.today()).days) > FARTHEST:
        asked = None
    day = asked or clock.today()
    if asked or is_month:
        return day
    return day - dt.timedelta(days=day.weekday())


def _beginning(pk: int) -> dict[str, object]:
    end = rosters.roster_end_of(pk)
    start = (end or clock.now()).astimezone(clock.zone())
    time = f"{start:%H:%M}" if end else "09:00"
    return {"starts_on": start.date(), "starts_time": time, "hours": 24}


def _stretch(request: SignedInRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("starts_at", "ends_at")}


def _typed(request: SignedInRequest) -> QueryDict | None:
    """Return what was sent, also when nothing was typed."""
    return request.POST if request.method == "POST" else None


def _require(allowed: bool) -> None:  # noqa: FBT001  # an answer, not a switch
    if not allowed:
        raise PermissionDenied
