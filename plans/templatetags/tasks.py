"""Saying the state, the term and the money of tasks and measures in the reader's words."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from agencies.templatetags.speech import amount, date_in_words, say_instant
from audit import clock
from plans.exports.words import name_of_dimension, name_of_source, names_of_counts
from plans.models import CoExecutor, PlanItem, PlanItemMoney, ProgrammeMoney, Reminder, Task

register = template.Library()

KINDS = {
    "draft": "quiet",
    "issued": "",
    "in_work": "blue",
    "submitted": "blue",
    "returned": "strong",
    "proposed_for_closing": "blue",
    "closed": "done",
}
COLUMNS = {
    "section": gettext_lazy("Section"),
    "text": gettext_lazy("Measure"),
    "form": gettext_lazy("Form of completion"),
    "responsible": gettext_lazy("Responsible"),
    "term": gettext_lazy("Term"),
    "cost": gettext_lazy("Expected cost"),
    "money": gettext_lazy("Amount, million tenge"),
    "source": gettext_lazy("Source of funds"),
}


@register.filter
def state_kind(task: Task) -> str:
    """Return the look of the tag that says a task's state."""
    return KINDS.get(task.state, "")


@register.filter
def part_kind(shared: CoExecutor) -> str:
    """Return the look of the tag that says the state of a co-executor's part."""
    kinds = {"in_work": "blue", "sent": "blue", "returned": "strong", "received": "done"}
    return kinds.get(shared.state, "")


@register.filter
def step_in_words(reminder: Reminder) -> str:
    """Say how long before or after the term somebody was reminded."""
    days = abs(reminder.step)
    if reminder.step <= 0:
        words = ngettext("%(days)s day before the term", "%(days)s days before the term", days)
    else:
        words = ngettext("%(days)s day after the term", "%(days)s days after the term", days)
    return words % {"days": days}


@register.filter
def is_late(task: Task) -> bool:
    """Tell whether a task is past its term today."""
    return task.is_late(clock.today())


@register.filter
def days_in_words(task: Task) -> str:
    """Say how many days a task still has, or how late it is."""
    days = task.days_left(clock.today())
    if days is None:
        return _("no date")
    if not task.is_owed:
        return ""
    if task.is_suspended:
        return _("suspended")
    if days == 0:
        return _("due today")
    if days < 0:
        return ngettext("late by %(days)s day", "late by %(days)s days", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


@register.filter
def official_language(_thing: object) -> str:
    """Return in which language an official text is shown: kk to kk, ru to everyone else."""
    return "kk" if (get_language() or "").startswith("kk") else "ru"


@register.filter
def part_in_words(part: str) -> str:
    """Say which part the reader has in a task."""
    words = {
        "lead": _("lead"),
        "co_executor": _("co-executor"),
        "control": _("under control"),
        "region": _("due on my land"),
    }
    return words.get(part, "")


@register.filter
def costs_in_words(item: PlanItem) -> str:
    """Say the expected cost of a measure: its planned sums by year, or the words of the paper."""
    years: dict[int | None, Decimal] = {}
    for money in planned(item):
        years[money.year] = years.get(money.year, Decimal(0)) + money.amount
    if not years:
        return str(item.get_costs_display()) if item.costs != PlanItem.Costs.AMOUNT else "—"
    ordered = sorted(years.items(), key=lambda pair: pair[0] or 0)
    return "\n".join(
        f"{year}: {millions(sum_)}" if year else millions(sum_) for year, sum_ in ordered
    )


@register.filter
def sources_in_words(item: PlanItem) -> str:
    """Say from which budgets a measure is paid."""
    sources = dict(ProgrammeMoney.Source.choices)
    named = [source for source in item.funding.split(",") if source]
    names = [str(sources[source]) for source in named]
    names = names or [str(money.get_source_display()) for money in planned(item)]
    return ", ".join(dict.fromkeys(names)) or "—"


@register.filter
def responsible_in_words(place: Any) -> str:
    """Say one place of the list of those responsible with its marks."""
    marks = [_("lead")] if place.is_lead else []
    marks += [_("by agreement")] if place.by_agreement else []
    return f"{place.name} ({', '.join(marks)})" if marks else str(place.name)


@register.filter
def millions(value: Decimal | None) -> str:
    """Say millions of tenge without needless zeros; a dash where it is not known."""
    if value is None:
        return "—"
    whole = value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
    return amount(whole)


@register.filter
def billions(value: Decimal | None) -> str:
    """Say millions of tenge as billions, the way the programme is spoken of."""
    return "—" if value is None else millions(value / 1000)


@register.filter
def file_size(size: int) -> str:
    """Say the size of a file in kilobytes or megabytes."""
    if size < 1024 * 1024:
        return _("%(size)s KB") % {"size": max(1, round(size / 1024))}
    return _("%(size)s MB") % {"size": round(size / (1024 * 1024), 1)}


def planned(item: PlanItem) -> list[PlanItemMoney]:
    """Return the planned sums of a measure whose money was fetched with it."""
    return [money for money in item.money.all() if money.kind == PlanItemMoney.Kind.PLANNED]


@register.filter
def cell_in_words(name: str) -> str:
    """Name a column of the official table in the reader's language."""
    return str(COLUMNS.get(name, name))


@register.filter
def cell(row: Any, column: Any) -> Any:
    """Return what stands in a chosen column of a row: words, a number, a day in words."""
    value = column.cell(row)
    if isinstance(value, dt.datetime):
        return say_instant(value)
    if isinstance(value, dt.date):
        return date_in_words(value)
    if isinstance(value, Decimal):
        return millions(value)
    return "—" if value in (None, "") else value


@register.filter
def dimension_in_words(by: str) -> str:
    """Name what the lines of a report of a period are counted by."""
    return name_of_dimension(by)


@register.filter
def kept_in_words(_nothing: str) -> list[tuple[str, str]]:
    """Name the counts of a report of a period in their order."""
    return names_of_counts()


@register.filter
def of(counts: dict[str, int], name: str) -> int:
    """Return one count out of several."""
    return counts[name]


@register.filter
def source_in_words(source: str) -> str:
    """Name a source of money."""
    return name_of_source(source)
