"""Nothing typed is lost when a session ends; nobody but its writer is shown it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Body, User
from audit import clock
from plans import actions
from plans.models import FormOfCompletion, Task
from tests.cast import PASSWORD, Cast

SignedIn = Callable[[str], Client]
NOTE = "Согласовано с акиматом, ждем письма до пятницы."


@pytest.fixture
def task(cast: Cast, body: Callable[[str], Body]) -> Task:
    """A task of the Ministry of Health."""
    return actions.assign_task(
        actor=cast.serik,
        controller=body("atc"),
        lead=body("moh"),
        text_kk="Қорғалуын нығайту",
        text_ru="Укрепить защищенность",
        term_phrase="IV квартал",
        due_on=clock.today() + dt.timedelta(days=30),
        form_of_completion=FormOfCompletion.objects.get(code="report"),
    )


def end_session(client: Client) -> None:
    """End a session as time does: the cookie that says who wrote outlives it."""
    client.session.flush()
    del client.cookies["sessionid"]


def sign_in(client: Client, person: User) -> None:
    """Come back by e-mail and password, as the page that asked leads on."""
    response = client.post(
        "/account/sign-in/?next=/account/kept/",
        {"login": person.email, "password": PASSWORD, "next": "/account/kept/"},
    )
    assert response.headers["Location"] == "/account/kept/"


def test_text_comes_back_to_its_writer_and_is_sent_again(
    signed_in: SignedIn, task: Task, cast: Cast
) -> None:
    client, path = signed_in("aigerim"), f"/tasks/{task.pk}/progress/"
    client.get("/")
    end_session(client)
    answer = client.post(path, {"text": NOTE, "happened_on": "20.11.2026"})
    assert answer.headers["Location"] == "/account/sign-in/?next=/account/kept/"
    sign_in(client, cast.aigerim)
    page = client.get("/account/kept/").content.decode()
    assert NOTE in page
    assert f'action="{path}"' in page
    client.post(path, {"text": NOTE, "happened_on": "20.11.2026"})
    assert task.progress_notes.get().text == NOTE
    assert client.get("/account/kept/").headers["Location"] == "/"


def test_text_is_not_shown_to_another_person(signed_in: SignedIn, task: Task, cast: Cast) -> None:
    client = signed_in("aigerim")
    client.get("/")
    end_session(client)
    client.post(f"/tasks/{task.pk}/progress/", {"text": NOTE})
    sign_in(client, cast.outsider)
    assert client.get("/account/kept/").headers["Location"] == "/"
    assert "kept" not in client.session


def test_a_stranger_stores_nothing(client: Client, task: Task) -> None:
    answer = client.post(f"/tasks/{task.pk}/progress/", {"text": NOTE})
    assert "/account/sign-in/?next=/tasks/" in answer.headers["Location"]
    assert "kept" not in client.session


def test_files_are_named_and_asked_for_again(signed_in: SignedIn, task: Task, cast: Cast) -> None:
    client = signed_in("aigerim")
    client.get("/")
    end_session(client)
    paper = SimpleUploadedFile("order.pdf", b"%PDF-1.4")
    client.post(f"/tasks/{task.pk}/report/", {"text": NOTE, "files": paper})
    sign_in(client, cast.aigerim)
    page = client.get("/account/kept/").content.decode()
    assert "order.pdf" in page
    assert f'href="/tasks/{task.pk}/report/"' in page


@pytest.mark.parametrize("path", ["/account/password/", "/account/second-factor/"])
def test_nothing_typed_about_ones_own_account_is_kept(signed_in: SignedIn, path: str) -> None:
    client = signed_in("aigerim")
    client.get("/")
    end_session(client)
    secrets = {"oldpassword": PASSWORD, "password1": "n3w", "password2": "n3w", "code": "123456"}
    answer = client.post(path, secrets)
    assert answer.headers["Location"] == f"/account/sign-in/?next={path}"
    assert "kept" not in client.session


def test_no_password_and_no_one_time_code_is_kept(signed_in: SignedIn, cast: Cast) -> None:
    """An approval comes back without its second factor; the code of a new body is none."""
    client, path = signed_in("aigerim"), "/levels/1/approve/"
    client.get("/")
    end_session(client)
    secret = {
        "code": "123 456",
        "form-0-code": "654321",
        "password": PASSWORD,
        "new_password": "x",
    }
    client.post(path, {"note": NOTE, **secret})
    assert client.session["kept"]["fields"] == [["note", NOTE]]
    client.post("/bodies/new/", {"code": "moh-2", "note": NOTE})
    assert client.session["kept"]["fields"] == [["code", "moh-2"], ["note", NOTE]]


def test_what_was_typed_can_be_dropped(signed_in: SignedIn, task: Task, cast: Cast) -> None:
    client = signed_in("aigerim")
    client.get("/")
    end_session(client)
    client.post(f"/tasks/{task.pk}/progress/", {"text": NOTE})
    sign_in(client, cast.aigerim)
    client.post("/account/kept/drop/")
    assert "kept" not in client.session


def test_address_of_a_button_says_so_in_the_frame(signed_in: SignedIn, task: Task) -> None:
    answer = signed_in("aigerim").get(f"/tasks/{task.pk}/take/")
    assert answer.status_code == 405
    assert f'href="/tasks/{task.pk}/"' in answer.content.decode()
    assert answer.headers["Allow"] == "POST"


def test_who_holds_no_post_is_told_so(signed_in: SignedIn) -> None:
    answer = signed_in("departed").get("/")
    assert answer.status_code == 404
    assert "You hold no post now" in answer.content.decode()
