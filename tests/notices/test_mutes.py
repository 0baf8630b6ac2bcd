"""Mutes: by whom, why, until when; of a person or a body; never where a notice heeds none."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Body
from audit import clock
from audit.models import Entry
from audit.record import Capacity
from notices import access, actions, fanout, queries
from notices.models import Contact, Delivery, Mute, Notice
from notices.texts import StepSpec
from tests.cast import Cast
from tests.notices.test_ladder import told_at_step

START = dt.datetime(2031, 11, 22, 3, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
Issue = Callable[..., Notice]
Contacts = dict[str, Contact]
Order = Callable[..., Mute]


@pytest.fixture
def headquarters(cast: Cast) -> Body:
    """The republican headquarters, whose notices are muted."""
    return Body.objects.get(code="headquarters-kz")


@pytest.fixture
def mute(cast: Cast, headquarters: Body) -> Order:
    """Mute, by default, the Ministry of Health for an hour, as Dauren."""

    def order(**changed: object) -> Mute:
        facts: dict[str, object] = {
            "actor": cast.dauren,
            "body": Body.objects.get(code="moh"),
            "reason": "The duty room moves",
            "ends_at": clock.now() + HOUR,
        }
        return actions.mute(headquarters, **facts | changed)  # type: ignore[arg-type]

    return order


def test_a_muted_body_is_not_rung_and_stays_addressed(
    issue: Issue, contacts: Contacts, mute: Order
) -> None:
    mute()
    notice = issue(heeds_mutes=True)
    assert told_at_step(notice, 0) == ["governor", "outsider"]
    assert notice.addressees.count() == 4


def test_a_muted_person_is_not_rung_for_any_body(
    issue: Issue, contacts: Contacts, mute: Order, cast: Cast
) -> None:
    mute(body=None, person=cast.aigerim)
    assert "aigerim" not in told_at_step(issue(heeds_mutes=True), 0)


def test_a_person_of_two_bodies_is_rung_for_the_one_that_is_not_muted(
    issue: Issue, contacts: Contacts, mute: Order, cast: Cast
) -> None:
    mute()
    both = [
        actions.AddresseeSpec(cast.aigerim.pk, Body.objects.get(code=code).pk)
        for code in ("moh", "mof")
    ]
    assert told_at_step(issue(addressees=both, heeds_mutes=True), 0) == ["aigerim"]


def test_what_heeds_no_mutes_rings_everybody(
    issue: Issue, contacts: Contacts, mute: Order
) -> None:
    mute()
    assert len(told_at_step(issue(), 0)) == 4


def test_the_mute_of_one_headquarters_does_not_silence_another(
    issue: Issue, contacts: Contacts, mute: Order, cast: Cast
) -> None:
    mute()
    other = Body.objects.filter(kind__in=Body.HEADQUARTERS).exclude(code="headquarters-kz")[0]
    notice = actions.issue_notice(
        Capacity(None, other),
        kind="level",
        thing_path="/levels/1/",
        texts={code: actions.NoticeText("Алматы", "Штаб: Алматы") for code in ("kk", "ru")},
        addressees=[
            actions.AddresseeSpec(cast.aigerim.pk, Body.objects.get(code="moh").pk),
        ],
        urgency="immediate",
        heeds_mutes=True,
    )
    assert told_at_step(notice, 0) == ["aigerim"]


def test_a_mute_expires_by_itself_between_two_steps(
    issue: Issue, contacts: Contacts, mute: Order
) -> None:
    with clock.at(START):
        mute()
        notice = issue(heeds_mutes=True, ladder=[StepSpec(HOUR / 2), StepSpec(HOUR)])
    with clock.at(START + HOUR / 2):
        fanout.make_due_steps()
    assert told_at_step(notice, 1) == ["governor", "outsider"]
    with clock.at(START + HOUR):
        fanout.make_due_steps()
    assert len(told_at_step(notice, 2)) == 4


def test_the_preview_names_the_muted_and_counts_what_is_sent(
    issue: Issue, contacts: Contacts, mute: Order, pairs: list[actions.AddresseeSpec],
    headquarters: Body,
) -> None:  # fmt: skip
    ordered = mute()
    preview = actions.preview_notice(pairs, "immediate", issuer=headquarters, heeds_mutes=True)
    assert (preview.muted, preview.by_channel) == ([ordered], {"email": 2})
    assert preview.without_contact == []
    sent = issue(heeds_mutes=True).deliveries.order_by("person_id", "channel")
    assert list(sent.values_list("person_id", "channel")) == list(preview.messages)


def test_the_muted_of_a_running_notice_are_named_until_the_mute_ends(
    issue: Issue, contacts: Contacts, mute: Order, cast: Cast
) -> None:
    ordered, notice = mute(), issue(heeds_mutes=True)
    assert list(queries.mutes_of(notice)) == [ordered]
    assert not queries.mutes_of(issue()).exists()
    actions.end_mute(ordered, actor=cast.saule)
    assert not queries.mutes_of(notice).exists()


@pytest.mark.parametrize(
    "name", ["aigerim", "outsider", "departed", "serik", "governor", "auditor", "administrator"]
)
def test_only_officers_and_approvers_of_the_headquarters_mute_and_end(
    name: str, mute: Order, cast: Cast
) -> None:
    ordered, entries = mute(), Entry.objects.count()
    with pytest.raises(PermissionDenied):
        mute(actor=cast[name])
    with pytest.raises(PermissionDenied):
        actions.end_mute(ordered, actor=cast[name])
    assert (Mute.objects.count(), Entry.objects.count()) == (1, entries)
    assert Mute.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "Say why"),
        ({"ends_at": START}, "in the past"),
        ({"ends_at": dt.datetime(2032, 11, 22, tzinfo=dt.UTC)}, "seven days"),
        ({"body": None}, "Name a person"),
    ],
)
def test_a_mute_has_whom_a_reason_and_an_end(
    change: dict[str, object], sentence: str, mute: Order
) -> None:
    with clock.at(START + HOUR), pytest.raises(ValidationError, match=sentence):
        mute(**change)
    assert not Mute.objects.exists()


def test_ending_a_mute_twice_changes_nothing_more(mute: Order, cast: Cast) -> None:
    ordered = mute()
    actions.end_mute(ordered, actor=cast.saule)
    entries = Entry.objects.count()
    assert actions.end_mute(ordered, actor=cast.dauren).ended_by == cast.saule
    assert Entry.objects.count() == entries


def test_the_database_keeps_a_mute_as_it_was_ordered(mute: Order) -> None:
    mute()
    for change in (
        lambda: Mute.objects.update(reason="other"),
        lambda: Mute.objects.update(ends_at=clock.now() + 9 * HOUR),
        lambda: Mute.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_who_sees_a_mute_is_whom_the_mute_says(mute: Order, cast: Cast) -> None:
    for ordered in (mute(), mute(body=None, person=cast.outsider)):
        audience = set(access.audience_of_mute(ordered))
        seen = {cast[name] for name in cast.names() if ordered in access.visible_mutes(cast[name])}
        assert seen == audience & {cast[name] for name in cast.names()}
        assert cast.dauren in seen
        assert cast.governor not in seen


def test_the_pages_order_show_and_end_a_mute(
    signed_in: Callable[[str], Client], read_in_english: None, cast: Cast
) -> None:
    client, moh = signed_in("dauren"), Body.objects.get(code="moh")
    new = f"{reverse('notices:mute-new')}?body={moh.pk}"
    wrong = client.post(new, {"whom": "body", "reason": "", "hours": "4"})
    assert wrong.status_code == 422
    issuer = Body.objects.get(code="headquarters-kz").pk
    data = {"issuer": issuer, "whom": str(cast.aigerim.pk), "reason": "On leave", "hours": "4"}
    assert client.post(new, data).status_code == 302
    ordered = Mute.objects.get()
    assert (ordered.person, ordered.body, ordered.begun_by) == (cast.aigerim, None, cast.dauren)
    page = client.get(reverse("notices:mutes")).content.decode()
    assert "Aigerim Nurlanova" in page
    assert "On leave" in page
    own = signed_in("aigerim").get(reverse("notices:mutes")).content.decode()
    assert "On leave" in own
    assert "Let it ring again" not in own
    assert client.post(reverse("notices:mute-end", kwargs={"pk": ordered.pk})).status_code == 302
    assert Mute.objects.get().ended_by == cast.dauren


def test_the_list_asks_as_much_for_one_mute_as_for_ten(
    signed_in: Callable[[str], Client], mute: Order
) -> None:
    client, path = signed_in("dauren"), reverse("notices:mutes")
    client.get(path)
    mute()
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _more in range(9):
        mute()
    with CaptureQueriesContext(connection) as ten:
        client.get(path)
    assert len(one) == len(ten)


def test_a_refused_mute_leaves_nothing_queued(mute: Order, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        mute(actor=cast.outsider)
    assert (Delivery.objects.count(), Mute.objects.count()) == (0, 0)
