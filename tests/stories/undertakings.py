"""A programme and its plan are adopted, tasks are given, worked on, returned, moved and closed."""

import datetime as dt
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies import actions as agencies
from agencies.models import Body
from audit import clock
from plans import actions
from plans.models import (
    ActionPlan,
    Evidence,
    FormOfCompletion,
    Programme,
    Task,
    WorkingDayException,
)
from tests.stories import DATA, Teller, in_days

NAMES = {"name_kk": "Атауы", "name_ru": "Название", "name_en": "Name"}
TEXTS = {"text_kk": "Есеп беру", "text_ru": "Представить отчёт"}


def tell(tell: Teller) -> None:
    """Call every action on programmes, plans and tasks."""
    for reference in (FormOfCompletion, WorkingDayException):
        reference.objects.all().delete()  # loaded with the house; here it is loaded afresh
    tell(actions.load_forms_of_completion, DATA, actor=None)
    tell(actions.load_working_days, DATA, actor=None)
    _plan(tell, _programme(tell))
    _a_task_to_its_end(tell)
    _a_task_worked_on_together(tell)
    _what_the_head_decides(tell)
    _tasks_that_hang_together(tell)
    _one_decision_on_many(tell)
    _a_task_that_moves(tell)
    _tasks_that_stay(tell)
    _a_commission_reports(tell)


def give(tell: Teller, **facts: object) -> Task:
    """Give a task of the Centre to the Ministry of Health unless told otherwise."""
    wanted: dict[str, object] = {
        "controller": tell.body("atc"),
        "lead": tell.body("moh"),
        "due_on": in_days(40),
        "form_of_completion": FormOfCompletion.objects.filter(requires_document=False)[0],
        **TEXTS,
    }
    return tell(actions.assign_task, actor=tell.cast.serik, **(wanted | facts))


def _programme(tell: Teller) -> Programme:
    serik = tell.cast.serik
    programme = tell(
        actions.create_programme,
        actor=serik,
        controller=tell.body("atc"),
        code="story",
        first_year=2013,
        last_year=2017,
        **NAMES,
    )
    direction = tell(actions.add_direction, programme, actor=serik, number=1, **NAMES)
    tell(
        actions.add_programme_money,
        programme,
        actor=serik,
        scenario="draft",
        source="republican",
        amount=Decimal(144000),
        direction=direction,
    )
    indicator = tell(
        actions.add_indicator, programme, actor=serik, number=1, source_note="a paper", **NAMES
    )
    tell(actions.record_indicator_value, indicator, actor=serik, year=2014, target=Decimal(10))
    return programme


def _plan(tell: Teller, programme: Programme) -> None:
    serik = tell.cast.serik
    year = in_days(0).year
    plan = tell(
        actions.create_plan,
        actor=serik,
        controller=tell.body("atc"),
        code="story",
        first_year=year,
        last_year=year + 2,
        programme=programme,
        **NAMES,
    )
    tell(actions.add_section, plan, actor=serik, number=1, **NAMES)
    items = [_item(tell, plan, number, tell.body("moh")) for number in ("1", "2")]
    money = actions.MoneySpec(source="local", amount=Decimal("1.5"), year=year)
    tell(actions.add_item_money, items[0], actor=serik, money=money)
    tell(
        actions.approve_version,
        plan.versions.get(),
        actor=serik,
        act_title="Order 1",
        approved_on=in_days(0),
    )
    tell(actions.issue_tasks, items[0], actor=serik, end=in_days(500))
    tell(actions.open_version, plan, actor=serik)
    tell(actions.remove_item, items[1], actor=serik, reason="done elsewhere")


def _item(tell: Teller, plan: ActionPlan, number: str, lead: Body) -> object:
    return tell(
        actions.add_item,
        plan,
        actor=tell.cast.serik,
        number=number,
        form_of_completion=FormOfCompletion.objects.all()[0],
        term_ru="ежегодно, к 10 января",
        responsible=[actions.ResponsibleSpec(body=lead, is_lead=True)],
        **TEXTS,
    )


def _a_task_to_its_end(tell: Teller) -> None:
    cast = tell.cast
    task = give(tell, as_draft=True, co_executors=[tell.body("mof")])
    tell(actions.issue_task, task, actor=cast.serik)
    tell(
        actions.correct_task,
        task,
        actor=cast.serik,
        text_kk="Есеп",
        text_ru="Отчёт",
        reason="a slip of the pen",
    )
    tell(actions.take_into_work, task, actor=cast.aigerim)
    tell(actions.note_progress, task, actor=cast.aigerim, text="half done")
    _report(tell, task)
    tell(actions.return_report, task, actor=cast.serik, reason="no figures")
    _report(tell, task)
    evidence = Evidence.objects.filter(report__task=task).latest("pk")
    tell(actions.record_download, evidence, actor=cast.serik)
    tell(actions.accept_report, task, actor=cast.serik)
    tell(actions.close_task, task, actor=cast.chair)


def _a_task_worked_on_together(tell: Teller) -> None:
    cast = tell.cast
    task = give(tell, co_executors=[tell.body("mof")])
    shared = task.co_executors.get()
    tell(actions.set_inner_date, shared, actor=cast.aigerim, inner_due_on=in_days(7))
    tell(actions.remind_co_executors, task, actor=cast.aigerim)
    tell(actions.take_part, shared, actor=cast.outsider)
    words = {"text": "our share", "letter_number": "7", "letter_on": in_days(0)}
    words["files"] = [SimpleUploadedFile("share.txt", b"our share")]
    part = tell(actions.send_part, shared, actor=cast.outsider, **words)
    tell(actions.return_part, part, actor=cast.aigerim, reason="no figures")
    words["files"] = [SimpleUploadedFile("share.txt", b"our share, with figures")]
    part = tell(actions.send_part, shared, actor=cast.outsider, **words)
    tell(actions.receive_part, part, actor=cast.aigerim)
    _report(tell, task, parts=[part])


