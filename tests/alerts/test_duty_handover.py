"""The handover: generated, signed line by line by the one who takes over, then frozen."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import actions as agencies
from agencies.models import Appointment, Body, User
from alerts import actions, queries
from alerts.models import Handover, HandoverLine, LevelDecision, Shift
from alerts.queries.handover_facts import facts_of
from audit import clock
from audit.models import Entry
from notices import actions as notices
from notices.models import Contact
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
SignedIn = Callable[[str], Client]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def headquarters(house: None) -> Body:
    return Body.objects.get(code="headquarters-kz")


@pytest.fixture
def second(headquarters: Body, cast: Cast) -> User:
    """A second officer, and a roster: the second until two hours ago, then Dauren."""
    Appointment.objects.filter(person=cast.dauren).update(
        starts_at=clock.now() - dt.timedelta(days=9)
    )
    person = agencies.add_person(
        actor=None, body=headquarters, email="second@example.invalid", full_name="Second Officer",
        language="en",
    )  # fmt: skip
    start = clock.now().replace(minute=0, second=0, microsecond=0) - 14 * HOUR
    agencies.appoint(
        person, actor=None, body=headquarters, role="hq_officer", starts_at=start - 100 * HOUR
    )
    actions.generate_shifts(
        headquarters, actor=cast.saule, people=[person, cast.dauren], starts_at=start, hours=12,
        until=start + 200 * HOUR,
    )  # fmt: skip
    return person


@pytest.fixture
def begun(headquarters: Body, second: User) -> Handover:
    """The duty is the second officer's: signed thirteen hours ago; the next handover is open."""
    with clock.at(clock.now() - 13 * HOUR):
        first = actions.open_handover(headquarters, actor=second)
        sign_all(first, second)
    return actions.open_handover(headquarters, actor=second)


def sign_all(handover: Handover, person: User) -> None:
    """Sign every line of a handover."""
    for line in handover.lines.order_by("order"):
        actions.sign_line(line, actor=person)


def put_a_third_on_duty(headquarters: Body, cast: Cast) -> User:
    """Let the roster name a third officer from now on."""
    third = agencies.add_person(
        actor=None, body=headquarters, email="third@example.invalid", full_name="Third Officer",
        language="en",
    )  # fmt: skip
    agencies.appoint(third, actor=None, body=headquarters, role="hq_officer")
    shift = queries.duty_of(headquarters).shift
    assert shift is not None
    actions.replace_on_duty(
        headquarters, actor=cast.saule, person=third, starts_at=clock.now(),
        ends_at=shift.ends_at, reason="ill",
    )  # fmt: skip
    return third


def facts(handover: Handover, subject: str) -> list[str]:
    """Return the facts of a line in English."""
    return [fact["en"] for fact in handover.lines.get(subject=subject).facts]


def test_the_duty_passes_only_with_the_last_signature(
    begun: Handover, headquarters: Body, second: User, cast: Cast
) -> None:
    assert (begun.outgoing, begun.incoming) == (second, cast.dauren)
    lines = list(begun.lines.order_by("order"))
    assert len(lines) == len(HandoverLine.Subject.values) == 11
    for line in lines[:-1]:
        actions.sign_line(line, actor=cast.dauren)
        assert queries.on_duty(headquarters) == second
    duty = queries.duty_of(headquarters)
    assert (duty.rostered, duty.awaits_signature) == (cast.dauren, True)
    actions.sign_line(lines[-1], actor=cast.dauren)
    duty = queries.duty_of(headquarters)
    assert (duty.holder, duty.awaits_signature, duty.unsigned) == (cast.dauren, False, None)
    assert queries.on_duty(headquarters, clock.now() - HOUR) == second
    begun.refresh_from_db()
    assert begun.signed_at is not None


def test_nobody_but_the_incoming_officer_signs(begun: Handover, second: User, cast: Cast) -> None:
    line = begun.lines.get(subject="levels")
    before = Entry.objects.count()
    for person in (second, cast.saule, cast.serik, cast.aigerim):
        with pytest.raises(PermissionDenied):
            actions.sign_line(line, actor=person)
        with pytest.raises(PermissionDenied):
            actions.refuse_line(line, actor=person, remark="no")
    line.refresh_from_db()
    assert (line.state, Entry.objects.count()) == ("open", before)
    actions.sign_line(line, actor=cast.dauren)
    written = Entry.objects.count()
    actions.sign_line(line, actor=cast.dauren)
    assert Entry.objects.count() == written


