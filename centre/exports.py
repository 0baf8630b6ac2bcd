"""The periodic report of a commission as a paper."""

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.templatetags.speech import amount, date_in_words, say_instant
from centre.queries.commissions import counts_of
from notices.texts import DEMONSTRATION_LINE, DEMONSTRATION_MARK
from plans.exports import print_tables
from plans.exports.printing import Rows
from plans.exports.words import name_of_source
from plans.models import CommissionReport


def commission_report_as_pdf(report: CommissionReport, *, reader: User) -> bytes:
    """Print a report: its figures as of the instant they were counted, and its words."""
    days = f"{date_in_words(report.first_day)} – {date_in_words(report.last_day)}"
    counts = [[one.label, amount(one.value)] for one in counts_of(report)]
    planned = _("Plan for the next year") if report.ends_a_year else _("What is planned next")
    said = [
        [_("What was done"), report.done or "—"],
        [_("What hindered"), report.hindered or "—"],
        [planned, report.planned or "—"],
    ]
    return print_tables(
        _("Report of a commission"),
        days,
        marks=[DEMONSTRATION_MARK] if settings.DEMONSTRATION else [],
        head=_head(report, reader),
        parts=[
            (_("Figures"), [[_("What is counted"), _("How many")], *counts]),
            (_("Money, million tenge"), _money(report)),
            (_("In words"), [[_("What"), _("Text")], *said]),
        ],
    )


def _head(report: CommissionReport, reader: User) -> Rows:
    head: Rows = [[line] for line in DEMONSTRATION_LINE.values()] if settings.DEMONSTRATION else []
    head += [[report.body.name], [_("Figures as of"), say_instant(report.figures_at)]]
    if report.accepted_by and report.accepted_at:
        head += [[_("Accepted"), report.accepted_by.full_name, say_instant(report.accepted_at)]]
    if report.sent_by and report.sent_at:
        head += [[_("Sent"), report.sent_by.full_name, say_instant(report.sent_at)]]
    else:
        head += [[_("Draft: not sent yet.")]]
    return [*head, [_("Reader"), reader.full_name]]


def _money(report: CommissionReport) -> Rows:
    headings = [_("Source"), _("planned"), _("allocated"), _("spent")]
    rows = [
        [name_of_source(row["source"]), *(amount(row[kind]) for kind in KINDS)]
        for row in report.figures.get("money", [])
    ]
    return [headings, *rows]


KINDS = ("planned", "allocated", "spent")
