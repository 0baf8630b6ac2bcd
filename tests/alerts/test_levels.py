"""The effective level: the table of acts line by line, the public record, and a second opinion."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.levels import Act, Land, Link, Place, replay
from alerts.models import Level
from tests.alerts import oracle

ALMATY = ZoneInfo("Asia/Almaty")
PARENTS = {"19": "KZ", "75": "KZ", "15": "KZ", "19/ile": "19", "15/aktobe": "15"}
LAND = Land(
    {"KZ": Place("KZ")} | {code: Place(code, (Link(parent),)) for code, parent in PARENTS.items()}
)
NONE, YELLOW, ORANGE, RED = Level.NONE, Level.YELLOW, Level.ORANGE, Level.RED


def at(day: int, hour: int = 0) -> dt.datetime:
    """Return an hour of January 2022."""
    return dt.datetime(2022, 1, day, hour, tzinfo=ALMATY)


class Story:
    """Acts told one after another."""

    def __init__(self) -> None:
        self.acts: list[Act] = []

    def then(
        self,
        day: int,
        code: str,
        action: str,
        level: int,
        until: int | None = None,
        paper: int = 0,
        corrects: int = 0,
    ) -> "Story":
        seq = len(self.acts) + 1
        end = at(until) if until else None
        self.acts.append(Act(code, action, level, at(day), end, paper or seq, (seq,), corrects))
        return self

    def on(self, day: int, code: str) -> Level:
        return replay(self.acts, LAND).state_at(at(day)).level(code, at(day))


def test_a_level_covers_everything_beneath_it_and_nothing_else() -> None:
    story = Story().then(5, "19", "set", ORANGE)
    assert [story.on(5, code) for code in ("19", "19/ile", "KZ", "75")] == [
        ORANGE, ORANGE, NONE, NONE,
    ]  # fmt: skip


def test_the_higher_of_nested_levels_is_in_force() -> None:
    story = Story().then(5, "15/aktobe", "set", RED).then(6, "KZ", "set", YELLOW)
    assert [story.on(7, code) for code in ("15/aktobe", "15", "75")] == [RED, YELLOW, YELLOW]


def test_a_level_begins_at_its_instant_and_ends_before_its_end() -> None:
    story = Story().then(5, "KZ", "set", RED, until=19)
    assert [story.on(day, "75") for day in (4, 5, 18, 19)] == [NONE, RED, RED, NONE]


def test_cancel_part_takes_one_territory_out_and_touches_no_other() -> None:
    story = Story().then(5, "KZ", "set", RED).then(13, "15", "cancel_part", NONE)
    assert [story.on(13, code) for code in ("15", "15/aktobe", "75", "KZ")] == [
        NONE, NONE, RED, RED,
    ]  # fmt: skip


def test_cancel_part_leaves_the_own_levels_of_descendants() -> None:
    story = (
        Story()
        .then(4, "15/aktobe", "set", ORANGE)
        .then(5, "KZ", "set", RED)
        .then(13, "15", "cancel_part", NONE)
    )
    assert (story.on(13, "15"), story.on(13, "15/aktobe")) == (NONE, ORANGE)


def test_cancel_part_leaves_an_own_level_that_the_row_says_remains() -> None:
    story = (
        Story()
        .then(4, "75", "set", ORANGE)
        .then(5, "KZ", "set", YELLOW)
        .then(6, "75", "cancel_part", ORANGE)
        .then(7, "75", "cancel", NONE)
    )
    assert (story.on(6, "75"), story.on(7, "75"), story.on(7, "15")) == (ORANGE, NONE, YELLOW)


def test_lower_beneath_a_wider_level_lifts_it_and_leaves_an_own_level() -> None:
    story = Story().then(5, "KZ", "set", RED).then(13, "19", "lower", YELLOW)
    assert [story.on(13, code) for code in ("19", "19/ile", "75")] == [YELLOW, YELLOW, RED]
    story.then(19, "KZ", "cancel", NONE)
    assert (story.on(19, "19"), story.on(19, "75")) == (YELLOW, NONE)


def test_lower_to_the_level_of_the_country_ends_the_local_one() -> None:
    story = (
        Story()
        .then(1, "KZ", "set", YELLOW)
        .then(2, "75", "raise", RED)
        .then(3, "75", "lower", YELLOW)
        .then(4, "KZ", "cancel", NONE)
    )
    assert [story.on(day, "75") for day in (1, 2, 3, 4)] == [YELLOW, RED, YELLOW, NONE]


def test_lower_beneath_two_wider_levels_lifts_only_the_higher() -> None:
    story = (
        Story()
        .then(1, "KZ", "set", YELLOW)
        .then(2, "19", "raise", RED)
        .then(3, "19/ile", "lower", YELLOW)
        .then(4, "KZ", "cancel", NONE)
    )
    assert [story.on(day, "19/ile") for day in (2, 3, 4)] == [RED, YELLOW, NONE]
    assert story.on(4, "19") == RED


def test_a_new_wider_level_clears_earlier_liftings() -> None:
    story = (
        Story()
        .then(5, "KZ", "set", RED)
        .then(6, "15", "cancel_part", NONE)
        .then(7, "KZ", "set", ORANGE)
    )
    assert [story.on(day, "15") for day in (5, 6, 7)] == [RED, NONE, ORANGE]


def test_a_new_level_between_does_not_bring_a_lifted_one_back() -> None:
    story = (
        Story()
        .then(5, "KZ", "set", RED)
        .then(6, "19/ile", "cancel_part", NONE)
        .then(7, "19", "set", YELLOW)
    )
    assert (story.on(7, "19/ile"), story.on(7, "19")) == (YELLOW, RED)


def test_lowering_the_wider_level_raises_nobody_who_was_taken_out() -> None:
    story = (
        Story()
        .then(5, "KZ", "set", RED)
        .then(6, "15", "cancel_part", NONE)
        .then(7, "KZ", "lower", YELLOW)
    )
    assert (story.on(7, "15"), story.on(7, "75")) == (NONE, YELLOW)


def test_extend_moves_the_end_and_keeps_liftings() -> None:
    story = (
        Story()
        .then(5, "KZ", "set", RED, until=10)
        .then(6, "15", "cancel_part", NONE)
        .then(10, "KZ", "extend", RED, until=15)
    )
    assert [story.on(day, "75") for day in (9, 10, 14, 15)] == [RED, RED, RED, NONE]
    assert story.on(11, "15") == NONE


def test_extend_announced_before_the_end_moves_it_too() -> None:
    story = Story().then(5, "KZ", "set", RED, until=10).then(9, "KZ", "extend", RED, until=15)
    assert (story.on(12, "75"), story.on(15, "75")) == (RED, NONE)


def test_extend_of_what_reached_a_place_from_above_makes_it_its_own() -> None:
    story = Story().then(5, "KZ", "set", RED, until=10).then(10, "75", "extend", RED, until=15)
    assert (story.on(10, "75"), story.on(10, "15"), story.on(15, "75")) == (RED, NONE, NONE)


def test_extend_without_an_end_leaves_the_level_open() -> None:
    story = Story().then(5, "KZ", "set", RED, until=10).then(9, "KZ", "extend", RED)
    assert story.on(31, "75") == RED


def test_cancel_of_a_wider_level_leaves_local_levels() -> None:
    story = Story().then(5, "KZ", "set", YELLOW).then(6, "75", "raise", RED)
    story.then(7, "KZ", "cancel", NONE)
    assert (story.on(7, "75"), story.on(7, "15")) == (RED, NONE)


def test_cancel_of_a_local_level_falls_back_to_the_wider() -> None:
    story = Story().then(5, "KZ", "set", YELLOW).then(6, "75", "raise", RED)
    story.then(7, "75", "cancel", YELLOW)
    assert story.on(7, "75") == YELLOW


def test_cancel_where_only_a_wider_level_lies_takes_the_place_out() -> None:
    story = Story().then(5, "KZ", "set", RED).then(6, "15", "cancel", NONE)
    assert (story.on(6, "15"), story.on(6, "75")) == (NONE, RED)


def test_the_end_of_a_term_told_for_one_place_takes_it_out_of_the_wider_level() -> None:
    story = Story().then(5, "KZ", "set", RED).then(6, "15", "expire", NONE)
    assert (story.on(6, "15"), story.on(6, "75")) == (NONE, RED)


def test_the_end_of_a_term_told_twice_changes_nothing_above() -> None:
    story = Story().then(4, "KZ", "set", YELLOW).then(5, "75", "raise", RED, until=8)
    story.then(8, "75", "expire", YELLOW)
    assert (story.on(7, "75"), story.on(8, "75")) == (RED, YELLOW)


def test_cancel_on_the_day_the_term_ends_changes_nothing_more() -> None:
    story = Story().then(5, "KZ", "set", YELLOW, until=16).then(16, "KZ", "cancel", NONE)
    assert (story.on(15, "75"), story.on(16, "75")) == (YELLOW, NONE)


def test_keep_is_a_confirmation_without_change() -> None:
    story = Story().then(5, "KZ", "set", RED, until=19).then(13, "75", "keep", RED)
    assert (story.on(13, "75"), story.on(19, "75")) == (RED, NONE)


def test_expire_ends_an_open_level() -> None:
    story = Story().then(5, "75", "set", ORANGE, paper=1).then(9, "75", "expire", NONE, paper=1)
    assert (story.on(8, "75"), story.on(9, "75")) == (ORANGE, NONE)


def test_expire_of_an_earlier_decision_spares_the_one_that_followed_at_that_instant() -> None:
    story = (
        Story()
        .then(5, "75", "set", RED, until=9, paper=1)
        .then(9, "75", "set", ORANGE, paper=2)
        .then(9, "75", "expire", ORANGE, paper=1)
    )
    assert story.on(9, "75") == ORANGE


def test_a_set_level_is_not_shortened_by_the_end_of_the_one_it_replaced() -> None:
    story = Story().then(5, "75", "set", YELLOW, until=9).then(6, "75", "raise", RED, until=20)
    assert story.on(10, "75") == RED


def test_lowered_local_level_keeps_its_own_term() -> None:
    story = Story().then(5, "75", "set", RED).then(6, "75", "lower", ORANGE, until=9)
    assert [story.on(day, "75") for day in (5, 6, 8, 9)] == [RED, ORANGE, ORANGE, NONE]


def test_acts_of_one_instant_follow_their_numbers() -> None:
    story = Story().then(5, "KZ", "set", RED)
    story.then(13, "KZ", "cancel", NONE).then(13, "75", "set", ORANGE)
    assert (story.on(13, "75"), story.on(13, "15")) == (ORANGE, NONE)


def test_history_lists_every_change_once() -> None:
    story = (
        Story()
        .then(1, "KZ", "set", YELLOW, until=10)
        .then(2, "75", "raise", RED)
        .then(3, "75", "lower", YELLOW)
        .then(10, "KZ", "extend", YELLOW, until=12)
    )
    spans = replay(story.acts, LAND).history("75", at(31))
    assert [(span.level, span.since, span.until) for span in spans] == [
        (YELLOW, at(1), at(2)),
        (RED, at(2), at(3)),
        (YELLOW, at(3), at(12)),
        (NONE, at(12), None),
    ]


# The land changes: East Kazakhstan (63) lost Abai (10) on 8 June 2022, and a city moved with it.
SPLIT = dt.datetime(2022, 6, 8, tzinfo=ALMATY)
CHANGING = Land(
    {
        "KZ": Place("KZ"),
        "63": Place("63", (Link("KZ"),)),
        "10": Place("10", (Link("KZ", SPLIT),), since=SPLIT, predecessor="63"),
        "51": Place("51", (Link("KZ", None, at(1)),), until=at(1)),
        "61": Place("61", (Link("KZ", at(1)),), since=at(1), predecessor="51"),
        "79": Place("79", (Link("KZ", at(1)),), since=at(1), predecessor="51"),
        "63/semey": Place("63/semey", (Link("63", None, SPLIT), Link("10", SPLIT))),
    }
)


def test_a_territory_lies_within_its_parent_of_that_instant() -> None:
    acts = [Act("63", "set", ORANGE, at(5))]
    told = replay(acts, CHANGING)
    before, after = SPLIT - dt.timedelta(seconds=1), SPLIT
    assert told.levels_at(before)["63/semey"] == ORANGE
    assert told.levels_at(after)["63/semey"] == NONE
    assert "10" not in told.levels_at(before)
    assert told.levels_at(after)["10"] == NONE


def test_every_territory_is_known_and_shows_the_level_of_its_ground() -> None:
    acts = [Act("KZ", "set", RED, at(5)), Act("63", "cancel_part", NONE, at(6)),
            Act("61", "cancel_part", NONE, at(7))]  # fmt: skip
    everywhere = replay(acts, CHANGING).levels_of_all(at(8))
    assert everywhere == {
        "KZ": RED, "63": NONE, "10": NONE, "51": NONE, "61": NONE, "79": RED, "63/semey": NONE,
    }  # fmt: skip


CODES = st.sampled_from(["KZ", *PARENTS])
ACTIONS = st.sampled_from(
    ["set", "raise", "lower", "lower", "extend", "cancel", "cancel_part", "cancel_part", "keep",
     "expire", "correct", "correct"]
)  # fmt: skip
ALONE = ("cancel", "expire", "correct")  # an end may name its own paper's earlier acts
ROWS = st.lists(
    st.tuples(
        CODES, ACTIONS, st.integers(0, 3), st.integers(1, 12), st.none() | st.integers(1, 9)
    ),
    max_size=9,
)


def told(rows: list[tuple[str, str, int, int, int | None]]) -> list[oracle.Row]:
    """Shape the drawn rows: a set level has a colour, a correction names one of the papers."""
    shaped: list[oracle.Row] = []
    for seq, (code, action, level, day, length) in enumerate(rows):
        paper = 100 + seq if action in ALONE else 1 + seq // 2
        corrects = 0
        if action == "correct":
            named = [row.paper for row in shaped] or [1]
            corrects = named[level % len(named)]
        if action in ("set", "raise", "extend"):
            level = max(level, 1)
        if action in ("cancel", "expire"):
            level = 0
        end = at(day) + dt.timedelta(days=length) if length else None
        shaped.append(oracle.Row(code, action, level, at(day), end, seq, paper, corrects))
    return shaped


@settings(max_examples=600, deadline=None)
@given(ROWS)
def test_replay_agrees_with_a_naive_re_simulation(
    rows: list[tuple[str, str, int, int, int | None]],
) -> None:
    shaped = told(rows)
    acts = [
        Act(
            row.territory, row.action, row.level, row.starts_at, row.ends_at,
            row.paper, (row.seq,), row.corrects,
        )
        for row in shaped
    ]  # fmt: skip
    again = replay(acts, LAND)
    for day in range(1, 24):
        found = again.levels_at(at(day, 12))
        expected = {
            code: oracle.level_at(code, at(day, 12), shaped, PARENTS) for code in LAND.places
        }
        assert {code: int(level) for code, level in found.items()} == expected
    for code in LAND.places:
        for span in again.history(code, at(24)):
            assert int(span.level) == oracle.level_at(code, span.since, shaped, PARENTS)


def test_a_correction_leaves_everything_as_if_the_paper_had_never_been() -> None:
    story = (
        Story()
        .then(1, "KZ", "set", YELLOW)
        .then(5, "75", "raise", RED, paper=7)
        .then(5, "19", "cancel_part", NONE, paper=7)
        .then(6, "75", "correct", YELLOW, paper=8, corrects=7)
    )
    assert [story.on(day, "75") for day in (4, 5, 6)] == [YELLOW, RED, YELLOW]
    assert [story.on(day, "19") for day in (4, 5, 6)] == [YELLOW, NONE, YELLOW]
    spans = replay(story.acts, LAND).history("75", at(31))
    assert [(span.level, span.since) for span in spans] == [
        (YELLOW, at(1)), (RED, at(5)), (YELLOW, at(6)),
    ]  # fmt: skip


def test_a_corrected_paper_that_was_to_begin_later_never_begins() -> None:
    story = Story().then(9, "75", "set", RED, paper=7)
    story.then(5, "75", "correct", NONE, paper=8, corrects=7)
    assert [story.on(day, "75") for day in (5, 9, 10)] == [NONE, NONE, NONE]


def test_a_correction_that_is_itself_taken_back_lets_the_paper_stand() -> None:
    story = (
        Story()
        .then(5, "75", "set", RED, paper=7)
        .then(6, "75", "correct", NONE, paper=8, corrects=7)
        .then(7, "75", "correct", RED, paper=9, corrects=8)
    )
    assert [story.on(day, "75") for day in (5, 6, 7)] == [RED, NONE, RED]


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_in_which_acts_are_handed_in_does_not_matter(reverse: bool) -> None:
    story = Story().then(5, "KZ", "set", RED).then(6, "15", "lower", YELLOW)
    acts = list(reversed(story.acts)) if reverse else story.acts
    assert replay(acts, LAND).levels_at(at(7))["15"] == YELLOW
