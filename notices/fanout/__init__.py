"""Writing the deliveries of steps: one statement chooses the contacts, slices and inserts.

The preview reads through the same choice, so what was shown is what goes out.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from agencies.background import after_commit
from agencies.models import Body
from audit import clock
from notices import channels, feed
from notices.fanout import statements
from notices.models import LadderStep, Notice
from notices.texts import AddresseeSpec, StepSpec

BATCH_SIZE = 500
FOR_DIGESTS = dt.timedelta(seconds=90)  # what was held leaves room for a digest first


def write_addressees(notice: Notice, addressees: Iterable[AddresseeSpec]) -> int:
    """Write whom a notice addresses: each active person once for each body."""
    every = list(addressees)
    return _run(
        statements.ADDRESSEES,
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
            rung=number,
            due_at=notice.issued_at + step.after,
            every_channel=step.every_channel,
        )
        for number, step in enumerate(ladder, start=1)
    )


def write_deliveries(notice: Notice) -> int:
    """Write the messages that go at once."""
    return _run(statements.WRITE_AT_ONCE, notice=notice.pk, **_facts())


def write_delivery_to(notice: Notice, contact_id: int) -> int:
    """Write the one delivery of a message that proves or tests a contact."""
    return _run(statements.WRITE_TO_ONE, notice=notice.pk, contact=contact_id, **_facts())


def choose(
    addressees: Iterable[AddresseeSpec],
    *,
    every_channel: bool,
    issuer: Body | None = None,
    heeds_mutes: bool = False,
) -> list[tuple[int, str]]:
    """Return (person, channel) of each message that a notice to these people would make."""
    facts = _given(addressees, issuer, heeds_mutes=heeds_mutes)
    with connection.cursor() as cursor:
        cursor.execute(statements.CHOOSE, {"every_channel": every_channel, **facts})
        return list(cursor.fetchall())


def choose_systems(
    addressees: Iterable[AddresseeSpec], *, issuer: Body | None = None, heeds_mutes: bool = False
) -> list[int]:
    """Return the systems of organisations that a notice to these people would be sent to."""
    with connection.cursor() as cursor:
        facts = _given(addressees, issuer, heeds_mutes=heeds_mutes)
        cursor.execute(statements.GIVEN_SYSTEMS, facts)
        return [pk for (pk,) in cursor.fetchall()]


def write_fallbacks(failed: Iterable[int]) -> int:
    """Tell whom a failed message did not reach by the next channel of their own order."""
    ids = list(failed)
    return _run(statements.WRITE_FALLBACKS, failed=ids, **_facts()) if ids else 0


def hold_answers_about(failed: Iterable[int]) -> None:
    """Keep notices from being closed and readers from answering until fallbacks are written.

    In the order in which an answer holds them, and before any delivery is held.
    """
    ids = list(failed)
    if ids:
        _run(statements.HOLD_NOTICES_OF, ids=ids)
        _run(statements.HOLD_ADDRESSEES_OF, ids=ids)


def slice_retries() -> int:
    """Put the deliveries whose time has come again into batches; return how many."""
    return _run(statements.RETRIES, **_facts(), unheard=clock.now() - FOR_DIGESTS)


@transaction.atomic
def make_due_steps() -> int:
    """Make the deliveries of every ladder step that is due; return how many steps.

    Two statements for all notices: the first holds the notices still, so that no body answers
    between the look at who is silent and the writing of their messages.
    """
    with connection.cursor() as cursor:
        cursor.execute(statements.NOTICES_DUE, {"now": clock.now()})
        notices = [pk for (pk,) in cursor.fetchall()]
        if not notices:
            return 0
        cursor.execute(statements.MAKE, {"notices": notices, **_facts()})
        return int(cursor.fetchone()[0])


def write_next_round(pairs: Iterable[tuple[int, int]]) -> int:
    """Run the frozen ladder of a notice again for one body, for each (notice, body) given."""
    asked = list(pairs)
    notices, bodies = [notice for notice, _body in asked], [body for _notice, body in asked]
    hold_still(notices)
    _run(statements.ASKED_AGAIN, notices=notices, bodies=bodies)
    return _run(statements.NEXT_ROUND, notices=notices, bodies=bodies, now=clock.now())


def hold_still(notices: Iterable[int], *, shared: bool = False) -> None:
    """Keep steps from being made until this transaction ends; answers share the hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            statements.HOLD_TOGETHER if shared else statements.HOLD, {"notices": list(notices)}
        )


def wake(queue: str, workers: int) -> None:
    """Wake as many workers as there are, not one for each message; a played past wakes nobody."""
    if clock.is_played():
        return
    for _worker in range(workers):
        after_commit("notices.tasks.deliver", queue, queue=queue)


def ring(notice: Notice) -> None:
    """Wake the workers and the open inboxes once a notice stands."""
    wake(notice.queue, settings.WORKERS)
    feed.publish("inbox", notice.pk)


def _given(
    addressees: Iterable[AddresseeSpec], issuer: Body | None, *, heeds_mutes: bool
) -> dict[str, Any]:
    told = list(addressees)
    return {
        "people": [one.person_id for one in told],
        "bodies": [one.body_id for one in told],
        "issuer": issuer.pk if issuer else None,
        "heeds_mutes": heeds_mutes,
        **_facts(),
    }


def _facts() -> dict[str, Any]:
    return {
        "now": clock.now(),
        "channels": channels.in_use(),
        "batch_size": BATCH_SIZE,
        "workers": settings.WORKERS,
    }


def _run(statement: str, **facts: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return int(cursor.rowcount)
