"""Kazakh, Russian and English are complete, and pages speak them in the institution's words."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.template import templatize

from agencies.models import User
from alerts.models import LevelDecision
from launch import catalogues
from tests.cast import Cast
from tests.stories import Teller, levels, sittings, undertakings

HOUSE = Path(__file__).parent.parent
APPS = ("audit", "agencies", "notices", "plans", "alerts", "meetings", "centre")
CALLS = {"_", "_noop", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(
    r"\b(?:_|gettext|ngettext)\(\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
)
MONTH_FIRST = re.compile(r"\b\d{2}/\d{2}/\d{4}\b")
GLOSSARY = {
    # ru → kk of domain.md §14, each on a page where the trade needs it.
    "/levels/1/": ("террористік қауіптілік", "белгілен"),
    "/tasks/": ("тапсырма", "мерзім", "жинақтау"),
    "/meetings/": ("отырыс",),
    "/bodies/": ("Терроризмге қарсы орталық", "терроризмге қарсы комиссия", "жедел штаб"),
}
PAGES = (
    "/", "/tasks/", "/plans/", "/levels/", "/meetings/", "/bodies/", "/regions/", "/regions/75/",
    "/inbox/", "/inbox/contacts/", "/help/keyboard/", "/account/password/", "/answers/",
)  # fmt: skip


def in_python(path: Path) -> Iterator[str]:
    """Walk the sentences that a module hands to the translators."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else getattr(node.func, "id", "")
        )
        first = node.args[0] if node.args else None
        if name in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def in_template(path: Path) -> Iterator[str]:
    """Walk the sentences that a template hands to the translators."""
    for literal in IN_TEMPLATE.findall(templatize(path.read_text())):
        yield ast.literal_eval(literal)


def sentences() -> set[str]:
    """Collect every sentence of the product."""
    found: set[str] = set()
    for app in APPS:
        for path in (HOUSE / app).rglob("*.py"):
            found.update(in_python(path))
    for path in (HOUSE / "templates").rglob("*"):
        if path.suffix in {".html", ".txt"}:
            found.update(in_template(path))
    return found - {""}


def test_catalogues_are_complete_sure_and_compiled() -> None:
    assert catalogues.faults(HOUSE / "locale") == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_sentence_of_the_product_is_in_the_catalogue(language: str) -> None:
    po = HOUSE / "locale" / language / "LC_MESSAGES" / "django.po"
    known = {entry.msgid for entry in catalogues.entries(po)}
    assert sorted(sentences() - known) == []


class Texts(HTMLParser):
    """Collects what a reader sees, leaving out what is marked as another language."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.found: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Step into an element; a language of its own makes all inside it foreign."""
        if tag in {"input", "br", "meta", "link", "img", "path", "hr", "rect", "circle", "use"}:
            return
        language = dict(attrs).get("lang") or ""
        is_foreign = tag in {"script", "style"} or (tag != "html" and language not in {"", "kk"})
        self.foreign.append("yes" if is_foreign or (self.foreign and self.foreign[-1]) else "")

    def handle_endtag(self, tag: str) -> None:
        """Step out of an element."""
        if self.foreign:
            self.foreign.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text that stands in the page's own language."""
        text = " ".join(data.split())
        if text and not (self.foreign and self.foreign[-1]):
            self.found.append(text)


def leftovers(html: str) -> list[str]:
    """Return the English sentences of the product that a Kazakh page still shows."""
    reader = Texts()
    reader.feed(html)
    english = {one.strip().rstrip(":") for one in sentences() if re.search("[a-z]{3}", one)}
    with translation.override("kk"):
        own = {one for one in english if gettext(one) == one}
    return [text for text in reader.found if text.rstrip(":") in english - own]


@pytest.fixture
def kazakh(cast: Cast) -> Client:
    """A chair who reads Kazakh, after all the stories were told."""
    teller = Teller(cast, demanding=False)
    for story in (undertakings, levels, sittings):
        story.tell(teller)
    User.objects.filter(pk=cast.chair.pk).update(language="kk")
    client = Client()
    client.force_login(cast.chair, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_kazakh_pages_keep_no_english_and_no_foreign_date(kazakh: Client) -> None:
    found = {}
    for page in PAGES:
        html = kazakh.get(page).content.decode()
        found[page] = leftovers(html) + MONTH_FIRST.findall(html)
    assert {page: texts for page, texts in found.items() if texts} == {}


def test_kazakh_pages_use_the_words_of_the_glossary(kazakh: Client) -> None:
    published = LevelDecision.objects.filter(state="published", notice__isnull=False).get()
    for page, words in GLOSSARY.items():
        page = page.replace("/1/", f"/{published.pk}/")
        html = kazakh.get(page).content.decode().lower()
        for word in words:
            assert word.lower() in html, (page, word)


def test_kazakh_dates_are_said_as_the_institution_says_them(kazakh: Client) -> None:
    html = kazakh.get("/").content.decode()
    assert re.search(r"20\d\d жылғы \d{1,2} (қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|"
                     r"тамыз|қыркүйек|қазан|қараша|желтоқсан)", html)  # fmt: skip
