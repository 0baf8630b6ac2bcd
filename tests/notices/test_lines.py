"""What another side answers is read to its end, however it says where that is."""

import asyncio

import pytest

from notices.channels.lines import Answer, Line, UnfinishedError, read_answer

HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("read", "status", "words", "keeps"),
    [
        (HEAD + b"Content-Length: 2\r\n\r\nok", 200, "200 ok", True),
        (HEAD + b"content-length: 2\r\nConnection: close\r\n\r\nok", 200, "200 ok", False),
        (
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\n\r\n",
            200,
            "200 ok",
            True,
        ),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"Content-Length: 0\r\n\r\n", 200, "200", True),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, "204", True),
    ],
)
def test_an_answer_is_read_to_its_end(read: bytes, status: int, words: str, keeps: bool) -> None:
    assert read_answer(read, is_over=False) == (Answer(status, words), keeps)
    for end in range(len(read)):
        with pytest.raises(UnfinishedError):
            read_answer(read[:end], is_over=False)


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    read = HEAD + b"\r\nok"
    with pytest.raises(UnfinishedError):
        read_answer(read, is_over=False)
    assert read_answer(read, is_over=True) == (Answer(200, "200 ok"), False)


def test_a_pause_is_heeded_up_to_half_a_minute() -> None:
    read = b"HTTP/1.1 429 No\r\nContent-Length: 0\r\nRetry-After: %s\r\n\r\n"
    assert read_answer(read % b"5", is_over=False)[0].pause == 5
    assert read_answer(read % b"3600", is_over=False)[0].pause == 30
    assert read_answer(read % b"Wed, 21 Oct", is_over=False)[0].pause == 0


@pytest.mark.parametrize("odd", [b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 all fine\r\n\r\n", b"\r\n\r\n"])
def test_an_odd_status_is_the_end_of_the_line_at_once(odd: bytes) -> None:
    async def told() -> str:
        line = Line()
        line._answered = asyncio.get_running_loop().create_future()
        line.data_received(odd)
        with pytest.raises(ValueError, match="invalid literal"):
            await asyncio.wait_for(line._answered, 1)
        return "closed" if not line.is_open else "open"

    assert asyncio.run(told()) == "closed"
