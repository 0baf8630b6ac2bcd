"""The mail catcher: what a real relay would have carried on, and the page that shows it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from notices import catcher, delivery
from notices.models import Contact, Notice
from tests.notices.conftest import TEXTS
from tests.notices.relay import Relay

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CATCHER_FOLDER = str(tmp_path / "mail")


@pytest.fixture
def kept(
    issue: Callable[..., Notice], contacts: dict[str, Contact], relay: Relay, settings: Settings
) -> Notice:
    """The four letters of a notice, in the catcher's folder."""
    settings.DEMONSTRATION = True
    notice = issue()
    delivery.deliver("alerts")
    for recipient, content in relay.accepted:
        catcher.keep(content, [recipient])
    return notice


def test_the_log_names_every_message_and_recipient(kept: Notice) -> None:
    lines = (catcher.folder() / "messages.ndjson").read_text().splitlines()
    entries = [json.loads(line) for line in lines]
    rows = kept.deliveries.order_by("pk")
    assert [(one["message_id"], one["recipient"]) for one in entries] == [
        (row.message_id, row.address) for row in rows
    ]
    assert all((catcher.folder() / f"{one['name']}.eml").exists() for one in entries)


def test_newest_comes_first_and_one_recipient_can_be_asked_for(kept: Notice) -> None:
    newest = kept.deliveries.order_by("pk").last()
    assert newest is not None
    assert catcher.caught()[0].message_id == newest.message_id
    assert [one.recipient for one in catcher.caught("outsider")] == ["outsider@example.invalid"]
    assert catcher.caught("nobody@example.invalid") == []


def test_an_empty_folder_has_caught_nothing() -> None:
    assert catcher.caught() == []
    assert catcher.opened("0" * 32) is None


def test_the_page_lists_and_opens_letters_for_everybody_in_the_demonstration(
    kept: Notice, signed_in: SignedIn, read_in_english: None
) -> None:
    client = signed_in("serik")
    listed = client.get("/demonstration/mail/").content.decode()
    assert listed.count("@example.invalid</td>") == 4
    (letter,) = catcher.caught("outsider")
    filtered = client.get("/demonstration/mail/", {"to": "outsider"}).content.decode()
    assert filtered.count("@example.invalid</td>") == 1
    opened = client.get(f"/demonstration/mail/{letter.name}/").content.decode()
    assert TEXTS["kk"].body in opened
    assert TEXTS["ru"].body in opened
    assert "+0000" not in opened  # an instant is said in words, never as a machine writes it


@pytest.mark.parametrize("name", ["messages", "0" * 32, "..%2F..%2Fetc"])
def test_only_letters_can_be_opened(kept: Notice, signed_in: SignedIn, name: str) -> None:
    assert signed_in("serik").get(f"/demonstration/mail/{name}/").status_code == 404


def test_outside_the_demonstration_there_is_no_such_page(
    kept: Notice, signed_in: SignedIn, settings: Settings
) -> None:
    settings.DEMONSTRATION = False
    (letter,) = catcher.caught("outsider")
    client = signed_in("serik")
    assert client.get("/demonstration/mail/").status_code == 404
    assert client.get(f"/demonstration/mail/{letter.name}/").status_code == 404
