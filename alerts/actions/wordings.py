"""Adopting a new version of an official wording; papers already written keep theirs."""

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.models import TextTemplate
from alerts.queries import sending
from alerts.texts import require_placeholders
from alerts.texts.first import FIRST
from audit import clock
from audit.record import SYSTEM, Capacity, record


@transaction.atomic
def adopt_wording(
    piece: str, language: str, words: str, *, actor: User | None, reason: str = ""
) -> TextTemplate:
    """Adopt a new version of one piece; the same words again adopt nothing (no actor: first).

    A version that was adopted never changes; proposals already laid keep the texts they have.
    """
    capacity = access.require_editor_of_wordings(actor) if actor else SYSTEM
    said = "\n".join(line.strip() for line in words.strip().splitlines())
    require_placeholders(piece, language, said)
    sending.hold_versions()
    current = _newest(piece, language)
    if current is not None and current.words == said:
        return current
    return _adopt(capacity, current, piece, language, said, reason)


@transaction.atomic
def load_wordings(*, actor: User | None) -> int:
    """Adopt the first versions where a piece has none yet; adopted ones stay."""
    kept = set(TextTemplate.objects.values_list("piece", "language"))
    for piece, texts in FIRST.items():
        for language, words in texts.items():
            if (piece, language) not in kept:
                adopt_wording(piece, language, words, actor=actor)
    return TextTemplate.objects.count()


def _newest(piece: str, language: str) -> TextTemplate | None:
    versions = TextTemplate.objects.filter(piece=piece, language=language)
    return versions.order_by("-version").first()


def _adopt(
    capacity: Capacity,
    current: TextTemplate | None,
    piece: str,
    language: str,
    words: str,
    reason: str,
) -> TextTemplate:
    template = TextTemplate.objects.create(
        piece=piece,
        language=language,
        version=current.version + 1 if current else 1,
        words=words,
        reason=reason.strip(),
        adopted_at=clock.now(),
        adopted_by=capacity.person,
        adopted_for=capacity.acting_for,
    )
    record(
        capacity,
        gettext_noop("adopted the wording of official texts"),
        template,
        changes={"words": [current.words if current else "", words]},
        reason=template.reason,
    )
    return template
