"""The pages: a proposal question by question, its approval, the board, and cheap lists."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alerts import actions
from alerts.models import ChecklistEntry, DecisionArea, LevelDecision
from audit import clock
from tests.alerts.conftest import Propose
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
SignedIn = Callable[[str], Client]
Approve = Callable[[LevelDecision], LevelDecision]
TEXTS = {"text_kk": "мәтін", "text_ru": "текст", "text_en": ""}
# The words of the moment of approval, for terms of fourteen and of three days.
WAITING = {
    "text_kk": "бекітілген сәттен бастап, бекітілген күннен бастап 14 тәулік мерзімге "
    "(бекітілген күннен бастап 3 тәулік мерзімге)",
    "text_ru": "с момента утверждения сроком на 14 суток, считая со дня утверждения "
    "(сроком на 3 суток, считая со дня утверждения)",
    "text_en": "",
}
GROUND = {
    "authority_ru": "Руководитель РОШ", "authority_kk": "РЖШ басшысы",
    "legal_ground": "Указ № 611",
}  # fmt: skip


def step(name: str) -> str:
    """Return the address of a question."""
    return reverse("alerts:proposal-step", kwargs={"step": name})


def ask(client: Client, name: str, **answer: object) -> str:
    """Answer a question and return where it leads."""
    response = client.post(step(name), answer)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def text_of(client: Client, path: str) -> str:
    """Return a page as one line of text."""
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_level_is_proposed_question_by_question(signed_in: SignedIn) -> None:
    officer = signed_in("dauren")
    assert officer.get(reverse("alerts:proposal-new"))["Location"] == step("territories")
    assert ask(officer, "territories", wide=["75", "71"]) == step("action")
    assert ask(officer, "action", action="set", level="1") == step("criterion")
    wrong = officer.post(step("criterion"), {"criterion_1": "confirmed"})
    assert wrong.status_code == 422
    assert "not the one of the level yellow" in wrong.content.decode()
    assert ask(officer, "criterion", criterion_1="to_be_confirmed") == step("term")
    endless = officer.post(step("term"), {"term_text": ""})
    assert endless.status_code == 422
    assert "needs a date of review" in endless.content.decode()
    assert ask(officer, "term", review_on="31.12.2026") == step("ground")
    assert 'value="31.12.2026"' in officer.get(step("term")).content.decode()
    assert ask(officer, "term", term_text="14 суток") == step("ground")
    assert ask(officer, "ground", **GROUND) == step("texts")
    drafted = officer.get(step("texts")).content.decode()
    assert "об установлении умеренного («желтого») уровня" in drafted
    assert "с момента утверждения сроком на 14 суток, считая со дня утверждения" in drafted
    check = reverse("alerts:proposal-check")
    lost = officer.post(step("texts"), TEXTS)
    assert lost.status_code == 422
    assert "Keep these words: at approval they become the moment itself" in lost.content.decode()
    assert ask(officer, "texts", **WAITING) == check
    page = text_of(officer, check)
    assert "the moment of approval" in page
    assert "25" in page
    assert "nobody holds a post that is told" in page
    response = officer.post(check)
    decision = LevelDecision.objects.get()
    assert response["Location"] == decision.get_absolute_url()
    assert decision.text_ru == WAITING["text_ru"]
    assert [act.territory.code for act in decision.areas.order_by("seq")] == ["71", "75"]
    assert officer.get(check).status_code == 302


def test_one_decision_may_do_different_things(
    signed_in: SignedIn, published: LevelDecision
) -> None:
    officer = signed_in("dauren")
    officer.get(reverse("alerts:proposal-new"))
    ask(officer, "territories", wide=["75", "71"])
    ask(
        officer, "action",
        action="set", level="1", action_75="raise", level_75="3",
    )  # fmt: skip
    ask(officer, "criterion", criterion_1="to_be_confirmed", criterion_3="committed")
    ask(officer, "term", term_text="3 days")
    ask(officer, "ground", **GROUND)
    ask(officer, "texts", **WAITING)
    officer.post(reverse("alerts:proposal-check"))
    acts = DecisionArea.objects.exclude(decision=published).order_by("territory__code")
    assert list(acts.values_list("territory__code", "action", "level", "criterion")) == [
        ("71", "set", 1, "to_be_confirmed"),
        ("75", "raise", 3, "committed"),
    ]


def test_a_cancellation_asks_for_no_criterion(
    signed_in: SignedIn, published: LevelDecision
) -> None:
    officer = signed_in("dauren")
    follow = reverse("alerts:decision-follow", kwargs={"pk": published.pk})
    assert officer.post(follow)["Location"] == step("territories")
    ask(officer, "territories", wide=["75"])
    assert ask(officer, "action", action="cancel", level="0") == step("term")
    ask(officer, "term", starts_at="")
    ask(officer, "ground", **GROUND)
    ask(officer, "texts", **WAITING)
    officer.post(reverse("alerts:proposal-check"))
    later = LevelDecision.objects.exclude(pk=published.pk).get()
    assert later.refers_to == published
    assert (later.areas.get().action, later.areas.get().level) == ("cancel", 0)


def test_only_what_makes_sense_is_offered_and_a_contradiction_has_its_change_links(
    signed_in: SignedIn, propose: Propose, approve: Approve
) -> None:
    officer = signed_in("dauren")
    officer.get(reverse("alerts:proposal-new"))
    ask(officer, "territories", wide=["75"])
    refused = officer.post(step("action"), {"action": "raise", "level": "1"})
    assert refused.status_code == 422
    assert [one for one, _name in refused.context["form"].fields["action"].choices] == ["set"]
    assert "This makes no sense where no level is in force" in refused.content.decode()
    approve(propose(["75"], level=2))
    offered = officer.get(step("action")).context["form"].fields["action"].choices
    assert [one for one, _name in offered] == [
        "set", "raise", "lower", "extend", "cancel", "keep",
    ]  # fmt: skip
    ask(officer, "territories", wide=["75", "71"])
    mixed = officer.post(step("action"), {"action": "lower", "level": "1"}).content.decode()
    assert "Astana: in force now: no level. “Lower the level” makes no sense there." in mixed
    ask(officer, "territories", wide=["75"])
    ask(officer, "action", action="raise", level="1")
    ask(officer, "criterion", criterion_1="to_be_confirmed")
    response = officer.post(step("term"), {"term_text": "3 days"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "raise to more than orange" in page
    assert f'href="{step("action")}"' in page


def test_an_unedited_text_follows_changed_answers_and_an_edited_one_is_flagged(
    signed_in: SignedIn,
) -> None:
    officer = signed_in("dauren")
    officer.get(reverse("alerts:proposal-new"))
    ask(officer, "territories", wide=["75"])
    ask(officer, "action", action="set", level="1")
    ask(officer, "criterion", criterion_1="to_be_confirmed")
    ask(officer, "term", term_text="14 days")
    ask(officer, "ground", **GROUND)
    form = officer.get(step("texts")).context["form"]
    drafted = {name: form[name].initial for name in TEXTS}
    ask(officer, "texts", **{**drafted, "text_ru": f"изменено {WAITING['text_ru']}"})
    ask(officer, "territories", wide=["71"])
    page = text_of(officer, reverse("alerts:proposal-check"))
    assert "Астана қаласы" in page
    assert "изменено" in page
    assert "Answers have changed since you edited the texts" in page


def test_the_approver_sends_what_was_shown(signed_in: SignedIn, propose: Propose) -> None:
    decision = propose()
    path = reverse("alerts:decision-approve", kwargs={"pk": decision.pk})
    approver = signed_in("saule")
    page = approver.get(path)
    assert "Send YELLOW to 24 organisations" in page.content.decode()
    digest = page.context["effect"].digest
    assert approver.post(path, {"digest": digest})["Location"] == reverse(
        "alerts:board", kwargs={"pk": decision.pk}
    )
    assert approver.get(path)["Location"] == decision.get_absolute_url()


def test_red_is_sent_only_after_its_word(signed_in: SignedIn, propose: Propose) -> None:
    decision = propose(level=3)
    path = reverse("alerts:decision-approve", kwargs={"pk": decision.pk})
    approver = signed_in("saule")
    page = approver.get(path)
    assert "Send RED to 24 organisations" in page.content.decode()
    digest = page.context["effect"].digest
    refused = approver.post(path, {"digest": digest, "typed_word": "yes"})
    assert refused.status_code == 422
    assert "Type the word of the level: red." in refused.content.decode()
    assert approver.post(path, {"digest": digest, "typed_word": "Red"}).status_code == 302


def test_a_changed_set_of_addressees_is_said_and_nothing_is_sent(
    signed_in: SignedIn, propose: Propose
) -> None:
    decision = propose()
    path = reverse("alerts:decision-approve", kwargs={"pk": decision.pk})
    response = signed_in("saule").post(path, {"digest": "of another day"})
    assert response.status_code == 422
    assert "no longer as you saw it" in response.content.decode()
    decision.refresh_from_db()
    assert decision.state == "proposed"


def test_the_board_answers_htmx_with_its_fragment(
    signed_in: SignedIn, published: LevelDecision
) -> None:
    path = reverse("alerts:board", kwargs={"pk": published.pk})
    watcher = signed_in("saule")
    fragment = watcher.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert f'sse-connect="/live/?topics=board-{published.pk}"' in fragment
    assert '<a href="?only=answered">0</a> of <a href="?">24</a>' in text_of(watcher, path)


def test_a_liaison_finds_the_notice_answers_and_ticks(
    signed_in: SignedIn, cast: Cast, propose: Propose, approve: Approve
) -> None:
    actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    decision = approve(propose())
    liaison = signed_in("aigerim")
    levels = text_of(liaison, reverse("alerts:level-list"))
    assert "Your answer is awaited" in levels
    addressed = decision.addressed.get(body__code="moh")
    path = reverse("alerts:answer", kwargs={"pk": addressed.pk})
    assert path in levels
    assert liaison.post(path, {"state": "received"}).status_code == 302
    refused = liaison.post(path, {"state": "cannot", "reason": ""})
    assert refused.status_code == 422
    assert liaison.post(path, {"state": "accepted"}).status_code == 302
    assert "Nothing waits for your answer." in text_of(liaison, reverse("alerts:answer-list"))
    entry = ChecklistEntry.objects.get(decision=decision, body__code="moh")
    liaison.post(reverse("alerts:checklist-tick", kwargs={"pk": entry.pk}), {"note": "No 7"})
    entry.refresh_from_db()
    assert (entry.note, entry.done_by) == ("No 7", cast.aigerim)


def test_the_outsider_sees_no_proposal_in_any_list(signed_in: SignedIn, propose: Propose) -> None:
    decision = propose()
    page = text_of(signed_in("outsider"), reverse("alerts:level-list"))
    assert decision.number not in page


def test_the_list_of_levels_costs_the_same_for_one_and_for_ten(
    signed_in: SignedIn, propose: Propose, approve: Approve
) -> None:
    path = reverse("alerts:level-list")

    def costs() -> list[int]:
        counted = []
        for client in clients:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counted.append(len(queries))
        return counted

    clients = [signed_in(name) for name in ("saule", "aigerim")]
    approve(propose())
    costs()
    first = costs()
    for code in ("11", "15", "19", "23", "27", "31", "35", "39", "43"):
        approve(propose([code]))
    assert costs() == first


def test_the_board_costs_the_same_for_one_answer_and_for_many(
    signed_in: SignedIn, published: LevelDecision, cast: Cast
) -> None:
    client = signed_in("saule")
    path = reverse("alerts:board", kwargs={"pk": published.pk})
    notice = published.notice
    assert notice is not None
    bodies = {row.body.code: row.body for row in published.addressed.select_related("body")}
    actions.answer_notice(notice, bodies["moh"], actor=cast.aigerim, state="accepted")
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    actions.answer_notice(notice, bodies["mof"], actor=cast.outsider, state="accepted")
    actions.answer_notice(notice, bodies["commission-75"], actor=cast.governor, state="received")
    with CaptureQueriesContext(connection) as more:
        client.get(path)
    assert len(more) == len(one)


def test_the_territory_page_costs_the_same_for_a_short_and_a_long_history(
    signed_in: SignedIn, propose: Propose, approve: Approve
) -> None:
    client = signed_in("saule")
    path = reverse("alerts:territory", kwargs={"code": "75"})
    last = approve(propose())
    client.get(path)
    with CaptureQueriesContext(connection) as short:
        client.get(path)
    for _round in range(3):
        last = approve(propose(action="raise", level=2, refers_to=last))
        last = approve(propose(action="lower", level=1, refers_to=last))
    with CaptureQueriesContext(connection) as long:
        client.get(path)
    assert len(long) == len(short)


def test_a_level_announced_for_later_is_listed_apart(
    signed_in: SignedIn, propose: Propose, approve: Approve
) -> None:
    with clock.at(clock.now() + dt.timedelta(hours=8)):
        decision = propose()
    approve(decision)
    page = text_of(signed_in("aigerim"), reverse("alerts:level-list"))
    assert "Announced, begins later" in page
    assert "No level is in force anywhere." in page
