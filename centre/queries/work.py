"""My work: what waits for one person in every room of the house, what is due first on top."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from agencies.models import User
from alerts import queries as alerts
from alerts.queries import checklists
from audit import clock
from meetings.queries import waiting as meetings
from plans.queries import Source, Waiting, waiting_sources

PAGE = 50

# What asks for the reader's own word: the number on the bar counts it and opens it.
ASKED = "word"
ASKING = frozenset({"level", "proposal", "consent", "call", "aftermath", "seat", "approve"})
# What stands above everything else, however late: a level is answered within minutes.
ALARMS = frozenset({"level", "proposal", "consent"})


@dataclass(frozen=True)
class Work:
    """One page of what waits for a person, with how much waits of each kind."""

    counts: dict[str, int]
    total: int
    rows: list[Waiting] = field(default_factory=list)
    page: int = 1
    shown: int = 0

    @property
    def asked(self) -> int:
        """Return how much of it asks for the reader's own word."""
        return sum(number for kind, number in self.counts.items() if kind in ASKING)

    @property
    def has_more(self) -> bool:
        """Tell whether a further page stands behind this one."""
        return self.page * PAGE < self.shown


def work(user: User, *, kind: str = "", page: int = 1, size: int = PAGE) -> Work:
    """Return one page of what waits for a person: of one kind, of what asks, or of all."""
    sources = _sources(user)
    counts = {source.kind: number for source in sources if (number := source.count())}
    wanted = [one for one in sources if counts.get(one.kind) and _is_of(one.kind, kind)]
    shown = sum(counts[one.kind] for one in wanted)
    page = max(1, min(page, -(-shown // size) or 1))
    order = {source.kind: number for number, source in enumerate(sources)}
    heads = [row for one in wanted for row in one.first(page * size)]
    rows = sorted(heads, key=lambda row: _pressing(row, order))[(page - 1) * size : page * size]
    return Work(counts, sum(counts.values()), rows, page, shown)


def count_words_asked(user: User) -> int:
    """Return how many things ask for a person's own word, as `ASKED` lists them."""
    return alerts.count_words_asked(user) + meetings.count_words_asked(user)


def _is_of(kind: str, wanted: str) -> bool:
    return wanted in ("", kind) or (wanted == ASKED and kind in ASKING)


def _pressing(row: Waiting, order: dict[str, int]) -> tuple[bool, int, bool, Any, int, int]:
    """Order what waits: levels before the rest, the highest first, then what is due first."""
    moment = row.moment
    since = moment.timestamp() if moment else 0
    return row.kind not in ALARMS, -row.rank, moment is None, since, order[row.kind], row.pk


def _sources(user: User) -> list[Source]:
    return [*_levels(user), *_meetings(user), *waiting_sources(user)]


def _levels(user: User) -> list[Source]:
    """Return what levels ask of a person: answers, reports, checklists, approvals."""
    asked = alerts.answers_waiting(user).prefetch_related("decision__areas__territory")
    return [
        Source("level", asked, _answer),
        Source("situation", alerts.reports_owed(user), _situation),
        Source("line", checklists.open_lines(user).order_by("due_at", "pk"), _line),
        Source("proposal", alerts.proposals_waiting(user), _proposal),
        *_papers(user),
    ]


def _papers(user: User) -> list[Source]:
    papers = alerts.papers_waiting(user)
    return [
        Source("consent", papers.consents, lambda one: _decision(
            "consent", one.decision, "alerts:decision-consent", one.consent.asked_at)),
        Source("call", papers.calls, lambda one: _decision(
            "call", one.decision, "alerts:call-confirm", one.called_at)),
        Source("aftermath", papers.reviews, lambda one: _decision(
            "aftermath", one.decision, "alerts:decision-review", one.due_at)),
    ]  # fmt: skip


def _meetings(user: User) -> list[Source]:
    return [
        Source("seat", meetings.seats_waiting(user), _seat),
        Source("approve", meetings.protocols_to_approve(user), _protocol("approve", "protocol")),
        Source("write", meetings.protocols_to_write(user), _protocol("write", "minutes")),
    ]


def _answer(one: Any) -> Waiting:
    url = reverse("alerts:answer", args=[one.pk])
    due_at = one.notice.issued_at + (one.notice.norm or dt.timedelta())
    made = _other("level", one.decision.number, url, one.pk, due_at, one.body.name)
    return replace(made, acts=one.decision.areas.all(), rank=one.rank or 0)


def _situation(one: Any) -> Waiting:
    url = reverse("alerts:report-send", args=[one.addressed.pk])
    number = one.addressed.decision.number
    return _other("situation", number, url, one.addressed.pk, one.due_at, one.body.name)


def _line(one: Any) -> Waiting:
    url = f"{reverse('alerts:checklist', args=[one.decision_id])}#line-{one.pk}"
    made = _other("line", one.decision.number, url, one.pk, one.due_at, one.body.name)
    return replace(made, text=one.line.text)


def _proposal(one: Any) -> Waiting:
    return _decision("proposal", one, "alerts:decision", one.proposed_at)


def _decision(kind: str, one: Any, address: str, moment: Any) -> Waiting:
    url = reverse(address, args=[one.pk])
    made = _other(kind, one.number, url, one.pk, moment, one.headquarters.name)
    acts = getattr(one, "acts", ())
    return replace(made, acts=acts, rank=max((act.level for act in acts), default=0))


def _seat(one: Any) -> Waiting:
    url = reverse("meetings:invitation-answer", args=[one.pk])
    return _other("seat", "", url, one.pk, one.meeting.starts_at, one.meeting.body.name)


def _protocol(kind: str, page: str) -> Callable[[Any], Waiting]:
    return lambda one: _other(
        kind, "", reverse(f"meetings:{page}", args=[one.pk]), one.pk, one.starts_at, one.body.name
    )


def _other(kind: str, number: str, url: str, pk: int, moment: Any, body: str) -> Waiting:
    is_late = kind not in STANDING and moment is not None and moment < clock.now()
    return Waiting(
        kind, number, "", url, url, pk, due_at=moment, body=body, is_late=is_late,
        is_official=False,
    )  # fmt: skip


# What has waited since a moment; all else is due at one.
STANDING = ("proposal", "consent", "call", "approve", "write")
