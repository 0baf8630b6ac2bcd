"""What every test may count on: the house with its roster, the cast, and a quiet log."""

import logging
import os
import uuid
from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from agencies.models import Body, Territory, User
from tests import cast as the_cast
from tests import house as house_of_the_run
from tests.cast import Cast


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_guards() -> Iterator[None]:
    """Let a transactional test's flush empty tables that the product can never empty."""
    plain = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, statements: list[str]) -> None:
        guarded = ["SET session_replication_role = replica", *statements]
        plain(self, [*guarded, "SET session_replication_role = DEFAULT"])

    with mock.patch.object(DatabaseOperations, "execute_sql_flush", flush):
        yield


@pytest.fixture(autouse=True)
def _anchors_of_this_test_alone(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep the heads of one test's chain from the next: each begins its record anew."""
    settings.RECORD_ANCHORS = str(tmp_path_factory.getbasetemp() / f"{uuid.uuid4()}.jsonl")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run take one half: what many processes may test at once, or what needs quiet."""
    parser.addoption("--turn", choices=["side-by-side", "alone"], help="run one half of the tests")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the half that is asked for, in random order inside each turn."""
    half = config.getoption("--turn")
    if half:
        others = [one for one in items if (turn_of(one) == 0) != (half == "side-by-side")]
        config.hook.pytest_deselected(items=others)
        items[:] = [one for one in items if one not in set(others)]
    items.sort(key=turn_of)


def turn_of(item: pytest.Item) -> int:
    """Say when a test's turn is: a flush empties the house, a browser keeps an event loop."""
    if "journeys" in item.path.parts:
        return 3
    if item.get_closest_marker("journey"):
        return 2
    mark = item.get_closest_marker("django_db")
    flushes = bool(mark and mark.kwargs.get("transaction"))
    return 1 if flushes or "transactional_db" in getattr(item, "fixturenames", ()) else 0


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Copy the house that the first process of this run builds, where the run names one."""
    if name := os.environ.get("TEST_HOUSE"):
        with django_db_blocker.unblock():
            house_of_the_run.build_once(name)
        connection.settings_dict["TEST"]["TEMPLATE"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the house and engage the cast once; each test's transaction leaves it as it was."""
    with django_db_blocker.unblock():
        house_of_the_run.settle()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # What the suite started must not hold the database that is about to be dropped.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def house(db: None) -> None:
    """The land and the roster of 2013, also after a transactional test emptied them."""
    house_of_the_run.settle()


@pytest.fixture
def cast(house: None) -> Cast:
    """The people of the tests."""
    return the_cast.present()


@pytest.fixture
def body(house: None) -> Callable[[str], Body]:
    """Find a body by its code."""
    return lambda code: Body.objects.get(code=code)


@pytest.fixture
def territory(house: None) -> Callable[[str], Territory]:
    """Find a territory by its code."""
    return lambda code: Territory.objects.get(code=code)


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[str], Client]:
    """Return a client in which one of the cast is signed in."""

    def client_of(name: str) -> Client:
        client = Client()
        client.force_login(cast[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


def _person(name: str) -> Callable[[Cast], User]:
    @pytest.fixture(name=name)
    def person(cast: Cast) -> User:
        return cast[name]

    return person


for _name in the_cast.PEOPLE:
    globals()[_name] = _person(_name)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_unexpected_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs an error nobody asked for unless marked `is_expected`."""
    yield
    errors = [
        one
        for one in caplog.get_records("call")
        if one.levelno >= logging.ERROR and not getattr(one, "is_expected", False)
    ]
    assert not errors, [one.getMessage() for one in errors]
