"""Enrolling the device whose code an approval asks for."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access
from agencies.access import second_factor
from agencies.models import User
from audit.record import Capacity, record


@transaction.atomic
def enrol_second_factor(*, actor: User, secret: str, code: str, password: str) -> User:
    """Enrol one's own device, proved by its code and one's password; a new one replaces it."""
    if not actor.check_password(password):
        raise ValidationError({"password": _("This is not your password.")})
    if not second_factor.is_code_of(secret, code):
        raise ValidationError({"code": _("This code is not the one your device shows now.")})
    person = User.objects.select_for_update().get(pk=actor.pk)
    second_factor.keep_device(person, secret)
    capacity = Capacity(person=actor, body=access.home_body(actor))
    record(capacity, gettext_noop("enrolled a device as second factor"), person)
    return person
