"""Where the sign-in package meets the house: every coming and going enters the record."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest

from agencies.models import User
from centre import actions
from centre.queries import people

UNSAID = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package has no types
    """Closes registration by oneself, and records sign-ins, refusals and new passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: people are added by an administrator."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *context: Any,
        **words: Any,
    ) -> None:
        """Say what the package says, except that somebody came or left: the page shows it."""
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *context, **words)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign a person in and record it."""
        super().login(request, user)
        actions.sign_in(actor=user, address=_address(request))

    def logout(self, request: HttpRequest) -> None:
        """Record who leaves, then sign them out."""
        if isinstance(request.user, User):
            actions.sign_out(actor=request.user, address=_address(request))
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a refused sign-in when the e-mail belongs to somebody."""
        person = people.person_by_email(credentials.get("email", ""))
        if person:
            actions.refuse_sign_in(person, address=_address(request))

    def set_password(self, user: User, password: str) -> None:
        """Keep a new password through the action that records it."""
        match = self.request.resolver_match
        by_letter = bool(match) and match.url_name == "account_reset_password_from_key"
        actions.change_password(actor=user, password=password, by_letter=by_letter)

    def send_password_reset_mail(self, user: User, email: str, context: Any) -> None:
        """Have a worker send the letter, so that a slow relay holds nobody up."""
        actions.ask_for_password(user, actor=None)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the package has no types
    """Keeps the devices of the second factor, which is asked at an approval, not at sign-in."""

    def is_mfa_enabled(self, user: User, types: list[str] | None = None) -> bool:
        """Let everyone sign in with their password alone."""
        return False

    def get_totp_issuer(self) -> str:
        """Name this instance on the person's device."""
        return str(settings.INSTANCE_DOMAIN)

    def encrypt(self, text: str) -> str:
        """Keep the secret of a device unreadable to who holds the database alone."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read the secret again; once SECRET_KEY has changed, no code is right any more."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())


def _cipher() -> Fernet:
    key = hashlib.sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
