"""The live feed: who may listen, what is said, and what an open page costs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from unittest import mock

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.db import connections, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from agencies import actions
from agencies.models import User
from centre import asgi
from notices import feed, live
from tests.cast import Cast

Communicator: Any = ApplicationCommunicator


def asking(path: str, *, cookie: str = "", query: str = "", **headers: str) -> Any:
    """Return one request to the live feed."""
    every = [(b"cookie", cookie.encode())]
    every += [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": every,
    }
    return Communicator(asgi.application, scope)


def converse(conversation: Callable[[], Awaitable[Any]]) -> Any:
    """Run one conversation with a hub of its own."""

    async def run() -> Any:
        with mock.patch.object(asgi, "hub", feed.Hub()):
            try:
                return await asyncio.wait_for(conversation(), 20)
            finally:
                await asgi.hub.close()

    return asyncio.run(run())


async def status_of(communicator: Any) -> int:
    """Return the status of an answer that ends at once."""
    await communicator.send_input({"type": "http.request"})
    start = await communicator.receive_output(5)
    await communicator.receive_output(5)
    return int(start["status"])


async def opened(communicator: Any) -> str:
    """Open a stream and return its first words."""
    await communicator.send_input({"type": "http.request"})
    start = await communicator.receive_output(5)
    assert start["status"] == 200
    assert (b"x-accel-buffering", b"no") in start["headers"]
    return await heard(communicator)


async def heard(communicator: Any) -> str:
    """Return what the stream says next."""
    return str((await communicator.receive_output(5))["body"].decode())


async def leave(communicator: Any) -> None:
    """Close the page."""
    await communicator.send_input({"type": "http.disconnect"})
    await communicator.wait(5)


@pytest.fixture
def cookie(transactional_db: None, cast: Cast) -> str:
    """The session of a person who is signed in and serves."""
    return session_of(cast.dauren)


def session_of(person: User) -> str:
    """Sign a person in and return their cookie."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return f"sessionid={client.cookies['sessionid'].value}"


def test_health_needs_nobody() -> None:
    assert converse(lambda: status_of(asking("/live/health"))) == 200
    assert converse(lambda: status_of(asking("/other/"))) == 404


@pytest.mark.parametrize("wrong", ["", "sessionid=", "sessionid=forged", "other=1", "\x00;;="])
def test_without_a_session_nothing_is_heard(transactional_db: None, wrong: str) -> None:
    request = lambda: status_of(asking("/live/", cookie=wrong, query="topics=inbox"))  # noqa: E731
    assert converse(request) == 401


def test_a_blocked_person_hears_nothing(cookie: str, cast: Cast) -> None:
    type(cast.dauren).objects.filter(pk=cast.dauren.pk).update(is_active=False)
    request = lambda: status_of(asking("/live/", cookie=cookie, query="topics=inbox"))  # noqa: E731
    assert converse(request) == 401


def test_a_departed_person_hears_nothing(transactional_db: None, cast: Cast) -> None:
    session = session_of(cast.departed)
    request = lambda: status_of(asking("/live/", cookie=session, query="topics=board-1"))  # noqa: E731
    assert converse(request) == 404


def test_whoever_leaves_hears_nothing_more(cookie: str, cast: Cast) -> None:
    for held in cast.dauren.appointments.all():
        actions.end_appointment(held, actor=cast.administrator, reason="left the service")
    request = lambda: status_of(asking("/live/", cookie=cookie, query="topics=board-1"))  # noqa: E731
    assert converse(request) == 404


def test_topics_must_be_named(cookie: str) -> None:
    request = lambda: status_of(asking("/live/", cookie=cookie, query="topics=A,../x"))  # noqa: E731
    assert converse(request) == 400
    assert live.topics_of("board-12,desk-alerts,<b>,") == {"board-12", "desk-alerts"}


def test_what_is_published_after_a_commit_is_heard_by_its_topic_alone(cookie: str) -> None:
    async def conversation() -> tuple[str, str]:
        board = asking("/live/", cookie=cookie, query="topics=board-12,inbox")
        first = await opened(board)
        await asyncio.sleep(0.3)
        await sync_to_async(publish_both)()
        second = await heard(board)
        await leave(board)
        return first, second

    first, second = converse(conversation)
    assert first.startswith("retry: ")
    assert second == "event: board-12\ndata: 7\n\n"


@transaction.atomic
def change_and_fail() -> None:
    """Publish inside a change that does not stand."""
    feed.publish("board-12", 7)
    raise RuntimeError


def publish_both() -> None:
    """Change a thing that nobody listens to, then one that somebody does."""
    try:
        with transaction.atomic():
            feed.publish("board-11", 6)
            feed.publish("board-12", 7)
    finally:
        connections.close_all()  # this runs in a thread of its own


def test_a_page_that_comes_back_is_told_to_look_again(cookie: str) -> None:
    async def conversation() -> tuple[str, str]:
        page = asking("/live/", cookie=cookie, query="topics=board-12", last_event_id="1")
        await opened(page)
        said = await heard(page)
        await leave(page)
        return said, str(dict(asgi.hub._listeners))

    assert converse(conversation) == ("event: board-12\ndata: 0\n\n", "{}")


def test_silence_is_broken_by_beats_and_a_stream_ends(
    cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "COMMENT_EVERY", 0.05)
    monkeypatch.setattr(live, "LONGEST", 0.4)

    async def conversation() -> list[str]:
        page = asking("/live/", cookie=cookie, query="topics=board-12")
        said = [await opened(page)]
        while said[-1]:
            said.append(await heard(page))
        await page.wait(5)
        return said

    said = converse(conversation)
    assert said[1] == "event: beat\ndata: 0\n\n"
    assert said[-1] == ""


def test_nothing_is_published_when_the_change_is_rolled_back(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with (
        mock.patch("notices.feed._client") as client,
        django_capture_on_commit_callbacks(execute=True),
    ):
        with pytest.raises(RuntimeError):
            change_and_fail()
        feed.publish("board-12", 8)
    client.return_value.publish.assert_called_once_with("live", '["board-12", 8]')


def test_a_hub_whose_broker_is_gone_warns_and_tries_again(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    async def conversation() -> None:
        asgi.hub.listen({"board-12"})
        await asyncio.sleep(0.5)

    converse(conversation)
    assert "the live feed lost its broker" in capsys.readouterr().out
