"""One connection to the relay: opened, spoken to in bytes, its answers read into verdicts."""

import re
import smtplib
import ssl
from collections import deque
from collections.abc import Sequence

import structlog
from django.conf import settings

from notices.channels.parcels import Verdict

TIMEOUT = 30
Reply = tuple[int, bytes]
Said = tuple[Verdict, str]
_NO_MAILBOX = (550, 551, 553)
_OTHER_GROUND = re.compile(r"5\.(?!1\.)\d{1,3}\.\d{1,3}\b")  # RFC 3463: 5.1.x is the address
_POLICY = re.compile(r"5\.7\.\d{1,3}\b")
_LONGEST_REPLY = 65536
logger = structlog.get_logger(__name__)


class Line:
    """An open connection and the answers that have come over it and are not yet read."""

    def __init__(self, relay: smtplib.SMTP) -> None:
        """Take over a connection that has been greeted."""
        if relay.sock is None:
            raise smtplib.SMTPServerDisconnected("no connection")
        self.relay = relay
        self.socket = relay.sock
        self.is_pipelined = relay.has_extn("pipelining")
        self.replies: deque[Reply] = deque()
        self._tail = b""
        self._words: list[bytes] = []

    def send(self, content: bytes) -> None:
        """Send some bytes whole."""
        self.socket.sendall(content)

    def listen(self) -> None:
        """Read what has come; the relay that hangs up or babbles is given up."""
        heard = self.socket.recv(_LONGEST_REPLY)
        while isinstance(self.socket, ssl.SSLSocket) and self.socket.pending():
            heard += self.socket.recv(_LONGEST_REPLY)
        if not heard or len(self._tail) > _LONGEST_REPLY:
            raise smtplib.SMTPServerDisconnected("the relay hung up")
        *lines, self._tail = (self._tail + heard).split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            code, words = int(line[:3]), line[4:].strip()
        except ValueError as error:
            raise smtplib.SMTPServerDisconnected(f"not an answer: {line[:80]!r}") from error
        if line[3:4] == b"-":
            self._words.append(words)
            return
        if self._words:
            words = b" ".join([*self._words, words])
            self._words.clear()
        self.replies.append((code, words))


def connect(timeout: float = TIMEOUT) -> Line:
    """Open a connection, with TLS and a name where the settings ask for them."""
    relay = smtplib.SMTP(
        settings.RELAY_HOST,
        settings.RELAY_PORT,
        local_hostname=settings.INSTANCE_DOMAIN,
        timeout=timeout,
    )
    try:
        relay.ehlo()
        if settings.RELAY_TLS:
            relay.starttls(context=ssl.create_default_context())
            relay.ehlo()
        if settings.RELAY_USER:
            relay.login(settings.RELAY_USER, settings.RELAY_PASSWORD)
        line = Line(relay)
    except BaseException:
        relay.close()
        raise
    line.socket.settimeout(TIMEOUT)
    return line


def envelope(address: str) -> bytes:
    """Return the three commands before a content."""
    return f"MAIL FROM:<{settings.NOTICES_SENDER}>\r\nRCPT TO:<{address}>\r\nDATA\r\n".encode(
        "ascii"
    )


def refusal(stage: int, reply: Reply) -> Said | None:
    """Read the answer to the n-th command of an envelope: what refused the message, or nothing."""
    code, _words = reply
    if code in ((250,), (250, 251), (354,))[stage]:
        return None
    return verdict(reply, in_envelope=True, to_recipient=stage == 1)


def refusal_of(replies: Sequence[Reply]) -> Said | None:
    """Read the three answers to a whole envelope: the first refusal, or nothing."""
    for stage, reply in enumerate(replies):
        refused = refusal(stage, reply)
        if refused:
            return refused
    return None


def verdict(reply: Reply, *, in_envelope: bool = False, to_recipient: bool = False) -> Said:
    """Read an answer: 2xx is a yes, 4xx later, 5xx a no; 421 ends the connection.

    A policy named before the content has gone is about the relay; after it, about the letter.
    """
    code, words = reply
    said = f"{code} {words.decode('utf-8', 'replace')}"
    if code == 421:
        raise smtplib.SMTPServerDisconnected(said)
    if 200 <= code < 300:
        return Verdict.ACCEPTED, said
    if 400 <= code < 500:
        return Verdict.LATER, said
    if in_envelope and _POLICY.match(said.partition(" ")[2]):
        # A relay that refuses by policy refuses everybody: no alert is given up for that.
        logger.warning("the relay refuses by policy", words=said)
        return Verdict.LATER, said
    is_about_the_address = not _OTHER_GROUND.match(said.partition(" ")[2])
    if to_recipient and code in _NO_MAILBOX and is_about_the_address:
        return Verdict.NO_SUCH_ADDRESS, said
    return Verdict.REFUSED, said
