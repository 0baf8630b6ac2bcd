"""The whole story of a level: two people in the browser, 39 organisations, three people in each.

Proposed, the own approval refused, approved; 117 people acknowledge in a random order, two
organisations are late and the ladder runs, one cannot; raised, cancelled in part, that corrected,
all clear; and the duty passes on.
"""

import datetime as dt
import random
import re

from django.core.exceptions import ValidationError
from playwright.sync_api import expect

from agencies import actions as agencies
from agencies.models import Appointment, Body, User
from alerts import actions, queries, reminders
from alerts.models import Acknowledgement, AddressedBody, Handover, Level, LevelDecision
from audit import clock
from notices import fanout
from notices.models import Addressee, Delivery, LadderStep, Notice
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.country import Staff, let_pass, staffed
from tests.journeys.reader import Reader

SEED = 611
LATE = ("mof", "commission-71")
UNABLE = "mia"
PATIENCE = 40_000
CRITERIA = {Level.ORANGE: "confirmed", Level.RED: "committed"}
HOUR = dt.timedelta(hours=1)


def test_the_whole_story_of_a_level(opened: Open, cast: Cast) -> None:
    staff = staffed()
    officer, approver = opened("dauren"), opened("saule")

    first = _propose_orange(officer)
    officer.go(f"/levels/{first.pk}/approve/", status=403)
    _approve(approver, first)
    board = officer.go(f"/levels/{first.pk}/board/").reads("39")

    _everybody_answers_but_two(first, staff)
    expect(board.page.locator("#board .lede")).to_have_text(_counts(37, 39), timeout=PATIENCE)
    _the_unable_were_told_of(first, cast)
    _the_ladder_rings_at_the_two_alone(first, officer)
    _the_late_answer(first, staff)
    officer.go(f"/levels/{first.pk}/board/")
    expect(board.page.locator("#board .lede")).to_have_text(_counts(39, 39), timeout=PATIENCE)

    second = _raise(officer, first)
    _approve(approver, second)
    assert _asked(second) == _asked(first)
    assert queries.effective_levels()["75"] == "red"

    third = _cancel_for_almaty(officer, second)
    _approve(approver, third)
    assert queries.effective_levels()["75"] == "none"
    correction = _correct(approver, third)
    assert queries.effective_levels()["75"] == "red"
    assert _asked(correction) == _asked(third)

    last = _all_clear(officer, second)
    _approve(approver, last)
    assert set(queries.effective_levels().values()) == {"none"}
    assert _asked(last) == _asked(first)
    _hand_over(officer, approver, cast)


def _propose_orange(officer: Reader) -> LevelDecision:
    officer.go("/levels/propose/")
    officer.page.check("input[value='KZ']")
    officer.send()
    return _answer_the_rest(officer, action="set", level=Level.ORANGE, term="10 суток")


def _raise(officer: Reader, earlier: LevelDecision) -> LevelDecision:
    officer.go(f"/levels/{earlier.pk}/board/").send("/follow/").send()
    return _answer_the_rest(officer, action="raise", level=Level.RED, term="3 суток")


def _cancel_for_almaty(officer: Reader, earlier: LevelDecision) -> LevelDecision:
    officer.go(f"/levels/{earlier.pk}/board/").send("/follow/")
    officer.page.uncheck("input[value='KZ']")
    officer.page.check("input[value='75']")
    officer.send()
    return _answer_the_rest(officer, action="cancel_part")


def _all_clear(officer: Reader, earlier: LevelDecision) -> LevelDecision:
    officer.go(f"/levels/{earlier.pk}/board/").send("/follow/").send()
    return _answer_the_rest(officer, action="cancel")


def _answer_the_rest(
    officer: Reader, *, action: str, level: Level = Level.NONE, term: str = ""
) -> LevelDecision:
    """Answer the questions after the first one, and lay the proposal before another person."""
    officer.page.check(f"input[name=action][value={action}]")
    if level:
        officer.page.check(f"input[name=level][value='{level}']")
    officer.send()
    if level:
        officer.page.check(f"input[name=criterion_{level}][value={CRITERIA[level]}]")
        officer.send().fill(term_text=term)
    while not officer.page.url.endswith("/levels/propose/check/"):
        officer.send()
    officer.send()
    return LevelDecision.objects.latest("pk")


def _approve(approver: Reader, decision: LevelDecision) -> None:
    approver.go("/").follow(f"/levels/{decision.pk}/").follow("/approve/").reads("39")
    if approver.page.locator("[name=typed_word]").count():  # red, set or ended, asks its word
        approver.fill(typed_word="қызыл")
    approver.send()
    decision.refresh_from_db()
    assert decision.approved_by is not None


def _correct(reader: Reader, wrong: LevelDecision) -> LevelDecision:
    """Two clicks: from the board to the ready correction, and away it goes."""
    reader.go(f"/levels/{wrong.pk}/board/").follow("/correct/").send()
    correction = LevelDecision.objects.latest("pk")
    assert correction.origin == LevelDecision.Origin.CORRECTION
    return correction


