"""A programme and its plan are adopted, tasks are given, worked on, returned, moved and closed."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Body
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
    _a_task_that_moves(tell)
    _tasks_that_stay(tell)


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


def _report(tell: Teller, task: Task) -> None:
    tell(
        actions.report_execution,
        task,
        actor=tell.cast.aigerim,
        text="done",
        letter_number="12/3",
        letter_on=in_days(0),
        files=[SimpleUploadedFile("report.txt", b"done")],
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
