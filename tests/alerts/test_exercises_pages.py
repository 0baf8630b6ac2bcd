"""The pages of exercises: their frame, their words, who sees them, and the file they hand out."""

import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agencies import access
from agencies.models import Body, Capability, User
from alerts import actions
from alerts.models import AddressedBody, Exercise, LevelDecision
from notices.models import Notice
from notices.texts import EXERCISE_MARK
from tests.alerts import playing
from tests.cast import Cast

SignIn = Callable[[str], Client]
WORD = "ОҚУ-ЖАТТЫҒУ"


@pytest.fixture(autouse=True)
def _reads_english(cast: Cast) -> None:
    User.objects.update(language="en")


def page(client: Client, path: str, status: int = 200) -> str:
    """Open a page that must answer so."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def paths_of(exercise: Exercise, decision: LevelDecision) -> dict[str, list[str]]:
    """Name the pages of an exercise: those of its headquarters, and those of a participant."""
    own, level = f"/exercises/{exercise.pk}/", f"/exercises/levels/{decision.pk}/"
    asked = AddressedBody.exercises.get(decision=decision, body__code="moh")
    return {
        "dauren": ["/exercises/", own, f"{own}inject/", f"{own}statistics/", f"{own}end/", level,
                   f"{level}board/", "/exercises/new/"],
        "aigerim": ["/exercises/", own, level, f"{level}checklist/", "/exercises/answers/",
                    f"/exercises/answers/{asked.pk}/"],
    }  # fmt: skip


def test_every_page_of_an_exercise_wears_its_frame(cast: Cast, signed_in: SignIn) -> None:
    decision = playing.running(cast)
    assert decision.exercise is not None
    for name, paths in paths_of(decision.exercise, decision).items():
        for path in paths:
            shown = page(signed_in(name), path)
            assert 'class="exercise"' in shown, path
            assert re.search(r"<title>\s*EXERCISE: ", shown), path
    proposal = playing.injected(cast, decision.exercise, level=3)
    sending = page(signed_in("saule"), f"/exercises/levels/{proposal.pk}/send/")
    assert 'class="exercise"' in sending
    assert "Exercise: send RED to 2 participants" in sending
    assert "Type exercise, in one of the three languages" in sending


def test_no_real_page_wears_the_frame(cast: Cast, signed_in: SignIn) -> None:
    playing.running(cast)
    for path in ("/", "/levels/", "/answers/", "/inbox/", "/tasks/"):
        assert 'class="exercise"' not in page(signed_in("dauren"), path), path


def test_the_button_that_starts_says_so(cast: Cast, signed_in: SignIn) -> None:
    decision = playing.injected(cast, playing.planned(cast))
    shown = page(signed_in("saule"), f"/exercises/levels/{decision.pk}/send/")
    assert "Start the exercise: send YELLOW to 2 participants" in shown


def test_an_exercise_is_planned_played_and_ended_over_the_pages(
    cast: Cast, signed_in: SignIn
) -> None:
    officer, approver = signed_in("dauren"), signed_in("saule")
    plan = {
        "name_kk": "Жел", "name_ru": "Ветер", "scenario": "A bag at the station.",
        "starts_at": "01.12.2030 10:00", "ends_at": "01.12.2030 13:00",
    }  # fmt: skip
    wrong = officer.post("/exercises/new/", plan | {"ends_at": "01.12.2030 09:00"})
    assert wrong.status_code == 422
    assert "A bag at the station." in wrong.content.decode()
    officer.post("/exercises/new/", plan)
    exercise = Exercise.objects.get()
    own = f"/exercises/{exercise.pk}/"
    officer.post(f"{own}change/", plan | {"name_ru": "Буря"})
    bodies = list(Body.objects.filter(code__in=["moh", "mof"]).values_list("pk", flat=True))
    officer.post(f"{own}participants/", {"bodies": bodies})
    moh = Body.objects.get(code="moh")
    officer.post(f"{own}participants/{moh.pk}/", {"people": [cast.aigerim.pk]})
    assert "named alone" in page(officer, own)
    officer.post(f"{own}inject/", {"territories": ["75"], "level": "3"})
    decision = LevelDecision.exercises.get()
    assert officer.get(f"/exercises/levels/{decision.pk}/send/").status_code == 403
    sending = f"/exercises/levels/{decision.pk}/send/"
    digest = re.search(r'name="digest" value="(\w+)"', page(approver, sending))
    assert digest is not None
    refused = approver.post(sending, {"digest": digest[1], "typed_word": "red"})
    assert refused.status_code == 422
    approver.post(sending, {"digest": digest[1], "typed_word": "exercise"})
    asked = AddressedBody.exercises.get(body=moh)
    signed_in("aigerim").post(f"/exercises/answers/{asked.pk}/", {"state": "accepted"})
    board = page(approver, f"/exercises/levels/{decision.pk}/board/")
    assert "1 of 2" in re.sub(r"<[^>]+>", "", board)
    assert "End the exercise and tell 2 participants" in page(approver, f"{own}end/")
    approver.post(f"{own}end/")
    exercise.refresh_from_db()
    assert exercise.is_ended
    assert "nothing of it is open any more" in page(approver, own)
    assert officer.get(f"{own}inject/").status_code == 403


def test_an_inject_that_says_nothing_is_refused_and_kept(cast: Cast, signed_in: SignIn) -> None:
    exercise = playing.planned(cast)
    path = f"/exercises/{exercise.pk}/inject/"
    answer = signed_in("dauren").post(
        path, {"territories": ["75"], "level": "0", "told_kk": "Хабар"}
    )
    assert answer.status_code == 422
    assert "Хабар" in answer.content.decode()
    assert LevelDecision.exercises.count() == 0


def test_a_stranger_to_an_exercise_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    decision = playing.running(cast)
    assert decision.exercise is not None
    for paths in paths_of(decision.exercise, decision).values():
        for path in paths:
            if path in ("/exercises/", "/exercises/new/", "/exercises/answers/"):
                continue
            page(signed_in("outsider"), path, status=404)
    assert "No exercise concerns you" in page(signed_in("outsider"), "/exercises/")


def test_a_participant_sees_no_plan_and_no_board(cast: Cast, signed_in: SignIn) -> None:
    decision = playing.running(cast)
    assert decision.exercise is not None
    client, own = signed_in("aigerim"), f"/exercises/{decision.exercise.pk}/"
    shown = page(client, own)
    assert "left at the station" not in shown
    assert "Who is told" not in shown
    for path in (f"{own}statistics/", f"{own}end/", f"{own}inject/", f"{own}participants/"):
        page(client, path, status=404)
    page(client, f"/exercises/levels/{decision.pk}/board/", status=404)


def test_a_planned_exercise_is_known_to_its_headquarters_alone(
    cast: Cast, signed_in: SignIn
) -> None:
    exercise = playing.planned(cast)
    path = f"/exercises/{exercise.pk}/"
    for name, status in (("dauren", 200), ("saule", 200), ("auditor", 200), ("aigerim", 404)):
        page(signed_in(name), path, status=status)


def token_of(cast: Cast, notice: Notice | None) -> str:
    """Make the token that Aigerim's mail carries."""
    assert notice is not None
    held = Capability.objects.get(subject=notice.pk, person=cast.aigerim)
    return access.capability_token(
        held.purpose, notice.pk, held.person_id, held.body_id, held.expires_at
    )


