"""What a careful secretary would still ask about a decision, and what keeps a protocol back."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes
from meetings.queries.circulation import unanswered_remarks
from plans import terms
from plans.queries.calendar import working_calendar

HORIZON_YEARS = 5
VAGUE = (
    "активизировать", "усилить работу", "повысить эффективность", "обратить внимание",
    "принять меры", "продолжить работу", "улучшить работу", "по возможности",
    "жандандыр", "жұмысты күшейт", "тиімділігін арттыр", "назар аударсын",
    "шаралар қабылда", "жұмысты жалғастыр", "жұмысты жақсарт", "мүмкіндігінше",
)  # fmt: skip


@dataclass(frozen=True)
class Remarks:
    """The remarks on one decision, in sentences; none means that it can be verified."""

    decision: Decision
    sentences: tuple[str, ...]


def due_date_of(term: str, meeting: Meeting) -> dt.date | None:
    """Return the first date that follows from the words of a term, counted from the meeting."""
    if not term.strip():
        return None
    start = meeting.held_on
    end = dt.date(start.year + HORIZON_YEARS, 12, 31)
    found = terms.due_dates(term, start=start, end=end, signed=start, working=working_calendar())
    return found.dates[0] if found.dates else None


def remarks_on(
    decision: Decision, invited: Collection[int], calendar: terms.WorkingCalendar
) -> Remarks:
    """Say what a decision lacks; `invited` are the bodies that have a seat or are told."""
    sentences = [_two_languages(decision)]
    if decision.is_assignment:
        sentences += [
            _executor(decision, invited),
            _result(decision),
            _term(decision, calendar),
            ""
            if decision.form_of_completion_id
            else _("No form of completion: how is it proved?"),
        ]
    return Remarks(decision, tuple(sentence for sentence in sentences if sentence))


def obstacles_to_submission(meeting: Meeting) -> list[str]:
    """Say what keeps a protocol from being submitted."""
    unmarked = meeting.attendances.filter(state=Attendance.State.EXPECTED).count()
    silent = meeting.items.filter(decisions__isnull=True, minutes__isnull=True).count()
    unanswered = unanswered_remarks(meeting)
    leaderless = meeting.decisions.filter(kind=Decision.Kind.ASSIGNMENT, lead__isnull=True).count()
    obstacles = [
        (not meeting.chair_id, _("Nobody is named as having been in the chair.")),
        (unmarked, _("Seats not marked in the attendance: %(count)d.")),
        (silent, _("Agenda items with neither minutes nor a decision: %(count)d.")),
        (leaderless, _("Assignments without a responsible body: %(count)d.")),
        (unanswered, _("Remarks on the draft without an answer: %(count)d.")),
    ]
    found = [sentence % {"count": count} for count, sentence in obstacles if count]
    return found + _gaps_of_the_paper(meeting)


def _gaps_of_the_paper(meeting: Meeting) -> list[str]:
    """Say what would stand in the paper in the wrong language, or with nothing after it."""
    items = list(meeting.items.select_related("minutes").order_by("position"))
    decided = set(meeting.decisions.values_list("item_id", flat=True))
    one_sided = [item for item in items if _is_one_sided(getattr(item, "minutes", None))]
    undecided = [item for item in items if item.pk not in decided and _is_introduced(item)]
    gaps = [
        (one_sided, _("Minutes written in one language only, on the questions: %(items)s.")),
        (undecided, _("An introduction to a decision, and no decision, on: %(items)s.")),
    ]
    found = [sentence % {"items": _positions(rows)} for rows, sentence in gaps if rows]
    if bool(meeting.dissent_kk) != bool(meeting.dissent_ru):
        found.append(_("The dissenting opinions are written in one language only."))
    return found


def _is_one_sided(minutes: Minutes | None) -> bool:
    """Tell whether a text stands in one of the two languages of the paper and not in the other."""
    return minutes is not None and any(
        bool(getattr(minutes, f"{text}_kk")) != bool(getattr(minutes, f"{text}_ru"))
        for text in ("heard", "spoke", "decided")
    )


def _is_introduced(item: AgendaItem) -> bool:
    minutes = getattr(item, "minutes", None)
    return bool(minutes and minutes.decided)


def _positions(items: list[AgendaItem]) -> str:
    return ", ".join(str(item.position) for item in items)


def _two_languages(decision: Decision) -> str:
    if decision.text_kk.strip() == decision.text_ru.strip():
        return _("The Kazakh and the Russian text are the same: one of them is missing.")
    return ""


def _executor(decision: Decision, invited: Collection[int]) -> str:
    if decision.lead_id is None:
        return _("No responsible body.")
    bodies = {decision.lead_id, *(row.body_id for row in decision.co_executors.all())}
    if not bodies <= {*invited, decision.meeting.body_id}:
        return _(
            "An executor had no seat in this meeting, and nobody there would get the extract."
        )
    return ""


def _result(decision: Decision) -> str:
    """Find the words after which nobody can say whether it was done."""
    text = f"{decision.text_ru}\n{decision.text_kk}".casefold()
    found = [word for word in VAGUE if word in text]
    words = ", ".join(f"«{word}»" for word in found)
    return _("Nobody can verify %(words)s: name the result.") % {"words": words} if found else ""


def _term(decision: Decision, calendar: terms.WorkingCalendar) -> str:
    day = decision.due_on
    if day is None:
        if decision.review_on:
            return ""
        return _("Neither a date nor a permanent term with a date of review.")
    held_on = decision.meeting.held_on
    if not calendar.is_working(day):
        return _("The term falls on a day of rest.")
    least = settings.LEAST_TERM_WORKING_DAYS
    if day <= held_on or calendar.between(held_on, day) < least:
        return _("The term is shorter than %(count)d working days.") % {"count": least}
    return ""
