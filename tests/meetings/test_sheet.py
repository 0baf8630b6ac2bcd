"""The sheet on the page: two who mark it at once, and when a meeting may begin."""

import datetime as dt
import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from audit import clock
from meetings import actions, documents, queries
from meetings.models import Attendance, Meeting
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _reads_english(cast: Cast) -> None:
    """Let everybody read the pages in the language in which these tests are written."""
    User.objects.update(language="en")


class Inputs(HTMLParser):
    """Collects what a browser would send back of a page, untouched."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the value of an input, and the chosen option of a list."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            self.values[name] = given.get("value") or ""
        if tag == "select":
            self.select = name
        if tag == "option" and "selected" in given:
            self.values[self.select] = given.get("value") or ""


def sheet(client: Client, meeting: Meeting) -> dict[str, str]:
    """Open the sheet and return what it would send back."""
    page = Inputs()
    page.feed(client.get(address(meeting)).content.decode())
    return {key: value for key, value in page.values.items() if "-" in key}


def address(meeting: Meeting) -> str:
    """Return where the sheet is."""
    return reverse("meetings:attendance", args=[meeting.pk])


def seats(meeting: Meeting) -> list[Attendance]:
    """Return the rows as they are stored now."""
    return list(queries.attendance_of(meeting))


def test_a_stale_sheet_takes_back_nothing_that_another_marked(
    cast: Cast, signed_in: SignIn
) -> None:
    """Both opened the sheet; each marked another seat; both marks stand."""
    meeting = builders.opened(cast)
    first, second, *_others = seats(meeting)
    client = signed_in("serik")
    mine, theirs = sheet(client, meeting), sheet(client, meeting)
    assert (
        client.post(address(meeting), {**theirs, f"state-{first.pk}": "present"}).status_code
        == 302
    )
    assert (
        client.post(address(meeting), {**mine, f"state-{second.pk}": "present"}).status_code == 302
    )
    assert [row.state for row in seats(meeting)[:3]] == ["present", "present", "expected"]


def test_two_marks_on_one_seat_are_shown_beside_each_other(cast: Cast, signed_in: SignIn) -> None:
    """The later one is refused, loses nothing that was typed, and may save after having seen."""
    meeting = builders.opened(cast)
    first, second, *_others = seats(meeting)
    client = signed_in("serik")
    mine, theirs = sheet(client, meeting), sheet(client, meeting)
    away = {f"state-{first.pk}": "absent", f"reason-{first.pk}": "болезнь"}
    client.post(address(meeting), {**theirs, **away, f"state-{second.pk}": "present"})
    typed = {f"state-{first.pk}": "substitute", f"represented_by-{first.pk}": "Асқар Ұлы",
             f"represented_as-{first.pk}": "орынбасар"}  # fmt: skip
    answer = client.post(address(meeting), {**mine, **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has marked since you began" in page
    assert "Stored meanwhile: absent, болезнь" in page
    assert "Асқар Ұлы" in page
    assert [row.state for row in seats(meeting)[:2]] == ["absent", "present"]
    again = Inputs()
    again.feed(page)
    assert json.loads(again.values[f"seen-{first.pk}"]) == ["absent", "", "", "болезнь", "", ""]
    sent = {key: value for key, value in again.values.items() if "-" in key}
    assert sent[f"state-{second.pk}"] == "present", (
        "what the writer did not touch is shown as stored"
    )
    assert client.post(address(meeting), sent).status_code == 302
    assert [row.state for row in seats(meeting)[:2]] == ["substitute", "present"]


def test_marking_all_others_present_spares_whom_another_marked(
    cast: Cast, signed_in: SignIn
) -> None:
    """An absence noted meanwhile is not made a presence by the second button."""
    meeting = builders.opened(cast)
    first = seats(meeting)[0]
    client = signed_in("serik")
    mine, theirs = sheet(client, meeting), sheet(client, meeting)
    client.post(address(meeting), {**theirs, f"state-{first.pk}": "absent",
                                   f"reason-{first.pk}": "болезнь"})  # fmt: skip
    assert client.post(address(meeting), {**mine, "others": "present"}).status_code == 302
    assert [row.state for row in seats(meeting)[:2]] == ["absent", "present"]
    assert meeting.attendances.filter(state="present").count() == 38


def test_saving_the_sheet_and_opening_the_agenda_say_so(cast: Cast, signed_in: SignIn) -> None:
    """One reads that it worked, and the state is called as the act was."""
    meeting = builders.planned(cast)
    client = signed_in("serik")
    opening = reverse("meetings:agenda-open", args=[meeting.pk])
    page = client.post(opening, {"notify": "yes"}, follow=True).content.decode()
    assert "The agenda is open, and those who have a seat have been told." in page
    assert "agenda open" in page
    meeting.refresh_from_db()
    saved = client.post(address(meeting), sheet(client, meeting), follow=True)
    assert "The attendance is saved." in saved.content.decode()


def test_the_meeting_is_begun_when_its_time_has_come(cast: Cast, signed_in: SignIn) -> None:
    """Before that no button is offered: the page says from when, and how to move it."""
    meeting = builders.opened(cast)
    client = signed_in("serik")
    hold = reverse("meetings:meeting-hold", args=[meeting.pk])
    for page in (meeting.get_absolute_url(), address(meeting)):
        assert f'href="{hold}"' not in client.get(page).content.decode()
    early = client.get(hold).content.decode()
    assert "The meeting may begin from" in early
    assert "To begin earlier, move it." in early
    assert "The meeting begins" not in early
    with clock.at(meeting.starts_at):
        client = signed_in("serik")
        assert f'href="{hold}"' in client.get(meeting.get_absolute_url()).content.decode()
        assert "The meeting begins" in client.get(hold).content.decode()


def test_before_the_agenda_is_open_no_quorum_is_denied(cast: Cast, signed_in: SignIn) -> None:
    """The body has seats; they are called when the agenda opens."""
    meeting = builders.planned(cast)
    client = signed_in("serik")
    page = client.get(reverse("meetings:meeting-hold", args=[meeting.pk])).content.decode()
    assert "Open the agenda first" in page
    assert "has no seats" not in page
    assert f'href="{reverse("meetings:agenda", args=[meeting.pk])}"' in page


def test_the_chair_of_that_day_may_be_named_after_they_left(cast: Cast) -> None:
    """Who presided then is named then; who has never presided is not."""
    from agencies import actions as agencies

    meeting = builders.held(cast)
    Meeting.objects.filter(pk=meeting.pk).update(chair=None)
    with clock.at(meeting.starts_at + dt.timedelta(days=1)):
        post = cast.chair.appointments.get()
        agencies.end_appointment(post, actor=cast.administrator, reason="left the service")
        assert cast.chair in queries.chairs_for(meeting)
        done = actions.complete_minutes(meeting, actor=cast.serik, chair=cast.chair)
        assert done.chair == cast.chair
        with pytest.raises(Exception, match="does not chair"):
            actions.complete_minutes(meeting, actor=cast.serik, chair=cast.outsider)


def test_a_lost_quorum_is_said_while_the_sheet_is_kept(cast: Cast, signed_in: SignIn) -> None:
    """Twenty of 39 came; one leaves, and nothing may be decided until somebody arrives."""
    meeting = builders.opened(cast)
    client, rows = signed_in("serik"), seats(meeting)
    typed = {f"state-{row.pk}": "present" for row in rows[:20]}
    typed |= {f"state-{row.pk}": "absent" for row in rows[20:]}
    typed |= {f"reason-{row.pk}": "болезнь" for row in rows[20:]}
    begins = f"{meeting.starts_at.astimezone(clock.zone()):%H:%M}"
    fragment = reverse("meetings:quorum", args=[meeting.pk])
    with clock.at(meeting.starts_at + builders.HOUR):
        client = signed_in("serik")
        client.post(address(meeting), sheet(client, meeting) | typed)
        early = sheet(client, meeting) | {f"left-{rows[0].pk}": "9.70"}
        refused = client.post(address(meeting), early)
        assert (refused.status_code, "9.70" in refused.content.decode()) == (422, True)
        assert (
            client.post(
                address(meeting), sheet(client, meeting) | {f"left-{rows[0].pk}": "10:40"}
            ).status_code
            == 302
        )
        page = client.get(fragment, headers={"HX-Request": "true"}).content.decode()
        assert (
            "The quorum is lost since 10:40: 19 of 39 seats are filled now, 20 are needed."
            " Nothing is decided until it is there again."
        ) in page
        late = {f"state-{rows[20].pk}": "present", f"arrived-{rows[20].pk}": "10:50"}
        client.post(address(meeting), sheet(client, meeting) | late)
        page = client.get(fragment, headers={"HX-Request": "true"}).content.decode()
        assert "There is a quorum" in page
        backwards = {f"arrived-{rows[1].pk}": "10:30", f"left-{rows[1].pk}": "10:20"}
        answer = client.post(address(meeting), sheet(client, meeting) | backwards)
        assert "Nobody leaves before arriving" in answer.content.decode()
    assert begins == "10:00"
    stored = {row.pk: row.facts for row in seats(meeting)}
    assert stored[rows[0].pk][4:] == ("", "10:40")
    assert stored[rows[20].pk] == ("present", "", "", "", "10:50", "")
    annex = documents.compose(meeting, "ru")["annex"]
    assert [one["who"] for one in annex if "прибытие" in one["who"]] == ["прибытие: 10:50"]
