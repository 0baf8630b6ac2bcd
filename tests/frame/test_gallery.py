"""Every component renders in three languages, small, and without inline style or script."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests.frame import sample

LANGUAGES = ("kk", "ru", "en")
GALLERY = Path(__file__).parent / "gallery.html"
PAGE_LIMIT = 60 * 1024


def gallery(language: str, **more: object) -> str:
    """Render all components as one page in a language."""
    template = engines["django"].from_string(GALLERY.read_text(encoding="utf-8"))
    with translation.override(language):
        context = sample.context(language) | more
        return str(template.render(context, RequestFactory().get("/")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_gallery_says_its_language(language: str) -> None:
    """The page's language is in its root element, and its heading stands in it once."""
    page = gallery(language)
    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1
    assert f"<h1>{sample.WORDS[language]['heading']}</h1>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_gallery_needs_no_inline_style_or_script(language: str) -> None:
    """A strict content security policy finds nothing to refuse."""
    page = gallery(language)
    assert re.findall(r"<[^>]+\sstyle=", page) == []
    assert re.findall(r"<style", page) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
    assert re.findall(r"<[^>]+\son[a-z]+=", page) == []


def test_gallery_with_the_map_stays_small() -> None:
    """A page with every component and the map is under 60 KB on the wire."""
    assert len(gzip.compress(gallery("kk").encode())) < PAGE_LIMIT


def test_only_an_exercise_wears_its_frame() -> None:
    """A page of an exercise says so in three languages; a real page has no trace of it."""
    real, exercise = gallery("en"), gallery("en", exercise=True)
    assert 'class="exercise"' in exercise
    assert "ОҚУ-ЖАТТЫҒУ" in exercise
    assert "ОҚУ-ЖАТТЫҒУ" not in real
    assert 'class="exercise"' not in real


def test_every_error_is_linked_to_its_field() -> None:
    """The summary on top leads to each field, and each field is described by its error."""
    page = gallery("en")
    targets = re.findall(r'<a href="#(id_[a-z_0-9]+)">', page)
    assert targets == ["id_ground_0", "id_word", "id_agree"]
    for target in targets:
        assert f'id="{target}"' in page
    assert 'id="id_word_error"' in page
    assert 'aria-describedby="id_word_error"' in page


def test_a_level_is_colour_word_shape_and_rank() -> None:
    """A badge carries all four, and no level is no colour."""
    page = gallery("en")
    assert '<span class="level orange large">' in page
    assert "Orange" in page
    assert "2 of 3" in page
    assert "No level in force" in page
