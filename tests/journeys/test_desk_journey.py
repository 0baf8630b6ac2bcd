"""The silent are called by keyboard alone; the board moves meanwhile, its count in the title."""

import re

from playwright.sync_api import Page, expect
from pytest_django import Settings

from agencies.models import Body, Territory
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import Acknowledgement, Call, LevelDecision
from audit import clock
from notices import actions as notices
from tests.cast import Cast
from tests.journeys.conftest import Open

SECONDS = 5
NORM_MINUTES = 0.02  # frozen with the notice: whoever looks finds everybody late


def sent(cast: Cast) -> LevelDecision:
    """Send yellow on Almaty city."""
    act = ActSpec(
        territory=Territory.objects.get(code="75"),
        action="set",
        level=1,
        starts_at=clock.now(),
        criterion="to_be_confirmed",
        term_text="14 days",
    )
    decision = actions.propose_level(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        acts=[act],
        paper=Paper("РЖШ басшысы", "Руководитель РОШ", "мәтін", "текст"),
    )
    digest = queries.effect_of_decision(decision).digest
    return actions.approve_level(decision, actor=cast.saule, digest=digest)


def press(page: Page, key: str) -> None:
    """Press one key and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_silent_are_called_by_keyboard_alone(
    opened: Open, cast: Cast, settings: Settings
) -> None:
    for person, number in ((cast.aigerim, "+77172000001"), (cast.outsider, "+77172000009")):
        notices.add_contact(person, actor=None, address=number, channel="phone")
    settings.ANSWER_NORM_MINUTES = settings.ANSWER_NORM_MINUTES | {"yellow": NORM_MINUTES}
    decision = sent(cast)
    board = opened("saule").go(f"/levels/{decision.pk}/board/")
    expect(board.page).to_have_title(re.compile(r"^\s*\(24\)"))

    officer = opened("dauren").go(f"/levels/{decision.pk}/calls/")
    page = officer.page
    expect(page.locator("[data-focus]")).to_be_focused()
    press(page, "Enter")
    officer.look()
    page.get_by_role("button", name=re.compile("Министерство здравоохранения")).focus()
    press(page, "Enter")
    officer.look().reads("+77172000001")
    page.keyboard.press("Digit3")
    expect(page.locator("textarea[name=note]")).to_be_focused()
    page.keyboard.type("Нет света")
    press(page, "Enter")
    cannot = Acknowledgement.objects.get(body__code="moh", state="cannot")
    assert (cannot.reason, cannot.way, cannot.recorded_by) == (
        "Нет света", "telephone", cast.dauren,
    )  # fmt: skip
    expect(board.page).to_have_title(re.compile(r"^\s*\(23\)"), timeout=SECONDS * 1000)
    expect(board.page.locator("#board")).to_contain_text("Нет света")

    page.get_by_role("button", name=re.compile("Министерство финансов")).focus()
    press(page, "Enter")
    press(page, "Numpad5")
    assert Call.objects.get(outcome="busy").person == cast.outsider
    officer.look()
    expect(board.page.locator("#board")).to_contain_text(cast.dauren.full_name)
    board.look_everywhere("/", f"/levels/{decision.pk}/board/")
    officer.look_everywhere("/", f"/levels/{decision.pk}/calls/")
