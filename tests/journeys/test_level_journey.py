"""Path 5: one proposes a level, another approves, and an answer shows on an open board."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from playwright.sync_api import expect

from agencies import actions as agencies
from agencies.models import Body
from alerts.models import LevelDecision
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader

SECONDS = 5


def test_level_is_proposed_approved_by_another_and_answered_live(opened: Open, cast: Cast) -> None:
    headquarters = Body.objects.get(code="headquarters-kz")
    agencies.appoint(cast.dauren, actor=None, body=headquarters, role="hq_approver")
    officer = opened("dauren")
    _propose(officer)
    decision = LevelDecision.objects.latest("pk")
    page = f"/levels/{decision.pk}/"

    # Dauren approves what others propose: he is refused as the proposer, and by the database too.
    officer.go(f"{page}approve/", status=403)
    opened("outsider").go(page, status=404)
    by_one = pytest.raises(IntegrityError, match="approver_is_not_the_proposer")
    with by_one, transaction.atomic():
        _approve_in_sql(decision)

    approver = opened("saule").go("/").follow(page).follow("/approve/")
    approver.reads("24").send()
    decision.refresh_from_db()
    assert decision.approved_by is not None

    board = officer.go(f"{page}board/")
    board.reads("24")
    liaison = opened("aigerim").go("/").follow("/answers/")
    liaison.page.locator("main button[value=accepted]").click()
    one_of_24 = re.compile(r"(^|\D)1\D+24")
    expect(board.page.locator("#board .lede")).to_have_text(one_of_24, timeout=SECONDS * 1000)
    board.look()

    never = pytest.raises(DatabaseError, match="a decision never changes, a new one follows")
    with never, transaction.atomic():
        _change_in_sql(decision)


def _propose(officer: Reader) -> None:
    """Answer the question pages one after another: yellow for the city of Almaty, ten days."""
    officer.go("/levels/propose/")
    officer.page.check("input[value='75']")
    officer.send()
    officer.page.check("input[name=action][value=set]")
    officer.page.check("input[name=level][value='1']")
    officer.send()
    officer.page.check("input[name=criterion_1]")
    officer.send()
    officer.fill(term_text="10 суток").send()
    officer.send()
    officer.send()
    assert re.search(r"/levels/propose/check/$", officer.page.url), officer.page.url
    officer.reads("24").send()


def _approve_in_sql(decision: LevelDecision) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE alerts_leveldecision SET state = 'published', approved_by_id = proposed_by_id,"
            " approved_at = now(), published_at = now() WHERE id = %s",
            [decision.pk],
        )


def _change_in_sql(decision: LevelDecision) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE alerts_leveldecision SET text_ru = 'other' WHERE id = %s", [decision.pk]
        )
