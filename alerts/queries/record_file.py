"""Reading a public record of levels from a CSV file: every bad row is named, with the reason."""

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from agencies.models import Territory
from alerts.models import Action, Level
from alerts.models.choices import ACTIONS_WITH_TERM
from alerts.terms import end_of_term
from audit import clock

NEEDED = ("seq", "decision_id", "territory_code", "action", "level_to", "effective_from")
SLUG = re.compile(r"(\d{2})/[a-z0-9]+(?:[-_][a-z0-9]+)*")
PLACES_INSIDE = {
    "city": Territory.Kind.CITY,
    "town": Territory.Kind.CITY,
    "city_oblast": Territory.Kind.CITY,
    "district": Territory.Kind.DISTRICT,
    "city_district": Territory.Kind.DISTRICT,
}
KEEPS_THE_LEVEL = (Action.KEEP, Action.EXTEND)
ENDS_THE_LEVEL = (Action.CANCEL, Action.CANCEL_PART, Action.EXPIRE)
SHORT = {"decision_id": 60, "territory_code": 60, "effective_precision": 200, "term_text": 300,
         "deciding_authority": 300, "consulted": 300, "territory_name_ru": 200,
         "territory_name_en": 200}  # fmt: skip

Cells = dict[str, str]


class RefusedRecordError(Exception):
    """The file is refused whole; `problems` names each bad row and why."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems for whoever tells them."""
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One row of the file, understood."""

    line: int
    cells: Cells
    seq: int
    action: str
    before: Level | None
    level: Level
    starts_at: dt.datetime
    stated_end: dt.datetime | None
    computed_end: dt.datetime | None
    known_at: dt.datetime

    @property
    def key(self) -> tuple[str, int]:
        """Return what the row is known by."""
        return self.cells["decision_id"], self.seq

    @property
    def name(self) -> str:
        """Return how a person finds the row again."""
        return _("line %(line)s (%(decision)s, seq %(seq)s)") % {
            "line": self.line, "decision": self.cells["decision_id"], "seq": self.seq,
        }  # fmt: skip

    @property
    def ends_at(self) -> dt.datetime | None:
        """Return the end that counts: the stated one before the computed one."""
        return (self.stated_end or self.computed_end) if self.has_term else None

    @property
    def has_term(self) -> bool:
        """Tell whether an end belongs to the act."""
        return self.action in ACTIONS_WITH_TERM


class _BadRowError(ValueError):
    """Why one row cannot be taken."""


def read_record(path: Path) -> tuple[list[Row], list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedRecordError([_("The file is not UTF-8 text.")]) from error
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    heading = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = heading
    missing = [name for name in NEEDED if name not in heading]
    if missing:
        raise RefusedRecordError(
            [_("The heading lacks: %(columns)s.") % {"columns": ", ".join(missing)}]
        )
    return _understand_all(reader)


def _understand_all(reader: "csv.DictReader[str]") -> tuple[list[Row], list[str]]:
    units, taken = _unit_codes(), _territory_codes()
    rows: dict[tuple[str, int], Row] = {}
    problems: list[str] = []
    for cells in reader:
        line = reader.line_num
        if not any(value for value in cells.values() if value):
            continue
        try:
            row = _understand(line, cells, units, taken)
            _require_alike(rows.setdefault(row.key, row), row)
        except _BadRowError as error:
            problems.append(
                _("line %(line)s (%(decision)s, seq %(seq)s): %(why)s")
                % {
                    "line": line,
                    "decision": cells.get("decision_id") or "?",
                    "seq": cells.get("seq") or "?",
                    "why": error,
                }
            )
    return list(rows.values()), problems


def _require_alike(earlier: Row, row: Row) -> None:
    if earlier.cells != row.cells:
        raise _BadRowError(
            _("the same decision_id and seq stand on line %(line)s with other content")
            % {"line": earlier.line}
        )


def _understand(
    line: int, raw: Mapping[str | None, object], units: frozenset[str], taken: frozenset[str]
) -> Row:
    if None in raw or any(value is None for value in raw.values()):
        raise _BadRowError(_("the number of columns is not that of the heading"))
    cells = {str(name): str(value).strip() for name, value in raw.items()}
    for name, most in SHORT.items():
        if len(cells.get(name, "")) > most:
            raise _BadRowError(_("%(column)s is too long") % {"column": name})
    _require_place(cells, units, taken)
    action = _action(cells)
    before = _level(cells, "level_from") if cells.get("level_from") else None
    starts_at = _instant(cells, "effective_from")
    if starts_at is None:
        raise _BadRowError(_("effective_from is empty"))
    stated_end = _instant(cells, "valid_until")
    if action in ACTIONS_WITH_TERM and stated_end is not None and stated_end <= starts_at:
        raise _BadRowError(_("valid_until is not after effective_from"))
    return Row(
        line=line,
        cells=cells,
        seq=_seq(cells),
        action=action,
        before=before,
        level=_level_after(cells, action, before),
        starts_at=starts_at,
        stated_end=stated_end,
        computed_end=end_of_term(cells.get("term_text", ""), starts_at).ends_at,
        known_at=_announced(cells) or starts_at,
    )


def _seq(cells: Cells) -> int:
    if not cells["decision_id"]:
        raise _BadRowError(_("decision_id is empty"))
    if not re.fullmatch(r"\d{1,9}", cells["seq"]):
        raise _BadRowError(_("seq is not a whole number"))
    return int(cells["seq"])


def _action(cells: Cells) -> str:
    action = cells["action"].lower()
    if action not in Action.values or action == Action.CORRECT:
        raise _BadRowError(_("unknown action “%(word)s”") % {"word": cells["action"]})
    return action


def _level(cells: Cells, column: str) -> Level:
    words = {level.word: level for level in Level}
    word = cells[column].lower()
    if word not in words:
        raise _BadRowError(
            _("%(column)s: unknown level “%(word)s”") % {"column": column, "word": cells[column]}
        )
    return words[word]


def _level_after(cells: Cells, action: str, before: Level | None) -> Level:
    if not cells["level_to"]:
        if action in ENDS_THE_LEVEL:
            return Level.NONE
        if action in KEEPS_THE_LEVEL and before is not None:
            return before
        raise _BadRowError(_("level_to is empty"))
    level = _level(cells, "level_to")
    if action in (Action.SET, Action.RAISE, Action.EXTEND) and level == Level.NONE:
        raise _BadRowError(
            _("level_to: “none” cannot follow the action “%(action)s”") % {"action": action}
        )
    return level


def _instant(cells: Cells, column: str) -> dt.datetime | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise _BadRowError(
            _("%(column)s is not an ISO instant: “%(text)s”") % {"column": column, "text": text}
        ) from error
    if instant.tzinfo is None:
        raise _BadRowError(
            _("%(column)s lacks its offset: “%(text)s”") % {"column": column, "text": text}
        )
    return instant


def _announced(cells: Cells) -> dt.datetime | None:
    text = cells.get("announced_at", "")
    if not text:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return clock.midnight(dt.date.fromisoformat(text))
        instant = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise _BadRowError(
            _("announced_at is neither a date nor an instant: “%(text)s”") % {"text": text}
        ) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=clock.zone())


def _require_place(cells: Cells, units: frozenset[str], taken: frozenset[str]) -> None:
    code = cells["territory_code"]
    if code in taken:
        return
    found = SLUG.fullmatch(code)
    if found is None:
        raise _BadRowError(_("unknown territory “%(code)s”") % {"code": code})
    if found[1] not in units:
        raise _BadRowError(_("unknown unit in “%(code)s”") % {"code": code})
    if cells.get("territory_type", "").lower() not in PLACES_INSIDE:
        raise _BadRowError(
            _("territory_type of a new place must be city or district, not “%(word)s”")
            % {"word": cells.get("territory_type", "")}
        )
    if not (cells.get("territory_name_ru") or cells.get("territory_name_en")):
        raise _BadRowError(_("the new territory “%(code)s” has no name") % {"code": code})


def _unit_codes() -> frozenset[str]:
    return frozenset(Territory.objects.units().values_list("code", flat=True))


def _territory_codes() -> frozenset[str]:
    return frozenset(Territory.objects.values_list("code", flat=True))
