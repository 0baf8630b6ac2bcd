"""Telling those who sit in a meeting that it is called, changed or cancelled."""

from django.utils import translation
from django.utils.translation import gettext as _

from agencies.templatetags.speech import say_instant
from audit.record import Capacity
from meetings.models import Meeting
from meetings.queries.invitations import invited_people
from notices.actions import issue_notice
from notices.models import Notice
from notices.texts import NoticeText

CALLED, CHANGED, CANCELLED = "called", "changed", "cancelled"


def announce(meeting: Meeting, *, capacity: Capacity, event: str) -> Notice | None:
    """Tell everyone who is told of what comes to a seat; inside the caller's transaction."""
    addressees = invited_people(meeting)
    if not addressees:
        return None
    return issue_notice(
        capacity,
        kind="meeting",
        thing_path=meeting.get_absolute_url(),
        texts={language: _text(meeting, event, language) for language in ("kk", "ru", "en")},
        addressees=addressees,
        urgency="ordinary",
    )


def _text(meeting: Meeting, event: str, language: str) -> NoticeText:
    with translation.override(language):
        facts = {
            "body": meeting.body.name,
            "kind": meeting.get_kind_display(),
            "when": say_instant(meeting.starts_at),
            "place": meeting.place,
        }
        subject, act = _subject_and_act(event)
        body = _("%(body)s: %(kind)s, %(when)s, %(place)s.") % facts
        if event != CANCELLED:
            body = "\n".join([body, "", _("Agenda"), *_agenda(meeting)])
        return NoticeText(subject % facts, body, act)


def _subject_and_act(event: str) -> tuple[str, str]:
    if event == CALLED:
        return (
            _("Meeting on %(when)s: %(body)s"),
            _("Read the agenda and come, or say who will come in your place."),
        )
    if event == CHANGED:
        return (
            _("The meeting is now on %(when)s: %(body)s"),
            _("Note the new time and place."),
        )
    return _("The meeting of %(when)s is cancelled: %(body)s"), _("You need not come.")


def _agenda(meeting: Meeting) -> list[str]:
    return [
        " ".join(part for part in (f"{item.position}.", item.title) if part)
        for item in meeting.items.order_by("position")
    ]
