"""Building the agenda of a meeting, and opening it to those invited."""

from dataclasses import asdict, dataclass
from typing import Self

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import Changes, record
from meetings import access
from meetings.actions.invitations import CALLED, announce
from meetings.models import (
    AgendaItem,
    Attendance,
    LateAdmission,
    MaterialReceipt,
    Meeting,
    Proposal,
    ProposalPaper,
    TemplateItem,
)


@dataclass(frozen=True)
class ItemText:
    """What stands on the agenda about one question."""

    title_kk: str
    title_ru: str
    speaker_kk: str = ""
    speaker_ru: str = ""
    minutes_allotted: int = 15
    draft_decision_kk: str = ""
    draft_decision_ru: str = ""
    is_closed: bool = False

    @classmethod
    def of(cls, item: AgendaItem | Proposal | TemplateItem) -> Self:
        """Return what stands in a question of an agenda, of a proposal or of a template."""
        return cls(**{name: getattr(item, name) for name in cls.__annotations__})


@transaction.atomic
def add_item(meeting: Meeting, *, actor: User, text: ItemText) -> AgendaItem:
    """Put a question at the end of an agenda that is not yet open."""
    capacity = access.require_convener(actor, meeting.body)
    meeting = Meeting.objects.locked(meeting.pk, Meeting.State.PLANNED)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, position=last + 1, **asdict(text))
    record(capacity, gettext_noop("put on the agenda"), item)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, actor: User, text: ItemText) -> AgendaItem:
    """Change a question on an agenda that is not yet open."""
    capacity = access.require_convener(actor, item.meeting.body)
    Meeting.objects.locked(item.meeting_id, Meeting.State.PLANNED)
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)
    changed = {
        name: [getattr(item, name), value]
        for name, value in asdict(text).items()
        if getattr(item, name) != value
    }
    if not changed:
        return item
    for name, (_old, new) in changed.items():
        setattr(item, name, new)
    item.save(update_fields=list(changed))
    record(capacity, gettext_noop("changed an agenda item"), item, changes=changed)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, actor: User, up: bool) -> AgendaItem:
    """Move a question one place up or down; at the edge nothing happens."""
    capacity = access.require_convener(actor, item.meeting.body)
    Meeting.objects.locked(item.meeting_id, Meeting.State.PLANNED)
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)
    before = item.position
    neighbour = AgendaItem.objects.filter(
        meeting=item.meeting_id, position=before - 1 if up else before + 1
    ).first()
    if neighbour is None:
        return item
    item.position, neighbour.position = neighbour.position, item.position
    item.save(update_fields=["position"])
    neighbour.save(update_fields=["position"])
    changes = {"position": [before, item.position]}
    record(capacity, gettext_noop("moved an agenda item"), item, changes=changes)
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, actor: User) -> None:
    """Take a question off an agenda that is not yet open; the others close the gap."""
    capacity = access.require_convener(actor, item.meeting.body)
    meeting = Meeting.objects.locked(item.meeting_id, Meeting.State.PLANNED)
    item = AgendaItem.objects.get(pk=item.pk)
    papers = [str(one) for one in item.materials.all()]
    lost = {"materials": ["; ".join(papers), ""]} if papers else {}
    changes: Changes = {"title_ru": [item.title_ru, ""], **lost}
    record(capacity, gettext_noop("took off the agenda"), item, changes=changes)
    _release(item)
    item.delete()
    meeting.items.filter(position__gt=item.position).update(position=F("position") - 1)


def _release(item: AgendaItem) -> None:
    """Free a question that leaves a draft agenda; its proposal is before the secretariat again."""
    ProposalPaper.objects.filter(material__item=item).update(material=None)
    MaterialReceipt.objects.filter(material__item=item).delete()
    item.materials.all().delete()
    LateAdmission.objects.filter(item=item).delete()
    Proposal.objects.filter(item=item).update(
        item=None, state=Proposal.State.AWAITED, answered_by=None, answered_at=None
    )


@transaction.atomic
def open_agenda(meeting: Meeting, *, actor: User, notify: bool = True) -> Meeting:
    """Open the agenda to everyone who has a seat on the day, and tell them if asked to."""
    capacity = access.require_convener(actor, meeting.body)
    meeting = Meeting.objects.locked(meeting.pk, Meeting.State.PLANNED, *Meeting.OPENED)
    if meeting.has_open_agenda:
        return meeting
    seats = list(meeting.seats_of_the_day())
    if not meeting.items.exists():
        raise ValidationError(_("An agenda without a question is not opened."))
    if not seats:
        raise ValidationError(_("The body has no seats on the day of the meeting."))
    Attendance.objects.bulk_create([Attendance(meeting=meeting, seat=seat) for seat in seats])
    meeting.state = Meeting.State.AGENDA_APPROVED
    meeting.agenda_opened_at = clock.now()
    meeting.save(update_fields=["state", "agenda_opened_at"])
    changes: Changes = {
        "state": [Meeting.State.PLANNED.value, meeting.state],
        "seats": [0, len(seats)],
    }
    record(capacity, gettext_noop("opened the agenda"), meeting, changes=changes)
    if notify:
        announce(meeting, capacity=capacity, event=CALLED)
    return meeting
