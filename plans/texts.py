"""The words of what the system says by itself of tasks, in every language."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.languages import LANGUAGES, in_language
from agencies.models import Body
from agencies.templatetags.speech import say_date
from audit import clock
from notices.texts import NoticeText
from plans.models import Task
from plans.queries.control import DeskCounts

MOST_LINES, MOST_SIGNS = 20, 120
Words = Callable[[str], NoticeText]


@dataclass(frozen=True)
class TermLine:
    """One thing that a reminder names: a task, or the part of a co-executor in it."""

    task: Task
    due_on: dt.date
    is_part: bool


def reminder_texts(lines: list[TermLine]) -> dict[str, NoticeText]:
    """Say what is due and what is late, the most pressing first."""
    ordered = sorted(lines, key=lambda line: (line.due_on, line.task.pk))

    def words(language: str) -> NoticeText:
        count = len({line.task.pk for line in ordered})
        subject = ngettext(
            "Reminder: %(count)s task, term: %(date)s",
            "Reminder: %(count)s tasks, nearest term: %(date)s",
            count,
        )
        facts = {"count": count, "date": say_date(ordered[0].due_on)}
        said = [_line(line, language) for line in ordered[:MOST_LINES]]
        body = "\n\n".join(said + _more(len(ordered)))
        return NoticeText(subject % facts, body, _("Report, or ask for a later term in time."))

    return _in_every_language(words)


def digest_texts(
    kind: str, counts: DeskCounts, tasks: list[Task], bodies: list[tuple[Body, int]]
) -> dict[str, NoticeText]:
    """Say the week of a reader in numbers, then what is most pressing, then who is late."""

    def words(language: str) -> NoticeText:
        subject = {
            "liaison": _("The week ahead: your tasks"),
            "secretariat": _("The week ahead: tasks under control"),
            "head": _("The week in numbers: tasks"),
        }[kind]
        lines = [TermLine(task, task.due_on, is_part=False) for task in tasks if task.due_on]
        said = ["\n".join(_numbers(counts)), *(_line(line, language) for line in lines)]
        if bodies:
            late = ", ".join(
                f"{body.abbreviation or body.name}: {count}" for body, count in bodies
            )
            said.append(_("Late by organisation: %(bodies)s") % {"bodies": late})
        return NoticeText(subject, "\n\n".join(said))

    return _in_every_language(words)


def _numbers(counts: DeskCounts) -> list[str]:
    named = [
        (_("open"), counts.open),
        (_("overdue"), counts.late),
        (_("due within 10 days"), counts.due_soon),
        (_("returned"), counts.returned),
        (_("reports to review"), counts.to_review),
        (_("proposed for closing"), counts.to_close),
        (_("later terms asked for"), counts.to_extend),
    ]
    return [f"{name}: {count}" for name, count in named if count or name == _("overdue")]


def _line(line: TermLine, language: str) -> str:
    days = (line.due_on - clock.today()).days
    if days < 0:
        left = ngettext("late by %(days)s day", "late by %(days)s days", -days) % {"days": -days}
    elif days == 0:
        left = _("due today")
    else:
        left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    facts = {"number": line.task.pk, "date": say_date(line.due_on), "left": left}
    sentence = (
        _("Part of task No. %(number)s by %(date)s, %(left)s")
        if line.is_part
        else _("Task No. %(number)s, term: %(date)s, %(left)s")
    )
    text = Truncator(in_language(line.task, "text", language)).chars(MOST_SIGNS)
    return f"{sentence % facts}\n{text}"


def _more(count: int) -> list[str]:
    rest = count - MOST_LINES
    if rest <= 0:
        return []
    return [ngettext("and %(rest)s more", "and %(rest)s more", rest) % {"rest": rest}]


def _in_every_language(words: Words) -> dict[str, NoticeText]:
    texts: dict[str, NoticeText] = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = words(language)
    return texts
