"""Calling those who are silent: whom first, by which number, and what a call leaves behind."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import actions as people
from agencies.models import Body, User
from alerts import actions, queries
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    Call,
    CallLease,
    CentreReport,
    LevelDecision,
    SituationReport,
)
from alerts.queries.calling import numbers_for
from audit import clock
from audit.models import Entry
from notices import actions as notices
from notices.models import Contact
from tests.alerts import playing
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
SignedIn = Callable[[str], Client]
Approve = Callable[[LevelDecision], LevelDecision]
PAST_THE_NORM = dt.timedelta(minutes=61)


def number_of(person: User, digits: str) -> Contact:
    """Give a person a number to be called at."""
    return notices.add_contact(person, actor=None, address=digits, channel="phone")


def addressed_of(decision: LevelDecision, code: str) -> AddressedBody:
    """Find an organisation as it was addressed."""
    return AddressedBody.objects.select_related("decision", "notice", "body").get(
        decision=decision, body__code=code
    )


def call(
    decision: LevelDecision, code: str, actor: User, outcome: str, note: str = "", place: int = 0
) -> Call:
    """Call an organisation at one of its numbers."""
    addressed = addressed_of(decision, code)
    key = numbers_for(addressed)[place].key
    return actions.record_call(addressed, actor=actor, key=key, outcome=outcome, note=note)


@pytest.fixture
def numbers(cast: Cast) -> None:
    """Give numbers to those who answer for Health and for Finance."""
    number_of(cast.aigerim, "+77172000001")
    number_of(cast.aigerim, "+77172000002")
    cast.head_of_health.phone = "+77172000003"
    cast.head_of_health.save(update_fields=["phone"])
    number_of(cast.outsider, "+77172000009")


@pytest.fixture
def second_officer(cast: Cast) -> User:
    """Another officer of the republican headquarters."""
    person = people.add_person(
        actor=None,
        body=Body.objects.get(code="headquarters-kz"),
        email="second@example.invalid",
        full_name="Second Officer",
        language="en",
    )
    headquarters = Body.objects.get(code="headquarters-kz")
    people.appoint(person, actor=None, body=headquarters, role="hq_officer", starts_at=clock.now())
    return person


def test_numbers_stand_in_the_order_of_ladder_and_owner(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    found = numbers_for(addressed_of(published, "moh"))
    assert [(one.person, one.number) for one in found] == [
        (cast.aigerim, "+77172000001"),
        (cast.aigerim, "+77172000002"),
        (cast.head_of_health, "+77172000003"),
    ]


def test_the_late_come_before_the_others_and_the_called_go_behind(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    before = queries.console(cast.dauren, published)
    assert {line.state for line in before.queue} == {"waiting"}
    assert before.total == 24
    with clock.at(clock.now() + PAST_THE_NORM):
        first = actions.take_call(published, actor=cast.dauren)
        assert first is not None
        desk = queries.console(cast.dauren, published)
        assert desk.late == 24
        actions.leave_call(published, actor=cast.dauren)
        call(published, "moh", cast.dauren, "no_answer")
        desk = queries.console(cast.dauren, published)
        assert desk.queue[-1].body.code == "moh"
        assert desk.has_next


def test_an_accepted_call_is_the_answer_of_the_organisation(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    row = call(published, "moh", cast.dauren, "accepted")
    steps = Acknowledgement.objects.filter(decision=published, body__code="moh").order_by("pk")
    assert [(one.state, one.way, one.person, one.recorded_by) for one in steps] == [
        ("received", "telephone", cast.aigerim, cast.dauren),
        ("accepted", "telephone", cast.aigerim, cast.dauren),
    ]
    assert (row.number, row.caller, row.outcome) == ("+77172000001", cast.dauren, "accepted")
    entry = Entry.objects.get(verb="called the organisation")
    assert (entry.actor, entry.body) == (cast.dauren, row.addressed.body)
    assert entry.changes["outcome"] == ["", "accepted"]


def test_the_next_organisation_comes_up_by_itself(
    signed_in: SignedIn, published: LevelDecision, numbers: None, cast: Cast
) -> None:
    client, path = signed_in("dauren"), reverse("alerts:calls", kwargs={"pk": published.pk})
    take = reverse("alerts:call-take", kwargs={"pk": published.pk})
    assert client.post(take, {"addressed": addressed_of(published, "moh").pk})["Location"] == path
    form = client.get(path).context["form"].initial
    assert form["seen"] == 0
    record = reverse(
        "alerts:call-record",
        kwargs={"pk": published.pk, "addressed": addressed_of(published, "moh").pk},
    )
    assert client.post(record, {**form, "outcome": "accepted"})["Location"] == path
    page = client.get(path)
    assert page.context["console"].sheet.addressed.body.code != "moh"
    assert page.context["console"].answered == 1


def test_after_a_number_in_vain_the_next_number_and_after_the_last_another_organisation(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    moh = addressed_of(published, "moh")
    actions.take_call(published, actor=cast.dauren, addressed=moh)
    for place, outcome in enumerate(("busy", "no_answer")):
        call(published, "moh", cast.dauren, outcome, place=place)
        sheet = queries.console(cast.dauren, published).sheet
        assert sheet is not None
        assert sheet.current == sheet.numbers[place + 1]
    call(published, "moh", cast.dauren, "no_answer", place=2)
    assert queries.console(cast.dauren, published).sheet is None
    after = actions.take_call(published, actor=cast.dauren)
    assert after is not None
    assert after.body.code != "moh"


def test_cannot_needs_its_reason_and_nothing_is_kept_without(
    signed_in: SignedIn, published: LevelDecision, numbers: None, cast: Cast
) -> None:
    moh = addressed_of(published, "moh")
    actions.take_call(published, actor=cast.dauren, addressed=moh)
    written = Entry.objects.count()
    path = reverse("alerts:call-record", kwargs={"pk": published.pk, "addressed": moh.pk})
    key = numbers_for(moh)[0].key
    response = signed_in("dauren").post(path, {"key": key, "seen": 0, "outcome": "cannot"})
    assert response.status_code == 422
    assert "Write down why the organisation cannot." in response.content.decode()
    assert not Call.objects.exists()
    assert not Acknowledgement.objects.exists()
    assert Entry.objects.count() == written
    call(published, "moh", cast.dauren, "cannot", "No power")
    last = Acknowledgement.objects.filter(body__code="moh").latest("pk")
    assert (last.state, last.reason) == ("cannot", "No power")


def test_a_wrong_number_is_marked_and_called_last(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    call(published, "moh", cast.dauren, "wrong_number")
    contact = Contact.objects.get(address="+77172000001")
    assert contact.broken_at is not None
    found = numbers_for(addressed_of(published, "moh"))
    assert [(one.number, one.is_wrong) for one in found][-1] == ("+77172000001", True)
    call(published, "moh", cast.dauren, "wrong_number", place=1)
    flagged = {one.number: one.is_wrong for one in numbers_for(addressed_of(published, "moh"))}
    assert flagged == {"+77172000001": True, "+77172000002": False, "+77172000003": True}


def test_two_officers_do_not_call_the_same_organisation(
    signed_in: SignedIn,
    published: LevelDecision,
    numbers: None,
    cast: Cast,
    second_officer: User,
) -> None:
    first = actions.take_call(published, actor=cast.dauren)
    second = actions.take_call(published, actor=second_officer)
    assert first is not None
    assert second is not None
    assert first.body != second.body
    with pytest.raises(ValidationError, match="Dauren Iskakov is calling"):
        actions.take_call(published, actor=second_officer, addressed=first)
    board = signed_in("saule").get(reverse("alerts:board", kwargs={"pk": published.pk}))
    assert "Dauren Iskakov is calling" in board.content.decode()
    with clock.at(clock.now() + dt.timedelta(minutes=6)):
        assert actions.take_call(published, actor=second_officer, addressed=first) == first


def test_taking_twice_keeps_what_is_held_and_another_is_asked_for(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    held = actions.take_call(published, actor=cast.dauren)
    entries = Entry.objects.count()
    assert actions.take_call(published, actor=cast.dauren) == held
    assert Entry.objects.count() == entries
    other = actions.take_call(published, actor=cast.dauren, instead_of=held)
    assert other not in (None, held)
    running = CallLease.objects.filter(expires_at__gt=clock.now())
    assert [one.addressed for one in running] == [other]


def test_the_same_call_sent_twice_is_one_row(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    moh = addressed_of(published, "moh")
    key = numbers_for(moh)[0].key
    facts = {"actor": cast.dauren, "key": key, "outcome": "busy", "seen": 0}
    first = actions.record_call(moh, **facts)  # type: ignore[arg-type]  # one form, sent twice
    assert actions.record_call(moh, **facts) == first  # type: ignore[arg-type]
    assert Call.objects.count() == 1
    again = actions.record_call(moh, **{**facts, "seen": 1})  # type: ignore[arg-type]
    assert again != first


def test_nobody_is_called_under_a_notice_that_was_replaced(
    signed_in: SignedIn,
    published: LevelDecision,
    propose: Propose,
    approve: Approve,
    numbers: None,
    cast: Cast,
) -> None:
    approve(propose(action="raise", level=2, refers_to=published))
    published.refresh_from_db()
    with pytest.raises(ValidationError, match="call under that one"):
        actions.take_call(published, actor=cast.dauren)
    page = signed_in("dauren").get(reverse("alerts:calls", kwargs={"pk": published.pk}))
    assert "call under that one" in page.content.decode()
    assert "Call<span" not in page.content.decode()
    assert page.context["console"].queue == []
    board = signed_in("dauren").get(reverse("alerts:board", kwargs={"pk": published.pk}))
    assert board.context["board"].to_call == 0
    assert not CallLease.objects.exists()


def test_a_notice_taken_back_offers_nobody_and_keeps_the_call_under_way(
    signed_in: SignedIn, published: LevelDecision, numbers: None, cast: Cast
) -> None:
    moh = addressed_of(published, "moh")
    actions.take_call(published, actor=cast.dauren, addressed=moh)
    actions.correct_decision(
        published, actor=cast.saule, texts=queries.correction_texts(published), reason="Wrong"
    )
    client, path = signed_in("dauren"), reverse("alerts:calls", kwargs={"pk": published.pk})
    page = client.get(path)
    said = page.content.decode()
    assert "This decision was sent by mistake" in said
    assert "Nobody is called under this notice any more." in said
    assert (page.context["console"].queue, page.context["console"].sheet) == ([], None)
    later = page.context["console"].later
    assert reverse("alerts:calls", kwargs={"pk": later.pk}) in said
    record = reverse("alerts:call-record", kwargs={"pk": published.pk, "addressed": moh.pk})
    facts = {"key": numbers_for(moh)[0].key, "seen": 0, "outcome": "accepted"}
    after = client.post(record, facts, follow=True).content.decode()
    assert "the call is written down, and the answer on the board stays as it was" in after
    assert Call.objects.get().outcome == "accepted"
    assert not Acknowledgement.objects.filter(decision=published).exists()


@pytest.mark.parametrize("name", ["auditor", "serik", "aigerim", "outsider", "governor"])
def test_who_is_not_at_the_desk_calls_nobody(
    name: str, published: LevelDecision, numbers: None, cast: Cast
) -> None:
    moh = addressed_of(published, "moh")
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.take_call(published, actor=cast[name])
    with pytest.raises(PermissionDenied):
        actions.leave_call(published, actor=cast[name])
    with pytest.raises(PermissionDenied):
        call(published, "moh", cast[name], "accepted")
    assert not Call.objects.exists()
    assert not CallLease.objects.exists()
    assert not Acknowledgement.objects.filter(body=moh.body).exists()
    assert Entry.objects.count() == before


def test_a_foreign_number_is_refused(published: LevelDecision, numbers: None, cast: Cast) -> None:
    foreign = numbers_for(addressed_of(published, "mof"))[0].key
    with pytest.raises(ValidationError, match="belongs to nobody"):
        actions.record_call(
            addressed_of(published, "moh"), actor=cast.dauren, key=foreign, outcome="busy"
        )


def test_an_answer_given_meanwhile_stands_and_the_call_is_still_kept(
    published: LevelDecision, numbers: None, cast: Cast
) -> None:
    assert published.notice is not None
    body = Body.objects.get(code="moh")
    actions.answer_notice(published.notice, body, actor=cast.head_of_health, state="accepted")
    call(published, "moh", cast.dauren, "cannot", "asked too late")
    assert Call.objects.count() == 1
    steps = Acknowledgement.objects.filter(body=body).values_list("state", "way").order_by("pk")
    assert list(steps) == [("received", "signed_in"), ("accepted", "signed_in")]


def test_an_outcome_after_the_answer_is_said_to_change_nothing(
    signed_in: SignedIn, published: LevelDecision, numbers: None, cast: Cast
) -> None:
    moh = addressed_of(published, "moh")
    client, path = signed_in("dauren"), reverse("alerts:calls", kwargs={"pk": published.pk})
    actions.take_call(published, actor=cast.dauren, addressed=moh)
    record = reverse("alerts:call-record", kwargs={"pk": published.pk, "addressed": moh.pk})
    facts = {"key": numbers_for(moh)[0].key, "seen": 0}
    said = "the answer on the board stays as it was"
    assert (
        said
        not in client.post(record, {**facts, "outcome": "received"}, follow=True).content.decode()
    )
    body = Body.objects.get(code="moh")
    actions.answer_notice(moh.notice, body, actor=cast.head_of_health, state="accepted")
    facts = {**facts, "seen": 1, "outcome": "cannot", "note": "asked too late"}
    assert said in client.post(record, facts, follow=True).content.decode()
    assert said not in client.get(path).content.decode()


def test_a_call_never_changes(published: LevelDecision, numbers: None, cast: Cast) -> None:
    row = call(published, "moh", cast.dauren, "busy")
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        Call.objects.filter(pk=row.pk).update(outcome="accepted")
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        row.delete()


def test_the_console_is_usable_without_a_script_and_says_when_all_have_answered(
    signed_in: SignedIn, published: LevelDecision, numbers: None, cast: Cast
) -> None:
    client, path = signed_in("saule"), reverse("alerts:calls", kwargs={"pk": published.pk})
    page = client.get(path).content.decode()
    assert "Begin to call" in page
    actions.take_call(published, actor=cast.saule, addressed=addressed_of(published, "moh"))
    page = client.get(path).content.decode()
    for value in Call.Outcome.values:
        assert f'name="outcome" value="{value}"' in page
    assert "+77172000001" in page
    second = numbers_for(addressed_of(published, "moh"))[1]
    chosen = client.get(path, {"number": second.key}).context["console"].sheet.current
    assert chosen.number == "+77172000002"
    assert published.notice is not None
    for one in AddressedBody.objects.filter(decision=published, is_counted=True):
        Acknowledgement.objects.create(
            notice=published.notice,
            decision=published,
            body=one.body,
            state="accepted",
            person=cast.aigerim,
            answered_at=clock.now(),
        )
    page = client.get(path).content.decode()
    assert "This organisation has answered meanwhile" in page
    actions.leave_call(published, actor=cast.saule)
    assert "All 24 organisations have answered." in client.get(path).content.decode()


def test_the_console_costs_the_same_for_24_and_for_39_organisations(
    signed_in: SignedIn, propose: Propose, approve: Approve, numbers: None, cast: Cast
) -> None:
    client = signed_in("dauren")

    def cost(decision: LevelDecision) -> int:
        path = reverse("alerts:calls", kwargs={"pk": decision.pk})
        actions.take_call(decision, actor=cast.dauren, addressed=addressed_of(decision, "moh"))
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    small, large = approve(propose(["75"])), approve(propose(["KZ"]))
    few = cost(small)
    call(large, "mof", cast.dauren, "busy")
    assert AddressedBody.objects.filter(decision=large, is_counted=True).count() == 39
    assert cost(large) == few


def test_calls_and_reports_of_an_exercise_stay_in_their_world(
    signed_in: SignedIn, numbers: None, cast: Cast
) -> None:
    decision = playing.running(cast)
    asked = AddressedBody.exercises.get(decision=decision, body__code="moh")
    key = numbers_for(asked)[0].key
    actions.take_call(decision, actor=cast.dauren, addressed=asked)
    actions.record_call(asked, actor=cast.dauren, key=key, outcome="accepted")
    words = {"conditions": "Quiet.", "actions": "Played."}
    actions.send_situation_report(asked, actor=cast.aigerim, **words)
    made = actions.make_centre_report(decision, actor=cast.dauren, number=1)
    for model in (Call, CallLease, Acknowledgement, SituationReport, CentreReport):
        assert not model.objects.exists()
        assert model.exercises.exists()
    client = signed_in("dauren")
    assert made.get_absolute_url().startswith("/exercises/")
    for path in (
        made.get_absolute_url(),
        reverse("alerts:exercise-calls", kwargs={"pk": decision.pk}),
        reverse("alerts:exercise-report-list", kwargs={"pk": decision.pk}),
    ):
        page = client.get(path).content.decode()
        assert "ОҚУ-ЖАТТЫҒУ" in page
        assert f"/levels/{decision.pk}/" not in page.replace("/exercises/levels/", "/x/")


def test_by_telephone_too_the_end_of_a_level_is_acknowledged(
    published: LevelDecision,
    propose: Propose,
    approve: Callable[[LevelDecision], LevelDecision],
    numbers: None,
    signed_in: SignedIn,
    reads_english: None,
) -> None:
    """Of an all-clear there is nothing to receive only: whoever heard it knows it."""
    ended = approve(propose(action="cancel", level=0, term="", refers_to=published))
    officer = signed_in("dauren")
    officer.post(f"/levels/{ended.pk}/calls/take/", {"addressed": addressed_of(ended, "moh").pk})
    console = officer.get(f"/levels/{ended.pk}/calls/").content.decode()
    assert "End of the level acknowledged" in console
    assert "Received only" not in console


def test_a_number_that_is_wrong_in_an_exercise_stays_good_in_earnest(
    numbers: None, cast: Cast
) -> None:
    decision = playing.running(cast)
    asked = AddressedBody.exercises.get(decision=decision, body__code="moh")
    key = numbers_for(asked)[0].key
    actions.record_call(asked, actor=cast.dauren, key=key, outcome="wrong_number")
    assert not Contact.objects.filter(broken_at__isnull=False).exists()
    found = numbers_for(AddressedBody.exercises.get(pk=asked.pk))
    assert [(one.number, one.is_wrong) for one in found][-1] == ("+77172000001", True)
