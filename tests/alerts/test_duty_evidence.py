"""A file as the evidence of a line: kept under its hash, refused by kind, taken with an entry."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alerts import actions
from alerts.models import ChecklistEntry, LevelDecision
from audit.models import Entry
from plans.models import StoredFile
from tests.alerts import playing
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Approve = Callable[[LevelDecision], LevelDecision]
SignedIn = Callable[[str], Client]
PDF = b"%PDF-1.7 an order"


def order(name: str = "order.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


@pytest.fixture
def line(propose: Propose, approve: Approve) -> ChecklistEntry:
    """A line that the Ministry of Health has to do."""
    actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    return approve(propose()).checklist.get(body__code="moh")


def test_a_file_is_kept_by_its_hash_and_taken_by_who_reads_the_line(
    line: ChecklistEntry, cast: Cast, signed_in: SignedIn
) -> None:
    tick = reverse("alerts:checklist-tick", kwargs={"pk": line.pk})
    sent = signed_in("aigerim").post(tick, {"note": "No 12", "file": order()})
    assert sent.status_code == 302
    line.refresh_from_db()
    stored = StoredFile.objects.get()
    assert (line.evidence_file, line.evidence_name) == (stored, "order.pdf")
    assert (stored.size, stored.content_type) == (len(PDF), "application/pdf")
    entry = Entry.objects.filter(verb="ticked a line of the checklist").get()
    assert entry.changes["sha256"] == ["", stored.sha256]
    path = reverse("alerts:checklist-evidence", kwargs={"pk": line.pk})
    page = signed_in("dauren").get(reverse("alerts:checklist", kwargs={"pk": line.decision_id}))
    assert path in page.content.decode()
    taken = signed_in("dauren").get(path)
    assert (taken.content, taken["Content-Type"]) == (PDF, "application/pdf")
    assert taken["Content-Disposition"] == 'attachment; filename="order.pdf"'
    entry = Entry.objects.get(verb="downloaded the evidence of a line")
    assert (entry.actor, entry.object_id) == (cast.dauren, str(line.pk))
    written = Entry.objects.count()
    assert signed_in("outsider").get(path).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.take_evidence(line, actor=cast.outsider)
    assert Entry.objects.count() == written


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("order.exe", b"MZ", "is not a file of a kind that is taken"),
        ("order.pdf", b"MZ", "but its content is not"),
        ("order.pdf", PDF * 100, "is larger than"),
        ("order.pdf", b"", "empty"),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_is_kept(
    name: str,
    content: bytes,
    words: str,
    line: ChecklistEntry,
    settings: Settings,
    signed_in: SignedIn,
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1000
    tick = reverse("alerts:checklist-tick", kwargs={"pk": line.pk})
    written = Entry.objects.count()
    page = signed_in("aigerim").post(tick, {"note": "kept", "file": order(name, content)})
    assert page.status_code == 422
    said = page.content.decode()
    assert words in said
    assert 'value="kept"' in said
    assert f'href="#file-{line.pk}"' in said
    line.refresh_from_db()
    assert (line.outcome, line.evidence_file) == ("open", None)
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, written)


def test_a_line_without_a_file_has_none_to_take_and_a_name_needs_one(
    line: ChecklistEntry, cast: Cast, signed_in: SignedIn
) -> None:
    actions.tick_line(line, actor=cast.aigerim)
    path = reverse("alerts:checklist-evidence", kwargs={"pk": line.pk})
    assert signed_in("aigerim").get(path).status_code == 404
    line.refresh_from_db()
    with pytest.raises(ValidationError, match="No file was kept"):
        actions.take_evidence(line, actor=cast.aigerim)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChecklistEntry.objects.filter(pk=line.pk).update(evidence_name="order.pdf")


def test_a_file_of_an_exercise_is_taken_there_alone(
    house: None, cast: Cast, signed_in: SignedIn
) -> None:
    actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    decision = playing.running(cast)
    entry = ChecklistEntry.exercises.filter(decision=decision, body__code="moh").earliest("pk")
    tick = reverse("alerts:exercise-tick", kwargs={"pk": entry.pk})
    for wrong, words in (
        ({"note": "kept", "file": order("order.exe", b"MZ")}, "is not a file of a kind"),
        ({"note": "kept" * 100}, f'href="#note-{entry.pk}"'),
    ):
        refused = signed_in("aigerim").post(tick, wrong)
        assert refused.status_code == 422
        assert words in refused.content.decode()
        assert 'value="kept' in refused.content.decode()
        entry.refresh_from_db()
        assert (entry.outcome, StoredFile.objects.count()) == ("open", 0)
    assert signed_in("aigerim").post(tick, {"file": order()}).status_code == 302
    real = reverse("alerts:checklist-evidence", kwargs={"pk": entry.pk})
    assert signed_in("aigerim").get(real).status_code == 404
    path = reverse("alerts:exercise-checklist-evidence", kwargs={"pk": entry.pk})
    assert signed_in("dauren").get(path).content == PDF
