"""The folder of the local stand-ins: what relay, gateway and other systems would have got."""

import datetime as dt
import json
import os
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from audit import clock

LOG = "messages.ndjson"
_NAME = re.compile(r"[0-9a-f]{32}\Z")
_SHOWN = 300


@dataclass(frozen=True)
class Caught:
    """One message to one recipient, as the log has it."""

    name: str
    message_id: str
    recipient: str
    subject: str
    at: dt.datetime
    channel: str = "email"
    details: str = ""


@dataclass(frozen=True)
class Opened:
    """A caught message, opened to be read."""

    sender: str
    recipient: str
    subject: str
    message_id: str
    at: dt.datetime | None
    text: str
    channel: str = "email"
    details: str = ""


def keep(raw: bytes, recipients: list[str]) -> None:
    """Keep a message: its file first, then a line of the log for each recipient, in one write."""
    name = _file(raw, "eml")
    head = message_from_bytes(raw.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n", policy=policy.default)
    _log(
        {
            "name": name,
            "message_id": str(head["Message-ID"] or "").strip(),
            "recipient": recipient,
            "subject": str(head["Subject"] or ""),
            "at": clock.now().isoformat(),
        }
        for recipient in recipients
    )


def keep_post(
    channel: str, recipient: str, subject: str, *, key: str, content: str, details: str
) -> None:
    """Keep what came over HTTP: a short message, or what another system was told."""
    entry = {
        "message_id": key,
        "recipient": recipient,
        "subject": subject,
        "at": clock.now().isoformat(),
        "channel": channel,
        "details": details,
    }
    kept = json.dumps({**entry, "content": content}, ensure_ascii=False)
    _log([{"name": _file(kept.encode(), "json"), **entry}])


def _file(content: bytes, kind: str) -> str:
    folder().mkdir(parents=True, exist_ok=True)
    name = uuid.uuid4().hex
    (folder() / f"{name}.{kind}").write_bytes(content)
    return name


def _log(entries: Iterable[Mapping[str, str]]) -> None:
    lines = "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
    log = os.open(folder() / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(log, lines.encode())
    finally:
        os.close(log)


def caught(recipient: str = "", channel: str = "") -> list[Caught]:
    """Return what arrived, the newest first, perhaps for one recipient or on one channel."""
    try:
        lines = (folder() / LOG).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    found: list[Caught] = []
    for line in reversed(lines):
        if recipient and recipient not in line:
            continue
        entry = json.loads(line)
        if recipient in entry["recipient"] and channel in ("", entry.get("channel", "email")):
            found.append(Caught(**entry | {"at": dt.datetime.fromisoformat(entry["at"])}))
        if len(found) == _SHOWN:
            break
    return found


def opened(name: str) -> Opened | None:
    """Return one message to be read, or None when there is none of that name."""
    if not _NAME.match(name):
        return None
    if (folder() / f"{name}.json").is_file():
        return _opened_post(folder() / f"{name}.json")
    path = folder() / f"{name}.eml"
    if not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    part = message.get_body(preferencelist=("plain",))
    text = part.get_content() if isinstance(part, EmailMessage) else ""
    return Opened(
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        message_id=str(message["Message-ID"] or ""),
        at=_written_at(message["Date"]),
        text=text,
    )


def _opened_post(path: Path) -> Opened:
    kept = json.loads(path.read_text("utf-8"))
    return Opened(
        sender="",
        recipient=kept["recipient"],
        subject=kept["subject"],
        message_id=kept["message_id"],
        at=dt.datetime.fromisoformat(kept["at"]),
        text=kept["content"],
        channel=kept["channel"],
        details=kept["details"],
    )


def _written_at(header: str | None) -> dt.datetime | None:
    """Return when a letter says that it was written; nothing where it says nothing sensible."""
    try:
        return parsedate_to_datetime(str(header)) if header else None
    except ValueError:
        return None


def folder() -> Path:
    """Return the folder that catcher and pages share."""
    return Path(settings.CATCHER_FOLDER)
