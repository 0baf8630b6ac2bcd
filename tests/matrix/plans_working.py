"""Who gets which answer around a task: parts of co-executors, packages, questions."""

import datetime as dt

from agencies.models import Body
from audit import clock
from plans import actions
from plans.models import CoExecutor, FormOfCompletion, Part, Task
from tests.matrix import Cast, Row, row
from tests.matrix.plans import (
    CENTRE,
    CENTRE_DID,
    FORBIDDEN,
    LEAD,
    LEAD_DID,
    OUTLINED,
    Answers,
    Facts,
    a_report,
    a_task,
    give,
    reported,
)


def shared(cast: Cast) -> CoExecutor:
    """Give the Ministry of Health a task with the Ministry of Finance beside it."""
    return give(cast, co_executors=[Body.objects.get(code="mof")]).co_executors.get()


def a_shared_task(cast: Cast) -> Facts:
    """The number of such a task."""
    return {"pk": shared(cast).task_id}


def a_share(cast: Cast) -> Facts:
    """The number of the place of its co-executor."""
    return {"pk": shared(cast).pk}


def sent(cast: Cast) -> Part:
    """Send the part of that co-executor."""
    return actions.send_part(shared(cast), actor=cast.outsider, **a_report(cast))  # type: ignore[arg-type]


def a_part(cast: Cast) -> Facts:
    """The number of a part that lies with the lead."""
    return {"pk": sent(cast).pk}


def an_inner_date(cast: Cast) -> Facts:
    """Another inner date."""
    return {"inner_due_on": clock.today()}


def a_reason(cast: Cast) -> Facts:
    """Why a part comes back."""
    return {"reason": "x"}


# The co-executor's people read the task; the headquarters knows its outline alone.
BESIDE = {"outsider": 403}
HELPER: Answers = {**FORBIDDEN, **OUTLINED, "outsider": 200}
HELPER_DID: Answers = {**HELPER, "outsider": 302}


def a_package(cast: Cast) -> Facts:
    """The number of a package of one closing, laid before the chair by the secretary."""
    task = actions.accept_report(reported(cast), actor=cast.serik)
    line = actions.LineSpec(task, "Приказ издан")
    package = actions.prepare_package(actor=cast.serik, controller=task.controller, lines=[line])
    return {"pk": package.pk}


def a_choice(cast: Cast) -> Facts:
    """Everything that waits, approved."""
    return {"all": "1"}


def delegation(cast: Cast) -> Facts:
    """What is typed to let the secretary decide for the chair."""
    day = clock.today()
    return {"delegate": cast.serik.pk, "term": "on", "starts_on": day, "ends_on": day}


def a_delegation(cast: Cast) -> Facts:
    """The number of a delegation of the chair's to the duty officer."""
    given = actions.delegate(
        actor=cast.chair, body=Body.objects.get(code="atc"), delegate=cast.dauren,
        closing=False, term=True, starts_on=clock.today(), ends_on=clock.today(),
    )  # fmt: skip
    return {"pk": given.pk}


def a_report_to_ask_about(cast: Cast) -> Facts:
    """The number of a report."""
    return {"pk": reported(cast).reports.get().pk}


def a_question(cast: Cast) -> Facts:
    """The number of a question on a report."""
    report = reported(cast).reports.get()
    return {"pk": actions.ask_question(report, actor=cast.chair, text="Сколько?").pk}


def a_question_typed(cast: Cast) -> Facts:
    """A question."""
    return {"text": "Сколько?"}


def an_answer_typed(cast: Cast) -> Facts:
    """An answer."""
    return {"answer": "Двенадцать"}


def split(cast: Cast) -> Task:
    """Give the commission of Almaty city a task of the Centre, and let it have a secretary."""
    return actions.assign_task(
        actor=cast.serik,
        controller=Body.objects.get(code="atc"),
        lead=Body.objects.get(code="commission-75"),
        text_kk="Тапсырма",
        text_ru="Поручение",
        due_on=clock.today() + dt.timedelta(days=60),
        form_of_completion=FormOfCompletion.objects.get(code="report"),
    )


