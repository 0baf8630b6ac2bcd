"""Correction first: one person, two clicks, the very same people, ahead of what is queued."""

import datetime as dt
from collections.abc import Callable
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from agencies import actions as agencies
from agencies.models import Body
from alerts import actions, queries
from alerts.models import AddressedBody, DecisionReview, LevelDecision
from audit import clock
from audit.models import Entry
from notices import actions as notices
from notices.models import Addressee, Delivery, Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast

Approve = Callable[[LevelDecision], LevelDecision]


def correct(wrong: LevelDecision, cast: Cast, **changes: object) -> LevelDecision:
    """Take a decision back as Dauren, with the texts that were ready."""
    facts: dict[str, object] = {
        "actor": cast.dauren,
        "texts": queries.correction_texts(wrong),
        "reason": "Wrong template",
    } | changes
    return actions.correct_decision(wrong, **facts)  # type: ignore[arg-type]  # varied


def traces() -> tuple[int, int, int]:
    """Count what a refusal must not leave behind."""
    return Entry.objects.count(), Notice.objects.count(), LevelDecision.objects.count()


def give_contacts(cast: Cast) -> None:
    """Give every member of the cast a verified e-mail address."""
    for name in cast.names():
        contact = notices.add_contact(cast[name], actor=None, address=cast[name].email)
        notices.verify_contact(contact, actor=None)


