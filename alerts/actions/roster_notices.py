"""Telling people about replacements on duty; part of the actions that make them."""

from collections.abc import Iterable

from django.urls import reverse

from alerts.models import Replacement
from alerts.texts.duty import replacement_texts
from audit.record import Capacity
from notices import actions as notices
from notices.models import Notice


def tell_of(capacity: Capacity, replacement: Replacement, people: Iterable[int]) -> None:
    """Tell people of a replacement, except who has just acted."""
    others = sorted(set(people) - capacity.people)
    if not others:
        return
    body = replacement.body
    span = (replacement.starts_at, replacement.ends_at)
    reason = replacement.remark or replacement.reason
    notices.tell(
        capacity,
        [(person, body.pk) for person in others],
        replacement_texts(body, replacement.state, replacement.person, span, reason),
        thing_path=reverse("alerts:roster", kwargs={"pk": body.pk}),
        urgency=Notice.Urgency.ORDINARY,
    )
