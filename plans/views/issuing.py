"""The screens on which the tasks of a measure are counted, checked and issued."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from agencies.templatetags.speech import say_date
from plans import access, actions, queries
from plans.forms.papers import IssueCheckForm, IssueForm
from plans.views.acting import WRITING, act_by_button, typed


@require_http_methods(WRITING)
def issue_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a period, show what it gives, and issue what was shown."""
    item = get_object_or_404(queries.item_page(request.user), pk=pk)
    access.require_assigner(request.user, item.plan.controller)
    start, end = queries.rest_of_the_year(item.plan)
    form = IssueForm(typed(request), initial={"start": start, "end": end})
    shown = _previewed(form, lambda period: actions.preview_issue(item, **period))
    if shown is None:
        context = {"item": item, "form": form, "term": queries.term_of(item)}
        status = 422 if form.is_bound else 200
        return render(request, "plans/item_issue.html", context, status=status)
    if form.cleaned_data["expected"] != shown.count:
        context = {"item": item, **_to_be_checked(form, shown)}
        return render(request, "plans/item_issue_check.html", context)
    return act_by_button(
        request,
        lambda: actions.issue_tasks(item, actor=request.user, **form.period()),
        done=_("The tasks of this period are issued; their executors have been told."),
        to=item.get_absolute_url(),
    )


def _previewed(form: IssueForm, preview: Any) -> actions.Issue | None:
    """Return what a period gives, or leave in the form the sentence of why nothing comes of it."""
    if not form.is_valid():
        return None
    try:
        shown: actions.Issue = preview(form.period())
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None
    if not shown.count:
        sentence = _("No new task falls due in this period: none is issued a second time.")
        form.add_error(None, sentence)
        return None
    return shown


def _to_be_checked(form: IssueForm, shown: actions.Issue) -> dict[str, Any]:
    """Return what the check step shows: how many tasks, for how many bodies, from when to when."""
    tasks = ngettext("%(count)s task", "%(count)s tasks", shown.count) % {"count": shown.count}
    bodies = [f"{body.abbreviation} · {body.name}" for body in shown.leads]
    many = ngettext("%(count)s organisation", "%(count)s organisations", len(bodies))
    rows = [
        {"label": _("To be issued"), "value": tasks},
        {"label": _("First term"), "value": say_date(shown.days[0]) if shown.days else None},
        {"label": _("Last term"), "value": say_date(shown.days[-1]) if shown.days else None},
        {"label": many % {"count": len(bodies)}, "value": "\n".join(bodies)},
    ]
    names = [body.abbreviation for body in shown.co_executors]
    if names:
        rows.append({"label": _("Co-executors"), "value": ", ".join(names)})
    sent = {name: day.isoformat() for name, day in form.period().items()}
    act = ngettext("Issue %(count)s task", "Issue %(count)s tasks", shown.count)
    return {
        "sections": [{"title": "", "rows": rows}],
        "form": IssueCheckForm(initial={**sent, "expected": shown.count}),
        "act": act % {"count": shown.count},
    }
