"""One letter for each notice and language, made once; each reader's copy is only filled in.

Both parts are base64, which joins without a seam wherever a piece ends on three bytes: a piece is
padded with at most two spaces, and the relay needs to offer nothing beyond plain SMTP.
"""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from audit import clock
from notices.channels.parcels import Batch, Parcel, act_asked, is_only_told
from notices.models import Notice, Variant
from notices.texts import PLACES, NoticeText

Piece = bytes | str
_OBLIGED = ("kk", "ru")
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    """The pieces of a letter: bytes as they are, names of places to be filled for each reader."""

    pieces: tuple[Piece, ...]
    places: frozenset[str]
    label: str

    def fill(self, parcel: Parcel) -> bytes:
        """Return the copy of one reader."""
        values = {
            "to": parcel.address.encode("ascii"),
            "message_id": parcel.message_id.encode("ascii"),
        }
        for place in self.places:
            values[place] = _encoded(_VALUES[place](parcel, self.label))
        return b"".join(
            [piece if isinstance(piece, bytes) else values[piece] for piece in self.pieces]
        )


def letter_of(batch: Batch) -> Letter:
    """Make the letter of a notice in the language and for the part of its readers."""
    notice, language, texts = batch.notice, batch.language, batch.texts
    order = _order(language, texts)
    context = {
        "sections": [
            {"language": code, "text": texts[code], "act": act_asked(batch, texts[code])}
            for code in order
        ],
        "is_only_told": is_only_told(batch),
        "has_own_place": any("{answer_link}" in texts[code].body for code in order),
        "is_asked": batch.variant == Variant.ASKED,
        "notice": notice,
        "language": order[0],
        "thing": f"{settings.PUBLIC_ADDRESS}{notice.thing_path}" if notice.thing_path else "",
    }
    plain = render_to_string("notices/mail/letter.txt", context)
    page = render_to_string("notices/mail/letter.html", context)
    boundary = f"=_notice_{notice.pk}_{language}"
    pieces = [
        *_headers(notice, texts[order[0]], order, boundary),
        *_part(boundary, "text/plain", "text", plain),
        *_part(boundary, "text/html", "html", page),
        *_calendar(boundary, texts[order[0]].calendar),
        f"--{boundary}--\r\n".encode("ascii"),
    ]
    places = frozenset(piece for piece in pieces if isinstance(piece, str) and ":" in piece)
    with translation.override(order[0]):
        label = _("Answer without signing in")
    return Letter(tuple(_joined(pieces)), places, label)


def _order(language: str, texts: Mapping[str, NoticeText]) -> list[str]:
    """Return the languages of a letter: the reader's first, Kazakh and Russian always."""
    wanted = [language, *(code for code in _OBLIGED if code != language)]
    return [code for code in wanted if code in texts]


def _headers(
    notice: Notice, text: NoticeText, languages: Sequence[str], boundary: str
) -> list[Piece]:
    subject = Header(" ".join(text.subject.split()), "utf-8", header_name="Subject").encode()
    lines = [
        f"From: <{settings.NOTICES_SENDER}>",
        f"Subject: {subject}",
        f"Date: {format_datetime(clock.now())}",
        "MIME-Version: 1.0",
        "Auto-Submitted: auto-generated",
        f"Content-Language: {', '.join(languages)}",
        *(["X-Exercise: yes"] if notice.is_exercise else []),
        *(["X-Demonstration: yes"] if settings.DEMONSTRATION else []),
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
    ]
    head = "\n".join(lines).replace("\n", "\r\n")
    return [
        b"Message-ID: ", "message_id", b"\r\nTo: <", "to", b">\r\n" + head.encode() + b"\r\n\r\n"
    ]  # fmt: skip


def _part(boundary: str, kind: str, form: str, content: str) -> list[Piece]:
    head = (
        f"--{boundary}\r\nContent-Type: {kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    pieces: list[Piece] = [head.encode("ascii")]
    for position, piece in enumerate(PLACES.split(content)):
        pieces.append(f"{form}:{piece}" if position % 2 else _encoded(piece))
    return pieces


def _calendar(boundary: str, calendar: str) -> list[Piece]:
    """Set the calendar object as a third form of the letter; its method stands in both places."""
    method = METHOD.search(calendar)
    if method is None:
        return []
    head = (
        f"--{boundary}\r\nContent-Type: text/calendar; charset=utf-8; method={method[1]}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    content = base64.encodebytes(calendar.encode()).replace(b"\n", b"\r\n")
    return [head.encode("ascii") + content]


def _encoded(content: str) -> bytes:
    raw = content.encode()
    raw += b" " * (-len(raw) % 3)
    return base64.encodebytes(raw).replace(b"\n", b"\r\n")


def _named(parcel: Parcel, label: str) -> Sequence[tuple[str, str]]:
    if len(parcel.links) == 1:
        return [(label, parcel.links[0][1])]
    return [(f"{label}, {body}", path) for body, path in parcel.links]


def _plain_links(parcel: Parcel, label: str) -> str:
    return "\n".join(f"{name}:\n{path}" for name, path in _named(parcel, label))


def _page_links(parcel: Parcel, label: str) -> str:
    links = _named(parcel, label)
    return "".join(f'<p><a href="{escape(path)}">{escape(name)}</a></p>' for name, path in links)


_VALUES: dict[str, Callable[[Parcel, str], str]] = {
    "text:answer_link": _plain_links,
    "html:answer_link": _page_links,
    "text:code": lambda parcel, _label: parcel.code,
    "html:code": lambda parcel, _label: format_html("<strong>{}</strong>", parcel.code),
}


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbouring bytes, so that a copy is a handful of pieces."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and isinstance(piece, bytes) and isinstance(joined[-1], bytes):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
