"""The frame of real pages: the desks of each role, language, appearance, the demonstration."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from agencies.models import User
from alerts.queries.around import LevelWithin
from audit.models import Entry
from centre import demonstration
from centre.context import Frame
from tests.cast import Cast
from tests.matrix.alerts import proposal, published

pytestmark = pytest.mark.django_db

MARK = "invented people, not an official system"
DESKS = {
    "aigerim": ["Today", "Levels", "Tasks"],
    "head_of_health": ["Today", "Levels", "Tasks", "Plans", "Meetings"],
    "serik": ["Today", "Levels", "Tasks", "Plans", "Meetings", "Regions", "Bodies"],
    "dauren": ["Today", "Levels", "Duty", "Exercises", "Tasks", "Regions", "Bodies"],
    "governor": ["Today", "Levels", "Tasks", "Plans", "Meetings", "Regions"],
    "auditor": ["Today", "Levels", "Exercises", "Tasks", "Meetings", "Bodies", "Record"],
    "administrator": ["Today", "People", "Bodies"],
    "departed": [],
}


def frame_of(person: User, path: str = "/") -> Frame:
    """Return the frame a person sees."""
    request = RequestFactory().get(path)
    request.user = person
    return Frame(request)


@pytest.mark.parametrize("name", DESKS)
def test_the_rail_shows_the_desks_of_the_role(cast: Cast, name: str) -> None:
    """A liaison sees three entries, an auditor others, who has left none."""
    assert [desk.name for desk in frame_of(cast[name]).desks] == DESKS[name]


def test_the_rail_marks_the_desk_one_stands_at(cast: Cast) -> None:
    """The page itself is `page`; a page beneath it is `true`."""
    at_list = frame_of(cast.administrator, "/people/").desks
    beneath = frame_of(cast.administrator, "/people/new/").desks
    assert [desk.is_current for desk in at_list] == ["", "page", ""]
    assert [desk.is_current for desk in beneath] == ["", "true", ""]


def test_the_bar_hides_no_level_beneath(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    """Yellow on Almaty is not “no level” to the Centre, and is the governor's own."""
    published(cast)  # type: ignore[arg-type]  # the cast of the tests, by the same names
    at_the_centre, in_the_city = frame_of(cast.serik), frame_of(cast.governor)
    assert at_the_centre.level == "none"
    assert at_the_centre.levels
    assert at_the_centre.levels.higher == (LevelWithin("yellow", 1),)
    assert in_the_city.levels
    assert (in_the_city.level, in_the_city.levels.higher) == ("yellow", ())
    User.objects.filter(pk=cast.serik.pk).update(language="en")
    assert "in 1 territory" in signed_in("serik").get("/").content.decode()


