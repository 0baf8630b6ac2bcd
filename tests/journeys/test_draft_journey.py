"""From the answer to an invitation over a draft with remarks to an extract that proves itself."""

import datetime as dt
import re
from pathlib import Path

from audit import clock
from meetings import actions
from meetings.models import Extract, Meeting
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader
from tests.meetings import builders


def test_seats_answer_the_draft_goes_round_and_an_extract_arrives(
    opened: Open, cast: Cast, tmp_path: Path
) -> None:
    meeting = builders.opened(cast)
    page = f"/meetings/{meeting.pk}/"
    secretary, liaison = opened("serik"), opened("aigerim")
    _bring(secretary, meeting, tmp_path)
    _answer(liaison, cast, page)
    secretary.go(page).reads("will not come")
    _calendar(liaison)

    # The meeting was held this morning, and its minutes are written.
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - dt.timedelta(hours=1))
    _write(cast, meeting)
    head = opened("head_of_health")
    _go_round(secretary, head, page)
    chair = opened("chair").go(f"{page}protocol/")
    chair.follow("/protocol/approve/").send().reads("№ 1")

    liaison.go(page).follow("/extracts/").reads("Checksum")
    extract = Extract.objects.get(body__code="moh")
    liaison.follow(f"checksum={extract.short_checksum}").reads("The paper is genuine")
    liaison.fill(text="Чужая строка").send().reads("Чужая строка")
    liaison.go(f"{page}protocol/", status=404)


def _bring(secretary: Reader, meeting: Meeting, folder: Path) -> None:
    """Bring a paper for the first question."""
    note = folder / "note.txt"
    note.write_text("Справка", encoding="utf-8")
    secretary.go(f"/meetings/{meeting.pk}/materials/").follow("/materials/add/")
    secretary.fill(title="Справка")
    secretary.page.set_input_files("input[name=upload]", note)
    secretary.send().reads("Справка")


def _answer(liaison: Reader, cast: Cast, page: str) -> None:
    """Decline for the head, and name who comes."""
    liaison.go(page).follow("/answer/")
    liaison.page.check("input[name=answer][value=declined]")
    liaison.fill(reason="іссапар", substitute=str(cast.aigerim.pk)).send()
    liaison.reads("Aigerim Nurlanova")


def _calendar(liaison: Reader) -> None:
    """Open the personal calendar, read it as a program does, and close it."""
    liaison.go("/meetings/calendar/").send("/calendar/open/")
    address = re.search(r"/meetings/calendar/[\w-]+\.ics", liaison.page.content())
    assert address
    answer = liaison.context.request.get(f"{liaison.address}{address[0]}")
    assert "BEGIN:VEVENT" in answer.text()
    liaison.send("/calendar/revoke/")
    assert liaison.context.request.get(f"{liaison.address}{address[0]}").status == 404


def _write(cast: Cast, meeting: Meeting) -> None:
    serik = cast.serik
    marks = [actions.Mark(row.pk, "present") for row in meeting.attendances.all()]
    actions.mark_attendance(meeting, actor=serik, marks=marks)
    actions.hold_meeting(meeting, actor=serik, chair=cast.chair)
    first, second = builders.items_of(meeting)
    for item in (first, second):
        actions.record_minutes(item, actor=serik, version=0, texts=builders.said())
    decision = actions.enter_decision(first, actor=serik, text=builders.point())
    seat = meeting.attendances.order_by("seat__position")[1].seat
    texts = {"text_kk": "Мерзімі қысқа", "text_ru": "Срок недостаточен"}
    actions.note_dissent(decision, actor=serik, seat=seat, **texts)


def _go_round(secretary: Reader, head: Reader, page: str) -> None:
    """Circulate, remark, take back, answer, and put the paper before the chair."""
    secretary.go(f"{page}protocol/").send("/remarks/begin/")
    head.go(f"{page}remarks/").follow("/remarks/add/").fill(text="Неточность в пункте 1.1").send()
    head.reads("Неточность в пункте 1.1")
    secretary.go(f"{page}remarks/").send("/remarks/end/").follow("/answer/")
    secretary.send().reads("accepted")
    secretary.go(f"{page}protocol/").send("/protocol/submit/")