def _everybody_answers_but_two(decision: LevelDecision, staff: Staff) -> None:
    """Let 37 × 3 people acknowledge in a random order: the first of a body counts for it."""
    silent = set(Body.objects.filter(code__in=LATE).values_list("pk", flat=True))
    calls = [(body, one) for body, people in staff.items() for one in people if body not in silent]
    random.Random(SEED).shuffle(calls)
    assert len(calls) == 111
    unable = Body.objects.get(code=UNABLE).pk
    for pk, person in calls:
        _answer(decision, pk, person, unable=pk == unable)
    answered = Acknowledgement.objects.filter(decision=decision)
    assert answered.filter(state="accepted").count() == 36
    assert answered.filter(state="cannot").count() == 1
    assert answered.values("body").distinct().count() == 37


def _answer(decision: LevelDecision, body: int, person: User, *, unable: bool = False) -> None:
    assert decision.notice is not None
    said = {"state": "cannot", "reason": "No transport."} if unable else {"state": "accepted"}
    actions.answer_notice(decision.notice, Body.objects.get(pk=body), actor=person, **said)


def _the_unable_were_told_of(decision: LevelDecision, cast: Cast) -> None:
    """Who cannot escalates at once: the officer and the approver are told, with the reason."""
    told = Notice.objects.filter(kind=Notice.Kind.DUTY, addressees__person=cast.saule)
    notice = told.get()
    assert notice.addressees.filter(person=cast.dauren).exists()
    assert any("No transport." in one.body for one in notice.wordings.all())


def _the_ladder_rings_at_the_two_alone(decision: LevelDecision, officer: Reader) -> None:
    """Past the norm two are late; the steps that fell due tell their people and nobody else."""
    let_pass(31)
    while fanout.make_due_steps():
        pass
    reminders.check_progress()
    rung = Delivery.objects.filter(notice=decision.notice, step__gte=1)
    asked = Addressee.objects.filter(notice=decision.notice, is_counted=True)
    told = asked.filter(person__in=rung.values("person"))
    assert set(told.values_list("body__code", flat=True)) == set(LATE)
    assert not LadderStep.objects.filter(
        notice=decision.notice, body__isnull=True, made_at__isnull=True
    ).exists()
    officer.go(f"/levels/{decision.pk}/board/")
    expect(officer.page.locator("#board .lede")).to_contain_text(re.compile(r"(^|\D)2(\D|$)"))
    first = officer.page.locator("#board table tbody tr").first
    expect(first).to_have_class(re.compile("urgent"))


def _the_late_answer(decision: LevelDecision, staff: Staff) -> None:
    for code in LATE:
        body = Body.objects.get(code=code)
        _answer(decision, body.pk, staff[body.pk][1])
        try:
            assert decision.notice is not None
            actions.answer_notice(
                decision.notice, body, actor=staff[body.pk][0], state="cannot", reason="Later."
            )
        except ValidationError:
            continue
        raise AssertionError("an organisation answered finally twice")


def _asked(decision: LevelDecision) -> set[str]:
    asked = AddressedBody.objects.filter(decision=decision, is_counted=True)
    return set(asked.values_list("body__code", flat=True))


def _counts(answered: int, total: int) -> re.Pattern[str]:
    return re.compile(rf"(^|\D){answered}\D+{total}(\D|$)|(^|\D){total}\D+{answered}(\D|$)")


def _hand_over(officer: Reader, approver: Reader, cast: Cast) -> None:
    """Dauren's hours are over: the duty moves when Saule has signed the last line."""
    body = _roster(cast)
    officer.go(f"/duty/{body.pk}/roster/").send("/handovers/open/")
    handover = Handover.objects.get(signed_at__isnull=True)
    approver.go(handover.get_absolute_url())
    for left in range(handover.lines.count(), 0, -1):
        signs = approver.page.locator("main form[action*='/sign/']")
        expect(signs).to_have_count(left)
        assert queries.on_duty(body) == cast.dauren
        with approver.page.expect_navigation():
            signs.first.locator("button").first.click()
    approver.look()
    assert queries.on_duty(body) == cast.saule


def _roster(cast: Cast) -> Body:
    """Let Dauren's shift have ended two hours ago, with the duty signed for, and Saule's run."""
    body = Body.objects.get(code="headquarters-kz")
    start = clock.now().replace(minute=0, second=0, microsecond=0) - 14 * HOUR
    for person in (cast.dauren, cast.saule):
        Appointment.objects.filter(person=person).update(starts_at=start - 100 * HOUR)
        agencies.appoint(
            person, actor=None, body=body, role="duty_officer", starts_at=start - 100 * HOUR
        )
    actions.generate_shifts(
        body, actor=cast.saule, people=[cast.dauren, cast.saule], starts_at=start, hours=12,
        until=start + 200 * HOUR,
    )  # fmt: skip
    with clock.at(start + HOUR):
        signed = actions.open_handover(body, actor=cast.dauren)
        for line in signed.lines.select_related("handover__body").order_by("order"):
            actions.sign_line(line, actor=cast.dauren)
    return body
