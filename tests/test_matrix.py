"""Every address answers every role as its row says, and no address is without a row."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from tests import matrix
from tests.marks import is_marked

ROWS = matrix.gather()
View = Callable[..., Any]
METHODS = ("GET", "POST")


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, View]]:
    """Walk the names of all addresses of the site; an unnamed one shows its pattern."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}", entry.callback


def methods_of(view: View) -> Iterator[str]:
    """Ask a view which methods it takes: before anything else it says so to one it does not."""
    if hasattr(view, "view_class"):
        yield from (one for one in METHODS if hasattr(view.view_class, one.lower()))
        return
    answered = view(RequestFactory().options("/"))
    assert answered.status_code == 405, f"{view} takes whatever is sent"
    yield from (one for one in METHODS if one in answered.headers["Allow"].split(", "))


def split(key: str) -> tuple[str, str]:
    """Read a row's key: a name, with the method in front of it when it is not GET."""
    method, _, name = key.rpartition(" ")
    return (method or "GET"), name


def test_every_address_has_a_row_for_each_method_that_it_takes() -> None:
    """A new address without its rows fails here, and so does a row whose address is gone."""
    taken = {
        (method, name) for name, view in addresses(get_resolver()) for method in methods_of(view)
    }
    described = {split(key) for key in ROWS}
    assert sorted(taken - described) == [], "addresses without a row in tests/matrix"
    names = {name for _method, name in taken}
    assert sorted(name for _m, name in described if name not in names) == [], "no such address"


@dataclass(frozen=True)
class Made:
    """What a row's builders made once, for all roles alike."""

    arguments: Mapping[str, object]
    data: Mapping[str, object]
    bearer: Mapping[str, object]
    query: Mapping[str, object]


def signed_in(cast: matrix.Cast) -> dict[str, str]:
    """Sign everybody in once and return each role's session."""
    sessions = {}
    for role in matrix.ROLES[1:]:
        client = Client()
        client.force_login(getattr(cast, role))
        sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions


def answer(key: str, role: str, session: str | None, made: Made, **other: object) -> Any:
    """Ask for one address as one role, leaving nothing behind."""
    method, name = split(key)
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    arguments = made.bearer if role == "bearer" else made.arguments
    path = reverse(name, kwargs={**arguments, **other})
    mark = transaction.savepoint()
    try:
        if method == "POST":
            return client.post(path, dict(made.data), query_params=made.query)
        return client.get(path, query_params=made.query)
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
    keys: tuple[str, ...], request: pytest.FixtureRequest, settings: Settings
) -> None:
    """Compare whole rows at once, so that one failure shows every role that is wrong.

    Then, with all that stands here already, ask once more in a demonstration: it says so itself.
    """
    cast = matrix.Cast(request)
    sessions = signed_in(cast)
    arguments = ROWS[keys[0]].arguments(cast)
    found = {key: statuses(key, cast, sessions, arguments) for key in keys}
    assert found == {key: ROWS[key].statuses for key in keys}
    settings.DEMONSTRATION = True
    asked = [one for key in keys for one in unmarked(key, cast, sessions, arguments)]
    assert asked == [], "answers that do not say that they come from a demonstration"


@contextlib.contextmanager
def made_for(key: str, cast: matrix.Cast, arguments: Mapping[str, object]) -> Iterator[Made]:
    """Make what a row needs; it is gone afterwards."""
    row = ROWS[key]
    cache.clear()
    mark = transaction.savepoint()
    try:
        bearer = row.bearer_arguments(cast) if row.bearer_arguments else arguments
        yield Made(arguments, row.data(cast), bearer, row.query(cast))
    finally:
        transaction.savepoint_rollback(mark)


def statuses(
    key: str, cast: matrix.Cast, sessions: Mapping[str, str], arguments: Mapping[str, object]
) -> dict[str, int]:
    """Ask for one address as everybody."""
    with made_for(key, cast, arguments) as made:
        return {
            role: answer(key, role, sessions.get(role), made).status_code
            for role in ROWS[key].statuses
        }


# What people brought in is handed back as it came; a machine asks for the state of health.
NOT_OURS_TO_MARK = {
    "centre:health",
    "plans:file",
    "plans:import-file",
    "alerts:checklist-evidence",
    "alerts:exercise-checklist-evidence",
    "POST meetings:material-open",
    "POST meetings:proposal-paper",
}
# These papers were sealed before this house became a demonstration: see test_papers.
SEALED = {"meetings:protocol-document", "meetings:extract-document"}
FORMS = {
    "kind": ("csv", "xlsx", "docx"),
    "form": ("pdf", "docx", "A", "B"),
    "language": ("kk", "ru"),
}
TELLING = (200, 422, 403, 404)


def unmarked(
    key: str, cast: matrix.Cast, sessions: Mapping[str, str], arguments: Mapping[str, object]
) -> Iterator[str]:
    """Name the answers of an address, in any of its forms, that bear no mark."""
    asked = ROWS[key].statuses
    told = [role for status in TELLING for role in asked if asked[role] == status]
    if key in NOT_OURS_TO_MARK | SEALED or not told:
        return
    others: list[dict[str, str]] = [{}] + [
        {name: one} for name in FORMS if name in arguments for one in FORMS[name]
    ]
    with made_for(key, cast, arguments) as made:
        for other in others:
            with contextlib.suppress(NoReverseMatch):
                said = answer(key, told[0], sessions.get(told[0]), made, **other)
                if not is_marked(said.headers["Content-Type"], said.getvalue()):
                    yield f"{key} {other or ''}"
