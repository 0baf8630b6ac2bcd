"""Templates of meetings: keeping one, choosing among them, forgetting one."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.forms import TemplateForm
from meetings.views.answers import done, done_or_told, status_of


@require_safe
def template_list(request: SignedInRequest) -> HttpResponse:
    """Show the templates from which the reader plans meetings."""
    if not queries.bodies_to_convene(request.user).exists():
        raise PermissionDenied
    context = {"templates": list(queries.templates_for(request.user))}
    return render(request, "meetings/template_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a meeting with its questions as a template."""
    one = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    access.require_convener(request.user, one.body)
    form = TemplateForm(request.POST or None, initial={"name": one.get_kind_display()})
    act = partial(actions.keep_template, one, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The template is kept.")):
        return redirect("meetings:template-list")
    context = {"form": form, "meeting": one}
    return render(request, "meetings/template_keep.html", context, status=status_of(form))


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a template; meetings made from it stay."""
    one = get_object_or_404(queries.templates_for(request.user), pk=pk)
    act = partial(actions.remove_template, one, actor=request.user)
    done_or_told(request, act, _("The template is removed."))
    return redirect("meetings:template-list")
