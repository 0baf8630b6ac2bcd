"""What stands in a letter: who, where, since when and the act asked, in Kazakh and Russian."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from agencies.access import bearer_of
from agencies.actions import appoint
from agencies.models import Body
from notices import delivery
from notices.models import Contact, Notice
from notices.texts import AddresseeSpec, NoticeText
from tests.cast import Cast
from tests.notices.conftest import TEXTS
from tests.notices.relay import Relay

Issue = Callable[..., Notice]
Contacts = dict[str, Contact]


def letter_to(relay: Relay, name: str) -> EmailMessage:
    """Return the letter that one of the cast got."""
    contents = dict(relay.accepted)
    message = message_from_bytes(contents[f"{name}@example.invalid"], policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """Return one of the two parts."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_letter_says_everything_in_both_languages_the_readers_first(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    notice = issue()
    delivery.deliver("alerts")
    kazakh, russian = (text_of(letter_to(relay, name)) for name in ("aigerim", "outsider"))
    for words in (TEXTS["kk"], TEXTS["ru"]):
        for sentence in (words.subject, words.body, words.act):
            assert sentence in kazakh
            assert sentence in russian
    assert kazakh.index(TEXTS["kk"].body) < kazakh.index(TEXTS["ru"].body)
    assert russian.index(TEXTS["ru"].body) < russian.index(TEXTS["kk"].body)
    assert TEXTS["en"].body not in kazakh
    assert f"http://127.0.0.1:8000{notice.thing_path}" in kazakh


def test_the_head_of_a_letter_is_right(issue: Issue, contacts: Contacts, relay: Relay) -> None:
    notice = issue()
    delivery.deliver("alerts")
    letter = letter_to(relay, "aigerim")
    row = notice.deliveries.get(address="aigerim@example.invalid")
    assert letter["Message-ID"] == row.message_id
    assert row.message_id == f"<n{row.pk}@centre.invalid>"
    assert letter["To"] == "aigerim@example.invalid"
    assert letter["Subject"] == TEXTS["kk"].subject
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "kk, ru"
    assert letter["X-Exercise"] is None
    kinds = [part.get_content_type() for part in letter.iter_parts()]
    assert kinds == ["text/plain", "text/html"]


def test_an_english_reader_gets_all_three_languages(
    issue: Issue, contacts: Contacts, relay: Relay, cast: Cast
) -> None:
    issue(addressees=[AddresseeSpec(cast.administrator.pk, Body.objects.get(code="atc").pk)])
    delivery.deliver("alerts")
    text = text_of(letter_to(relay, "administrator"))
    places = [text.index(TEXTS[language].body) for language in ("en", "kk", "ru")]
    assert places == sorted(places)


def test_each_reader_gets_their_own_answering_link(
    issue: Issue, contacts: Contacts, relay: Relay, cast: Cast
) -> None:
    notice = issue(answer_purpose="answer_notice", answer_path="/answers/{token}/")
    delivery.deliver("alerts")
    for name, code in (("aigerim", "moh"), ("outsider", "mof"), ("governor", "commission-75")):
        letter = letter_to(relay, name)
        start = "http://127.0.0.1:8000/answers/"
        token = text_of(letter).split(start, 1)[1].split("/", 1)[0]
        assert f'href="{start}{token}/"' in text_of(letter, "html")
        bearer = bearer_of(token, "answer_notice")
        assert bearer is not None
        assert (bearer.person, bearer.body.code, bearer.subject) == (cast[name], code, notice.pk)


def test_a_person_of_two_bodies_gets_a_link_for_each(
    issue: Issue, contacts: Contacts, relay: Relay, cast: Cast
) -> None:
    mof = Body.objects.get(code="mof")
    appoint(cast.aigerim, actor=None, body=mof, role="liaison")
    moh = Body.objects.get(code="moh")
    issue(
        addressees=[AddresseeSpec(cast.aigerim.pk, one.pk) for one in (moh, mof)],
        answer_purpose="answer_notice",
        answer_path="/answers/{token}/",
    )
    delivery.deliver("alerts")
    text = text_of(letter_to(relay, "aigerim"))
    assert text.count("/answers/") == 2
    assert moh.abbreviation_kk in text
    assert mof.abbreviation_kk in text


