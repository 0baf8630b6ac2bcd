"""The question pages of a proposal: one decision on each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Territory
from alerts.forms.inputs import InstantField
from alerts.models import COLOURS, CRITERIA, Action, Level
from alerts.models.choices import ACTIONS_WITH_TERM
from alerts.queries.offers import Offer, actions_offered
from alerts.queries.sending import keep_words
from alerts.texts import ActSpec
from alerts.texts.approval import words_missing
from audit import clock

OFFERED = [
    (Action.SET, _("Set a level")),
    (Action.RAISE, _("Raise the level")),
    (Action.LOWER, _("Lower the level")),
    (Action.EXTEND, _("Extend the term")),
    (Action.CANCEL, _("Cancel the level")),
    (Action.CANCEL_PART, _("Take the territory out of a wider level")),
    (Action.KEEP, _("Confirm the level without change")),
]
LEVELS = [(int(level), level.label) for level in (Level.NONE, *COLOURS)]


class TerritoriesForm(forms.Form):
    """Where: the Republic, units, cities and districts of the headquarters' own territory."""

    wide = forms.MultipleChoiceField(
        label=_("Republic and units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    inside = forms.MultipleChoiceField(
        label=_("Cities and districts"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, territories: Iterable[Territory], chosen: Iterable[str], **options: Any
    ) -> None:
        """Offer the territories handed in: wide ones first, then the places inside units."""
        super().__init__(*args, **options)
        offered: dict[str, list[tuple[str, str]]] = {"wide": [], "inside": []}
        for one in territories:
            offered["inside" if "/" in one.code else "wide"].append((one.code, one.name))
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the types apart
            field.choices = choices
            field.initial = list(chosen)
            if not choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one territory, wherever it stands."""
        cleaned = super().clean() or {}
        named = [*cleaned.get("wide", ()), *cleaned.get("inside", ())]
        if not named:
            raise ValidationError(_("Name at least one territory."))
        return {"territories": named}


def _named(actions: Iterable[str]) -> list[tuple[str, Any]]:
    """Return the acts as the question names them."""
    return [(action, name) for action, name in OFFERED if action in actions]


def _refused(offer: Offer, action: str) -> str:
    """Say why an act makes no sense on a territory, and what is in force there."""
    return _("%(place)s: in force now: %(level)s. “%(act)s” makes no sense there.") % {
        "place": offer.territory.name,
        "level": Level[offer.here.level.upper()].label,
        "act": dict(OFFERED)[Action(action)],
    }


class ActionForm(forms.Form):
    """What happens there: one action and level for all, or another for some."""

    action = forms.ChoiceField(
        label=_("What is decided"), choices=OFFERED, widget=forms.RadioSelect
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=LEVELS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only where a level is set, raised or lowered."),
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **options: Any) -> None:
        """Offer what makes sense; where there are several territories, another for each."""
        super().__init__(*args, **options)
        self.offers = offers
        common = self.fields["action"]
        assert isinstance(common, forms.ChoiceField)  # noqa: S101 - tells the types apart
        common.choices = _named(actions_offered(offers))
        common.error_messages["invalid_choice"] = _(
            "This makes no sense where no level is in force, or none that it could change."
        )
        for offer in offers if len(offers) > 1 else ():
            one = offer.territory
            self.fields[f"action_{one.code}"] = forms.ChoiceField(
                label=_("%(place)s: what is decided") % {"place": one.name},
                choices=[("", _("as above")), *_named(offer.actions)],
                required=False,
            )
            self.fields[f"level_{one.code}"] = forms.ChoiceField(
                label=_("%(place)s: level") % {"place": one.name},
                choices=[("", _("as above")), *LEVELS],
                required=False,
            )

    @property
    def common(self) -> list[forms.BoundField]:
        """Return what holds for all the territories."""
        return [self["action"], self["level"]]

    @property
    def each(self) -> list[forms.BoundField]:
        """Return what may differ for one territory."""
        return [self[name] for name in self.fields if "_" in name]

    def clean(self) -> dict[str, Any]:
        """Refuse a set, raise or lower that names no level, and what makes no sense somewhere."""
        cleaned = super().clean() or {}
        for offer in self.offers:
            own = cleaned.get(f"action_{offer.territory.code}")
            action = own or cleaned.get("action")
            if action and action not in offer.actions:
                self.add_error("action", _refused(offer, action))
        if cleaned.get("action") in (Action.SET, Action.RAISE) and not cleaned.get("level"):
            self.add_error("level", _("Choose the level that is set."))
        return cleaned


class CriterionForm(forms.Form):
    """On which legal ground: the decree binds one criterion, or one of two, to each colour."""

    NOT_ITS_OWN = _("This criterion is not the one of the level %(level)s.")

    def __init__(self, *args: Any, levels: Iterable[int], **options: Any) -> None:
        """Ask once for each colour that the decision names, offering what is bound to it."""
        super().__init__(*args, **options)
        for level in sorted(levels, reverse=True):
            self.fields[f"criterion_{level}"] = forms.ChoiceField(
                label=_("Criterion for the level %(level)s") % {"level": Level(level).label},
                choices=[(str(one), one.label) for one in CRITERIA[Level(level)]],
                widget=forms.RadioSelect,
                error_messages={
                    "invalid_choice": self.NOT_ITS_OWN % {"level": Level(level).label}
                },
            )


class TermForm(forms.Form):
    """From when, and until when; one term for all, or another for some."""

    starts_at = InstantField(
        label=_("In force from"),
        required=False,
        help_text=_("Leave empty: in force from the moment of approval. The time of Almaty."),
    )
    term_text = forms.CharField(
        label=_("Term in words"),
        required=False,
        max_length=300,
        help_text=_("“40 days”, “40 суток”, “until 15 January 2017 inclusive”; "
                    "empty means until further notice. Day 1 is the day of introduction."),
    )  # fmt: skip
    stated_end = InstantField(label=_("Stated end, if another one is stated"), required=False)
    review_on = DayField(
        label=_("Date of review"),
        required=False,
        help_text=_("Compulsory where there is no end."),
    )

    def __init__(
        self,
        *args: Any,
        deeds: Sequence[tuple[Territory, str]],
        is_registered: bool = False,
        **options: Any,
    ) -> None:
        """Ask for a term only where an action has one, and separately for each of several."""
        super().__init__(*args, **options)
        if is_registered:
            self.fields["starts_at"].help_text = _(
                "Leave empty for the moment at which it was decided. The time of Almaty."
            )
        self.lasting = [place.code for place, action in deeds if action in ACTIONS_WITH_TERM]
        if not self.lasting:
            for name in ("term_text", "stated_end", "review_on"):
                del self.fields[name]
        for place, _action in deeds if len(deeds) > 1 else ():
            self._ask_separately(place, has_term=place.code in self.lasting)

    def _ask_separately(self, place: Territory, *, has_term: bool) -> None:
        named = {"place": place.name}
        self.fields[f"starts_at_{place.code}"] = InstantField(
            label=_("%(place)s: in force from") % named, required=False
        )
        if has_term:
            self.fields[f"term_text_{place.code}"] = forms.CharField(
                label=_("%(place)s: term in words") % named, required=False, max_length=300
            )
            self.fields[f"stated_end_{place.code}"] = InstantField(
                label=_("%(place)s: stated end") % named, required=False
            )

    @property
    def common(self) -> list[forms.BoundField]:
        """Return what holds for all the territories."""
        names = ("starts_at", "term_text", "stated_end", "review_on")
        return [self[name] for name in names if name in self.fields]

    @property
    def each(self) -> list[forms.BoundField]:
        """Return what may differ for one territory."""
        common = {field.name for field in self.common}
        return [self[name] for name in self.fields if name not in common]

    def clean(self) -> dict[str, Any]:
        """Ask for a date of review where some level has no end."""
        cleaned = super().clean() or {}
        review_on = cleaned.get("review_on")
        if review_on and review_on < clock.today():
            self.add_error("review_on", _("Name a day that is still to come."))
        if "review_on" not in self.fields or review_on:
            return cleaned
        common = cleaned.get("term_text") or cleaned.get("stated_end")
        own = all(
            cleaned.get(f"term_text_{code}") or cleaned.get(f"stated_end_{code}")
            for code in self.lasting
        )
        if not common and not own:
            self.add_error("review_on", _("A level without an end needs a date of review."))
        return cleaned


class GroundForm(forms.Form):
    """Who decides, in which capacity, on which legal ground, with whose consent."""

    authority_ru = forms.CharField(
        label=_("Decided by, in which capacity (Russian)"), max_length=300
    )
    authority_kk = forms.CharField(
        label=_("Decided by, in which capacity (Kazakh)"), max_length=300
    )
    legal_ground = forms.CharField(label=_("Legal ground"), max_length=300)
    is_operation_regime = forms.BooleanField(
        label=_("The regime of a counter-terrorist operation is in force"), required=False
    )
    consent_by = forms.CharField(
        label=_("Consent given by"),
        required=False,
        max_length=300,
        help_text=_("Where the decision needs somebody's consent."),
    )
    consent_at = InstantField(label=_("Consent given at"), required=False)
    asks_consent = forms.BooleanField(
        label=_("Ask the republican headquarters for its consent"),
        help_text=_("The proposal can be approved only once consent is given."),
        required=False,
    )

    def __init__(self, *args: Any, may_ask: bool = False, **options: Any) -> None:
        """Offer to ask for consent only below the republican headquarters."""
        super().__init__(*args, **options)
        if not may_ask:
            del self.fields["asks_consent"]

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of a consent, or none."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("consent_by")) != bool(cleaned.get("consent_at")):
            self.add_error("consent_by", _("Say who gave the consent, and when."))
        return cleaned


class AnswersNeededForm(forms.Form):
    """After how many answers nobody is told again, where this notice is to differ."""

    answers_needed = forms.IntegerField(
        label=_("Organisations that have to answer"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Once so many have answered, those who are silent are told no more; they "
                    "stay late on the board. Empty: as the settings say for every notice."),
    )  # fmt: skip


class TextsForm(forms.Form):
    """The official texts, drafted from the answers and open to editing."""

    text_kk = forms.CharField(
        label=_("Text in Kazakh"), widget=forms.Textarea(attrs={"rows": 9, "lang": "kk"})
    )
    text_ru = forms.CharField(
        label=_("Text in Russian"), widget=forms.Textarea(attrs={"rows": 9, "lang": "ru"})
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 9, "lang": "en"}),
    )

    def __init__(self, *args: Any, acts: Sequence[ActSpec] = (), **options: Any) -> None:
        """Know the acts: words that stand for the moment of approval have to stay."""
        super().__init__(*args, **options)
        self.acts = acts

    def clean(self) -> dict[str, Any]:
        """Take line ends as the drafts write them: a browser's own would look like an edit."""
        cleaned = super().clean() or {}
        cleaned = {name: text.replace("\r\n", "\n") for name, text in cleaned.items()}
        for name, text in cleaned.items():
            if missing := words_missing(name.removeprefix("text_"), text, self.acts):
                self.add_error(name, keep_words(missing))
        return cleaned
