"""Registering a decision that another headquarters took and sent by letter, or on a blank form."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access, queries
from alerts.actions.proposals import write_paper
from alerts.actions.publishing import Publication, publish
from alerts.models import LevelDecision
from alerts.queries import sending
from alerts.texts import ActSpec, Paper
from audit import clock

Origin = LevelDecision.Origin
VERB = gettext_noop("registered and published the decision received")


@transaction.atomic
def register_decision(
    headquarters: Body,
    *,
    actor: User,
    acts: Sequence[ActSpec],
    paper: Paper,
    source: str,
    decided_at: dt.datetime,
    received_at: dt.datetime,
    digest: str,
    typed_word: str = "",
    refers_to: LevelDecision | None = None,
) -> LevelDecision:
    """Enter a decision already taken: in force from its stated instant, known from its receipt.

    Registering is not deciding: one officer enters it, and the notice goes out at once.
    """
    capacity = access.require_proposer(actor, headquarters)
    sending.hold_levels()
    settled = queries.settle_acts(headquarters, acts)
    sending.require_paper(paper, settled)
    sending.require_follows(headquarters, refers_to)
    _require_source(headquarters, source, decided_at, received_at)
    sending.require_word(queries.leading_rank(settled), typed_word)
    effect = _effect_shown(headquarters, settled, refers_to, paper.answers_needed, digest)
    decision = write_paper(
        headquarters,
        settled,
        capacity,
        refers_to=refers_to,
        origin=Origin.REGISTERED,
        source=source.strip(),
        received_at=received_at,
        decided_at=decided_at,
        **vars(paper),
    )
    publication = Publication(None, Origin.REGISTERED, VERB, source.strip(), decided_at)
    return publish(
        decision, sending.acts_in_order(decision), effect, publication, capacity=capacity
    )


def _effect_shown(
    headquarters: Body,
    acts: Sequence[ActSpec],
    refers_to: LevelDecision | None,
    wanted: int | None,
    digest: str,
) -> queries.Effect:
    """Return what will be sent, or refuse where something else was shown."""
    effect = queries.effect_of(acts, refers_to, issuer=headquarters, wanted=wanted)
    sending.require_shown(effect, digest)
    return effect


def _require_source(
    headquarters: Body, source: str, decided_at: dt.datetime, received_at: dt.datetime
) -> None:
    if not source.strip():
        raise ValidationError({"source": _("Name the letter or the blank form.")})
    if received_at > clock.now():
        raise ValidationError({"received_at": _("The receipt lies in the future.")})
    if decided_at > received_at:
        raise ValidationError({"decided_at": _("The decision was received before it was taken.")})
    Body.objects.select_for_update(no_key=True).get(pk=headquarters.pk)
    known = LevelDecision.objects.filter(
        headquarters=headquarters, source=source.strip(), origin=Origin.REGISTERED
    ).first()
    if known is not None:
        raise ValidationError(
            {
                "source": _("This paper is registered already as %(number)s.")
                % {"number": known.number}
            }
        )
