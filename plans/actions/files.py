"""Files with reports: kept once under the hash of their content, handed out with an entry."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import Capacity, record
from plans import access
from plans.models import Evidence, ExecutionReport, Part, StoredFile

MOST_FILES = 10
OPEN_XML = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": (f"{OPEN_XML}.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": (f"{OPEN_XML}.spreadsheetml.sheet", b"PK\x03\x04"),
    ".pptx": (f"{OPEN_XML}.presentationml.presentation", b"PK\x03\x04"),
    ".odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", b"PK\x03\x04"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".txt": ("text/plain; charset=utf-8", b""),
}


def attach(
    capacity: Capacity, holder: ExecutionReport | Part, uploads: list[UploadedFile[bytes]]
) -> None:
    """Keep the files of a report or a part, once found without fault; one content is kept once."""
    for upload in uploads:
        hold(capacity, holder, _store(upload), PurePath(upload.name or "").name[-200:])


def hold(
    capacity: Capacity, holder: ExecutionReport | Part, stored: StoredFile, name: str
) -> None:
    """Let a report or a part hold a file that is kept, under a name; twice is once."""
    place = {"report": holder} if isinstance(holder, ExecutionReport) else {"part": holder}
    Evidence.objects.get_or_create(**place, stored_file=stored, defaults={"name": name})


def faults_of(uploads: list[UploadedFile[bytes]]) -> list[str]:
    """Say of each file why it is not taken; nothing of a file without fault."""
    if len(uploads) > MOST_FILES:
        return [_("At most %(count)s files go with one report.") % {"count": MOST_FILES}]
    return [sentence for upload in uploads if (sentence := _fault_of(upload))]


def faults_of_letter(
    letter_on: dt.date, uploads: list[UploadedFile[bytes]]
) -> dict[str, list[str]]:
    """Say what is wrong in the letter and the files of a report or a part."""
    faults: dict[str, list[str]] = {}
    if letter_on > clock.today():
        faults["letter_on"] = [_("This date is still to come.")]
    if in_files := faults_of(uploads):
        faults["attachments"] = in_files
    return faults


def refuse_faults(*found: dict[str, list[str]]) -> None:
    """Refuse with everything that was found wrong, each sentence beside its field."""
    faults: dict[str, list[str]] = {}
    for some in found:
        for name, sentences in some.items():
            faults[name] = [*faults.get(name, []), *sentences]
    if faults:
        raise ValidationError(faults)


def keep_file(capacity: Capacity, upload: UploadedFile[bytes]) -> StoredFile:
    """Keep a file that came in otherwise than with a report; the caller records why."""
    return _store(upload)


@transaction.atomic
def record_download(evidence: Evidence, *, actor: User) -> bytes:
    """Hand out a file to one who may read its task, and write down who took it."""
    task = evidence.task
    capacity = access.require_reader(actor, task)
    changes: dict[str, list[object]] = {"file": [None, evidence.name], "task": [None, task.pk]}
    record(capacity, gettext_noop("downloaded the file"), evidence, changes=changes)
    return evidence.stored_file.content()


def _store(upload: UploadedFile[bytes]) -> StoredFile:
    kind, _beginning = _kind_of(upload)
    digest = _digest(upload.chunks())
    stored, _created = StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": upload.size or 0,
            "content_type": kind,
            "stored_at": clock.now(),
        },
    )
    if not default_storage.exists(stored.path):
        upload.seek(0)
        default_storage.save(stored.path, upload)
    return stored


def _digest(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _kind_of(upload: UploadedFile[bytes]) -> tuple[str, bytes]:
    """Return the kind of content that the name of a file claims, and how such a content begins."""
    return KINDS.get(PurePath(upload.name or "").suffix.lower(), ("", b""))


def _fault_of(upload: UploadedFile[bytes]) -> str:
    facts = {"name": upload.name or "", "size": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)}
    if not upload.size:
        return _("“%(name)s” is empty.") % facts
    if upload.size > settings.UPLOAD_LIMIT_BYTES:
        return _("“%(name)s” is larger than %(size)s MB.") % facts
    kind, beginning = _kind_of(upload)
    if not kind:
        kinds = ", ".join(suffix.removeprefix(".") for suffix in KINDS)
        sentence = _("“%(name)s” is not a file of a kind that is taken: %(kinds)s.")
        return sentence % {**facts, "kinds": kinds}
    upload.seek(0)
    if not upload.read(len(beginning)).startswith(beginning):
        called = PurePath(upload.name or "").suffix.removeprefix(".").upper()
        sentence = _("“%(name)s” is called %(kind)s, but its content is not: save it anew as one.")
        return sentence % {**facts, "kind": called}
    return ""
