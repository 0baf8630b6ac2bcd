"""The desk at work on the running level: calls to the silent, five reports, one of the Centre."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from agencies.models import Post, User
from alerts import actions, queries
from alerts.models import Acknowledgement, AddressedBody, Call, LevelDecision
from alerts.queries.calling import numbers_for
from centre.demonstration import answering, material
from centre.demonstration.stage import Stage

REPORTS_BEFORE = dt.timedelta(minutes=8)
CALLS_BEFORE = dt.timedelta(minutes=5)
MERGED_BEFORE = dt.timedelta(seconds=90)
BETWEEN = dt.timedelta(seconds=40)
OUTCOMES = (Call.Outcome.NO_ANSWER, Call.Outcome.BUSY, Call.Outcome.ACCEPTED)


def plan_situation(stage: Stage) -> None:
    """Plan what the desk does while the answers to the running level come in."""
    for place, words in enumerate(material.read("situation")["reports"]):
        instant = stage.ends_at - REPORTS_BEFORE + place * BETWEEN
        stage.plan(instant, partial(_report, words))
    for place, outcome in enumerate(OUTCOMES):
        instant = stage.ends_at - CALLS_BEFORE + place * BETWEEN
        stage.plan(instant, partial(_call, stage, outcome))
    stage.plan(stage.ends_at - MERGED_BEFORE, lambda: _merge(_officer(stage)))


def _officer(stage: Stage) -> User:
    return stage.person("atc", Post.Role.DUTY_OFFICER)


def _running() -> LevelDecision:
    running = LevelDecision.objects.filter(notice__isnull=False, notice__closed_at__isnull=True)
    return running.select_related("headquarters", "notice", "exercise").latest("pk")


def _report(words: dict[str, dict[str, str]]) -> None:
    """Let the first organisation that accepted and has not reported say its words."""
    for addressed in _accepted(_running()):
        person = answering.spokesperson(addressed.body)
        if person is not None and not queries.reporting_of(addressed).reports:
            said = words["kk" if person.language == "kk" else "ru"]
            actions.send_situation_report(addressed, actor=person, **said)
            return


def _accepted(decision: LevelDecision) -> Iterator[AddressedBody]:
    rows = AddressedBody.objects.filter(decision=decision, is_counted=True)
    by_body = {one.body_id: one for one in rows.select_related("decision", "notice", "body")}
    accepted = Acknowledgement.objects.filter(
        decision=decision, state=Acknowledgement.State.ACCEPTED
    )
    for step in accepted.order_by("answered_at", "pk"):
        yield by_body[step.body_id]


def _call(stage: Stage, outcome: str) -> None:
    """Call the next one who is silent, at the first number there is."""
    decision, officer = _running(), _officer(stage)
    for line in queries.console(officer, decision).queue:
        numbers = numbers_for(line.addressed)
        if line.call is None and not line.steps and numbers:
            actions.take_call(decision, actor=officer, addressed=line.addressed)
            actions.record_call(line.addressed, actor=officer, key=numbers[0].key, outcome=outcome)
            actions.leave_call(decision, actor=officer)
            return


def _merge(officer: User) -> None:
    summary = material.read("situation")["summary"]
    actions.make_centre_report(_running(), actor=officer, number=1, summary=summary)
