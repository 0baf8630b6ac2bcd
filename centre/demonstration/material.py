"""What the demonstration is made of: the files of data/demonstration, read once."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from django.conf import settings

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Member:
    """One invented person, with the posts they hold."""

    email: str
    names: dict[str, str]
    positions: dict[str, str]
    language: str
    phone: str
    posts: tuple[tuple[str, str], ...]
    left_days_ago: int | None

    @property
    def full_name(self) -> str:
        """Return the name as the person writes it."""
        return self.names["kk" if self.language == "kk" else "ru"]

    @property
    def position(self) -> str:
        """Return the position in the person's own language."""
        return self.positions[self.language]


def folder() -> Path:
    """Return where the project keeps the material."""
    return Path(settings.BASE_DIR) / "data" / "demonstration"


@cache
def read(name: str) -> Any:
    """Read one of the JSON files."""
    return json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read one of the CSV files."""
    with (folder() / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def members() -> tuple[Member, ...]:
    """Return all people of the demonstration."""
    return tuple(_member(row) for row in rows("people"))


def in_all(row: dict[str, str], field: str) -> dict[str, str]:
    """Gather the columns of a text in three languages."""
    return {language: row[f"{field}_{language}"] for language in LANGUAGES}


def pick(choices: list[Any], *key: object) -> Any:
    """Take always the same one of some choices for the same key."""
    return choices[number(*key) % len(choices)]


def number(*key: object) -> int:
    """Turn a key into a number that is the same on every machine and every day."""
    return crc32("|".join(str(part) for part in key).encode())


def _member(row: dict[str, str]) -> Member:
    held = (post.split(":") for post in row["posts"].split(";"))
    return Member(
        email=row["email"],
        names=in_all(row, "name"),
        positions=in_all(row, "position"),
        language=row["language"],
        phone=row["phone"],
        posts=tuple((body, role) for body, role in held),
        left_days_ago=int(row["left_days_ago"]) if row["left_days_ago"] else None,
    )
