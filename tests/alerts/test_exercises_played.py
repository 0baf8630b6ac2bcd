"""Exercises: planned, played to their own list alone, answered, ended; and nothing real moves."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from agencies.models import Body, Capability, Territory, User
from alerts import actions, queries
from alerts.forms.inputs import InstantField
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    ChecklistEntry,
    DecisionArea,
    Exercise,
    LevelDecision,
    Participant,
)
from audit import clock
from audit.models import Entry
from notices.models import Addressee, Contact, Delivery, Notice
from notices.texts import EXERCISE_MARK, NoticeText, in_exercise, refusal, refusal_of_short
from tests.alerts import playing
from tests.cast import Cast


def traces() -> tuple[int, ...]:
    """Count what a refusal must not leave behind."""
    return (
        Entry.objects.count(), Notice.exercises.count(), Notice.objects.count(),
        Delivery.objects.count(), Exercise.objects.count(), Participant.objects.count(),
        LevelDecision.exercises.count(), AddressedBody.exercises.count(),
    )  # fmt: skip


def give_contacts(*people: User) -> None:
    """Let people be written to."""
    for person in people:
        Contact.objects.create(
            person=person, channel="email", address=person.email,
            added_at=clock.now(), verified_at=clock.now(),
        )  # fmt: skip


def test_an_exercise_is_planned_with_a_number_of_its_own(cast: Cast) -> None:
    first, second = playing.planned(cast), playing.planned(cast)
    year = clock.today().year
    assert (first.number, second.number) == (f"EX-KZ-{year}/01", f"EX-KZ-{year}/02")
    assert first.is_planned
    assert Notice.exercises.count() == Notice.objects.count() == 0


@pytest.mark.parametrize("name", ["aigerim", "saule", "serik", "governor", "auditor"])
def test_only_an_officer_plans(cast: Cast, name: str) -> None:
    headquarters = Body.objects.get(code="headquarters-kz")
    before = traces()
    with pytest.raises(PermissionDenied):
        actions.plan_exercise(headquarters, actor=cast[name], plan=playing.plan_of())
    assert traces() == before


def test_a_plan_needs_both_names_a_scenario_and_an_order_of_time(cast: Cast) -> None:
    headquarters = Body.objects.get(code="headquarters-kz")
    before = traces()
    for wrong in (
        {"name_kk": " "},
        {"name_ru": ""},
        {"scenario": ""},
        {"ends_at": clock.now() - dt.timedelta(hours=1)},
    ):
        with pytest.raises(ValidationError):
            actions.plan_exercise(headquarters, actor=cast.dauren, plan=playing.plan_of(**wrong))
    assert traces() == before


def test_changing_nothing_records_nothing(cast: Cast) -> None:
    exercise = playing.planned(cast)
    plan = playing.plan_of(starts_at=exercise.starts_at, ends_at=exercise.ends_at)
    before = Entry.objects.count()
    actions.change_exercise(exercise, actor=cast.dauren, plan=plan)
    chosen = Body.objects.filter(code__in=playing.TAKING_PART)
    actions.choose_participants(exercise, actor=cast.dauren, bodies=chosen)
    assert Entry.objects.count() == before
    changed = playing.plan_of(scenario="Another.")
    actions.change_exercise(exercise, actor=cast.dauren, plan=changed)
    assert Entry.objects.latest("pk").changes["scenario"][1] == "Another."


def test_the_list_holds_bodies_of_the_headquarters_land_alone(cast: Cast) -> None:
    exercise = playing.planned(cast)
    before = traces()
    for chosen in (Body.objects.none(), Body.objects.filter(code="moh", valid_to__isnull=False)):
        with pytest.raises(ValidationError):
            actions.choose_participants(exercise, actor=cast.dauren, bodies=chosen)
    assert traces() == before


def test_where_people_are_named_they_alone_are_told(cast: Cast) -> None:
    exercise = playing.planned(cast, bodies=["moh"])
    moh = Body.objects.get(code="moh")
    actions.name_participants(exercise, moh, actor=cast.dauren, people=[cast.aigerim])
    decision = playing.sent(cast, playing.injected(cast, exercise))
    told = Addressee.objects.filter(notice=decision.notice)
    assert set(told.values_list("person_id", flat=True)) == {cast.aigerim.pk}
    assert not queries.exercises(cast.head_of_health).exists()
    assert queries.exercises(cast.aigerim).get() == exercise


def test_naming_nobody_means_everybody_again(cast: Cast) -> None:
    exercise = playing.planned(cast, bodies=["moh"])
    moh = Body.objects.get(code="moh")
    for people in ([cast.aigerim], []):
        actions.name_participants(exercise, moh, actor=cast.dauren, people=people)
    assert [one.person_id for one in exercise.participants.all()] == [None]
    with pytest.raises(ValidationError):
        actions.name_participants(exercise, moh, actor=cast.dauren, people=[cast.outsider])


def test_a_level_goes_to_the_list_alone_whatever_territory_it_names(cast: Cast) -> None:
    """Yellow on the Republic asks 39 organisations in earnest; the exercise asks its two."""
    exercise = playing.planned(cast)
    decision = playing.sent(cast, playing.injected(cast, exercise, codes=["KZ"]))
    asked = AddressedBody.exercises.filter(decision=decision)
    assert set(asked.values_list("body__code", flat=True)) == set(playing.TAKING_PART)
    told = set(Addressee.objects.values_list("person__email", flat=True))
    assert told == {
        f"{name}@example.invalid" for name in ("aigerim", "head_of_health", "governor")
    }


def test_who_injects_never_sends(cast: Cast) -> None:
    decision = playing.injected(cast, playing.planned(cast))
    digest = queries.effect_of_decision(decision).digest
    before = traces()
    for name in ("dauren", "aigerim", "serik", "auditor"):
        with pytest.raises(PermissionDenied):
            actions.send_exercise_level(decision, actor=cast[name], digest=digest)
    assert traces() == before


def test_the_database_holds_two_people_in_an_exercise_too(cast: Cast) -> None:
    decision = playing.injected(cast, playing.planned(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelDecision.exercises.filter(pk=decision.pk).update(approved_by=cast.dauren)
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelDecision.exercises.filter(pk=decision.pk).update(exercise=None)


def test_the_first_level_starts_the_exercise(cast: Cast) -> None:
    decision = playing.running(cast)
    assert decision.exercise is not None
    exercise = Exercise.objects.get(pk=decision.exercise.pk)
    assert exercise.is_running
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"started the exercise", "sent the level of the exercise"} <= verbs
    assert "approved and published the decision on levels" not in verbs
    before = traces()
    assert playing.sent(cast, decision) == decision
    assert traces() == before
    chosen = Body.objects.filter(code="mof")
    with pytest.raises(ValidationError, match="its plan stands"):
        actions.change_exercise(exercise, actor=cast.dauren, plan=playing.plan_of())
    with pytest.raises(ValidationError, match="its plan stands"):
        actions.choose_participants(exercise, actor=cast.dauren, bodies=chosen)
    assert traces() == before


def test_test_and_real_share_no_prompt(cast: Cast) -> None:
    """The word of a real red does not send an exercise, and the real approval refuses one."""
    decision = playing.injected(cast, playing.planned(cast), level=3)
    digest = queries.effect_of_decision(decision).digest
    before = traces()
    for word in ("red", "", "красный"):
        with pytest.raises(ValidationError, match="Type the word: exercise"):
            actions.send_exercise_level(decision, actor=cast.saule, digest=digest, typed_word=word)
    with pytest.raises(ValidationError, match="from its own pages"):
        actions.approve_level(decision, actor=cast.saule, digest=digest, typed_word="red")
    assert traces() == before
    actions.send_exercise_level(decision, actor=cast.saule, digest=digest, typed_word="УЧЕНИЕ")
    assert LevelDecision.exercises.get(pk=decision.pk).is_published


def test_who_was_shown_is_who_is_told(cast: Cast) -> None:
    exercise = playing.planned(cast)
    decision = playing.injected(cast, exercise)
    digest = queries.effect_of_decision(decision).digest
    chosen = Body.objects.filter(code__in=["moh"])
    actions.choose_participants(exercise, actor=cast.dauren, bodies=chosen)
    before = traces()
    with pytest.raises(ValidationError, match="no longer as you saw it"):
        actions.send_exercise_level(decision, actor=cast.saule, digest=digest)
    assert traces() == before


def test_every_word_of_every_language_says_that_it_is_an_exercise(cast: Cast) -> None:
    decision = playing.running(cast)
    assert decision.notice is not None
    words = {"kk": "ОҚУ-ЖАТТЫҒУ", "ru": "УЧЕНИЕ", "en": "EXERCISE"}
    for wording in decision.notice.wordings.all():
        word = words.pop(wording.language)
        assert wording.subject.startswith(f"{word}: ")
        assert wording.body.startswith(f"{word}. {EXERCISE_MARK}")
        assert wording.body.endswith(EXERCISE_MARK)
        assert wording.act.startswith(f"{word}. ")
    assert words == {}
    assert decision.text_kk.startswith("ОҚУ-ЖАТТЫҒУ «")
    assert decision.text_ru.startswith("УЧЕНИЕ «")
    assert decision.text_en.startswith("EXERCISE ")


def test_words_that_deny_the_exercise_are_never_sent(cast: Cast) -> None:
    decision = actions.inject_level(
        playing.planned(cast),
        actor=cast.dauren,
        territories=list(Territory.objects.filter(code="75")),
        level=1,
        told={"kk": "Бұл оқу-жаттығу емес", "ru": "Это не учение"},
    )
    before = traces()
    with pytest.raises(ValidationError, match="an exercise that says it is none"):
        playing.sent(cast, decision)
    assert traces() == before
    assert LevelDecision.exercises.get(pk=decision.pk).is_proposed


def test_links_of_an_exercise_open_its_own_pages(cast: Cast) -> None:
    decision = playing.running(cast)
    notice = decision.notice
    assert notice is not None
    assert notice.answer_path == "/exercises/answers/{token}/"
    assert notice.thing_path == f"/exercises/levels/{decision.pk}/"
    assert Capability.objects.filter(subject=notice.pk).exists()


def test_levels_are_raised_lowered_and_ended_inside(cast: Cast) -> None:
    first = playing.running(cast)
    exercise = Exercise.objects.get(pk=first.exercise_id or 0)
    raised = playing.sent(cast, playing.injected(cast, exercise, level=3))
    acts = DecisionArea.exercises.filter(decision=raised)
    assert [(act.action, act.level_before, act.level) for act in acts] == [("raise", 1, 3)]
    assert raised.refers_to == first
    assert first.notice is not None
    assert Notice.exercises.get(pk=first.notice.pk).closed_at is not None
    assert [one.level for one in queries.levels_played(exercise)] == ["red"]
    with pytest.raises(ValidationError, match="in force in the exercise already"):
        playing.injected(cast, exercise, level=3)
    playing.sent(cast, playing.injected(cast, exercise, level=2))
    playing.sent(cast, playing.injected(cast, exercise, level=0))
    assert queries.levels_played(exercise) == []
    assert set(queries.effective_levels().values()) == {"none"}


def test_two_exercises_do_not_know_each_other(cast: Cast) -> None:
    first, second = playing.running(cast), playing.running(cast)
    acts = DecisionArea.exercises.filter(decision__in=[first, second])
    assert [act.action for act in acts] == ["set", "set"]
    assert second.refers_to is None


def test_what_was_proposed_on_other_levels_is_not_sent(cast: Cast) -> None:
    """Orange waits while red is sent: sent now, it would lower what it was to raise."""
    exercise = playing.planned(cast)
    orange = playing.injected(cast, exercise, level=2)
    playing.sent(cast, playing.injected(cast, exercise, level=3))
    before = traces()
    with pytest.raises(ValidationError, match="in force by now"):
        playing.sent(cast, orange)
    with clock.at(exercise.ends_at), pytest.raises(ValidationError, match="the term ended"):
        playing.sent(cast, orange)
    assert traces() == before


def test_a_level_can_be_taken_back_before_it_is_sent(cast: Cast) -> None:
    decision = playing.injected(cast, playing.planned(cast))
    actions.withdraw_proposal(decision, actor=cast.saule, reason="Another script.")
    with pytest.raises(ValidationError, match="withdrawn"):
        playing.sent(cast, decision)


def test_the_messages_of_a_body_stop_with_its_answer(cast: Cast) -> None:
    give_contacts(cast.aigerim, cast.head_of_health, cast.governor)
    decision = playing.running(cast)
    playing.answered(decision, cast.aigerim, "moh", "received")
    waiting = Addressee.objects.filter(notice=decision.notice, answered_at__isnull=True)
    assert set(waiting.values_list("body__code", flat=True)) == {"commission-75"}
    assert not Delivery.objects.filter(
        notice=decision.notice, person=cast.aigerim, state="queued"
    ).exists()


def test_what_is_real_goes_before_an_exercise(cast: Cast) -> None:
    give_contacts(cast.aigerim)
    decision = playing.running(cast, level=3)
    delivery = Delivery.objects.get(notice=decision.notice)
    assert (delivery.queue, delivery.priority) == ("alerts", 11)


def test_the_checklist_is_given_and_ticked_inside(cast: Cast) -> None:
    exercise = playing.whole(cast)
    ticked = ChecklistEntry.exercises.filter(decision__exercise=exercise, done_at__isnull=False)
    assert set(ticked.values_list("body__code", flat=True)) == {"moh"}
    assert ChecklistEntry.objects.count() == 0


def test_the_end_is_told_to_all_and_leaves_nothing_open(cast: Cast) -> None:
    give_contacts(cast.aigerim, cast.governor)
    exercise = playing.whole(cast)
    actions.end_exercise(exercise, actor=cast.dauren)
    exercise.refresh_from_db()
    assert exercise.is_ended
    assert exercise.ending_notice is not None
    assert exercise.ending_notice.is_exercise
    told = Delivery.objects.filter(notice=exercise.ending_notice)
    assert set(told.values_list("person__email", flat=True)) == {
        "aigerim@example.invalid", "governor@example.invalid",
    }  # fmt: skip
    subjects = dict(exercise.ending_notice.wordings.values_list("language", "subject"))
    assert subjects["ru"] == f"УЧЕНИЕ: Учение «{playing.NAME_RU}» окончено"
    open_levels = LevelDecision.exercises.filter(exercise=exercise, state="proposed")
    assert not open_levels.exists()
    assert not Notice.exercises.filter(
        closed_at__isnull=True, answer_purpose="answer_notice"
    ).exists()
    assert queries.levels_played(exercise) == []
    before = traces()
    assert actions.end_exercise(exercise, actor=cast.saule).is_ended
    assert traces() == before


def test_after_the_end_nothing_is_taken(cast: Cast) -> None:
    exercise = playing.whole(cast)
    decision = LevelDecision.exercises.filter(exercise=exercise, notice__isnull=False).latest("pk")
    entry = ChecklistEntry.exercises.filter(body__code="commission-75").earliest("pk")
    actions.end_exercise(exercise, actor=cast.saule)
    before = traces()
    with pytest.raises(ValidationError):
        playing.answered(decision, cast.aigerim, "moh")
    with pytest.raises(ValidationError, match="has ended"):
        actions.tick_exercise_line(entry, actor=cast.governor)
    with pytest.raises(ValidationError, match="has ended"):
        playing.injected(cast, exercise, level=1)
    assert traces() == before


def test_an_exercise_called_off_tells_nobody(cast: Cast) -> None:
    exercise = playing.planned(cast)
    actions.end_exercise(exercise, actor=cast.dauren)
    exercise.refresh_from_db()
    assert exercise.is_called_off
    assert Notice.exercises.count() == 0
    assert not queries.exercises(cast.aigerim).exists()


@pytest.mark.parametrize("name", ["aigerim", "serik", "governor", "auditor"])
def test_only_the_headquarters_ends(cast: Cast, name: str) -> None:
    decision = playing.running(cast)
    assert decision.exercise is not None
    before = traces()
    with pytest.raises(PermissionDenied):
        actions.end_exercise(decision.exercise, actor=cast[name])
    assert traces() == before


def test_statistics_count_the_norm_the_median_and_the_exercise_before(cast: Cast) -> None:
    earlier = clock.now() + dt.timedelta(hours=1)
    with clock.at(earlier):
        first = playing.running(cast)
    assert first.exercise is not None
    with clock.at(earlier + dt.timedelta(minutes=90)):
        playing.answered(first, cast.aigerim, "moh")
        actions.end_exercise(first.exercise, actor=cast.dauren)
    later = earlier + dt.timedelta(hours=10)
    with clock.at(later):
        second = playing.running(cast)
    for minutes, person, body in ((4, cast.aigerim, "moh"), (6, cast.governor, "commission-75")):
        with clock.at(later + dt.timedelta(minutes=minutes)):
            playing.answered(second, person, body)
    assert second.exercise is not None
    shown = queries.statistics_of(second.exercise)
    assert (shown.whole.asked, shown.whole.within, shown.whole.minutes) == (2, 2, 5.0)
    assert shown.before is not None
    assert (shown.before.asked, shown.before.answered, shown.before.within) == (2, 1, 0)
    assert shown.previous is not None
    assert shown.previous.pk == first.exercise.pk
    assert shown.gained == 100
    assert [line.body.code for line in shown.lines] == ["commission-75", "moh"]
    assert Acknowledgement.objects.count() == 0


def test_who_is_asked_anew_finds_it_waiting_again(cast: Cast) -> None:
    """An acceptance that lapsed is no answer of this round."""
    decision = playing.running(cast)
    asked = AddressedBody.exercises.get(decision=decision, body__code="moh")
    actions.answer_notice(asked.notice, asked.body, actor=cast.aigerim, state="accepted")
    assert not queries.exercise_answers_waiting(cast.aigerim).exists()
    AddressedBody.exercises.filter(pk=asked.pk).update(round=2)
    assert list(queries.exercise_answers_waiting(cast.aigerim)) == [asked]


@pytest.mark.parametrize(
    ("words", "is_refused"),
    [
        ("ПОРУЧЕНИЕ: усилить охрану", False),
        ("ОБУЧЕНИЕ: инструктаж персонала", False),
        ("УЧЕНИЕ: усилить охрану", True),
        ("(УЧЕНИЕ: начало)", True),
        ("EXERCISE: now", True),
    ],
)
def test_a_word_that_ends_like_the_mark_is_no_mark(words: str, is_refused: bool) -> None:
    text = NoticeText("Жёлтый уровень", words)
    assert bool(refusal(text, "ru", exercise=False)) is is_refused
    assert bool(refusal_of_short(words, "ru", exercise=False)) is is_refused


@pytest.mark.parametrize(
    ("words", "is_refused"), [("В Астане учение.", False), ("Это не учение.", True)]
)
def test_only_whole_words_deny_an_exercise(words: str, is_refused: bool) -> None:
    text = in_exercise(NoticeText("Жёлтый уровень", words, "Ответьте"), "ru")
    assert bool(refusal(text, "ru", exercise=True)) is is_refused


def test_a_year_outside_the_house_is_no_instant() -> None:
    """“05.03.0026” is a slip of the hand: no level is in force since then."""
    for typed in ("05.03.0026 14:05", "01.01.0001 00:00", "01.01.2100 00:00"):
        with pytest.raises(ValidationError, match="between 1991 and 2099"):
            InstantField().clean(typed)
    assert InstantField().clean("05.03.2026 14:05")
