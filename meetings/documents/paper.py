"""Composing the protocol of a meeting as plain data, once in Kazakh and once in Russian."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from agencies.languages import in_language
from agencies.models import Appointment, Body, Post, User
from audit import clock
from meetings.documents.text import FIRST_LAYOUT, LANGUAGES, LAYOUT, Paper
from meetings.documents.wording import WORDS, date_in, roman
from meetings.models import AgendaItem, Attendance, CoExecutor, Decision, Dissent, Meeting, Minutes
from meetings.models.agenda import CLOSED
from meetings.models.quorum import quorum_of

LISTED_BY_NAME = 10


def compose(meeting: Meeting, language: str, *, layout: int = LAYOUT) -> Paper:
    """Compose the protocol of a meeting in one language from the record, without a number yet.

    The first layout listed every seat in the annex, however few came, and nobody as absent.
    """
    words = WORDS[language]
    attendances = _attendances(meeting)
    items = list(_items(meeting))
    return {
        "layout": layout,
        "language": language,
        "number": None,
        "title": words["draft"],
        "subtitle": words[meeting.kind],
        "body": in_language(meeting.body, "name", language),
        "place": in_language(meeting, "place", language),
        "date": date_in(language, meeting.held_on),
        "day": [meeting.held_on.year, meeting.held_on.month, meeting.held_on.day],
        "time": meeting.starts_at.astimezone(clock.zone()).strftime("%H:%M"),
        "facts": list(_facts(meeting, attendances, language, layout)),
        "agenda": [_agenda_line(item, language) for item in items],
        "items": [_item(meeting, item, language) for item in items],
        "dissent": _dissent(meeting, items, language) or words["none"],
        "open_dissent": _dissent(meeting, [one for one in items if not one.is_closed], language)
        or words["none"],
        "signatures": [
            {"role": words["chair"], "name": _name(meeting.chair)},
            {"role": words["secretary"], "name": _name(meeting.secretary)},
        ],
        "annex": _annex(attendances, language, layout),
        "is_demonstration": bool(settings.DEMONSTRATION),
    }


def numbered(paper: Paper, number: int) -> Paper:
    """Return a composed protocol with the number under which it is approved."""
    title = WORDS[paper["language"]]["protocol"].format(number=number)
    return paper | {"number": number, "title": title}


def without_closed(paper: Paper) -> Paper:
    """Return a paper as an outsider reads it: of each closed question only its number."""
    if not any(one.get("is_closed") for one in paper["items"]):
        return paper
    closed = CLOSED[paper["language"]]
    bare = {"title": closed, "speaker": "", "parts": [], "resolved": "", "points": []}
    return paper | {
        "agenda": [one | _kept(bare, one) if one["is_closed"] else one for one in paper["agenda"]],
        "items": [one | _kept(bare, one) if one["is_closed"] else one for one in paper["items"]],
        "dissent": paper["open_dissent"],
        "subtitle": f"{paper['subtitle']} {WORDS[paper['language']]['partial']}",
    }


def _kept(bare: Paper, line: Paper) -> Paper:
    return {name: value for name, value in bare.items() if name in line}


def extract(paper: Paper, body: Body) -> Paper:
    """Keep only the points that one body has to carry out; everything else stays out."""
    items = []
    for item in paper["items"]:
        points = [point for point in item["points"] if body.pk in point["bodies"]]
        if points:
            resolved = item["resolved"].split("\n")[-1:]  # an introduction speaks to all
            items.append(
                {
                    "number": item["number"],
                    "is_closed": item.get("is_closed", False),
                    "resolved": "".join(resolved),
                    "points": points,
                }
            )
    head = (
        "language", "number", "body", "subtitle", "place", "date", "day", "time",
        "is_demonstration",
    )  # fmt: skip
    language = paper["language"]
    kept: Paper = {key: paper[key] for key in head}
    return kept | {
        "title": WORDS[language]["extract"].format(number=paper["number"]),
        "for": in_language(body, "name", language),
        "items": items,
        "signatures": paper["signatures"][1:],
    }


def speaks_of_closed(paper: Paper, body: Body) -> bool:
    """Tell whether a body has to carry out a point on a closed question."""
    points = [one["points"] for one in paper["items"] if one.get("is_closed")]
    return any(body.pk in point["bodies"] for row in points for point in row)


def extracts(papers: dict[str, Paper], body: Body) -> dict[str, Paper]:
    """Make the extract for one body in both languages."""
    return {language: extract(papers[language], body) for language in LANGUAGES}


def _attendances(meeting: Meeting) -> list[Attendance]:
    rows = meeting.attendances.select_related("seat__member", "seat__holder")
    return list(rows.order_by("seat__position", "seat_id"))


def _items(meeting: Meeting) -> QuerySet[AgendaItem]:
    bodies = Prefetch("co_executors", CoExecutor.objects.select_related("body"))
    dissents = Prefetch("dissents", Dissent.objects.select_related("seat__member", "seat__holder"))
    decisions = Decision.objects.select_related(
        "lead", "item", "form_of_completion"
    ).prefetch_related(bodies, dissents)
    rows = meeting.items.select_related("minutes").order_by("position")
    return rows.prefetch_related(Prefetch("decisions", decisions.order_by("number")))


def _facts(
    meeting: Meeting, attendances: Sequence[Attendance], language: str, layout: int
) -> Iterator[dict[str, Any]]:
    words = WORDS[language]
    quorum = quorum_of(meeting, attendances)
    counts = {"came": quorum.came, "seats": quorum.seats, "needed": quorum.needed}
    if meeting.joint_with:
        yield _fact(words["together"], in_language(meeting.joint_with, "name", language))
    if meeting.basis:
        yield _fact(words["basis"], meeting.basis)
    yield _fact(words["chaired"], _chair(meeting, language))
    present = words["present_line"].format(substitutes=quorum.substitutes, **counts)
    came = [one for one in attendances if one.came]
    if len(came) > LISTED_BY_NAME:
        yield _fact(words["present"], present, words["listed"])
    else:
        yield _fact(words["present"], present, *(_seat_name(one, language) for one in came))
        missing = [_seat_name(one, language) for one in attendances if not one.came]
        if missing and layout != FIRST_LAYOUT:
            yield _fact(words["absent_list"], *missing)
    reached = "quorum_reached" if quorum.is_reached else "quorum_missing"
    yield _fact(words["quorum"], words[reached].format(**counts))
    guests = [
        f"{guest.full_name}, {in_language(guest, 'position', language)}"
        for guest in meeting.guests.all()
    ]
    if guests:
        yield _fact(words["guests"], *guests)


def _fact(label: str, *values: str) -> dict[str, Any]:
    return {"label": label, "values": [value for value in values if value]}


def _agenda_line(item: AgendaItem, language: str) -> dict[str, Any]:
    speaker = in_language(item, "speaker", language)
    return {
        "number": roman(item.position),
        "title": in_language(item, "title", language),
        "is_closed": item.is_closed,
        "speaker": f"({WORDS[language]['speaker']}: {speaker})" if speaker else "",
    }


def _item(meeting: Meeting, item: AgendaItem, language: str) -> dict[str, Any]:
    words = WORDS[language]
    minutes = getattr(item, "minutes", None) or Minutes(item=item)
    centre = meeting.body.kind == Body.Kind.CENTRE
    parts = [
        {"label": words["heard"], "text": in_language(minutes, "heard", language)},
        {"label": words["spoke"], "text": in_language(minutes, "spoke", language)},
    ]
    points = [_point(decision, language) for decision in item.decisions.all()]
    decided = in_language(minutes, "decided", language)
    if decided in {in_language(one, "text", language) for one in item.decisions.all()}:
        decided = ""  # a point says it already
    resolved = words["resolved_centre" if centre else "resolved_commission"] if points else ""
    return {
        "number": roman(item.position),
        "title": in_language(item, "title", language),
        "is_closed": item.is_closed,
        "parts": [part for part in parts if part["text"]],
        "resolved": "\n".join(line for line in (decided, resolved) if line),
        "points": points,
    }


def _point(decision: Decision, language: str) -> dict[str, Any]:
    words = WORDS[language]
    text = in_language(decision, "text", language)
    co_executors = [row.body for row in decision.co_executors.all()]
    parts = [_executors(decision, co_executors, text, language)]
    if decision.is_assignment:
        parts.append(f"{words['term']}: {_term(decision, language)}.")
    if decision.form_of_completion:
        form = in_language(decision.form_of_completion, "name", language)
        parts.append(f"{words['form']}: {form}.")
    parts.append(f"{words['adopted']}: {words[decision.adopted]}.")
    bodies = [decision.lead_id, *(body.pk for body in co_executors)]
    return {
        "id": decision.pk,
        "label": decision.label,
        "sentence": " ".join(parts),
        "bodies": [pk for pk in bodies if pk],
    }


def _dissent(meeting: Meeting, items: Sequence[AgendaItem], language: str) -> str:
    """Say who did not agree with which point; what was said of no point in particular first."""
    lines = [in_language(meeting, "dissent", language)]
    for decision in (one for item in items for one in item.decisions.all()):
        point = WORDS[language]["point"].format(label=decision.label)
        lines += [
            f"{one.seat.name_in(language)} ({point}): {in_language(one, 'text', language)}"
            for one in decision.dissents.all()
        ]
    return "\n".join(line for line in lines if line)


def _executors(decision: Decision, others: Sequence[Body], text: str, language: str) -> str:
    ended = text.rstrip(".") + "."
    if decision.lead is None:
        return ended
    words = WORDS[language]
    first = _executor(decision.lead, language, words["lead"] if others else "")
    names = ", ".join([first, *(_executor(body, language, "") for body in others)])
    return f"{names}: {ended}"


def _executor(body: Body, language: str, mark: str) -> str:
    agreement = WORDS[language]["by_agreement"] if body.acts_by_agreement else ""
    marks = ", ".join(part for part in (mark, agreement) if part)
    name = in_language(body, "name", language)
    return f"{name} ({marks})" if marks else name


def _term(decision: Decision, language: str) -> str:
    words = WORDS[language]
    phrase = in_language(decision, "term", language)
    if decision.due_on and not getattr(decision, f"term_{language}"):
        phrase = ""  # the day says it in this language, the other paper words it
    if decision.due_on:
        day = date_in(language, decision.due_on)
        return f"{phrase} ({day})" if phrase and day not in phrase else phrase or day
    if decision.review_on:
        review = f"{words['review']}: {date_in(language, decision.review_on)}"
        return f"{phrase or words['permanently']} ({review})"
    return phrase or words["permanently"]


def _annex(attendances: Sequence[Attendance], language: str, layout: int) -> list[dict[str, str]]:
    """List every seat on a sheet of its own where too many came to be named in the text."""
    came = [one for one in attendances if one.came]
    is_needed = len(came) > LISTED_BY_NAME or layout == FIRST_LAYOUT
    return [_seat_line(one, language) for one in attendances] if is_needed else []


def _seat_line(attendance: Attendance, language: str) -> dict[str, str]:
    is_member = attendance.state == Attendance.State.PRESENT
    state = "present_state" if is_member else attendance.state
    position = "" if is_member else attendance.represented_as  # a member's is the seat itself
    times = [
        WORDS[language][name].format(time=f"{instant.astimezone(clock.zone()):%H:%M}")
        for name, instant in (("arrived", attendance.arrived_at), ("left", attendance.left_at))
        if instant
    ]
    who = ", ".join(part for part in (attendance.represented_by, position, *times) if part)
    return {
        "seat": attendance.seat.name_in(language),
        "state": WORDS[language][state],
        "who": who if attendance.came else attendance.reason,
    }


def _seat_name(attendance: Attendance, language: str) -> str:
    line = _seat_line(attendance, language)
    who = f" — {line['who']}" if line["who"] else ""
    is_substitute = attendance.state == Attendance.State.SUBSTITUTE
    return line["seat"] + (f" ({line['state']})" if is_substitute else "") + who


def _name(person: User | None) -> str:
    return person.full_name if person else "—"


def _chair(meeting: Meeting, language: str) -> str:
    """Name who was in the chair, with the office if it is theirs and not held for a day."""
    words, person = WORDS[language], meeting.chair
    offices = Appointment.objects.valid_at(meeting.starts_at).filter(
        person=person, post__body=meeting.body, post__role=Post.Role.CHAIR
    )
    if person is None or not offices.exists():
        return _name(person)
    centre = meeting.body.kind == Body.Kind.CENTRE
    return f"{person.full_name}, {words['head_of_centre' if centre else 'head_of_commission']}"
