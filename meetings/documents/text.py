"""The whole paper as plain text: what its checksum is taken of, and what its prints must say."""

import hashlib
from collections.abc import Iterator
from typing import Any

from meetings.documents.wording import WORDS

LANGUAGES = ("kk", "ru")
FIRST_LAYOUT, LAYOUT = 1, 2  # a paper that names none is of the first

Paper = dict[str, Any]


def text_of(paper: Paper) -> str:
    """Write a protocol, or an extract from one, in the order in which it is printed."""
    if "for" in paper:
        lines = _extract_lines(paper)
    elif paper.get("layout", FIRST_LAYOUT) == FIRST_LAYOUT:
        lines = _first_protocol_lines(paper)
    else:
        lines = _protocol_lines(paper)
    return "\n".join(line for line in lines if line)


def checksum_of(papers: dict[str, Paper]) -> str:
    """Return the checksum of a paper over its Kazakh and its Russian text."""
    text = "\n\n".join(text_of(papers[language]) for language in LANGUAGES)
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(text: str) -> list[str]:
    """Return the words of a text, so that two layouts of the same text compare equal."""
    return _bare(text).split()


def foreign_lines(text: str, paper: Paper) -> list[str]:
    """Return the lines of a text that do not stand, word for word, in a paper."""
    known = " ".join(words_of(text_of(paper)))
    lines = [(line.strip(), " ".join(words_of(line))) for line in text.splitlines()]
    return [line for line, said in lines if said and f" {said} " not in f" {known} "]


def _bare(text: str) -> str:
    """Part words at every sign, so that a comma or a full stop belongs to none."""
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold())


def _extract_lines(paper: Paper) -> Iterator[str]:
    words = WORDS[paper["language"]]
    yield from _head(paper)
    yield f"{words['extract_for']}: {paper['for']}"
    for item in paper["items"]:
        yield from _decided(item)
    yield f"{words['true_copy']}:"
    yield from _signatures(paper)


def _protocol_lines(paper: Paper) -> Iterator[str]:
    words = WORDS[paper["language"]]
    yield from _body(paper)
    if paper["annex"]:
        yield words["annex"]
        yield f"№ {words['seat']}, {words['attendance']}, {words['who']}"
    for number, one in enumerate(paper["annex"], start=1):
        yield f"{number}. {_seat(one)}"


def _first_protocol_lines(paper: Paper) -> Iterator[str]:
    """Write the annex without numbers, as the first layout had it."""
    yield from _body(paper)
    yield WORDS[paper["language"]]["annex"]
    yield from (_seat(one) for one in paper["annex"])


def _body(paper: Paper) -> Iterator[str]:
    words = WORDS[paper["language"]]
    yield from _head(paper)
    for fact in paper["facts"]:
        yield f"{fact['label']}: {'; '.join(fact['values'])}"
    yield words["agenda"]
    for line in paper["agenda"]:
        yield f"{line['number']}. {line['title']} {line['speaker']}".rstrip()
    for item in paper["items"]:
        yield f"{item['number']}. {item['title']}"
        for part in item["parts"]:
            yield f"{part['label']}: {part['text']}"
        yield from _decided(item)
    yield f"{words['dissent']}: {paper['dissent']}"
    yield from _signatures(paper)


def _seat(line: dict[str, str]) -> str:
    return f"{line['seat']}: {line['state']} {line['who']}".rstrip()


def _head(paper: Paper) -> Iterator[str]:
    yield from (paper["body"], paper["title"], paper["subtitle"])
    yield f"{paper['place']}, {paper['date']}, {paper['time']}"


def _decided(item: dict[str, Any]) -> Iterator[str]:
    yield item["resolved"]
    yield from (f"{point['label']}. {point['sentence']}" for point in item["points"])


def _signatures(paper: Paper) -> Iterator[str]:
    yield from (f"{one['role']}: {one['name']}" for one in paper["signatures"])