def _what_the_head_decides(tell: Teller) -> None:
    cast, centre = tell.cast, tell.body("atc")
    days = {"starts_on": in_days(0), "ends_on": in_days(7)}
    kinds = {"closing": True, "term": False}
    given = tell(
        actions.delegate, actor=cast.chair, body=centre, delegate=cast.dauren, **kinds, **days
    )
    tell(actions.revoke_delegation, given, actor=cast.chair)
    tasks = [give(tell), give(tell)]
    for task in tasks:
        _report(tell, task)
    report = tasks[0].reports.get()
    question = tell(actions.ask_question, report, actor=cast.chair, text="how many?")
    tell(actions.answer_question, question, actor=cast.aigerim, answer="twelve")
    for task in tasks:
        tell(actions.accept_report, task, actor=cast.serik)
        task.refresh_from_db()
    lines = [actions.LineSpec(task, "the order is adopted") for task in tasks]
    package = tell(actions.prepare_package, actor=cast.serik, controller=centre, lines=lines)
    first, second = package.lines.order_by("pk")
    yes = actions.LineDecision(approve=True)
    tell(actions.decide_line, first, actor=cast.chair, decision=yes)
    tell(actions.decide_package, package, actor=cast.chair, decisions={second.pk: yes})


def _tasks_that_hang_together(tell: Teller) -> None:
    cast = tell.cast
    whole = give(tell, lead=tell.body("commission-75"), due_on=in_days(60))
    beneath = agencies.add_body(
        actor=None,
        parent=whole.lead,
        kind=Body.Kind.DISTRICT_COMMISSION,
        code="district-story",
        names=dict.fromkeys(("kk", "ru", "en"), "District"),
        abbreviations=dict.fromkeys(("kk", "ru", "en"), "D"),
        territory=whole.lead.territory,
    )
    shares = [actions.Share(beneath, in_days(30))]
    tell(actions.split_task, whole, actor=cast.governor, shares=shares)
    tie = tell(
        actions.block_task, give(tell), actor=cast.serik, blocker=whole, reason="awaits the list"
    )
    tell(actions.lift_block, tie, actor=cast.aigerim)


def _one_decision_on_many(tell: Teller) -> None:
    cast, tasks = tell.cast, [give(tell), give(tell)]
    _report(tell, tasks[0])
    decision = actions.BulkDecision("accept", "sufficient")
    tell(actions.decide_in_bulk, tasks, actor=cast.serik, decision=decision)
    lead = tell.body("mof")
    tell(actions.reassign_task, tasks[1], actor=cast.serik, lead=lead, reason="a new order")


def _report(tell: Teller, task: Task, **facts: object) -> None:
    tell(
        actions.report_execution,
        task,
        actor=tell.cast.aigerim,
        text="done",
        letter_number="12/3",
        letter_on=in_days(0),
        files=[SimpleUploadedFile("report.txt", b"done")],
        **facts,
    )


def _a_task_that_moves(tell: Teller) -> None:
    cast = tell.cast
    task = give(tell)
    for grant in (False, True):
        request = tell(
            actions.request_extension,
            task,
            actor=cast.aigerim,
            proposed_on=in_days(70),
            reason="the figures come late",
        )
        tell(actions.decide_extension, request, actor=cast.chair, grant=grant, note="as discussed")
    tell(actions.suspend_task, task, actor=cast.chair, reason="awaits a law")
    tell(actions.resume_task, task, actor=cast.chair)
    ended = tell.body("moh")
    Body.objects.filter(pk=ended.pk).update(valid_to=in_days(0), successor=tell.body("mof"))
    tell(actions.move_to_successor, task, actor=cast.serik, reason="decree")
    Body.objects.filter(pk=ended.pk).update(valid_to=None, successor=None)


def _tasks_that_stay(tell: Teller) -> None:
    """Leave tasks in the states in which who sees what differs."""
    give(tell, as_draft=True)
    give(tell, lead=tell.body("mof"), territory=tell.territory("75"))
    give(tell, lead=tell.body("commission-75"))
    give(tell, lead=tell.body("commission-19"), co_executors=[tell.body("commission-75")])
    give(tell, lead=tell.body("mof"), territory=tell.territory("19"))


def _a_commission_reports(tell: Teller) -> None:
    """A governor's commission reports on the first half of last year."""
    governor, year, body = tell.cast.governor, clock.today().year - 1, tell.body("commission-75")
    writer = agencies.add_person(
        actor=None, body=body, email="writer@example.invalid", full_name="Writer"
    )
    agencies.appoint(writer, actor=None, body=body, role="secretary")
    report = tell(
        actions.draft_commission_report, body, actor=writer, figures={},
        first_day=dt.date(year, 1, 1), last_day=dt.date(year, 6, 30),
    )  # fmt: skip
    tell(actions.write_commission_report, report, actor=writer, figures={}, done="Done")
    tell(actions.accept_commission_report, report, actor=governor)
    tell(actions.send_commission_report, report, actor=writer)
