"""Kazakh, Russian and English are complete: every sentence of the product is in the catalogues."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from launch import catalogues

HOUSE = Path(__file__).parent.parent
APPS = ("audit", "agencies", "notices", "plans", "alerts", "meetings", "centre")
CALLS = {"_", "_noop", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(
    r"\b(?:_|gettext|ngettext)\(\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
)


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
