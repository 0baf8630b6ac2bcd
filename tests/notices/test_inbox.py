"""The inbox, a notice with its messages, and what waits for a person."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies.models import Body
from notices import delivery, queries
from notices.models import Contact, Notice
from notices.texts import AddresseeSpec
from tests.cast import Cast
from tests.notices.conftest import TEXTS

pytestmark = pytest.mark.usefixtures("read_in_english")
Issue = Callable[..., Notice]
Contacts = dict[str, Contact]
SignedIn = Callable[[str], Client]
ASKED = {"norm": dt.timedelta(minutes=15)}


def page(client: Client, path: str) -> str:
    """Return a page that must be there."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_inbox_says_what_is_asked_and_links_to_the_notice(
    issue: Issue, contacts: Contacts, signed_in: SignedIn
) -> None:
    notice = issue(**ASKED)
    text = page(signed_in("aigerim"), "/inbox/")
    assert TEXTS["en"].subject in text
    assert TEXTS["en"].act in text
    assert f'href="/inbox/{notice.pk}/"' in text
    assert "waits for an answer" in text


def test_others_find_an_empty_inbox(issue: Issue, contacts: Contacts, signed_in: SignedIn) -> None:
    issue()
    for name in ("serik", "administrator"):
        assert "Nobody has told you anything yet" in page(signed_in(name), "/inbox/")
    assert signed_in("departed").get("/inbox/").status_code == 404


def test_a_notice_shows_its_words_its_thing_and_each_message(
    issue: Issue, contacts: Contacts, signed_in: SignedIn
) -> None:
    notice = issue(**ASKED)
    text = page(signed_in("aigerim"), f"/inbox/{notice.pk}/")
    assert TEXTS["en"].body in text
    assert 'href="/levels/1/"' in text
    assert "15 minutes" in text
    assert "no answer yet" in text
    assert "aigerim@example.invalid" in text
    assert "outsider@example.invalid" not in text


def test_the_duty_desk_sees_every_message(
    issue: Issue, contacts: Contacts, signed_in: SignedIn
) -> None:
    notice = issue()
    text = page(signed_in("dauren"), f"/inbox/{notice.pk}/")
    for name in ("aigerim", "head_of_health", "governor", "outsider"):
        assert f"{name}@example.invalid" in text


def test_an_exercise_stands_apart_and_is_called_one(
    issue: Issue, contacts: Contacts, signed_in: SignedIn
) -> None:
    notice = issue(exercise=True, **ASKED)
    client = signed_in("aigerim")
    text = page(client, "/inbox/")
    assert "Exercises" in text
    assert "Nobody has told you anything yet" in text
    assert "Exercise" in page(client, f"/inbox/{notice.pk}/")


def test_a_live_part_is_asked_for_by_itself(
    issue: Issue, contacts: Contacts, signed_in: SignedIn
) -> None:
    notice = issue()
    client = signed_in("aigerim")
    for path in ("/inbox/", f"/inbox/{notice.pk}/"):
        part = client.get(path, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert "As of" in part


def test_what_waits_ends_with_the_answer_of_the_body(
    issue: Issue, contacts: Contacts, cast: Cast
) -> None:
    notice = issue(**ASKED)
    information = issue()
    assert list(queries.notices_waiting_for(cast.aigerim)) == [notice]
    assert set(queries.inbox(cast.aigerim)) == {notice, information}
    delivery.stop_deliveries(notice, Body.objects.get(code="moh"))
    assert list(queries.notices_waiting_for(cast.aigerim)) == []
    assert list(queries.notices_waiting_for(cast.head_of_health)) == []
    assert list(queries.notices_waiting_for(cast.governor)) == [notice]
    delivery.close_notice(notice)
    assert list(queries.notices_waiting_for(cast.governor)) == []


def test_who_is_only_informed_is_not_waited_for(
    issue: Issue, contacts: Contacts, cast: Cast
) -> None:
    issue(addressees=[AddresseeSpec(cast.aigerim.pk, _moh().pk, counted=False)], **ASKED)
    assert list(queries.notices_waiting_for(cast.aigerim)) == []


def test_exercises_wait_in_their_own_world(issue: Issue, contacts: Contacts, cast: Cast) -> None:
    notice = issue(exercise=True, **ASKED)
    assert list(queries.notices_waiting_for(cast.aigerim)) == []
    assert list(queries.exercises_waiting_for(cast.aigerim)) == [notice]


@pytest.mark.parametrize(("language", "shown"), [("kk", "kk"), ("ru", "ru"), ("en", "ru")])
def test_words_are_in_the_readers_language_or_in_russian(
    issue: Issue, contacts: Contacts, cast: Cast, language: str, shown: str
) -> None:
    issue(texts={code: TEXTS[code] for code in ("kk", "ru")})
    with translation.override(language):
        notice = queries.inbox(cast.aigerim).get()
    words = [getattr(notice, name) for name in ("subject", "act")]
    assert words == [TEXTS[shown].subject, TEXTS[shown].act]


def queries_of(client: Client, path: str) -> int:
    """Count the queries of one page."""
    with CaptureQueriesContext(connection) as captured:
        page(client, path)
    return len(captured)


def test_the_inbox_costs_the_same_for_one_notice_and_for_ten(
    issue: Issue, contacts: Contacts, signed_in: SignedIn
) -> None:
    client = signed_in("aigerim")
    issue()
    one = queries_of(client, "/inbox/")
    for _more in range(9):
        issue()
    assert queries_of(client, "/inbox/") == one


def test_the_messages_cost_the_same_for_one_and_for_all(
    issue: Issue, contacts: Contacts, signed_in: SignedIn, pairs: list[AddresseeSpec]
) -> None:
    client = signed_in("saule")
    few, many = issue(addressees=pairs[:1]), issue()
    assert queries_of(client, f"/inbox/{few.pk}/") == queries_of(client, f"/inbox/{many.pk}/")


def _moh() -> Body:
    return Body.objects.get(code="moh")
