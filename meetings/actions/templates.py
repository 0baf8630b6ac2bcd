"""Keeping how a body usually meets, and planning its meetings on a regular basis."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.record import Changes, record
from meetings import access
from meetings.actions.agenda import ItemText
from meetings.actions.schedule import schedule_meeting
from meetings.models import Meeting, MeetingSeries, MeetingTemplate, TemplateItem
from meetings.queries.hours import series_of

COMMON = ("kind", "place_kk", "place_ru", "length_minutes", "materials_days", "quorum_rule")
MOST = 12


@transaction.atomic
def keep_template(meeting: Meeting, *, actor: User, name: str) -> MeetingTemplate:
    """Keep a meeting with its questions as a template; the same name is kept anew."""
    capacity = access.require_convener(actor, meeting.body)
    Body.objects.select_for_update(no_key=True).get(pk=meeting.body_id)
    begins = meeting.starts_at.astimezone(clock.zone()).time()
    facts = {one: getattr(meeting, one) for one in COMMON} | {"begins": begins}
    template, _is_new = MeetingTemplate.objects.update_or_create(
        body=meeting.body,
        name=name,
        defaults={**facts, "kept_by": actor, "kept_at": clock.now()},
    )
    template.items.all().delete()
    TemplateItem.objects.bulk_create(
        TemplateItem(template=template, position=item.position, **asdict(ItemText.of(item)))
        for item in meeting.items.order_by("position")
    )
    record(capacity, gettext_noop("kept a template of meetings"), template)
    return template


@transaction.atomic
def remove_template(template: MeetingTemplate, *, actor: User) -> None:
    """Forget a template; meetings made from it stay."""
    capacity = access.require_convener(actor, template.body)
    record(capacity, gettext_noop("removed a template of meetings"), template)
    template.delete()


@transaction.atomic
def plan_series(
    body: Body,
    *,
    actor: User,
    every_months: int,
    times: int,
    starts_at: dt.datetime,
    **facts: Any,
) -> list[Meeting]:
    """Plan meetings so many months apart; one that falls on a day of rest moves to the next."""
    capacity = access.require_convener(actor, body)
    if not 2 <= times <= MOST:
        raise ValidationError({"times": _("A series has between 2 and 12 meetings.")})
    series = MeetingSeries.objects.create(
        body=body, every_months=every_months, planned_by=actor, planned_at=clock.now()
    )
    instants = series_of(starts_at, every_months, times)
    changes: Changes = {"meetings": ["", ", ".join(f"{one:%Y-%m-%d}" for one in instants)]}
    record(capacity, gettext_noop("planned a series of meetings"), series, changes=changes)
    return [
        schedule_meeting(body, actor=actor, starts_at=one, series=series, **facts)
        for one in instants
    ]
