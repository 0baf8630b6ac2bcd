"""The paper of a meeting as the reader sees it: draft before approval, sealed after."""

from django.db.models import Q, QuerySet

from agencies.access import SEE, bodies_where
from agencies.access.rights import Someone
from agencies.models import Body
from meetings import documents
from meetings.models import Decision, Meeting, Protocol


def protocol_of(meeting: Meeting) -> Protocol | None:
    """Return the protocol of a meeting once it was submitted."""
    found: Protocol | None = getattr(meeting, "protocol", None)
    return found


def paper_of(meeting: Meeting, language: str) -> documents.Paper:
    """Return the sealed paper of an approved meeting, or the draft as it stands."""
    protocol = protocol_of(meeting)
    if protocol and protocol.checksum:
        return protocol.paper(language)
    return documents.compose(meeting, language)


def checksum_of(meeting: Meeting) -> str:
    """Return the checksum printed on the papers of a meeting; a draft has none."""
    protocol = protocol_of(meeting)
    return protocol.checksum if protocol else ""


def approved_meetings() -> QuerySet[Meeting]:
    """Return the meetings from which extracts are made; who may read which is asked by body."""
    approved = Meeting.objects.filter(state=Meeting.State.APPROVED)
    return approved.select_related("body", "protocol")


def extract_bodies(user: Someone, meeting: Meeting) -> QuerySet[Body]:
    """Return the executors of a meeting's decisions whose extract a person may read."""
    if not meeting.is_approved:
        return Body.objects.none()
    owed = Decision.objects.filter(meeting=meeting)
    executes = Q(pk__in=owed.values("lead_id")) | Q(pk__in=owed.values("co_executors__body_id"))
    seen = bodies_where(user, SEE).values("pk")
    return Body.objects.filter(executes, pk__in=seen).order_by("order", "pk")


def stated_extract(meeting: Meeting, body: Body, language: str) -> documents.Paper:
    """Return the extract of an approved protocol for one body."""
    return documents.extract(paper_of(meeting, language), body.pk)
