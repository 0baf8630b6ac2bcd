"""What people do with programmes, plans and tasks, in the words the institution uses."""

from plans.actions.bulk import ACTS, BulkDecision, BulkRow, decide_in_bulk, preview_bulk
from plans.actions.commissions import (
    accept_commission_report,
    draft_commission_report,
    send_commission_report,
    write_commission_report,
)
from plans.actions.control import accept_report, close_task, return_report
from plans.actions.days import enter_working_day
from plans.actions.delegations import delegate, revoke_delegation
from plans.actions.extensions import decide_extension, request_extension
from plans.actions.files import record_download
from plans.actions.handing import hand_over_drafts
from plans.actions.imports import (
    apply_plan_import,
    discard_plan_import,
    mend_plan_import,
    read_plan_import,
    receive_plan_file,
    record_table_download,
)
from plans.actions.issuing import Issue, issue_tasks, preview_issue
from plans.actions.lists import choose_columns
from plans.actions.measures import (
    MoneySpec,
    ResponsibleSpec,
    add_item,
    add_item_money,
    remove_item,
)
from plans.actions.packages import (
    LineDecision,
    LineSpec,
    decide_line,
    decide_package,
    prepare_package,
)
from plans.actions.papers import add_section, approve_version, create_plan, open_version
from plans.actions.parts import (
    receive_part,
    remind_co_executors,
    return_part,
    send_part,
    set_inner_date,
    take_part,
)
from plans.actions.periods import close_period, reopen_period
from plans.actions.programmes import (
    add_direction,
    add_indicator,
    add_programme_money,
    create_programme,
    record_indicator_value,
)
from plans.actions.questions import answer_question, ask_question
from plans.actions.reference import load_forms_of_completion, load_working_days
from plans.actions.splitting import Share, split_task
from plans.actions.tasks import (
    assign_task,
    correct_task,
    issue_task,
    move_to_successor,
    reassign_task,
    resume_task,
    suspend_task,
)
from plans.actions.ties import block_task, lift_block
from plans.actions.work import note_progress, report_execution, take_into_work

__all__ = [
    "ACTS",
    "BulkDecision",
    "BulkRow",
    "Issue",
    "LineDecision",
    "LineSpec",
    "MoneySpec",
    "ResponsibleSpec",
    "Share",
    "accept_commission_report",
    "accept_report",
    "add_direction",
    "add_indicator",
    "add_item",
    "add_item_money",
    "add_programme_money",
    "add_section",
    "answer_question",
    "apply_plan_import",
    "approve_version",
    "ask_question",
    "assign_task",
    "block_task",
    "choose_columns",
    "close_period",
    "close_task",
    "correct_task",
    "create_plan",
    "create_programme",
    "decide_extension",
    "decide_in_bulk",
    "decide_line",
    "decide_package",
    "delegate",
    "discard_plan_import",
    "draft_commission_report",
    "enter_working_day",
    "hand_over_drafts",
    "issue_task",
    "issue_tasks",
    "lift_block",
    "load_forms_of_completion",
    "load_working_days",
    "mend_plan_import",
    "move_to_successor",
    "note_progress",
    "open_version",
    "prepare_package",
    "preview_bulk",
    "preview_issue",
    "read_plan_import",
    "reassign_task",
    "receive_part",
    "receive_plan_file",
    "record_download",
    "record_indicator_value",
    "record_table_download",
    "remind_co_executors",
    "remove_item",
    "reopen_period",
    "report_execution",
    "request_extension",
    "resume_task",
    "return_part",
    "return_report",
    "revoke_delegation",
    "send_commission_report",
    "send_part",
    "set_inner_date",
    "split_task",
    "suspend_task",
    "take_into_work",
    "take_part",
    "write_commission_report",
]
