"""What an administrator types about people and their posts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Appointment, Body, Post, User
from audit import clock
from centre.queries import people


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses a body by its name in the reader's language."""

    def label_from_instance(self, obj: Body) -> str:
        """Show the short name first: that is what people type."""
        return f"{obj.abbreviation} · {obj.name}" if obj.abbreviation else obj.name


class PostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses one of the reader's own posts by its body."""

    def label_from_instance(self, obj: Appointment) -> str:
        """Show where the post is; its role is the same everywhere."""
        return obj.post.body.name


class PeopleFilter(forms.Form):
    """Seeks people by name, organisation and state."""

    STATES = [
        ("", _("every one")),
        ("in_post", _("in a post")),
        ("without_post", _("without a post")),
        ("blocked", _("blocked")),
    ]

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    body = BodyChoice(
        label=_("Organisation"), required=False, queryset=None, empty_label=_("every one")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Offer the bodies that the reader keeps."""
        super().__init__(*arguments, **options)
        self.fields["body"].queryset = people.bodies_to_staff(reader)  # type: ignore[attr-defined]

    def sought(self) -> dict[str, Any]:
        """Return what is really sought, by name."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}


class NewPerson(forms.Form):
    """Takes down a new person of a body."""

    body = BodyChoice(label=_("Organisation"), queryset=None)
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("They sign in with it, and notices go to it."),
    )
    position = forms.CharField(label=_("Position"), required=False, max_length=200)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    language = forms.ChoiceField(
        label=_("Language"), choices=User.Language.choices, initial=User.Language.RUSSIAN
    )

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Offer the bodies that the administrator keeps."""
        super().__init__(*arguments, **options)
        self.fields["body"].queryset = people.bodies_to_staff(reader)  # type: ignore[attr-defined]


class NewAppointment(forms.Form):
    """Takes down where, as what and how long a person is appointed."""

    body = BodyChoice(label=_("Organisation"), queryset=None)
    role = forms.ChoiceField(label=_("Role"), choices=Post.Role.choices)
    starts_at = DayField(label=_("First day"), required=False, help_text=_("Empty: from now on."))
    ends_at = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("The rights end at midnight after it. Empty: until ended."),
    )
    acting_for: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("In the place of"), required=False, queryset=None, empty_label=_("nobody")
    )
    ground = forms.CharField(
        label=_("Ground"), required=False, max_length=300, help_text=_("The order: number, date.")
    )

    def __init__(self, *arguments: Any, reader: User, person: User, **options: Any) -> None:
        """Offer the administrator's bodies and the person's colleagues."""
        super().__init__(*arguments, **options)
        colleagues = people.colleagues(reader).exclude(pk=person.pk)
        self.fields["body"].queryset = people.bodies_to_staff(reader)  # type: ignore[attr-defined]
        self.fields["acting_for"].queryset = colleagues  # type: ignore[attr-defined]

    def clean_starts_at(self) -> dt.datetime | None:
        """Turn the first day into its midnight; today and nothing mean now."""
        day = self.cleaned_data["starts_at"]
        return clock.midnight(day) if day and day != clock.today() else None

    def clean_ends_at(self) -> dt.datetime | None:
        """Turn the last day into the midnight at its end."""
        day = self.cleaned_data["ends_at"]
        return clock.midnight(day + dt.timedelta(days=1)) if day else None

    def clean(self) -> dict[str, Any]:
        """Refuse a role that a body of this kind does not know."""
        cleaned = super().clean() or {}
        body, role = cleaned.get("body"), cleaned.get("role")
        if body and role and not people.role_fits(role, body):
            self.add_error("role", _("A body of this kind has no such role."))
        return cleaned


class HandoverForm(forms.Form):
    """Takes down who goes on with the work of one who leaves, and why."""

    successor: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Who takes over"), queryset=None, empty_label=_("choose"),
        help_text=_("Who does not hold the post yet is appointed to it."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *arguments: Any, reader: User, leaving: User, **options: Any) -> None:
        """Offer the people whom the administrator keeps."""
        super().__init__(*arguments, **options)
        others = people.colleagues(reader).exclude(pk=leaving.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]


class SubstituteForm(forms.Form):
    """Takes down who stands in for a liaison at which post, and between which days."""

    post = PostChoice(label=_("Your post"), queryset=None, empty_label=None)
    substitute: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Who stands in for you"), queryset=None, empty_label=_("choose")
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), help_text=_("The rights end at midnight after it, by themselves.")
    )
    ground = forms.CharField(
        label=_("Ground"), required=False, max_length=300, help_text=_("The order: number, date.")
    )

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Offer the colleagues at the reader's bodies and, where there are several, the posts."""
        super().__init__(*arguments, **options)
        found, self.own = people.possible_substitutes(reader), people.own_posts(reader)
        self.fields["substitute"].queryset = found  # type: ignore[attr-defined]
        self.fields["post"].queryset = self.own  # type: ignore[attr-defined]
        if len(self.own) < 2:
            del self.fields["post"]

    def clean(self) -> dict[str, Any]:
        """Take the only post where there is nothing to choose."""
        cleaned = super().clean() or {}
        return {"post": self.own.first(), **cleaned}


class Reason(forms.Form):
    """Takes down why."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
