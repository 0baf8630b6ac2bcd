"""Bringing papers for a question before the limit, letting late ones in, and handing them out."""

from __future__ import annotations

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import User
from agencies.templatetags.speech import say_date
from audit import clock
from audit.record import Capacity, Changes, record
from meetings import access
from meetings.models import (
    AgendaItem,
    LateAdmission,
    Material,
    MaterialReceipt,
    Meeting,
    ProposalPaper,
)
from meetings.queries.materials import limit_of
from plans.actions.files import faults_of, keep_file


@transaction.atomic
def add_material(
    item: AgendaItem, *, actor: User, title: str, upload: UploadedFile[bytes]
) -> Material:
    """Bring a paper for a question, or its next version; past the limit only if let in."""
    capacity = access.require_convener(actor, item.meeting.body)
    meeting = Meeting.objects.locked(item.meeting_id, *Meeting.BEFORE)
    admission = LateAdmission.objects.filter(item=item).first()
    is_late = clock.today() > limit_of(meeting)
    if is_late and admission is None:
        raise _too_late(meeting)
    faults = faults_of([upload])
    if faults:
        raise ValidationError({"upload": faults})
    new = Material(
        item=item,
        title=title,
        stored_file=keep_file(capacity, upload),
        name=PurePath(upload.name or "").name[-200:],
        added_by=actor,
        added_at=clock.now(),
        admitted=admission if is_late else None,
    )
    return _next_version(new, capacity)


def bring_papers(
    item: AgendaItem, meeting: Meeting, *, capacity: Capacity, demanding: bool = False
) -> None:
    """Make materials of the papers of the proposal behind a question; late ones wait for leave.

    Whoever brings one paper is told that it is late; whoever takes a question takes what came.
    """
    limit = limit_of(meeting)
    admission = LateAdmission.objects.filter(item=item).first()
    waiting = ProposalPaper.objects.filter(proposal__item=item, material__isnull=True)
    for paper in waiting.select_related("stored_file", "added_by").order_by("pk"):
        is_late = clock.local_date(paper.added_at) > limit
        if is_late and admission is None:
            if demanding:
                raise _too_late(meeting)
            continue
        new = Material(
            item=item,
            title=paper.title,
            stored_file=paper.stored_file,
            name=paper.name,
            added_by=paper.added_by,
            added_at=paper.added_at,
            admitted=admission if is_late else None,
        )
        paper.material = _next_version(new, capacity)
        paper.save(update_fields=["material"])


def _too_late(meeting: Meeting) -> ValidationError:
    sentence = _("Materials were taken until %(day)s. A late one needs the chair's permission.")
    return ValidationError(sentence % {"day": say_date(limit_of(meeting))})


def _next_version(new: Material, capacity: Capacity) -> Material:
    """Keep a paper under its next number, unless the last version holds the same content."""
    earlier = Material.objects.filter(item=new.item, title=new.title).order_by("-version")
    last = earlier.first()
    if last is not None and last.stored_file_id == new.stored_file_id:
        return last
    new.version = last.version + 1 if last else 1
    new.save(force_insert=True)
    changes: Changes = {
        "sha256": ["", new.stored_file.sha256],
        "version": ["", new.version],
    }
    record(capacity, gettext_noop("added a material"), new, changes=changes)
    return new


@transaction.atomic
def allow_late_materials(item: AgendaItem, *, actor: User, reason: str) -> LateAdmission:
    """Let materials on a question in after the limit; the chair alone does, and says why."""
    capacity = access.require_chair(actor, item.meeting)
    meeting = Meeting.objects.locked(item.meeting_id, *Meeting.BEFORE)
    existing = LateAdmission.objects.filter(item=item).first()
    if existing:
        return existing
    admission = LateAdmission.objects.create(
        item=item, allowed_by=actor, allowed_at=clock.now(), reason=reason
    )
    record(capacity, gettext_noop("let late materials in"), item, reason=reason)
    bring_papers(item, meeting, capacity=capacity)
    return admission


@transaction.atomic
def open_material(material: Material, *, actor: User) -> bytes:
    """Hand out a paper to one who may read it, and note that their body has opened it."""
    capacity = access.require_reader_of_materials(actor, material.item)
    body = capacity.body or rights.home_body(actor)
    if body is not None:
        MaterialReceipt.objects.get_or_create(
            material=material,
            body=body,
            defaults={"opened_by": actor, "opened_at": clock.now()},
        )
    changes: Changes = {"sha256": ["", material.stored_file.sha256]}
    record(capacity, gettext_noop("opened a material"), material, changes=changes)
    with default_storage.open(material.stored_file.path, "rb") as content:
        return bytes(content.read())
