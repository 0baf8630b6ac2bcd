"""Posting over kept connections: what ends before its time leaves nothing to the next."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from notices.channels import sms, webhook
from notices.channels.lines import NOBODY, Answer, Line, Post
from notices.channels.parcels import Parcel, Verdict
from notices.channels.posting import Pool
from tests.notices.provider import Provider


@pytest.fixture
def pool() -> Iterator[Pool]:
    """Four connections."""
    one = Pool(4)
    yield one
    one.close()


def posts(provider: Provider, numbers: range) -> Iterator[Post]:
    """Write a request for each number."""
    for number in numbers:
        yield Post(Parcel(number, "", None, 0, 0, f"<{number}>"), provider.url, b"{}", {})


def test_what_an_aborted_batch_left_is_not_answered_in_the_next(
    pool: Pool, provider: Provider
) -> None:
    for _answer in pool.answers(posts(provider, range(4))):
        break
    told = [post.parcel.pk for post, _answer in pool.answers(posts(provider, range(10, 14)))]
    assert sorted(told) == [10, 11, 12, 13]


def test_posts_that_break_off_leave_nothing_either(pool: Pool, provider: Provider) -> None:
    def breaking() -> Iterator[Post]:
        yield from posts(provider, range(3))
        raise LookupError

    with pytest.raises(LookupError):
        list(pool.answers(breaking()))
    told = [post.parcel.pk for post, _answer in pool.answers(posts(provider, range(10, 12)))]
    assert sorted(told) == [10, 11]


@pytest.fixture
def mute_server() -> Iterator[str]:
    """An address that takes a request, reads it and hangs up without a word."""

    def hang_up() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _whence = listening.accept()
                line.recv(1024)
                line.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        taking = threading.Thread(target=hang_up)
        taking.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.shutdown(socket.SHUT_RDWR)
        taking.join()


def test_a_request_that_went_and_was_not_answered_is_in_doubt(
    pool: Pool, mute_server: str
) -> None:
    post = Post(Parcel(1, "", None, 0, 0, "<1>"), mute_server, b"{}", {})
    ((_post, answer),) = pool.answers(iter([post]))
    assert (answer.status, answer.has_gone) == (NOBODY, True)
    assert sms.verdict_of(answer) == webhook.verdict_of(answer) == Verdict.IN_DOUBT


def test_a_request_that_reached_nobody_is_not_in_doubt(pool: Pool) -> None:
    post = Post(Parcel(1, "", None, 0, 0, "<1>"), "http://127.0.0.1:9/", b"{}", {})
    ((_post, answer),) = pool.answers(iter([post]))
    assert (answer.status, answer.has_gone) == (NOBODY, False)
    assert sms.verdict_of(answer) == webhook.verdict_of(answer) == Verdict.LATER


@pytest.mark.parametrize("turns", range(6))
def test_nothing_is_awaited_once_the_last_answer_was_given(turns: int) -> None:
    """Whenever the last answer comes between two looks, the worker ends and does not hang."""

    class Answered(Pool):
        async def _asked(self, post: Post, lines: list[Line]) -> Answer:
            for _turn in range(turns + len(post.content)):
                await asyncio.sleep(0)
            return Answer(202, "202")

    def post_all(pool: Pool, number: int) -> None:
        given = [
            Post(Parcel(one, "", None, 0, 0, ""), "http://127.0.0.1:9/", b"." * (one % 4), {})
            for one in range(number)
        ]
        said.extend(pool.answers(iter(given)))
        pool.close()

    for number in range(1, 24):
        said: list[tuple[Post, Answer]] = []
        posting = threading.Thread(target=post_all, args=(Answered(5), number), daemon=True)
        posting.start()
        posting.join(10)
        assert not posting.is_alive(), f"{number} posts: it waits for an answer that was given"
        assert len(said) == number