def test_the_number_on_the_bar_opens_exactly_what_it_counts(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    """A proposal waits for the approver alone, a level sent for those who answer it."""

    def listed(name: str) -> list[tuple[str, str]]:
        page = signed_in(name).get(frame_of(cast[name]).waiting_url)
        return [(row.kind, row.number) for row in page.context["work"].rows]

    asked = proposal(cast)  # type: ignore[arg-type]  # the cast of the tests, by the same names
    counted = [frame_of(cast[name]).waiting for name in ("saule", "dauren", "aigerim")]
    assert counted == [1, 0, 0]
    assert [listed(name) for name in ("saule", "dauren")] == [[("proposal", asked.number)], []]
    sent = published(cast)  # type: ignore[arg-type]
    assert frame_of(cast.aigerim).waiting == 1
    assert listed("aigerim") == [("level", sent.number)]
    assert "Алматы".encode() in signed_in("aigerim").get("/my-work/?kind=word").content


def test_language_is_kept_with_the_person(
    aigerim: User, signed_in: Callable[[str], Client]
) -> None:
    """The choice follows the person to another machine, and is recorded."""
    before = Entry.objects.count()
    response = signed_in("aigerim").post("/language/", {"language": "ru", "next": "/tasks/"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/tasks/"
    aigerim.refresh_from_db()
    assert aigerim.language == "ru"
    assert Entry.objects.count() == before + 1


def test_language_before_sign_in_is_kept_on_the_machine() -> None:
    """The sign-in page speaks the language that was chosen on it."""
    client = Client()
    client.post("/language/", {"language": "kk", "next": "/account/sign-in/"})
    assert '<html lang="kk"' in client.get("/account/sign-in/").content.decode()


@pytest.mark.parametrize("wrong", ["", "de", "kk-x"])
def test_a_language_we_do_not_speak_changes_nothing(
    aigerim: User, signed_in: Callable[[str], Client], wrong: str
) -> None:
    """Nothing is kept and nothing is recorded."""
    before = Entry.objects.count()
    signed_in("aigerim").post("/language/", {"language": wrong})
    aigerim.refresh_from_db()
    assert aigerim.language == "kk"
    assert Entry.objects.count() == before


@pytest.mark.parametrize("elsewhere", ["https://evil.invalid/", "//evil.invalid/", ""])
def test_a_switch_never_leads_out_of_the_house(elsewhere: str) -> None:
    """A foreign address is replaced by the desk."""
    response = Client().post("/theme/", {"theme": "dark", "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_appearance_is_kept_on_the_machine() -> None:
    """Dark stays dark until the device decides again."""
    client = Client()
    client.post("/theme/", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/help/keyboard/").content.decode()
    client.post("/theme/", {"theme": ""})
    assert "data-theme" not in client.get("/help/keyboard/").content.decode()


def test_outside_the_demonstration_nobody_enters_by_a_card(aigerim: User) -> None:
    """Both addresses are not there, and the sign-in page shows no people."""
    client = Client()
    assert client.get("/demonstration/people/").status_code == 404
    assert client.post("/demonstration/sign-in/", {"email": aigerim.email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_only_the_people_on_the_cards_are_entered(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One click signs in who is offered; somebody else's e-mail is not found."""
    settings.DEMONSTRATION = True
    card = demonstration.Card(cast.aigerim.email, "Aigerim", "liaison", "Health", "", "")
    monkeypatch.setattr(demonstration, "cards", lambda: [card])
    client = Client()
    refused = client.post("/demonstration/sign-in/", {"email": cast.outsider.email})
    assert refused.status_code == 404
    assert "_auth_user_id" not in client.session
    accepted = client.post("/demonstration/sign-in/", {"email": cast.aigerim.email})
    assert accepted.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.aigerim.pk)


def test_the_demonstration_is_marked_on_every_page(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even the sign-in page says that the people are invented; the matrix asks all others."""
    monkeypatch.setattr(demonstration, "cards", list)
    assert MARK not in Client().get("/account/sign-in/").content.decode()
    settings.DEMONSTRATION = True
    assert MARK in Client().get("/account/sign-in/").content.decode()


def test_a_page_without_a_frame_bears_the_mark_as_well(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """What is shown when nothing may be relied on knows it from the settings alone."""
    asked = RequestFactory().get("/")
    asked.user = User(email="somebody@example.invalid")
    with django_assert_num_queries(0):
        for name in ("400.html", "403_csrf.html", "500.html", "503.html"):
            settings.DEMONSTRATION = False
            assert MARK not in render_to_string(name, request=asked)
            settings.DEMONSTRATION = True
            assert MARK in render_to_string(name, request=asked)
            assert MARK in render_to_string(name)


def test_the_frame_asks_the_same_number_of_questions_of_everybody(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The bar and the rail cost one price, whoever reads."""

    def draw(name: str) -> None:
        frame = frame_of(cast[name])
        assert frame.level
        assert frame.waiting == 0
        assert frame.desks

    draw("serik")
    for name in ("aigerim", "governor", "auditor"):
        with django_assert_num_queries(QUERIES_OF_THE_FRAME):
            draw(name)


QUERIES_OF_THE_FRAME = 9
