"""The screen on which one decision is taken on many tasks: choose, check row by row, do."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.bulk import BulkForm
from plans.views.acting import WRITING, typed

DECIDERS = ("close", "extend")


@require_http_methods(WRITING)
def decide(request: SignedInRequest, act: str) -> HttpResponse:
    """Choose tasks for one decision, see what each says to it, and take it where it can be."""
    _require(request, act)
    form = BulkForm(typed(request), act=act, reader=request.user)
    context = {"form": form, "act": act, "title": _title(act)}
    if not form.is_bound or not form.is_valid():
        found = queries.tasks_for(request.user, act).count()
        context |= {"found": found, "most": min(found, queries.MOST_AT_ONCE)}
        return render(request, "plans/bulk.html", context, status=422 if form.is_bound else 200)
    chosen, decision = list(form.cleaned_data["tasks"]), form.decision()
    if "confirmed" not in request.POST:
        rows = actions.preview_bulk(chosen, reader=request.user, decision=decision)
        context |= {"rows": rows, "able": sum(not row.faults for row in rows)}
        return render(request, "plans/bulk_check.html", context)
    rows = actions.decide_in_bulk(chosen, actor=request.user, decision=decision)
    done = sum(not row.faults for row in rows)
    sentence = ngettext("Done on %(count)s task.", "Done on %(count)s tasks.", done)
    messages.success(request, sentence % {"count": done})
    if done == len(rows):
        return redirect(reverse("plans:bulk", args=[act]))
    return render(request, "plans/bulk_done.html", {**context, "rows": rows, "done": done})


def _require(request: SignedInRequest, act: str) -> None:
    """Refuse an act that there is not, and whoever takes no decisions of its kind."""
    if act not in actions.ACTS:
        raise Http404
    if act in DECIDERS:
        access.require_any_decider(request.user)
    elif act == "reassign":
        access.require_controller(request.user)
    else:
        access.require_any_reviewer(request.user)


def _title(act: str) -> str:
    titles = {
        "accept": _("Accept several reports"),
        "return": _("Return several reports"),
        "close": _("Close several tasks"),
        "extend": _("Grant several later terms"),
        "reassign": _("Give several tasks to another lead"),
    }
    return titles[act]
