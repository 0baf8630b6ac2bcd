"""What is typed into the periodic report of a commission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from plans.forms.inputs import LongText
from plans.forms.periods import ClosePeriodForm
from plans.models import CommissionReport


class HalfForm(ClosePeriodForm):
    """Which half-year is reported on: one that is over or in its last month."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Offer the half-years of the last two years, the newest first."""
        super().__init__(*arguments, **options)
        today = clock.today()
        self.fields["half"].choices = [  # type: ignore[attr-defined]
            (f"{year}-{half}", self.name_of(year, half))
            for year in range(today.year, today.year - 3, -1)
            for half in (2, 1)
            if self.days_of(year, half)[1].replace(day=1) <= today
        ]


class Count(forms.IntegerField):
    """A number that may be left empty, as large as its column holds."""

    def __init__(self, **options: Any) -> None:
        """Refuse what no column holds."""
        super().__init__(required=False, min_value=0, max_value=2_147_483_647, **options)


class CommissionReportForm(forms.Form):
    """Takes down what the figures do not say: counts alone, never names."""

    events = Count(label=_("Events held"))
    covered = Count(label=_("People reached by them"))
    exercises = Count(label=_("Exercises held"))
    facilities = Count(
        label=_("Vulnerable facilities on the list"),
        help_text=_("Their number alone; no names and no addresses."),
    )
    done = LongText(label=_("What was done"))
    hindered = LongText(label=_("What hindered"), required=False)
    planned = LongText(label=_("What is planned next"), required=False)

    def __init__(self, *arguments: Any, report: CommissionReport, **options: Any) -> None:
        """Show what was written before; a year's last report asks for the plan of the next."""
        names = (*CommissionReport.NUMBERS, *CommissionReport.TEXTS)
        before = {name: getattr(report, name) for name in names}
        super().__init__(*arguments, **{"initial": before, **options})
        if report.ends_a_year:
            self.fields["planned"].label = _("Plan for the next year")
            self.fields["planned"].required = True
