"""What a head decides at once: packages, a decision on many tasks; how commissions share work."""

import datetime as dt
from functools import partial

from agencies.models import Post
from audit import clock
from centre.demonstration.stage import Stage
from centre.queries import commissions
from plans import actions, queries
from plans.actions import BulkDecision, LineDecision, LineSpec, Share
from plans.models import DecisionPackage, Task

DECIDED_BEFORE = dt.timedelta(hours=5)  # before today's letters begin to leave the house
IN_PACKAGE, AT_ONCE, SHARES = 4, 3, 3
FAR = 14  # days: what is split has room for an earlier date
REMARK = "Рассмотрено на совещании"
SAID = {
    "done": "Жоспарланған іс-шаралар өткізілді; аудандық комиссиялардың есептері тыңдалды.\n"
    "Проведены запланированные мероприятия; заслушаны отчёты районных комиссий.",
    "hindered": "Кейбір тапсырмалар бойынша қаражат кеш бөлінді.\n"
    "По части поручений средства поступили поздно.",
    "planned": "Көшпелі отырыс және оқу-жаттығу өткізу.\n"
    "Провести выездное заседание и учение.",
}  # fmt: skip


def plan_decisions(stage: Stage) -> None:
    """Plan two packages (one decided, one that waits), a decision on many, splits, reports."""
    stage.plan(stage.ends_at - DECIDED_BEFORE, partial(_decide_a_package, stage))
    stage.plan(stage.ends_at - DECIDED_BEFORE * 0.95, partial(_accept_several, stage))
    stage.plan(stage.ends_at - DECIDED_BEFORE * 0.9, partial(_lay_a_package, stage))
    stage.plan(stage.ends_at - DECIDED_BEFORE * 1.2, partial(_split_tasks, stage))


def plan_commission_reports(stage: Stage, first: dt.date, last: dt.date) -> None:
    """Plan that two commissions report on the half-year that ended last, one not yet finally."""
    for code, days in (("commission-75", 9), ("commission-19", 11)):
        written = stage.office(last + dt.timedelta(days=days), code, "report")
        stage.plan(written, partial(_report, stage, code, first, last))


def _decide_a_package(stage: Stage) -> None:
    """Let the chair decide a package: tasks are closed, a later term is refused.

    Nothing is sent back: what its life still has in store for such a task must stay possible.
    """
    package = _lay_a_package(stage)
    if package is None:
        return
    chair = stage.person("atc", Post.Role.CHAIR)
    lines = list(package.lines.order_by("pk"))
    decisions = {
        line.pk: LineDecision(approve=line.request_id is None, remark=REMARK) for line in lines
    }
    actions.decide_package(package, actor=chair, decisions=decisions)


def _lay_a_package(stage: Stage) -> DecisionPackage | None:
    """Let the secretary lay before the chair what waits for closing, or for a later term."""
    centre, secretary = stage.bodies["atc"], stage.person("atc", Post.Role.SECRETARY)
    found = queries.candidates(centre)
    closings = [one for one in found if one.request is None and one.ground][: IN_PACKAGE - 1]
    terms = [one for one in found if one.request is not None and one.ground][:1]
    lines = [LineSpec(one.task, one.ground, one.request) for one in (*closings, *terms)]
    if not lines:
        return None
    return actions.prepare_package(actor=secretary, controller=centre, lines=lines)


def _accept_several(stage: Stage) -> None:
    """Let the secretary accept several reports by one decision."""
    secretary = stage.person("atc", Post.Role.SECRETARY)
    tasks = list(queries.tasks_for(secretary, "accept")[:AT_ONCE])
    note = "Формы завершения соблюдены"
    actions.decide_in_bulk(tasks, actor=secretary, decision=BulkDecision("accept", note))


def _split_tasks(stage: Stage) -> None:
    """Let each commission with districts share one far task with them; some take it up at once."""
    for body in sorted(stage.bodies.values(), key=lambda one: (one.order, one.pk)):
        held = Task.objects.filter(
            lead=body, state__in=Task.OWED, due_on__gt=stage.day(FAR), suspended_at__isnull=True,
            parent__isnull=True,
        )  # fmt: skip
        task = held.select_related("lead").order_by("-due_on", "pk").first()
        beneath = list(queries.bodies_to_share(task)[:SHARES]) if task else []
        inner = queries.inner_date(task) if task else None
        if task is None or inner is None or not beneath or not body.is_commission:
            continue
        giver = stage.person(body.code, Post.Role.SECRETARY, Post.Role.CHAIR)
        shares = [Share(one, inner) for one in beneath]
        for share in actions.split_task(task, actor=giver, shares=shares)[:1]:
            _take_up(stage, share)


def _take_up(stage: Stage, share: Task) -> None:
    for role in (Post.Role.SECRETARY, Post.Role.CHAIR):
        if (share.lead.code, role) in stage.people:
            actions.take_into_work(share, actor=stage.person(share.lead.code, role))
            return


def _report(stage: Stage, code: str, first: dt.date, last: dt.date) -> None:
    """Let a commission write its report; the first one is accepted and sent."""
    body = stage.bodies[code]
    writer = stage.person(code, Post.Role.SECRETARY, Post.Role.CHAIR)
    figures = commissions.figures(writer, body, first, last)
    report = actions.draft_commission_report(
        body, actor=writer, first_day=first, last_day=last, figures=figures
    )
    report = actions.write_commission_report(
        report, actor=writer, figures=figures, events=38, covered=4200, exercises=3,
        facilities=61, **SAID,
    )  # fmt: skip
    if code == "commission-75" and clock.today() > last:
        actions.accept_commission_report(report, actor=stage.person(code, Post.Role.CHAIR))
        actions.send_commission_report(report, actor=writer)
