"""What people do with programmes, plans and tasks, in the words the institution uses."""

from plans.actions.control import accept_report, close_task, return_report
from plans.actions.extensions import decide_extension, request_extension
from plans.actions.files import record_download
from plans.actions.measures import (
    MoneySpec,
    ResponsibleSpec,
    add_item,
    add_item_money,
    issue_tasks,
    remove_item,
)
from plans.actions.papers import add_section, approve_version, create_plan, open_version
from plans.actions.programmes import (
    add_direction,
    add_indicator,
    add_programme_money,
    create_programme,
    record_indicator_value,
)
from plans.actions.reference import load_forms_of_completion, load_working_days
from plans.actions.tasks import (
    assign_task,
    correct_task,
    issue_task,
    move_to_successor,
    resume_task,
    suspend_task,
)
from plans.actions.work import note_progress, report_execution, take_into_work

__all__ = [
    "MoneySpec",
    "ResponsibleSpec",
    "accept_report",
    "add_direction",
    "add_indicator",
    "add_item",
    "add_item_money",
    "add_programme_money",
    "add_section",
    "approve_version",
    "assign_task",
    "close_task",
    "correct_task",
    "create_plan",
    "create_programme",
    "decide_extension",
    "issue_task",
    "issue_tasks",
    "load_forms_of_completion",
    "load_working_days",
    "move_to_successor",
    "note_progress",
    "open_version",
    "record_download",
    "record_indicator_value",
    "remove_item",
    "report_execution",
    "request_extension",
    "resume_task",
    "return_report",
    "suspend_task",
    "take_into_work",
]
