"""The papers of a meeting: the protocol, an extract from it, and their print."""

from meetings.documents.book import bind_book
from meetings.documents.paper import (
    compose,
    extract,
    extracts,
    numbered,
    speaks_of_closed,
    without_closed,
)
from meetings.documents.printing import print_extract, print_protocol
from meetings.documents.text import (
    FIRST_LAYOUT,
    LANGUAGES,
    LAYOUT,
    Paper,
    checksum_of,
    foreign_lines,
    text_of,
    words_of,
)
from meetings.documents.word import write_extract, write_protocol
from meetings.documents.wording import WORDS

__all__ = [
    "FIRST_LAYOUT",
    "LANGUAGES",
    "LAYOUT",
    "WORDS",
    "Paper",
    "bind_book",
    "checksum_of",
    "compose",
    "extract",
    "extracts",
    "foreign_lines",
    "numbered",
    "print_extract",
    "print_protocol",
    "speaks_of_closed",
    "text_of",
    "without_closed",
    "words_of",
    "write_extract",
    "write_protocol",
]
