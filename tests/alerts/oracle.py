"""A second, slow definition of the effective level, written apart from the product's.

It keeps no state. For one territory and instant it walks the whole list of acts again, asking of
each level whether it was laid, changed, lifted or ended on the way to that instant. Papers that
were taken back are struck out of the list before it begins.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One act as the public record gives it."""

    territory: str
    action: str
    level: int
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    seq: int
    paper: int = 0
    corrects: int = 0


Parents = dict[str, str]


def chain(code: str, parents: Parents) -> list[str]:
    """Return the territory and everything above it."""
    return [code] + (chain(parents[code], parents) if code in parents else [])


def level_at(code: str, instant: dt.datetime, rows: list[Row], parents: Parents) -> int:
    """Return the highest running level from the territory up that is not lifted on the way."""
    begun = [
        row for row in sorted(rows, key=lambda r: (r.starts_at, r.seq)) if row.starts_at <= instant
    ]
    done = [row for row in begun if row.action != "correct" and not is_struck(row.paper, begun)]
    levels = [
        running(done, len(done), holder, code, instant, parents) for holder in chain(code, parents)
    ]
    return max(levels, default=0)


def is_struck(paper: int, rows: list[Row]) -> bool:
    """Tell whether some correction that stands names a paper."""
    return any(row.corrects == paper and stands(row, rows) for row in rows if row.corrects)


def stands(correction: Row, rows: list[Row]) -> bool:
    """Tell whether no later correction that stands takes this correction back."""
    later = rows[rows.index(correction) + 1 :]
    return not any(
        row.corrects == correction.paper and stands(row, rows) for row in later if row.corrects
    )


def running(
    done: list[Row], count: int, holder: str, code: str, instant: dt.datetime, parents: Parents
) -> int:
    """Return the level that `holder` casts on `code` after the first `count` acts."""
    level, end, born = own_after(done, count, holder, parents)
    if level == 0 or (end is not None and end <= instant):
        return 0
    below = chain(code, parents)[: chain(code, parents).index(holder)]
    for index in range(born + 1, count):
        row = done[index]
        if row.territory in below and lifts(done, index, holder, parents):
            return 0
    return level


def lifts(done: list[Row], index: int, holder: str, parents: Parents) -> bool:
    """Tell whether act `index` takes its territory out of the level of `holder`."""
    row = done[index]
    ends = row.action in ("cancel", "expire")
    if ends and not is_gone(own_after(done, index, row.territory, parents), row.starts_at):
        return False
    if not ends and row.action not in ("lower", "cancel_part"):
        return False
    wider = {
        above: running(done, index, above, row.territory, row.starts_at, parents)
        for above in chain(row.territory, parents)[1:]
    }
    if wider.get(holder, 0) > row.level:
        return True
    nothing_higher = all(level <= row.level for level in wider.values())
    return row.action == "cancel_part" and nothing_higher and wider.get(holder, 0) > 0


def is_gone(own: tuple[int, dt.datetime | None, int], instant: dt.datetime) -> bool:
    """Tell whether there is no own level left to end: none was laid, or it ran out before."""
    level, end, _born = own
    return level == 0 or (end is not None and end < instant)


def own_after(
    done: list[Row], count: int, place: str, parents: Parents
) -> tuple[int, dt.datetime | None, int]:
    """Return level, end and index of the act that laid a place's own level, run out or not."""
    for index in range(count - 1, -1, -1):
        row = done[index]
        if row.territory != place or row.action == "keep":
            continue
        before = own_after(done, index, place, parents)
        if row.action in ("set", "raise"):
            return row.level, row.ends_at, index
        if row.action == "extend":
            if before[0] == 0:
                return row.level, row.ends_at, index
            gap = before[1] is not None and before[1] < row.starts_at
            return (row.level if gap else before[0]), row.ends_at, before[2]
        if row.action in ("cancel", "expire") and not is_gone(before, row.starts_at):
            return 0, None, index
        return lowered(done, index, before, parents)
    return 0, None, -1


def lowered(
    done: list[Row], index: int, before: tuple[int, dt.datetime | None, int], parents: Parents
) -> tuple[int, dt.datetime | None, int]:
    """Return the own level after a lowering: only what exceeds the levels that remain above."""
    row = done[index]
    remaining = 0
    for above in chain(row.territory, parents)[1:]:
        cast = running(done, index, above, row.territory, row.starts_at, parents)
        if cast and not lifts(done, index, above, parents):
            remaining = max(remaining, cast)
    if row.level <= remaining:
        return 0, None, index
    lapsed = before[1] is not None and before[1] < row.starts_at
    if before[0] == 0 or lapsed:
        return row.level, row.ends_at, index
    if before[0] == row.level and row.ends_at is None:
        return before
    return row.level, row.ends_at, before[2]
