"""Giving and ending seats in a convening body."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from agencies.templatetags.speech import say_date
from audit.record import Capacity, Changes, record
from meetings import access
from meetings.actions.attendance import align_sheet
from meetings.models import Meeting, Seat, SeatQuerySet


@transaction.atomic
def add_seat(
    body: Body,
    *,
    actor: User,
    valid_from: dt.date,
    member: Body | None = None,
    holder: User | None = None,
    title: tuple[str, str, str] = ("", "", ""),
    act: str = "",
) -> Seat:
    """Give a member body, or one person, a seat from a day on."""
    capacity = access.require_convener(actor, body)
    _refuse_impossible(body, member, holder)
    to_come = _meetings_to_come(body)
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    held = Seat.objects.filter(body=body, member=member, holder=holder)
    existing = held.filter(valid_to__isnull=True, valid_from__lte=valid_from).first()
    if existing:
        return existing
    _refuse_an_overlap(held, valid_from, None)
    last = Seat.objects.filter(body=body).aggregate(last=Max("position"))["last"] or 0
    title_kk, title_ru, title_en = title
    seat = Seat.objects.create(
        body=body,
        member=member,
        holder=holder,
        title_kk=title_kk,
        title_ru=title_ru,
        title_en=title_en,
        position=last + 1,
        act=act,
        valid_from=valid_from,
    )
    record(capacity, gettext_noop("gave a seat"), seat, reason=act)
    _align(to_come, capacity)
    return seat


@transaction.atomic
def compose_body(body: Body, *, actor: User, valid_from: dt.date, act: str = "") -> list[Seat]:
    """Seat every agency and commission that stands directly beneath a body, in their order."""
    capacity = access.require_convener(actor, body)
    to_come = _meetings_to_come(body)
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    seats = Seat.objects.filter(body=body)
    seated = set(seats.not_over_on(valid_from).values_list("member_id", flat=True))
    last = seats.aggregate(last=Max("position"))["last"] or 0
    members = [one for one in _members_beneath(body, valid_from) if one.pk not in seated]
    made = Seat.objects.bulk_create(
        Seat(body=body, member=member, position=position, act=act, valid_from=valid_from)
        for position, member in enumerate(members, start=last + 1)
    )
    if made:
        changes: Changes = {"seats": ["", ", ".join(one.abbreviation_ru for one in members)]}
        record(capacity, gettext_noop("composed the body"), body, changes=changes, reason=act)
        _align(to_come, capacity)
    return made


@transaction.atomic
def end_seat(seat: Seat, *, actor: User, valid_to: dt.date, reason: str = "") -> Seat:
    """End a seat on a day; what was held before stays as it was."""
    capacity = access.require_convener(actor, seat.body)
    to_come = _meetings_to_come(seat.body)
    seat = Seat.objects.select_for_update(of=("self",), no_key=True).get(pk=seat.pk)
    if seat.valid_to == valid_to:
        return seat
    if valid_to <= seat.valid_from:
        raise ValidationError(_("A seat ends after the day on which it begins."))
    others = Seat.objects.filter(body=seat.body_id, member=seat.member_id, holder=seat.holder_id)
    _refuse_an_overlap(others.exclude(pk=seat.pk), seat.valid_from, valid_to)
    before, seat.valid_to = seat.valid_to, valid_to
    seat.save(update_fields=["valid_to"])
    changes = {"valid_to": [before and before.isoformat(), valid_to.isoformat()]}
    record(capacity, gettext_noop("ended a seat"), seat, changes=changes, reason=reason)
    _align(to_come, capacity)
    return seat


def _meetings_to_come(body: Body) -> list[Meeting]:
    """Return the meetings that are not yet held under lock: their sheets follow the seats."""
    rows = Meeting.objects.select_for_update(of=("self",)).filter(
        body=body, state__in=Meeting.BEFORE
    )
    return list(rows.order_by("pk"))


def _align(meetings: list[Meeting], capacity: Capacity) -> None:
    for meeting in meetings:
        if meeting.has_open_agenda:
            align_sheet(meeting, capacity=capacity)


def _refuse_an_overlap(held: SeatQuerySet, first: dt.date, end: dt.date | None) -> None:
    """Refuse a second seat of the same member or person while another lasts."""
    clashing = held.not_over_on(first)
    if end is not None:
        clashing = clashing.filter(valid_from__lt=end)
    other = clashing.order_by("valid_from").first()
    if other is None:
        return
    facts = {"first": say_date(other.valid_from)}
    sentence = _("The same seat is held from %(first)s on: two would count twice.")
    if other.valid_to is not None:
        facts["end"] = say_date(other.valid_to)
        sentence = _("The same seat is held from %(first)s until %(end)s: two would count twice.")
    raise ValidationError(sentence % facts)


def _refuse_impossible(body: Body, member: Body | None, holder: User | None) -> None:
    if (member is None) == (holder is None):
        raise ValidationError(_("A seat belongs either to an organisation or to one person."))
    if member is not None and member.pk == body.pk:
        raise ValidationError(_("A body holds no seat in itself."))


def _members_beneath(body: Body, day: dt.date) -> list[Body]:
    beneath = Body.objects.filter(
        superiors__in=body.subordinates.in_force(day),
        kind__in=(Body.Kind.AGENCY, *Body.COMMISSIONS),
    )
    return sorted(beneath, key=lambda one: (one.kind != Body.Kind.AGENCY, one.order, one.pk))
