"""What sending costs without a database: one connection, the same messages, to the same sink."""

import smtplib
import time
from collections.abc import Sequence

from django.conf import settings

from notices.channels.letters import letter_of
from notices.channels.smtp import Line, envelope
from notices.delivery.leases import Lease
from notices.delivery.runs import Hold
from notices.journal import Journal
from notices.models import Delivery, DeliveryBatch, Notice

Message = tuple[str, bytes]


def messages_of(notice: Notice) -> list[Message]:
    """Return the messages of a notice as its channel would write them: address and bytes."""
    Delivery.objects.filter(notice=notice).update(state=Delivery.State.QUEUED, sent_at=None)
    own, made = Journal(), []
    for batch in DeliveryBatch.objects.filter(notice=notice).order_by("pk"):
        lease = Lease(batch.pk, batch.channel, 1, notice.pk, batch.language, batch.variant,
                      batch.priority, batch.queue, batch.size)  # fmt: skip
        (run,) = Hold([lease], own).runs({})
        letter = letter_of(run)
        made += [(parcel.address, letter.fill(parcel)) for parcel in run.parcels()]
    own.abandon()
    return made


def plain_loop(port: int, messages: Sequence[Message]) -> float:
    """Send with smtplib as the documentation shows it; return when the first byte went."""
    began = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as relay:
        relay.ehlo()
        for address, content in messages:
            relay.sendmail(settings.NOTICES_SENDER, [address], content)
    return began


def bare_pipelined(port: int, messages: Sequence[Message]) -> float:
    """Send over one pipelined connection, each content with the next envelope, and no more."""
    began = time.monotonic()
    relay = smtplib.SMTP("127.0.0.1", port)
    relay.ehlo()
    line = Line(relay)
    line.send(envelope(messages[0][0]))
    for position, (_address, content) in enumerate(messages):
        await_answers(line, 3)
        following = messages[position + 1 : position + 2]
        line.send(content + b".\r\n" + b"".join(envelope(one) for one, _content in following))
        await_answers(line, 1)
    relay.close()
    return began


def await_answers(line: Line, number: int) -> None:
    """Wait for so many answers and drop them."""
    while len(line.replies) < number:
        line.listen()
    for _answer in range(number):
        line.replies.popleft()
