"""Writing the deliveries of a step: one statement chooses the contacts, slices and inserts.

The preview reads through the same choice, so what was shown is what goes out.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from agencies.background import after_commit
from agencies.models import User
from audit import clock
from notices.models import LadderStep, Notice
from notices.texts import AddresseeSpec, NoticePreview, StepSpec

PRIORITIES = {Notice.Urgency.IMMEDIATE: 0, Notice.Urgency.ORDINARY: 5}
BATCH_SIZE = 500

_TOLD = """
    SELECT DISTINCT told.person_id
    FROM notices_addressee AS told JOIN agencies_user AS one ON one.id = told.person_id
    WHERE told.notice_id = %(notice)s AND told.first_step <= %(step)s
      AND told.answered_at IS NULL AND one.is_active
"""
_GIVEN = """
    SELECT one.id AS person_id FROM agencies_user AS one
    WHERE one.id = ANY(%(people)s) AND one.is_active
"""
# One contact on each channel, in the person's own order; the first channel alone unless every one.
_CHOSEN = """
    SELECT * FROM (
        SELECT DISTINCT ON (contact.person_id, contact.channel)
            contact.person_id, contact.channel, contact.id AS contact_id, contact.address,
            one.language,
            first_value(contact.channel) OVER (
                PARTITION BY contact.person_id ORDER BY contact.position, contact.id
            ) AS first_channel
        FROM notices_contact AS contact
        JOIN told ON told.person_id = contact.person_id
        JOIN agencies_user AS one ON one.id = contact.person_id
        WHERE contact.verified_at IS NOT NULL AND contact.broken_at IS NULL
          AND contact.removed_at IS NULL
        ORDER BY contact.person_id, contact.channel, contact.position, contact.id
    ) AS best
    WHERE %(every_channel)s OR best.channel = best.first_channel
"""
_ONE_CONTACT = """
    SELECT contact.person_id, contact.channel, contact.id AS contact_id, contact.address,
        one.language
    FROM notices_contact AS contact JOIN agencies_user AS one ON one.id = contact.person_id
    WHERE contact.id = %(contact)s
"""
# At least one slice for each worker, so that nobody waits while another has everything.
_NUMBERED = """
    SELECT chosen.*, (row_number() OVER (PARTITION BY channel ORDER BY person_id) - 1) / LEAST(
        %(batch_size)s,
        GREATEST(10, ceil(count(*) OVER (PARTITION BY channel)::numeric / %(workers)s)::bigint)
    ) AS slice FROM chosen
"""
_SLICES = """
    SELECT channel, slice,
        nextval(pg_get_serial_sequence('notices_deliverybatch', 'id')) AS batch_id
    FROM (SELECT DISTINCT channel, slice FROM numbered ORDER BY slice, channel) AS cut
"""
_BATCHES = """
    INSERT INTO notices_deliverybatch
        (id, queue, channel, priority, state, not_before, attempts, lease_host, lease_journal)
    SELECT batch_id, %(queue)s, channel, %(priority)s, 'ready', %(now)s, 0, '', ''
    FROM slices ORDER BY slice, channel
"""
_DELIVERIES = """
    INSERT INTO notices_delivery
        (notice_id, step, person_id, channel, contact_id, address, language, queue, priority,
         batch_id, state, attempts, queued_at, not_before, words)
    SELECT %(notice)s, %(step)s, person_id, channel, contact_id, address, language, %(queue)s,
        %(priority)s, batch_id, 'queued', 0, %(now)s, %(now)s, ''
    FROM numbered JOIN slices USING (channel, slice)
    ORDER BY batch_id, person_id
    ON CONFLICT ON CONSTRAINT delivery_once DO NOTHING
"""
_WRITE = f"""
    numbered AS ({_NUMBERED}), slices AS MATERIALIZED ({_SLICES}), batches AS ({_BATCHES})
    {_DELIVERIES}
"""
_RETRIES = """
    WITH due AS (
        SELECT id, channel, queue, priority FROM notices_delivery
        WHERE state = 'queued' AND batch_id IS NULL AND not_before <= %(now)s
        ORDER BY priority, not_before, id LIMIT 5000 FOR UPDATE SKIP LOCKED
    ), numbered AS (
        SELECT due.*, (row_number() OVER (
            PARTITION BY channel, queue, priority ORDER BY id
        ) - 1) / %(batch_size)s AS slice FROM due
    ), slices AS MATERIALIZED (
        SELECT channel, queue, priority, slice,
            nextval(pg_get_serial_sequence('notices_deliverybatch', 'id')) AS batch_id
        FROM numbered GROUP BY channel, queue, priority, slice
    ), batches AS (
        INSERT INTO notices_deliverybatch
            (id, queue, channel, priority, state, not_before, attempts, lease_host, lease_journal)
        SELECT batch_id, queue, channel, priority, 'ready', %(now)s, 0, '', '' FROM slices
    )
    UPDATE notices_delivery AS delivery SET batch_id = slices.batch_id
    FROM numbered JOIN slices USING (channel, queue, priority, slice)
    WHERE delivery.id = numbered.id
