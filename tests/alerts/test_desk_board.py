"""The board: late first, its count in the title, its banners, and what only the desk sees."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Body
from alerts import actions, queries
from alerts.models import AddressedBody, LevelDecision, manager_of
from audit import clock
from notices import actions as notices
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
SignedIn = Callable[[str], Client]
Approve = Callable[[LevelDecision], LevelDecision]
FRAGMENT = {"HX-Request": "true"}


def board_of(decision: LevelDecision) -> str:
    """Return the address of a board."""
    return reverse("alerts:board", kwargs={"pk": decision.pk})


def answer(decision: LevelDecision, code: str, person: object, state: str, why: str = "") -> None:
    """Answer for an organisation."""
    assert decision.notice is not None
    body = Body.objects.get(code=code)
    actions.answer_notice(
        decision.notice, body, actor=person, state=state, reason=why  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_late_are_counted_in_the_title_of_page_and_fragment(
    signed_in: SignedIn, published: LevelDecision, cast: Cast
) -> None:
    client = signed_in("saule")
    assert "(24)" not in client.get(board_of(published)).content.decode()
    answer(published, "moh", cast.aigerim, "received")
    with clock.at(clock.now() + dt.timedelta(minutes=61)):
        page = client.get(board_of(published))
        lines = page.context["board"].counted
        fragment = client.get(board_of(published), headers=FRAGMENT).content.decode()
    title = f"(23) Board of {published.number}"
    assert title in page.content.decode()
    assert f"<title>{title}" in fragment
    assert [line.state for line in lines] == ["late"] * 23 + ["received"]


def test_who_cannot_stands_loud_on_top_with_the_reason(
    signed_in: SignedIn, published: LevelDecision, cast: Cast
) -> None:
    answer(published, "moh", cast.aigerim, "cannot", "No power in the building")
    page = " ".join(signed_in("saule").get(board_of(published)).content.decode().split())
    assert "1 organisation cannot" in page
    assert page.index("No power in the building") < page.index('class="lede" aria-live')


def test_for_thirty_minutes_the_board_leads_to_the_correction(
    signed_in: SignedIn, published: LevelDecision
) -> None:
    words = "Wrong: correct it"
    assert words in signed_in("saule").get(board_of(published)).content.decode()
    assert words in signed_in("dauren").get(board_of(published)).content.decode()
    assert words not in signed_in("aigerim").get(board_of(published)).content.decode()
    with clock.at(clock.now() + dt.timedelta(minutes=31)):
        assert words not in signed_in("saule").get(board_of(published)).content.decode()


def test_people_without_a_contact_and_mutes_are_named_to_the_desk_alone(
    signed_in: SignedIn, published: LevelDecision, cast: Cast
) -> None:
    notices.mute(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.saule,
        person=cast.aigerim,
        reason="On a flight",
        ends_at=clock.now() + dt.timedelta(hours=3),
    )
    page = signed_in("dauren").get(board_of(published))
    desk = page.context["desk"]
    assert cast.aigerim in [one.person for one in desk.unreachable]
    assert [mute.person for mute in desk.mutes] == [cast.aigerim]
    assert "On a flight" in page.content.decode()
    own = signed_in("aigerim").get(board_of(published))
    assert own.context["desk"] is None
    assert "On a flight" not in own.content.decode()


def test_the_ladder_says_which_step_is_due_when(
    signed_in: SignedIn, published: LevelDecision
) -> None:
    ladder = signed_in("dauren").get(board_of(published)).context["desk"].ladder
    assert published.notice is not None
    assert [step.due_at for step in ladder] == sorted(step.due_at for step in ladder)
    assert ladder
    assert all(step.made_at is None for step in ladder)


def test_a_lapsed_answer_is_asked_anew_and_late_again_after_the_norm(
    published: LevelDecision, cast: Cast
) -> None:
    answer(published, "moh", cast.aigerim, "accepted")
    one = AddressedBody.objects.get(decision=published, body__code="moh")
    lapsed_at = clock.now()
    manager_of(type(one), published).filter(pk=one.pk).update(
        round=2, progress_due_at=None, reminded_at=None
    )
    queries.boards(cast.saule)
    from_the_lapse = published.notice
    assert from_the_lapse is not None
    from_the_lapse.acknowledgements.create(
        decision=published, body=one.body, state="lapsed", round=1, answered_at=lapsed_at
    )
    states = {line.body.code: line.state for line in queries.board(cast.saule, published).counted}
    assert states["moh"] == "lapsed"
    assert published in queries.running_boards(cast.saule)
    with clock.at(lapsed_at + dt.timedelta(minutes=61)):
        board = queries.board(cast.saule, published)
    assert {line.body.code: line.state for line in board.counted}["moh"] == "late"


def test_the_board_costs_the_same_for_3_and_for_39_organisations(
    signed_in: SignedIn, propose: Propose, approve: Approve, cast: Cast
) -> None:
    client = signed_in("dauren")

    def cost(decision: LevelDecision) -> int:
        client.get(board_of(decision))
        with CaptureQueriesContext(connection) as asked:
            client.get(board_of(decision))
        return len(asked)

    small, large = approve(propose(["75"], level=2)), approve(propose(["KZ"], level=2))
    for decision in (small, large):
        for code, person in (("moh", cast.aigerim), ("mof", cast.outsider)):
            answer(decision, code, person, "accepted")
    kept = AddressedBody.objects.filter(decision=small).order_by("pk").values("pk")[3:]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        AddressedBody.objects.filter(pk__in=list(kept.values_list("pk", flat=True))).delete()
        cursor.execute("SET session_replication_role = DEFAULT")
    actions.send_situation_report(
        AddressedBody.objects.get(decision=large, body__code="mof"),
        actor=cast.outsider,
        conditions="Quiet.",
        actions="Guards doubled.",
    )
    assert queries.board(cast.dauren, large).total == 39
    assert queries.board(cast.dauren, small).total == 3
    assert cost(large) == cost(small)
