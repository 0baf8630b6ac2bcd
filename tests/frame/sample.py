"""What the gallery of components is filled with, in three languages."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import translation

AT = dt.datetime(2026, 11, 22, 9, 5, 20, tzinfo=dt.UTC)

SAMPLE = json.loads((Path(__file__).parent / "sample.json").read_text(encoding="utf-8"))
WORDS: dict[str, dict[str, str]] = SAMPLE["words"]
UNITS: list[tuple[str, str, str, str, str]] = SAMPLE["units"]


@dataclass(frozen=True)
class Unit:
    """One unit as the map wants it."""

    code: str
    name: str
    level: str
    since: dt.datetime | None
    url: str


def units(language: str) -> list[Unit]:
    """Return the 16 units of 2013, some of them with a level."""
    column = {"kk": 1, "ru": 2, "en": 3}[language]
    return [
        Unit(row[0], row[column], row[4], AT if row[4] != "none" else None, f"/regions/{row[0]}/")
        for row in UNITS
    ]


def form(words: Mapping[str, str]) -> forms.Form:
    """Return a form that was sent with mistakes."""
    choices = [("a", words["t1"]), ("b", words["t2"])]

    class Sample(forms.Form):
        ground = forms.ChoiceField(
            label=words["ground"],
            choices=choices,
            widget=forms.RadioSelect,
            help_text=words["hint"],
            error_messages={"required": words["must"]},
        )
        text = forms.CharField(label=words["text"], widget=forms.Textarea, required=False)
        day = forms.DateField(label=words["due"], required=False)
        letter = forms.FileField(label=words["table"], required=False)
        word = forms.CharField(label=words["word"])
        agree = forms.BooleanField(label=words["agree"])

    return Sample({"text": words["notice"]})


def filter_form(words: Mapping[str, str]) -> forms.Form:
    """Return a form of filters."""

    class Filters(forms.Form):
        q = forms.CharField(label=words["task"], required=False)
        state = forms.ChoiceField(
            label=words["state"], choices=[("", "—"), ("w", words["work"])], required=False
        )

    return Filters()


def context(language: str) -> dict[str, Any]:
    """Return everything the gallery shows, in one language."""
    words = WORDS[language]
    with translation.override(language):
        return {
            "words": words,
            "now": AT,
            "units": units(language),
            "form": form(words),
            "filter_form": filter_form(words),
            "tabs": [
                {"label": words["work"], "url": "#1", "current": True, "count": 8},
                {"label": words["closed"], "url": "#2", "current": False, "count": 214},
            ],
            "figures": [
                {"number": 8, "label": words["work"], "url": "#1", "note": ""},
                {"number": 2, "label": words["late"], "url": "#2", "note": ""},
                {"number": 0, "label": words["closed"], "url": "#3", "note": ""},
                {"number": None, "label": words["progress"], "url": "", "note": words["reason"]},
            ],
            "columns": [words["task"], words["state"], words["due"], words["left"]],
            "table": [
                _row(words["t1"], words, "late", "strong", -12, urgent=True),
                _row(words["t2"], words, "work", "blue", 3),
                _row(words["t3"], words, "closed", "done", 9),
            ],
            "page": Paginator(range(90), 25).page(2),
            "bars": [
                {"label": words["m"], "value": 12, "url": "#"},
                {"label": words["body"], "value": 7},
            ],
            "values": [3, 5, 4, 8, 6, 9, 12, 11],
            "history": [
                {
                    "at": AT,
                    "who": "Serik Omarov",
                    "acting_for": "Nurlan Abdirov",
                    "what": words["what"],
                    "changes": [(words["field"], words["work"], words["late"])],
                    "reason": words["reason"],
                    "human": True,
                },
                {"at": AT, "who": words["body"], "what": words["sent"], "human": False},
            ],
            "answers": [
                {
                    "label": words["ground"],
                    "value": words["t1"],
                    "url": "#1",
                    "act": words["change"],
                },
                {
                    "label": words["text"],
                    "value": words["notice"],
                    "url": "#2",
                    "act": words["change"],
                },
            ],
            "steps": [
                {
                    "label": words["t1"],
                    "url": "#",
                    "hint": words["h"],
                    "state": words["work"],
                    "kind": "blue",
                },
                {"label": words["t2"], "url": "#", "state": words["closed"], "kind": "done"},
            ],
            "frame": frame(words),
        }


def _row(
    name: str, words: Mapping[str, str], state: str, kind: str, left: int, *, urgent: bool = False
) -> dict[str, Any]:
    due = AT.date() + dt.timedelta(days=left)
    return {
        "name": name,
        "hint": words["h"],
        "state": words[state],
        "kind": kind,
        "due": due,
        "left": left,
        "urgent": urgent,
    }


def frame(words: Mapping[str, str]) -> dict[str, Any]:
    """Return the frame of a liaison at work."""
    names = [words["table"], words["levels"], words["history"]]
    return {
        "signed_in": True,
        "demonstration": True,
        "product": words["progress"],
        "name": words["progress"],
        "territory": "Алматы",
        "level": "orange",
        "level_since": AT,
        "level_url": "#l",
        "waiting": 3,
        "waiting_url": "#w",
        "person": "Aigerim Nurlanova",
        "position": words["h"],
        "body": words["body"],
        "now": AT,
        "zone": "Asia/Almaty",
        "zone_name": "UTC+5",
        "path": "/",
        "theme": "",
        "themes": [("", "System"), ("light", "Light"), ("dark", "Dark")],
        "mail_url": "#m",
        "languages": (
            ("kk", "Қаз", "Қазақша"),
            ("ru", "Рус", "Русский"),
            ("en", "Eng", "English"),
        ),
        "desks": [
            {
                "name": name,
                "url": f"/{place}/",
                "is_current": "page" if place == 0 else "",
                "apart": place == 2,
            }
            for place, name in enumerate(names)
        ],
    }
