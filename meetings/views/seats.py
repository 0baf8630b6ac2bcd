"""The composition of a convening body."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.forms import SeatEndForm, SeatForm
from meetings.queries.overview import empty_seats
from meetings.views.answers import done, status_of


@require_safe
def seat_list(request: SignedInRequest) -> HttpResponse:
    """Show the bodies that meet, with the number of their seats."""
    bodies = list(queries.bodies_with_seats(request.user))
    return render(request, "meetings/seat_list.html", {"bodies": bodies})


@require_safe
def seats(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Show who sits in a body, and who did."""
    body = get_object_or_404(queries.bodies_with_seats(request.user), pk=body_pk)
    seats, empty = list(queries.seats_of(body)), empty_seats(body)
    only_empty = request.GET.get("show") == "empty"
    context = {
        "body": body,
        "seats": [one for one in seats if one.pk in empty] if only_empty else seats,
        "only_empty": only_empty,
        "empty": empty,
        "former": list(queries.former_seats_of(body)),
        "may_convene": access.may_convene(request.user, body),
    }
    return render(request, "meetings/seats.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Give an organisation or a person a seat."""
    body = get_object_or_404(queries.bodies_with_seats(request.user), pk=body_pk)
    access.require_convener(request.user, body)
    form = SeatForm(request.POST or None, body=body)
    act = partial(actions.add_seat, body, actor=request.user)
    if done(form, lambda: act(**form.facts()), request, _("The seat is given.")):
        return redirect("meetings:seats", body_pk=body_pk)
    context = {"form": form, "body": body}
    return render(request, "meetings/seat_add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a seat on a day."""
    seat = get_object_or_404(queries.visible_seats(request.user), pk=pk)
    access.require_convener(request.user, seat.body)
    form = SeatEndForm(request.POST or None)
    act = partial(actions.end_seat, seat, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The end of the seat is noted.")):
        return redirect("meetings:seats", body_pk=seat.body_id)
    context = {"form": form, "seat": seat}
    return render(request, "meetings/seat_end.html", context, status=status_of(form))
