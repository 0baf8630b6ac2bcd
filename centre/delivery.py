"""Letters of the site itself: the one with which a person sets their password."""

from email.utils import make_msgid

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import User
from notices import texts as notices


def send_password_letter(person_id: int) -> None:
    """Send one person the link that sets their password, in their language.

    A demonstration writes to invented addresses alone, and says in the subject what it is.
    """
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None or notices.refusal_of_address(person.email):
        return
    context = {
        "person": person,
        "link": password_link(person),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "demonstration": settings.DEMONSTRATION,
    }
    with translation.override(person.language):
        subject = _("Your password for the coordination system")
        text = render_to_string("centre/mail/password.txt", context)
    if settings.DEMONSTRATION:
        subject = f"[{notices.DEMONSTRATION_MARK}] {subject}"
    headers = {"Message-ID": make_msgid(domain=settings.INSTANCE_DOMAIN)}
    EmailMessage(subject, text, settings.NOTICES_SENDER, [person.email], headers=headers).send()


def password_link(person: User) -> str:
    """Return the link that lets exactly this person set a password, once."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    uid = user_pk_to_url_str(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return f"{settings.PUBLIC_ADDRESS}{path}"