def test_a_refused_line_keeps_the_duty_where_it_is_until_it_is_answered(
    begun: Handover, headquarters: Body, second: User, cast: Cast
) -> None:
    first, *rest = begun.lines.order_by("order")
    with pytest.raises(ValidationError, match="what is wrong"):
        actions.refuse_line(first, actor=cast.dauren, remark=" ")
    actions.refuse_line(first, actor=cast.dauren, remark="Almaty is missing")
    for line in rest:
        actions.sign_line(line, actor=cast.dauren)
    assert queries.on_duty(headquarters) == second
    with pytest.raises(PermissionDenied):
        actions.answer_remark(first, actor=cast.dauren, reply="ok")
    answered = actions.answer_remark(first, actor=second, reply="It ended yesterday")
    assert (answered.state, answered.remark) == ("open", "Almaty is missing")
    actions.sign_line(first, actor=cast.dauren)
    assert queries.on_duty(headquarters) == cast.dauren


def test_a_signed_handover_never_changes_and_an_unsigned_one_cannot_be_passed_in_sql(
    begun: Handover, second: User, cast: Cast
) -> None:
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Handover.objects.filter(pk=begun.pk).update(signed_at=clock.now())
    sign_all(begun, cast.dauren)
    line = begun.lines.get(subject="notes")
    for change in (
        lambda: Handover.objects.filter(pk=begun.pk).update(notes="other"),
        lambda: Handover.objects.filter(pk=begun.pk).delete(),
        lambda: HandoverLine.objects.filter(pk=line.pk).update(facts=[]),
        lambda: HandoverLine.objects.filter(pk=line.pk).delete(),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="never changes"):
        actions.note_handover(begun, actor=second, notes="other")


def test_only_the_outgoing_officer_writes_the_notes(
    begun: Handover, second: User, cast: Cast
) -> None:
    with pytest.raises(PermissionDenied):
        actions.note_handover(begun, actor=cast.dauren, notes="mine")
    noted = actions.note_handover(begun, actor=second, notes="Call Almaty at 18:00")
    assert facts(noted, "notes") == ["Call Almaty at 18:00"]
    before = Entry.objects.count()
    actions.note_handover(noted, actor=second, notes="Call Almaty at 18:00")
    assert Entry.objects.count() == before


def test_the_page_says_what_is_in_force_silent_broken_muted_and_changed(
    published: LevelDecision, headquarters: Body, second: User, cast: Cast
) -> None:
    contact = notices.add_contact(cast.aigerim, actor=None, address="aigerim@example.invalid")
    Contact.objects.filter(pk=contact.pk).update(broken_at=clock.now())
    notices.mute(
        headquarters,
        actor=cast.saule,
        body=Body.objects.get(code="mof"),
        reason="an exercise there",
        ends_at=clock.now() + HOUR,
    )
    handover = actions.open_handover(headquarters, actor=second)
    assert [": yellow since" in one for one in facts(handover, "levels")] == [True]
    assert len(facts(handover, "silent")) == 24
    assert facts(handover, "late") == []
    assert any("Aigerim Nurlanova" in one for one in facts(handover, "contacts"))
    assert len(facts(handover, "mutes")) == 1
    assert any(published.number in one for one in facts(handover, "changed"))
    assert facts(handover, "roster") == []


def test_the_page_is_generated_anew_until_somebody_signs(
    begun: Handover, second: User, cast: Cast, published: LevelDecision
) -> None:
    assert facts(begun, "levels") == []
    renewed = actions.renew_handover(begun, actor=cast.dauren)
    assert len(facts(renewed, "levels")) == 1
    actions.sign_line(renewed.lines.get(subject="levels"), actor=cast.dauren)
    with pytest.raises(ValidationError, match="stays as it is"):
        actions.renew_handover(renewed, actor=second)


