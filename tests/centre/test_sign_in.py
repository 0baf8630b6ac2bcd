"""Coming in, staying out, going out: by e-mail, in the person's language, on record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from agencies.models import User
from audit.models import Entry
from centre import delivery
from tests.cast import PASSWORD

SIGN_IN = "/account/sign-in/"


def enter(client: Client, email: str, password: str) -> int:
    """Try to sign in."""
    return client.post(SIGN_IN, {"login": email, "password": password}).status_code


def acts_of(person: User) -> list[str]:
    """Return what the record says about a person's coming and going, oldest first."""
    entries = Entry.objects.filter(object_type="agencies.User", object_id=str(person.pk))
    return list(
        entries.exclude(verb="added the person").order_by("pk").values_list("verb", flat=True)
    )


def test_person_signs_in_by_email_in_any_case_and_out_and_both_are_on_record(
    aigerim: User,
) -> None:
    client = Client()
    assert enter(client, "Aigerim@Example.invalid", PASSWORD) == 302
    assert "Successfully" not in client.get("/").content.decode(), "the page shows who is in"
    client.post("/account/sign-out/")
    assert client.get("/").status_code == 302
    assert acts_of(aigerim) == ["signed in", "signed out"]


def test_wrong_password_is_refused_and_on_record(aigerim: User) -> None:
    client = Client()
    enter(client, "aigerim@example.invalid", "wrong")
    assert client.get("/").status_code == 302
    assert acts_of(aigerim) == ["was refused a sign-in"]


def test_departed_may_sign_in_and_sees_nothing(departed: User) -> None:
    client = Client()
    assert enter(client, "departed@example.invalid", PASSWORD) == 302
    assert client.get("/").status_code == 404
    assert client.get("/people/").status_code == 404
    assert client.get(f"/people/{departed.pk}/").status_code == 404


def test_blocked_person_does_not_get_in(aigerim: User) -> None:
    User.objects.filter(pk=aigerim.pk).update(is_active=False)
    client = Client()
    enter(client, "aigerim@example.invalid", PASSWORD)
    assert client.get("/").status_code == 302


def test_too_many_failures_lock_out_with_a_sentence(
    aigerim: User, serik: User, settings: Any
) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    client = Client()
    statuses = [enter(client, "aigerim@example.invalid", "wrong") for _ in range(3)]
    assert statuses[-1] == 429
    response = client.post(SIGN_IN, {"login": "aigerim@example.invalid", "password": PASSWORD})
    assert response.status_code == 429
    assert "15 minutes" in response.content.decode()
    assert client.get("/").status_code == 302
    assert enter(Client(), "serik@example.invalid", PASSWORD) == 302, "a colleague is not held"


def test_password_is_changed_by_its_owner_and_on_record(aigerim: User) -> None:
    client = Client()
    enter(client, "aigerim@example.invalid", PASSWORD)
    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "another long secret",
            "password2": "another long secret",
        },
    )
    assert client.get("/").status_code == 200
    aigerim.refresh_from_db()
    assert aigerim.check_password("another long secret")
    assert acts_of(aigerim) == ["signed in", "changed the password"]


@pytest.mark.parametrize("email", ["aigerim@example.invalid", "nobody@example.invalid"])
def test_forgotten_password_does_not_tell_who_is_here(
    aigerim: User, email: str, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    response = Client().post(reverse("account_reset_password"), {"email": email})
    assert response.headers["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []  # a worker sends it


def test_letter_speaks_the_persons_language(aigerim: User) -> None:
    delivery.send_password_letter(aigerim.pk)
    assert "Aigerim Nurlanova" in mail.outbox[0].body
    assert "/account/password/new/" in mail.outbox[0].body


def test_nobody_registers_themselves(db: None) -> None:
    people = User.objects.count()
    Client().post(
        reverse("account_signup"),
        {"email": "new@example.invalid", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert User.objects.count() == people


def test_page_speaks_the_persons_language(aigerim: User, serik: User) -> None:
    for person, language in ((aigerim, "kk"), (serik, "ru")):
        User.objects.filter(pk=person.pk).update(language=language)
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        response = client.get("/")
        assert response.headers["Content-Language"] == language
        assert f'<html lang="{language}"' in response.content.decode()


def test_expired_session_sends_a_fragment_to_sign_in_whole(db: None) -> None:
    response = Client().get(
        "/bodies/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/bodies/?q=a"},
    )
    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == f"{SIGN_IN}?next=%2Fbodies%2F%3Fq%3Da"
    assert response.headers["Vary"].startswith("HX-Request")


def test_pages_of_a_person_are_kept_by_no_shared_cache(
    signed_in: Callable[[str], Client],
) -> None:
    response = signed_in("aigerim").get("/bodies/")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "HX-Request" in response.headers["Vary"]


def test_policy_allows_nothing_inline(signed_in: Callable[[str], Client]) -> None:
    policy = signed_in("aigerim").get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_health_needs_no_sign_in(db: None) -> None:
    response = Client().get("/health/")
    assert response.json() == {"database": True, "broker": True}
