"""The device of the second factor, as the page on which it is enrolled shows it."""

import base64
from dataclasses import dataclass
from io import BytesIO

import qrcode  # type: ignore[import-untyped]  # the package has no types
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # likewise

from agencies.access import has_second_factor, second_factor
from agencies.access.second_factor import new_secret
from agencies.models import User

__all__ = ["Device", "device_of", "new_secret"]


@dataclass(frozen=True)
class Device:
    """What a device needs in order to be enrolled, and whether one is enrolled already."""

    is_enrolled: bool
    secret: str
    address: str
    picture: str


def device_of(person: User, secret: str) -> Device:
    """Return the secret as text and as a picture that a device can read."""
    address = second_factor.address_of(person, secret)
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage).save(drawn)
    in_fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return Device(
        is_enrolled=has_second_factor(person),
        secret=in_fours,
        address=address,
        picture=f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}",
    )
