"""SMS over an HTTP gateway: what is said, what it costs, and what becomes of each message."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from audit import clock
from notices import actions, delivery
from notices.access import code_of
from notices.channels.posting import Pool
from notices.channels.segments import cost_of
from notices.management.commands import catch_posts
from notices.models import Contact, Delivery, Notice
from notices.texts import DEMONSTRATION_MARK, NoticeText
from tests.cast import Cast
from tests.notices.conftest import TEXTS, give_contact, give_mobile
from tests.notices.provider import Provider

Issue = Callable[..., Notice]
Mobiles = dict[str, Contact]


@pytest.mark.parametrize(
    ("text", "alphabet", "places", "segments"),
    [
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("[" * 80, "GSM-7", 160, 1),
        ("x" * 152 + "[" + "x" * 7, "GSM-7", 161, 2),
        ("қ" * 70, "UCS-2", 70, 1),
        ("қ" * 71, "UCS-2", 71, 2),
        ("ы" * 134, "UCS-2", 134, 2),
        ("ы" * 135, "UCS-2", 135, 3),
        ("x" * 66 + "😀" + "ы" * 66, "UCS-2", 134, 3),
        ("", "GSM-7", 0, 1),
    ],
)
def test_a_text_is_counted_as_the_network_counts_it(
    text: str, alphabet: str, places: int, segments: int
) -> None:
    cost = cost_of(text)
    assert (cost.alphabet, cost.places, cost.segments) == (alphabet, places, segments)


def test_each_reader_gets_one_message_in_their_language(
    issue: Issue, mobiles: Mobiles, provider: Provider, cast: Cast
) -> None:
    notice = issue()
    assert delivery.deliver("alerts") == 4
    assert set(notice.deliveries.values_list("channel", "state")) == {("sms", "sent")}
    assert provider.recipients == sorted(notice.deliveries.values_list("address", flat=True))
    said = {one["to"]: one for one in provider.asked}
    own = said[mobiles["aigerim"].address]
    language = cast.aigerim.language
    assert own["text"].startswith(f"{TEXTS[language].subject}. {TEXTS[language].body}")
    assert f"{TEXTS[language].act}. http" in own["text"]
    assert own["segments"] == cost_of(own["text"]).segments <= 5


def test_the_id_of_the_delivery_is_the_idempotency_key(
    issue: Issue, mobiles: Mobiles, provider: Provider
) -> None:
    notice = issue()
    delivery.deliver("alerts")
    keys = {headers["Idempotency-Key"] for headers in provider.told}
    assert keys == {one.message_id.strip("<>") for one in notice.deliveries.all()}
    assert {headers["Authorization"] for headers in provider.told} == {"Bearer secret"}


def test_what_is_too_long_keeps_what_happened_and_the_act(
    issue: Issue, mobiles: Mobiles, provider: Provider
) -> None:
    long = {key: NoticeText(one.subject, one.body * 20, one.act) for key, one in TEXTS.items()}
    issue(texts=long)
    delivery.deliver("alerts")
    for one in provider.asked:
        assert one["segments"] <= 5
        assert any(text.subject in one["text"] for text in TEXTS.values())
        assert any(text.act in one["text"] for text in TEXTS.values())
        assert "/levels/1/" in one["text"]


@pytest.mark.parametrize(
    ("status", "words", "state", "is_broken"),
    [
        (202, '{"id": 1}', "sent", False),
        (422, '{"error": "no_such_number"}', "failed", True),
        (400, "not understood", "failed", False),
        (429, "slowly", "queued", False),
        (503, "later", "queued", False),
        (401, "who are you?", "queued", False),
        (404, "no such page", "queued", False),
    ],
)
def test_what_concerns_one_number_is_final_and_what_concerns_the_gateway_is_not(
    status: int,
    words: str,
    state: str,
    is_broken: bool,
    issue: Issue,
    mobiles: Mobiles,
    provider: Provider,
) -> None:
    own = mobiles["aigerim"]
    provider.answers[own.address] = (status, words)
    notice = issue()
    delivery.deliver("alerts")
    row = notice.deliveries.get(contact=own)
    own.refresh_from_db()
    assert (row.state, bool(own.broken_at)) == (state, is_broken)
    assert row.words == f"{status} {words}"
    assert notice.deliveries.filter(state="sent").count() == (4 if state == "sent" else 3)


def test_nothing_is_begun_at_a_gateway_that_cannot_be_reached(
    issue: Issue, mobiles: Mobiles, settings: Settings, provider: Provider
) -> None:
    notice = issue()
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/sms"
    assert delivery.deliver("alerts") == 0
    assert set(notice.deliveries.values_list("state", "attempts")) == {("queued", 0)}
    settings.SMS_GATEWAY_URL = provider.url
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        delivery.deliver("alerts")
    assert set(notice.deliveries.values_list("state", flat=True)) == {"sent"}


def test_connections_are_kept_from_batch_to_batch(
    issue: Issue, mobiles: Mobiles, provider: Provider, settings: Settings
) -> None:
    settings.SMS_CONNECTIONS = 1
    for _notice in range(3):
        issue()
    assert delivery.deliver("alerts") == 12
    assert provider.connections == 2  # a knock, to begin nothing in vain, and the one kept open


def test_a_provider_that_asks_for_a_pause_gets_it(
    issue: Issue,
    mobiles: Mobiles,
    provider: Provider,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.SMS_CONNECTIONS = 1
    waited: list[float] = []
    monkeypatch.setattr(Pool, "_pause", lambda _pool, seconds: waited.append(seconds))
    provider.always = (429, "slowly")
    provider.headers["Retry-After"] = "7"
    issue()
    assert delivery.deliver("alerts") == 4
    assert waited == [0, *[pytest.approx(7, abs=3)] * 3]


def test_no_gateway_no_sms(issue: Issue, mobiles: Mobiles, settings: Settings) -> None:
    settings.SMS_GATEWAY_URL = ""
    assert not issue().deliveries.exists()


@pytest.mark.parametrize("body", ["УЧЕНИЕ: тревога.", "Было УЧЕНИЕ:\nтревога.", "УЧЕНИЕ:"])
def test_what_no_short_message_could_say_is_refused_when_it_is_written(
    body: str, issue: Issue, mobiles: Mobiles
) -> None:
    texts = TEXTS | {"ru": NoticeText("Алматы", body)}
    with pytest.raises(ValidationError, match="may not go out"):
        issue(texts=texts)
    assert not Notice.objects.exists()


def test_an_exercise_without_english_words_wears_the_mark_of_the_words_it_has(
    issue: Issue, mobiles: Mobiles, provider: Provider, read_in_english: None
) -> None:
    notice = issue(exercise=True, texts={key: TEXTS[key] for key in ("kk", "ru")})
    delivery.deliver("alerts")
    assert set(notice.deliveries.values_list("language", "state")) == {("en", "sent")}
    assert all(one["text"].endswith(" УЧЕНИЕ") for one in provider.asked)


def test_an_exercise_opens_and_ends_with_its_word(
    issue: Issue, mobiles: Mobiles, provider: Provider
) -> None:
    issue(exercise=True)
    delivery.deliver("alerts")
    assert len(provider.asked) == 4
    for one in provider.asked:
        opened, ended = one["text"].split(": ")[0], one["text"].rsplit(" ", 1)[1]
        assert opened == ended
        assert one["exercise"] is True
    notice = Notice.exercises.get()
    assert set(notice.deliveries.values_list("state", flat=True)) == {"sent"}


def test_a_demonstration_has_no_way_to_a_real_gateway(
    issue: Issue, mobiles: Mobiles, provider: Provider, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    notice = issue()
    settings.SMS_GATEWAY_URL = "https://sms.example.kz/send"
    assert delivery.deliver("alerts") == 0
    assert set(notice.deliveries.values_list("state", flat=True)) == {"queued"}
    assert provider.asked == []


def test_a_demonstration_writes_to_invented_numbers_alone(
    cast: Cast, provider: Provider, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    with pytest.raises(ValidationError, match="invented numbers"):
        give_mobile(cast.aigerim, "+77010000001")
    assert not Contact.objects.exists()


@pytest.mark.parametrize("number", ["701 000 00 00", "abc", "", "+7"])
def test_a_mobile_number_has_its_country(number: str, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.add_contact(cast.aigerim, actor=cast.aigerim, address=number, channel="sms")
    assert not Contact.objects.exists()


def test_an_old_way_of_writing_a_number_is_understood(cast: Cast) -> None:
    own = actions.add_contact(
        cast.aigerim, actor=cast.aigerim, address="8 (701) 000-00-00", channel="sms"
    )
    assert own.address == "+77010000000"


def test_a_number_is_verified_by_the_code_sent_to_it(
    cast: Cast, provider: Provider, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    own = actions.add_contact(
        cast.aigerim, actor=cast.aigerim, address="+77010000001", channel="sms"
    )
    actions.test_contact(own, actor=cast.aigerim)
    delivery.deliver("default")
    own.refresh_from_db()
    code = code_of(own)
    assert [one["text"].endswith(code) for one in provider.asked] == [True]
    assert actions.verify_contact(own, actor=cast.aigerim, code=code)


def test_the_page_offers_sms_where_there_is_a_gateway(
    signed_in: Callable[[str], Client], settings: Settings, provider: Provider
) -> None:
    url = reverse("notices:contacts")
    assert b'value="sms"' in signed_in("aigerim").get(url).content
    settings.SMS_GATEWAY_URL = ""
    assert b'value="sms"' not in signed_in("aigerim").get(url).content


def test_yellow_goes_by_the_first_channel_of_a_persons_own_order(
    issue: Issue, mobiles: Mobiles, cast: Cast
) -> None:
    letter = give_contact(cast.aigerim)
    assert issue(urgency="ordinary").deliveries.get(person=cast.aigerim).channel == "sms"
    actions.raise_contact(letter, actor=cast.aigerim)
    assert issue(urgency="ordinary").deliveries.get(person=cast.aigerim).channel == "email"
    assert issue().deliveries.filter(person=cast.aigerim).count() == 2


def test_the_stand_in_refuses_what_a_gateway_should(settings: Settings, tmp_path: object) -> None:
    settings.CATCHER_FOLDER = str(tmp_path)
    settings.DEMONSTRATION = True

    def ask(text: str, *, exercise: bool, to: str = "+70000000001") -> int:
        asked = {"to": to, "text": text, "exercise": exercise, "segments": 1}
        return catch_posts.take_sms(json.dumps(asked), "n1@centre.invalid")[0]

    mark = f"[{DEMONSTRATION_MARK}]"
    assert ask(f"{mark} Алматы", exercise=False) == 202
    assert ask("Алматы", exercise=False) == 422
    assert ask(f"{mark} УЧЕНИЕ: Алматы. УЧЕНИЕ", exercise=True) == 202
    assert ask(f"{mark} Алматы", exercise=True) == 422
    assert ask(f"{mark} УЧЕНИЕ: Алматы. УЧЕНИЕ", exercise=False) == 422
    assert ask(f"{mark} Алматы", exercise=False, to=catch_posts.WRONG_NUMBER) == 422
    assert catch_posts.take_sms("nonsense", "")[0] == 400


def test_no_message_is_sent_twice_when_it_was_accepted(
    issue: Issue, mobiles: Mobiles, provider: Provider
) -> None:
    issue()
    delivery.deliver("alerts")
    delivery.sweep()
    delivery.deliver("alerts")
    assert len(provider.asked) == 4
    assert Delivery.objects.filter(state="queued").count() == 0
