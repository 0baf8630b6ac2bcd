"""The launcher runs before anything is installed."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.places import CHECKOUT

SOURCES = sorted((CHECKOUT / "launch").glob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Name the packages that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_launcher_needs_nothing_but_python(path: Path) -> None:
    """Only the standard library and itself (docs/adr/0002)."""
    assert set(imported(path)) <= {*sys.stdlib_module_names, "launch"}


def test_no_module_of_the_launcher_is_long() -> None:
    """At most 400 lines, as everywhere."""
    assert [path.name for path in SOURCES if len(path.read_text().splitlines()) > 400] == []
