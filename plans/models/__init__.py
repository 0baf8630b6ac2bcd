"""What the institution has undertaken: programmes, plans, measures, tasks, and their fate."""

from plans.models.calendar import WorkingDayException
from plans.models.commissions import CommissionReport
from plans.models.heads import DecisionPackage, Delegation, PackageLine, ReportQuestion
from plans.models.imports import PlanImport, PlanImportRow
from plans.models.lists import ColumnChoice
from plans.models.measures import (
    PlanItem,
    PlanItemMoney,
    PlanItemQuerySet,
    PlanItemResponsible,
    Wordings,
)
from plans.models.papers import ActionPlan, FormOfCompletion, PlanSection, PlanVersion
from plans.models.periods import PeriodReport, PeriodTask
from plans.models.programmes import (
    Direction,
    Indicator,
    IndicatorValue,
    Programme,
    ProgrammeMoney,
)
from plans.models.reminders import Digest, Reminder
from plans.models.reports import Evidence, ExecutionReport, Part, ProgressNote, StoredFile
from plans.models.tasks import RUNNING, CoExecutor, Task, TaskQuerySet
from plans.models.terms import Correction, ExtensionRequest, TermChange
from plans.models.ties import TaskBlock

__all__ = [
    "RUNNING",
    "ActionPlan",
    "CoExecutor",
    "ColumnChoice",
    "CommissionReport",
    "Correction",
    "DecisionPackage",
    "Delegation",
    "Digest",
    "Direction",
    "Evidence",
    "ExecutionReport",
    "ExtensionRequest",
    "FormOfCompletion",
    "Indicator",
    "IndicatorValue",
    "PackageLine",
    "Part",
    "PeriodReport",
    "PeriodTask",
    "PlanImport",
    "PlanImportRow",
    "PlanItem",
    "PlanItemMoney",
    "PlanItemQuerySet",
    "PlanItemResponsible",
    "PlanSection",
    "PlanVersion",
    "Programme",
    "ProgrammeMoney",
    "ProgressNote",
    "Reminder",
    "ReportQuestion",
    "StoredFile",
    "Task",
    "TaskBlock",
    "TaskQuerySet",
    "TermChange",
    "Wordings",
    "WorkingDayException",
]
