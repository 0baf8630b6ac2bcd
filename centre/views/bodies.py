"""The directory of bodies, and how an administrator adds and ends one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import actions, queries
from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from audit import clock
from centre.forms.bodies import BodyEnd, BodyFilter, NewBody
from centre.queries import bodies, people

PAGE = 100


@require_safe
def body_list(request: SignedInRequest) -> HttpResponse:
    """Show who belongs to the house."""
    keeps = people.may_manage(request.user)
    form = BodyFilter(request.GET or None, keeps=keeps)
    found = bodies.bodies(request.user, **form.sought())
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "may_add": keeps,
    }
    return render(request, "centre/bodies.html", context)


@require_safe
def body(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one body: where it stands, what stands beneath it, and for its keeper who serves."""
    found = get_object_or_404(bodies.body_of(request.user), pk=pk)
    keeps = bodies.keeps(request.user, found)
    context = {
        "body": found,
        "superior": queries.superior_of(found),
        "beneath": bodies.those_beneath(found),
        "keeps": keeps,
        "posts": bodies.posts_held(found) if keeps else None,
        "is_in_being": found.is_in_being(clock.today()),
    }
    return render(request, "centre/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_body(request: SignedInRequest) -> HttpResponse:
    """Add a body; from then on it is addressed like every other of its kind."""
    if not people.may_manage(request.user):
        raise PermissionDenied
    form = NewBody(_typed(request), reader=request.user, initial={"valid_from": clock.today()})
    if form.is_valid():
        try:
            added = actions.add_body(actor=request.user, **form.facts())
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The body is added."))
            return redirect("centre:body", pk=added.pk)
    status = 422 if form.errors else 200
    return render(request, "centre/body_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end_body(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a body on a day and name its successor; its history stays."""
    found = get_object_or_404(bodies.body_of(request.user), pk=pk)
    if not bodies.keeps(request.user, found):
        raise PermissionDenied
    form = BodyEnd(_typed(request), reader=request.user, body=found)
    if form.is_valid():
        try:
            actions.end_body(found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The body is ended; its history stays."))
            return redirect("centre:body", pk=pk)
    context = {"form": form, "body": found}
    return render(request, "centre/body_end.html", context, status=422 if form.errors else 200)


def _typed(request: SignedInRequest) -> QueryDict | None:
    """Return what was sent; nothing when the form is only opened."""
    return request.POST if request.method == "POST" else None
