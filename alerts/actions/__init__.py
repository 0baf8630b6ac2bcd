"""What is done with levels: propose, approve, withdraw, answer, tick, load a public record."""

from alerts.actions.answers import answer_by_call, answer_notice
from alerts.actions.approvals import approve_level, decide_alone
from alerts.actions.calls import leave_call, record_call, take_call
from alerts.actions.checklist_versions import (
    LineSpec,
    adopt_checklist,
    adopt_version,
    draft_checklist,
    load_checklists,
    write_checklist,
)
from alerts.actions.checklists import (
    answer_about_line,
    give_checklists,
    make_line_a_task,
    take_evidence,
    tick_line,
)
from alerts.actions.consents import give_consent, refuse_consent
from alerts.actions.corrections import correct_decision
from alerts.actions.exercises import (
    ExercisePlan,
    answer_exercise_line,
    change_exercise,
    choose_participants,
    end_exercise,
    inject_level,
    name_participants,
    plan_exercise,
    send_exercise_level,
    tick_exercise_line,
)
from alerts.actions.handovers import (
    answer_remark,
    begin_anew,
    note_handover,
    open_handover,
    refuse_line,
    renew_handover,
    sign_line,
)
from alerts.actions.packs import take_pack
from alerts.actions.progress import note_progress, progressed
from alerts.actions.proposals import propose_level, withdraw_proposal
from alerts.actions.publications import note_publication, take_back_publication
from alerts.actions.records import ImportReport, import_levels
from alerts.actions.registration import register_decision
from alerts.actions.reports import make_centre_report, send_situation_report
from alerts.actions.reviews import complete_review
from alerts.actions.rosters import (
    ask_replacement,
    decide_replacement,
    fill_gap,
    generate_shifts,
    replace_on_duty,
)
from alerts.actions.telephone import (
    confirm_telephone_approval,
    deny_telephone_approval,
    record_telephone_approval,
)
from alerts.actions.wordings import adopt_wording, load_wordings
from alerts.queries import settle_acts
from alerts.queries.record_file import RefusedRecordError
from alerts.texts import ActSpec, Paper

__all__ = [
    "ActSpec",
    "ExercisePlan",
    "ImportReport",
    "LineSpec",
    "Paper",
    "RefusedRecordError",
    "adopt_checklist",
    "adopt_version",
    "adopt_wording",
    "answer_about_line",
    "answer_by_call",
    "answer_exercise_line",
    "answer_notice",
    "answer_remark",
    "approve_level",
    "ask_replacement",
    "begin_anew",
    "change_exercise",
    "choose_participants",
    "complete_review",
    "confirm_telephone_approval",
    "correct_decision",
    "decide_alone",
    "decide_replacement",
    "deny_telephone_approval",
    "draft_checklist",
    "end_exercise",
    "fill_gap",
    "generate_shifts",
    "give_checklists",
    "give_consent",
    "import_levels",
    "inject_level",
    "leave_call",
    "load_checklists",
    "load_wordings",
    "make_centre_report",
    "make_line_a_task",
    "name_participants",
    "note_handover",
    "note_progress",
    "note_publication",
    "open_handover",
    "plan_exercise",
    "progressed",
    "propose_level",
    "record_call",
    "record_telephone_approval",
    "refuse_consent",
    "refuse_line",
    "register_decision",
    "renew_handover",
    "replace_on_duty",
    "send_exercise_level",
    "send_situation_report",
    "settle_acts",
    "sign_line",
    "take_back_publication",
    "take_call",
    "take_evidence",
    "take_pack",
    "tick_exercise_line",
    "tick_line",
    "withdraw_proposal",
    "write_checklist",
]