"""
_ADDRESSEES = """
    INSERT INTO notices_addressee (notice_id, person_id, body_id, is_counted, first_step)
    SELECT %(notice)s, given.person_id, given.body_id, bool_or(given.counted),
        min(given.first_step)
    FROM unnest(%(people)s::bigint[], %(bodies)s::bigint[], %(counted)s::boolean[],
                %(first_steps)s::smallint[])
        AS given (person_id, body_id, counted, first_step)
    JOIN agencies_user AS one ON one.id = given.person_id AND one.is_active
    GROUP BY given.person_id, given.body_id
"""


def write_addressees(notice: Notice, addressees: Iterable[AddresseeSpec]) -> int:
    """Write whom a notice addresses: each active person once for each body."""
    every = list(addressees)
    return _run(
        _ADDRESSEES,
        notice=notice.pk,
        people=[one.person_id for one in every],
        bodies=[one.body_id for one in every],
        counted=[one.counted for one in every],
        first_steps=[one.first_step for one in every],
    )


def write_ladder(notice: Notice, ladder: Iterable[StepSpec]) -> None:
    """Freeze the steps of a notice with the instants at which they fall due."""
    LadderStep.objects.bulk_create(
        LadderStep(
            notice=notice,
            number=number,
            due_at=notice.issued_at + step.after,
            every_channel=step.every_channel,
        )
        for number, step in enumerate(ladder, start=1)
    )


def write_deliveries(notice: Notice, *, step: int = 0, every_channel: bool) -> int:
    """Write the deliveries of one step for everyone whose body has not answered."""
    return _run(
        f"WITH told AS ({_TOLD}), chosen AS ({_CHOSEN}), {_WRITE}",
        step=step,
        every_channel=every_channel,
        **_facts_of(notice),
    )


def write_delivery_to(notice: Notice, contact_id: int) -> int:
    """Write the one delivery of a message that proves or tests a contact."""
    return _run(
        f"WITH chosen AS ({_ONE_CONTACT}), {_WRITE}",
        step=0,
        contact=contact_id,
        **_facts_of(notice),
    )


def preview_notice(addressees: Iterable[AddresseeSpec], urgency: str) -> NoticePreview:
    """Count whom a notice would reach, by the choice that will write its deliveries."""
    first = [one for one in addressees if one.first_step == 0]
    people = User.objects.filter(is_active=True, pk__in={one.person_id for one in first})
    chosen = choose(
        people.values_list("pk", flat=True),
        every_channel=urgency == Notice.Urgency.IMMEDIATE,
    )
    by_channel: dict[str, int] = {}
    for _person, channel in chosen:
        by_channel[channel] = by_channel.get(channel, 0) + 1
    reached = {person for person, _channel in chosen}
    counted = {one.body_id for one in first if one.counted}
    return NoticePreview(
        bodies=len(counted),
        people=people.count(),
        by_channel=by_channel,
        without_contact=list(people.exclude(pk__in=reached)),
        informed=len({one.body_id for one in first} - counted),
    )


def choose(people: Iterable[int], *, every_channel: bool) -> list[tuple[int, str]]:
    """Return (person, channel) of each message that a notice to these people would make."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH told AS ({_GIVEN}), chosen AS ({_CHOSEN})"  # noqa: S608 - constants alone
            " SELECT person_id, channel FROM chosen ORDER BY person_id, channel",
            {"people": list(people), "every_channel": every_channel},
        )
        return list(cursor.fetchall())


def slice_retries() -> int:
    """Put the deliveries whose time has come again into batches; return how many."""
    return _run(_RETRIES, now=clock.now(), batch_size=BATCH_SIZE)


@transaction.atomic
def make_due_steps() -> int:
    """Make the deliveries of every ladder step that is due; return how many steps."""
    due = (
        LadderStep.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(made_at__isnull=True, due_at__lte=clock.now(), notice__closed_at__isnull=True)
        .select_related("notice")
        .order_by("due_at", "pk")[:100]
    )
    for step in due:
        write_deliveries(step.notice, step=step.number, every_channel=step.every_channel)
        step.made_at = clock.now()
        step.save(update_fields=["made_at"])
    return len(due)


def wake(queue: str, workers: int) -> None:
    """Wake as many workers as there are, not one for each message; a played past wakes nobody."""
    if clock.is_played():
        return
    for _worker in range(workers):
        after_commit("notices.tasks.deliver", queue, queue=queue)


def _facts_of(notice: Notice) -> dict[str, Any]:
    return {
        "notice": notice.pk,
        "queue": notice.queue,
        "priority": PRIORITIES[Notice.Urgency(notice.urgency)],
        "now": clock.now(),
        "batch_size": BATCH_SIZE,
        "workers": settings.WORKERS,
    }


def _run(statement: str, **facts: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return int(cursor.rowcount)
