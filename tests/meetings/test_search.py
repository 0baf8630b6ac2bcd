"""Words are found only in what their seeker may read."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from meetings import actions, queries
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_an_executor_finds_its_point_and_not_the_minutes(cast: Cast) -> None:
    """Health finds what it owes, finance nothing, the secretary both, a part of a word enough."""
    builders.approved(cast)
    found = {
        name: (
            queries.found_decisions(cast[name], "УТОЧНИТ перечень").count(),
            queries.found_minutes(cast[name], "доклад").count(),
        )
        for name in ("serik", "head_of_health", "aigerim", "outsider", "saule", "departed")
    }
    assert found == {
        "serik": (1, 2),
        "head_of_health": (1, 2),
        "aigerim": (1, 0),
        "outsider": (0, 0),
        "saule": (0, 0),
        "departed": (0, 0),
    }


def test_a_draft_is_found_by_its_keeper_alone(cast: Cast) -> None:
    """Before the approval nobody else finds a word of it; every word has to be there."""
    builders.written(cast)
    assert queries.found_minutes(cast.serik, "Баяндама тыңдалды").count() == 2
    assert queries.found_minutes(cast.serik, "Баяндама жоқсөз").count() == 0
    assert queries.found_minutes(cast.serik, "баяндама тындалды").count() == 2
    assert queries.found_minutes(cast.serik, "...").count() == 0
    for name in ("head_of_health", "aigerim", "dauren"):
        assert not queries.found_minutes(cast[name], "Баяндама").exists(), name
        assert not queries.found_decisions(cast[name], "Уточнить").exists(), name


def test_the_page_says_how_many_and_escapes_what_was_sought(cast: Cast, signed_in: SignIn) -> None:
    """None, one, and too short a word."""
    User.objects.update(language="en")
    builders.approved(cast)
    client, path = signed_in("serik"), reverse("meetings:search")
    page = client.get(path, {"words": "Уточнить"}).content.decode()
    assert "Decisions: 1" in page
    assert "No minutes that you may read hold these words." in page
    page = client.get(path, {"words": "<script>нет"}).content.decode()
    assert "<script>нет" not in page
    assert "Decisions: 0" in page
    assert client.get(path, {"words": "ab"}).status_code == 422
    assert client.get(path).status_code == 200


def test_ten_findings_ask_no_more_than_one(
    cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    """The rows come with what they name: their executors, opinions and tasks."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    for number in range(10):
        text = builders.point(text_ru=f"Уточнить {number}")
        actions.enter_decision(item, actor=cast.serik, text=text)
    with django_assert_num_queries(4):
        rows = list(queries.found_decisions(cast.serik, "Уточнить"))
        assert [row.meeting.body.code for row in rows] == ["atc"] * 10
