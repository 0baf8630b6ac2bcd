"""The mail catcher's folder: what a real relay would have carried on, kept to be looked at."""

import datetime as dt
import json
import os
import re
import uuid
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
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


@dataclass(frozen=True)
class Opened:
    """A caught message, opened to be read."""

    sender: str
    recipient: str
    subject: str
    message_id: str
    date: str
    text: str


def keep(raw: bytes, recipients: list[str]) -> None:
    """Keep a message: its file first, then a line of the log for each recipient, in one write."""
    folder().mkdir(parents=True, exist_ok=True)
    name = uuid.uuid4().hex
    (folder() / f"{name}.eml").write_bytes(raw)
    head = message_from_bytes(raw.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n", policy=policy.default)
    lines = [
        json.dumps(
            {
                "name": name,
                "message_id": str(head["Message-ID"] or "").strip(),
                "recipient": recipient,
                "subject": str(head["Subject"] or ""),
                "at": clock.now().isoformat(),
            },
            ensure_ascii=False,
        )
        for recipient in recipients
    ]
    log = os.open(folder() / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(log, "".join(f"{line}\n" for line in lines).encode())
    finally:
        os.close(log)


def caught(recipient: str = "") -> list[Caught]:
    """Return what arrived, the newest first, perhaps for one recipient alone."""
    try:
        lines = (folder() / LOG).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    found: list[Caught] = []
    for line in reversed(lines):
        if recipient and recipient not in line:
            continue
        entry = json.loads(line)
        if recipient in entry["recipient"]:
            found.append(Caught(**entry | {"at": dt.datetime.fromisoformat(entry["at"])}))
        if len(found) == _SHOWN:
            break
    return found


def opened(name: str) -> Opened | None:
    """Return one message to be read, or None when there is none of that name."""
    path = folder() / f"{name}.eml"
    if not _NAME.match(name) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    part = message.get_body(preferencelist=("plain",))
    text = part.get_content() if isinstance(part, EmailMessage) else ""
    return Opened(
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        message_id=str(message["Message-ID"] or ""),
        date=str(message["Date"] or ""),
        text=text,
    )


def folder() -> Path:
    """Return the folder that catcher and pages share."""
    return Path(settings.CATCHER_FOLDER)
