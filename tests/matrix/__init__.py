"""The access matrix: who gets which answer at which address, one module of rows for each app."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

ROLES = (
    "anonymous",
    "aigerim",
    "head_of_health",
    "serik",
    "chair",
    "dauren",
    "saule",
    "governor",
    "outsider",
    "departed",
    "auditor",
    "administrator",
)


class Cast:
    """The people of the tests by name, each made when first asked for."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        """Remember where the people come from."""
        self._request = request

    def __getattr__(self, name: str) -> Any:
        """Bring one person (or any other fixture that the whole suite knows)."""
        return self._request.getfixturevalue(name)


Arguments = Callable[[Cast], Mapping[str, object]]


def nothing(cast: Cast) -> Mapping[str, object]:
    """Give an address no arguments."""
    return {}


class SentFile(SimpleUploadedFile):
    """A file that every role sends from its beginning."""

    def read(self, *sizes: int) -> bytes:
        """Read from the beginning."""
        self.seek(0)
        return bytes(super().read(*sizes))


@dataclass(frozen=True)
class Row:
    """One address with one method: what it is made from, and the status that each role gets."""

    statuses: Mapping[str, int]
    arguments: Arguments = nothing
    data: Arguments = nothing
    bearer_arguments: Arguments | None = None
    query: Arguments = nothing


def row(
    otherwise: int,
    *,
    arguments: Arguments = nothing,
    data: Arguments = nothing,
    bearer_arguments: Arguments | None = None,
    query: Arguments | Mapping[str, str] = nothing,
    **exceptions: int,
) -> Row:
    """Say what everyone gets, and who gets something else.

    The anonymous go to sign in (302) and the departed find nothing (404) unless it is said here.
    """
    unknown = set(exceptions) - {*ROLES, "bearer"}
    assert not unknown, f"no such role in the matrix: {sorted(unknown)}"
    statuses = dict.fromkeys(ROLES, otherwise) | {"anonymous": 302, "departed": 404} | exceptions
    asked = query if callable(query) else lambda _cast: query
    return Row(statuses, arguments, data, bearer_arguments, asked)


def gather() -> dict[str, Row]:
    """Collect the rows of every app; one address and method has exactly one row."""
    rows: dict[str, Row] = {}
    for module in pkgutil.iter_modules(__path__):
        own = importlib.import_module(f"{__name__}.{module.name}").ROWS
        twice = rows.keys() & own.keys()
        assert not twice, f"two rows for {sorted(twice)}"
        rows |= own
    return rows
