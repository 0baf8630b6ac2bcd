"""What the tests of plans are set up with, through the product's own actions."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies import actions as agencies
from agencies.models import Body, User
from audit import clock
from plans import actions
from plans.actions import ResponsibleSpec
from plans.models import ActionPlan, FormOfCompletion, PlanItem, Task
from tests.cast import Cast

PDF = b"%PDF-1.7 the order itself"


@pytest.fixture
def form(house: None) -> Callable[[str], FormOfCompletion]:
    """Find a form of completion by its code."""
    return lambda code: FormOfCompletion.objects.get(code=code)


@pytest.fixture
def paper() -> Callable[..., SimpleUploadedFile]:
    """Make a file as a browser sends it."""

    def make(name: str = "order.pdf", content: bytes = PDF) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content, "application/octet-stream")

    return make


@pytest.fixture
def give(
    cast: Cast, body: Callable[[str], Body], form: Callable[[str], FormOfCompletion]
) -> Callable[..., Task]:
    """Give a task of the Centre to a body (default: the Ministry of Health)."""

    def assign(**changes: object) -> Task:
        facts: dict[str, object] = {
            "controller": body("atc"),
            "lead": body("moh"),
            "text_kk": "Денсаулық сақтау объектілерінің қорғалуын нығайту",
            "text_ru": "Укрепить защищённость объектов здравоохранения",
            "term_phrase": "IV квартал",
            "due_on": clock.today() + dt.timedelta(days=30),
            "form_of_completion": form("report"),
        }
        facts.update(changes)
        return actions.assign_task(actor=cast.serik, **facts)  # type: ignore[arg-type]

    return assign


@pytest.fixture
def reported(
    give: Callable[..., Task], cast: Cast, paper: Callable[..., SimpleUploadedFile]
) -> Task:
    """A task of the Ministry of Health whose report waits for its answer."""
    task = actions.take_into_work(give(), actor=cast.aigerim)
    actions.report_execution(
        task,
        actor=cast.aigerim,
        text="Все объекты укреплены",
        letter_number="12-05/41",
        letter_on=clock.today(),
        files=[paper()],
    )
    task.refresh_from_db()
    return task


@pytest.fixture
def accepted(reported: Task, cast: Cast) -> Task:
    """A task whose report was accepted and which is proposed for closing."""
    return actions.accept_report(reported, actor=cast.serik)


@pytest.fixture
def plan(cast: Cast, body: Callable[[str], Body]) -> ActionPlan:
    """A plan of the Centre for this year and the next, its first version in preparation."""
    year = clock.today().year
    return actions.create_plan(
        actor=cast.serik,
        controller=body("atc"),
        code="plan",
        name_kk="Іс-шаралар жоспары",
        name_ru="План мероприятий",
        name_en="Plan of measures",
        first_year=year,
        last_year=year + 1,
    )


@pytest.fixture
def add(
    plan: ActionPlan,
    cast: Cast,
    body: Callable[[str], Body],
    form: Callable[[str], FormOfCompletion],
) -> Callable[..., PlanItem]:
    """Enter a measure of the plan (default: the Ministry of Health leads, every quarter)."""

    def enter(number: str = "1", **changes: object) -> PlanItem:
        facts: dict[str, object] = {
            "number": number,
            "text_kk": "Семинарлар өткізу",
            "text_ru": "Провести семинары",
            "form_of_completion": form("information"),
            "term_ru": "ежеквартально",
            "term_kk": "тоқсан сайын",
            "responsible": [
                ResponsibleSpec(body=body("moh"), is_lead=True),
                ResponsibleSpec(body=body("mof")),
            ],
        }
        facts.update(changes)
        return actions.add_item(plan, actor=cast.serik, **facts)  # type: ignore[arg-type]

    return enter


@pytest.fixture
def appoint(cast: Cast, body: Callable[[str], Body]) -> Callable[..., None]:
    """Appoint one of the cast to another post."""

    def add(name: str, code: str, role: str) -> None:
        agencies.appoint(cast[name], actor=None, body=body(code), role=role, starts_at=clock.now())

    return add


@pytest.fixture
def reads_english(cast: Cast) -> None:
    """Let everybody read the pages in the language in which these tests are written."""
    User.objects.update(language="en")


@pytest.fixture
def adopted(cast: Cast) -> ActionPlan:
    """The plan of 2013 to 2017, its first version in preparation."""
    return actions.create_plan(
        actor=cast.serik,
        controller=Body.objects.get(code="atc"),
        code="programme",
        name_kk="Жоспар",
        name_ru="План",
        first_year=2013,
        last_year=2017,
    )
