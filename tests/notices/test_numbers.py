"""Telephone numbers: called by people in the person's own order, never written to by workers."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from audit.record import SYSTEM
from notices import actions, queries
from notices.models import Contact, Delivery, Notice
from notices.queries import Telephone
from tests.cast import Cast

Issue = Callable[..., Notice]
Contacts = dict[str, Contact]


def add(cast: Cast, number: str) -> Contact:
    """Give Aigerim one more number."""
    return actions.add_contact(
        cast.aigerim, actor=cast.aigerim, address=number, channel=Contact.Channel.PHONE
    )


def numbers(cast: Cast) -> list[str]:
    """Return the numbers of Aigerim in the order in which they are called."""
    return [one.number for one in queries.numbers_of(cast.aigerim)]


def test_a_number_is_kept_as_digits_and_needs_no_code(cast: Cast) -> None:
    number = add(cast, "+7 (7172) 74-20-00")
    assert (number.address, number.channel, number.is_number) == ("+77172742000", "phone", True)
    assert add(cast, "+77172742000") == number


@pytest.mark.parametrize("text", ["", "call me", "12", "+7 7172 74 20 00 ext. 5", "1" * 20])
def test_what_nobody_could_dial_is_refused(text: str, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="in digits"):
        add(cast, text)
    assert not Contact.objects.exists()


def test_no_worker_writes_to_a_number(issue: Issue, contacts: Contacts, cast: Cast) -> None:
    number = add(cast, "+77172742000")
    actions.raise_contact(number, actor=cast.aigerim)
    notice = issue(urgency="ordinary")
    assert set(notice.deliveries.values_list("channel", flat=True)) == {"email"}
    assert notice.deliveries.filter(person=cast.aigerim).count() == 1
    with pytest.raises(ValidationError, match="called by people"):
        actions.test_contact(number, actor=cast.aigerim)
    assert Delivery.objects.filter(contact=number).count() == 0


def test_who_has_a_number_alone_is_named_as_not_reached(
    cast: Cast, pairs: list[actions.AddresseeSpec]
) -> None:
    add(cast, "+77172742000")
    preview = actions.preview_notice(pairs, "immediate")
    assert cast.aigerim in preview.without_contact


def test_numbers_come_in_the_persons_own_order_and_that_of_the_post_last(cast: Cast) -> None:
    first, second = add(cast, "+77010000001"), add(cast, "+77010000002")
    cast.aigerim.phone = "8 7172 00 00 00"
    cast.aigerim.save(update_fields=["phone"])
    assert numbers(cast) == ["+77010000001", "+77010000002", "8 7172 00 00 00"]
    actions.raise_contact(second, actor=cast.aigerim)
    assert numbers(cast)[:2] == ["+77010000002", "+77010000001"]
    actions.remove_contact(first, actor=cast.aigerim)
    assert queries.numbers_of_people([cast.aigerim.pk, cast.outsider.pk]) == {
        cast.aigerim.pk: [Telephone("+77010000002"), Telephone("8 7172 00 00 00")]
    }


def test_a_number_that_does_not_work_comes_last_and_is_marked(cast: Cast) -> None:
    first = add(cast, "+77010000001")
    add(cast, "+77010000002")
    cast.aigerim.phone = "8 7172 00 00 00"
    cast.aigerim.save(update_fields=["phone"])
    actions.mark_wrong(first, capacity=SYSTEM, words="wrong number")
    assert queries.numbers_of(cast.aigerim) == [
        Telephone("+77010000002"),
        Telephone("8 7172 00 00 00"),
        Telephone("+77010000001", is_broken=True),
    ]


def test_the_first_stays_first_and_writes_nothing(cast: Cast) -> None:
    first = add(cast, "+77010000001")
    entries = Entry.objects.count()
    actions.raise_contact(first, actor=cast.aigerim)
    assert Entry.objects.count() == entries


def test_nobody_moves_the_contacts_of_another(cast: Cast) -> None:
    add(cast, "+77010000001")
    second = add(cast, "+77010000002")
    with pytest.raises(PermissionDenied):
        actions.raise_contact(second, actor=cast.outsider)
    assert numbers(cast) == ["+77010000001", "+77010000002"]


def test_the_page_adds_a_number_and_moves_it_up(
    signed_in: Callable[[str], Client], read_in_english: None, cast: Cast
) -> None:
    client, path = signed_in("aigerim"), reverse("notices:contacts")
    wrong = client.post(path, {"channel": "phone", "address": "nobody"})
    assert wrong.status_code == 422
    assert 'value="nobody"' in wrong.content.decode()
    for number in ("+77010000001", "+77010000002"):
        assert client.post(path, {"channel": "phone", "address": number}).status_code == 302
    assert "called by people" in client.get(path).content.decode()
    second = Contact.objects.get(address="+77010000002")
    assert client.post(reverse("notices:contact-up", kwargs={"pk": second.pk})).status_code == 302
    assert numbers(cast) == ["+77010000002", "+77010000001"]


def test_telling_asks_for_no_answer(cast: Cast, contacts: Contacts) -> None:
    moh = cast.aigerim.appointments.get().post.body_id
    notice = actions.tell(
        SYSTEM,
        [(cast.aigerim.pk, moh)],
        {code: actions.NoticeText("Кезекшілік", "Кезекшілік: ертең") for code in ("kk", "ru")},
        thing_path="/levels/",
    )
    assert (notice.kind, notice.is_answer_asked, notice.issued_by) == ("duty", False, None)
    assert [row.address for row in notice.deliveries.all()] == ["aigerim@example.invalid"]
    assert not queries.notices_waiting_for(cast.aigerim).exists()
