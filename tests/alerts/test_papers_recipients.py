"""Who is told: exactly those of the original, the newly affected, and nobody the same twice."""

from collections.abc import Callable

import pytest

from agencies import actions as agencies
from agencies.models import Body, Territory
from alerts import actions, queries
from alerts.models import (
    AddressedBody,
    DecisionArea,
    Level,
    LevelDecision,
    SuppressedNotice,
)
from audit import clock
from notices.models import Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast

Approve = Callable[[LevelDecision], LevelDecision]


def told(decision: LevelDecision, *, counted: bool = True) -> set[str]:
    """Return the codes of the organisations that were told."""
    rows = AddressedBody.objects.filter(decision=decision, is_counted=counted)
    return set(rows.values_list("body__code", flat=True))


def add_member(cast: Cast, code: str = "new-member") -> None:
    """Add a member of the Centre after the first notice went out."""
    agencies.add_body(
        actor=cast.administrator,
        parent=Body.objects.get(code="atc"),
        kind=Body.Kind.AGENCY,
        code=code,
        names={"kk": "Жаңа мүше", "ru": "Новый член", "en": "New member"},
        abbreviations={"kk": "ЖМ", "ru": "НЧ", "en": "NM"},
        territory=Territory.objects.get(code="KZ"),
        order=99,
    )


@pytest.mark.parametrize(
    ("action", "level", "term"),
    [("cancel", 0, ""), ("extend", 1, "20 days"), ("keep", 1, "")],
)
def test_an_update_and_an_all_clear_reach_exactly_those_of_the_original(
    action: str, level: int, term: str, cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["75"]))
    add_member(cast)
    later = approve(propose(["75"], action=action, level=level, term=term, refers_to=first))
    assert told(later) == told(first)
    assert told(later, counted=False) == told(first, counted=False)


def test_a_partial_cancellation_reaches_all_of_the_original(
    propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["KZ"]))
    later = approve(
        propose(["75"], action="cancel_part", level=Level.NONE, term="", refers_to=first)
    )
    assert len(told(later)) == 39
    assert told(later) == told(first)


def test_a_widening_reaches_the_newly_affected_as_well(propose: Propose, approve: Approve) -> None:
    first = approve(propose(["75"]))
    later = approve(propose(["71"], refers_to=first))
    assert told(later) == told(first) | {"commission-71"}


def test_a_raise_reaches_whoever_the_rule_names_now(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["75"]))
    add_member(cast)
    later = approve(propose(["75"], action="raise", level=3, refers_to=first))
    assert told(later) == told(first) | {"new-member"}


def test_a_successor_stands_in_for_whom_it_followed(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["75"]))
    add_member(cast, "heir")
    Body.objects.filter(code="mof").update(
        valid_to=clock.today(), successor=Body.objects.get(code="heir")
    )
    later = approve(propose(["75"], action="cancel", level=Level.NONE, term="", refers_to=first))
    assert told(later) == (told(first) - {"mof"}) | {"heir"}


def test_a_wider_level_spares_the_duplicate_and_says_so(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    national = approve(propose(["KZ"], level=2, term="30 days"))
    regional = propose(["75"], level=1, term="14 days", headquarters="headquarters-75")
    effect = queries.effect_of_decision(regional)
    assert (effect.counted, effect.informed, effect.people) == ([], [], 0)
    assert {one.covered_by for one in effect.spared} == {national}
    before = Notice.objects.count()
    regional = approve(regional)
    assert (regional.state, regional.notice) == ("published", None)
    assert Notice.objects.count() == before
    rows = SuppressedNotice.objects.filter(decision=regional)
    assert rows.filter(is_counted=True).count() == 24
    assert set(rows.values_list("covered_by", flat=True)) == {national.pk}
    [group] = queries.spared_by(regional)
    assert (group.covered_by, len(group.bodies)) == (national, rows.count())
    assert "as high and lasts as long" in group.reason
    assert not queries.may_see_board(cast.dauren, regional)


@pytest.mark.parametrize(
    ("level", "term"),
    [
        (3, "14 days"),  # higher than the country's
        (2, "40 days"),  # lasts longer than the country's
    ],
)
def test_a_regional_notice_that_says_something_new_goes_out(
    level: int, term: str, propose: Propose, approve: Approve
) -> None:
    approve(propose(["KZ"], level=2, term="30 days"))
    regional = approve(propose(["75"], level=level, term=term, headquarters="headquarters-75"))
    assert len(told(regional)) == 24
    assert not SuppressedNotice.objects.exists()


def test_who_was_not_told_of_the_wider_level_is_told_of_the_narrower(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    approve(propose(["KZ"], level=2, term="30 days"))
    add_member(cast)
    regional = approve(propose(["75"], level=1, headquarters="headquarters-75"))
    assert told(regional) == {"new-member"}
    assert SuppressedNotice.objects.filter(decision=regional, is_counted=True).count() == 24


def test_one_new_act_tells_the_members_and_spares_the_other_commission(
    propose: Propose, approve: Approve
) -> None:
    approve(propose(["KZ"], level=1, term="30 days"))
    first = propose(["75"], level=1)
    DecisionArea.objects.create(
        decision=first, seq=2, territory=Territory.objects.get(code="19"), action="raise",
        level=3, criterion="committed", level_before=1, starts_at=clock.now(),
    )  # fmt: skip
    mixed = approve(first)
    assert len(told(mixed)) == 24
    assert "commission-19" in told(mixed)
    spared = SuppressedNotice.objects.filter(decision=mixed, is_counted=True)
    assert set(spared.values_list("body__code", flat=True)) == {"commission-75"}


def test_the_all_clear_of_what_was_spared_reaches_those_who_were_spared(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    national = approve(propose(["KZ"], level=2, term="30 days"))
    regional = approve(propose(["75"], level=1, headquarters="headquarters-75"))
    approve(propose(["KZ"], action="cancel", level=Level.NONE, term="", refers_to=national))
    assert queries.effective_levels()["75"] == "yellow"
    later = approve(
        propose(["75"], action="cancel", level=Level.NONE, term="", refers_to=regional)
    )
    assert len(told(later)) == 24


def test_a_level_taken_back_spares_nobody(cast: Cast, propose: Propose, approve: Approve) -> None:
    national = approve(propose(["KZ"], level=2, term="30 days"))
    actions.correct_decision(
        national, actor=cast.dauren, texts=queries.correction_texts(national), reason="x"
    )
    regional = approve(propose(["75"], level=1, headquarters="headquarters-75"))
    assert len(told(regional)) == 24
