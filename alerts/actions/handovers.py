"""Handing the duty over: generated, signed line by line, and frozen when the duty has passed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access
from alerts.models import Handover, HandoverLine
from alerts.queries import duty
from alerts.queries.handover_facts import facts_of
from audit import clock
from audit.record import Capacity, record
from notices import feed

STATES = HandoverLine.State


@transaction.atomic
def open_handover(body: Body, *, actor: User) -> Handover:
    """Generate the handover from who has the duty to whom the roster names; an open one stays."""
    capacity = access.require_duty_holder(actor, body)
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    found = duty.open_handover(body)
    if found is not None:
        return found
    outgoing, incoming = _pair(body)
    now = clock.now()
    handover = Handover.objects.create(
        body=body,
        outgoing=outgoing,
        incoming=incoming,
        opened_at=now,
        opened_by=actor,
        as_of=now,
    )
    HandoverLine.objects.bulk_create(
        HandoverLine(
            handover=handover,
            order=order,
            subject=subject,
            facts=_facts(handover, subject, actor),
            as_of=now,
        )
        for order, subject in enumerate(HandoverLine.Subject.values, start=1)
    )
    changes = _names(handover)
    verb = gettext_noop("opened the handover of the duty")
    record(capacity, verb, handover, changes=changes, body=body)
    _tell_the_desk(handover)
    return handover


@transaction.atomic
def renew_handover(handover: Handover, *, actor: User) -> Handover:
    """Generate the page anew, for whom the roster names now, while nobody has signed a line."""
    capacity = access.require_duty_holder(actor, handover.body)
    handover = _locked(handover)
    lines = list(handover.lines.select_for_update().order_by("order"))
    if any(line.state != STATES.OPEN for line in lines):
        raise ValidationError(_("A line has been signed or refused: the page stays as it is."))
    handover.outgoing, handover.incoming = _pair(handover.body)
    handover.as_of = clock.now()
    handover.save(update_fields=["outgoing", "incoming", "as_of"])
    for line in lines:
        _write_facts(handover, line, actor)
    verb = gettext_noop("generated the handover of the duty anew")
    record(capacity, verb, handover, changes=_names(handover), body=handover.body)
    _tell_the_desk(handover)
    return handover


@transaction.atomic
def begin_anew(handover: Handover, *, actor: User, reason: str) -> Handover:
    """Give up a handover that cannot be finished, and open another for whom the roster names now.

    What was signed or refused stays where it stands: the new page is signed from its first line.
    """
    capacity = access.require_duty_holder(actor, handover.body)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the handover is begun anew.")})
    Body.objects.select_for_update(no_key=True).get(pk=handover.body_id)
    handover = _locked(handover)
    lines = list(handover.lines.select_for_update().order_by("order"))
    if all(line.state == STATES.OPEN for line in lines):
        raise ValidationError(_("No line has been signed or refused: generate the page anew."))
    handover.given_up_at, handover.given_up_by = clock.now(), actor
    handover.given_up_because = reason.strip()
    handover.save(update_fields=["given_up_at", "given_up_by", "given_up_because"])
    signed: list[object] = [line.subject for line in lines if line.state == STATES.SIGNED]
    changes: dict[str, list[object]] = {"signed": [signed, []]}
    record(
        capacity,
        gettext_noop("gave up the handover of the duty"),
        handover,
        changes=changes,
        reason=handover.given_up_because,
        body=handover.body,
    )
    return open_handover(handover.body, actor=actor)


@transaction.atomic
def note_handover(handover: Handover, *, actor: User, notes: str) -> Handover:
    """Write down what the officer who hands over wants the next one to know."""
    capacity = access.require_duty_holder(actor, handover.body)
    handover = _locked(handover)
    _require_outgoing(handover, actor)
    notes = notes.strip()
    if notes == handover.notes:
        return handover
    line = handover.lines.select_for_update().get(subject=HandoverLine.Subject.NOTES)
    if line.state == STATES.SIGNED:
        raise ValidationError(_("The notes have been signed: they stay as they are."))
    before = handover.notes
    handover.notes, handover.noted_at = notes, clock.now()
    handover.save(update_fields=["notes", "noted_at"])
    _write_facts(handover, line, actor)
    verb = gettext_noop("wrote notes for the next duty")
    changes = {"notes": [before, notes]}
    record(capacity, verb, handover, changes=changes, body=handover.body)
    _tell_the_desk(handover)
    return handover


@transaction.atomic
def sign_line(line: HandoverLine, *, actor: User) -> HandoverLine:
    """Sign one line as the incoming officer; with the last one the duty passes."""
    capacity = access.require_duty_holder(actor, line.handover.body)
    handover, line = _lock_line(line, actor)
    if line.state == STATES.SIGNED:
        return line
    line.state, line.signed_at = STATES.SIGNED, clock.now()
    line.save(update_fields=["state", "signed_at"])
    changes = {"subject": ["", line.subject]}
    verb = gettext_noop("signed a line of the handover")
    record(capacity, verb, handover, changes=changes, body=handover.body)
    if not handover.lines.exclude(state=STATES.SIGNED).exists():
        _pass_the_duty(capacity, handover)
    _tell_the_desk(handover)
    return line


@transaction.atomic
def refuse_line(line: HandoverLine, *, actor: User, remark: str) -> HandoverLine:
    """Refuse one line with a remark: the duty stays where it is until that is answered."""
    capacity = access.require_duty_holder(actor, line.handover.body)
    handover, line = _lock_line(line, actor)
    if line.state == STATES.SIGNED:
        raise ValidationError(_("You have signed this line already."))
    if not remark.strip():
        raise ValidationError({"remark": _("Say what is wrong with the line.")})
    if line.state == STATES.REFUSED and line.remark == remark.strip():
        return line
    line.state, line.refused_at, line.remark = STATES.REFUSED, clock.now(), remark.strip()
    line.reply, line.replied_at, line.replied_by = "", None, None
    line.save(update_fields=["state", "refused_at", "remark", "reply", "replied_at", "replied_by"])
    verb = gettext_noop("refused a line of the handover")
    changes = {"subject": ["", line.subject]}
    record(capacity, verb, handover, changes=changes, reason=line.remark, body=handover.body)
    _tell_the_desk(handover)
    return line


@transaction.atomic
def answer_remark(line: HandoverLine, *, actor: User, reply: str) -> HandoverLine:
    """Answer a remark: the line is generated anew and waits to be signed again."""
    capacity = access.require_duty_holder(actor, line.handover.body)
    handover = _locked(line.handover)
    line = HandoverLine.objects.select_for_update().get(pk=line.pk)
    _require_outgoing(handover, actor)
    if line.state != STATES.REFUSED:
        return line
    if not reply.strip():
        raise ValidationError({"reply": _("Answer the remark.")})
    line.state, line.reply = STATES.OPEN, reply.strip()
    line.replied_at, line.replied_by = clock.now(), actor
    line.save(update_fields=["state", "reply", "replied_at", "replied_by"])
    _write_facts(handover, line, actor)
    verb = gettext_noop("answered a remark on the handover")
    changes = {"subject": ["", line.subject]}
    record(capacity, verb, handover, changes=changes, reason=line.reply, body=handover.body)
    _tell_the_desk(handover)
    return line


def _pair(body: Body) -> tuple[User | None, User]:
    """Return who has the duty and who takes it: whom the roster names now, or else the next."""
    present = duty.duty_of(body)
    outgoing = present.holder if present.is_signed_for else None
    if present.rostered is not None and present.rostered != outgoing:
        return outgoing, present.rostered
    following = duty.next_in_turn(present)
    if following is None:
        raise ValidationError(_("The roster names nobody to whom the duty could pass."))
    return outgoing, following.person


def _pass_the_duty(capacity: Capacity, handover: Handover) -> None:
    handover.signed_at = clock.now()
    handover.save(update_fields=["signed_at"])
    verb = gettext_noop("took the duty over")
    record(capacity, verb, handover, changes=_names(handover), body=handover.body)


def _locked(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",))
    handover = rows.select_related("body", "outgoing", "incoming").get(pk=handover.pk)
    if handover.is_signed:
        raise ValidationError(_("This handover has been signed: it never changes."))
    if handover.is_given_up:
        raise ValidationError(_("This handover was given up: another was begun in its place."))
    return handover


def _lock_line(line: HandoverLine, actor: User) -> tuple[Handover, HandoverLine]:
    held = Handover.objects.select_for_update(of=("self",)).get(pk=line.handover_id)
    if held.incoming_id != actor.pk:
        raise PermissionDenied(_("Only the officer who takes the duty over signs."))
    line = HandoverLine.objects.select_for_update().get(pk=line.pk)
    if line.state == STATES.SIGNED:
        return line.handover, line
    return _locked(line.handover), line


def _require_outgoing(handover: Handover, actor: User) -> None:
    if actor.pk != (handover.outgoing_id or handover.opened_by_id):
        raise PermissionDenied(_("Only the officer who hands the duty over writes here."))


def _write_facts(handover: Handover, line: HandoverLine, actor: User) -> None:
    line.facts, line.as_of = _facts(handover, line.subject, actor), clock.now()
    line.save(update_fields=["facts", "as_of"])


def _facts(handover: Handover, subject: str, actor: User) -> list[dict[str, str]]:
    since = duty.last_duty_ended(handover.incoming, handover.body)
    return facts_of(subject, handover.body, actor, since, handover.notes)


def _names(handover: Handover) -> dict[str, list[object]]:
    outgoing = handover.outgoing.full_name if handover.outgoing else ""
    return {"duty": [outgoing, handover.incoming.full_name]}


def _tell_the_desk(handover: Handover) -> None:
    feed.publish("desk-alerts", handover.pk)
