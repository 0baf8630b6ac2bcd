"""Writing down what was heard, said and decided; two writers never overwrite each other."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import Capacity, record
from meetings import access
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.queries.people import chairs_for


class StaleMinutes(ValidationError):  # noqa: N818  # a refusal with a sentence, not a fault
    """Somebody else has written since: the stored text goes with the refusal."""

    def __init__(self, stored: Minutes) -> None:
        """Keep what is stored, so that both texts can be shown."""
        self.stored = stored
        super().__init__(
            _("%(who)s has written here since you began. Compare both texts, then save again."),
            params={"who": stored.recorded_by},
        )


@transaction.atomic
def record_minutes(
    item: AgendaItem, *, actor: User, version: int, texts: Mapping[str, str]
) -> Minutes:
    """Record what was heard, said and decided on an item, over the version the writer saw."""
    capacity = access.require_minute_taker(actor, item.meeting)
    meeting = Meeting.objects.locked(item.meeting_id, *Meeting.WRITING)
    stored = Minutes.objects.select_related("recorded_by").filter(item=item).first()
    given = {name: texts.get(name, "") for name in Minutes.TEXTS}
    if stored and all(getattr(stored, name) == text for name, text in given.items()):
        return stored
    if version != (stored.version if stored else 0):
        raise StaleMinutes(stored or Minutes(item=item, recorded_by=actor))
    changed = {
        name: [getattr(stored, name, ""), text]
        for name, text in given.items()
        if getattr(stored, name, "") != text
    }
    if not changed:
        return stored or Minutes(item=item, version=0, recorded_by=actor)
    minutes, _is_new = Minutes.objects.update_or_create(
        item=item,
        defaults={
            **given,
            "version": version + 1,
            "recorded_by": actor,
            "recorded_at": clock.now(),
        },
    )
    begin_protocol(meeting, capacity=capacity)
    record(capacity, gettext_noop("recorded the minutes"), item, changes=changed)
    return minutes


@transaction.atomic
def complete_minutes(
    meeting: Meeting, *, actor: User, chair: User, dissent_kk: str = "", dissent_ru: str = ""
) -> Meeting:
    """Name who was in the chair and note the dissenting opinions."""
    capacity = access.require_minute_taker(actor, meeting)
    meeting = Meeting.objects.locked(meeting.pk, *Meeting.WRITING)
    if not chairs_for(meeting).filter(pk=chair.pk).exists():
        raise ValidationError({"chair": _("This person does not chair meetings of the body.")})
    given = {"chair": chair, "dissent_kk": dissent_kk, "dissent_ru": dissent_ru}
    changed = {
        name: [str(getattr(meeting, name) or ""), str(value)]
        for name, value in given.items()
        if getattr(meeting, name) != value
    }
    if not changed:
        return meeting
    for name in changed:
        setattr(meeting, name, given[name])
    meeting.save(update_fields=list(changed))
    record(capacity, gettext_noop("completed the minutes"), meeting, changes=changed)
    return meeting


def begin_protocol(meeting: Meeting, *, capacity: Capacity) -> None:
    """Turn a meeting just held into one whose protocol is being written."""
    if meeting.state != Meeting.State.HELD:
        return
    meeting.state = Meeting.State.PROTOCOL_DRAFT
    meeting.save(update_fields=["state"])
    changes = {"state": [Meeting.State.HELD.value, meeting.state.value]}
    record(capacity, gettext_noop("began the protocol"), meeting, changes=changes)
