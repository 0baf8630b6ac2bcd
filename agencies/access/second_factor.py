"""The second factor of an approval: a code that the person's own device shows now (TOTP)."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code

from agencies.models import User


def has_second_factor(person: User) -> bool:
    """Tell whether a person has enrolled a device."""
    return _device(person) is not None


def is_second_factor_right(person: User, code: str) -> bool:
    """Tell whether a code is the one the person's device shows now; each code counts once."""
    device = _device(person)
    return device is not None and bool(TOTP(device).validate_code(_figures(code)))


def new_secret() -> str:
    """Return a secret for a device that is about to be enrolled."""
    return str(generate_totp_secret())


def is_code_of(secret: str, code: str) -> bool:
    """Tell whether a device that was given a secret shows this code now."""
    return bool(validate_totp_code(secret, _figures(code)))


def address_of(person: User, secret: str) -> str:
    """Return the address from which a device takes its secret."""
    return str(get_adapter().build_totp_url(person, secret))


def keep_device(person: User, secret: str) -> None:
    """Keep a device in place of the one before; part of the action that enrols it."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(person, secret)


def _device(person: User) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(
        user=person, type=Authenticator.Type.TOTP
    ).first()
    return found


def _figures(code: str) -> str:
    return code.strip().replace(" ", "")
