"""The record's screens: what was done, by whom, and that it was read."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import chain, clock
from centre import access, actions
from centre.forms.record import RecordFilter
from centre.queries import record

PAGE = 50


@require_safe
def record_list(request: SignedInRequest) -> HttpResponse:
    """Show the entries that a reader seeks; the reading itself is recorded."""
    if not access.may_read_record(request.user):
        raise PermissionDenied
    form = RecordFilter(request.GET or None, reader=request.user)
    form_is_right = not form.is_bound or form.is_valid()
    actions.read_record(actor=request.user, sought=form.in_words())
    found = record.entries(request.user, form.sought())
    page = Paginator(found if form_is_right else found.none(), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "lines": record.lines(page.object_list),
        "seals": record.seals(request.user),
        "readers": record.last_readers(request.user),
        "now": clock.now(),
    }
    return render(request, "centre/record.html", context, status=200 if form_is_right else 422)


@require_safe
def entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one entry whole, with its seal."""
    found = get_object_or_404(record.entry_of(request.user, pk))
    actions.read_record(actor=request.user, sought={"entry": str(pk)})
    return render(request, "centre/entry.html", {"line": record.lines([found])[0]})


@require_safe
def record_check(request: SignedInRequest) -> HttpResponse:
    """Check the newest links of the chain and say what was found."""
    if not access.may_read_record(request.user):
        raise PermissionDenied
    context = {
        "faults": chain.check_sealed(),
        "seals": record.seals(request.user),
        "now": clock.now(),
    }
    return render(request, "centre/record_check.html", context)
