"""What is typed about who came."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings import queries
from meetings.actions import Mark, Reply
from meetings.forms.inputs import HourField, lines
from meetings.models import Attendance, Meeting


class SheetRow(NamedTuple):
    """One seat of the sheet with its inputs."""

    attendance: Attendance
    state: BoundField
    represented_by: BoundField
    represented_as: BoundField
    reason: BoundField
    arrived: BoundField
    left: BoundField
    seen: BoundField
    stored: str


class AttendanceForm(forms.Form):
    """Takes down the whole sheet at once: a state for each seat, and who, or why not."""

    def __init__(self, *arguments: Any, attendances: Sequence[Attendance], **options: Any) -> None:
        """Make four inputs for each seat."""
        super().__init__(*arguments, **options)
        self.attendances = attendances
        self.stored: dict[int, str] = {}
        for row in attendances:
            self.fields |= _inputs(row)

    def rows(self) -> Iterator[SheetRow]:
        """Walk the seats with their inputs."""
        for row in self.attendances:
            inputs = {name: self[f"{name}-{row.pk}"] for name in (*NAMES, "seen")}
            yield SheetRow(attendance=row, stored=self.stored.get(row.pk, ""), **inputs)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason of each absence, for name and position of each substitute."""
        given = super().clean() or self.cleaned_data
        for row in self.attendances:
            state = given.get(f"state-{row.pk}")
            if state == Attendance.State.ABSENT and not given.get(f"reason-{row.pk}"):
                self.add_error(f"reason-{row.pk}", gettext("Say why the seat is empty."))
            if state == Attendance.State.SUBSTITUTE:
                for name in ("represented_by", "represented_as"):
                    if not given.get(f"{name}-{row.pk}"):
                        self.add_error(f"{name}-{row.pk}", gettext("Name the substitute."))
        return given

    def marks(self) -> list[Mark]:
        """Return what the sheet says, seat by seat; the others may be marked present at once."""
        found = [self._mark(row) for row in self.attendances]
        if self.data.get("others") != Attendance.State.PRESENT:
            return found
        waiting = {row.pk for row in self.attendances if row.state == Attendance.State.EXPECTED}
        return [
            replace(mark, state=_comes_as(mark))
            if mark.state == Attendance.State.EXPECTED and mark.attendance_id in waiting
            else mark
            for mark in found
        ]

    def see(self, stale: Sequence[Attendance]) -> None:
        """Show beside each mark what is stored; the writer, who now sees it, may save over it."""
        data = {name: self.data.get(name) for name in self.data}
        rows = {row.pk: row for row in stale}
        for row in self.attendances:
            stored = rows.get(row.pk)
            if stored:
                parts = (stored.get_state_display(), *stored.facts[1:])
                self.stored[row.pk] = ", ".join(part for part in parts if part)
                data[f"seen-{row.pk}"] = _written(stored.facts)
            elif self._mark(row).seen == self._mark(row).facts:
                data |= {f"{name}-{row.pk}": value for name, value in _named(row).items()}
        self.data = data

    def _mark(self, row: Attendance) -> Mark:
        given = {name: self.cleaned_data[f"{name}-{row.pk}"] for name in NAMES}
        seen = _read(self.cleaned_data[f"seen-{row.pk}"])
        return Mark(attendance_id=row.pk, seen=seen, **given)


def _comes_as(mark: Mark) -> str:
    """Return how a seat is filled of which nothing else is said: by who was announced, if any."""
    is_announced = mark.represented_by and mark.represented_as
    return Attendance.State.SUBSTITUTE if is_announced else Attendance.State.PRESENT


NAMES = ("state", "represented_by", "represented_as", "reason", "arrived", "left")


def _inputs(row: Attendance) -> dict[str, forms.Field]:
    seat = row.seat.name
    return {
        f"state-{row.pk}": forms.ChoiceField(
            label=gettext("Attendance: %(seat)s") % {"seat": seat},
            choices=Attendance.State.choices,
            initial=row.state,
        ),
        f"represented_by-{row.pk}": forms.CharField(
            label=gettext("Who came: %(seat)s") % {"seat": seat},
            required=False,
            max_length=200,
            initial=row.represented_by,
        ),
        f"represented_as-{row.pk}": forms.CharField(
            label=gettext("Position: %(seat)s") % {"seat": seat},
            required=False,
            max_length=200,
            initial=row.represented_as,
        ),
        f"reason-{row.pk}": forms.CharField(
            label=gettext("Reason of absence: %(seat)s") % {"seat": seat},
            required=False,
            max_length=300,
            initial=row.reason,
        ),
        f"arrived-{row.pk}": HourField(
            label=gettext("Arrived: %(seat)s") % {"seat": seat}, initial=row.facts[4]
        ),
        f"left-{row.pk}": HourField(
            label=gettext("Left: %(seat)s") % {"seat": seat}, initial=row.facts[5]
        ),
        f"seen-{row.pk}": forms.CharField(
            widget=forms.HiddenInput, required=False, initial=_written(row.facts)
        ),
    }


