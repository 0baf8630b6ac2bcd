"""Noting who did not agree with a decision, and why."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit.record import Changes, record
from meetings import access
from meetings.models import Attendance, Decision, Dissent, Meeting, Seat


@transaction.atomic
def note_dissent(
    decision: Decision, *, actor: User, seat: Seat, text_kk: str, text_ru: str
) -> Dissent:
    """Note the dissenting opinion of a seat that was filled; a second one replaces the first."""
    capacity = access.require_minute_taker(actor, decision.meeting)
    meeting = Meeting.objects.locked(decision.meeting_id, *Meeting.WRITING)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if not meeting.attendances.filter(seat=seat, state__in=Attendance.CAME).exists():
        raise ValidationError({"seat": _("Nobody sat in this seat, so it has no opinion.")})
    before = Dissent.objects.filter(decision=decision, seat=seat).first()
    if before and (before.text_kk, before.text_ru) == (text_kk, text_ru):
        return before
    dissent, _is_new = Dissent.objects.update_or_create(
        decision=decision, seat=seat, defaults={"text_kk": text_kk, "text_ru": text_ru}
    )
    changes: Changes = {"text_ru": [before.text_ru if before else "", text_ru]}
    record(capacity, gettext_noop("noted a dissenting opinion"), dissent, changes=changes)
    return dissent


@transaction.atomic
def strike_dissent(dissent: Dissent, *, actor: User) -> None:
    """Strike a dissenting opinion while the protocol is being written."""
    capacity = access.require_minute_taker(actor, dissent.decision.meeting)
    Meeting.objects.locked(dissent.decision.meeting_id, *Meeting.WRITING)
    record(capacity, gettext_noop("struck a dissenting opinion"), dissent)
    dissent.delete()
