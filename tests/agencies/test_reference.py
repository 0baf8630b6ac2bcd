"""The land and the roster."""

import datetime as dt
from io import StringIO
from zoneinfo import available_timezones

from django.apps import apps
from django.core.management import call_command

from agencies import actions, queries
from agencies.models import Body, Territory, TerritoryName, TerritoryParent
from audit.models import Entry
from tests.cast import DATA


def test_loading_twice_changes_nothing(house: None) -> None:
    before = (
        Territory.objects.count(),
        TerritoryParent.objects.count(),
        Body.objects.count(),
        Entry.objects.count(),
    )
    actions.load_territories(DATA)
    actions.load_bodies(DATA)
    assert before == (
        Territory.objects.count(),
        TerritoryParent.objects.count(),
        Body.objects.count(),
        Entry.objects.count(),
    )


def rows_by_table() -> dict[str, int]:
    """Count every row of the house, the record's and the sessions' too."""
    return {one._meta.label: one._default_manager.count() for one in apps.get_models()}


def run_load_reference() -> str:
    """Run the command as an installation does, and return what it says."""
    said = StringIO()
    call_command("load_reference", stdout=said)
    return said.getvalue()


def test_the_command_run_again_adds_no_row_and_says_the_same(house: None) -> None:
    said, before = run_load_reference(), rows_by_table()
    assert said.startswith(f"{Territory.objects.count()} territories, 57 bodies, ")
    assert before["alerts.ChecklistLine"] == 18
    assert run_load_reference() == said
    assert rows_by_table() == before


def test_the_command_run_again_adds_what_is_missing_and_keeps_what_was_edited(
    house: None,
) -> None:
    run_load_reference()
    Body.objects.filter(code="moh").update(name_en="Ministry of Health of today")
    Territory.objects.get(code="43/karmakshy").parents.all().delete()
    run_load_reference()
    assert Body.objects.get(code="moh").name_en == "Ministry of Health of today"
    parents = TerritoryParent.objects.filter(territory__code="43/karmakshy")
    assert list(parents.values_list("parent__code", flat=True)) == ["43"]


# KATO → the code of ISO 3166-2 today and before 2022, and the zone of the unit's own clocks.
UNITS = {
    "10": ("KZ-10", "", "Asia/Almaty"),
    "11": ("KZ-11", "KZ-AKM", "Asia/Almaty"),
    "15": ("KZ-15", "KZ-AKT", "Asia/Aqtobe"),
    "19": ("KZ-19", "KZ-ALM", "Asia/Almaty"),
    "23": ("KZ-23", "KZ-ATY", "Asia/Atyrau"),
    "27": ("KZ-27", "KZ-ZAP", "Asia/Oral"),
    "31": ("KZ-31", "KZ-ZHA", "Asia/Almaty"),
    "33": ("KZ-33", "", "Asia/Almaty"),
    "35": ("KZ-35", "KZ-KAR", "Asia/Almaty"),
    "39": ("KZ-39", "KZ-KUS", "Asia/Qostanay"),
    "43": ("KZ-43", "KZ-KZY", "Asia/Qyzylorda"),
    "47": ("KZ-47", "KZ-MAN", "Asia/Aqtau"),
    "51": ("", "KZ-YUZ", "Asia/Almaty"),
    "55": ("KZ-55", "KZ-PAV", "Asia/Almaty"),
    "59": ("KZ-59", "KZ-SEV", "Asia/Almaty"),
    "61": ("KZ-61", "KZ-YUZ (reused 2018-2022)", "Asia/Almaty"),
    "62": ("KZ-62", "", "Asia/Almaty"),
    "63": ("KZ-63", "KZ-VOS", "Asia/Almaty"),
    "71": ("KZ-71", "KZ-AST", "Asia/Almaty"),
    "75": ("KZ-75", "KZ-ALA", "Asia/Almaty"),
    "79": ("KZ-79", "KZ-SHY (2018-2022)", "Asia/Almaty"),
}


def test_units_carry_their_codes_and_the_zone_of_their_clocks(house: None) -> None:
    units = Territory.objects.units()
    found = units.values_list("code", "iso", "iso_before_2022", "zone")
    assert {code: facts for code, *facts in found} == {
        code: list(facts) for code, facts in UNITS.items()
    }
    assert Territory.objects.get(code="KZ").iso == "KZ"
    assert {zone for _iso, _old, zone in UNITS.values()} <= available_timezones()


def test_cities_and_districts_keep_the_clocks_of_their_unit(house: None) -> None:
    places = Territory.objects.exclude(kind="republic").difference(Territory.objects.units())
    assert len(places) >= 20
    for place in places:
        assert place.zone == UNITS[place.code.partition("/")[0]][2], place.code


def test_the_units_are_sixteen_in_2013_and_twenty_today(house: None) -> None:
    units = Territory.objects.units().values("pk")
    assert queries.territories(dt.date(2013, 9, 1)).filter(pk__in=units).count() == 16
    assert queries.territories(dt.date(2018, 7, 1)).filter(pk__in=units).count() == 17
    assert queries.territories(dt.date(2026, 1, 1)).filter(pk__in=units).count() == 20


def test_the_capital_was_renamed_twice(house: None) -> None:
    former = TerritoryName.objects.get(territory__code="71")
    assert (former.name_ru, former.valid_from, former.valid_to) == (
        "город Нур-Султан",
        dt.date(2019, 3, 23),
        dt.date(2022, 9, 17),
    )


def test_heirs_name_what_they_were_separated_from(house: None) -> None:
    heirs = Territory.objects.filter(predecessor__isnull=False)
    assert dict(heirs.values_list("code", "predecessor__code")) == {
        "10": "63",
        "33": "19",
        "61": "51",
        "79": "51",
        "62": "35",
    }


def test_the_roster_of_2013_counts_23_members_and_16_commissions(house: None) -> None:
    assert queries.members_of_the_centre().count() == 23
    assert queries.unit_commissions().count() == 16
    assert Body.objects.filter(kind=Body.Kind.UNIT_HEADQUARTERS).count() == 16
    members = queries.members_of_the_centre()
    assert not members.exclude(roster_note__contains="membership").exists()


def test_every_body_speaks_three_languages(house: None) -> None:
    for body in Body.objects.all():
        for field in ("name", "abbreviation"):
            for language in ("kk", "ru", "en"):
                assert getattr(body, f"{field}_{language}"), (body.code, field, language)
