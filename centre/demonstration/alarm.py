"""The level in force: proposed by one, approved by another, half answered when one looks."""

import datetime as dt
from functools import partial

from agencies.models import Post, Territory
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import (
    Action,
    AddressedBody,
    ChecklistEntry,
    ChecklistTemplate,
    Criterion,
    Level,
    LevelDecision,
)
from alerts.texts import draft_texts
from centre.demonstration import answering, material
from centre.demonstration.stage import Stage

PROPOSED_BEFORE = dt.timedelta(minutes=22)
APPROVED_BEFORE = dt.timedelta(minutes=12)
TERM = "14 суток"


def plan_history(stage: Stage) -> None:
    """Bring in the public record of level changes, and adopt the checklists if none are there."""
    day = stage.office(stage.day(-345), "record")
    path = material.folder().parent / "levels_2016.csv"
    stage.plan(day, lambda: actions.import_levels(path, actor=None))
    stage.plan(day, _adopt_checklists)


def plan_level(stage: Stage) -> None:
    """Plan a yellow level of one city, begun a few minutes ago."""
    stage.plan(stage.ends_at - PROPOSED_BEFORE, lambda: _propose(stage))


def _adopt_checklists() -> None:
    if ChecklistTemplate.objects.exists():
        return
    for word, lines in material.read("texts")["checklist"].items():
        rows = [("", line["kk"], line["ru"], line["en"]) for line in lines]
        actions.adopt_checklist(Level[word.upper()], rows, actor=None)


def _propose(stage: Stage) -> None:
    facts = material.read("texts")["level"]
    authority = facts["authority"]
    acts = [
        ActSpec(
            territory=Territory.objects.get(code=facts["territory"]),
            action=Action.SET,
            level=Level.YELLOW,
            starts_at=stage.ends_at - APPROVED_BEFORE,
            criterion=Criterion.TO_BE_CONFIRMED,
            term_text=TERM,
        )
    ]
    decision = _lay_before(stage, acts, authority["kk"], authority["ru"])
    stage.plan(stage.ends_at - APPROVED_BEFORE, lambda: _approve(stage, decision))


def _lay_before(
    stage: Stage, acts: list[ActSpec], authority_kk: str, authority_ru: str
) -> LevelDecision:
    settled = actions.settle_acts(stage.bodies["headquarters-kz"], acts)
    said = draft_texts(settled, authority_kk, authority_ru)
    more = material.read("texts")["level"]["population"]
    texts = {language: "\n\n".join([said[language], more[language]]) for language in said}
    return actions.propose_level(
        stage.bodies["headquarters-kz"],
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        acts=acts,
        paper=Paper(authority_kk, authority_ru, texts["kk"], texts["ru"], texts["en"]),
    )


def _approve(stage: Stage, decision: LevelDecision) -> None:
    saule = stage.person("headquarters-kz", Post.Role.HEADQUARTERS_APPROVER)
    effect = queries.effect_of_decision(decision)
    decision = actions.approve_level(decision, actor=saule, digest=effect.digest)
    for addressed, steps in answering.programme_of(decision):
        _plan_answers(stage, addressed, steps)


def _plan_answers(stage: Stage, addressed: AddressedBody, steps: answering.Steps) -> None:
    person = answering.spokesperson(addressed.body)
    if person is None:
        return
    for instant, state in steps:
        stage.plan(instant, partial(answering.give, addressed, person, state))
    entries = ChecklistEntry.objects.filter(decision=addressed.decision, body=addressed.body)
    for order, entry in enumerate(entries.order_by("line__order"), start=1):
        ticked_at = steps[-1][0] + dt.timedelta(seconds=100 * order)
        stage.plan(ticked_at, partial(actions.tick_line, entry, actor=person))
