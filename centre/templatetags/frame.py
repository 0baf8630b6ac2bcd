"""What the templates need to say a thing: words, shares, pages, and the map of the units."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.templatetags import speech
from audit import clock
from centre.templatetags import unit_shapes

register = template.Library()

LEVEL_WORDS = {"yellow": _("Yellow"), "orange": _("Orange"), "red": _("Red")}
LEVEL_RANKS = {"yellow": 1, "orange": 2, "red": 3}
KINDS_OF_UNITS = ("Region", "область", "облысы", "город", "қаласы")


LONGEST_LINE = 11
LINE_HEIGHT = 20


class UnitRow(Protocol):
    """What the map asks of a row."""

    code: str
    name: str
    level: str
    url: str


class Line(NamedTuple):
    """One line of a name on the map."""

    text: str
    y: int


@register.filter
def level_word(level: str) -> str:
    """Say a level by its colour."""
    return str(LEVEL_WORDS.get(level, _("No level in force")))


@register.filter
def level_rank(level: str) -> int:
    """Say how high a level stands: 1, 2 or 3."""
    return LEVEL_RANKS.get(level, 0)


@register.filter
def in_words(when: dt.date | dt.datetime | str | None) -> str:
    """Say a day or an instant as people write it."""
    if isinstance(when, dt.datetime):
        return speech.say_instant(when)
    if isinstance(when, dt.date):
        return speech.say_date(when)
    return str(when or "")


@register.filter
def time_to_seconds(when: dt.datetime) -> str:
    """Say the time of day to the second, where the institution sits."""
    return f"{when.astimezone(clock.zone()):%H:%M:%S}"


@register.filter
def share_of(part: float | None, whole: float | None) -> str:
    """Say a part as a number out of a hundred, for the width of a bar."""
    if not part or not whole:
        return "0"
    return f"{min(100.0, 100 * part / whole):.1f}"


@register.filter
def greatest_value(rows: Iterable[Any]) -> float:
    """Find the greatest value, which fills its bar."""
    values = [row["value"] if isinstance(row, dict) else row.value for row in rows]
    return max(values, default=0)


@register.filter
def sparkline_points(values: Sequence[float]) -> str:
    """Lay numbers out as a line in a field of 100 by 24."""
    low, high = min(values, default=0), max(values, default=0)
    span = (high - low) or 1
    step = 100 / max(1, len(values) - 1)
    places = (
        f"{index * step:.1f},{22 - 20 * (value - low) / span:.1f}"
        for index, value in enumerate(values)
    )
    return " ".join(places)


@register.filter
def widget_kind(field: BoundField) -> str:
    """Tell a tick box and other small things from fields that take the whole width."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "tickbox"
    return "choices" if field.use_fieldset else ""


@register.simple_tag
def is_demonstration() -> bool:
    """Tell a page that has no frame whether its people are invented: the settings alone know."""
    return bool(settings.DEMONSTRATION)


@register.simple_tag(takes_context=True)
def query_without(context: template.Context, *names: str) -> str:
    """Return the address's parameters without some of them, for links that keep the filter."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    parameters = request.GET.copy()
    for name in names:
        parameters.pop(name, None)
    return parameters.urlencode()


@register.filter
def previous_page_url(page: Any, query: str = "") -> str:
    """Return the address of the page before, or nothing."""
    if hasattr(page, "paginator"):
        return _page(page.previous_page_number(), query) if page.has_previous() else ""
    return getattr(page, "previous_url", "") or ""


@register.filter
def next_page_url(page: Any, query: str = "") -> str:
    """Return the address of the page after, or nothing."""
    if hasattr(page, "paginator"):
        return _page(page.next_page_number(), query) if page.has_next() else ""
    return getattr(page, "next_url", "") or ""


def _page(number: int, query: str) -> str:
    return f"?{query}&page={number}" if query else f"?page={number}"


@register.inclusion_tag("ui/map.html")
def map_of_units(rows: Iterable[UnitRow]) -> dict[str, Any]:
    """Draw the units, each by its effective level, and say the same in a sentence."""
    listed = [row for row in rows if row.code in unit_shapes.ANCHORS]
    drawn = frozenset(row.code for row in listed)
    shorts = _short_names(listed)
    units = [_unit(row, shorts[row.code], drawn) for row in listed]
    cities_last = sorted(units, key=lambda unit: bool(unit["outside"]))
    return {"units": cities_last, "sentence": _sentence(units)}


def _unit(row: UnitRow, short: str, drawn: frozenset[str]) -> dict[str, Any]:
    parts = unit_shapes.members(row.code, drawn)
    place = unit_shapes.anchor(row.code, parts)
    outside = unit_shapes.OUTSIDE.get(row.code)
    x, y = outside or place
    level = row.level or "none"
    lines = _lines(short, first=6 if outside or level == "none" else 20)
    return {
        "code": row.code,
        "level": level,
        "url": getattr(row, "url", ""),
        "title": f"{row.name}: {level_word(level)}",
        "area": unit_shapes.area(parts),
        "border": unit_shapes.border(parts),
        "x": x,
        "y": y,
        "place": place,
        "outside": outside,
        "lines": lines,
    }


def _short_names(rows: list[UnitRow]) -> dict[str, str]:
    """Leave out the word for a unit's kind where the rest still names one unit only."""
    names = {row.code: _without_kind(row.name) for row in rows}
    given = list(names.values())
    cities = unit_shapes.OUTSIDE
    return {
        row.code: row.name
        if given.count(names[row.code]) > 1 and row.code not in cities
        else names[row.code]
        for row in rows
    }


def _without_kind(name: str) -> str:
    return " ".join(word for word in name.split() if word not in KINDS_OF_UNITS)


def _lines(name: str, first: int) -> list[Line]:
    """Break a long name at the gap nearest to its middle."""
    gaps = [index for index, sign in enumerate(name) if sign in " -"]
    if len(name) <= LONGEST_LINE or not gaps:
        return [Line(name, first)]
    gap = min(gaps, key=lambda index: abs(index - len(name) / 2))
    head = name[: gap + 1] if name[gap] == "-" else name[:gap]
    up = 0 if first > LINE_HEIGHT / 2 else LINE_HEIGHT // 2
    return [Line(head, first - up), Line(name[gap + 1 :], first - up + LINE_HEIGHT)]


def _sentence(units: list[dict[str, Any]]) -> str:
    """Say in words what the colours show."""
    raised = [unit for unit in units if unit["level"] != "none"]
    if not raised:
        return str(_("No unit has a level in force."))
    text = ngettext(
        "A level is in force in %(count)d of %(total)d units.",
        "A level is in force in %(count)d of %(total)d units.",
        len(raised),
    )
    return text % {"count": len(raised), "total": len(units)}
