"""Screens in which an administrator keeps people and their posts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import actions as agency_actions
from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from audit import clock
from centre import actions
from centre.forms.people import NewAppointment, NewPerson, PeopleFilter, Reason
from centre.queries import people

PAGE = 50


@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    """Show the people an administrator keeps."""
    if not people.may_manage(request.user):
        raise PermissionDenied
    form = PeopleFilter(request.GET or None, reader=request.user)
    found = people.people(request.user, **form.sought())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "centre/people.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: SignedInRequest) -> HttpResponse:
    """Add a person of a body; the letter to set a password goes to them."""
    if not people.may_manage(request.user):
        raise PermissionDenied
    start = {"body": request.GET.get("body")}
    form = NewPerson(_typed(request), reader=request.user, initial=start)
    if form.is_valid():
        try:
            person = actions.welcome_person(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Added. Without a post they see nothing yet."))
            post = reverse("centre:person-appoint", args=[person.pk])
            return redirect(f"{post}?body={form.cleaned_data['body'].pk}")
    return render(request, "centre/person_new.html", {"form": form}, status=_status(form))


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one person with every appointment, past and present."""
    someone = get_object_or_404(people.person_of(request.user), pk=pk)
    now = clock.now()
    held = list(people.appointments_to_show(request.user, someone))
    context = {
        "someone": someone,
        "in_force": [one for one in held if one.is_valid_at(now)],
        "others": [one for one in held if not one.is_valid_at(now)],
    }
    return render(request, "centre/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Appoint a person to a post at a body, until a day or for good."""
    someone = get_object_or_404(people.person_of(request.user), pk=pk)
    start = {"body": request.GET.get("body")}
    form = NewAppointment(_typed(request), reader=request.user, person=someone, initial=start)
    if form.is_valid():
        try:
            agency_actions.appoint(someone, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Appointed."))
            return redirect("centre:person", pk=pk)
    context = {"form": form, "someone": someone}
    return render(request, "centre/appoint.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def end_appointment(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an appointment now; every right that came from it ends with it."""
    appointment = get_object_or_404(people.appointment_of(request.user), pk=pk)
    form = Reason(_typed(request))
    if form.is_valid():
        agency_actions.end_appointment(
            appointment, actor=request.user, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("The appointment has ended."))
        return redirect("centre:person", pk=appointment.person_id)
    context = {"form": form, "appointment": appointment}
    return render(request, "centre/appointment_end.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a person out from their next request on."""
    someone = get_object_or_404(people.person_of(request.user), pk=pk)
    form = Reason(_typed(request))
    if form.is_valid():
        try:
            agency_actions.block_person(someone, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Blocked: they are out from this moment on."))
            return redirect("centre:person", pk=pk)
    context = {"form": form, "someone": someone}
    return render(request, "centre/person_block.html", context, status=_status(form))


@require_POST
def unblock(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a blocked person in again."""
    someone = get_object_or_404(people.person_of(request.user), pk=pk)
    try:
        agency_actions.unblock_person(someone, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Unblocked: they may sign in again."))
    return redirect("centre:person", pk=pk)


@require_POST
def password_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a person the letter with which they set a password."""
    someone = get_object_or_404(people.person_of(request.user), pk=pk)
    actions.ask_for_password(someone, actor=request.user)
    messages.success(request, _("The letter is on its way."))
    return redirect("centre:person", pk=pk)


def _status(form: NewPerson | NewAppointment | Reason) -> int:
    return 422 if form.errors else 200


def _typed(request: SignedInRequest) -> QueryDict | None:
    """Return what was sent; nothing when the form is only opened."""
    return request.POST if request.method == "POST" else None
