"""Two publications at the same moment: the second asks what is in force after the first."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from agencies.models import Body, Territory
from alerts import actions, queries
from alerts.models import (
    Acknowledgement,
    ChecklistTemplate,
    Level,
    LevelDecision,
    TextTemplate,
)
from alerts.queries.addressees import effect_of
from alerts.reminders.ends import remind_of_ends
from alerts.texts import ActSpec, Paper
from audit import clock
from tests.alerts.conftest import Propose
from tests.cast import Cast

PATIENCE = 10.0
Approve = Callable[[LevelDecision], LevelDecision]


def await_one_who_waits() -> None:
    """Wait until another connection to this database waits for a lock, or patience runs out."""
    end = time.monotonic() + PATIENCE
    waiting = "select count(*) from pg_stat_activity where datname = current_database()"
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(f"{waiting} and wait_event_type = 'Lock'")
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.02)


@contextmanager
def held_open(publish: Callable[[], object]) -> Iterator[None]:
    """Publish on a connection of its own, and commit only when somebody waits for it."""
    done, said = threading.Event(), list[BaseException]()

    def first() -> None:
        try:
            with transaction.atomic():
                publish()
                done.set()
                await_one_who_waits()
        except BaseException as trouble:
            said.append(trouble)
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert done.wait(PATIENCE * 3)
    try:
        yield
    finally:
        thread.join()
    assert not said, said


@pytest.mark.django_db(transaction=True)
def test_of_two_approved_at_the_same_moment_the_second_is_refused(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    red, orange = propose(level=Level.RED), propose(level=Level.ORANGE)
    shown = queries.effect_of_decision(orange).digest
    with held_open(lambda: approve(red)), pytest.raises(ValidationError):
        actions.approve_level(orange, actor=cast.saule, digest=shown)
    orange.refresh_from_db()
    assert orange.is_proposed
    assert queries.effective_levels()["75"] == "red"


@pytest.mark.django_db(transaction=True)
def test_a_letter_registered_while_another_level_goes_out_is_looked_at_again(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    city, red = Body.objects.get(code="headquarters-75"), propose(level=Level.RED)
    begun = clock.now() - dt.timedelta(hours=1)
    act = ActSpec(
        Territory.objects.get(code="75"), "set", Level.ORANGE, begun,
        criterion="confirmed", term_text="14 days",
    )  # fmt: skip
    shown = effect_of(queries.settle_acts(city, [act]), issuer=city).digest
    with held_open(lambda: approve(red)), pytest.raises(ValidationError):
        actions.register_decision(
            city,
            actor=cast.dauren,
            acts=[act],
            paper=Paper("штаб", "штаб", "мәтін", "текст"),
            source="letter No. 7",
            decided_at=begun,
            received_at=clock.now(),
            digest=shown,
        )
    assert list(LevelDecision.objects.all()) == [red]


@pytest.mark.django_db(transaction=True)
def test_a_level_that_follows_what_is_being_corrected_is_refused(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    wrong = approve(propose())
    raised = propose(action="raise", level=Level.ORANGE, refers_to=wrong)
    shown, texts = queries.effect_of_decision(raised).digest, queries.correction_texts(wrong)

    def correct() -> None:
        actions.correct_decision(wrong, actor=cast.dauren, texts=texts, reason="mistake")

    with held_open(correct), pytest.raises(ValidationError):
        actions.approve_level(raised, actor=cast.saule, digest=shown)
    raised.refresh_from_db()
    assert raised.is_proposed
    assert queries.effective_levels()["75"] == "none"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("state", "reason"), [("received", ""), ("cannot", "no people")])
def test_a_correction_and_an_answer_that_arrives_with_it_both_stand(
    state: str, reason: str, cast: Cast, propose: Propose, approve: Approve
) -> None:
    wrong = approve(propose(level=Level.RED))
    notice, health = wrong.notice, Body.objects.get(code="moh")
    assert notice is not None
    texts = queries.correction_texts(wrong)

    def answer() -> None:
        actions.answer_notice(notice, health, actor=cast.aigerim, state=state, reason=reason)

    with held_open(answer):
        actions.correct_decision(wrong, actor=cast.dauren, texts=texts, reason="mistake")
    assert Acknowledgement.objects.filter(notice=notice, body=health, state=state).exists()
    assert LevelDecision.objects.filter(refers_to=wrong, origin="correction").exists()


@pytest.mark.django_db(transaction=True)
def test_a_line_ticked_while_its_paper_is_corrected_stays_done(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    actions.adopt_checklist(Level.YELLOW, [("", "бір", "один", "one")], actor=None)
    wrong = approve(propose())
    entry, texts = wrong.checklist.get(body__code="moh"), queries.correction_texts(wrong)
    with held_open(lambda: actions.tick_line(entry, actor=cast.aigerim, note="done")):
        actions.correct_decision(wrong, actor=cast.dauren, texts=texts, reason="mistake")
    entry.refresh_from_db()
    assert (entry.outcome, entry.done_by) == ("done", cast.aigerim)
    others = wrong.checklist.exclude(pk=entry.pk)
    assert set(others.values_list("outcome", flat=True)) == {"not_needed"}


@pytest.mark.django_db(transaction=True)
def test_two_who_open_a_version_at_the_same_moment_share_a_draft_and_number_on(cast: Cast) -> None:
    with held_open(lambda: actions.draft_checklist(Level.RED, "", actor=cast.saule)):
        draft = actions.draft_checklist(Level.RED, "", actor=cast.dauren)
    assert (draft.drafted_by, ChecklistTemplate.objects.count()) == (cast.saule, 1)
    actions.load_wordings(actor=None)
    words = TextTemplate.objects.get(piece="closing", language="ru").words

    def adopt(more: str) -> TextTemplate:
        return actions.adopt_wording("closing", "ru", f"{words} {more}", actor=cast.saule)

    with held_open(lambda: adopt("Первое.")):
        adopt("Второе.")
    versions = TextTemplate.objects.filter(piece="closing", language="ru").order_by("version")
    assert list(versions.values_list("version", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_proposal_and_a_tick_of_what_it_follows_both_stand(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose())
    headquarters, ticked_at = Body.objects.get(code="headquarters-kz"), clock.now()

    def follow() -> None:
        propose(action="raise", level=Level.ORANGE, refers_to=first)

    with held_open(follow):
        actions.note_publication(
            first, actor=cast.dauren, body=headquarters, way="media", published_at=ticked_at,
            note="Kazakh Radio",
        )  # fmt: skip
    assert first.publications.count() == 1
    assert LevelDecision.objects.filter(refers_to=first).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_proposal_and_a_reminder_of_the_end_both_stand(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose())
    ends_at = first.areas.get().ends_at
    assert ends_at is not None

    def follow() -> None:
        propose(action="raise", level=Level.ORANGE, refers_to=first)

    with held_open(follow), clock.at(ends_at - dt.timedelta(hours=1)):
        assert remind_of_ends() == 1
    assert first.term_reminders.exists()
    assert LevelDecision.objects.filter(refers_to=first).count() == 1
