"""Issuing a notice: once it commits, every message is a row."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from unittest import mock

import pytest
from celery import Celery
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from agencies.models import Body, Capability
from audit import clock
from audit.models import Entry
from centre.celery import app
from notices import actions, feed
from notices.models import Addressee, Contact, Delivery, DeliveryBatch, LadderStep, Notice
from notices.texts import AddresseeSpec, NoticeText, StepSpec
from tests.cast import Cast
from tests.notices.conftest import TEXTS, TOLD, give_contact, numbered_people

Issue = Callable[..., Notice]
Contacts = dict[str, Contact]


def recipients(notice: Notice) -> set[str]:
    """Return the addresses that a notice writes to."""
    return set(notice.deliveries.values_list("address", flat=True))


def test_every_addressee_gets_one_queued_row_in_their_language(
    issue: Issue, contacts: Contacts
) -> None:
    notice = issue()
    rows = notice.deliveries.values_list("address", "language", "state", "step", "queue")
    assert sorted(rows) == [
        ("aigerim@example.invalid", "kk", "queued", 0, "alerts"),
        ("governor@example.invalid", "kk", "queued", 0, "alerts"),
        ("head_of_health@example.invalid", "kk", "queued", 0, "alerts"),
        ("outsider@example.invalid", "ru", "queued", 0, "alerts"),
    ]
    assert sorted(notice.wordings.values_list("language", flat=True)) == ["en", "kk", "ru"]
    batches = DeliveryBatch.objects.order_by("language").values_list(
        "state", "queue", "channel", "priority", "notice", "language", "variant"
    )
    alike = ("ready", "alerts", "email", 1, notice.pk)
    assert list(batches) == [(*alike, "kk", "told"), (*alike, "ru", "told")]
    for row in notice.deliveries.select_related("batch"):
        assert row.batch
        assert (row.batch.notice_id, row.batch.language) == (notice.pk, row.language)


def test_issue_is_recorded_with_numbers(issue: Issue, contacts: Contacts, cast: Cast) -> None:
    notice = issue()
    entry = Entry.objects.get(object_type="notices.Notice", object_id=str(notice.pk))
    assert entry.actor == cast.saule
    assert entry.changes == {"addressees": [0, 4], "messages": [0, 4]}


def test_a_person_of_three_bodies_gets_one_message(
    issue: Issue, contacts: Contacts, cast: Cast
) -> None:
    bodies = Body.objects.filter(code__in=["moh", "mof", "atc"])
    specs = [AddresseeSpec(cast.aigerim.pk, body.pk) for body in bodies]
    notice = issue(addressees=[*specs, specs[0]])
    assert notice.addressees.count() == 3
    assert notice.deliveries.count() == 1


def test_only_verified_working_contacts_of_active_people_are_written_to(
    issue: Issue, contacts: Contacts, cast: Cast
) -> None:
    Contact.objects.filter(pk=contacts["aigerim"].pk).update(verified_at=None)
    Contact.objects.filter(pk=contacts["outsider"].pk).update(broken_at=clock.now())
    type(cast.governor).objects.filter(pk=cast.governor.pk).update(is_active=False)
    notice = issue()
    assert recipients(notice) == {"head_of_health@example.invalid"}
    assert set(notice.addressees.values_list("person__email", flat=True)) == {
        "aigerim@example.invalid",
        "head_of_health@example.invalid",
        "outsider@example.invalid",
    }


def test_one_contact_of_a_channel_is_chosen_in_the_persons_own_order(
    issue: Issue, contacts: Contacts, cast: Cast
) -> None:
    second = give_contact(cast.aigerim, "second@example.invalid")
    Contact.objects.filter(pk=second.pk).update(position=0)
    assert recipients(issue()) == {
        "second@example.invalid",
        "head_of_health@example.invalid",
        "governor@example.invalid",
        "outsider@example.invalid",
    }


def test_preview_counts_what_is_sent_and_names_who_has_no_contact(
    issue: Issue, contacts: Contacts, cast: Cast, pairs: list[AddresseeSpec]
) -> None:
    Contact.objects.filter(pk=contacts["governor"].pk).update(removed_at=clock.now())
    extra = AddresseeSpec(cast.dauren.pk, Body.objects.get(code="atc").pk, counted=False)
    specs = [*pairs, extra]
    preview = actions.preview_notice(specs, "immediate")
    assert (preview.bodies, preview.informed, preview.people) == (3, 1, 5)
    assert preview.by_channel == {"email": 4}
    assert preview.without_contact == [cast.governor]
    assert issue(addressees=specs).deliveries.count() == 4


def test_kazakh_and_russian_words_are_demanded(issue: Issue, contacts: Contacts) -> None:
    with pytest.raises(ValidationError, match="in Kazakh and in Russian"):
        issue(texts={"ru": TEXTS["ru"], "en": TEXTS["en"]})
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize("exercise", [False, True])
def test_a_subject_too_long_for_its_field_is_cut_and_goes_out(
    issue: Issue, contacts: Contacts, *, exercise: bool
) -> None:
    long = {language: replace(text, subject="ә" * 400) for language, text in TEXTS.items()}
    notice = issue(texts=long, exercise=exercise)
    subjects = notice.wordings.values_list("subject", flat=True)
    assert [len(one) for one in subjects] == [300, 300, 300]
    assert {one[-2:] for one in subjects} == {"ә…"}
    assert notice.deliveries.filter(state="queued").count() == 4


def test_an_exercise_stands_in_its_own_world(issue: Issue, contacts: Contacts) -> None:
    notice = issue(exercise=True)
    assert list(Notice.objects.all()) == []
    assert list(Notice.exercises.all()) == [notice]


@pytest.mark.parametrize("words", ["Это НЕ УЧЕНИЕ", "This is not an exercise", "Оқу-жаттығу емес"])
def test_an_exercise_that_says_it_is_none_is_refused(
    issue: Issue, contacts: Contacts, words: str
) -> None:
    texts = TEXTS | {"ru": NoticeText("Алматы", words)}
    with pytest.raises(ValidationError, match="an exercise that says it is none"):
        issue(texts=texts, exercise=True)
    assert Notice.exercises.count() == 0


def test_a_real_notice_with_the_mark_of_an_exercise_is_refused(
    issue: Issue, contacts: Contacts
) -> None:
    texts = TEXTS | {"ru": NoticeText("ОҚУ-ЖАТТЫҒУ · УЧЕНИЕ · EXERCISE", "Красный уровень")}
    with pytest.raises(ValidationError, match="carries the mark of an exercise"):
        issue(texts=texts)


def test_the_ladder_is_frozen_with_due_times(issue: Issue, contacts: Contacts) -> None:
    with clock.at(dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)):
        notice = issue(
            ladder=[
                StepSpec(dt.timedelta(minutes=5)),
                StepSpec(dt.timedelta(minutes=15), every_channel=False),
            ]
        )
    steps = notice.steps.values_list("number", "due_at", "every_channel", "made_at")
    assert list(steps) == [
        (1, dt.datetime(2026, 11, 22, 3, 5, tzinfo=dt.UTC), True, None),
        (2, dt.datetime(2026, 11, 22, 3, 15, tzinfo=dt.UTC), False, None),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda notice: notice.wordings.update(body="other"),
        lambda notice: notice.wordings.all().delete(),
        lambda notice: notice.steps.update(due_at=clock.now()),
        lambda notice: notice.addressees.update(is_counted=False),
        lambda notice: Notice.objects.filter(pk=notice.pk).update(urgency="ordinary"),
    ],
)
def test_the_database_refuses_to_change_what_was_said(
    issue: Issue, contacts: Contacts, change: Callable[[Notice], None]
) -> None:
    notice = issue(ladder=[StepSpec(dt.timedelta(minutes=5))])
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(notice)


def test_workers_are_woken_once_each_after_the_commit(
    issue: Issue,
    contacts: Contacts,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.WORKERS = 3
    with (
        mock.patch("agencies.background.current_app.send_task") as send,
        mock.patch("notices.feed._client"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        issue()
        send.assert_not_called()
    assert [one.args for one in send.call_args_list] == [("notices.tasks.deliver",)] * 3
    assert {one.kwargs["queue"] for one in send.call_args_list} == {"alerts"}


def test_a_played_past_wakes_nobody(
    issue: Issue,
    contacts: Contacts,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with (
        mock.patch("agencies.background.current_app.send_task") as send,
        mock.patch("notices.feed._client"),
        django_capture_on_commit_callbacks(execute=True),
        clock.at(dt.datetime(2016, 6, 5, 12, 0, tzinfo=dt.UTC)),
    ):
        issue()
    send.assert_not_called()


def test_broker_down_leaves_the_notice_standing_with_a_warning_only(
    issue: Issue,
    contacts: Contacts,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    dead = Celery(broker=settings.REDIS_URL, set_as_current=False)
    dead.conf.broker_transport_options = app.conf.broker_transport_options
    feed._client.cache_clear()
    with (
        mock.patch("agencies.background.current_app", dead),
        django_capture_on_commit_callbacks(execute=True),
    ):
        notice = issue()
        asked_at = time.monotonic()
    assert time.monotonic() - asked_at < 3, "nobody waits for a dead broker"
    feed._client.cache_clear()
    assert notice.deliveries.filter(state="queued").count() == 4
    said = capsys.readouterr().out
    assert said.count("the broker did not take a task") == settings.WORKERS
    assert said.count("the live feed did not take an event") == 1


def test_large_notices_are_sliced_for_all_workers_in_a_constant_number_of_queries(
    issue: Issue, house: None, settings: Settings
) -> None:
    settings.WORKERS = 2
    moh = Body.objects.get(code="moh")
    few, many = numbered_people(3, moh, ["ru"]), numbered_people(1203, moh, ["ru"])
    with CaptureQueriesContext(connection) as small:
        issue(addressees=few)
    with CaptureQueriesContext(connection) as large:
        notice = issue(addressees=many)
    assert len(small) == len(large)
    sizes = [batch.deliveries.count() for batch in DeliveryBatch.objects.order_by("pk")[1:]]
    assert sizes == [500, 500, 203]
    assert notice.deliveries.count() == 1203


def test_small_notices_are_shared_by_the_workers(
    issue: Issue, house: None, settings: Settings
) -> None:
    settings.WORKERS = 2
    issue(addressees=numbered_people(117, Body.objects.get(code="moh")))
    sizes = [batch.deliveries.count() for batch in DeliveryBatch.objects.order_by("pk")]
    assert sizes == [20, 20, 20, 19, 19, 19]  # for two workers, in three languages


def test_answering_links_go_to_those_who_may_answer_for_counted_bodies(
    issue: Issue, contacts: Contacts, cast: Cast, pairs: list[AddresseeSpec]
) -> None:
    notice = issue(
        addressees=[*pairs, AddresseeSpec(cast.chair.pk, Body.objects.get(code="atc").pk, False)],
        answer_purpose="answer_notice",
        answer_path="/answers/{token}/",
    )
    bearers = Capability.objects.filter(purpose="answer_notice", subject=notice.pk)
    assert set(bearers.values_list("person__email", flat=True)) == {
        f"{name}@example.invalid" for name in TOLD
    }


def test_nothing_is_written_when_the_caller_fails(issue: Issue, contacts: Contacts) -> None:
    @transaction.atomic
    def fail() -> None:
        issue(ladder=[StepSpec(dt.timedelta(minutes=1))])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    for model in (Notice, Addressee, Delivery, DeliveryBatch, LadderStep):
        assert model.objects.count() == 0


def test_a_played_past_counts_as_sent_in_the_demonstration_alone(
    issue: Issue, contacts: Contacts, settings: Settings
) -> None:
    with clock.at(dt.datetime(2016, 6, 5, 12, 0, tzinfo=dt.UTC)):
        past = issue(ladder=[StepSpec(dt.timedelta(minutes=5))])
    present = issue(ladder=[StepSpec(dt.timedelta(minutes=5))])
    assert actions.settle_played_past() == 0
    settings.DEMONSTRATION = True
    assert actions.settle_played_past() == 4
    assert set(past.deliveries.values_list("state", "sent_at")) == {("sent", past.issued_at)}
    assert set(present.deliveries.values_list("state", flat=True)) == {"queued"}
    assert past.steps.get().made_at == past.steps.get().due_at
    assert present.steps.get().made_at is None
    states = DeliveryBatch.objects.order_by("notice_id", "language").values_list(
        "state", flat=True
    )
    assert list(states) == ["done", "done", "ready", "ready"]
