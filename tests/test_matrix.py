"""Every address answers every role as its row says, and no address is without a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import matrix

ROWS = matrix.gather()
FOREIGN_NAMESPACES = {"admin"}  # one rule for all of it: see test_nobody_of_the_cast_enters_admin


def address_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Walk the names of all addresses of the site; an unnamed one shows its pattern."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from address_names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}"


def split(key: str) -> tuple[str, str]:
    """Read a row's key: a name, with the method in front of it when it is not GET."""
    method, _, name = key.rpartition(" ")
    return (method or "GET"), name


def own_addresses() -> set[str]:
    """Return the names of the addresses that need rows."""
    names = set(address_names(get_resolver()))
    return {name for name in names if name.split(":")[0] not in FOREIGN_NAMESPACES}


def test_every_address_has_a_row() -> None:
    """A new address without a row fails here, and so does a row whose address is gone."""
    described = {split(key)[1] for key in ROWS}
    assert sorted(own_addresses() - described) == [], "addresses without a row in tests/matrix"
    assert sorted(described - own_addresses()) == [], "rows without an address"


def answer(key: str, row: matrix.Row, role: str, cast: matrix.Cast, made: "Made") -> int:
    """Ask for one address as one role and return the status, leaving nothing behind."""
    method, name = split(key)
    client = Client()
    if role not in {"anonymous", "bearer"}:
        client.force_login(getattr(cast, role))
    path = reverse(name, kwargs=dict(made.bearer if role == "bearer" else made.arguments))
    mark = transaction.savepoint()
    try:
        if method == "POST":
            return client.post(path, dict(made.data)).status_code
        return client.get(path, dict(row.query)).status_code
    finally:
        transaction.savepoint_rollback(mark)


@dataclass(frozen=True)
class Made:
    """What a row's builders made once, for all roles alike."""

    arguments: Mapping[str, object]
    data: Mapping[str, object]
    bearer: Mapping[str, object]


def make(row: matrix.Row, cast: matrix.Cast) -> Made:
    """Build the thing that the address shows, the form that is sent, and the bearer's link."""
    arguments = row.arguments(cast)
    bearer = row.bearer_arguments(cast) if row.bearer_arguments else arguments
    return Made(arguments, row.data(cast), bearer)


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(ROWS))
def test_address_answers_every_role_as_its_row_says(
    key: str, request: pytest.FixtureRequest
) -> None:
    """Compare the whole row at once, so that one failure shows every role that is wrong."""
    row, cast = ROWS[key], matrix.Cast(request)
    for role in matrix.ROLES[1:]:
        getattr(cast, role)
    made = make(row, cast)
    found = {role: answer(key, row, role, cast, made) for role in row.statuses}
    assert found == row.statuses
