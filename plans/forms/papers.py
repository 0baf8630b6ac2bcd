"""What the secretariat types about plans: measures, versions, the issue of tasks."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from audit import clock
from plans import queries, terms
from plans.actions import MoneySpec, ResponsibleSpec
from plans.forms.inputs import BodiesChoice, BodyChoice, LongText
from plans.models import (
    ActionPlan,
    FormOfCompletion,
    PlanItem,
    PlanItemResponsible,
    PlanSection,
    ProgrammeMoney,
)


class ItemForm(forms.Form):
    """Takes down one measure of a plan as a row of the official table."""

    section: "forms.ModelChoiceField[PlanSection]" = forms.ModelChoiceField(
        label=_("Section"), queryset=None, required=False
    )
    number = forms.CharField(label=_("Number"), max_length=20)
    text_kk = LongText(label=_("Measure in Kazakh"), rows=4)
    text_ru = LongText(label=_("Measure in Russian"), rows=4)
    form_of_completion: "forms.ModelChoiceField[FormOfCompletion]" = forms.ModelChoiceField(
        label=_("Form of completion"), queryset=None
    )
    term_ru = forms.CharField(
        label=_("Term in Russian"),
        max_length=300,
        help_text=_("As the paper words it: “IV квартал, ежегодно”, “до 1 марта 2027 года”."),
    )
    term_kk = forms.CharField(label=_("Term in Kazakh"), max_length=300, required=False)
    lead = BodyChoice(label=_("Lead (collects)"), queryset=None, required=False)
    co_executors = BodiesChoice(
        label=_("Responsible beside the lead"), queryset=None, required=False
    )
    group = forms.ChoiceField(
        label=_("Group"),
        required=False,
        choices=[("", _("none")), *PlanItemResponsible.Group.choices],
        help_text=_("Without a lead, each body of the group gets a task of its own."),
    )
    costs = forms.ChoiceField(label=_("Expected cost"), choices=PlanItem.Costs.choices)
    amount = forms.DecimalField(
        label=_("Amount, million tenge"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=3,
    )
    source = forms.ChoiceField(
        label=_("Source of funds"),
        required=False,
        choices=[("", _("none")), *ProgrammeMoney.Source.choices],
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    is_equipment = forms.BooleanField(label=_("Buys equipment"), required=False)

    def __init__(self, *arguments: Any, plan: ActionPlan, **options: Any) -> None:
        """Offer the sections and the bodies of the plan."""
        super().__init__(*arguments, **options)
        self.plan = plan
        bodies = queries.bodies_to_task(plan.controller)
        for name, choices in (
            ("section", queries.sections_of(plan)),
            ("lead", bodies),
            ("co_executors", bodies),
            ("form_of_completion", queries.forms_of_completion()),
        ):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]

    def clean_term_ru(self) -> str:
        """Refuse a term that cannot be read: it is never guessed."""
        return _readable_term(self.cleaned_data["term_ru"], self.plan)

    def clean(self) -> dict[str, Any]:
        """Ask for a responsible body, and for the source of a stated amount."""
        cleaned = super().clean() or {}
        if not (cleaned.get("lead") or cleaned.get("group") or cleaned.get("co_executors")):
            self.add_error("lead", _("Name at least one responsible body."))
        has_amount = cleaned.get("costs") == PlanItem.Costs.AMOUNT
        if has_amount and not (cleaned.get("amount") and cleaned.get("source")):
            self.add_error("amount", _("State the amount and its source."))
        return cleaned

    def measure(self) -> dict[str, Any]:
        """Return what was typed in the form in which a measure is entered."""
        typed = dict(self.cleaned_data)
        lead, others, group = typed.pop("lead"), typed.pop("co_executors"), typed.pop("group")
        amount, source, year = typed.pop("amount"), typed.pop("source"), typed.pop("year")
        places = [ResponsibleSpec(body=lead, is_lead=True)] if lead else []
        places += [ResponsibleSpec(body=body) for body in others if body != lead]
        places += [ResponsibleSpec(group=group)] if group else []
        has_amount = typed["costs"] == PlanItem.Costs.AMOUNT
        money = [MoneySpec(source=source, amount=amount, year=year)] if has_amount else []
        return {**typed, "responsible": places, "money": money}


class ApproveVersionForm(forms.Form):
    """Takes down the act that approved a version of a plan."""

    act_title = forms.CharField(
        label=_("Approving act"), max_length=300, help_text=_("Kind, number and date of the act.")
    )
    approved_on = DayField(label=_("Approved on"), initial=clock.today)


LONGEST_PERIOD = dt.timedelta(days=3653)


class IssueForm(forms.Form):
    """Takes down for which period the tasks of a measure are issued, and how many were shown."""

    start = DayField(label=_("Due from"))
    end = DayField(label=_("Due until"))
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, or that no plan lasts."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The period ends before it begins."))
        elif start and end and end - start > LONGEST_PERIOD:
            self.add_error("end", _("Tasks are issued for ten years at the most."))
        return cleaned

    def period(self) -> dict[str, dt.date]:
        """Return the first and the last day."""
        return {name: self.cleaned_data[name] for name in ("start", "end")}


class IssueCheckForm(forms.Form):
    """Brings back, unseen, the period and the number of tasks that the check step showed."""

    start = forms.DateField(widget=forms.HiddenInput)
    end = forms.DateField(widget=forms.HiddenInput)
    expected = forms.IntegerField(widget=forms.HiddenInput)


def _readable_term(phrase: str, plan: ActionPlan) -> str:
    found = terms.due_dates(
        phrase,
        start=clock.today().replace(year=plan.first_year, month=1, day=1),
        end=clock.today().replace(year=plan.last_year, month=12, day=31),
        signed=clock.today(),
    )
    if not found.is_understood:
        raise ValidationError(found.reason)
    return phrase