def test_an_exercise_carries_its_mark_everywhere(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    issue(exercise=True)
    delivery.deliver("alerts")
    letter = letter_to(relay, "aigerim")
    mark = "ОҚУ-ЖАТТЫҒУ · УЧЕНИЕ · EXERCISE"
    assert letter["Subject"] == f"ОҚУ-ЖАТТЫҒУ: {TEXTS['kk'].subject}"
    assert text_of(letter).count(mark) == 4
    assert mark in text_of(letter, "html")
    assert letter["X-Exercise"] == "yes"


def test_the_demonstration_is_marked_in_every_letter(
    issue: Issue, contacts: Contacts, relay: Relay, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    issue()
    delivery.deliver("alerts")
    letter = letter_to(relay, "outsider")
    assert letter["Subject"].startswith("[ДЕМОНСТРАЦИЯ · DEMONSTRATION]")
    assert "не официальная система" in text_of(letter)
    assert "ресми жүйе емес" in text_of(letter)


@pytest.mark.parametrize(
    "body", ["a{answer_link}b", "Line\n{answer_link}\nafter", "ү{answer_link}"]
)
def test_a_caller_may_place_the_link(
    issue: Issue, contacts: Contacts, relay: Relay, body: str
) -> None:
    texts = {language: NoticeText("S", body, "Act") for language in ("kk", "ru")}
    issue(texts=texts, answer_purpose="answer_notice", answer_path="/answers/{token}/")
    delivery.deliver("alerts")
    text = text_of(letter_to(relay, "aigerim"))
    assert text.count("/answers/") == 2
    assert "{answer_link}" not in text
    assert "�" not in text


def test_what_a_caller_writes_is_text_and_never_markup(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    texts = {language: NoticeText("a\nBcc: x@y", "<b>1 & 2</b>") for language in ("kk", "ru")}
    issue(texts=texts)
    delivery.deliver("alerts")
    letter = letter_to(relay, "aigerim")
    assert letter["Bcc"] is None
    assert "<b>1 & 2</b>" in text_of(letter)
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in text_of(letter, "html")


def test_no_line_of_a_letter_is_too_long_or_needs_more_than_plain_smtp(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    texts = {code: NoticeText("Тақырып " * 30, "Ұзын сөйлем " * 400) for code in ("kk", "ru")}
    issue(texts=texts, answer_purpose="answer_notice", answer_path="/answers/{token}/")
    delivery.deliver("alerts")
    for _recipient, content in relay.accepted:
        assert content.isascii()
        assert max(len(line) for line in content.split(b"\r\n")) <= 998
        assert b"\n." not in content
        assert b"\n" not in content.replace(b"\r\n", b"")


def test_who_is_informed_is_asked_nothing(
    issue: Issue, contacts: Contacts, relay: Relay, cast: Cast, body: Callable[[str], Body]
) -> None:
    """Of a headquarters that only knows, no answer is demanded: neither by letter nor by SMS."""
    people = [
        AddresseeSpec(cast.aigerim.pk, body("moh").pk),
        AddresseeSpec(cast.outsider.pk, body("mof").pk, counted=False),
    ]
    issue(addressees=people, answer_purpose="answer_notice", answer_path="/answers/{token}/")
    delivery.deliver("alerts")
    asked, informed = (text_of(letter_to(relay, name)) for name in ("aigerim", "outsider"))
    assert TEXTS["kk"].act in asked
    assert TEXTS["ru"].act not in informed
    assert TEXTS["ru"].body in informed
    assert "Вам для сведения: ответ не требуется." in informed
    assert "Вам для сведения" not in text_of(letter_to(relay, "aigerim"), "html")
    assert "Вам для сведения" in text_of(letter_to(relay, "outsider"), "html")
