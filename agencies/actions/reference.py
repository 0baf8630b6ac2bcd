"""Reference data: the land and the roster, from the CSV files the project carries.

Loading is idempotent: it adds what is missing and leaves what people have edited since.
"""

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from agencies.actions.bodies import add_body
from agencies.models import Body, Territory, TerritoryName, TerritoryParent
from audit.record import SYSTEM, Capacity, record

REPUBLIC = {
    "name_kk": "Қазақстан Республикасы",
    "name_ru": "Республика Казахстан",
    "name_en": "Republic of Kazakhstan",
    "short_kk": "Қазақстан",
    "iso": "KZ",
}
# The capital bore another name for three and a half years: decrees of 23 March 2019 and
# 17 September 2022, as the public record in data/regions.csv says.
CAPITAL_WAS = {
    "name_kk": "Нұр-Сұлтан қаласы",
    "name_ru": "город Нур-Султан",
    "name_en": "Nur-Sultan",
}
CAPITAL_WAS_FROM = dt.date(2019, 3, 23)
CAPITAL_WAS_UNTIL = dt.date(2022, 9, 17)
AGENCY_CODES = {"NSC (KNB)": "knb"}


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a heading line."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@transaction.atomic
def load_territories(folder: Path) -> int:
    """Load the Republic, its units of 2013 and of today, and the places the record names."""
    known = Territory.objects.count()
    republic = _territory("KZ", Territory.Kind.REPUBLIC, order=0, **REPUBLIC)
    units = rows_of(folder / "regions.csv")
    for order, row in enumerate(units, start=1):
        _load_unit(row, republic, order)
    for row in units:
        _name_predecessor(row)
    capital = Territory.objects.get(code="71")
    TerritoryName.objects.get_or_create(
        territory=capital,
        valid_to=CAPITAL_WAS_UNTIL,
        defaults={"valid_from": CAPITAL_WAS_FROM, **CAPITAL_WAS},
    )
    for order, row in enumerate(rows_of(folder / "places.csv"), start=100):
        _load_place(row, order)
    count = Territory.objects.count()
    if count != known:
        changes = {"territories": [known, count]}
        record(SYSTEM, gettext_noop("loaded the territories"), republic, changes=changes)
    return count


@transaction.atomic
def load_bodies(folder: Path) -> int:
    """Load both trees: the Centre with its 23 members and commissions, and the headquarters."""
    republic = Territory.objects.get(code="KZ")
    for row in rows_of(folder / "commissions.csv"):
        _load_body(row)
    centre = Body.objects.get(code="atc")
    for row in rows_of(folder / "agencies.csv"):
        if row["atc_member_2013_proposal"].startswith("yes"):
            _load_agency(row, centre, republic)
    return Body.objects.count()


@transaction.atomic
def add_territory(
    capacity: Capacity,
    *,
    code: str,
    kind: str,
    parent: Territory,
    name_kk: str,
    name_ru: str,
    name_en: str,
) -> Territory:
    """Add a city or a district that a public record names, for whoever may load that record."""
    territory = _territory(
        code,
        kind,
        order=900,
        zone=parent.zone,
        name_kk=name_kk,
        name_ru=name_ru,
        name_en=name_en,
    )
    _, added = TerritoryParent.objects.get_or_create(
        territory=territory, parent=parent, valid_from=None
    )
    if added:
        record(capacity, gettext_noop("added the territory"), territory)
    return territory


def _territory(code: str, kind: str, *, order: int, **fields: object) -> Territory:
    territory, _added = Territory.objects.get_or_create(
        code=code, defaults={"kind": kind, "order": order, **fields}
    )
    return territory


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _load_unit(row: dict[str, str], republic: Territory, order: int) -> None:
    names = {f"name_{code}": row[f"name_{code}"] for code in ("kk", "ru", "en")}
    centres = {f"centre_{code}": row[f"centre_{code}"] for code in ("kk", "ru", "en")}
    unit = _territory(
        row["kato2"],
        row["type"],
        order=order,
        short_kk=row["name_kk_short"],
        iso=row["iso_3166_2_new"],
        iso_before_2022=row["iso_3166_2_old"],
        zone=row["tz_iana"],
        population_2013=row["pop_2013_01_01_thousand"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        note=row["note"],
        **names,
        **centres,
    )
    TerritoryParent.objects.get_or_create(
        territory=unit, parent=republic, valid_from=unit.valid_from, valid_to=unit.valid_to
    )


def _name_predecessor(row: dict[str, str]) -> None:
    if row["predecessor_kato2"]:
        predecessor = Territory.objects.get(code=row["predecessor_kato2"])
        Territory.objects.filter(code=row["kato2"], predecessor__isnull=True).update(
            predecessor=predecessor
        )


def _load_place(row: dict[str, str], order: int) -> None:
    parent = Territory.objects.get(code=row["parent"])
    place = _territory(
        row["code"],
        row["kind"],
        order=order,
        zone=parent.zone,
        valid_from=_day(row["valid_from"]),
        note=row["note"],
        **{f"name_{code}": row[f"name_{code}"] for code in ("kk", "ru", "en")},
    )
    moved_on = _day(row["moved_on"])
    TerritoryParent.objects.get_or_create(
        territory=place, parent=parent, valid_from=place.valid_from, valid_to=moved_on
    )
    if moved_on:
        heir = Territory.objects.get(code=row["moved_to"])
        TerritoryParent.objects.get_or_create(territory=place, parent=heir, valid_from=moved_on)


def _load_body(row: dict[str, str]) -> None:
    if Body.objects.filter(code=row["code"]).exists():
        return
    territory = Territory.objects.get(code=row["territory"])
    if not row["parent"]:
        _load_root(row, territory)
        return
    add_body(
        actor=None,
        parent=Body.objects.get(code=row["parent"]),
        kind=row["kind"],
        code=row["code"],
        names={code: row[f"name_{code}"] for code in ("kk", "ru", "en")},
        abbreviations={code: row[f"abbreviation_{code}"] for code in ("kk", "ru", "en")},
        territory=territory,
        order=int(row["order"]),
    )


def _load_root(row: dict[str, str], territory: Territory) -> None:
    texts = {key: row[key] for key in row if key.startswith(("name_", "abbreviation_"))}
    body = Body.objects.create(
        code=row["code"],
        kind=row["kind"],
        territory=territory,
        order=int(row["order"]),
        **texts,
    )
    record(SYSTEM, gettext_noop("added the body"), body, body=body)


# What data/agencies.csv says of its own certainty, in the words that the pages translate.
ROSTER_NOTES = (
    gettext_noop("membership inferred; kk form needs proofreading"),
    gettext_noop("kk form needs proofreading"),
    gettext_noop("membership seen"),
)


def _load_agency(row: dict[str, str], centre: Body, republic: Territory) -> None:
    code = AGENCY_CODES.get(row["abbr_en"], slugify(row["abbr_en"]))
    if Body.objects.filter(code=code).exists():
        return
    add_body(
        actor=None,
        parent=centre,
        kind=Body.Kind.AGENCY,
        code=code,
        names={language: row[f"name_{language}"] for language in ("kk", "ru", "en")},
        abbreviations={language: row[f"abbr_{language}"] for language in ("kk", "ru", "en")},
        territory=republic,
        order=int(row["proposal_no"]) + 1,
        acts_by_agreement=row["subordination"] == "President",
        roster_note=row["confidence"],
    )
