"""The after-action pack: everything of a level on one page and in one file."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from agencies.models import Body, User
from alerts import actions, queries
from alerts.actions.packs import TAKEN
from alerts.models import AddressedBody, LevelDecision
from alerts.queries.aftermath import Answered
from alerts.queries.calling import numbers_for
from audit import clock
from audit.models import Entry
from notices import actions as notices
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
SignedIn = Callable[[str], Client]
Approve = Callable[[LevelDecision], LevelDecision]


@pytest.fixture
def story(propose: Propose, approve: Approve, cast: Cast) -> LevelDecision:
    """Orange: Health accepts and reports, Finance is called in vain, then answers late; raised."""
    notices.add_contact(cast.outsider, actor=None, address="+77172000009", channel="phone")
    decision = approve(propose(level=2))
    assert decision.notice is not None
    moh, mof = Body.objects.get(code="moh"), Body.objects.get(code="mof")
    actions.answer_notice(decision.notice, moh, actor=cast.aigerim, state="accepted")
    at = clock.now()
    with clock.at(at + dt.timedelta(minutes=35)):
        called = AddressedBody.objects.get(decision=decision, body=mof)
        key = numbers_for(called)[0].key
        actions.record_call(called, actor=cast.dauren, key=key, outcome="no_answer")
    with clock.at(at + dt.timedelta(minutes=40)):
        actions.answer_notice(
            decision.notice, mof, actor=cast.outsider, state="cannot", reason="No staff"
        )
        reported = AddressedBody.objects.get(decision=decision, body=moh)
        words = {"conditions": "Quiet.", "actions": "Guards doubled.", "needs": "Fuel"}
        actions.send_situation_report(reported, actor=cast.aigerim, **words)
        actions.make_centre_report(decision, actor=cast.dauren, number=1)
    with clock.at(at + dt.timedelta(minutes=50)):
        return approve(propose(action="raise", level=3, refers_to=decision))


def test_an_answer_a_moment_after_the_norm_shows_why_it_is_late() -> None:
    late = Answered(Body(), None, None, dt.timedelta(minutes=60, milliseconds=300), False)
    assert (late.said, late.minutes) == ("60 min 1 s", 60.01)
    punctual = Answered(Body(), None, None, dt.timedelta(minutes=60), True)
    assert (punctual.said, punctual.minutes) == ("60 min", 60.0)


def test_the_pack_holds_the_level_from_its_first_decision_on(
    story: LevelDecision, cast: Cast
) -> None:
    pack = queries.pack_of(cast.dauren, story)
    assert [one.pk for one in pack.decisions] == [story.refers_to_id, story.pk]
    first = pack.answers[0]
    assert (first.total, first.in_norm, first.late, first.never) == (24, 1, 1, 22)
    assert (first.cannot, first.norm_minutes) == (1, 30)
    assert [one.number for one in pack.unanswered] == ["+77172000009"]
    assert [one.needs for one in pack.reports] == ["Fuel"]
    assert [one.number for one in pack.centre_reports] == [1]
    assert pack.corrections == []
    assert cast.aigerim in [one.person for one in pack.unreachable]
    told = [one.what for one in pack.timeline]
    for verb in (
        "proposed the decision on levels",
        "called the organisation",
        "sent the situation report",
        "made the report of the Centre",
    ):
        assert verb in told
    assert [one.at for one in pack.timeline] == sorted(one.at for one in pack.timeline)


def test_the_page_reads_and_the_file_opens(
    signed_in: SignedIn, story: LevelDecision, cast: Cast
) -> None:
    client = signed_in("dauren")
    page = client.get(reverse("alerts:after-action", kwargs={"pk": story.pk})).content.decode()
    for words in ("Answers against the norms", "No staff", "+77172000009", "Fuel"):
        assert words in page
    response = client.get(reverse("alerts:after-action-file", kwargs={"pk": story.pk}))
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == [
        "Timeline", "Answers", "Checklists", "Corrections", "Failed contacts",
        "Situation reports", "Reports of the Centre",
    ]  # fmt: skip
    cells = [str(cell.value) for row in book["Failed contacts"].iter_rows() for cell in row]
    assert "+77172000009" in cells
    assert "Dauren Iskakov" in cells


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_paper_is_tagged_and_speaks_the_readers_language(
    language: str, signed_in: SignedIn, story: LevelDecision, cast: Cast
) -> None:
    User.objects.filter(pk=cast.dauren.pk).update(language=language)
    client = signed_in("dauren")
    path = reverse("alerts:after-action-paper", kwargs={"pk": story.pk})
    answer = client.get(path)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="after-action-{story.pk}.pdf"'
    for mark in (b"pdfaid", b"/StructTreeRoot", f"/Lang({language})".encode()):
        assert mark in answer.content
    assert Entry.objects.get(verb=TAKEN).actor == cast.dauren


def test_taking_the_pack_is_one_entry_for_one_reading(
    signed_in: SignedIn, story: LevelDecision, cast: Cast
) -> None:
    client = signed_in("auditor")
    path = reverse("alerts:after-action-file", kwargs={"pk": story.pk})
    for _again in range(2):
        assert client.get(path).status_code == 200
    assert Entry.objects.get(verb=TAKEN).actor == cast.auditor
    with clock.at(clock.now() + dt.timedelta(minutes=31)):
        actions.take_pack(story, actor=cast.auditor)
    assert Entry.objects.filter(verb=TAKEN).count() == 2


@pytest.mark.parametrize("name", ["aigerim", "outsider", "governor", "serik"])
def test_who_watches_a_line_takes_no_pack(
    name: str, signed_in: SignedIn, story: LevelDecision, cast: Cast
) -> None:
    path = reverse("alerts:after-action-file", kwargs={"pk": story.pk})
    assert signed_in(name).get(path).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.take_pack(story, actor=cast[name])
    assert not Entry.objects.filter(verb=TAKEN).exists()


def test_the_pack_costs_the_same_for_few_and_for_many_answers(
    signed_in: SignedIn, propose: Propose, approve: Approve, cast: Cast
) -> None:
    client = signed_in("dauren")

    def cost(decision: LevelDecision) -> int:
        path = reverse("alerts:after-action", kwargs={"pk": decision.pk})
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    small, large = approve(propose(["75"])), approve(propose(["KZ"]))
    for decision, codes in ((small, ("moh",)), (large, ("moh", "mof"))):
        people = {"moh": cast.aigerim, "mof": cast.outsider}
        for code in codes:
            body = Body.objects.get(code=code)
            assert decision.notice is not None
            actions.answer_notice(decision.notice, body, actor=people[code], state="accepted")
            addressed = AddressedBody.objects.get(decision=decision, body=body)
            words = {"conditions": "Quiet.", "actions": "Nothing yet."}
            actions.send_situation_report(addressed, actor=people[code], **words)
    assert cost(large) == cost(small)
