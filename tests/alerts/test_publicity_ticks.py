"""Publications: who ticks which place, with link and time, and how a wrong tick is taken back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies import actions as agencies
from agencies.models import Body, User
from alerts import actions, queries
from alerts.models import LevelDecision, Publication
from audit import clock
from audit.models import Entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]
LINK = "https://example.invalid/levels/1"


def headquarters() -> Body:
    """Return the republican headquarters."""
    return Body.objects.get(code="headquarters-kz")


def commission() -> Body:
    """Return the commission of Almaty city."""
    return Body.objects.get(code="commission-75")


@pytest.fixture
def secretary(cast: Cast) -> User:
    """The secretary of the commission of Almaty city."""
    person = agencies.add_person(
        actor=None, body=commission(), email="gaukhar@example.invalid",
        full_name="Gaukhar Secretary", language="en", password="correct horse battery staple",
    )  # fmt: skip
    agencies.appoint(
        person, actor=None, body=commission(), role="secretary", starts_at=clock.now()
    )
    return person


def tick(decision: LevelDecision, actor: User, **facts: Any) -> Publication:
    """Tick the Centre's site, or what is said instead."""
    given: dict[str, Any] = {"body": headquarters(), "way": "centre_site", "link": LINK,
             "published_at": clock.now()} | facts  # fmt: skip
    return actions.note_publication(decision, actor=actor, **given)


def test_an_officer_ticks_the_site_with_link_and_time(
    cast: Cast, published: LevelDecision
) -> None:
    moment = clock.now()
    noted = tick(published, cast.dauren, published_at=moment)
    assert (noted.link, noted.published_at, noted.noted_by) == (LINK, moment, cast.dauren)
    [site, *others] = queries.publicity_of(published).places
    assert (site.label, site.is_done, queries.publicity_of(published).done) == (
        "site of the Centre", True, 1,
    )  # fmt: skip
    assert [one.label for one in others] == [
        "SMS by the mobile operators", "media: television, radio, press", "Telegram",
        "site of the akimat: Almaty",
    ]  # fmt: skip
    entry = Entry.objects.get(verb="noted the publication of the decision")
    assert entry.changes == {"publication": ["", f"centre_site: {LINK}"]}


def test_the_same_tick_again_adds_nothing(cast: Cast, published: LevelDecision) -> None:
    moment = clock.now()
    first = tick(published, cast.dauren, published_at=moment)
    entries = Entry.objects.count()
    assert tick(published, cast.saule, published_at=moment) == first
    assert (Publication.objects.count(), Entry.objects.count()) == (1, entries)


def test_a_secretary_ticks_the_site_of_the_own_akimat_alone(
    secretary: User, published: LevelDecision
) -> None:
    done = tick(published, secretary, body=commission(), way="akimat_site")
    assert (done.body, done.way) == (commission(), "akimat_site")
    for body in (headquarters(), Body.objects.get(code="commission-71")):
        with pytest.raises(PermissionDenied):
            tick(published, secretary, body=body)
    with pytest.raises(ValidationError):
        tick(published, secretary, body=commission(), way="telegram")
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["aigerim", "head_of_health", "serik", "chair", "governor", "outsider", "auditor"]
)
def test_nobody_else_ticks(cast: Cast, published: LevelDecision, name: str) -> None:
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        tick(published, cast[name])
    assert (Publication.objects.count(), Entry.objects.count()) == (0, entries)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"link": ""}, "link"),
        ({"link": "not an address"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"way": "media", "link": ""}, "note"),
        ({"way": "akimat_site"}, "way"),
        ({"published_at": dt.timedelta(hours=1)}, "published_at"),
        ({"published_at": dt.timedelta(hours=-1)}, "published_at"),
    ],
)
def test_a_tick_without_sense_is_refused(
    cast: Cast, published: LevelDecision, facts: dict[str, Any], field: str
) -> None:
    if isinstance(facts.get("published_at"), dt.timedelta):
        facts = {"published_at": clock.now() + facts["published_at"]}
    with pytest.raises(ValidationError) as refusal:
        tick(published, cast.dauren, **facts)
    assert list(refusal.value.message_dict) == [field]
    assert Publication.objects.count() == 0


def test_a_proposal_has_no_publication(cast: Cast, propose: Callable[..., LevelDecision]) -> None:
    with pytest.raises(PermissionDenied):
        tick(propose(), cast.dauren)


def test_a_wrong_tick_is_taken_back_with_its_reason(cast: Cast, published: LevelDecision) -> None:
    wrong = tick(published, cast.dauren)
    taken = actions.take_back_publication(wrong, actor=cast.saule, reason="another decision")
    again = actions.take_back_publication(wrong, actor=cast.saule, reason="once more")
    assert again == taken
    assert queries.publicity_of(published).done == 0
    assert Entry.objects.filter(verb="took back the publication").count() == 1
    with pytest.raises(ValidationError):
        actions.take_back_publication(taken, actor=cast.saule, reason="no end")


def test_taking_back_asks_why(cast: Cast, published: LevelDecision) -> None:
    wrong = tick(published, cast.dauren)
    with pytest.raises(ValidationError):
        actions.take_back_publication(wrong, actor=cast.saule, reason=" ")
    with pytest.raises(PermissionDenied):
        actions.take_back_publication(wrong, actor=cast.governor, reason="mine")
    assert queries.publicity_of(published).done == 1


def test_a_tick_never_changes(cast: Cast, published: LevelDecision) -> None:
    noted = tick(published, cast.dauren)
    for change in (lambda: Publication.objects.filter(pk=noted.pk).update(link="x"), noted.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_page_ticks_and_keeps_what_was_typed(
    cast: Cast, published: LevelDecision, signed_in: SignedIn, reads_english: None
) -> None:
    page, client = f"/levels/{published.pk}/publications/", signed_in("dauren")
    place = f"telegram-{headquarters().pk}"
    wrong = client.post(page, {"place": place, "note": "channel", "published_at": "5 March 2020"})
    text = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Give the link under which everybody can read it." in text
    assert "5 March 2020" in text
    local = clock.now().astimezone(clock.zone())
    sent = {"place": place, "link": LINK, "published_at": f"{local:%d.%m.%Y %H:%M}"}
    assert client.post(page, sent).status_code == 302
    assert LINK in client.get(page).content.decode()


def test_the_page_asks_as_often_for_one_tick_as_for_ten(
    cast: Cast, published: LevelDecision, signed_in: SignedIn
) -> None:
    page, client = f"/levels/{published.pk}/publications/", signed_in("dauren")
    tick(published, cast.dauren)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in range(10):
        tick(published, cast.dauren, link=f"{LINK}/{number}")
    with CaptureQueriesContext(connection) as ten:
        client.get(page)
    assert len(ten) == len(one)