def test_a_handover_is_begun_anew_when_the_incoming_officer_falls_ill(
    begun: Handover, headquarters: Body, second: User, cast: Cast
) -> None:
    actions.sign_line(begun.lines.get(subject="levels"), actor=cast.dauren)
    for person in (cast.saule, cast.serik, cast.aigerim):
        with pytest.raises(PermissionDenied):
            actions.begin_anew(begun, actor=person, reason="ill")
    with pytest.raises(ValidationError, match="Say why"):
        actions.begin_anew(begun, actor=second, reason=" ")
    begun.refresh_from_db()
    assert (begun.given_up_at, Handover.objects.count()) == (None, 2)
    third = put_a_third_on_duty(headquarters, cast)
    following = actions.begin_anew(begun, actor=second, reason="Dauren has fallen ill")
    begun.refresh_from_db()
    assert (begun.given_up_by, begun.given_up_because) == (second, "Dauren has fallen ill")
    assert begun.lines.get(subject="levels").state == "signed"
    assert (following.outgoing, following.incoming) == (second, third)
    assert set(following.lines.values_list("state", flat=True)) == {"open"}
    entry = Entry.objects.get(verb="gave up the handover of the duty")
    assert entry.changes == {"signed": [["levels"], []]}
    for line in begun.lines.filter(state="open"):
        with pytest.raises(ValidationError, match="given up"):
            actions.sign_line(line, actor=cast.dauren)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        begun.lines.update(facts=[])
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Handover.objects.filter(pk=begun.pk).update(given_up_because="other")
    sign_all(following, third)
    assert queries.on_duty(headquarters) == third


def test_who_took_the_duty_over_on_a_page_made_anew_since_no_longer_signs(
    begun: Handover, headquarters: Body, second: User, cast: Cast
) -> None:
    line = begun.lines.get(subject="levels")
    assert line.handover.incoming == cast.dauren
    third = put_a_third_on_duty(headquarters, cast)
    assert actions.renew_handover(begun, actor=second).incoming == third
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.sign_line(line, actor=cast.dauren)
    line.refresh_from_db(fields=["state"])
    assert (line.state, Entry.objects.count()) == ("open", before)
    assert actions.sign_line(line, actor=third).state == "signed"


def test_a_page_on_which_nobody_has_signed_is_not_given_up(begun: Handover, second: User) -> None:
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match="No line has been signed or refused"):
        actions.begin_anew(begun, actor=second, reason="ill")
    begun.refresh_from_db()
    assert (begun.given_up_at, Entry.objects.count()) == (None, before)


def test_the_page_begins_anew_and_the_list_says_how_one_begins(
    begun: Handover, headquarters: Body, signed_in: SignedIn, cast: Cast
) -> None:
    officer = signed_in("dauren")
    page = officer.get(begun.get_absolute_url()).content.decode()
    assert "Begin the handover anew" not in page
    actions.sign_line(begun.lines.get(subject="levels"), actor=cast.dauren)
    page = officer.get(begun.get_absolute_url()).content.decode()
    assert "Begin the handover anew" in page
    path = reverse("alerts:handover-anew", kwargs={"pk": begun.pk})
    assert officer.post(path, {"reason": ""}).status_code == 422
    answer = officer.post(path, {"reason": "The roster was wrong"})
    following = Handover.objects.under_way().get()
    assert answer["Location"] == following.get_absolute_url()
    old = officer.get(begun.get_absolute_url()).content.decode()
    assert "The roster was wrong" in old
    assert "Sign this line" not in old
    path = reverse("alerts:handover-list", kwargs={"pk": headquarters.pk})
    listed = officer.get(path).content.decode()
    assert "given up" in listed
    assert "A handover begins when an officer of this roster opens it" in listed
    sign_all(following, following.incoming)
    assert "Open the handover" in officer.get(path).content.decode()
    assert "You are not on this roster" in signed_in("saule").get(path).content.decode()


def test_an_open_handover_is_not_opened_twice(
    begun: Handover, headquarters: Body, cast: Cast
) -> None:
    before = Entry.objects.count()
    assert actions.open_handover(headquarters, actor=cast.dauren) == begun
    assert (Handover.objects.count(), Entry.objects.count()) == (2, before)
    with pytest.raises(PermissionDenied):
        actions.open_handover(headquarters, actor=cast.saule)


def test_without_a_signature_page_and_desk_say_so(
    begun: Handover, headquarters: Body, signed_in: SignedIn
) -> None:
    pages = [
        "/",
        reverse("alerts:roster", kwargs={"pk": headquarters.pk}),
        reverse("alerts:duty-list"),
    ]
    for path in pages:
        page = " ".join(signed_in("dauren").get(path).content.decode().split())
        assert "The duty has not been handed over" in page
        assert "the duty is still with Second Officer" in page
    silent = signed_in("aigerim").get("/").content.decode()
    assert "The duty has not been handed over" not in silent


