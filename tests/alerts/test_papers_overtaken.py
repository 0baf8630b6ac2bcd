"""What has been overtaken is not sent: other levels by now, a term over, a foreign paper."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from agencies import actions as agencies
from agencies.models import Body, Territory
from alerts import actions, queries
from alerts.models import AddressedBody, LevelDecision
from alerts.queries import chains
from alerts.queries.addressees import effect_of
from alerts.texts import ActSpec, Paper
from audit import clock
from audit.models import Entry
from notices.models import Delivery, Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast

Approve = Callable[[LevelDecision], LevelDecision]
WITHDRAW = "Nothing was sent. Withdraw it and propose it again from what is in force now."


def traces() -> tuple[int, int, int, int]:
    """Count what a refusal must not leave behind."""
    return (
        Entry.objects.count(), Notice.objects.count(),
        Delivery.objects.count(), AddressedBody.objects.count(),
    )  # fmt: skip


def past(days: int, term: str) -> ActSpec:
    """Return yellow on Almaty city that began some days ago."""
    return ActSpec(
        Territory.objects.get(code="75"), "set", 1, clock.now() - dt.timedelta(days=days),
        criterion="to_be_confirmed", term_text=term,
    )  # fmt: skip


def propose_past(cast: Cast, act: ActSpec) -> LevelDecision:
    """Propose one act at the republican headquarters."""
    return actions.propose_level(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        acts=[act],
        paper=Paper("штаб", "штаб", "мәтін", "текст"),
    )


@pytest.mark.usefixtures("reads_english")
def test_a_level_whose_whole_term_is_past_is_not_proposed(cast: Cast) -> None:
    before = traces()
    with pytest.raises(ValidationError) as refusal:
        propose_past(cast, past(30, "10 days"))
    assert "the term ended at" in refusal.value.messages[0]
    assert "nothing would be in force" in refusal.value.messages[0]
    assert not LevelDecision.objects.exists()
    assert traces() == before


@pytest.mark.usefixtures("reads_english")
def test_a_term_that_is_over_is_refused_at_its_own_question(client: Client, cast: Cast) -> None:
    client.force_login(cast.dauren)
    client.get("/levels/propose/")
    for step, answer in (
        ("territories", {"wide": "75"}),
        ("action", {"action": "set", "level": "1"}),
        ("criterion", {"criterion_1": "to_be_confirmed"}),
    ):
        assert client.post(f"/levels/propose/{step}/", answer).status_code == 302
    term = {"starts_at": "01.10.2020 10:00", "term_text": "10 days"}
    refused = client.post("/levels/propose/term/", term)
    assert refused.status_code == 422
    assert "nothing would be in force" in refused.content.decode()
    assert "/levels/propose/term/" in refused.content.decode()


def test_a_level_that_began_before_and_still_runs_is_proposed(cast: Cast) -> None:
    assert propose_past(cast, past(3, "10 days")).is_proposed


def test_a_term_that_ran_out_while_it_waited_is_not_approved(cast: Cast, propose: Propose) -> None:
    decision = propose(term="1 hour")
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        digest = queries.effect_of_decision(decision).digest
        before = traces()
        with pytest.raises(ValidationError) as refusal:
            actions.approve_level(decision, actor=cast.saule, digest=digest)
        assert refusal.value.messages[-1] == WITHDRAW
        with pytest.raises(ValidationError):
            actions.decide_alone(decision, actor=cast.dauren, reason="nobody", digest=digest)
        assert traces() == before
    decision.refresh_from_db()
    assert decision.is_proposed


def test_a_letter_on_a_term_that_is_over_is_registered(cast: Cast) -> None:
    city, act = Body.objects.get(code="headquarters-75"), past(30, "10 days")
    settled = queries.settle_acts(city, [act])
    letter = actions.register_decision(
        city,
        actor=cast.dauren,
        acts=[act],
        paper=Paper("штаб", "штаб", "мәтін", "текст"),
        source="letter No. 7",
        decided_at=act.starts_at,
        received_at=clock.now(),
        digest=effect_of(settled, issuer=city).digest,
    )
    assert letter.is_published
    assert queries.effective_levels()["75"] == "none"
    assert queries.effective_levels(act.starts_at)["75"] == "yellow"


@pytest.mark.usefixtures("reads_english")
def test_orange_does_not_silently_replace_the_red_set_meanwhile(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    orange = propose(level=2)
    shown = queries.effect_of_decision(orange).digest
    approve(propose(level=3))
    effect = queries.effect_of_decision(orange)
    assert effect.digest != shown
    assert effect.contradictions == ["Almaty: in force by now: red; the paper says: no level."]
    before = traces()
    for digest in (shown, effect.digest):
        with pytest.raises(ValidationError) as refusal:
            actions.approve_level(orange, actor=cast.saule, digest=digest)
        assert refusal.value.messages == [*effect.contradictions, WITHDRAW]
    assert traces() == before
    assert queries.effective_levels()["75"] == "red"


def test_a_level_elsewhere_leaves_the_preview_as_it_was(
    propose: Propose, approve: Approve
) -> None:
    wide = propose(["KZ"], level=2)
    shown = queries.effect_of_decision(wide)
    assert [(one.found, one.after) for one in shown.consequences] == [(0, 2)]
    approve(propose(["75"], level=1))
    again = queries.effect_of_decision(wide)
    assert again.digest == shown.digest
    assert approve(wide).is_published


@pytest.mark.usefixtures("reads_english")
def test_another_end_of_the_level_in_force_is_another_preview(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose())
    longer = propose(action="extend", term="20 days", refers_to=first)
    shown = queries.effect_of_decision(longer)
    approve(propose(action="extend", term="30 days", refers_to=first))
    again = queries.effect_of_decision(longer)
    assert again.contradictions == []
    assert again.digest != shown.digest
    with pytest.raises(ValidationError, match="no longer as you saw it"):
        actions.approve_level(longer, actor=cast.saule, digest=shown.digest)


@pytest.mark.usefixtures("reads_english")
def test_the_approver_reads_what_changed_and_what_to_do(
    client: Client, cast: Cast, propose: Propose, approve: Approve
) -> None:
    orange = propose(level=2)
    approve(propose(level=1))
    client.force_login(cast.saule)
    page = client.get(f"/levels/{orange.pk}/approve/").content.decode()
    assert "in force by now: yellow; the paper says: no level." in page
    assert WITHDRAW in page
    assert 'name="digest"' not in page
    assert f"/levels/{orange.pk}/withdraw/" in page
    client.force_login(cast.dauren)
    for way in ("alone", "telephone"):
        page = client.get(f"/levels/{orange.pk}/{way}/").content.decode()
        assert WITHDRAW in page
        assert 'name="digest"' not in page


def appoint_in_the_city(cast: Cast) -> None:
    """Make the outsider an officer of the headquarters of Almaty city."""
    agencies.appoint(
        cast.outsider,
        actor=cast.administrator,
        body=Body.objects.get(code="headquarters-75"),
        role="hq_officer",
    )


def test_an_officer_of_a_region_does_not_follow_the_decision_of_the_republic(
    client: Client, cast: Cast, propose: Propose, approve: Approve
) -> None:
    appoint_in_the_city(cast)
    national = approve(propose(["KZ"], level=3))
    city = Body.objects.get(code="headquarters-75")
    before = traces()
    with pytest.raises(ValidationError, match=str(national.number)):
        actions.propose_level(
            city,
            actor=cast.outsider,
            acts=[ActSpec(Territory.objects.get(code="75"), "cancel_part", 0, clock.now())],
            paper=Paper("штаб", "штаб", "мәтін", "текст"),
            refers_to=national,
        )
    assert traces() == before
    client.force_login(cast.outsider)
    assert client.post(f"/levels/{national.pk}/follow/").status_code == 403
    assert "/follow/" not in client.get(f"/levels/{national.pk}/").content.decode()
    assert not chains.may_follow(cast.outsider, national)
    assert chains.may_follow(cast.dauren, national)
    assert Notice.objects.get(pk=national.notice_id or 0).closed_at is None


def test_the_republic_follows_the_decision_of_a_region(
    client: Client, cast: Cast, propose: Propose, approve: Approve
) -> None:
    local = approve(propose(["75"], headquarters="headquarters-75"))
    assert approve(propose(["75"], action="cancel", level=0, term="", refers_to=local))
    assert Notice.objects.get(pk=local.notice_id or 0).closed_at is not None


def test_a_decision_on_other_land_leaves_the_notice_of_the_earlier_one_open(
    propose: Propose, approve: Approve
) -> None:
    city = approve(propose(["75"]))
    approve(propose(["19"], refers_to=city))
    assert Notice.objects.get(pk=city.notice_id or 0).closed_at is None


def test_following_the_first_ends_the_notice_of_every_one_that_followed_it(
    propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["75", "19"]))
    second = approve(propose(["75"], action="raise", level=2, refers_to=first))
    assert second.notice is not None
    words = second.notice.wordings.get(language="ru").body
    assert "На остальной территории без изменений: Алматинская область: действует" in words
    assert "На остальной" not in second.text_ru
    aside = approve(propose(["19"], action="raise", level=2, refers_to=first))
    third = approve(propose(["75"], action="cancel", level=0, term="", refers_to=first))
    closed = {
        one.pk: Notice.objects.get(pk=one.notice_id or 0).closed_at is not None
        for one in (first, second, aside, third)
    }
    assert closed == {first.pk: True, second.pk: True, aside.pk: False, third.pk: False}


def test_extending_the_first_leaves_the_notice_of_a_higher_level_within_it_open(
    propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["KZ"]))
    second = approve(propose(["75"], action="raise", level=2, refers_to=first))
    third = approve(propose(["KZ"], action="extend", level=1, term="30 days", refers_to=first))
    assert queries.effective_levels()["75"] == "orange"
    assert Notice.objects.get(pk=second.notice_id or 0).closed_at is None
    approve(propose(["KZ"], action="extend", level=1, term="40 days", refers_to=first))
    closed = {
        one.pk: Notice.objects.get(pk=one.notice_id or 0).closed_at is not None
        for one in (first, second, third)
    }
    assert closed == {first.pk: True, second.pk: False, third.pk: True}


def test_a_correction_ends_the_notice_of_the_wrong_decision_alone(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    wrong = approve(propose(["75"]))
    later = approve(propose(["75"], action="raise", level=2, refers_to=wrong))
    actions.correct_decision(
        wrong, actor=cast.dauren, texts=queries.correction_texts(wrong), reason="mistake"
    )
    assert Notice.objects.get(pk=wrong.notice_id or 0).closed_at is not None
    assert Notice.objects.get(pk=later.notice_id or 0).closed_at is None


def test_a_stranger_to_the_headquarters_proposes_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.propose_level(
            Body.objects.get(code="headquarters-kz"),
            actor=cast.outsider,
            acts=[past(1, "10 days")],
            paper=Paper("штаб", "штаб", "мәтін", "текст"),
        )
