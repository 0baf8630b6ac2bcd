"""Printing a paper as PDF/A: typst sets it, a template beside this file says how."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.urls import reverse

from meetings.documents.text import Paper
from meetings.documents.wording import WORDS, date_in
from meetings.models import Addendum

FORMS = Path(__file__).parent
SHORT = 12


def print_protocol(paper: Paper, checksum: str, addenda: Iterable[Addendum] = ()) -> bytes:
    """Print the protocol with its annex, and with the addenda made since."""
    added = [addendum_in(paper["language"], one) for one in addenda]
    return print_form("protocol.typ", paper, checksum, addenda=added)


def print_extract(paper: Paper, checksum: str) -> bytes:
    """Print an extract for one body, with the checksum by which its text is proved."""
    return print_form("extract.typ", paper, checksum)


def proof_address(checksum: str) -> str:
    """Return where the text of a paper is proved, as its footer says it."""
    path = reverse("meetings:proof")
    return f"{settings.PUBLIC_ADDRESS}{path}?checksum={checksum[:SHORT]}" if checksum else ""


def addendum_in(language: str, addendum: Addendum) -> dict[str, str]:
    """Say an addendum as it stands beside the protocol in one language."""
    heading = WORDS[language]["addendum"].format(
        number=addendum.number, date=date_in(language, addendum.added_on)
    )
    return {"heading": heading, "text": getattr(addendum, f"text_{language}")}


def print_form(form: str, paper: Paper, checksum: str, **more: Any) -> bytes:
    """Set a paper by one of the forms that stand beside this file."""
    about = {"checksum": checksum[:SHORT], "proof": proof_address(checksum), **more}
    printed: bytes = typst.compile(
        str(FORMS / form),
        root=str(FORMS),
        format="pdf",
        pdf_standards=["a-2a"],
        ignore_system_fonts=True,
        sys_inputs={
            "paper": json.dumps(paper | about, ensure_ascii=False),
            "words": json.dumps(WORDS[paper["language"]], ensure_ascii=False),
        },
    )
    return printed
