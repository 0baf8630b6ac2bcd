"""What is typed about who came."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings import queries
from meetings.actions import Mark
from meetings.forms.inputs import lines
from meetings.models import Attendance, Meeting


class SheetRow(NamedTuple):
    """One seat of the sheet with its inputs."""

    attendance: Attendance
    state: BoundField
    represented_by: BoundField
    represented_as: BoundField
    reason: BoundField


class AttendanceForm(forms.Form):
    """Takes down the whole sheet at once: a state for each seat, and who, or why not."""

    def __init__(self, *arguments: Any, attendances: Sequence[Attendance], **options: Any) -> None:
        """Make four inputs for each seat."""
        super().__init__(*arguments, **options)
        self.attendances = attendances
        for row in attendances:
            self.fields |= _inputs(row)

    def rows(self) -> Iterator[SheetRow]:
        """Walk the seats with their inputs."""
        for row in self.attendances:
            yield SheetRow(row, *(self[f"{name}-{row.pk}"] for name in NAMES))

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
        found = [
            Mark(row.pk, *(self.cleaned_data[f"{name}-{row.pk}"] for name in NAMES))
            for row in self.attendances
        ]
        if self.data.get("others") != Attendance.State.PRESENT:
            return found
        return [
            replace(mark, state=Attendance.State.PRESENT)
            if mark.state == Attendance.State.EXPECTED
            else mark
            for mark in found
        ]


NAMES = ("state", "represented_by", "represented_as", "reason")


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
    }


class GuestForm(forms.Form):
    """Takes down somebody invited without a seat."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    position_kk = forms.CharField(label=_("Position, in Kazakh"), max_length=300)
    position_ru = forms.CharField(label=_("Position, in Russian"), max_length=300)


class ChairForm(forms.Form):
    """Asks who is in the chair."""

    chair: Any = forms.ModelChoiceField(label=_("In the chair"), queryset=None)

    def __init__(self, *arguments: Any, meeting: Meeting, **options: Any) -> None:
        """Offer those who attend in the body's own name."""
        super().__init__(*arguments, **options)
        people = queries.chairs_of(meeting.body)
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
