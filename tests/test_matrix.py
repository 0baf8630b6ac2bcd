"""Every address answers every role as its row says, and no address is without a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache import cache
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


@dataclass(frozen=True)
class Made:
    """What a row's builders made once, for all roles alike."""

    arguments: Mapping[str, object]
    data: Mapping[str, object]
    bearer: Mapping[str, object]


def signed_in(cast: matrix.Cast) -> dict[str, str]:
    """Sign everybody in once and return each role's session."""
    sessions = {}
    for role in matrix.ROLES[1:]:
        client = Client()
        client.force_login(getattr(cast, role))
        sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions


def answer(key: str, role: str, session: str | None, made: Made) -> int:
    """Ask for one address as one role and return the status, leaving nothing behind."""
    method, name = split(key)
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    path = reverse(name, kwargs=dict(made.bearer if role == "bearer" else made.arguments))
    mark = transaction.savepoint()
    try:
        if method == "POST":
            return client.post(path, dict(made.data)).status_code
        return client.get(path, dict(ROWS[key].query)).status_code
    finally:
        transaction.savepoint_rollback(mark)


def sharing() -> list[tuple[str, ...]]:
    """Group the rows that begin with the same thing: it is built once for all of them.

    Those that need nothing go by tens, so that several processes can share them.
    """
    same: dict[object, list[str]] = {}
    for number, key in enumerate(sorted(ROWS)):
        builder = ROWS[key].arguments
        thing = (builder, number // 40) if builder is matrix.nothing else builder
        same.setdefault(thing, []).append(key)
    return [tuple(keys) for keys in same.values()]


@pytest.mark.django_db
@pytest.mark.parametrize("keys", sharing(), ids=lambda keys: f"{keys[0]}+{len(keys) - 1}")
def test_addresses_answer_every_role_as_their_rows_say(
    keys: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    """Compare whole rows at once, so that one failure shows every role that is wrong."""
    cast = matrix.Cast(request)
    sessions = signed_in(cast)
    arguments = ROWS[keys[0]].arguments(cast)
    found = {key: answers(key, cast, sessions, arguments) for key in keys}
    assert found == {key: ROWS[key].statuses for key in keys}


def answers(
    key: str, cast: matrix.Cast, sessions: Mapping[str, str], arguments: Mapping[str, object]
) -> dict[str, int]:
    """Ask for one address as everybody; what its row made for that is gone afterwards."""
    row = ROWS[key]
    cache.clear()
    mark = transaction.savepoint()
    try:
        bearer = row.bearer_arguments(cast) if row.bearer_arguments else arguments
        made = Made(arguments, row.data(cast), bearer)
        return {role: answer(key, role, sessions.get(role), made) for role in row.statuses}
    finally:
        transaction.savepoint_rollback(mark)
