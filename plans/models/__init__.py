"""What the institution has undertaken: programmes, plans, measures, tasks, and their fate."""

from plans.models.calendar import WorkingDayException
from plans.models.measures import PlanItem, PlanItemMoney, PlanItemResponsible
from plans.models.papers import ActionPlan, FormOfCompletion, PlanSection, PlanVersion
from plans.models.programmes import (
    Direction,
    Indicator,
    IndicatorValue,
    Programme,
    ProgrammeMoney,
)
from plans.models.reports import Evidence, ExecutionReport, ProgressNote, StoredFile
from plans.models.tasks import CoExecutor, Task, TaskQuerySet
from plans.models.terms import Correction, ExtensionRequest, TermChange

__all__ = [
    "ActionPlan",
    "CoExecutor",
    "Correction",
    "Direction",
    "Evidence",
    "ExecutionReport",
    "ExtensionRequest",
    "FormOfCompletion",
    "Indicator",
    "IndicatorValue",
    "PlanItem",
    "PlanItemMoney",
    "PlanItemResponsible",
    "PlanSection",
    "PlanVersion",
    "Programme",
    "ProgrammeMoney",
    "ProgressNote",
    "StoredFile",
    "Task",
    "TaskQuerySet",
    "TermChange",
    "WorkingDayException",
]
