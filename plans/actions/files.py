"""Files with reports: kept once under the hash of their content, handed out with an entry."""

from __future__ import annotations

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
from plans.models import Evidence, ExecutionReport, StoredFile

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
    capacity: Capacity, report: ExecutionReport, uploads: list[UploadedFile[bytes]]
) -> None:
    """Keep the files of a report; the same content is kept once."""
    if len(uploads) > MOST_FILES:
        sentence = _("At most %(count)s files go with one report.")
        raise ValidationError({"attachments": sentence % {"count": MOST_FILES}})
    for upload in uploads:
        stored = _store(upload)
        name = PurePath(upload.name or "").name[-200:]
        Evidence.objects.get_or_create(report=report, stored_file=stored, defaults={"name": name})


@transaction.atomic
def record_download(evidence: Evidence, *, actor: User) -> bytes:
    """Hand out a file to one who may read its task, and write down who took it."""
    task = evidence.report.task
    capacity = access.require_reader(actor, task)
    changes: dict[str, list[object]] = {"file": [None, evidence.name], "task": [None, task.pk]}
    record(capacity, gettext_noop("downloaded the file"), evidence, changes=changes)
    with default_storage.open(evidence.stored_file.path, "rb") as content:
        return bytes(content.read())


def _store(upload: UploadedFile[bytes]) -> StoredFile:
    kind = _kind_of(upload)
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


def _kind_of(upload: UploadedFile[bytes]) -> str:
    """Return the kind of content by name and first bytes, or refuse the file."""
    name, size = upload.name or "", upload.size or 0
    if size == 0:
        raise ValidationError({"attachments": _("“%(name)s” is empty.") % {"name": name}})
    if size > settings.UPLOAD_LIMIT_BYTES:
        megabytes = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
        sentence = _("“%(name)s” is larger than %(size)s MB.")
        raise ValidationError({"attachments": sentence % {"name": name, "size": megabytes}})
    kind, beginning = KINDS.get(PurePath(name).suffix.lower(), ("", b""))
    upload.seek(0)
    if not kind or not upload.read(len(beginning)).startswith(beginning):
        sentence = _("“%(name)s” is not a file of a kind that is taken: %(kinds)s.")
        kinds = ", ".join(suffix.removeprefix(".") for suffix in KINDS)
        raise ValidationError({"attachments": sentence % {"name": name, "kinds": kinds}})
    upload.seek(0)
    return kind
