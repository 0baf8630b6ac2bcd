"""A house of full size for measuring: every commission, five hundred people, their tasks."""

import datetime as dt
import os
import random
from pathlib import Path

from django.db import connection

from agencies import actions as agencies
from agencies.models import Body, Subordination, Territory, TerritoryParent, User
from audit import clock
from plans import actions
from plans.models import CoExecutor, ExecutionReport, FormOfCompletion, Task

DATA = Path(__file__).resolve().parent.parent / "data"
TASKS = int(os.environ.get("N") or 100_000)
DISTRICTS, PEOPLE = 186, 500
BATCH = 5000
STATES = ("issued", "in_work", "submitted", "returned", "closed", "closed", "closed", "closed")
WORDS = (
    ("Объектілердің қорғалуын нығайту", "Укрепить защищённость объектов"),
    ("Оқу-жаттығулар өткізу", "Провести учения по утверждённому графику"),
    ("Тұрғындарға ұсынымдар жариялау", "Разместить рекомендации для населения"),
    ("Құлақтандыру жүйелерін тексеру", "Проверить системы оповещения"),
)


def build() -> dict[str, User]:
    """Build land, roster, districts, people and tasks; return a secretary and a liaison."""
    chance = random.Random(2013)
    agencies.load_territories(DATA)
    agencies.load_bodies(DATA)
    actions.load_forms_of_completion(DATA, actor=None)
    actions.load_working_days(DATA, actor=None)
    add_districts()
    people = engage(chance)
    give(chance, people["serik"])
    report(people["liaison"])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return people


def add_districts() -> None:
    """Add a district with its commission until there are as many as the law counts."""
    units = list(Body.objects.filter(kind=Body.Kind.UNIT_COMMISSION).select_related("territory"))
    lands = Territory.objects.bulk_create(
        Territory(code=f"b{number}", kind="district", name_kk=f"{number}-аудан",
                  name_ru=f"Район {number}", name_en=f"District {number}")
        for number in range(DISTRICTS)
    )  # fmt: skip
    homes = [units[number % len(units)] for number in range(DISTRICTS)]
    TerritoryParent.objects.bulk_create(
        TerritoryParent(territory=land, parent=home.territory)
        for land, home in zip(lands, homes, strict=True)
    )
    bodies = Body.objects.bulk_create(
        Body(code=f"commission-{land.code}", kind=Body.Kind.DISTRICT_COMMISSION, territory=land,
             name_kk=f"{land.name_kk} комиссиясы", name_ru=f"Комиссия: {land.name_ru}",
             name_en=f"Commission: {land.name_en}", order=1000)
        for land in lands
    )  # fmt: skip
    Subordination.objects.bulk_create(
        Subordination(body=body, parent=home) for body, home in zip(bodies, homes, strict=True)
    )


def engage(chance: random.Random) -> dict[str, User]:
    """Appoint five hundred people: a secretary of the Centre, the rest liaisons of all bodies."""
    bodies = list(Body.objects.exclude(kind__in=Body.HEADQUARTERS).order_by("pk"))
    posts = [("atc", "secretary"), ("moh", "liaison")]
    found = []
    for number in range(PEOPLE):
        body = chance.choice(bodies)
        code, role = posts[number] if number < len(posts) else (body.code, "liaison")
        person = User.objects.create(
            email=f"bench{number}@example.invalid", full_name=f"Person {number}", language="ru"
        )
        where = Body.objects.get(code=code)
        agencies.appoint(person, actor=None, body=where, role=role, starts_at=clock.now())
        found.append(person)
    return {"serik": found[0], "liaison": found[1]}


def give(chance: random.Random, secretary: User) -> None:
    """Give the tasks: half led by agencies on the land of a unit, half by commissions."""
    centre = Body.objects.get(code="atc")
    leads = list(Body.objects.filter(kind=Body.Kind.AGENCY))
    commissions = list(Body.objects.filter(kind__in=Body.COMMISSIONS).select_related("territory"))
    forms, today, now = list(FormOfCompletion.objects.all()), clock.today(), clock.now()
    for start in range(0, TASKS, BATCH):
        made = []
        for number in range(start, min(start + BATCH, TASKS)):
            commission = chance.choice(commissions)
            state = STATES[number % len(STATES)]
            due = today + dt.timedelta(days=chance.randint(-400, 300))
            kk, ru = WORDS[number % len(WORDS)]
            made.append(
                Task(
                    controller=centre, lead=chance.choice(leads) if number % 2 else commission,
                    territory=commission.territory, text_kk=f"{kk} ({number})",
                    text_ru=f"{ru} ({number})", form_of_completion=forms[number % len(forms)],
                    original_due_on=due, due_on=due, state=state, issued_at=now,
                    issued_by=secretary, closed_at=now if state == "closed" else None,
                    closed_by=secretary if state == "closed" else None,
                )
            )  # fmt: skip
        tasks = Task.objects.bulk_create(made)
        CoExecutor.objects.bulk_create(
            CoExecutor(task=task, body=body)
            for task in tasks
            for body in chance.sample(leads, 2)
            if body.pk != task.lead_id
        )


def report(liaison: User) -> None:
    """Let a report stand on every tenth task."""
    now, today = clock.now(), clock.today()
    ExecutionReport.objects.bulk_create(
        (
            ExecutionReport(task=task, body_id=task.lead_id, number=1, text="Сделано",
                            letter_number="1", letter_on=today, submitted_by=liaison,
                            submitted_at=now)
            for task in Task.objects.filter(state="submitted").order_by("pk")
        ),
        batch_size=BATCH,
    )  # fmt: skip
