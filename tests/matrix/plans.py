"""Who gets which answer at the addresses of tasks, plans and programmes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Body
from audit import clock
from plans import actions
from plans.actions import ResponsibleSpec
from plans.models import FormOfCompletion, PlanItem, Task
from tests.matrix import Cast, Row, row

Facts = Mapping[str, object]
Answers = dict[str, Any]


def give(cast: Cast, *, as_draft: bool = False, co_executors: Sequence[Body] = ()) -> Task:
    """Give the Ministry of Health a task of the Centre, due in the Republic."""
    return actions.assign_task(
        actor=cast.serik,
        controller=Body.objects.get(code="atc"),
        lead=Body.objects.get(code="moh"),
        text_kk="Тапсырма",
        text_ru="Поручение",
        due_on=clock.today() + dt.timedelta(days=40),
        form_of_completion=FormOfCompletion.objects.get(code="report"),
        as_draft=as_draft,
        co_executors=co_executors,
    )


def reported(cast: Cast) -> Task:
    """Report such a task, with a file."""
    task = give(cast)
    paper = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 letter")
    actions.report_execution(
        task,
        actor=cast.aigerim,
        text="Сделано",
        letter_number="1",
        letter_on=clock.today(),
        files=[paper],
    )
    return task


def suspended(cast: Cast) -> Task:
    """Suspend such a task."""
    return actions.suspend_task(give(cast), actor=cast.chair, reason="x")


def abandoned(cast: Cast) -> Task:
    """Give a task and end its lead with a successor."""
    task = give(cast)
    Body.objects.filter(code="moh").update(
        valid_to=clock.today(), successor=Body.objects.get(code="mof")
    )
    return task


def entered(cast: Cast) -> PlanItem:
    """Enter a measure of the Ministry of Health into a plan."""
    year = clock.today().year
    plan = actions.create_plan(
        actor=cast.serik,
        controller=Body.objects.get(code="atc"),
        code="matrix",
        name_kk="Жоспар",
        name_ru="План",
        first_year=year,
        last_year=year + 1,
    )
    place = ResponsibleSpec(body=Body.objects.get(code="moh"), is_lead=True)
    return actions.add_item(
        plan,
        actor=cast.serik,
        number="1",
        text_kk="Іс-шара",
        text_ru="Мероприятие",
        form_of_completion=FormOfCompletion.objects.get(code="report"),
        term_ru="ежегодно, декабрь",
        responsible=[place],
    )


def in_force(cast: Cast) -> PlanItem:
    """Enter such a measure and approve the version it stands in."""
    item = entered(cast)
    actions.approve_version(item.added_in, actor=cast.serik, act_title="№ 1")
    return item


def a_task(cast: Cast) -> Facts:
    """The number of an issued task."""
    return {"pk": give(cast).pk}


def a_draft(cast: Cast) -> Facts:
    """The number of a draft."""
    return {"pk": give(cast, as_draft=True).pk}


def a_reported_task(cast: Cast) -> Facts:
    """The number of a task whose report waits."""
    return {"pk": reported(cast).pk}


def an_accepted_task(cast: Cast) -> Facts:
    """The number of a task proposed for closing."""
    return {"pk": actions.accept_report(reported(cast), actor=cast.serik).pk}


def a_suspended_task(cast: Cast) -> Facts:
    """The number of a suspended task."""
    return {"pk": suspended(cast).pk}


def an_abandoned_task(cast: Cast) -> Facts:
    """The number of a task whose lead has ended."""
    return {"pk": abandoned(cast).pk}


def a_file(cast: Cast) -> Facts:
    """The number of a file with a report."""
    evidence = reported(cast).reports.get().evidence.get()
    return {"pk": evidence.pk}


def an_extension(cast: Cast) -> Facts:
    """The number of a request for a later term."""
    task = give(cast)
    later = clock.today() + dt.timedelta(days=90)
    request = actions.request_extension(task, actor=cast.aigerim, proposed_on=later, reason="x")
    return {"pk": request.pk}


def a_plan(cast: Cast) -> Facts:
    """The number of a plan in force."""
    return {"pk": in_force(cast).plan_id}


def a_plan_in_preparation(cast: Cast) -> Facts:
    """The number of a plan whose first version is in preparation."""
    return {"pk": entered(cast).plan_id}


def a_version(cast: Cast) -> Facts:
    """The number of a version in preparation."""
    return {"pk": entered(cast).added_in_id}


def a_measure(cast: Cast) -> Facts:
    """The number of a measure in force."""
    return {"pk": in_force(cast).pk}


def a_programme(cast: Cast) -> Facts:
    """The number of a programme."""
    programme = actions.create_programme(
        actor=cast.serik,
        controller=Body.objects.get(code="atc"),
        code="matrix",
        name_kk="Бағдарлама",
        name_ru="Программа",
        first_year=2013,
        last_year=2017,
    )
    return {"pk": programme.pk}


def some_progress(cast: Cast) -> Facts:
    """What is typed about progress."""
    return {"happened_on": clock.today(), "text": "Начали"}


def a_report(cast: Cast) -> Facts:
    """What is typed in a report."""
    return {
        "text": "Сделано",
        "letter_number": "1",
        "letter_on": clock.today(),
        "without_evidence": "Сказано устно",
    }


def a_request(cast: Cast) -> Facts:
    """What is typed in a request for a later term."""
    return {"proposed_on": clock.today() + dt.timedelta(days=90), "reason": "x"}


def a_reason(cast: Cast) -> Facts:
    """A reason."""
    return {"reason": "x"}


def a_decision(cast: Cast) -> Facts:
    """A decision on a later term."""
    return {"decision": "grant"}


def a_correction(cast: Cast) -> Facts:
    """A corrected wording."""
    return {"text_kk": "а", "text_ru": "б", "reason": "опечатка"}


def a_new_task(cast: Cast) -> Facts:
    """What is typed to give a task."""
    return {
        "lead": Body.objects.get(code="moh").pk,
        "text_kk": "Тапсырма",
        "text_ru": "Поручение",
        "form_of_completion": FormOfCompletion.objects.get(code="report").pk,
        "due_on": clock.today() + dt.timedelta(days=40),
    }


def a_new_measure(cast: Cast) -> Facts:
    """What is typed to enter a measure."""
    return {
        "number": "2",
        "text_kk": "Іс-шара",
        "text_ru": "Мероприятие",
        "form_of_completion": FormOfCompletion.objects.get(code="report").pk,
        "term_ru": "ежегодно, декабрь",
        "lead": Body.objects.get(code="moh").pk,
        "costs": "not_required",
    }


def an_act(cast: Cast) -> Facts:
    """The act that approves a version."""
    return {"act_title": "№ 1", "approved_on": clock.today()}


def a_period(cast: Cast) -> Facts:
    """A period for which tasks are issued, and how many the check step showed: two Decembers."""
    year = clock.today().year
    return {"start": clock.today(), "end": dt.date(year + 1, 12, 31), "expected": 2}


def a_kind(cast: Cast) -> Facts:
    """A kind of file."""
    return {"kind": "csv"}


# Who knows of the task: the lead's people, the Centre's, and (outline only) the headquarters.
KNOWN: Answers = {
    "aigerim": 200,
    "head_of_health": 200,
    "serik": 200,
    "chair": 200,
    "dauren": 200,
    "saule": 200,
    "auditor": 200,
}
FORBIDDEN: Answers = dict.fromkeys(KNOWN, 403)
LEAD: Answers = {**FORBIDDEN, "aigerim": 200, "head_of_health": 200}
LEAD_DID: Answers = {**FORBIDDEN, "aigerim": 302, "head_of_health": 302}
CENTRE: Answers = {**FORBIDDEN, "serik": 200, "chair": 200}
CENTRE_DID: Answers = {**FORBIDDEN, "serik": 302, "chair": 302}
CHAIR: Answers = {**FORBIDDEN, "chair": 200}
CHAIR_DID: Answers = {**FORBIDDEN, "chair": 302}
INSIDE: Answers = dict.fromkeys(("serik", "chair", "dauren", "auditor"), 403)
KEEPERS: Answers = {"serik": 302, "chair": 302}
READERS: Answers = {name: 200 for name in KNOWN if name != "saule"}
OUTLINED: Answers = {
    "saule": 404
}  # the headquarters knows the task, but not what belongs to its content


def a_list_of_plans(cast: Cast) -> Facts:
    """The list of plans as a file."""
    return {"name": "plans", "kind": "csv"}


def a_money_file(cast: Cast) -> Facts:
    """The money of a programme as a file."""
    return {**a_programme(cast), "kind": "csv"}


ROWS: dict[str, Row] = {
    "plans:task-list": row(200),
    "plans:task-export": row(200, arguments=a_kind),
    "plans:task-new": row(403, serik=200, chair=200, governor=200),
    "POST plans:task-new": row(403, data=a_new_task, serik=302, chair=302, governor=422),
    "plans:review": row(403, serik=200, chair=200, governor=200),
    "plans:decide": row(403, chair=200, governor=200),
    "plans:task": row(404, arguments=a_task, **KNOWN),
    "plans:file": row(404, arguments=a_file, **READERS),
    "POST plans:task-take": row(404, arguments=a_task, **LEAD_DID),
    "plans:task-progress": row(404, arguments=a_task, **LEAD),
    "POST plans:task-progress": row(404, arguments=a_task, data=some_progress, **LEAD_DID),
    "plans:task-report": row(404, arguments=a_task, **LEAD),
    "POST plans:task-report": row(404, arguments=a_task, data=a_report, **LEAD_DID),
    "plans:task-extend": row(404, arguments=a_task, **LEAD),
    "POST plans:task-extend": row(404, arguments=a_task, data=a_request, **LEAD_DID),
    "plans:task-accept": row(404, arguments=a_reported_task, **CENTRE),
    "POST plans:task-accept": row(404, arguments=a_reported_task, **CENTRE_DID),
    "plans:task-return": row(404, arguments=a_reported_task, **CENTRE),
    "POST plans:task-return": row(
        404, arguments=a_reported_task, data=a_reason, **CENTRE_DID
    ),
    "plans:task-close": row(404, arguments=an_accepted_task, **CHAIR),
    "POST plans:task-close": row(404, arguments=an_accepted_task, **CHAIR_DID),
    "plans:extension-decide": row(404, arguments=an_extension, **CHAIR | OUTLINED),
    "POST plans:extension-decide": row(
        404, arguments=an_extension, data=a_decision, **CHAIR_DID | OUTLINED
    ),
    "plans:task-correct": row(404, arguments=a_task, **CENTRE),
    "POST plans:task-correct": row(404, arguments=a_task, data=a_correction, **CENTRE_DID),
    "POST plans:task-issue": row(404, arguments=a_draft, **INSIDE | KEEPERS),
    "plans:task-suspend": row(404, arguments=a_task, **CHAIR),
    "POST plans:task-suspend": row(404, arguments=a_task, data=a_reason, **CHAIR_DID),
    "POST plans:task-resume": row(404, arguments=a_suspended_task, **CHAIR_DID),
    "POST plans:task-move": row(404, arguments=an_abandoned_task, **CENTRE_DID),
    "plans:plan-list": row(200),
    "plans:plan": row(404, arguments=a_plan, **READERS),
    "plans:item": row(404, arguments=a_measure, **READERS),
    "plans:item-new": row(
        404, arguments=a_plan_in_preparation, **INSIDE | {"serik": 200, "chair": 200}
    ),
    "POST plans:item-new": row(
        404, arguments=a_plan_in_preparation, data=a_new_measure, **INSIDE | KEEPERS
    ),
    "POST plans:version-open": row(
        404, arguments=a_plan, **INSIDE | KEEPERS | {"aigerim": 403, "head_of_health": 403}
    ),
    "plans:version-approve": row(
        404, arguments=a_version, **INSIDE | {"serik": 200, "chair": 200}
    ),
    "POST plans:version-approve": row(404, arguments=a_version, data=an_act, **INSIDE | KEEPERS),
    "plans:item-issue": row(
        404,
        arguments=a_measure,
        **INSIDE | {"serik": 200, "chair": 200, "aigerim": 403, "head_of_health": 403},
    ),
    "POST plans:item-issue": row(
        404,
        arguments=a_measure,
        data=a_period,
        **INSIDE | KEEPERS | {"aigerim": 403, "head_of_health": 403},
    ),
    "plans:programme": row(200, arguments=a_programme, administrator=404),
    "plans:plan-export": row(200, arguments=a_list_of_plans),
    "plans:programme-money": row(200, arguments=a_programme, administrator=404),
    "plans:money-rows": row(200, arguments=a_programme, administrator=404),
    "plans:money-export": row(200, arguments=a_money_file, administrator=404),
}  # fmt: skip
