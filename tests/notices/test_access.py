"""Who sees a notice: the sight of a person and the audience of a notice are one rule."""

from collections.abc import Callable

import pytest

from agencies.models import Body
from notices import access, actions
from notices.models import Contact, Notice
from notices.texts import AddresseeSpec
from tests.cast import Cast

Issue = Callable[..., Notice]


@pytest.fixture
def notices(issue: Issue, contacts: dict[str, Contact], cast: Cast) -> list[Notice]:
    """Notices to several bodies, to one, to a headquarters, in an exercise, and a personal one."""
    moh, hq = (Body.objects.get(code=code) for code in ("moh", "headquarters-kz"))
    return [
        issue(),
        issue(addressees=[AddresseeSpec(cast.aigerim.pk, moh.pk)]),
        issue(addressees=[AddresseeSpec(cast.dauren.pk, hq.pk)]),
        issue(exercise=True),
        actions.test_contact(contacts["aigerim"], actor=cast.aigerim),
    ]


def test_sight_and_audience_agree_for_the_whole_cast(notices: list[Notice], cast: Cast) -> None:
    for name in cast.names():
        person = cast[name]
        seen = {*access.visible(person), *access.visible_exercises(person)}
        told = {one for one in notices if access.audience(one).filter(pk=person.pk).exists()}
        assert seen == told, name


def test_the_cast_sees_what_it_should(notices: list[Notice], cast: Cast) -> None:
    several, one, headquarters, _exercise, personal = notices
    assert set(access.visible(cast.aigerim)) == {several, one, personal}
    assert set(access.visible(cast.outsider)) == {several}
    assert set(access.visible(cast.governor)) == {several}
    assert set(access.visible(cast.serik)) == {several, one}
    assert set(access.visible(cast.dauren)) == {several, one, headquarters}
    assert set(access.visible(cast.departed)) == set()
    assert set(access.visible(cast.administrator)) == set()


def test_addressees_are_part_of_the_audience(notices: list[Notice]) -> None:
    for notice in notices:
        told = set(notice.addressees.values_list("person_id", flat=True))
        assert told <= set(access.audience(notice).values_list("pk", flat=True))


def test_deliveries_are_read_by_the_issuers_people_and_by_each_body_for_itself(
    notices: list[Notice], cast: Cast
) -> None:
    def addresses(name: str) -> list[str]:
        rows = access.readable_deliveries(cast[name], notices[0])
        return sorted(row.address.split("@")[0] for row in rows)

    everyone = ["aigerim", "governor", "head_of_health", "outsider"]
    assert addresses("saule") == everyone
    assert addresses("chair") == everyone
    assert addresses("aigerim") == ["aigerim", "head_of_health"]
    assert addresses("outsider") == ["outsider"]
    assert addresses("administrator") == []


def test_an_inactive_person_sees_nothing(notices: list[Notice], cast: Cast) -> None:
    cast.aigerim.is_active = False
    assert list(access.visible(cast.aigerim)) == []
    assert list(access.visible_contacts(cast.aigerim)) == []
    assert list(access.contact_holders(cast.aigerim)) == []
