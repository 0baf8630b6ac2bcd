"""The public page and its feed: the approved texts and nothing behind them, for nobody known."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from alerts import actions, queries
from alerts.models import LevelDecision
from tests.cast import Cast
from tests.stories import DATA

pytestmark = pytest.mark.django_db
Propose = Callable[..., LevelDecision]
Approve = Callable[[LevelDecision], LevelDecision]
SignedIn = Callable[[str], Client]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def anybody() -> Client:
    """A reader whom nobody knows."""
    return Client()


def text_of(client: Client, path: str) -> str:
    """Read a page."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_anybody_reads_the_approved_text_in_each_language(
    anybody: Client, published: LevelDecision
) -> None:
    for language in ("kk", "ru", "en"):
        page = text_of(anybody, f"/public/?lang={language}")
        assert f'<html lang="{language}">' in page
        for paragraph in getattr(published, f"text_{language}").split("\n\n"):
            assert paragraph.replace("'", "&#x27;").replace('"', "&quot;") in page
    assert "Алматы қаласы" in text_of(anybody, f"/public/{published.pk}/?lang=kk")


def test_a_proposal_is_not_public(anybody: Client, propose: Propose) -> None:
    decision = propose()
    page, feed = text_of(anybody, "/public/?lang=en"), text_of(anybody, "/public/levels.atom")
    assert "No notice has been published yet." in page
    assert "<entry" not in feed
    assert anybody.get(f"/public/{decision.pk}/").status_code == 404


def test_the_ground_and_the_criterion_stay_inside(
    anybody: Client, propose: Propose, approve: Approve
) -> None:
    decision = approve(propose(text_ru="текст", text_kk="мәтін", text_en="text",
                               legal_ground="Тайное основание",
                               consent_by="Кто-то", is_operation_regime=True))  # fmt: skip
    for path in ("/public/?lang=ru", f"/public/{decision.pk}/?lang=ru", "/public/levels.atom"):
        page = text_of(anybody, path)
        for hidden in ("Тайное", "требующая подтверждения", "requiring", "Кто-то",
                       decision.number, "Dauren", "Saule"):  # fmt: skip
            assert hidden not in page


def test_no_cookie_comes_in_or_goes_out(signed_in: SignedIn, published: LevelDecision) -> None:
    known = signed_in("dauren")
    known.cookies["language"] = "kk"
    for path in ("/public/?lang=ru", f"/public/{published.pk}/?lang=ru", "/public/levels.atom"):
        response = known.get(path)
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert response["Cache-Control"] == "public, max-age=30"
        assert "Dauren" not in response.content.decode()


def test_who_lost_the_post_still_reads_what_anybody_reads(signed_in: SignedIn) -> None:
    assert signed_in("departed").get("/public/?lang=ru").status_code == 200


def test_the_language_is_that_of_the_address_or_of_the_browser(anybody: Client) -> None:
    asked = anybody.get("/public/", headers={"accept-language": "en"})
    assert (asked.status_code, asked["Location"]) == (302, "/public/?lang=en")
    assert asked["Vary"] == "Accept-Language"
    chosen = anybody.get("/public/?lang=ru", headers={"accept-language": "kk"})
    assert (chosen.status_code, chosen["Content-Language"]) == (200, "ru")
    assert anybody.get("/public/?lang=xx")["Location"] == "/public/?lang=en"
    feed = anybody.get("/public/levels.atom", headers={"accept-language": "en"})
    assert (feed.status_code, feed["Content-Language"]) == (200, "en")


def test_the_feed_is_atom_with_ids_that_stay(anybody: Client, published: LevelDecision) -> None:
    response = anybody.get("/public/levels.atom?lang=kk")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own feed
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == "tag:centre.invalid,2026:levels/kk"
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"tag:centre.invalid,2026:level/{published.pk}/kk"
    assert entry.findtext(f"{ATOM}content") == published.text_kk
    assert entry.findtext(f"{ATOM}published") == entry.findtext(f"{ATOM}updated")
    assert entry.findtext(f"{ATOM}title") == (
        "Террористік қауіптіліктің орташа («сары») деңгейі: Алматы қаласы"
    )
    links = {one.get("rel"): one.get("href") for one in entry.findall(f"{ATOM}link")}
    assert str(links["alternate"]).endswith(f"/public/{published.pk}/?lang=kk")
    for needed in ("title", "updated", "author/" + f"{ATOM}name"):
        assert feed.findtext(f"{ATOM}{needed}")


