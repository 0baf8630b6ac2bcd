"""The checksum of an effect: what was shown is sent, or nothing is."""

import hashlib

from alerts.queries.effects import Effect
from notices import actions as notices


def digest_of(effect: Effect, preview: notices.NoticePreview) -> str:
    """Return the checksum of exactly what would be sent: another one means another effect."""
    lines = [f"counted {pk}" for pk in sorted(one.pk for one in effect.counted)]
    lines += [f"informed {pk}" for pk in sorted(one.pk for one in effect.informed)]
    lines += sorted(
        f"told {one.person_id} {one.body_id} {one.counted} {one.first_step}"
        for one in effect.addressees
    )
    lines += [f"message {person} {channel}" for person, channel in preview.messages]
    lines += [f"system {contact}" for contact in effect.systems]
    lines += [f"muted {one.pk}" for one in preview.muted]
    lines += [f"step {one.minutes} {one.whom} {one.every_channel}" for one in effect.ladder]
    lines += sorted(f"spared {one.body.pk} {one.covered_by.pk}" for one in effect.spared)
    lines += [one.mark for one in effect.consequences]
    lines += sorted(f"unreached {person.pk}" for person in preview.without_contact)
    lines.append(f"needed {effect.answers_needed or 'all'}")
    return hashlib.sha256("\n".join([effect.urgency, *lines]).encode()).hexdigest()
