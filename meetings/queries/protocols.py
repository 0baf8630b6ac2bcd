"""The paper of a meeting as the reader sees it: draft before approval, sealed after."""

from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.access.rights import Someone
from agencies.models import Body
from meetings import access, documents
from meetings.models import Extract, Meeting, Protocol

SHORTEST = 8


def protocol_of(meeting: Meeting) -> Protocol | None:
    """Return the protocol of a meeting once it was submitted."""
    found: Protocol | None = getattr(meeting, "protocol", None)
    return found


def paper_of(user: Someone, meeting: Meeting, language: str) -> documents.Paper:
    """Return the sealed paper of an approved meeting, or the draft, as a person reads it."""
    protocol = protocol_of(meeting)
    if protocol and protocol.checksum:
        paper: documents.Paper = protocol.paper(language)
    else:
        paper = documents.compose(meeting, language)
    return paper if access.reads_closed(user, meeting) else documents.without_closed(paper)


def checksum_of(meeting: Meeting) -> str:
    """Return the checksum printed on the papers of a meeting; a draft has none."""
    protocol = protocol_of(meeting)
    return protocol.checksum if protocol else ""


def extracts_of(user: Someone, meeting: Meeting) -> QuerySet[Extract]:
    """Return the extracts of a meeting's protocol that a person may read."""
    return visible_extracts(user).filter(protocol__meeting=meeting)


def visible_extracts(user: Someone) -> QuerySet[Extract]:
    """Return every extract that a person may read, with its protocol and its body."""
    related = ("body", "protocol__meeting__body", "notice")
    return access.visible_extracts(user).select_related(*related)


@dataclass(frozen=True)
class Proof:
    """What a short checksum leads to: the sealed paper, and whether its text still gives it."""

    title: str
    meeting: Meeting
    body: Body | None
    papers: dict[str, documents.Paper]
    checksum: str
    is_partial: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the checksum taken of the stored text now is the one that was sealed."""
        return documents.checksum_of(self.papers) == self.checksum

    def foreign_lines(self, text: str) -> list[str]:
        """Return the lines of a text that stand in neither language of the paper."""
        papers = list(self.papers.values())
        if self.is_partial:  # a guess at a closed question finds nothing
            papers = [documents.without_closed(one) for one in papers]
        kazakh, russian = (documents.foreign_lines(text, one) for one in papers)
        return [line for line in kazakh if line in russian]


def proof_of(user: Someone, short: str) -> Proof | None:
    """Find the paper behind the checksum printed on it, among those that a person may read."""
    if len(short) < SHORTEST:
        return None
    readable = access.readable(user).values("pk")
    protocols = Protocol.objects.filter(meeting__in=readable).select_related("meeting__body")
    protocol = protocols.filter(checksum__startswith=short).first()
    if protocol:
        title = protocol.paper("ru")["title"]
        is_partial = not access.reads_closed(user, protocol.meeting)
        facts = (title, protocol.meeting, None, protocol.papers, protocol.checksum, is_partial)
        return Proof(*facts)
    found = visible_extracts(user).filter(checksum__startswith=short).first()
    if found is None:
        return None
    title = found.paper("ru")["title"]
    return Proof(title, found.protocol.meeting, found.body, found.papers, found.checksum)