def test_a_handover_is_signed_on_its_page_and_a_wrong_remark_keeps_what_was_typed(
    begun: Handover, signed_in: SignedIn, headquarters: Body, cast: Cast
) -> None:
    officer = signed_in("dauren")
    line = begun.lines.get(subject="levels")
    empty = officer.post(reverse("alerts:handover-refuse", kwargs={"pk": line.pk}), {"remark": ""})
    assert empty.status_code == 422
    for one in begun.lines.order_by("order"):
        answer = officer.post(reverse("alerts:handover-sign", kwargs={"pk": one.pk}))
        assert answer["Location"] == begun.get_absolute_url()
    page = officer.get(begun.get_absolute_url()).content.decode()
    assert "signed every line and took the duty over" in page
    assert queries.on_duty(headquarters) == cast.dauren


def test_who_has_left_has_no_duty(
    begun: Handover, headquarters: Body, second: User, cast: Cast
) -> None:
    agencies.block_person(second, actor=cast.administrator, reason="left")
    duty = queries.duty_of(headquarters)
    assert (duty.holder, duty.awaits_signature) == (cast.dauren, False)


def test_who_signed_and_left_hands_nothing_over_and_whom_the_roster_names_signs(
    headquarters: Body, second: User, cast: Cast
) -> None:
    with clock.at(clock.now() - 13 * HOUR):
        sign_all(actions.open_handover(headquarters, actor=second), second)
    agencies.block_person(second, actor=cast.administrator, reason="left")
    duty = queries.duty_of(headquarters)
    assert (duty.holder, duty.is_unsigned) == (cast.dauren, True)
    handover = actions.open_handover(headquarters, actor=cast.dauren)
    assert (handover.outgoing, handover.incoming) == (None, cast.dauren)


def test_nobody_hands_the_duty_over_to_themselves(
    begun: Handover, headquarters: Body, second: User, cast: Cast
) -> None:
    sign_all(begun, cast.dauren)
    agencies.block_person(second, actor=cast.administrator, reason="left")
    with clock.at(clock.now() + 11 * HOUR):
        assert queries.duty_of(headquarters).rostered is None
        with pytest.raises(ValidationError, match="names nobody"):
            actions.open_handover(headquarters, actor=cast.dauren)
        third = agencies.add_person(
            actor=None, body=headquarters, email="third@example.invalid",
            full_name="Third Officer", language="en",
        )  # fmt: skip
        agencies.appoint(third, actor=None, body=headquarters, role="hq_officer")
        later = (
            Shift.objects.standing()
            .filter(body=headquarters, person=cast.dauren, starts_at__gt=clock.now())
            .order_by("starts_at")[1]
        )
        actions.replace_on_duty(
            headquarters, actor=cast.saule, person=third, starts_at=later.starts_at,
            ends_at=later.ends_at, reason="gap",
        )  # fmt: skip
        handover = actions.open_handover(headquarters, actor=cast.dauren)
    assert (handover.outgoing, handover.incoming) == (cast.dauren, third)


def test_a_page_says_nothing_that_its_readers_do_not_see_through_its_body(
    headquarters: Body, cast: Cast, propose: Propose
) -> None:
    contact = notices.add_contact(cast.aigerim, actor=None, address="aigerim@example.invalid")
    Contact.objects.filter(pk=contact.pk).update(broken_at=clock.now())
    proposal, since = propose(), clock.now() - HOUR

    def said(subject: str, body: Body) -> str:
        return " ".join(one["en"] for one in facts_of(subject, body, cast.dauren, since))

    centre = Body.objects.get(code="atc")
    assert "Aigerim Nurlanova" in said("contacts", centre)
    assert said("contacts", headquarters) == ""
    assert proposal.number in said("changed", headquarters)
    assert proposal.number not in said("changed", centre)


def test_the_history_costs_the_same_for_one_handover_and_for_many(
    begun: Handover, headquarters: Body, second: User, cast: Cast, signed_in: SignedIn
) -> None:
    path = reverse("alerts:handover-list", kwargs={"pk": headquarters.pk})
    officer = signed_in("dauren")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(path).status_code == 200
        return len(captured)

    cost()
    one = cost()
    sign_all(begun, cast.dauren)
    for person in (second, cast.dauren, second):
        following = actions.open_handover(headquarters, actor=cast.dauren)
        Handover.objects.filter(pk=following.pk).update(
            incoming=person, outgoing=cast.dauren if person == second else second
        )
        sign_all(Handover.objects.get(pk=following.pk), person)
    assert cost() == one
