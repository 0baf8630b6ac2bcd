"""The words of a report of a period: what its lines are counted by, and its counts."""

from django.utils.translation import gettext as _

from plans.models import ProgrammeMoney


def name_of_dimension(by: str) -> str:
    """Name what the lines of a report of a period are counted by."""
    words = {
        "body": _("Organisation"),
        "direction": _("Direction"),
        "region": _("Territory"),
    }
    return words.get(by, _("All tasks"))


def names_of_counts() -> list[tuple[str, str]]:
    """Name the counts of a report of a period in their order."""
    return [
        ("all", _("Due in the period")),
        ("done", _("Done")),
        ("original", _("In time by the original term")),
        ("current", _("In time by the present term")),
        ("not_done", _("Not done")),
        ("returned", _("Returned at least once")),
        ("extended", _("With a later term")),
        ("closed", _("Closed")),
    ]


def name_of_source(source: str) -> str:
    """Name a source of money."""
    return str(dict(ProgrammeMoney.Source.choices).get(source, source))
