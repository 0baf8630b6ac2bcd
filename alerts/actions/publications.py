"""Ticking where a decision was made public, and taking a wrong tick back."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access
from alerts.models import LevelDecision, Publication
from audit import clock
from audit.record import Capacity, record
from notices import feed

SLACK = dt.timedelta(minutes=1)


@transaction.atomic
def note_publication(
    decision: LevelDecision,
    *,
    actor: User,
    body: Body,
    way: str,
    published_at: dt.datetime,
    link: str = "",
    note: str = "",
) -> Publication:
    """Tick that a decision was made public, where and when; the same tick again adds nothing."""
    capacity = access.require_publisher(actor, decision, body)
    decision = LevelDecision.objects.select_for_update(of=["self"], no_key=True).get(
        pk=decision.pk
    )
    tick = Publication(
        decision=decision,
        body=body,
        way=way,
        link=link.strip(),
        note=note.strip(),
        published_at=published_at,
        noted_at=clock.now(),
        noted_by=capacity.person,
        noted_for=capacity.acting_for,
    )
    _require_sense(tick)
    return _same(tick) or _add(capacity, tick)


@transaction.atomic
def take_back_publication(publication: Publication, *, actor: User, reason: str) -> Publication:
    """Say that a tick was wrong; it stays readable, struck out, with the reason."""
    decision = publication.decision
    capacity = access.require_publisher(actor, decision, publication.body)
    LevelDecision.objects.select_for_update(of=["self"], no_key=True).get(pk=decision.pk)
    earlier = Publication.objects.filter(takes_back=publication).first()
    if earlier is not None:
        return earlier
    if publication.takes_back_id is not None:
        raise ValidationError(_("This line itself takes a publication back."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the publication is taken back.")})
    now = clock.now()
    taken = Publication.objects.create(
        decision=decision,
        way=publication.way,
        body=publication.body,
        note=reason.strip()[:300],
        published_at=now,
        noted_at=now,
        noted_by=actor,
        noted_for=capacity.acting_for,
        takes_back=publication,
    )
    verb = gettext_noop("took back the publication")
    record(capacity, verb, decision, changes=_changes(publication, taken_back=True), reason=reason)
    feed.publish("desk-alerts", decision.pk)
    return taken


def _same(tick: Publication) -> Publication | None:
    facts = ("decision_id", "body_id", "way", "link", "note", "published_at")
    standing = Publication.objects.filter(taken_back_by__isnull=True)
    return standing.filter(**{name: getattr(tick, name) for name in facts}).first()


def _add(capacity: Capacity, tick: Publication) -> Publication:
    tick.save(force_insert=True)
    record(
        capacity,
        gettext_noop("noted the publication of the decision"),
        tick.decision,
        changes=_changes(tick),
    )
    feed.publish("desk-alerts", tick.decision_id)
    return tick


def _changes(publication: Publication, *, taken_back: bool = False) -> dict[str, list[str]]:
    said = f"{publication.way}: {publication.link or publication.note}"
    return {"publication": [said, ""] if taken_back else ["", said]}


def _require_sense(tick: Publication) -> None:
    decision = tick.decision
    if not decision.is_published or decision.is_exercise:
        raise ValidationError(_("Only a published decision of the real world is made public."))
    _require_place(tick)
    if tick.way in Publication.WITH_LINK and not tick.link:
        raise ValidationError({"link": _("Give the link under which everybody can read it.")})
    if not tick.link and not tick.note:
        raise ValidationError({"note": _("Say where: which channel, station or operator.")})
    if tick.link:
        _require_link(tick.link)
    if tick.published_at > tick.noted_at + SLACK:
        raise ValidationError({"published_at": _("This time lies ahead.")})
    if decision.published_at and tick.published_at < decision.published_at - SLACK:
        raise ValidationError({"published_at": _("This time lies before the decision itself.")})


def _require_place(tick: Publication) -> None:
    is_commission = tick.body.kind in Body.COMMISSIONS
    if is_commission != (tick.way == Publication.Way.AKIMAT_SITE):
        raise ValidationError({"way": _("A commission ticks the site of its akimat, no other.")})
    if not is_commission and tick.body_id != tick.decision.headquarters_id:
        raise ValidationError({"body": _("Only the headquarters that decided ticks this.")})
    told = access.commissions_told(tick.decision)
    if is_commission and not told.filter(pk=tick.body_id).exists():
        raise ValidationError({"body": _("The decision was not addressed to this commission.")})


def _require_link(link: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError as error:
        message = _("Write the whole address, beginning with https://.")
        raise ValidationError({"link": message}) from error
