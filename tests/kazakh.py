"""What a reader of Kazakh meets on a page: the texts in the page's own language, and the rest."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext

from launch import catalogues
from tests.test_catalogues import sentences

MONTH_FIRST = re.compile(r"\b\d{2}/\d{2}/\d{4}\b")
ENGLISH = re.compile("[A-Za-z]{3}")
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ENOUGH = 6  # letters that a sentence has beside its gaps, before anything is said to be that one
NAMES_OF_LANGUAGES = {"English"}  # each language is offered under its own name
SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-label")
EMPTY = {"input", "br", "meta", "link", "img", "path", "hr", "rect", "circle", "use", "polygon"}
BORROWED = (
    Path(django.__file__).parent / "conf",
    Path(django.__file__).parent / "contrib" / "auth",
    Path(allauth.__file__).parent,
)

# The words of the glossary, each on the page where the trade needs it.
GLOSSARY: dict[str, tuple[str, ...]] = {
    "meetings:agenda": ("күн тәртібі",),
    "plans:task-close": ("бақылаудан алу",),
    "alerts:proposal-step": ("аумақ",),
    "alerts:duty-list": ("кезекшілік",),
    "alerts:handover": ("кезекшілікті тапсыру",),
    "alerts:exercise-list": ("оқу-жаттығу",),
    "alerts:exercise": ("оқу-жаттығу",),
    "alerts:checklist": ("бақылау парағы",),
}


class Texts(HTMLParser):
    """Collects what a reader sees or hears, leaving out what is marked as another language."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.found: list[str] = []
        self.foreign: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Step into an element; a language of its own makes all inside it foreign."""
        facts = dict(attrs)
        language = facts.get("lang") or ""
        inside = bool(self.foreign and self.foreign[-1])
        is_kazakh = tag == "html" or language == "kk" or (not inside and not language)
        if is_kazakh:
            self.found += [" ".join(said.split()) for name in SPOKEN if (said := facts.get(name))]
        if tag not in EMPTY:
            self.foreign.append(not is_kazakh or tag in {"script", "style"})

    def handle_endtag(self, tag: str) -> None:
        """Step out of an element."""
        if self.foreign and tag not in EMPTY:
            self.foreign.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text that stands in the page's own language."""
        text = " ".join(data.split())
        if text and not (self.foreign and self.foreign[-1]):
            self.found.append(text)


def texts_of(html: str) -> list[str]:
    """Return the texts of a page in its own language."""
    reader = Texts()
    reader.feed(html)
    return reader.found


def faults(key: str, response: HttpResponseBase) -> list[str]:
    """Return what is wrong with the Kazakh of a page of the matrix; nothing where it is none."""
    if response.status_code not in {200, 422} or not isinstance(response, HttpResponse):
        return []
    if not response["Content-Type"].startswith("text/html"):
        return []
    html = response.content.decode()
    wanted = GLOSSARY.get(key, ()) if response.status_code == 200 else ()
    return leftovers(html) + missing(html, wanted)


def missing(html: str, words: tuple[str, ...]) -> list[str]:
    """Return the words of the glossary that a page should say and does not."""
    said = " ".join(texts_of(html)).lower()
    return [word for word in words if word.lower() not in said]


def leftovers(html: str) -> list[str]:
    """Return what a Kazakh page still says in English, and the days it writes month first."""
    suspects = [text for text in texts_of(html) if ENGLISH.search(text)]
    whole, gapped = english()
    known = [text for text in suspects if text not in NAMES_OF_LANGUAGES]
    found = [text for text in known if text.rstrip(":") in whole or gapped.fullmatch(text)]
    return found + MONTH_FIRST.findall(html)


@cache
def english() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the sentences of the product that are English alone: whole ones, and with gaps."""
    every = {one.strip().rstrip(":") for one in {*sentences(), *borrowed()}}
    alone = {one for one in every if ENGLISH.search(one) and not is_said_alike(one)}
    gapped = [one for one in alone if GAP.search(one)]
    shapes = [".+?".join(map(re.escape, GAP.split(one))) for one in gapped if is_telling(one)]
    return frozenset(alone.difference(gapped)), re.compile("|".join(shapes))


def borrowed() -> Iterator[str]:
    """Walk the sentences that Django and the sign-in pages bring with them."""
    for place in BORROWED:
        for entry in catalogues.entries(place / "locale" / "ru" / "LC_MESSAGES" / "django.po"):
            yield entry.msgid


def is_said_alike(sentence: str) -> bool:
    """Tell that Kazakh and Russian both say it as English does: “PDF”, “SMS”."""
    said = set()
    for language in ("kk", "ru"):
        with translation.override(language):
            said.add(gettext(sentence))
    return said == {sentence}


def is_telling(sentence: str) -> bool:
    """Tell that enough stands beside the gaps to know the sentence again."""
    return sum(map(str.isalpha, "".join(GAP.split(sentence)))) >= ENOUGH
