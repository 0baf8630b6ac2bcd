"""How the launcher speaks."""

import io

from launch.speech import Steps, table


def test_steps_are_counted_aloud() -> None:
    """Each step says its number, the total and what it does."""
    out = io.StringIO()
    steps = Steps(9, out)
    steps.begin("looking at this machine")
    steps.begin("the Python environment is ready")
    steps.note("nothing to install")
    assert out.getvalue() == (
        "1 of 9: looking at this machine\n"
        "2 of 9: the Python environment is ready\n"
        "        nothing to install\n"
    )


def test_a_table_gives_each_column_its_widest_cell() -> None:
    """People read the columns, so they stand under each other, also in Kazakh."""
    assert table(
        ["Person", "Role"], [["Әйгерім Нұрланова", "liaison"], ["Serik", "secretary"]]
    ) == (
        "Person             Role\n"
        "─────────────────  ─────────\n"
        "Әйгерім Нұрланова  liaison\n"
        "Serik              secretary"
    )
