"""E-mail: one connection to the relay, pipelined when the relay offers it (RFC 2920)."""

import contextlib
import smtplib
import ssl

from django.conf import settings

from notices.channels.letters import Letter, letter_of
from notices.channels.parcels import Parcel, Progress, UnreachableError, Verdict

TIMEOUT = 30
_NO_MAILBOX = (550, 551, 553)
Said = tuple[Verdict, str]


class EmailChannel:
    """Letters over SMTP; the connection stays open from batch to batch."""

    def __init__(self) -> None:
        """Begin without a connection and without letters."""
        self._relay: smtplib.SMTP | None = None
        self._letters: dict[tuple[int, str], Letter] = {}

    def send(self, progress: Progress) -> None:
        """Send every parcel of a batch."""
        try:
            relay = self._connected()
            if relay.has_extn("pipelining"):
                self._send_pipelined(relay, progress)
            else:
                self._send_one_by_one(relay, progress)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise UnreachableError(str(error)) from error
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Take leave of the relay."""
        if self._relay is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._relay.quit()
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        if self._relay is None:
            relay = smtplib.SMTP(
                settings.RELAY_HOST,
                settings.RELAY_PORT,
                local_hostname=settings.INSTANCE_DOMAIN,
                timeout=TIMEOUT,
            )
            self._relay = relay
            relay.ehlo()
            if settings.RELAY_TLS:
                relay.starttls(context=ssl.create_default_context())
                relay.ehlo()
            if settings.RELAY_USER:
                relay.login(settings.RELAY_USER, settings.RELAY_PASSWORD)
        return self._relay

    def _drop(self) -> None:
        if self._relay is not None:
            self._relay.close()
            self._relay = None

    def _send_pipelined(self, relay: smtplib.SMTP, progress: Progress) -> None:
        """Send each message together with the envelope of the next: one round trip a message.

        The journal learns of an answer and of what goes next before the next content goes.
        """
        parcels = progress.parcels()
        current = next(parcels, None)
        if current is not None:
            progress.begin(current)
            relay.send(_envelope(current))
        while current is not None:
            refused, is_data_open = _read_envelope(relay)
            content = b"" if refused else self._content(current)
            end = content + b".\r\n" if is_data_open else b""
            following = next(parcels, None)
            relay.send(end + (_envelope(following) if following else b""))
            said = _verdict(*relay.getreply()) if is_data_open else None
            verdict, words = refused or said or (Verdict.LATER, "")
            progress.settle(current, verdict, words, following)
            current = following

    def _send_one_by_one(self, relay: smtplib.SMTP, progress: Progress) -> None:
        for parcel in progress.parcels():
            progress.begin(parcel)
            verdict, words = self._send_one(relay, parcel)
            progress.settle(parcel, verdict, words)

    def _send_one(self, relay: smtplib.SMTP, parcel: Parcel) -> Said:
        code, words = relay.mail(settings.NOTICES_SENDER)
        if code == 250:
            code, words = relay.rcpt(parcel.delivery.address)
            if code in (250, 251):
                return _verdict(*relay.data(self._content(parcel)))
            said = _verdict(code, words, to_recipient=True)
        else:
            said = _verdict(code, words)
        relay.rset()
        return said

    def _content(self, parcel: Parcel) -> bytes:
        """Return a reader's copy; no line of it begins with a dot, so none needs doubling."""
        delivery = parcel.delivery
        key = (delivery.notice_id, delivery.language)
        if key not in self._letters:
            self._letters[key] = letter_of(parcel)
        return self._letters[key].fill(parcel)


def _envelope(parcel: Parcel) -> bytes:
    lines = f"MAIL FROM:<{settings.NOTICES_SENDER}>\r\nRCPT TO:<{parcel.delivery.address}>\r\n"
    return f"{lines}DATA\r\n".encode("ascii")


def _read_envelope(relay: smtplib.SMTP) -> tuple[Said | None, bool]:
    """Read the three answers to an envelope: what refused it, and whether content is awaited."""
    sender, recipient, data = relay.getreply(), relay.getreply(), relay.getreply()
    refused = None
    if sender[0] != 250:
        refused = _verdict(*sender)
    elif recipient[0] not in (250, 251):
        refused = _verdict(*recipient, to_recipient=True)
    elif data[0] != 354:
        refused = _verdict(*data)
    return refused, data[0] == 354


def _verdict(code: int, words: bytes, *, to_recipient: bool = False) -> Said:
    """Read an answer: 2xx is a yes, 4xx later, 5xx a no; 421 and silence end the connection."""
    said = f"{code} {words.decode('utf-8', 'replace')}"
    if code in (-1, 421):
        raise smtplib.SMTPServerDisconnected(said)
    if 200 <= code < 300:
        return Verdict.ACCEPTED, said
    if 400 <= code < 500:
        return Verdict.LATER, said
    if to_recipient and code in _NO_MAILBOX:
        return Verdict.NO_SUCH_ADDRESS, said
    return Verdict.REFUSED, said
