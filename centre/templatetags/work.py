"""Saying what waits for a person: the act as a button says it, and the kind as a tab names it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.templatetags.speech import date_in_words, say_instant
from audit import clock
from centre.queries.work import ASKED, STANDING, Work
from plans.queries import Waiting

register = template.Library()

# kind → what is to be done, as a button says it; how a tab names what waits to be done.
WORDS = {
    "level": (gettext_lazy("Answer the notice"), gettext_lazy("Notices to answer")),
    "situation": (gettext_lazy("Send the report"), gettext_lazy("Situation reports")),
    "line": (gettext_lazy("Open the checklist"), gettext_lazy("Checklist lines")),
    "proposal": (gettext_lazy("Consider the level"), gettext_lazy("Proposed levels")),
    "consent": (gettext_lazy("Give or refuse consent"), gettext_lazy("Consents")),
    "call": (gettext_lazy("Confirm the call"), gettext_lazy("Calls to confirm")),
    "aftermath": (gettext_lazy("Review the decision"), gettext_lazy("Decisions to review")),
    "seat": (gettext_lazy("Answer the invitation"), gettext_lazy("Invitations")),
    "approve": (gettext_lazy("Approve the protocol"), gettext_lazy("Protocols to approve")),
    "write": (gettext_lazy("Write the minutes"), gettext_lazy("Minutes to write")),
    "take": (gettext_lazy("Take into work"), gettext_lazy("To take into work")),
    "report": (gettext_lazy("Report execution"), gettext_lazy("To report")),
    "again": (gettext_lazy("Report again"), gettext_lazy("Returned")),
    "answer": (gettext_lazy("Answer the question"), gettext_lazy("Questions")),
    "part": (gettext_lazy("Send the part"), gettext_lazy("Parts to send")),
    "receive": (gettext_lazy("Receive the part"), gettext_lazy("Parts received")),
    "review": (gettext_lazy("Review the report"), gettext_lazy("Reports to review")),
    "package": (gettext_lazy("Decide the package"), gettext_lazy("Packages")),
    "term": (gettext_lazy("Decide the term"), gettext_lazy("Later terms")),
    "close": (gettext_lazy("Close the task"), gettext_lazy("To close")),
    "issue": (gettext_lazy("Issue the task"), gettext_lazy("Drafts to issue")),
    "table": (gettext_lazy("Finish the import"), gettext_lazy("Tables brought in")),
}


@dataclass(frozen=True)
class Tab:
    """One kind of what waits, with how many rows it opens."""

    label: str
    url: str
    count: int
    current: bool


@register.filter
def act_in_words(row: Waiting) -> str:
    """Say what is to be done with a row."""
    return str(WORDS[row.kind][0])


@register.filter
def thing_in_words(row: Waiting) -> str:
    """Name what waits where it has no text of its own."""
    if row.kind in ("seat", "approve", "write"):
        return _("Meeting: %(body)s") % {"body": row.body}
    if row.kind == "package":
        return _("Package %(number)s") % {"number": row.number}
    return (
        _("Decision %(number)s") % {"number": row.number}
        if row.number
        else str(WORDS[row.kind][1])
    )


@register.filter
def due_in_words(row: Waiting) -> str:
    """Say by when a row is due, or since when it waits."""
    if row.due_at is None:
        return date_in_words(row.due_on) if row.due_on else _("no date")
    if row.kind == "level":
        return _("answer by %(at)s") % {"at": say_instant(row.due_at)}
    if row.kind in STANDING:
        return _("waits since %(at)s") % {"at": say_instant(row.due_at)}
    return say_instant(row.due_at)


@register.filter
def days_of(row: Waiting) -> str:
    """Say how many days a row still has, or how late it is."""
    if row.due_on is None:
        return _("late") if row.is_late else ""
    days = (row.due_on - clock.today()).days
    if days == 0:
        return _("due today")
    if days < 0:
        return ngettext("late by %(days)s day", "late by %(days)s days", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


@register.filter
def tabs_of(work: Work, kind: Any) -> list[Tab]:
    """Return the kinds of what waits with their counts, all of it first."""
    url = reverse("centre:work")
    every = Tab(_("Everything"), url, work.total, not kind)
    asked = Tab(_("To answer"), f"{url}?kind={ASKED}", work.asked, kind == ASKED)
    return [
        every,
        *([asked] if work.asked else []),
        *(
            Tab(str(WORDS[name][1]), f"{url}?kind={name}", number, name == kind)
            for name, number in work.counts.items()
        ),
    ]
