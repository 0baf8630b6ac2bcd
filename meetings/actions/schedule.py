"""Planning a meeting, moving it and cancelling it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts.models import LevelDecision
from audit import clock
from audit.record import record
from meetings import access
from meetings.actions.agenda import ItemText, add_item
from meetings.actions.attendance import align_sheet
from meetings.actions.invitations import (
    CANCELLED,
    CHANGED,
    announce,
    ask_anew,
)
from meetings.actions.proposals import free_proposals
from meetings.models import Meeting, MeetingSeries, MeetingTemplate

CHANGEABLE = (
    "kind",
    "joint_with",
    "basis",
    "place_kk",
    "place_ru",
    "starts_at",
    "length_minutes",
    "quorum_rule",
    "materials_days",
)
TOLD = {"starts_at", "length_minutes", "place_kk", "place_ru", "joint_with"}


@transaction.atomic
def schedule_meeting(
    body: Body,
    *,
    actor: User,
    starts_at: dt.datetime,
    place_kk: str,
    place_ru: str,
    kind: str = Meeting.Kind.REGULAR,
    length_minutes: int = 90,
    quorum_rule: str = "",
    joint_with: Body | None = None,
    basis: str = "",
    materials_days: int | None = None,
    convened_on: LevelDecision | None = None,
    series: MeetingSeries | None = None,
    template: MeetingTemplate | None = None,
) -> Meeting:
    """Plan a meeting of a body, perhaps with a template's questions; nobody is told of it yet."""
    capacity = access.require_convener(actor, body)
    _refuse_the_past(starts_at)
    _refuse_without_partner(kind, joint_with)
    meeting = Meeting.objects.create(
        body=body,
        kind=kind,
        starts_at=starts_at,
        place_kk=place_kk,
        place_ru=place_ru,
        length_minutes=length_minutes,
        quorum_rule=quorum_rule or settings.QUORUM,
        joint_with=joint_with,
        basis=basis,
        materials_days=materials_days or settings.MATERIALS_WORKING_DAYS,
        convened_on=convened_on,
        series=series,
        secretary=actor,
    )
    record(capacity, gettext_noop("scheduled a meeting"), meeting, reason=basis)
    for item in template.items.order_by("position") if template else ():
        add_item(meeting, actor=actor, text=ItemText.of(item))
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, actor: User, reason: str = "", **fields: Any) -> Meeting:
    """Change when, where or how a meeting is held; if it was announced, its seats are told."""
    capacity = access.require_convener(actor, meeting.body)
    meeting = Meeting.objects.locked(meeting.pk, *Meeting.BEFORE)
    changed = {
        name: [_plain(getattr(meeting, name)), _plain(value)]
        for name, value in fields.items()
        if name in CHANGEABLE and getattr(meeting, name) != value
    }
    if not changed:
        return meeting
    for name in changed:
        setattr(meeting, name, fields[name])
    if "starts_at" in changed:
        _refuse_the_past(meeting.starts_at)
    _refuse_without_partner(meeting.kind, meeting.joint_with)
    meeting.save(update_fields=list(changed))
    record(capacity, gettext_noop("changed a meeting"), meeting, changes=changed, reason=reason)
    if meeting.has_open_agenda:
        align_sheet(meeting, capacity=capacity)
        if "starts_at" in changed:
            ask_anew(meeting, capacity=capacity)
        if changed.keys() & TOLD:
            announce(meeting, capacity=capacity, event=CHANGED, reason=reason)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, actor: User, reason: str) -> Meeting:
    """Cancel a meeting before it is held; those who were invited are told why.

    Questions proposed for it are before the secretariat again.
    """
    capacity = access.require_convener(actor, meeting.body)
    meeting = Meeting.objects.locked(meeting.pk, *Meeting.BEFORE, Meeting.State.CANCELLED)
    if meeting.state == Meeting.State.CANCELLED:
        return meeting
    was_open = meeting.has_open_agenda
    changes = {"state": [meeting.state, Meeting.State.CANCELLED.value]}
    meeting.state = Meeting.State.CANCELLED
    meeting.save(update_fields=["state"])
    record(capacity, gettext_noop("cancelled a meeting"), meeting, changes=changes, reason=reason)
    free_proposals(meeting, capacity=capacity)
    if was_open:
        announce(meeting, capacity=capacity, event=CANCELLED, reason=reason)
    return meeting


def _refuse_the_past(starts_at: dt.datetime) -> None:
    if starts_at < clock.now():
        raise ValidationError(_("A meeting is scheduled for a time to come."))


def _refuse_without_partner(kind: str, joint_with: Body | None) -> None:
    if kind == Meeting.Kind.JOINT and joint_with is None:
        raise ValidationError({"joint_with": _("Say with which body the meeting is joint.")})


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Body) else value
