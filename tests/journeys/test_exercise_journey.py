"""An exercise from its plan to its end: two people and a participant, each in a browser."""

import re

from playwright.sync_api import expect

from agencies.models import Body
from alerts.models import Exercise, LevelDecision
from notices.texts import EXERCISE_MARK
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader

SECONDS = 5000
STRIPES = "body.exercise .exercise-word"


def test_an_exercise_is_planned_played_answered_and_ended(opened: Open) -> None:
    officer, approver = opened("dauren"), opened("saule")
    exercise = _plan(officer)
    own = f"/exercises/{exercise.pk}/"
    decision = _play(officer, own)
    level = f"/exercises/levels/{decision.pk}/"

    officer.go(f"{level}send/", status=403)
    opened("outsider").go(own, status=404)
    participant = opened("aigerim")
    participant.go(own, status=404)

    approver.go("/").go("/exercises/").follow(own).follow(level).follow("/send/")
    approver.reads("2").fill(typed_word="exercise").send()
    board = officer.go(f"{level}board/")
    expect(board.page.locator("#board .lede")).to_contain_text("0")

    participant.go("/").press("nav a[href='/exercises/']").follow("/exercises/answers/")
    participant.reads(EXERCISE_MARK)
    participant.page.locator("main button[value=accepted]").click()
    one_of_two = re.compile(r"(^|\D)1\D+2")
    expect(board.page.locator("#board .lede")).to_have_text(one_of_two, timeout=SECONDS)
    board.look()
    participant.look_everywhere(own, f"{level}checklist/", shows=STRIPES)
    pages = (own, f"{level}board/", f"{own}statistics/", f"{own}inject/")
    officer.look_everywhere(*pages, shows=STRIPES)

    approver.go(f"{own}end/").send()
    officer.go(own).reads("The exercise has ended: nothing of it is open any more.")
    officer.go(f"{own}inject/", status=403)
    officer.go("/levels/")
    assert "exercise" not in (officer.page.locator("body").get_attribute("class") or "")


def _plan(officer: Reader) -> Exercise:
    """Plan an exercise and choose the Ministry of Health and the commission of Almaty."""
    officer.go("/exercises/").follow("/exercises/new/")
    officer.fill(
        name_kk="Жел", name_ru="Ветер", scenario="На вокзале оставлен предмет.",
        starts_at="01.12.2030 10:00", ends_at="01.12.2030 13:00",
    ).send()  # fmt: skip
    exercise = Exercise.objects.latest("pk")
    for code in ("moh", "commission-75"):
        body = Body.objects.get(code=code)
        officer.page.check(f"input[name=bodies][value='{body.pk}']")
    officer.send()
    return exercise


def _play(officer: Reader, own: str) -> LevelDecision:
    """Lay red on Almaty before another person."""
    officer.go(own).follow("/inject/")
    officer.page.check("input[name=territories][value='75']")
    officer.page.check("input[name=level][value='3']")
    officer.fill(told_kk="Вокзалда зат қалдырылды.", told_ru="На вокзале оставлен предмет.")
    officer.send()
    return LevelDecision.exercises.latest("pk")
