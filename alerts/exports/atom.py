"""The approved texts as an Atom feed (RFC 4287), one entry for each notice that stands."""

import io
from collections.abc import Sequence
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import rfc3339_date
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from alerts.queries import PublicNotice
from audit import clock
from notices.texts import DEMONSTRATION_MARK

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
OWNED_SINCE = "2026"


def atom_feed(notices: Sequence[PublicNotice], language: str) -> bytes:
    """Return the feed of one language; an entry keeps its id, and moves when it is corrected."""
    stream = io.BytesIO()
    xml = SimplerXMLGenerator(stream, "utf-8")
    xml.startDocument()
    _open(xml, "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    xml.addQuickElement("id", _id(f"levels/{language}"))
    xml.addQuickElement("title", _marked(_("Levels of terrorist threat")))
    changed = max((one.updated_at for one in notices), default=clock.midnight(clock.today()))
    xml.addQuickElement("updated", rfc3339_date(changed))
    _link(xml, "self", f"{reverse('alerts:public-feed')}?lang={language}", CONTENT_TYPE)
    _link(xml, "alternate", f"{reverse('alerts:public')}?lang={language}", "text/html")
    _open(xml, "author", {})
    xml.addQuickElement("name", _("Antiterrorist Centre of the Republic of Kazakhstan"))
    xml.endElement("author")
    for one in notices:
        _entry(xml, one, language)
    xml.endElement("feed")
    xml.endDocument()
    return stream.getvalue()


def _entry(xml: SimplerXMLGenerator, notice: PublicNotice, language: str) -> None:
    _open(xml, "entry", {"xml:lang": notice.language})
    xml.addQuickElement("id", _id(f"level/{notice.number}/{language}"))
    subject = notice.subject
    if notice.corrected_by:
        subject = _("Withdrawn, sent by mistake: %(title)s") % {"title": subject}
    xml.addQuickElement("title", _marked(subject))
    xml.addQuickElement("published", rfc3339_date(notice.published_at))
    xml.addQuickElement("updated", rfc3339_date(notice.updated_at))
    _link(xml, "alternate", _page_of(notice.number, language), "text/html")
    for number in (notice.corrects, notice.corrected_by):
        if number:
            _link(xml, "related", _page_of(number, language), "text/html")
    if notice.corrected_by:
        label = _("Withdrawn: it was sent by mistake")
        xml.addQuickElement("category", "", {"term": "withdrawn", "label": label})
    if notice.corrects:
        xml.addQuickElement("category", "", {"term": "correction", "label": _("Correction")})
    xml.addQuickElement("content", notice.text, {"type": "text"})
    xml.endElement("entry")


def _open(xml: SimplerXMLGenerator, name: str, attributes: dict[str, str]) -> None:
    xml.startElement(name, AttributesImpl(attributes))


def _link(xml: SimplerXMLGenerator, relation: str, path: str, kind: str) -> None:
    address = f"{settings.PUBLIC_ADDRESS}{path}"
    xml.addQuickElement("link", "", {"rel": relation, "href": address, "type": kind.split(";")[0]})


def _page_of(number: int, language: str) -> str:
    return f"{reverse('alerts:public-notice', kwargs={'pk': number})}?lang={language}"


def _id(name: str) -> str:
    """Return an id that stays when addresses move (RFC 4151)."""
    return f"tag:{settings.INSTANCE_DOMAIN},{OWNED_SINCE}:{name}"


def _marked(title: str) -> str:
    return f"[{DEMONSTRATION_MARK}] {title}" if settings.DEMONSTRATION else title
