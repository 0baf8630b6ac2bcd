"""Making the extracts of a protocol that is being approved, and sending each to its body."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from agencies import access as rights
from agencies.languages import LANGUAGES
from agencies.models import Body
from agencies.templatetags.speech import say_date
from audit import clock
from audit.record import Capacity
from meetings import documents
from meetings.models import Decision, Extract, Protocol
from notices.actions import issue_notice
from notices.models import Notice
from notices.texts import AddresseeSpec, NoticeText


def send_extracts(protocol: Protocol, *, capacity: Capacity) -> list[Extract]:
    """Make one extract for each executor and tell its people; in the approving transaction."""
    bodies = list(_executors(protocol))
    made = [_extract(protocol, body, capacity) for body in bodies]
    return Extract.objects.bulk_create(made)


def _executors(protocol: Protocol) -> Iterable[Body]:
    points = Decision.objects.filter(meeting=protocol.meeting_id)
    leads = points.values("lead_id")
    helpers = points.values("co_executors__body_id")
    return (Body.objects.filter(pk__in=leads) | Body.objects.filter(pk__in=helpers)).order_by(
        "order", "pk"
    )


def _extract(protocol: Protocol, body: Body, capacity: Capacity) -> Extract:
    papers = documents.extracts(protocol.papers, body)
    extract = Extract(
        protocol=protocol,
        body=body,
        papers=papers,
        checksum=documents.checksum_of(papers),
        made_at=clock.now(),
        is_closed=documents.speaks_of_closed(protocol.paper("ru"), body),
    )
    extract.notice = _told(extract, capacity)
    return extract


def _told(extract: Extract, capacity: Capacity) -> Notice | None:
    people = rights.pairs_who_may(rights.BE_NOTIFIED, Body.objects.filter(pk=extract.body_id))
    addressees = [AddresseeSpec(person, body) for person, body in people]
    if not addressees:
        return None
    return issue_notice(
        capacity,
        kind="meeting",
        thing_path=extract.get_absolute_url(),
        texts={language: _text(extract, language) for language in LANGUAGES},
        addressees=addressees,
        urgency="ordinary",
    )


def _text(extract: Extract, language: str) -> NoticeText:
    """Say the points of one body; whoever reads English gets them as the paper words them."""
    protocol = extract.protocol
    paper = extract.paper(language if language in documents.LANGUAGES else "ru")
    with translation.override(language):
        facts = {
            "number": protocol.number,
            "day": say_date(protocol.meeting.held_on),
            "body": protocol.body.name,
            "checksum": extract.short_checksum,
        }
        lines = [_("%(body)s: extract from protocol № %(number)d of %(day)s.") % facts, ""]
        for item in paper["items"]:
            closed = str(_("on a closed question; read it in the extract"))
            lines += [
                f"{point['label']}. {closed if item['is_closed'] else point['sentence']}"
                for point in item["points"]
            ]
        lines += ["", _("Checksum of the extract: %(checksum)s") % facts]
        return NoticeText(
            _("Extract from protocol № %(number)d of %(day)s") % facts,
            "\n".join(lines),
            _("Carry out these points by their terms."),
        )
