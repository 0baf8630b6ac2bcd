"""Proposing, approving, withdrawing: two people, one transaction, and a database that refuses."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from agencies import actions as agencies
from agencies.models import Body, Territory
from alerts import access, actions, queries
from alerts.actions import ActSpec
from alerts.models import (
    AddressedBody,
    ChecklistEntry,
    DecisionArea,
    Exercise,
    Level,
    LevelDecision,
)
from alerts.queries.addressees import counted_bodies, informed_bodies
from audit import clock
from audit.models import Entry
from notices import actions as notices
from notices.models import Addressee, Delivery, LadderStep, Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast

Approve = Callable[[LevelDecision], LevelDecision]


def traces() -> tuple[int, int, int, int]:
    """Count what a refusal must not leave behind."""
    return (
        Entry.objects.count(), Notice.objects.count(),
        Delivery.objects.count(), AddressedBody.objects.count(),
    )  # fmt: skip


def give_contacts(cast: Cast) -> None:
    """Give every member of the cast a verified e-mail address."""
    for name in cast.names():
        contact = notices.add_contact(cast[name], actor=None, address=cast[name].email)
        notices.verify_contact(contact, actor=None)


def test_a_proposal_puts_nothing_in_force(propose: Propose, cast: Cast) -> None:
    decision = propose()
    assert decision.state == "proposed"
    assert queries.effective_levels()["75"] == "none"
    assert not Notice.objects.exists()
    assert list(queries.proposals_waiting(cast.saule)) == [decision]
    assert not queries.proposals_waiting(cast.dauren).exists()


def test_an_approved_level_is_in_force_and_sent(published: LevelDecision) -> None:
    published.refresh_from_db()
    assert published.state == "published"
    assert queries.effective_levels()["75"] == "yellow"
    assert queries.effective_levels()["19"] == "none"
    assert published.notice is not None
    assert published.notice.norm == dt.timedelta(minutes=60)


@pytest.mark.parametrize(
    ("code", "count"), [("KZ", 39), ("75", 24), ("19", 24), ("19/ile", 24), ("61", 24), ("10", 24)]
)
@pytest.mark.usefixtures("house")
def test_the_roster_of_2013_is_addressed_by_the_written_rule(code: str, count: int) -> None:
    assert len(counted_bodies([code])) == count


@pytest.mark.usefixtures("house")
def test_two_cities_address_the_members_once() -> None:
    codes = [body.code for body in counted_bodies(["75", "71"])]
    assert len(codes) == 25
    assert {"commission-75", "commission-71"} <= set(codes)


@pytest.mark.usefixtures("house")
def test_headquarters_and_district_commissions_inside_the_area_are_informed() -> None:
    codes = {body.code for body in informed_bodies(["19"])}
    assert "headquarters-19" in codes
    assert "headquarters-kz" not in codes
    assert "headquarters-75" not in codes
    assert len(informed_bodies(["KZ"])) == Body.objects.filter(
        kind__in=[*Body.HEADQUARTERS, Body.Kind.DISTRICT_COMMISSION]
    ).count()  # fmt: skip


def test_adding_a_member_makes_the_next_notice_forty(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    agencies.add_body(
        actor=cast.administrator,
        parent=Body.objects.get(code="atc"),
        kind=Body.Kind.AGENCY,
        code="new-member",
        names={"kk": "Жаңа мүше", "ru": "Новый член", "en": "New member"},
        abbreviations={"kk": "ЖМ", "ru": "НЧ", "en": "NM"},
        territory=Territory.objects.get(code="KZ"),
        order=99,
    )
    decision = approve(propose(["KZ"]))
    assert queries.board(cast.dauren, decision).total == 40


def test_the_sent_set_is_the_previewed_set(cast: Cast, propose: Propose, approve: Approve) -> None:
    give_contacts(cast)
    decision = propose(["KZ"], level=Level.ORANGE)
    effect = queries.effect_of_decision(decision)
    decision = approve(decision)
    told = Addressee.objects.filter(notice=decision.notice)
    assert {(one.person_id, one.body_id, one.is_counted) for one in told} == {
        (one.person_id, one.body_id, one.counted) for one in effect.addressees
    }
    deliveries = Delivery.objects.filter(notice=decision.notice, step=0)
    assert deliveries.count() == sum(effect.by_channel.values())
    assert deliveries.values("person").distinct().count() == effect.people
    assert decision.sent_digest == effect.digest
    steps = LadderStep.objects.filter(notice=decision.notice).values_list("number", "due_at")
    issued = decision.notice.issued_at if decision.notice else clock.now()
    assert [line.minutes for line in effect.ladder] == [0, 10, 20]
    assert list(steps) == [
        (number, issued + dt.timedelta(minutes=line.minutes))
        for number, line in enumerate(effect.ladder[1:], start=1)
    ]


def test_people_without_a_contact_and_bodies_without_people_are_named(
    cast: Cast, propose: Propose
) -> None:
    effect = queries.effect_of_decision(propose(["75"]))
    assert cast.aigerim in effect.without_contact
    assert cast.departed not in effect.without_contact
    assert Body.objects.get(code="moh") not in effect.without_people
    assert len(effect.without_people) == 24 - 3


def test_changed_addressees_refuse_the_sending(cast: Cast, propose: Propose) -> None:
    decision = propose()
    digest = queries.effect_of_decision(decision).digest
    appointment = cast.outsider.appointments.select_related("post__body", "person").get()
    agencies.end_appointment(appointment, actor=cast.administrator, reason="moved")
    before = traces()
    with pytest.raises(ValidationError, match="no longer as you saw it"):
        actions.approve_level(decision, actor=cast.saule, digest=digest)
    assert traces() == before
    decision.refresh_from_db()
    assert decision.state == "proposed"


def test_the_proposer_cannot_approve(cast: Cast, propose: Propose) -> None:
    agencies.appoint(
        cast.dauren, actor=None, body=Body.objects.get(code="headquarters-kz"),
        role="hq_approver", starts_at=clock.now(),
    )  # fmt: skip
    decision = propose()
    digest = queries.effect_of_decision(decision).digest
    before = traces()
    with pytest.raises(PermissionDenied, match="ask another person"):
        actions.approve_level(decision, actor=cast.dauren, digest=digest)
    assert traces() == before


def test_who_acts_for_the_proposer_cannot_approve(cast: Cast, propose: Propose) -> None:
    agencies.appoint(
        cast.governor, actor=None, body=Body.objects.get(code="headquarters-kz"),
        role="hq_approver", starts_at=clock.now(), acting_for=cast.dauren,
    )  # fmt: skip
    decision = propose()
    digest = queries.effect_of_decision(decision).digest
    with pytest.raises(PermissionDenied, match="ask another person"):
        actions.approve_level(decision, actor=cast.governor, digest=digest)


@pytest.mark.parametrize(
    ("proposed", "approved"),
    [
        (("dauren", None), ("dauren", None)),
        (("dauren", "saule"), ("saule", None)),
        (("dauren", None), ("saule", "dauren")),
        (("dauren", "governor"), ("saule", "governor")),
    ],
)
def test_the_database_refuses_an_approver_who_proposed(
    cast: Cast,
    propose: Propose,
    proposed: tuple[str, str | None],
    approved: tuple[str, str | None],
) -> None:
    decision = propose()
    people = [cast[name].pk if name else None for name in (*proposed, *approved)]
    with (
        pytest.raises(IntegrityError, match="approver_is_not_the_proposer"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE alerts_leveldecision SET proposed_by_id = %s, proposed_for_id = %s,"
            " approved_by_id = %s, approved_for_id = %s WHERE id = %s",
            [*people, decision.pk],
        )


@pytest.mark.parametrize("name", ["aigerim", "serik", "chair", "dauren", "governor", "outsider",
                                  "departed", "auditor", "administrator"])  # fmt: skip
def test_nobody_but_the_approver_approves(name: str, cast: Cast, propose: Propose) -> None:
    decision = propose()
    digest = queries.effect_of_decision(decision).digest
    before = traces()
    with pytest.raises(PermissionDenied):
        actions.approve_level(decision, actor=cast[name], digest=digest)
    assert traces() == before


@pytest.mark.parametrize("name", ["aigerim", "serik", "saule", "governor", "administrator"])
def test_nobody_but_the_officer_proposes(name: str, cast: Cast, propose: Propose) -> None:
    propose()
    headquarters = Body.objects.get(code="headquarters-kz")
    paper = actions.Paper("РЖШ", "РОШ", "мәтін", "текст")
    act = ActSpec(Territory.objects.get(code="75"), "set", 1, clock.now(), criterion="confirmed")
    before = (traces(), LevelDecision.objects.count())
    with pytest.raises(PermissionDenied):
        actions.propose_level(headquarters, actor=cast[name], acts=[act], paper=paper)
    assert (traces(), LevelDecision.objects.count()) == before


def test_approving_twice_sends_once(published: LevelDecision, cast: Cast) -> None:
    before = traces()
    again = actions.approve_level(published, actor=cast.saule, digest="")
    assert again.pk == published.pk
    assert traces() == before


def test_red_asks_for_its_word(cast: Cast, propose: Propose) -> None:
    decision = propose(level=Level.RED)
    digest = queries.effect_of_decision(decision).digest
    with pytest.raises(ValidationError, match="Type the word"):
        actions.approve_level(decision, actor=cast.saule, digest=digest, typed_word="yellow")
    sent = actions.approve_level(decision, actor=cast.saule, digest=digest, typed_word=" Қызыл ")
    assert sent.is_published
    assert sent.notice is not None
    assert sent.notice.urgency == "immediate"


def test_a_withdrawn_proposal_never_goes_out(cast: Cast, propose: Propose) -> None:
    decision = propose()
    actions.withdraw_proposal(decision, actor=cast.saule, reason="Not enough ground")
    before = traces()
    actions.withdraw_proposal(decision, actor=cast.saule, reason="Again")
    assert traces() == before
    with pytest.raises(ValidationError, match="has been withdrawn"):
        actions.approve_level(decision, actor=cast.saule, digest="")
    with pytest.raises(PermissionDenied):
        actions.withdraw_proposal(decision, actor=cast.aigerim, reason="mine")


def test_a_published_decision_is_not_withdrawn(published: LevelDecision, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="has been published"):
        actions.withdraw_proposal(published, actor=cast.dauren, reason="late")


REFUSED = [
    ({"codes": []}, "at least one territory"),
    ({"action": "raise", "level": Level.NONE}, "Choose the level"),
    ({"action": "lower", "level": Level.YELLOW}, "lower to less than"),
    ({"action": "extend", "level": Level.YELLOW}, "no level is in force"),
    ({"action": "cancel", "level": Level.NONE}, "no level is in force"),
    ({"term": ""}, "needs a date of review"),
    ({"term": "as long as it takes"}, "cannot be computed"),
    ({"text_kk": "  "}, "Kazakh and in Russian"),
    ({"is_consent_required": True}, "who gave the consent"),
]


@pytest.mark.parametrize(("change", "why"), REFUSED)
def test_a_contradictory_proposal_is_refused(
    change: dict[str, object], why: str, propose: Propose
) -> None:
    with pytest.raises(ValidationError, match=why):
        propose(**change)
    assert not LevelDecision.objects.exists()


def test_a_headquarters_decides_only_within_its_territory(propose: Propose) -> None:
    with pytest.raises(ValidationError, match="outside the territory"):
        propose(["75"], headquarters="headquarters-19")
    assert propose(["19/ile"], headquarters="headquarters-19").number.startswith("19-")


@pytest.mark.parametrize(
    ("level", "criterion", "fits"),
    [
        (1, "to_be_confirmed", True), (1, "confirmed", False), (2, "confirmed", True),
        (2, "committed", False), (3, "committed", True), (3, "repeat", True),
        (3, "to_be_confirmed", False),
    ],
)  # fmt: skip
def test_the_criterion_belongs_to_its_colour(
    level: int, criterion: str, fits: bool, cast: Cast, propose: Propose
) -> None:
    decision = propose()
    act = ActSpec(
        Territory.objects.get(code="71"), "set", level, clock.now(), criterion=criterion,
        term_text="3 days",
    )  # fmt: skip
    if fits:
        settled = actions.settle_acts(Body.objects.get(code="headquarters-kz"), [act])
        assert settled[0].criterion == criterion
    else:
        with pytest.raises(ValidationError, match="not the one of the level"):
            actions.settle_acts(Body.objects.get(code="headquarters-kz"), [act])
    row = DecisionArea(
        decision=decision, seq=9, territory=act.territory, action="set", level=level,
        criterion=criterion, starts_at=clock.now(),
    )  # fmt: skip
    if not fits:
        with (
            pytest.raises(IntegrityError, match="criterion_fits_the_colour"),
            transaction.atomic(),
        ):
            row.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alerts_leveldecision SET text_ru = 'x'",
        "UPDATE alerts_leveldecision SET state = 'proposed'",
        "DELETE FROM alerts_leveldecision",
        "UPDATE alerts_decisionarea SET level = 3",
        "DELETE FROM alerts_decisionarea",
        "DELETE FROM alerts_addressedbody",
        "TRUNCATE alerts_leveldecision CASCADE",
        "TRUNCATE alerts_decisionarea",
    ],
)
@pytest.mark.usefixtures("published")
def test_the_database_keeps_a_published_decision_as_it_is(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")


def test_a_published_decision_takes_no_further_act(published: LevelDecision) -> None:
    row = DecisionArea(
        decision=published, seq=9, territory=Territory.objects.get(code="71"), action="set",
        level=3, starts_at=clock.now(),
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="takes no further act"), transaction.atomic():
        row.save(force_insert=True)


def test_a_later_decision_reaches_those_told_of_the_first_and_closes_its_notice(
    published: LevelDecision, propose: Propose, approve: Approve
) -> None:
    later = approve(
        propose(["75"], action="cancel", level=Level.NONE, term="", refers_to=published)
    )
    assert queries.effective_levels()["75"] == "none"
    first = set(published.addressed.values_list("body_id", "is_counted"))
    assert set(later.addressed.values_list("body_id", "is_counted")) == first
    notice = Notice.objects.get(pk=published.notice_id or 0)
    assert notice.closed_at is not None


def test_an_exercise_changes_nothing_real(published: LevelDecision, cast: Cast) -> None:
    played = Exercise.objects.create(
        number="EX-KZ-2026/01", name_kk="Оқу", name_ru="Учение", scenario="…",
        headquarters=Body.objects.get(code="headquarters-kz"), prepared_by=cast.dauren,
        prepared_at=clock.now(), starts_at=clock.now(), ends_at=clock.now() + dt.timedelta(1),
    )  # fmt: skip
    exercise = LevelDecision.exercises.create(
        number="EX-1", headquarters=published.headquarters, is_exercise=True, exercise=played,
        proposed_by=cast.dauren, proposed_at=clock.now(), text_kk="оқу", text_ru="учение",
        authority_ru="РОШ", legal_ground="план",
    )  # fmt: skip
    DecisionArea.objects.create(
        decision=exercise, seq=1, territory=Territory.objects.get(code="KZ"), action="set",
        level=Level.RED, starts_at=clock.now(), known_at=clock.now(),
    )  # fmt: skip
    LevelDecision.exercises.filter(pk=exercise.pk).update(
        state="published", approved_by=cast.saule, published_at=clock.now()
    )
    assert queries.effective_levels()["71"] == "none"
    assert exercise not in LevelDecision.objects.all()
    assert not queries.visible_decisions(cast.saule).filter(pk=exercise.pk).exists()
    assert not DecisionArea.objects.filter(decision=exercise).exists()
    assert DecisionArea.exercises.filter(decision=exercise).count() == 1


def test_visible_and_audience_agree_for_the_whole_cast(
    propose: Propose, approve: Approve, cast: Cast
) -> None:
    withdrawn = propose(["71"])
    actions.withdraw_proposal(withdrawn, actor=cast.dauren, reason="a mistake")
    for decision in (propose(["19"]), withdrawn, approve(propose(["75"]))):
        for name in cast.names():
            sees = access.visible(cast[name]).filter(pk=decision.pk).exists()
            told = access.audience(decision).filter(pk=cast[name].pk).exists()
            assert sees == told, (name, decision.number)


def test_boards_and_their_audience_agree_for_the_whole_cast(
    published: LevelDecision, cast: Cast
) -> None:
    for name in cast.names():
        sees = access.boards(cast[name]).filter(pk=published.pk).exists()
        told = access.board_audience(published).filter(pk=cast[name].pk).exists()
        assert sees == told, name


def test_checklists_are_cumulative_and_raising_adds_only_the_difference(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    for level, word in ((1, "yellow"), (2, "orange"), (3, "red")):
        actions.adopt_checklist(level, [("", word, word, word)], actor=None)
    first = approve(propose(["75"], level=Level.ORANGE))
    body = Body.objects.get(code="moh")
    lines = ChecklistEntry.objects.filter(body=body)
    assert list(lines.filter(decision=first).values_list("line__text_en", flat=True)) == [
        "yellow", "orange",
    ]  # fmt: skip
    later = approve(propose(["75"], action="raise", level=Level.RED, refers_to=first))
    assert list(lines.filter(decision=later).values_list("line__text_en", flat=True)) == ["red"]


def test_a_new_version_changes_nothing_that_runs(
    published: LevelDecision, cast: Cast, propose: Propose, approve: Approve
) -> None:
    line = [("", "бір", "один", "one")]
    first = actions.adopt_checklist(1, line, actor=None)
    assert actions.adopt_checklist(1, line, actor=None) == first
    running = approve(propose(["71"]))
    second = actions.adopt_checklist(1, [("", "екі", "два", "two")], actor=None)
    assert (first.version, second.version) == (1, 2)
    texts = ChecklistEntry.objects.filter(decision=running).values_list("line__text_en", flat=True)
    assert set(texts) == {"one"}


def test_a_line_is_ticked_once_by_its_own_body(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    decision = approve(propose())
    entry = ChecklistEntry.objects.get(decision=decision, body__code="moh")
    with pytest.raises(PermissionDenied):
        actions.tick_line(entry, actor=cast.outsider)
    done = actions.tick_line(entry, actor=cast.aigerim, note="No 12")
    assert (done.done_by, done.note) == (cast.aigerim, "No 12")
    before = Entry.objects.count()
    assert actions.tick_line(entry, actor=cast.head_of_health).done_by == cast.aigerim
    assert Entry.objects.count() == before