def test_a_cache_is_told_when_nothing_changed(
    anybody: Client, published: LevelDecision, propose: Propose, approve: Approve
) -> None:
    first = anybody.get("/public/levels.atom?lang=ru")
    by_tag = {"if-none-match": first["ETag"]}
    by_time = {"if-modified-since": first["Last-Modified"]}
    assert anybody.get("/public/levels.atom?lang=ru", headers=by_tag).status_code == 304
    assert anybody.get("/public/levels.atom?lang=ru", headers=by_time).status_code == 304
    approve(propose(codes=("71",)))
    assert anybody.get("/public/levels.atom?lang=ru", headers=by_tag).status_code == 200


def test_a_correction_stands_on_top_and_strikes_the_wrong_notice(
    anybody: Client, cast: Cast, published: LevelDecision
) -> None:
    correction = correct(cast, published)
    feed = ElementTree.fromstring(  # noqa: S314 - our own feed
        anybody.get("/public/levels.atom?lang=en").content
    )
    newest, wrong = feed.findall(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}id") == f"tag:centre.invalid,2026:level/{correction.pk}/en"
    assert wrong.findtext(f"{ATOM}updated") != wrong.findtext(f"{ATOM}published")
    assert [one.get("term") for one in wrong.findall(f"{ATOM}category")] == ["withdrawn"]
    assert (wrong.findtext(f"{ATOM}title") or "").startswith("Withdrawn, sent by mistake: ")
    assert [one.get("term") for one in newest.findall(f"{ATOM}category")] == ["correction"]
    page = text_of(anybody, f"/public/{published.pk}/?lang=en")
    assert "Withdrawn: it was sent by mistake" in page
    assert f"/public/{correction.pk}/?lang=en" in page


def test_the_all_clear_is_public(
    anybody: Client, published: LevelDecision, propose: Propose, approve: Approve
) -> None:
    approve(propose(action="cancel", level=0, term="", refers_to=published))
    page = text_of(anybody, "/public/?lang=en")
    assert "The Antiterrorist Centre of the Republic of Kazakhstan gives notice that the " in page
    assert "level of terrorist threat is cancelled in" in page
    assert "No level of terrorist threat is in force anywhere in the country." in page


def test_the_record_of_earlier_years_is_shown_by_a_setting_alone(
    anybody: Client, house: None, settings: Settings
) -> None:
    actions.import_levels(DATA / "levels_2016.csv", actor=None)
    assert "Changes of earlier years" not in text_of(anybody, "/public/?lang=en")
    assert "<entry" not in text_of(anybody, "/public/levels.atom")
    imported = LevelDecision.objects.filter(origin="imported").first()
    assert imported is not None
    assert anybody.get(f"/public/{imported.pk}/").status_code == 404
    settings.PUBLIC_RECORD = True
    assert "Changes of earlier years" in text_of(anybody, "/public/?lang=en")


def test_without_the_setting_there_is_no_public_side(
    anybody: Client, published: LevelDecision, settings: Settings
) -> None:
    settings.PUBLIC_PAGE = False
    for path in ("/public/", "/public/levels.atom", f"/public/{published.pk}/"):
        assert anybody.get(path).status_code == 404


def test_the_feed_asks_as_often_for_one_notice_as_for_five(
    published: LevelDecision, propose: Propose, approve: Approve,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    with CaptureQueriesContext(connection) as one:
        assert len(queries.public_notices("ru")) == 1
    for code in ("71", "79", "10", "11"):
        approve(propose(codes=(code,)))
    with django_assert_num_queries(len(one)):
        assert len(queries.public_notices("ru")) == 5


def correct(cast: Cast, wrong: LevelDecision) -> LevelDecision:
    """Take a decision back, as Dauren."""
    found: LevelDecision = actions.correct_decision(
        wrong, actor=cast.dauren, texts=queries.correction_texts(wrong), reason="sent by mistake"
    )
    return found
