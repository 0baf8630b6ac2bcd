"""One letter for each notice and language, made once; each reader's copy is only filled in.

Both parts are base64, which joins without a seam wherever a piece ends on three bytes: a piece is
padded with at most two spaces, and the relay needs to offer nothing beyond plain SMTP.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from audit import clock
from notices.channels.parcels import Parcel
from notices.models import Notice
from notices.texts import PLACES, NoticeText

Piece = bytes | str
_OBLIGED = ("kk", "ru")


@dataclass(frozen=True)
class Letter:
    """The pieces of a letter: bytes as they are, names of places to be filled for each reader."""

    language: str
    is_personal: bool
    pieces: tuple[Piece, ...]

    def fill(self, parcel: Parcel) -> bytes:
        """Return the copy of one reader."""
        values = {
            "to": parcel.delivery.address.encode("ascii"),
            "message_id": parcel.delivery.message_id.encode("ascii"),
        }
        if self.is_personal:
            values |= _values(parcel, self.language)
        return b"".join(
            piece if isinstance(piece, bytes) else values[piece] for piece in self.pieces
        )


def letter_of(parcel: Parcel) -> Letter:
    """Make the letter of a notice in the language of a reader."""
    notice, language = parcel.delivery.notice, parcel.delivery.language
    order = _order(language, parcel.texts)
    context = {
        "sections": [{"language": code, "text": parcel.texts[code]} for code in order],
        "has_own_place": any("{answer_link}" in parcel.texts[code].body for code in order),
        "notice": notice,
        "language": order[0],
        "thing": f"{settings.PUBLIC_ADDRESS}{notice.thing_path}" if notice.thing_path else "",
    }
    plain = render_to_string("notices/mail/letter.txt", context)
    page = render_to_string("notices/mail/letter.html", context)
    boundary = f"=_notice_{notice.pk}_{language}"
    pieces = [
        *_headers(notice, parcel.texts[order[0]], order, boundary),
        *_part(boundary, "text/plain", "text", plain),
        *_part(boundary, "text/html", "html", page),
        f"--{boundary}--\r\n".encode("ascii"),
    ]
    is_personal = any(isinstance(piece, str) and ":" in piece for piece in pieces)
    return Letter(order[0], is_personal, tuple(_joined(pieces)))


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


def _encoded(content: str) -> bytes:
    raw = content.encode()
    raw += b" " * (-len(raw) % 3)
    return base64.encodebytes(raw).replace(b"\n", b"\r\n")


def _values(parcel: Parcel, language: str) -> dict[str, bytes]:
    with translation.override(language):
        label = _("Answer without signing in")
    several = len(parcel.links) > 1
    links = [(f"{label}, {body}" if several else label, path) for body, path in parcel.links]
    plain = "\n".join(f"{name}:\n{path}" for name, path in links)
    page = format_html_join("", '<p><a href="{1}">{0}</a></p>', links)
    return {
        "text:answer_link": _encoded(plain),
        "html:answer_link": _encoded(page),
        "text:code": _encoded(parcel.code),
        "html:code": _encoded(format_html("<strong>{}</strong>", parcel.code)),
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
