"""The list of plans and programmes, and its files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from plans import exports, queries
from plans.forms.lists import PlansFilterForm
from plans.views.lists import FileAnswer, handed_out, parameters
from plans.views.pages import numbered


@require_safe
def plan_list(request: SignedInRequest) -> HttpResponse:
    """Show the plans and programmes the reader sees."""
    form = PlansFilterForm(request.GET or None, reader=request.user)
    asked = parameters(request)
    context = {
        "form": form,
        "plans": numbered(request, _plans(request, form)),
        "programmes": numbered(request, _programmes(request, form), "programmes"),
        "is_filtered": any(form.cleaned().values()),
        "query": request.GET.urlencode() if asked else "",
        "as_of": clock.now(),
    }
    return render(request, "plans/plan_list.html", context)


@require_safe
def plan_export(request: SignedInRequest, name: str, kind: str) -> FileAnswer:
    """Hand out exactly the filtered list of plans or of programmes as a file."""
    form = PlansFilterForm(request.GET or None, reader=request.user)
    is_plans = name == "plans"
    found = _plans(request, form) if is_plans else _programmes(request, form)
    content = exports.write(
        found.iterator(chunk_size=500),
        list(exports.PLANS if is_plans else exports.PROGRAMMES),
        title=_("Plans of measures") if is_plans else _("Programmes"),
        reader=request.user,
        said=form.in_words(),
        kind=kind,
    )
    return handed_out(content, f"{name}-{clock.today():%Y-%m-%d}.{kind}", exports.KINDS[kind])


def _plans(request: SignedInRequest, form: PlansFilterForm) -> Any:
    return queries.narrowed(queries.plans_listed(request.user), **form.cleaned())


def _programmes(request: SignedInRequest, form: PlansFilterForm) -> Any:
    asked = {name: value for name, value in form.cleaned().items() if name != "programme"}
    return queries.narrowed(queries.programmes_listed(request.user), **asked)
