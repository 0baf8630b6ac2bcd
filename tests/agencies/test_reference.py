"""The land and the roster."""

import datetime as dt

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