def a_task_of_a_commission(cast: Cast) -> Facts:
    """The number of such a task."""
    return {"pk": split(cast).pk}


def a_tie(cast: Cast) -> Facts:
    """The number of a tie by which a task of the Ministry waits for one of the commission."""
    tie = actions.block_task(give(cast), actor=cast.serik, blocker=split(cast), reason="Смета")
    return {"pk": tie.pk}


# A commission's own people give its shares, and so may the chair who heads them all.
ABOVE: Answers = dict.fromkeys(("dauren", "auditor"), 403)
TIERS: Answers = {**LEAD, **OUTLINED, "serik": 200, "chair": 200}
GIVERS: Answers = {**ABOVE, "governor": 200, "serik": 200, "chair": 200}


def an_act(cast: Cast) -> Facts:
    """A kind of decision that may be taken on many tasks at once."""
    return {"act": "accept"}


ROWS: dict[str, Row] = {
    "plans:bulk": row(403, arguments=an_act, serik=200, chair=200, governor=200),
    "POST plans:bulk": row(403, arguments=an_act, serik=422, chair=422, governor=422),
    "plans:task-split": row(404, arguments=a_task_of_a_commission, **GIVERS),
    "POST plans:task-split": row(
        404, arguments=a_task_of_a_commission,
        **ABOVE | dict.fromkeys(("governor", "serik", "chair"), 422),
    ),
    "plans:task-block": row(404, arguments=a_task, **TIERS),
    "POST plans:task-block": row(
        404, arguments=a_task, data=a_reason,
        **TIERS | dict.fromkeys(("serik", "chair", "aigerim", "head_of_health"), 422),
    ),
    "POST plans:tie-lift": row(
        404, arguments=a_tie,
        **{**LEAD_DID, **OUTLINED, "serik": 302, "chair": 302, "governor": 403},
    ),
    "plans:package-list": row(403, serik=200, chair=200, governor=200),
    "plans:package-new": row(403, serik=200, chair=200, governor=200),
    "POST plans:package-new": row(403, serik=422, chair=422, governor=422),
    "plans:package": row(404, arguments=a_package, serik=200, chair=200),
    "POST plans:package": row(404, arguments=a_package, data=a_choice, serik=403, chair=302),
    "plans:delegations": row(403, chair=200, governor=200),
    "POST plans:delegations": row(403, data=delegation, chair=302, governor=422),
    "POST plans:delegation-revoke": row(404, arguments=a_delegation, chair=302, dauren=403),
    "plans:report-ask": row(404, arguments=a_report_to_ask_about, **CENTRE | OUTLINED),
    "POST plans:report-ask": row(
        404, arguments=a_report_to_ask_about, data=a_question_typed, **CENTRE_DID | OUTLINED
    ),
    "plans:question-answer": row(404, arguments=a_question, **LEAD | OUTLINED),
    "POST plans:question-answer": row(
        404, arguments=a_question, data=an_answer_typed, **LEAD_DID | OUTLINED
    ),
    "POST plans:task-remind": row(404, arguments=a_shared_task, **LEAD_DID | BESIDE),
    "POST plans:part-take": row(404, arguments=a_share, **HELPER_DID),
    "plans:part-send": row(404, arguments=a_share, **HELPER),
    "POST plans:part-send": row(404, arguments=a_share, data=a_report, **HELPER_DID),
    "plans:part-date": row(404, arguments=a_share, **LEAD | OUTLINED | BESIDE),
    "POST plans:part-date": row(
        404, arguments=a_share, data=an_inner_date, **LEAD_DID | OUTLINED | BESIDE
    ),
    "POST plans:part-receive": row(404, arguments=a_part, **LEAD_DID | OUTLINED | BESIDE),
    "plans:part-return": row(404, arguments=a_part, **LEAD | OUTLINED | BESIDE),
    "POST plans:part-return": row(
        404, arguments=a_part, data=a_reason, **LEAD_DID | OUTLINED | BESIDE
    ),
}  # fmt: skip
