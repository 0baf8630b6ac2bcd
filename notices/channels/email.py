"""E-mail: several connections to the relay, pipelined where it offers that (RFC 2920)."""

import contextlib
import selectors
import smtplib
from collections.abc import Generator

import structlog
from django.conf import settings

from notices.channels import smtp
from notices.channels.letters import Letter, letter_of
from notices.channels.parcels import Batch, Parcel, UnreachableError, Verdict
from notices.channels.smtp import TIMEOUT, Line, Reply, Said

FEWEST_EACH = 10  # another connection is not worth its opening for fewer messages
CONNECT_ANOTHER_WITHIN = 5.0
Talk = Generator[int, list[Reply], None]
Broken = (OSError, smtplib.SMTPException)
logger = structlog.get_logger(__name__)


class EmailChannel:
    """Letters over SMTP; the connections stay open from batch to batch."""

    def __init__(self) -> None:
        """Begin without a connection and without letters."""
        self._lines: list[Line] = []
        self._most = max(1, settings.RELAY_CONNECTIONS)
        self._letters: dict[tuple[int, str, str], Letter] = {}

    def send(self, batch: Batch) -> None:
        """Send every parcel of a batch."""
        if not batch.size:
            return
        try:
            lines = self._connected(-(-batch.size // FEWEST_EACH))
            _Exchange(batch, self._letter(batch)).run(lines)
        except Broken as error:
            self._drop()
            raise UnreachableError(str(error)) from error
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Take leave of the relay."""
        for line in self._lines:
            with contextlib.suppress(*Broken):
                line.relay.quit()
        self._drop()

    def _connected(self, wanted: int) -> list[Line]:
        """Return the open connections, opening more as wanted; a relay may have fewer to give."""
        if not self._lines:
            self._lines.append(smtp.connect())
        while len(self._lines) < min(wanted, self._most):
            try:
                self._lines.append(smtp.connect(CONNECT_ANOTHER_WITHIN))
            except Broken as error:
                logger.warning("the relay takes no more connections", words=str(error))
                self._most = len(self._lines)
        return self._lines[: max(1, wanted)]

    def _drop(self) -> None:
        for line in self._lines:
            line.relay.close()
        self._lines.clear()

    def _letter(self, batch: Batch) -> Letter:
        key = (batch.notice.pk, batch.language, batch.variant)
        if key not in self._letters:
            self._letters[key] = letter_of(batch)
        return self._letters[key]


class _Exchange:
    """One batch over several connections; on each of them one message is going at a time."""

    def __init__(self, batch: Batch, letter: Letter) -> None:
        self._batch = batch
        self._letter = letter
        self._parcels = batch.parcels()
        self._talks: dict[Line, tuple[Talk, int]] = {}

    def run(self, lines: list[Line]) -> None:
        """Send until nothing is left; where one breaks, the others end what they have begun."""
        broken: Exception | None = None
        with selectors.DefaultSelector() as selector:
            for line in lines:
                selector.register(line.socket, selectors.EVENT_READ, line)
                broken = self._go_on(line, is_new=True) or broken
            while self._talks:
                ready = selector.select(TIMEOUT)
                if not ready:
                    raise TimeoutError("the relay does not answer")
                for key, _events in ready:
                    broken = self._go_on(key.data) or broken
        if broken:
            raise broken

    def _go_on(self, line: Line, *, is_new: bool = False) -> Exception | None:
        """Let one conversation go on as far as its answers have come; return what broke it."""
        try:
            if is_new:
                talk = self._pipelined(line) if line.is_pipelined else self._in_turn(line)
                self._talks[line] = talk, next(talk)
            elif line in self._talks:
                line.listen()
                self._hand_over(line)
        except StopIteration:
            self._talks.pop(line, None)
        except Broken as error:
            self._talks.pop(line, None)
            self._parcels = iter(())
            return error
        return None

    def _hand_over(self, line: Line) -> None:
        talk, awaited = self._talks[line]
        while len(line.replies) >= awaited:
            awaited = talk.send([line.replies.popleft() for _reply in range(awaited)])
        self._talks[line] = talk, awaited

    def _pipelined(self, line: Line) -> Talk:
        """Send each content together with the envelope of the next: one round trip a message.

        The journal learns of an answer and of what goes next before the next content goes.
        """
        current = next(self._parcels, None)
        if current is not None:
            self._batch.begin(current)
            line.send(smtp.envelope(current.address))
        while current is not None:
            replies = yield 3
            refused, is_data_open = smtp.refusal_of(replies), replies[2][0] == 354
            content = b"" if refused else self._letter.fill(current)
            end = content + b".\r\n" if is_data_open else b""
            following = next(self._parcels, None)
            line.send(end + (smtp.envelope(following.address) if following else b""))
            said = smtp.verdict(*(yield 1)) if is_data_open else None
            verdict, words = refused or said or (Verdict.LATER, "")
            self._batch.settle(current, verdict, words, following)
            current = following

    def _in_turn(self, line: Line) -> Talk:
        """Send command after command to a relay that does not offer PIPELINING."""
        while (parcel := next(self._parcels, None)) is not None:
            self._batch.begin(parcel)
            verdict, words = yield from self._one(line, parcel)
            self._batch.settle(parcel, verdict, words)

    def _one(self, line: Line, parcel: Parcel) -> Generator[int, list[Reply], Said]:
        for stage, command in enumerate(smtp.envelope(parcel.address).splitlines(keepends=True)):
            line.send(command)
            refused = smtp.refusal(stage, *(yield 1))
            if refused:
                line.send(b"RSET\r\n")
                yield 1
                return refused
        line.send(self._letter.fill(parcel) + b".\r\n")
        return smtp.verdict(*(yield 1))
