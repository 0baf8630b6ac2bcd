"""How many messages a text costs on a telephone: its alphabet decides (3GPP TS 23.038, 23.040)."""

from dataclasses import dataclass

GSM_7, UCS_2 = "GSM-7", "UCS-2"
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")  # an escape and a sign: two places each
_ALONE = {GSM_7: 160, UCS_2: 70}
_JOINED = {GSM_7: 153, UCS_2: 67}  # the header that joins the parts takes the rest


@dataclass(frozen=True)
class Cost:
    """What a text costs: its alphabet, the places it takes there, the parts it is cut into."""

    alphabet: str
    places: int
    segments: int


def cost_of(text: str) -> Cost:
    """Count a text as the network will: one letter of Kazakh or Russian makes all of it UCS-2."""
    is_plain = all(sign in _BASIC or sign in _EXTENDED for sign in text)
    alphabet = GSM_7 if is_plain else UCS_2
    widths = [_width(sign, alphabet) for sign in text]
    places = sum(widths)
    if places <= _ALONE[alphabet]:
        return Cost(alphabet, places, 1)
    return Cost(alphabet, places, _parts(widths, _JOINED[alphabet]))


def _width(sign: str, alphabet: str) -> int:
    if alphabet == GSM_7:
        return 2 if sign in _EXTENDED else 1
    return 2 if ord(sign) > 0xFFFF else 1


def _parts(widths: list[int], room: int) -> int:
    """Fill part after part; a sign of two places is never torn between two parts."""
    parts, taken = 1, 0
    for width in widths:
        if taken + width > room:
            parts, taken = parts + 1, 0
        taken += width
    return parts
