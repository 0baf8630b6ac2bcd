"""What hangs on what: a task split among those beneath, and tasks that wait for one another."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from agencies import actions as agencies
from agencies.models import Body
from audit import clock
from audit.models import Entry
from notices.models import Notice
from plans import actions, queries
from plans.actions import Share
from plans.models import Task, TaskBlock
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Find = Callable[[str], Body]
SignedIn = Callable[[str], Client]


def in_days(days: int) -> dt.date:
    """Return a day from today."""
    return clock.today() + dt.timedelta(days=days)


@pytest.fixture
def whole(give: Give, body: Find) -> Task:
    """A task of the Centre that the commission of Almaty city leads."""
    return give(lead=body("commission-75"), due_on=in_days(60))


@pytest.fixture
def beneath(whole: Task) -> list[Body]:
    """Three district commissions of the city."""
    for number in "123":
        agencies.add_body(
            actor=None,
            parent=whole.lead,
            kind=Body.Kind.DISTRICT_COMMISSION,
            code=f"district-75-{number}",
            names=dict.fromkeys(("kk", "ru", "en"), f"District {number}"),
            abbreviations=dict.fromkeys(("kk", "ru", "en"), f"D{number}"),
            territory=whole.lead.territory,
        )
    return list(queries.bodies_to_share(whole))


def left_behind() -> tuple[int, ...]:
    """Count everything that a split or a tie would leave."""
    return (
        Task.objects.count(),
        TaskBlock.objects.filter(lifted_at__isnull=True).count(),
        Entry.objects.count(),
        Notice.objects.count(),
    )


def test_a_commission_splits_with_earlier_dates_and_sees_how_far_all_are(
    whole: Task, beneath: list[Body], cast: Cast, signed_in: SignedIn
) -> None:
    """Each share is a task of its own under the commission; the page rolls them up."""
    shares = [Share(one, in_days(20 + 10 * n)) for n, one in enumerate(beneath)]
    given = actions.split_task(whole, actor=cast.governor, shares=shares, text_ru="Своя часть")
    assert {one.controller for one in given} == {whole.lead}
    assert {one.parent for one in given} == {whole}
    assert all(one.due_on < whole.due_on for one in given)  # type: ignore[operator]
    assert {one.text_ru for one in given} == {"Своя часть"}
    first = min(given, key=lambda one: str(one.due_on))
    with clock.at(clock.now() + dt.timedelta(days=25)):
        rolled = queries.roll_up(whole)
        assert rolled
        assert (rolled.count, rolled.closed, rolled.late) == (3, 0, 1)
        assert rolled.worst_on == first.due_on
        assert rolled.worst_days == (clock.today() - first.due_on).days  # type: ignore[operator]
    page = signed_in("serik").get(f"/tasks/{whole.pk}/").content.decode()
    assert "0 of 3 closed, 0 reported, 0 overdue" in page
    assert f"№ {first.pk}" in page
    assert (
        f"/tasks/{whole.pk}/" in signed_in("governor").get(f"/tasks/{first.pk}/").content.decode()
    )


def test_a_reader_of_the_whole_sees_of_its_shares_only_what_is_open_to_them(
    whole: Task, beneath: list[Body], cast: Cast, body: Find, give: Give, signed_in: SignedIn
) -> None:
    """A co-executor reads the whole; the inner tasks of the commission are not shown to it."""
    shared = give(lead=whole.lead, co_executors=[body("moh")], due_on=in_days(60))
    share = actions.split_task(
        shared, actor=cast.governor, shares=[Share(beneath[0], in_days(30))]
    )[0]
    client = signed_in("aigerim")
    assert client.get(f"/tasks/{share.pk}/").status_code == 404
    page = client.get(f"/tasks/{shared.pk}/").content.decode()
    assert f"№ {share.pk}" not in page
    assert beneath[0].name not in page
    assert list(queries.shares_of(cast.governor, shared)) == [share]


def test_a_lead_read_before_the_lock_gives_no_right(give: Give, cast: Cast, body: Find) -> None:
    """The task went to another lead meanwhile: its former one is refused, nothing is left."""
    task, later = give(), in_days(90)
    stale = Task.objects.select_related("lead").get(pk=task.pk)
    stale.lead.name  # noqa: B018 - read as the page of the task reads it
    actions.reassign_task(task, actor=cast.serik, lead=body("mof"), reason="x")
    before = left_behind()
    for act in (
        lambda: actions.take_into_work(stale, actor=cast.aigerim),
        lambda: actions.note_progress(stale, actor=cast.aigerim, text="x"),
        lambda: actions.report_execution(
            stale, actor=cast.aigerim, text="x", letter_number="1", letter_on=clock.today(),
            without_evidence="x",
        ),
        lambda: actions.request_extension(
            stale, actor=cast.aigerim, proposed_on=later, reason="x"
        ),
        lambda: actions.remind_co_executors(stale, actor=cast.aigerim),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act()
    assert left_behind() == before


def test_only_who_gives_tasks_for_the_commission_splits(
    whole: Task, beneath: list[Body], cast: Cast
) -> None:
    """Others are refused, and nothing is left behind."""
    for who in set(Cast.names()) - {"governor", "serik", "chair"}:
        before = left_behind()
        with pytest.raises(PermissionDenied):
            actions.split_task(whole, actor=cast[who], shares=[Share(beneath[0], in_days(30))])
        assert left_behind() == before, who


def test_refusals_of_a_split_say_why(
    whole: Task, beneath: list[Body], cast: Cast, body: Find
) -> None:
    """Not later than the whole, nobody from elsewhere, none twice, nothing for nobody."""
    one = beneath[0]
    actions.split_task(whole, actor=cast.governor, shares=[Share(one, in_days(30))])
    for shares, sentence in (
        ([], "Choose who gets a share"),
        ([Share(one, in_days(30))], "has an open share already"),
        ([Share(beneath[1], in_days(60))], "lies before the term"),
        ([Share(beneath[1], in_days(0))], "too short"),
        ([Share(body("moh"), in_days(30))], "does not stand beneath"),
        ([Share(whole.lead, in_days(30))], "keeps the whole"),
    ):
        before = left_behind()
        with pytest.raises(ValidationError, match=sentence):
            actions.split_task(whole, actor=cast.governor, shares=shares)
        assert left_behind() == before, sentence


def test_the_form_of_a_split(whole: Task, beneath: list[Body], signed_in: SignedIn) -> None:
    """A box and an earlier date for each; a date left out is asked for beside its field."""
    client, page = signed_in("governor"), f"/tasks/{whole.pk}/split/"
    assert beneath[0].name in client.get(page).content.decode()
    words = {"text_kk": "Бөлік", "text_ru": "Часть"}
    ticked = {f"take_{one.pk}": "on" for one in beneath}
    days = {f"due_{one.pk}": in_days(30).isoformat() for one in beneath}
    assert client.post(page, {**words, **ticked}).status_code == 422
    assert client.post(page, {**words, **ticked, **days}).status_code == 302
    assert whole.shares.count() == 3


def test_a_tie_is_seen_on_both_sides_and_lifted(
    give: Give, body: Find, cast: Cast, signed_in: SignedIn
) -> None:
    """Across bodies: who waits, and who holds up; both in the record, and the other is told."""
    mine, other = give(), give(lead=body("mof"))
    tie = actions.block_task(mine, actor=cast.serik, blocker=other, reason="Ждём смету")
    before = left_behind()
    assert actions.block_task(mine, actor=cast.serik, blocker=other, reason="Ждём смету") == tie
    assert left_behind() == before
    waiting = signed_in("aigerim").get(f"/tasks/{mine.pk}/").content.decode()
    assert f"waits for task No. {other.pk}" in waiting
    holding = signed_in("outsider").get(f"/tasks/{other.pk}/").content.decode()
    assert f"holds up task No. {mine.pk}" in holding
    assert "Ждём смету" in holding
    assert signed_in("outsider").get(f"/tasks/{mine.pk}/").status_code == 404
    told = Notice.objects.latest("pk").addressees.values_list("person__full_name", flat=True)
    assert list(told) == ["Oksana Kim"]
    with pytest.raises(PermissionDenied):
        actions.lift_block(tie, actor=cast.outsider)
    actions.lift_block(tie, actor=cast.aigerim)
    before = left_behind()
    actions.lift_block(tie, actor=cast.aigerim)
    assert left_behind() == before


def test_a_liaison_ties_to_what_they_see_alone(
    give: Give, body: Find, signed_in: SignedIn
) -> None:
    """The number of a task of another body is no more than a number."""
    mine, hidden = give(), give(lead=body("mof"))
    seen = give(lead=body("mof"), co_executors=[body("moh")])
    client, page = signed_in("aigerim"), f"/tasks/{mine.pk}/block/"
    answer = client.post(page, {"blocker": hidden.pk, "reason": "x"})
    assert answer.status_code == 422
    assert "You see no task with this number." in answer.content.decode()
    assert client.post(page, {"blocker": seen.pk, "reason": "x"}).status_code == 302


def test_refusals_of_a_tie_say_why(give: Give, cast: Cast) -> None:
    """Not to itself, not in a circle, not without a reason."""
    first, second, third = give(), give(), give()
    actions.block_task(first, actor=cast.serik, blocker=second, reason="x")
    actions.block_task(second, actor=cast.serik, blocker=third, reason="x")
    for task, blocker, reason, sentence in (
        (first, first, "x", "wait for itself"),
        (third, first, "x", "already waits for this one"),
        (first, third, " ", "Say why"),
    ):
        before = left_behind()
        with pytest.raises(ValidationError, match=sentence):
            actions.block_task(task, actor=cast.serik, blocker=blocker, reason=reason)
        assert left_behind() == before
    for who in set(Cast.names()) - {"serik", "chair", "aigerim", "head_of_health"}:
        before = left_behind()
        with pytest.raises(PermissionDenied):
            actions.block_task(first, actor=cast[who], blocker=third, reason="x")
        assert left_behind() == before, who
