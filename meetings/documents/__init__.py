"""The papers of a meeting: the protocol, an extract from it, and their print."""

from meetings.documents.paper import LANGUAGES, Paper, checksum_of, compose, extract, text_of
from meetings.documents.printing import print_extract, print_protocol
from meetings.documents.wording import WORDS

__all__ = [
    "LANGUAGES",
    "WORDS",
    "Paper",
    "checksum_of",
    "compose",
    "extract",
    "print_extract",
    "print_protocol",
    "text_of",
]
