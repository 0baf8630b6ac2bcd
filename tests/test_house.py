"""The rules of the house that a machine can read out of the source."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

HOUSE = Path(__file__).parent.parent
APPS = ("audit", "agencies", "notices", "plans", "alerts", "meetings", "centre")
ENTRY_POINTS = ("views", "tasks", "admin", "forms", "middleware", "context", "adapters")
WRITES = {
    "save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "delete", "aupdate", "acreate", "adelete", "asave",
}  # fmt: skip
ENQUEUES = {"delay", "apply_async", "send_task"}
NO_SUCH_MODULES = {
    "utils", "helpers", "services", "signals", "constants", "mixins", "core", "common", "managers",
}  # fmt: skip
REFUSED_WORDS = (
    "suspect", "convict", "criminal", "offender", "believer", "religio", "confession", "ethnic",
    "nationality", "watchlist", "watch_list", "wanted", "intelligence", "informant", "extremist",
    "terrorist_name", "passport", "iin", "birth", "fingerprint", "biometr", "surveil", "dossier",
)  # fmt: skip


def sources(*parts: str) -> Iterator[Path]:
    """Walk our own Python files, migrations apart."""
    for app in parts or APPS:
        for path in sorted((HOUSE / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def place(path: Path, node: ast.AST) -> str:
    """Say where something stands."""
    return f"{path.relative_to(HOUSE)}:{getattr(node, 'lineno', 0)}"


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Walk the method calls of a file with the name of each method."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr


def is_entry_point(path: Path) -> bool:
    """Tell whether a file only parses, calls and answers."""
    inner = path.relative_to(HOUSE).with_suffix("").parts[1:]
    return inner[0] in ENTRY_POINTS or "management" in inner or "templatetags" in inner


def is_queryset_update(node: ast.Call) -> bool:
    """Tell a queryset's update (keywords only) from that of a dictionary or a hash."""
    return not node.args and bool(node.keywords)


def test_entry_points_write_no_rows() -> None:
    """Views, tasks, commands and admin call actions; they change nothing themselves."""
    found = [
        f"{place(path, node)} .{name}()"
        for path in sources()
        if is_entry_point(path)
        for node, name in calls(path)
        if name in WRITES or (name == "update" and is_queryset_update(node))
    ]
    assert found == []


def test_only_the_seam_enqueues() -> None:
    """Work is handed to the workers after commit, by one function."""
    seam = HOUSE / "agencies" / "background.py"
    found = [
        f"{place(path, node)} .{name}()"
        for path in sources()
        if path != seam
        for node, name in calls(path)
        if name in ENQUEUES
    ]
    assert found == []


def test_a_row_is_saved_by_naming_its_fields() -> None:
    """A whole-row save overwrites what another person changed meanwhile."""
    new_rows = {"update_fields", "force_insert", "using"}  # `using`: the manager that adds people
    found = [
        place(path, node)
        for path in sources()
        for node, name in calls(path)
        if name == "save" and not node.args
        if not new_rows & {keyword.arg for keyword in node.keywords}
    ]
    assert found == []


def test_no_module_is_a_drawer_for_everything() -> None:
    """Names like utils say nothing about what is inside."""
    found = [str(path) for path in sources() if path.stem in NO_SUCH_MODULES]
    assert found == []


def test_no_person_of_interest_has_a_field() -> None:
    """No field could hold suspects, convictions by name, believers or watch-lists."""
    found = [
        f"{model.__name__}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        for word in REFUSED_WORDS
        if re.search(rf"(^|_){word}", field.name)
    ]
    assert found == []


def test_every_model_says_what_a_row_is() -> None:
    """Django writes a docstring of its own where we wrote none."""
    found = [
        model.__name__
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]
    assert found == []


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Walk the functions and methods of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_functions_and_modules_keep_their_size() -> None:
    """Beauty is lost in the tails: forty lines a function, four hundred a module."""
    long_functions = [
        f"{place(path, node)} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in sources()
        for node in functions(path)
        if node.end_lineno and node.end_lineno - node.lineno >= 40
    ]
    long_modules = [str(path) for path in sources() if len(path.read_text().splitlines()) > 400]
    assert long_functions + long_modules == []


def test_templates_keep_their_size_and_carry_no_script_or_style() -> None:
    """A template has at most eighty lines, and nothing that a strict policy would refuse."""
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|application/json))")
    found = []
    for path in sorted((HOUSE / "templates").rglob("*.html")):
        text = path.read_text()
        if len(text.splitlines()) > 80:
            found.append(f"{path.relative_to(HOUSE)}: too long")
        if "mail" not in path.parts and inline.search(text):
            found.append(f"{path.relative_to(HOUSE)}: inline script or style")
    assert found == []


def test_no_sentence_is_translated_from_an_fstring() -> None:
    """A translator can only translate what stands in the source."""
    names = {"_", "gettext", "gettext_lazy", "ngettext", "gettext_noop", "pgettext", "_noop"}
    found = [
        place(path, node)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id in names
        if any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]
    assert found == []


WITHOUT_ACTOR = {
    "issue_capabilities": "part of an action that records the whole",
    "progressed": "part of a tick or of a report, which is recorded",
    "wind_clock": "part of an answer or of progress, which is recorded",
    "refresh_posts": "the system, at start",
    "load_territories": "the house is built before anybody is in it",
    "load_bodies": "the house is built before anybody is in it",
    "rows_of": "reads a file and changes nothing",
    "faults_of": "says what is wrong with files and changes nothing",
    "faults_of_letter": "says what is wrong with a letter and changes nothing",
    "refuse_faults": "says what was found wrong and changes nothing",
    "refuse_untimely": "part of reporting, which is recorded",
    "parts_to_merge": "part of reporting, which is recorded",
    "preview_bulk": "tries each act and undoes it",
    "preview_issue": "counts what would be issued and changes nothing",
    "refuse_a_short_term": "part of giving a task, which is recorded",
    "refuse_a_body_not_beneath": "part of giving a task, which is recorded",
}


def public_actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Walk the public actions of all rooms."""
    for path in sources():
        inner = path.relative_to(HOUSE).with_suffix("").parts[1:]
        if inner[0] != "actions":
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, node


def test_every_action_names_its_actor() -> None:
    """An action takes the acting person by keyword, or the capacity that a caller proved."""
    found = []
    for path, node in public_actions():
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        every = keywords | {argument.arg for argument in node.args.args}
        if node.name in WITHOUT_ACTOR:
            continue
        if "actor" not in keywords and "capacity" not in every:
            found.append(f"{place(path, node)} {node.name}")
    assert found == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    """The models and the migrations say the same."""
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())