def test_everything_is_as_if_it_had_never_been(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    approve(propose(["KZ"]))
    wrong = approve(propose(["75"], action="raise", level=3))
    assert queries.effective_levels()["75"] == "red"
    correction = correct(wrong, cast)
    assert (correction.origin, correction.refers_to) == ("correction", wrong)
    assert queries.effective_levels()["75"] == "yellow"
    act = correction.areas.get()
    assert (act.action, act.level_before, act.level) == ("correct", 3, 1)
    at = wrong.published_at
    assert at is not None
    assert queries.effective_levels(at)["75"] == "red"


def test_it_reaches_the_very_people_of_the_wrong_notice(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    give_contacts(cast)
    wrong = approve(propose(["75"], level=3))
    appointment = cast.outsider.appointments.select_related("post__body", "person").get()
    agencies.end_appointment(appointment, actor=cast.administrator, reason="moved")
    queued = Delivery.objects.filter(notice=wrong.notice, state="queued")
    assert queued.exists()
    correction = correct(wrong, cast)
    assert not queued.exists()
    assert wrong.notice is not None
    assert Notice.objects.get(pk=wrong.notice_id or 0).closed_at is not None
    first = Addressee.objects.filter(notice=wrong.notice, first_step=0)
    again = Addressee.objects.filter(notice=correction.notice)
    pairs = ("person_id", "body_id", "is_counted")
    assert set(again.values_list(*pairs)) == set(first.values_list(*pairs))
    assert cast.outsider.pk in set(again.values_list("person_id", flat=True))
    bodies = ("body_id", "is_counted")
    assert set(correction.addressed.values_list(*bodies)) == set(
        wrong.addressed.values_list(*bodies)
    )
    words = correction.notice.wordings.get(language="ru") if correction.notice else None
    assert words is not None
    assert words.subject.endswith("ошибочно. Сейчас: город Алматы: уровень не установлен")
    assert "подтвердите получение исправления" in words.act
    assert "примите к исполнению" not in words.act
    sent = Delivery.objects.filter(notice=correction.notice)
    assert {one.person_id for one in sent} == {
        one.person_id for one in Delivery.objects.filter(notice=wrong.notice)
    }
    assert set(sent.values_list("state", "queue")) == {("queued", "alerts")}


def test_a_correction_is_claimed_before_whatever_waits(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    give_contacts(cast)
    wrong = approve(propose(["75"], level=1))
    other = approve(propose(["71"], level=3))
    correction = correct(wrong, cast)
    later = Delivery.objects.filter(notice=other.notice).values_list("priority", flat=True)
    first = Delivery.objects.filter(notice=correction.notice).values_list("priority", flat=True)
    assert max(first) < min(later)


def test_the_texts_are_ready_in_three_languages(published: LevelDecision) -> None:
    published.decided_at = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
    texts = queries.correction_texts(published)
    assert list(texts) == ["kk", "ru", "en"]
    assert "ошибочно" in texts["ru"]
    assert (
        "На территории города Алматы уровень террористической опасности не установлен."
        in (texts["ru"])
    )
    assert "қате" in texts["kk"]
    assert "No level of terrorist threat is in force in Almaty." in texts["en"]
    number = published.number
    assert (
        f"Решение № {number} от 30 ноября 2026 года отозвал: "
        "Республиканский оперативный штаб по борьбе с терроризмом." in texts["ru"]
    )
    assert f"2026 жылғы 30 қарашадағы № {number} шешімді кері қайтарып алған:" in texts["kk"]
    assert f"Decision No. {number} of 30 November 2026 is withdrawn by:" in texts["en"]
    assert not any("РОШ" in text or "РЖШ" in text for text in texts.values())


def test_a_correction_that_leaves_three_levels_is_sent_in_words_that_fit(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    left = {0: ["15", "27", "59"], 1: ["39", "47", "63"], 2: ["11", "19", "35"]}
    for level in (1, 2):
        approve(propose(left[level], level=level))
    wrong = approve(propose([code for codes in left.values() for code in codes], level=3))
    correction = correct(wrong, cast)
    assert correction.notice is not None
    subjects = dict(correction.notice.wordings.values_list("language", "subject"))
    assert subjects["ru"] == (
        "Исправление: сообщение об уровне террористической опасности ошибочно. Сейчас: "
        "Актюбинская область и еще 2: уровень не установлен; "
        "Костанайская область и еще 2: действует умеренный («желтый») уровень; "
        "Акмолинская область и еще 2: действует высокий («оранжевый») уровень"
    )
    assert max(len(one) for one in subjects.values()) <= 300
    assert "…" not in "".join(subjects.values())


def test_a_mute_ordered_after_the_wrong_notice_keeps_no_correction_back(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    give_contacts(cast)
    wrong = approve(propose())
    notices.mute(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        body=Body.objects.get(code="moh"),
        reason="The duty room moves to another floor",
        ends_at=clock.now() + dt.timedelta(hours=4),
    )
    assert queries.effect_of_correction(wrong).muted == ()
    correction = correct(wrong, cast)
    assert correction.notice is not None
    assert not correction.notice.heeds_mutes
    assert correction.notice.deliveries.filter(person=cast.aigerim).exists()


def test_it_opens_a_review_by_another(published: LevelDecision, cast: Cast) -> None:
    correction = correct(published, cast)
    review = DecisionReview.objects.get(decision=correction)
    assert (review.ground, review.decided_by) == ("correction", cast.dauren)
    assert correction.authority_ru == "Республиканский оперативный штаб по борьбе с терроризмом"
    assert [one.decision for one in queries.reviews_owed(cast.saule)] == [correction]
    titles = [mark.title for mark in queries.marks_of(published, cast.aigerim)]
    assert titles == ["This decision was sent by mistake"]


def test_a_second_click_sends_nothing_more(published: LevelDecision, cast: Cast) -> None:
    correction = correct(published, cast)
    before = traces()
    assert correct(published, cast) == correction
    assert traces() == before
    assert not queries.may_correct(cast.dauren, published)


def test_the_approver_may_correct_too(published: LevelDecision, cast: Cast) -> None:
    assert queries.may_correct(cast.saule, published)
    assert correct(published, cast, actor=cast.saule).approved_by == cast.saule


@pytest.mark.parametrize("name", ["aigerim", "serik", "governor", "auditor"])
def test_nobody_else_corrects(name: str, published: LevelDecision, cast: Cast) -> None:
    before = traces()
    assert not queries.may_correct(cast[name], published)
    with pytest.raises(PermissionDenied):
        correct(published, cast, actor=cast[name])
    assert traces() == before


def test_after_thirty_minutes_an_ordinary_decision_is_needed(
    published: LevelDecision, cast: Cast
) -> None:
    at = published.published_at
    assert at is not None
    before = traces()
    with clock.at(at + dt.timedelta(minutes=29, seconds=59)):
        assert queries.may_correct(cast.dauren, published)
    with clock.at(at + dt.timedelta(minutes=30)):
        assert not queries.may_correct(cast.dauren, published)
        with pytest.raises(ValidationError, match="time for a correction is over"):
            correct(published, cast)
    assert traces() == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"texts": {"kk": "", "ru": "x"}}, "Kazakh and in Russian"),
        ({"reason": " "}, "what was wrong"),
    ],
)
def test_a_correction_speaks_both_languages_and_says_why(
    changes: dict[str, object], why: str, published: LevelDecision, cast: Cast
) -> None:
    before = traces()
    with pytest.raises(ValidationError, match=why):
        correct(published, cast, **changes)
    assert traces() == before


def test_a_proposal_and_a_correction_are_not_corrected(
    published: LevelDecision, cast: Cast, propose: Propose
) -> None:
    for decision in (propose(["71"]), correct(published, cast)):
        with pytest.raises(ValidationError, match="time for a correction is over"):
            actions.correct_decision(
                decision, actor=cast.dauren, texts={"kk": "т", "ru": "т"}, reason="x"
            )


def test_a_level_that_was_to_begin_later_never_begins(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    wrong = approve(propose(["75"]))
    correct(wrong, cast)
    assert queries.effective_levels(clock.now() + dt.timedelta(days=1))["75"] == "none"
    later = approve(propose(["75"], level=2))
    assert queries.effective_levels()["75"] == "orange"
    assert AddressedBody.objects.filter(decision=later, is_counted=True).count() == 24


def test_the_database_knows_a_correction_as_one_person(cast: Cast, propose: Propose) -> None:
    decision = LevelDecision.objects.filter(pk=propose().pk)
    rule = "correction_is_one_person_and_says_of_what"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        decision.update(origin="correction", emergency_reason="x")
    assert Body.objects.filter(code="headquarters-kz").exists()


def test_a_correction_that_comes_too_late_meanwhile_is_said_on_its_page(
    cast: Cast,
    propose: Propose,
    approve: Approve,
    monkeypatch: pytest.MonkeyPatch,
    signed_in: Callable[[str], Client],
) -> None:
    """The window may end between the look and the press: a sentence, not an error page."""
    wrong = approve(propose(["75"], level=3))
    refusal = ValidationError("The time for a correction is over.")
    monkeypatch.setattr("alerts.actions.correct_decision", mock.Mock(side_effect=refusal))
    answer = signed_in("dauren").post(
        f"/levels/{wrong.pk}/correct/",
        {"text_kk": "қате", "text_ru": "ошибка", "text_en": "", "reason": "drill"},
    )
    assert answer.status_code == 422
    assert "The time for a correction is over." in answer.content.decode()