def test_a_link_answers_inside_the_exercise_alone(cast: Cast) -> None:
    decision = playing.running(cast)
    token, stranger = token_of(cast, decision.notice), Client()
    shown = page(stranger, f"/exercises/answers/{token}/")
    assert 'class="exercise"' in shown
    assert "EXERCISE: " in shown
    page(stranger, f"/answers/{token}/", status=404)
    assert stranger.post(f"/answers/{token}/", {"state": "accepted"}).status_code == 404
    stranger.post(f"/exercises/answers/{token}/", {"state": "cannot"})
    asked = AddressedBody.exercises.get(decision=decision, body__code="moh")
    assert not access.bearer_of("forged", Capability.Purpose.ANSWER_NOTICE)
    AddressedBody.exercises.filter(pk=asked.pk).update(round=2)
    assert "answer in the exercise lapsed" in page(stranger, f"/exercises/answers/{token}/")
    AddressedBody.exercises.filter(pk=asked.pk).update(round=1)
    stranger.post(f"/exercises/answers/{token}/", {"state": "accepted"})
    assert "Nothing more is asked" in page(stranger, f"/exercises/answers/{token}/")
    assert asked.notice.is_exercise
    assert decision.exercise is not None
    actions.end_exercise(decision.exercise, actor=cast.dauren)
    page(stranger, f"/exercises/answers/{token}/")


