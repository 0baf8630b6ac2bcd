"""Saying the money of a programme: what differs, by how much, and what part of the whole it is."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from plans.models import Programme
from plans.queries.money import Money, MoneyLine, share_of
from plans.templatetags.tasks import billions, millions

register = template.Library()


@register.filter
def difference_in_words(total: MoneyLine) -> str:
    """Say how the adopted money differs from the draft, in billions and per cent."""
    if total.draft is None or total.adopted is None or total.difference is None:
        return _("The draft and the adopted sums are not both known here.")
    facts = {
        "adopted": _billions(total.adopted), "draft": _billions(total.draft),
        "difference": _billions(abs(total.difference)),
        "share": _percent(share_of(abs(total.difference), total.draft)),
    }  # fmt: skip
    if not total.difference:
        return _("Adopted as drafted: %(adopted)s billion tenge.") % facts
    if total.difference < 0:
        return _(
            "Adopted: %(adopted)s billion tenge, %(difference)s billion (%(share)s %%) less than"
            " the draft of %(draft)s billion."
        ) % facts  # fmt: skip
    return _(
        "Adopted: %(adopted)s billion tenge, %(difference)s billion (%(share)s %%) more than"
        " the draft of %(draft)s billion."
    ) % facts  # fmt: skip


@register.filter
def plans_in_words(total: MoneyLine) -> str:
    """Say how much the measures plan, of what was adopted, and how much of it is spent."""
    if total.planned is None:
        return _("No measure with a planned sum is open to you here.")
    facts = {"planned": _billions(total.planned), "spent": _billions(total.spent),
             "used": _percent(share_of(total.spent, total.planned)),
             "share": _percent(share_of(total.planned, total.adopted))}  # fmt: skip
    said = _("The measures plan %(planned)s billion tenge") % facts
    if total.adopted:
        said += _(", %(share)s %% of what was adopted") % facts
    if total.spent is not None:
        said += _("; %(spent)s billion are spent, %(used)s %% of the plan") % facts
    return f"{said}."


@register.filter
def equipment_in_words(money: Money, programme: Programme) -> str:
    """Say what part of the planned money buys equipment, and whether that is what was aimed at."""
    share, aim = money.equipment_share, programme.equipment_share_aim
    if share is None:
        return _("The share of equipment is not known: no planned sums are open to you here.")
    facts = {"share": _percent(share), "part": _billions(money.equipment), "aim": _percent(aim)}
    said = _("Equipment: %(share)s %% of the planned money (%(part)s billion tenge)") % facts
    if aim is None:
        return f"{said}."
    if share > aim:
        return said + _("; the aim of over %(aim)s %% is met.") % facts
    return said + _("; the aim is over %(aim)s %%, it is not met.") % facts


@register.filter
def share(part: Decimal | None, whole: Decimal | None) -> str:
    """Say how many per cent a part is of a whole."""
    known = share_of(part, whole)
    return "—" if known is None else f"{_percent(known)} %"


def _percent(value: Decimal | None) -> str:
    return millions(value)


def _billions(value: Decimal | None) -> str:
    """Say millions of tenge as billions, to the million."""
    return billions(None if value is None else value.quantize(Decimal(1)))