def _named(row: Attendance) -> dict[str, str]:
    facts = row.facts
    return {**dict(zip(NAMES, facts, strict=True)), "seen": _written(facts)}


def _written(facts: tuple[str, ...]) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _read(seen: str) -> tuple[str, ...] | None:
    """Return what the writer saw of a seat, or nothing where the page did not say it."""
    try:
        facts = json.loads(seen)
    except ValueError:
        return None
    is_whole = isinstance(facts, list) and len(facts) == len(NAMES)
    return tuple(str(fact) for fact in facts) if is_whole else None


class GuestForm(forms.Form):
    """Takes down somebody invited without a seat."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    position_kk = forms.CharField(label=_("Position, in Kazakh"), max_length=300)
    position_ru = forms.CharField(label=_("Position, in Russian"), max_length=300)


class ChairForm(forms.Form):
    """Asks who is, or was, in the chair."""

    chair: Any = forms.ModelChoiceField(label=_("In the chair"), queryset=None)

    def __init__(self, *arguments: Any, meeting: Meeting, **options: Any) -> None:
        """Offer those who attended in the body's own name on the day."""
        super().__init__(*arguments, **options)
        people = queries.chairs_for(meeting)
        self.fields["chair"].queryset = people  # type: ignore[attr-defined]
        self.fields["chair"].initial = meeting.chair or people.first()


class ClosingForm(ChairForm):
    """Takes down who was in the chair, and the dissenting opinions."""

    dissent_kk = forms.CharField(
        label=_("Dissenting opinions, in Kazakh"), required=False, widget=lines(2)
    )
    dissent_ru = forms.CharField(
        label=_("Dissenting opinions, in Russian"), required=False, widget=lines(2)
    )

    def __init__(self, *arguments: Any, meeting: Meeting, **options: Any) -> None:
        """Begin with what is written down already."""
        super().__init__(*arguments, meeting=meeting, **options)
        self.fields["dissent_kk"].initial = meeting.dissent_kk
        self.fields["dissent_ru"].initial = meeting.dissent_ru


class AnswerForm(forms.Form):
    """Takes down whether a seat will be filled, and by whom."""

    CHOICES = [
        (Attendance.Answer.ACCEPTED, _("We will come")),
        (Attendance.Answer.TENTATIVE, _("Perhaps; we will say later")),
        (Attendance.Answer.DECLINED, _("The holder of the seat will not come")),
    ]

    answer = forms.ChoiceField(label=_("Answer"), choices=CHOICES, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("If not, why"), required=False, max_length=300)
    substitute: Any = forms.ModelChoiceField(
        label=_("Who comes instead"),
        required=False,
        queryset=None,
        empty_label=_("nobody, or somebody without an account"),
        help_text=_("This person reads the papers of this meeting alone."),
    )
    represented_by = forms.CharField(
        label=_("Name of a substitute without an account"), required=False, max_length=200
    )
    represented_as = forms.CharField(
        label=_("Position of the substitute"), required=False, max_length=200
    )

    def __init__(self, *arguments: Any, attendance: Attendance, **options: Any) -> None:
        """Offer the people of the organisation; begin with what was answered."""
        answer = attendance.answer
        names = ("answer", "reason", "substitute", "represented_by", "represented_as")
        stored = {name: getattr(attendance, name) for name in names}
        if attendance.substitute:
            stored["represented_by"] = ""  # the account says the name
        stored["answer"] = "" if answer == Attendance.Answer.AWAITED else answer
        options["initial"] = stored
        super().__init__(*arguments, **options)
        self.fields["substitute"].queryset = queries.substitutes_for(attendance)  # type: ignore[attr-defined]

    def reply(self) -> Reply:
        """Return the answer as the action asks for it."""
        return Reply(**self.cleaned_data)
