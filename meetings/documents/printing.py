"""Printing a paper as PDF/A: typst sets it, a template beside this file says how."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst

from agencies.languages import in_language
from agencies.models import Body
from meetings.documents.paper import Paper
from meetings.documents.wording import WORDS, date_in
from meetings.models import Addendum

FORMS = Path(__file__).parent


def print_protocol(paper: Paper, checksum: str, addenda: Iterable[Addendum] = ()) -> bytes:
    """Print the protocol with its annex, and with the addenda made since."""
    language = paper["language"]
    added = [_addendum(one, language) for one in addenda]
    return _print("protocol.typ", paper | {"checksum": checksum, "addenda": added})


def print_extract(paper: Paper, checksum: str, body: Body) -> bytes:
    """Print an extract for one body, cited by the checksum of the whole protocol."""
    name = in_language(body, "name", paper["language"])
    return _print("extract.typ", paper | {"checksum": checksum, "for": name})


def _print(form: str, paper: dict[str, Any]) -> bytes:
    printed: bytes = typst.compile(
        str(FORMS / form),
        root=str(FORMS),
        format="pdf",
        pdf_standards=["a-2a"],
        ignore_system_fonts=True,
        sys_inputs={
            "paper": json.dumps(paper, ensure_ascii=False),
            "words": json.dumps(WORDS[paper["language"]], ensure_ascii=False),
        },
    )
    return printed


def _addendum(addendum: Addendum, language: str) -> dict[str, str]:
    heading = WORDS[language]["addendum"].format(
        number=addendum.number, date=date_in(language, addendum.added_on)
    )
    return {"heading": heading, "text": getattr(addendum, f"text_{language}")}
