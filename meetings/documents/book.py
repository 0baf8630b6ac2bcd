"""The board book: the agenda and every paper of a meeting in one PDF with bookmarks."""

import io
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from pypdf import PdfReader, PdfWriter

from agencies.languages import in_language
from audit import clock
from meetings.documents.printing import print_form
from meetings.documents.text import Paper
from meetings.documents.wording import WORDS, date_in, roman
from meetings.models import AgendaItem, Material, Meeting

log = logging.getLogger(__name__)


def bind_book(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    materials: Sequence[Material],
    contents: Mapping[int, bytes],
    language: str,
) -> bytes:
    """Bind the agenda and the papers; what is no PDF is named in the contents and stays apart."""
    readers = {pk: found for pk, content in contents.items() if (found := _reader(content))}
    front = _front(meeting, items, materials, set(readers), language)
    writer = PdfWriter()
    writer.append(io.BytesIO(print_form("book.typ", front, "")), import_outline=False)
    writer.add_outline_item(title=WORDS[language]["agenda"].capitalize(), page_number=0)
    for item in items:
        own = [one for one in materials if one.item_id == item.pk and one.pk in readers]
        if own:
            title = f"{roman(item.position)}. {in_language(item, 'title', language)}"
            chapter = writer.add_outline_item(title=title, page_number=len(writer.pages))
        for one in own:
            first = len(writer.pages)
            writer.append(readers[one.pk], import_outline=False)
            writer.add_outline_item(
                title=f"{one.title}, {one.version}", page_number=first, parent=chapter
            )
    writer.add_metadata({"/Title": f"{front['title']}, {front['body']}, {front['date']}"})
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _reader(content: bytes) -> PdfReader | None:
    """Open a PDF that can be bound; a locked or broken one stays apart.

    It is bound once on trial: what is wrong in a file shows only then, in whatever exception, and
    one bad paper must not keep the others from their readers.
    """
    if not content.startswith(b"%PDF-"):
        return None
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or not len(reader.pages):
            return None
        trial = PdfWriter()
        trial.append(reader, import_outline=False)
        trial.write(io.BytesIO())
    except Exception as fault:
        log.warning("A paper is not bound into the book: %r", fault)
        return None
    return reader


def _front(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    materials: Sequence[Material],
    bound: set[int],
    language: str,
) -> Paper:
    """Say on the first pages what the book contains."""
    day = meeting.held_on
    return {
        "language": language,
        "title": WORDS[language]["book"],
        "subtitle": WORDS[language][meeting.kind],
        "body": in_language(meeting.body, "name", language),
        "place": in_language(meeting, "place", language),
        "date": date_in(language, day),
        "day": [day.year, day.month, day.day],
        "time": meeting.starts_at.astimezone(clock.zone()).strftime("%H:%M"),
        "items": [_chapter(item, materials, bound, language) for item in items],
        "is_demonstration": bool(settings.DEMONSTRATION),
    }


def _chapter(
    item: AgendaItem, materials: Sequence[Material], bound: set[int], language: str
) -> dict[str, Any]:
    return {
        "number": roman(item.position),
        "title": in_language(item, "title", language),
        "speaker": in_language(item, "speaker", language),
        "draft": in_language(item, "draft_decision", language),
        "materials": [
            {
                "title": one.title,
                "version": one.version,
                "name": one.name,
                "checksum": one.short_checksum,
                "is_bound": one.pk in bound,
            }
            for one in materials
            if one.item_id == item.pk
        ],
    }
