"""Issuing a notice: once it commits, every message of the first step is a row."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.actions import issue_capabilities
from agencies.models import Body
from audit import clock
from audit.record import Capacity, record
from notices import fanout, gateway
from notices.fanout import holding
from notices.models import Addressee, Notice, NoticeWording
from notices.texts import AddresseeSpec, NoticeText, RefusedError, StepSpec, Terms, in_exercise

LINKS_LIVE = dt.timedelta(days=30)
Pairs = Iterable[tuple[int, int]]


@transaction.atomic
def issue_notice(
    capacity: Capacity,
    *,
    kind: str,
    thing_path: str,
    texts: Mapping[str, NoticeText],
    addressees: Iterable[AddresseeSpec],
    urgency: str,
    ladder: Iterable[StepSpec] = (),
    exercise: bool = False,
    answer_purpose: str = "",
    answer_path: str = "",
    answer_right: str = rights.ACKNOWLEDGE,
    answer_until: dt.datetime | None = None,
    may_wait: bool = True,
    **terms: Unpack[Terms],
) -> Notice:
    """Tell people something: once this commits, every message of the first step is a row.

    Whoever holds `answer_right` gets a link to answer with, until `answer_until` or for a month.
    What may not wait goes at once to who wants no messages at this hour, ordinary as it is.
    """
    notice = write_notice(
        capacity,
        texts,
        kind=kind,
        urgency=urgency,
        thing_path=thing_path,
        is_exercise=exercise,
        answer_purpose=answer_purpose,
        answer_path=answer_path,
        answer_until=_until(answer_until) if answer_purpose else None,
        **terms,
    )
    people = fanout.write_addressees(notice, addressees)
    fanout.write_ladder(notice, ladder)
    _issue_links(notice, answer_right)
    _send_off(notice, capacity, people, may_wait=may_wait)
    return notice


def _send_off(notice: Notice, capacity: Capacity, people: int, *, may_wait: bool) -> None:
    """Write the messages of the first step, hold back what may wait, and wake the workers."""
    messages = fanout.write_deliveries(notice)
    if may_wait and messages:
        holding.hold(notice)
    numbers = {"addressees": [0, people], "messages": [0, messages]}
    record(capacity, gettext_noop("issued the notice"), notice, changes=numbers)
    fanout.ring(notice)


def _until(moment: dt.datetime | None) -> dt.datetime:
    return moment or clock.now() + LINKS_LIVE


def tell(
    capacity: Capacity,
    people: Pairs,
    texts: Mapping[str, NoticeText],
    *,
    kind: str = Notice.Kind.DUTY,
    thing_path: str = "",
    urgency: str = Notice.Urgency.IMMEDIATE,
    exercise: bool = False,
    heeds_mutes: bool = False,
) -> Notice:
    """Tell (person, body) pairs something that asks for no answer; it rings unless it heeds mutes.

    The system itself may tell (SYSTEM): what falls due, what lapsed, who is missing.
    """
    return issue_notice(
        capacity,
        kind=kind,
        thing_path=thing_path,
        texts=texts,
        addressees=[AddresseeSpec(person, body, counted=False) for person, body in people],
        urgency=urgency,
        exercise=exercise,
        heeds_mutes=heeds_mutes,
    )


def write_notice(capacity: Capacity, texts: Mapping[str, NoticeText], **about: Any) -> Notice:
    """Write a notice with its words, marked and checked by the gateway; part of an action."""
    facts = {
        "issued_at": clock.now(),
        "issued_by": capacity.person,
        "issuing_body": capacity.body,
        **about,
    }
    if not {"kk", "ru"} <= texts.keys():
        raise ValidationError(_("A notice needs its words in Kazakh and in Russian."))
    if about.get("is_exercise"):
        texts = {language: in_exercise(text, language) for language, text in texts.items()}
    try:
        gateway.checked(Notice(**facts), texts)
    except RefusedError as refusal:
        raise ValidationError(
            _("These words may not go out: %(why)s.") % {"why": _(str(refusal))}
        ) from refusal
    notice = Notice.objects.create(**facts)
    NoticeWording.objects.bulk_create(
        NoticeWording(
            notice=notice,
            language=language,
            subject=_cut(" ".join(text.subject.split())),
            body=text.body,
            act=text.act,
            calendar=text.calendar,
        )
        for language, text in texts.items()
    )
    return notice


def _cut(subject: str) -> str:
    """Return a subject that fits its field: better a shortened subject than no notice at all."""
    longest = NoticeWording._meta.get_field("subject").max_length or 0
    return subject if len(subject) <= longest else f"{subject[: longest - 1].rstrip()}…"


def _issue_links(notice: Notice, right: str) -> None:
    if not notice.answer_purpose or notice.answer_until is None:
        return
    counted = Addressee.objects.filter(notice=notice, is_counted=True)
    asked = set(counted.values_list("person_id", "body_id"))
    # Named, not asked for again: of rows written a moment ago the database keeps no statistics.
    bodies = Body.objects.filter(pk__in={body for _person, body in asked})
    issue_capabilities(
        [pair for pair in rights.pairs_who_may(right, bodies) if pair in asked],
        purpose=notice.answer_purpose,
        subject=notice.pk,
        expires_at=notice.answer_until,
    )