def test_a_real_link_opens_no_page_of_an_exercise(cast: Cast, published: LevelDecision) -> None:
    token = token_of(cast, published.notice)
    page(Client(), f"/exercises/answers/{token}/", status=404)
    page(Client(), f"/answers/{token}/")


def test_the_inbox_calls_it_an_exercise_everywhere(cast: Cast, signed_in: SignIn) -> None:
    decision = playing.running(cast)
    assert decision.notice is not None
    client = signed_in("aigerim")
    assert "EXERCISE: Level of terrorist threat" in page(client, "/inbox/")
    shown = page(client, f"/inbox/{decision.notice.pk}/")
    assert 'class="exercise"' in shown
    assert shown.count(EXERCISE_MARK) >= 2


def test_the_board_alone_says_its_mark_too(cast: Cast, signed_in: SignIn) -> None:
    decision = playing.running(cast)
    fragment = signed_in("dauren").get(
        f"/exercises/levels/{decision.pk}/board/", headers={"HX-Request": "true"}
    )
    said = fragment.content.decode()
    assert "<html" not in said
    assert WORD in said


def test_the_file_of_statistics_is_marked_on_every_part(cast: Cast, signed_in: SignIn) -> None:
    decision = playing.running(cast)
    playing.answered(decision, cast.aigerim, "moh")
    assert decision.exercise is not None
    answer = signed_in("saule").get(f"/exercises/{decision.exercise.pk}/statistics/file/")
    assert answer["Content-Disposition"].startswith('attachment; filename="EX-KZ-')
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    assert sheet.title == EXERCISE_MARK[:31]
    assert sheet.oddHeader.center.text == EXERCISE_MARK
    assert rows[0][0] == rows[-1][0] == EXERCISE_MARK
    health = next(row for row in rows if row[0] == "Ministry of Health")
    assert health[1:5] == (1, 1, 1, 0)


def test_the_rail_shows_exercises_to_headquarters_and_to_who_takes_part(
    cast: Cast, signed_in: SignIn
) -> None:
    def shows(name: str) -> bool:
        return '<a href="/exercises/"' in page(signed_in(name), "/")

    assert [shows(name) for name in ("dauren", "saule", "aigerim", "outsider")] == [
        True, True, False, False,
    ]  # fmt: skip
    decision = playing.running(cast)
    assert [shows(name) for name in ("aigerim", "outsider")] == [True, False]
    assert decision.exercise is not None
    actions.end_exercise(decision.exercise, actor=cast.dauren)
    assert not shows("aigerim")


@pytest.mark.parametrize("name", ["dauren", "aigerim"])
def test_the_list_asks_as_often_for_one_as_for_many(
    name: str, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(name)
    counts = []
    for more in (1, 4):
        for _one in range(more):
            playing.running(cast)
        page(client, "/exercises/")
        with CaptureQueriesContext(connection) as asked:
            page(client, "/exercises/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
