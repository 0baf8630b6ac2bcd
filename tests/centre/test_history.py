"""The folded history: an older database is known again, and one half-way is refused."""

import io
from importlib import import_module

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

REFUSING = ["alerts", "meetings", "notices", "plans"]
OWN = """
SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT pg_get_functiondef(one.oid) FROM pg_proc one JOIN pg_language ON pg_language.oid = prolang
    WHERE pronamespace = 'public'::regnamespace AND lanname IN ('plpgsql', 'sql')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = one.oid AND deptype = 'e')
"""


def forget(app: str, name: str) -> None:
    """Make the database one that has not come to this step of the older history."""
    MigrationRecorder(connection).record_unapplied(app, name)


def refusals() -> set[str]:
    """Return what the database refuses, each in PostgreSQL's own words."""
    with connection.cursor() as cursor:
        cursor.execute(OWN)
        return {sentence for (sentence,) in cursor.fetchall()}


@pytest.mark.django_db
def test_a_database_that_knows_every_step_is_taken_as_it_is() -> None:
    """Whether the steps were run one by one or folded, the record of them is the same."""
    assert run_checks(databases=["default"]) == []
    call_command("migrate", "--check", skip_checks=False, stdout=io.StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("app", "name"),
    [
        ("alerts", "0011_the_moment_of_approval_is_written_once"),
        ("meetings", "0012_meetings_have_templates_series_and_grounds"),
        ("notices", "0009_an_invitation_carries_a_calendar"),
        ("plans", "0023_columns_of_any_list"),
    ],
)
def test_a_database_that_lacks_a_step_is_refused(app: str, name: str) -> None:
    """Not even the last step may be missing: the folded history would pass over it in silence."""
    forget(app, name)
    with pytest.raises(SystemCheckError, match=rf"history of {app}: migrate it to the end"):
        call_command("migrate", skip_checks=False, stdout=io.StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("app", REFUSING)
def test_what_the_database_refuses_is_taken_away_and_put_back_whole(app: str) -> None:
    """Each migration of triggers has a way back that leaves none of its own."""
    name = "0002_what_the_database_refuses"
    migration = import_module(f"{app}.migrations.{name}").Migration(name, app)
    before = refusals()
    with connection.schema_editor() as editor:
        migration.unapply(ProjectState(), editor)
    bare = refusals()
    assert bare < before
    assert not [sentence for sentence in bare if f" ON public.{app}_" in sentence]
    with connection.schema_editor() as editor:
        migration.apply(ProjectState(), editor)
    assert refusals() == before
