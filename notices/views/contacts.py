"""Where I can be reached; an administrator keeps the contacts of their people here too."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.http import SignedInRequest
from notices import actions, queries
from notices.forms import NewContact

if TYPE_CHECKING:
    from agencies.models import User
    from notices.models import Contact


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: SignedInRequest) -> HttpResponse:
    """Show my own contacts, or add one."""
    return _contacts(request, request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def person_contacts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the contacts of a person whom the reader administers, or add one."""
    return _contacts(request, get_object_or_404(queries.contact_holders(request.user), pk=pk))


@require_POST
def test(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write to a contact: a code, or a plain test once it is verified."""
    contact = get_object_or_404(queries.visible_contacts(request.user), pk=pk)
    try:
        actions.test_contact(contact, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("A message is on its way to this address."))
    return _back(request, contact)


@require_POST
def verify(request: SignedInRequest, pk: int) -> HttpResponse:
    """Verify a contact by the code that was sent to it."""
    contact = get_object_or_404(queries.visible_contacts(request.user), pk=pk)
    code = request.POST.get("code", "")
    if actions.verify_contact(contact, actor=request.user, code=code):
        messages.success(request, _("Verified: notices go there now."))
    else:
        messages.error(request, _("This code is wrong or too old. Ask for a new one."))
    return _back(request, contact)


@require_POST
def up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a contact before the one above it."""
    contact = get_object_or_404(queries.visible_contacts(request.user), pk=pk)
    actions.raise_contact(contact, actor=request.user)
    return _back(request, contact)


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop writing to a contact."""
    contact = get_object_or_404(queries.visible_contacts(request.user), pk=pk)
    actions.remove_contact(contact, actor=request.user)
    messages.success(request, _("Removed: nothing goes there any more."))
    return _back(request, contact)


def _contacts(request: SignedInRequest, person: "User") -> HttpResponse:
    form = NewContact(request.POST if request.method == "POST" else None)
    if form.is_valid() and _add(request, person, form):
        return _back_to(request, person.pk)
    context = {
        "someone": person,
        "is_own": person == request.user,
        "contacts": queries.contacts_of(request.user, person),
        "form": form,
    }
    return render(request, "notices/contacts.html", context, status=422 if form.errors else 200)


def _add(request: SignedInRequest, person: "User", form: NewContact) -> bool:
    try:
        contact = actions.add_contact(person, actor=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error("address", refusal.messages)
        return False
    if contact.is_number:
        messages.success(request, _("Added: people call this number, in this order."))
        return True
    try:
        actions.test_contact(contact, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Added. A code is on its way to this address."))
    return True


def _back(request: SignedInRequest, contact: "Contact") -> HttpResponse:
    return _back_to(request, contact.owner.pk)


def _back_to(request: SignedInRequest, person_id: int) -> HttpResponse:
    if person_id == request.user.pk:
        return redirect("notices:contacts")
    return redirect("notices:person-contacts", pk=person_id)
