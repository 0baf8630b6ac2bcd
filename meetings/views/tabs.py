"""The parts of a meeting that a person may open, as tabs over its pages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.http import SignedInRequest
from meetings import access, documents

if TYPE_CHECKING:
    from agencies.models import User
    from meetings.models import Meeting

LANGUAGES = {"kk": "Қазақша", "ru": "На русском"}


@dataclass(frozen=True)
class Tab:
    """One part, and whether it is the one being read."""

    label: str
    url: str
    current: bool


def tabs_of(request: SignedInRequest, meeting: "Meeting", *, reads: bool) -> list[Tab]:
    """Return the parts of a meeting that this reader may open; `reads`: also its minutes."""
    user = request.user
    parts = [("meetings:meeting", _("Meeting"), True)]
    convenes = access.may_convene(user, meeting.body)
    minutes = access.may_minute(user, meeting)
    parts += [
        ("meetings:agenda", _("Agenda"), convenes and meeting.state == "planned"),
        ("meetings:materials", _("Materials"), meeting.has_open_agenda or convenes),
        ("meetings:attendance", _("Attendance"), minutes and meeting.has_open_agenda),
        ("meetings:minutes", _("Minutes"), reads),
        ("meetings:circulation", _("Remarks"), _went_round(user, meeting)),
        ("meetings:protocol", _("Protocol"), reads),
    ]
    addresses = [
        (label, reverse(name, kwargs={"pk": meeting.pk}))
        for name, label, is_open in parts
        if is_open
    ]
    return [Tab(label, url, url == request.path) for label, url in addresses]


def _went_round(user: "User", meeting: "Meeting") -> bool:
    """Tell whether a draft of the protocol went round that this reader may open."""
    return meeting.is_after and access.circulated(user).filter(meeting=meeting.pk).exists()


def languages_of_paper(request: SignedInRequest, current: str) -> list[Tab]:
    """Return the two languages in which a paper exists."""
    return [
        Tab(LANGUAGES[language], f"{request.path}?paper={language}", language == current)
        for language in documents.LANGUAGES
    ]
