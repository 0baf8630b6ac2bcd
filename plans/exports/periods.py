"""The report of a closed period as a paper: its counts, its money, its indicators."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.languages import in_language
from agencies.models import User
from agencies.templatetags.speech import amount, date_in_words, say_instant
from audit import clock
from notices.texts import DEMONSTRATION_LINE, DEMONSTRATION_MARK
from plans import queries
from plans.exports.printing import Rows, print_tables
from plans.exports.words import name_of_dimension, name_of_source, names_of_counts
from plans.models import PeriodReport
from plans.queries import PeriodLine


def period_as_pdf(report: PeriodReport, *, reader: User) -> bytes:
    """Print the frozen figures of a period, as of the instant at which it was closed."""
    days = f"{date_in_words(report.first_day)} – {date_in_words(report.last_day)}"
    tables = [("all", [queries.period_total(report)])]
    tables += [(by, queries.period_lines(report, by)) for by in queries.DIMENSIONS]
    parts = [(name_of_dimension(by), _counts(by, lines)) for by, lines in tables]
    parts += [(_("Money, million tenge"), _money(report)), (_("Indicators"), _indicators(report))]
    return print_tables(
        _("Report of a period"),
        f"№ {report.number}",
        marks=[DEMONSTRATION_MARK] if settings.DEMONSTRATION else [],
        head=_head(report, days, reader),
        parts=parts,
    )


def _head(report: PeriodReport, days: str, reader: User) -> Rows:
    head: Rows = [[line] for line in DEMONSTRATION_LINE.values()] if settings.DEMONSTRATION else []
    head += [[report.controller.name], [_("Period"), days]]
    head += [[_("Figures as of"), say_instant(report.closed_at)]]
    if report.reopened_at:
        head += [[_("This period was reopened."), report.reopening_reason]]
    return [*head, [_("Printed"), say_instant(clock.now())], [_("Reader"), reader.full_name]]


def _counts(by: str, lines: list[PeriodLine]) -> Rows:
    kept = names_of_counts()
    sums = [_("Returns"), _("Later terms"), _("Days after the original term, median")]
    headings = [name_of_dimension(by), *(words for _name, words in kept), *sums]
    return [headings, *(_line(by, line, [name for name, _words in kept]) for line in lines)]


def _line(by: str, line: PeriodLine, names: list[str]) -> list[Any]:
    median = "—" if line.median_days is None else f"{line.median_days:g}"
    thing = _("All tasks") if by == "all" else str(getattr(line.thing, "name", None) or "—")
    return [thing, *(line.counts[name] for name in names), line.returns, line.extensions, median]


def _money(report: PeriodReport) -> Rows:
    headings = [_("Direction"), _("Source"), _("planned"), _("allocated"), _("spent")]
    return [headings, *(
        [row["number"] or "—", name_of_source(row["source"]),
         *(amount(row[kind]) for kind in ("planned", "allocated", "spent"))]
        for row in report.money
    )]  # fmt: skip


def _indicators(report: PeriodReport) -> Rows:
    def name(row: dict[str, str]) -> str:
        return in_language(_Named(row), "name")

    lines = [[name(row), row["target"] or "—", row["actual"] or "—"] for row in report.indicators]
    return [[_("Indicator"), _("target"), _("actual")], *lines]


class _Named:
    """The frozen names of an indicator, asked for by language as a row's are."""

    def __init__(self, names: dict[str, str]) -> None:
        self.__dict__.update({key: value for key, value in names.items() if key[:5] == "name_"})
