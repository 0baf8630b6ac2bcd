"""Path 5: one proposes a level, another approves, and an answer shows on an open board."""

import re

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from playwright.sync_api import expect

from agencies.models import Body
from alerts.models import LevelDecision
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader

SECONDS = 5


def test_level_is_proposed_approved_by_another_and_answered_live(opened: Open) -> None:
    officer = opened("dauren")
    _propose(officer)
    decision = LevelDecision.objects.latest("pk")
    page = f"/levels/{decision.pk}/"

    officer.go(f"{page}approve/", status=403)
    other = opened("outsider").go(page, status=404)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
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
    _cannot(other)
    two_of_24 = re.compile(r"(^|\D)2\D+24")
    expect(board.page.locator("#board .lede")).to_have_text(two_of_24, timeout=SECONDS * 1000)
    board.look_everywhere(page, f"{page}board/")
    _read_the_record(opened("auditor"), decision)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
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


def _cannot(liaison: Reader) -> None:
    """Answer that the organisation cannot, and why."""
    liaison.go("/").follow("/answers/").page.locator("main details summary").first.click()
    liaison.fill(reason="Нет связи с объектами").press("main button[value=cannot]")


def _read_the_record(auditor: Reader, decision: LevelDecision) -> None:
    """Find in the record who proposed, approved and answered, for whom, and why."""
    codes = ("headquarters-kz", "moh", "mof")
    headquarters, health, finance = (Body.objects.get(code=code).name_ru for code in codes)
    auditor.seek(kind="alerts.LevelDecision", number=decision.pk)
    auditor.finds("proposed the decision on levels", "Dauren Iskakov", headquarters)
    auditor.finds("approved and published the decision on levels", "Saule Karimova", headquarters)
    auditor.finds("accepted the level for execution", "Aigerim Nurlanova", health)
    verb = "answered that the level cannot be executed"
    auditor.finds(verb, "Oksana Kim", finance, "Нет связи с объектами")


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
