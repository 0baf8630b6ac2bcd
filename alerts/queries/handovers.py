"""Reading handovers: the page, the history, and what a person may do there."""

from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from agencies.access.rights import Someone
from agencies.languages import in_language
from agencies.models import Body, User
from alerts import access
from alerts.models import Handover, HandoverLine
from alerts.queries.duty import Duty, duty_of, last_duty_ended
from alerts.queries.handover_facts import Fact, changes_since


@dataclass(frozen=True)
class ShownFact:
    """One fact in the reader's language."""

    text: str
    path: str


@dataclass(frozen=True)
class ShownLine:
    """One line of a handover with its facts in the reader's language."""

    line: HandoverLine
    facts: list[ShownFact]


def handovers(user: Someone) -> QuerySet[Handover]:
    """Return the handovers a person may read, the newest first, with how many lines are signed."""
    signed = Count("lines", filter=Q(lines__state=HandoverLine.State.SIGNED))
    refused = Count("lines", filter=Q(lines__refused_at__isnull=False))
    return (
        access.handovers(user)
        .select_related("body", "outgoing", "incoming", "opened_by", "given_up_by")
        .annotate(signed_lines=signed, refused_lines=refused, every_line=Count("lines"))
        .order_by("-opened_at", "-pk")
    )


def handover_lines(user: Someone) -> QuerySet[HandoverLine]:
    """Return the lines of the handovers a person may read."""
    readable = access.handovers(user).values("pk")
    return HandoverLine.objects.filter(handover__in=readable).select_related(
        "handover__body", "handover__incoming", "handover__outgoing"
    )


def shown_lines(handover: Handover) -> list[ShownLine]:
    """Return the lines of a handover in order, in the reader's language."""
    lines = handover.lines.select_related("replied_by").order_by("order")
    return [ShownLine(line, shown_facts(line.facts)) for line in lines]


def shown_facts(facts: list[Fact]) -> list[ShownFact]:
    """Return facts in the reader's language."""
    return [ShownFact(in_language(_Words(fact), "text"), fact.get("path", "")) for fact in facts]


def duty_seen(user: User, body: Body) -> Duty:
    """Return the duty of a body as a page shows it, with what the reader may do."""
    duty = duty_of(body)
    may_open = access.is_on_the_roster(user, body) and duty.unsigned is None
    return replace(duty, may_open=may_open)


def changes_for(user: User, body: Body) -> list[ShownFact]:
    """Return what has changed since the reader was last on duty at a body."""
    since = last_duty_ended(user, body)
    return shown_facts(changes_since(user, body, since)) if since else []


def is_incoming(user: User, handover: Handover) -> bool:
    """Tell whether a person is the one who signs."""
    return handover.incoming_id == user.pk


def may_write(user: User, handover: Handover) -> bool:
    """Tell whether a person writes the notes and answers remarks: the one who hands over."""
    own = handover.outgoing_id or handover.opened_by_id
    return own == user.pk


def may_renew(user: User, handover: Handover) -> bool:
    """Tell whether a person may have the page made anew before anybody has signed."""
    return _is_theirs(user, handover) and not _is_begun(handover)


def may_begin_anew(user: User, handover: Handover) -> bool:
    """Tell whether a person may give up a page on which a line was signed or refused."""
    return _is_theirs(user, handover) and _is_begun(handover)


def _is_theirs(user: User, handover: Handover) -> bool:
    return not handover.is_over and access.is_on_the_roster(user, handover.body)


def _is_begun(handover: Handover) -> bool:
    return handover.lines.exclude(state=HandoverLine.State.OPEN).exists()


class _Words:
    """A frozen fact with its languages as fields."""

    def __init__(self, fact: Fact) -> None:
        """Take the three languages of a fact."""
        self.text_kk = fact.get("kk", "")
        self.text_ru = fact.get("ru", "")
        self.text_en = fact.get("en", "")
