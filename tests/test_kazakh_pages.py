"""Pages read in Kazakh: complete, without a foreign date, in the institution's own words."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from agencies.models import Body, User
from alerts.models import LevelDecision
from meetings.models import Meeting
from tests import matrix
from tests.cast import Cast
from tests.kazakh import GLOSSARY, faults, leftovers, missing
from tests.stories import Teller, levels, sittings, undertakings
from tests.stories.every import tell_every
from tests.test_matrix import ROWS

WIDEST = ("serik", "saule", "dauren", "chair", "administrator", "auditor", "governor", "aigerim")
PAPERS = ("export", "file", "paper", "document", "evidence", "feed", "book", "mail", "row-file")
# What the pages of the stories say beside it, told in full; {} is the thing that is asked for.
TOLD: dict[str, tuple[str, ...]] = {
    "/tasks/": ("тапсырма", "мерзім", "жинақтау"),
    "/levels/{level}/": ("террористік қауіптілік", "белгілен"),
    "/bodies/{security}/": ("келісім бойынша",),
    "/meetings/{meeting}/": ("отырыс", "күн тәртібі", "хаттама"),
}
TYPED = {"done", "Done"}  # what people of the stories type into reports
AT_LEAST = 90  # kinds of pages that the cast reaches by links alone
LINK = re.compile(r'href="(/[^"#]*)"')


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(GLOSSARY))
def test_page_of_the_matrix_uses_the_words_of_the_glossary(
    key: str, request: pytest.FixtureRequest
) -> None:
    cast, row = matrix.Cast(request), ROWS[key]
    reader = next(name for name in WIDEST if row.statuses[name] == 200)
    path = reverse(key, kwargs=dict(row.arguments(cast)))
    User.objects.update(language="kk")
    page = cast.signed_in(reader).get(path, dict(row.query(cast)))
    assert page.status_code == 200
    assert faults(key, page) == []


def test_every_page_that_readers_reach_from_their_desks_keeps_no_english(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    tell_every(Teller(cast, demanding=False))
    User.objects.update(language="kk")
    met: set[str] = set()
    found = {
        f"{name} at {path}": [text for text in leftovers(html) if text not in TYPED]
        for name in WIDEST
        for path, html in walk(signed_in(name), met)
    }
    assert len(met) > AT_LEAST
    assert {place: texts for place, texts in found.items() if texts} == {}


def test_pages_of_the_stories_use_the_words_of_the_glossary(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    teller = Teller(cast, demanding=False)
    for story in (undertakings, levels, sittings):
        story.tell(teller)
    User.objects.update(language="kk")
    things = {
        "level": LevelDecision.objects.get(state="published", notice__isnull=False).pk,
        "security": Body.objects.get(code="knb").pk,
        "meeting": Meeting.objects.filter(state="approved").latest("pk").pk,
    }
    client = signed_in("chair")
    pages = {path: client.get(path.format(**things)).content.decode() for path in TOLD}
    lacking = {path: missing(html, TOLD[path]) for path, html in pages.items()}
    assert {path: words for path, words in lacking.items() if words} == {}


def test_what_a_proposal_does_is_asked_in_the_words_of_the_decree(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    levels.publish(Teller(cast, demanding=False), "19")
    User.objects.update(language="kk")
    client = signed_in("dauren")
    for place, words in (("75", ("белгілеу",)), ("19", ("ұзарту", "көтеру", "жою"))):
        client.post(reverse("alerts:proposal-step", args=["territories"]), {"wide": [place]})
        page = client.get(reverse("alerts:proposal-step", args=["action"])).content.decode()
        assert missing(page, words) == [], place


def walk(client: Client, met: set[str]) -> Iterator[tuple[str, str]]:
    """Follow the links from a desk, and open each kind of page that nobody opened before."""
    ahead = ["/"]
    while ahead:
        path = ahead.pop(0)
        response = client.get(path)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        html = response.content.decode()
        yield path, html
        for link in dict.fromkeys(LINK.findall(html)):
            name = name_of_address(link)
            if name not in {"", "centre:today", *met}:
                met.add(name)
                ahead.append(unescape(link))


def name_of_address(link: str) -> str:
    """Name the page behind a link; nothing where a file, a mail or the way out is behind it."""
    try:
        name = resolve(link.partition("?")[0]).view_name
    except Resolver404:
        return ""
    is_paper = name.rpartition("-")[2].rpartition(":")[2] in PAPERS
    return "" if is_paper or name == "account_logout" else name


def test_kazakh_dates_are_said_as_the_institution_says_them(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    undertakings.tell(Teller(cast, demanding=False))
    User.objects.filter(pk=cast.chair.pk).update(language="kk")
    html = signed_in("chair").get("/").content.decode()
    assert re.search(r"20\d\d жылғы \d{1,2} (қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|"
                     r"тамыз|қыркүйек|қазан|қараша|желтоқсан)", html)  # fmt: skip


@pytest.mark.parametrize("path", ["/no-such-page/", "/record/"])
def test_a_refusal_is_said_in_kazakh(
    path: str, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    User.objects.update(language="kk")
    response = signed_in("aigerim").get(path)
    assert response.status_code in {403, 404}
    assert leftovers(response.content.decode()) == []
