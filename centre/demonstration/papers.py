"""The programme and the plans: entered as papers, approved, and their tasks issued in time."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext_noop

from agencies.models import Post, User
from audit import clock
from centre.demonstration import lives, material, money, words
from centre.demonstration.stage import Stage
from plans import actions, terms
from plans.actions import ResponsibleSpec
from plans.models import (
    ActionPlan,
    Direction,
    FormOfCompletion,
    PlanItem,
    PlanItemResponsible,
    Programme,
    ProgrammeMoney,
)

APPROVED_DAYS_AGO = 350
AHEAD = 75  # days: what is due later has not been issued yet
NOTICE_DAYS = 60
SYNTHETIC = gettext_noop("synthetic: invented for the demonstration")
ARTICLE = gettext_noop(
    "public article of August 2013"
)  # as data/demonstration/programme.json says


@dataclass(frozen=True)
class Occurrence:
    """One date on which a measure falls due."""

    item: PlanItem
    stated: dt.date
    key: str


def plan_programme(stage: Stage) -> None:
    """Enter the state programme on the day after its publication."""
    entered_at = clock.midnight(dt.date(2013, 10, 3)) + dt.timedelta(hours=10)
    stage.plan(entered_at, lambda: _enter_programme(stage))


def plan_papers(stage: Stage) -> None:
    """Enter both plans a year ago; approving them plans the issue of their tasks."""
    day = stage.day(-APPROVED_DAYS_AGO)
    for order, paper in enumerate(material.read("plans")["plans"]):
        stage.plan(
            stage.office(day, "plan") + dt.timedelta(minutes=30 * order),
            partial(_enter_plan, stage, paper),
        )


def _enter_programme(stage: Stage) -> None:
    paper, serik = material.read("programme"), stage.person("atc", Post.Role.SECRETARY)
    programme = actions.create_programme(
        actor=serik,
        controller=stage.bodies["atc"],
        code="programme-2013-2017",
        **_named(paper["title"]),
        first_year=paper["first_year"],
        last_year=paper["last_year"],
        act_title=paper["approved_by"]["ru"],
        act_on=dt.date.fromisoformat(paper["starts_on"]),
        published_on=dt.date(2013, 10, 2),
        equipment_share_aim=Decimal(paper["equipment_aim"]["percent"]),
        source_note=paper["source"],
    )
    directions = {
        row["number"]: actions.add_direction(
            programme, actor=serik, number=row["number"], **_named(row["title"])
        )
        for row in paper["directions"]
    }
    for row in paper["money"]:
        actions.add_programme_money(
            programme,
            actor=serik,
            scenario=row["scenario"],
            source=row["source"] or ProgrammeMoney.Source.UNDIVIDED,
            amount=Decimal(row["amount_million"]),
            source_note=row["reference"],
        )
    for row in paper["indicators"]:
        _enter_indicator(programme, row, directions[row["direction"]], serik)


def _enter_indicator(
    programme: Programme, row: dict[str, Any], direction: Direction, serik: User
) -> None:
    unit = row["unit"] if isinstance(row["unit"], dict) else dict.fromkeys(("kk", "ru", "en"), "%")
    source = row["source"]
    indicator = actions.add_indicator(
        programme,
        actor=serik,
        number=int(row["number"]),
        direction=direction,
        **_named(row["title"]),
        **{f"unit_{language}": word for language, word in unit.items()},
        source_note=SYNTHETIC if row["synthetic"] else source,
        source_url=source if source.startswith("http") else "",
    )
    for year, value in row["values"].items():
        is_fact = not row["synthetic"] and row["number"] != "6"
        actions.record_indicator_value(
            indicator,
            actor=serik,
            year=int(year),
            target=None if is_fact else Decimal(value),
            actual=Decimal(value) if is_fact else None,
            source_note=SYNTHETIC if row["synthetic"] else source,
        )


def _enter_plan(stage: Stage, paper: dict[str, Any]) -> None:
    serik, centre = stage.person("atc", Post.Role.SECRETARY), stage.bodies["atc"]
    programme = Programme.objects.get()
    plan = actions.create_plan(
        actor=serik,
        controller=centre,
        code=f"{paper['key']}-{stage.today.year}",
        name_kk=paper["title"]["kk"],
        name_ru=paper["title"]["ru"],
        name_en=paper["title"]["en"],
        first_year=clock.today().year,
        last_year=clock.today().year + 2,
        programme=programme if paper["key"] == "programme" else None,
    )
    items: list[tuple[PlanItem, dict[str, Any]]] = []
    for row in paper["sections"]:
        section = actions.add_section(
            plan,
            actor=serik,
            number=int(row["number"]),
            direction=programme.directions.get(number=row["direction"]),
            **_named(row["title"]),
        )
        items += [(_enter_item(stage, plan, section, one, serik), one) for one in row["items"]]
    actions.approve_version(
        plan.versions.get(), actor=serik, act_title=_approval(stage), approved_on=clock.today()
    )
    for item, row in items:
        _plan_issues(stage, item, row)
        money.plan_spending(stage, item, row)


def _approval(stage: Stage) -> str:
    day = clock.today()
    return f"Протокольное решение АТЦ от {day:%d.%m.%Y} № 1"


def _enter_item(
    stage: Stage, plan: ActionPlan, section: Any, row: dict[str, Any], serik: User
) -> PlanItem:
    term_kk, term_ru = _term(stage, row)
    paid = row.get("money")
    within = material.number(row["number"]) % 2
    without = PlanItem.Costs.WITHIN_BUDGET if within else PlanItem.Costs.NOT_REQUIRED
    return actions.add_item(
        plan,
        actor=serik,
        number=row["number"],
        section=section,
        text_kk=row["measure"]["kk"],
        text_ru=row["measure"]["ru"],
        form_of_completion=form(row["form"]),
        term_kk=term_kk,
        term_ru=term_ru,
        responsible=_responsible(stage, row),
        money=money.planned(stage, row),
        costs=PlanItem.Costs.AMOUNT if paid else without,
        is_equipment=bool(paid and paid["equipment"]),
    )


def form(code: str) -> FormOfCompletion:
    """Return a form of completion by its code."""
    return FormOfCompletion.objects.get(code=code)


def _term(stage: Stage, row: dict[str, Any]) -> tuple[str, str]:
    if row["term"] == "once":
        day = stage.day(row["due_in_days"])
        return words.until_kk(day), words.until_ru(day)
    term = material.read("plans")["terms"][row["term"]]
    return term["kk"], term["ru"]


def _responsible(stage: Stage, row: dict[str, Any]) -> list[ResponsibleSpec]:
    groups = PlanItemResponsible.Group
    whole = {"akims": groups.UNIT_COMMISSIONS, "members": groups.CENTRAL_BODIES}
    lead = row["lead"]
    first = (
        ResponsibleSpec(group=whole[lead], is_lead=True)
        if lead in whole
        else ResponsibleSpec(body=stage.bodies[lead.lower()], is_lead=True)
    )
    others = [ResponsibleSpec(body=stage.bodies[one.lower()]) for one in row["co_executors"]]
    return [first, *others]


def _plan_issues(stage: Stage, item: PlanItem, row: dict[str, Any]) -> None:
    """Issue each occurrence two months ahead, but not before the plan was approved."""
    first, last = clock.today() + dt.timedelta(days=12), stage.day(AHEAD)
    found = terms.due_dates(item.term_ru, start=first, end=stage.day(400))
    for stated in found.before_shift:
        occurrence = Occurrence(item, stated, f"{item.plan.code} {item.number} {stated}")
        if stated > last:
            _plan_draft(stage, occurrence, row)
            return
        issue_on = max(stated - dt.timedelta(days=NOTICE_DAYS), clock.today())
        issue_at = max(stage.office(issue_on, occurrence.key), clock.now())
        stage.plan(issue_at, partial(_issue, stage, occurrence))


def _issue(stage: Stage, occurrence: Occurrence) -> None:
    serik = stage.person("atc", Post.Role.SECRETARY)
    tasks = actions.issue_tasks(
        occurrence.item, actor=serik, start=occurrence.stated, end=occurrence.stated
    )
    for task in tasks:
        lives.begin(stage, task, occurrence.key)


def _plan_draft(stage: Stage, occurrence: Occurrence, row: dict[str, Any]) -> None:
    """Prepare some of what is due later as drafts, in the last days before today."""
    if row["lead"] in ("akims", "members") or len(stage.drafts) >= lives.DRAFTS:
        return
    stage.drafts.append(occurrence.key)
    at = stage.office(stage.day(-3), occurrence.key)
    stage.plan(at, lambda: _prepare(stage, occurrence, row))


def _prepare(stage: Stage, occurrence: Occurrence, row: dict[str, Any]) -> None:
    item = occurrence.item
    actions.assign_task(
        actor=stage.person("atc", Post.Role.SECRETARY),
        controller=stage.bodies["atc"],
        lead=stage.bodies[row["lead"].lower()],
        co_executors=[stage.bodies[one.lower()] for one in row["co_executors"]],
        text_kk=item.text_kk,
        text_ru=item.text_ru,
        term_phrase=item.term_ru,
        term_phrase_kk=item.term_kk,
        due_on=occurrence.stated,
        form_of_completion=item.form_of_completion,
        plan_item=item,
        as_draft=True,
    )


def _named(title: dict[str, str]) -> dict[str, str]:
    return {f"name_{language}": text for language, text in title.items()}
