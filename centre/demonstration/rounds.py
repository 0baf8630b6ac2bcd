"""Around a meeting: seats answer the invitation, and the draft protocol goes round."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Body, Post
from centre.demonstration import material
from centre.demonstration.stage import Stage
from meetings import actions, documents
from meetings.models import (
    Attendance,
    Decision,
    Material,
    Meeting,
    Protocol,
    ProtocolRemark,
)

if TYPE_CHECKING:
    from centre.demonstration.sittings import Play

HOURS = dt.timedelta(hours=1)
NOTE = "Справка к вопросу"
NOTE_TEXT = "Справка составлена для демонстрации и не содержит сведений.\n"
AWAY = "служебная командировка"
REMARKS = (
    ("Срок согласован на десять дней позже; просим уточнить.", True, ""),
    ("Просим исключить наш орган из соисполнителей.", False, "Поручение дано на заседании."),
)
OPINION = {
    "text_kk": "Мерзімі жеткіліксіз, қосымша он күн қажет.",
    "text_ru": "Срок недостаточен, необходимы ещё десять дней.",
}


def plan_answers(stage: Stage, meeting: Meeting, called: dt.datetime) -> None:
    """Let most seats of a meeting to come answer in the days after it was called."""
    seats = meeting.attendances.filter(seat__member__isnull=False).select_related("seat__member")
    for seat in seats.order_by("pk"):
        luck = material.number("answer", seat.seat_id) % 12
        if luck < 10:
            at = called + (4 + luck * 5) * HOURS
            stage.plan(at, partial(_answer, stage, seat, luck))


def bring_materials(play: "Play") -> None:
    """Bring the last protocol and a note before a meeting to come."""
    first, *_rest, last = play.meeting.items.order_by("position")
    protocol = Protocol.objects.filter(body=play.meeting.body, number__isnull=False)[0]
    printed = documents.print_protocol(protocol.paper("ru"), protocol.checksum)
    name = f"protokol-{protocol.number}-{protocol.year}.pdf"
    for item, title, upload in (
        (first, f"Протокол № {protocol.number}", SimpleUploadedFile(name, printed)),
        (last, NOTE, SimpleUploadedFile("spravka.txt", NOTE_TEXT.encode())),
    ):
        actions.add_material(item, actor=play.secretary, title=title, upload=upload)


def _answer(stage: Stage, seat: Attendance, luck: int) -> None:
    body = seat.seat.member
    if body is None:
        return
    reply = actions.Reply("accepted")
    if luck == 8:
        reply = actions.Reply("tentative")
    if luck == 9:
        substitute = stage.person(body.code, Post.Role.LIAISON, Post.Role.SECRETARY)
        reply = actions.Reply("declined", reason=AWAY, substitute=substitute)
    reporter = stage.reporter(body.code)
    actions.answer_invitation(seat, actor=reporter, reply=reply)
    if luck % 2:
        for material in Material.objects.filter(item__meeting=seat.meeting_id).order_by("pk"):
            actions.open_material(material, actor=reporter)


def plan_round(play: "Play") -> None:
    """Let the draft of a meeting go round for two days and come back with remarks."""
    sitting = play.sitting
    stage, begins = play.stage, play.begins
    if sitting.ends == "round":
        at = stage.office(stage.day(-1), "round", sitting.key)
        stage.plan(at, partial(_circulate, play))
        stage.plan(at + 2 * HOURS, partial(_remark, play, 0))
    elif sitting.body.kind == Body.Kind.CENTRE and sitting.key != "first":
        stage.plan(begins + 6 * HOURS, partial(_circulate, play))
        for turn in range(len(REMARKS)):
            stage.plan(begins + (8 + turn) * HOURS, partial(_remark, play, turn))
        stage.plan(begins + 22 * HOURS, partial(_take_back, play))


def note_a_dissent(play: "Play", decision: Decision) -> None:
    """Let the second seat that came disagree with one decision of the Centre."""
    came = play.meeting.attendances.filter(state__in=Attendance.CAME).order_by("pk")
    seat = came.select_related("seat")[1].seat
    actions.note_dissent(decision, actor=play.secretary, seat=seat, **OPINION)


def _circulate(play: "Play") -> None:
    actions.circulate_protocol(play.meeting, actor=play.secretary)


def _remark(play: "Play", turn: int) -> None:
    circulation = play.meeting.circulations.get(ended_at__isnull=True)
    present = play.meeting.attendances.filter(
        state=Attendance.State.PRESENT, seat__member__isnull=False
    ).select_related("seat__member")
    seats = list(present.order_by("pk")[turn : turn + 1])
    item = play.meeting.items.order_by("position")[0]
    head = play.chair
    for body in (seat.seat.member for seat in seats if seat.seat.member):
        head = play.stage.person(body.code, Post.Role.HEAD, Post.Role.CHAIR)
    actions.make_remark(circulation, actor=head, text=REMARKS[turn][0], item=item)


def _take_back(play: "Play") -> None:
    actions.end_circulation(play.meeting, actor=play.secretary)
    remarks = ProtocolRemark.objects.filter(circulation__meeting=play.meeting).order_by("pk")
    for remark in remarks:
        accepted, answer = next(
            (is_right, words) for text, is_right, words in REMARKS if text == remark.text
        )
        actions.answer_remark(remark, actor=play.secretary, accepted=accepted, answer=answer)
