"""Saying a thing in the reader's language when it is kept in three."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy as ngettext

LANGUAGES = ("kk", "ru", "en")


def in_language(thing: Any, field: str, language: str = "") -> str:
    """Return `field` in a language (default: the active one), falling back to ru, kk, en."""
    wanted = (language or translation.get_language() or "ru")[:2]
    for code in (wanted, "ru", "kk", "en"):
        text = getattr(thing, f"{field}_{code}", "")
        if text:
            return str(text)
    return ""


# Sentences of Django and allauth that a reader may meet and that have no Kazakh of their own:
# named here so that our catalogues carry them.
BORROWED = (
    _("Enter a valid email address."),
    _("The two password fields didn’t match."),
    _("This password is too common."),
    _("The password is too similar to the %(verbose_name)s."),
    _("Please correct the errors below."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("Please type your current password."),
    _("Password successfully changed."),
    _("You have signed out."),
    _("Successfully signed in as %(name)s."),
    _("You must type the same password each time."),
    _("This account is currently inactive."),
    ngettext(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext(
        "This password is too short. It must contain at least %(min_length)d character.",
        "This password is too short. It must contain at least %(min_length)d characters.",
        "min_length",
    ),
)
