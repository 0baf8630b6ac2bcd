"""The pages of the second person in its other forms, and one proposal with terms of its own."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alerts import queries
from alerts.forms.proposal import TextsForm
from alerts.models import Consent, DecisionReview, LevelDecision
from audit import clock
from notices.models import Notice
from tests.alerts.conftest import Propose
from tests.alerts.test_pages import GROUND, TEXTS, WAITING, ask, step, text_of
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
SignedIn = Callable[[str], Client]
Approve = Callable[[LevelDecision], LevelDecision]
REGIONAL = {"headquarters": "headquarters-75", "is_consent_required": True}


def url(name: str, decision: LevelDecision) -> str:
    """Return an address of a decision."""
    return reverse(f"alerts:{name}", kwargs={"pk": decision.pk})


def digest_of(decision: LevelDecision) -> str:
    """Return the checksum of what is shown."""
    return queries.effect_of_decision(decision).digest


def test_one_proposal_mixes_actions_levels_and_terms(
    signed_in: SignedIn, published: LevelDecision
) -> None:
    officer = signed_in("dauren")
    officer.get(reverse("alerts:proposal-new"))
    ask(officer, "territories", wide=["75", "71"], inside=["19/ile"])
    ask(
        officer, "action", action="set", level="1", action_75="raise", level_75="3",
        **{"action_19/ile": "set", "level_19/ile": "2"},
    )  # fmt: skip
    ask(
        officer, "criterion", criterion_1="to_be_confirmed", criterion_2="confirmed",
        criterion_3="committed",
    )  # fmt: skip
    page = officer.get(step("term")).content.decode()
    assert "Astana: term in words" in page
    start = f"{clock.now().astimezone(clock.zone()) + dt.timedelta(days=2):%d.%m.%Y} 12:00"
    endless = officer.post(step("term"), {"term_text_75": "3 days"})
    assert endless.status_code == 422
    ask(
        officer, "term", term_text="14 days", term_text_75="3 days", starts_at_71=start,
        **{"stated_end_19/ile": "31.12.2030 23:59"},
    )  # fmt: skip
    ask(officer, "ground", **GROUND)
    ask(officer, "texts", **WAITING)
    check = text_of(officer, reverse("alerts:proposal-check"))
    assert "In force from: Astana" in check
    officer.post(reverse("alerts:proposal-check"))
    decision = LevelDecision.objects.exclude(pk=published.pk).get()
    acts = {act.territory.code: act for act in decision.areas.select_related("territory")}
    assert {code: (act.action, act.level, act.term_text) for code, act in acts.items()} == {
        "71": ("set", 1, "14 days"), "75": ("raise", 3, "3 days"), "19/ile": ("set", 2, "14 days"),
    }  # fmt: skip
    local = acts["71"].starts_at.astimezone(clock.zone())
    assert f"{local:%d.%m.%Y %H:%M}" == start
    assert acts["19/ile"].ends_at == acts["19/ile"].stated_end


def test_a_stated_end_that_differs_is_warned_of(signed_in: SignedIn) -> None:
    officer = signed_in("dauren")
    officer.get(reverse("alerts:proposal-new"))
    ask(officer, "territories", wide=["75"])
    ask(officer, "action", action="set", level="1")
    ask(officer, "criterion", criterion_1="to_be_confirmed")
    ask(officer, "term", term_text="14 days", stated_end="31 December 2030, 23:59")
    ask(officer, "ground", **GROUND)
    ask(officer, "texts", **WAITING)
    page = text_of(officer, reverse("alerts:proposal-check"))
    assert "31 December 2030, 23:59 is stated and will hold." in page


def register(officer: Client, **source: object) -> str:
    """Answer the questions of a registration up to the check."""
    officer.get(reverse("alerts:registration-new"))
    now = clock.now().astimezone(clock.zone())
    headquarters = LevelDecision._meta.get_field("headquarters").related_model
    assert headquarters is not None
    facts: dict[str, object] = {
        "headquarters": headquarters._default_manager.get(code="headquarters-75").pk,
        "source": "Letter No. 7",
        "decided_at": f"{now - dt.timedelta(hours=5):%d.%m.%Y %H:%M}",
        "received_at": f"{now - dt.timedelta(hours=1):%d.%m.%Y %H:%M}",
    } | source
    assert ask(officer, "source", **facts) == step("territories")
    ask(officer, "territories", wide=["75"])
    ask(officer, "action", action="set", level="1")
    ask(officer, "criterion", criterion_1="to_be_confirmed")
    ask(officer, "term", term_text="14 days")
    ask(officer, "ground", **GROUND)
    return ask(officer, "texts", **TEXTS)


def test_a_letter_is_registered_question_by_question(signed_in: SignedIn) -> None:
    officer = signed_in("dauren")
    check = register(officer)
    page = text_of(officer, check)
    assert "Registering is not deciding" in page
    assert "Register and send to 24 organisations" in page
    refused = officer.post(check, {"digest": "unseen"})
    assert refused.status_code == 422
    assert not Notice.objects.exists()
    form = officer.get(check).context["form"]
    sent = officer.post(check, {"digest": form.initial["digest"]})
    decision = LevelDecision.objects.get()
    assert sent["Location"] == decision.get_absolute_url()
    assert (decision.origin, decision.source) == ("registered", "Letter No. 7")
    act = decision.areas.get()
    assert act.starts_at == decision.decided_at
    card = text_of(officer, decision.get_absolute_url())
    assert "Received from" in card
    assert "registered from a letter" in card


def test_a_receipt_in_the_future_comes_back_with_everything_typed(signed_in: SignedIn) -> None:
    officer = signed_in("dauren")
    check = register(officer, received_at="31.12.2090 10:00")
    form = officer.get(check).context["form"]
    page = officer.post(check, {"digest": form.initial["digest"]})
    assert page.status_code == 422
    assert "The receipt lies in the future." in page.content.decode()
    assert 'value="31.12.2090 10:00"' in officer.get(step("source")).content.decode()


def test_consent_is_asked_and_given_on_pages(
    cast: Cast, propose: Propose, signed_in: SignedIn
) -> None:
    decision = propose(**REGIONAL)
    approver = signed_in("saule")
    assert "Waits for the consent of" in text_of(signed_in("dauren"), decision.get_absolute_url())
    assert "0 h 0 min" in text_of(approver, reverse("alerts:papers-waiting"))
    assert decision.number in text_of(approver, reverse("centre:today"))
    refused = approver.post(url("decision-consent", decision), {"answer": "refuse"})
    assert refused.status_code == 422
    assert "Say why consent is refused." in refused.content.decode()
    approver.post(url("decision-consent", decision), {"answer": "give"})
    assert Consent.objects.get().state == "given"


def test_a_call_is_written_down_and_confirmed_on_pages(
    cast: Cast, propose: Propose, signed_in: SignedIn
) -> None:
    decision = propose()
    officer = signed_in("dauren")
    page = text_of(officer, url("decision-telephone", decision))
    assert "Saule Karimova: no number on record" in page
    now = clock.now().astimezone(clock.zone())
    facts = {
        "approver": cast.saule.pk, "called_at": f"{now:%d.%m.%Y %H:%M}", "number": "",
        "digest": digest_of(decision),
    }  # fmt: skip
    wrong = officer.post(url("decision-telephone", decision), facts)
    assert wrong.status_code == 422
    sent = officer.post(url("decision-telephone", decision), facts | {"number": "112"})
    assert sent["Location"] == url("board", decision)
    loud = "Approved by telephone, not confirmed yet"
    assert loud in text_of(officer, decision.get_absolute_url())
    assert loud in text_of(officer, url("board", decision))
    assert decision.number in text_of(officer, reverse("centre:today"))
    approver = signed_in("saule")
    assert "written down by Dauren Iskakov" in text_of(approver, reverse("centre:today"))
    approver.post(url("call-confirm", decision), {"answer": "confirm"})
    assert "Approved by telephone, confirmed" in text_of(approver, decision.get_absolute_url())


def test_deciding_alone_is_loud_on_decision_board_and_desk(
    cast: Cast, propose: Propose, signed_in: SignedIn
) -> None:
    decision = propose(level=3)
    officer = signed_in("dauren")
    facts = {"digest": digest_of(decision), "reason": "Nobody answers", "typed_word": "yellow"}
    wrong = officer.post(url("decision-alone", decision), facts)
    assert wrong.status_code == 422
    assert "Nobody answers" in wrong.content.decode()
    officer.post(url("decision-alone", decision), facts | {"typed_word": "red"})
    loud = "One person decided this, without a second"
    for path in (decision.get_absolute_url(), url("board", decision)):
        assert loud in text_of(signed_in("aigerim"), path)
    approver = signed_in("saule")
    assert f"Review decision {decision.number}" in text_of(approver, reverse("centre:today"))
    empty = approver.post(url("decision-review", decision), {"findings": ""})
    assert empty.status_code == 422
    approver.post(url("decision-review", decision), {"findings": "Rightly done"})
    assert DecisionReview.objects.get().findings == "Rightly done"
    assert f"Review decision {decision.number}" not in text_of(
        approver, reverse("alerts:papers-waiting")
    )


def test_two_clicks_take_a_decision_back(
    published: LevelDecision, cast: Cast, signed_in: SignedIn
) -> None:
    officer = signed_in("dauren")
    address = url("decision-correct", published)
    assert address in officer.get(url("board", published)).content.decode()
    page = officer.get(address)
    assert "Send the correction to 24 organisations" in page.content.decode()
    ready = page.context["form"].initial
    sent = officer.post(address, ready)
    correction = LevelDecision.objects.get(origin="correction")
    assert sent["Location"] == url("board", correction)
    assert correction.text_ru == ready["text_ru"]
    again = officer.post(address, ready)
    assert again["Location"] == correction.get_absolute_url()
    assert LevelDecision.objects.filter(origin="correction").count() == 1
    assert "This decision was sent by mistake" in text_of(officer, published.get_absolute_url())


def test_after_half_an_hour_the_page_says_no(
    published: LevelDecision, signed_in: SignedIn
) -> None:
    at = published.published_at
    assert at is not None
    officer = signed_in("dauren")
    with clock.at(at + dt.timedelta(minutes=31)):
        assert officer.get(url("decision-correct", published)).status_code == 403
        board = officer.get(url("board", published)).content.decode()
    assert url("decision-correct", published) not in board


def test_who_reviews_is_seen_by_both_sides(
    cast: Cast, propose: Propose, signed_in: SignedIn
) -> None:
    decision = propose()
    officer, approver = signed_in("dauren"), signed_in("saule")
    nobody = "Nobody is reviewing this proposal now."
    assert nobody in text_of(officer, decision.get_absolute_url())
    approver.get(url("decision-approve", decision))
    seen = "Saule Karimova is reviewing this proposal now."
    assert seen in text_of(officer, decision.get_absolute_url())
    fragment = url("decision-reviewing", decision)
    assert seen in text_of(officer, fragment)
    assert seen not in text_of(approver, f"{fragment}?here=1")
    with clock.at(clock.now() + dt.timedelta(seconds=46)):
        assert queries.reviewers_of(decision, cast.dauren) == []
    officer.get(f"{fragment}?here=1")
    assert queries.reviewers_of(decision, cast.saule) == []


def test_whom_a_wider_level_told_is_shown_before_and_after(
    cast: Cast, propose: Propose, approve: Approve, signed_in: SignedIn
) -> None:
    national = approve(propose(["KZ"], level=2, term="30 days"))
    regional = propose(["75"], level=1, headquarters="headquarters-75")
    approver = signed_in("saule")
    page = text_of(approver, url("decision-approve", regional))
    assert "Not told a second time" in page
    assert f"decision {national.number}" in page
    sent = approver.post(url("decision-approve", regional), {"digest": digest_of(regional)})
    assert sent["Location"] == regional.get_absolute_url()
    assert "Not told a second time" in text_of(approver, regional.get_absolute_url())


def test_an_update_leaves_the_older_notice_closed(
    published: LevelDecision, cast: Cast, propose: Propose, approve: Approve
) -> None:
    approve(propose(["75"], action="keep", level=1, term="", refers_to=published))
    assert Notice.objects.get(pk=published.notice_id or 0).closed_at is not None


def test_a_browsers_line_ends_are_no_edit() -> None:
    """A text that was sent back untouched must go on following the answers."""
    form = TextsForm({"text_kk": "бір\r\n\r\nекі", "text_ru": "раз\r\nдва", "text_en": ""})
    assert form.is_valid()
    assert form.cleaned_data["text_kk"] == "бір\n\nекі"
    assert form.cleaned_data["text_ru"] == "раз\nдва"
