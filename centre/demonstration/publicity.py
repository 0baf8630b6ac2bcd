"""What follows a level outside: one that ends soon, with its reminders, ticks and a wording."""

import datetime as dt
from functools import partial

from agencies.models import Post, Territory, User
from alerts import actions, queries, reminders
from alerts.actions import ActSpec, Paper
from alerts.models import (
    Action,
    AddressedBody,
    ChecklistEntry,
    Criterion,
    Level,
    LevelDecision,
    Publication,
)
from alerts.texts import draft_texts
from audit import clock
from centre.demonstration import answering
from centre.demonstration.stage import Stage
from notices import actions as notices

HEADQUARTERS = "headquarters-kz"
SOON, RUNNING = "35/balkhash", "75"
BEGAN_DAYS_AGO = 12
REMINDED_DAYS = 70
TERM = "14 суток"
AUTHORITY = (
    "Республикалық жедел штабтың басшысы",
    "Руководитель республиканского оперативного штаба",
)
CANCEL_RU = (
    "Антитеррористический центр Республики Казахстан уведомляет: {from} на территории {where} "
    "отменяется действие {before} уровня террористической опасности."
)
SITE, TELEGRAM = "https://centre.invalid/levels/", "https://t.invalid/centre/"
WAYS = (
    (Publication.Way.CENTRE_SITE, SITE, "", 6),
    (Publication.Way.TELEGRAM, TELEGRAM, "", 9),
    (Publication.Way.OPERATORS, "", "четыре оператора, текст на двух языках", 25),
    (Publication.Way.MEDIA, "", "сообщение в двенадцатичасовых новостях", 100),
)


def plan_publicity(stage: Stage) -> None:
    """Plan a level that ends within two days, the ticks of both levels, and a new wording."""
    begins = clock.midnight(stage.day(-BEGAN_DAYS_AGO)) + dt.timedelta(hours=10)
    stage.plan(begins - dt.timedelta(minutes=20), partial(_propose, stage, begins))
    for days in range(-REMINDED_DAYS, 1):
        at_nine = clock.midnight(stage.day(days)) + dt.timedelta(hours=9, minutes=1)
        stage.plan(at_nine, reminders.remind_of_ends)
    stage.plan(stage.ends_at - dt.timedelta(minutes=4), partial(_tick_the_newest, stage))
    stage.plan(stage.ends_at - dt.timedelta(seconds=1), partial(_adopt_a_wording, stage))


def _propose(stage: Stage, begins: dt.datetime) -> None:
    act = ActSpec(
        territory=Territory.objects.get(code=SOON),
        action=Action.SET,
        level=Level.YELLOW,
        starts_at=begins,
        criterion=Criterion.TO_BE_CONFIRMED,
        term_text=TERM,
    )
    settled = actions.settle_acts(stage.bodies[HEADQUARTERS], [act])
    texts = draft_texts(settled, *AUTHORITY)
    decision = actions.propose_level(
        stage.bodies[HEADQUARTERS],
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        acts=[act],
        paper=Paper(*AUTHORITY, texts["kk"], texts["ru"], texts["en"]),
    )
    stage.plan(begins, partial(_approve, stage, decision))


def _approve(stage: Stage, decision: LevelDecision) -> None:
    effect = queries.effect_of_decision(decision)
    decision = actions.approve_level(decision, actor=_approver(stage), digest=effect.digest)
    now = clock.now()
    people = answering.spokespeople()
    told = AddressedBody.objects.filter(decision=decision, is_counted=True, body__in=people)
    told = told.select_related("notice", "decision", "body").order_by("pk")
    *quick, slow = told
    for order, addressed in enumerate(quick):
        answer = partial(_answer, addressed, people[addressed.body_id])
        stage.plan(now + dt.timedelta(seconds=40 + 20 * order), answer)
    _plan_a_lapse(stage, slow, people[slow.body_id])
    for way, link, note, minutes in WAYS:
        noted = partial(_tick, stage, decision, way=way, link=link and f"{link}1", note=note)
        stage.plan(now + dt.timedelta(minutes=minutes), noted)
    stage.plan(now + dt.timedelta(hours=1), partial(_tick_the_akimat, stage, decision))
    stage.plan(now + dt.timedelta(hours=14), partial(_close, decision))


def _plan_a_lapse(stage: Stage, addressed: AddressedBody, person: User) -> None:
    """Let one body accept and do nothing: it is reminded, its answer lapses, it answers anew."""
    accepted_at = clock.now() + dt.timedelta(minutes=11)
    stage.plan(accepted_at, partial(answering.give, addressed, person, answering.ACCEPTED))
    reminded_at = accepted_at + (addressed.notice.progress_norm or dt.timedelta())
    lapsed_at = reminded_at + (addressed.notice.lapse_norm or dt.timedelta())
    for instant in (reminded_at, lapsed_at):
        stage.plan(instant, reminders.check_progress)
    stage.plan(lapsed_at + dt.timedelta(minutes=7), partial(_answer, addressed, person))


def _answer(addressed: AddressedBody, person: User) -> None:
    """Let one body accept and do its lines: this level keeps nobody busy any more."""
    answering.give(addressed, person, answering.ACCEPTED)
    lines = ChecklistEntry.objects.filter(decision=addressed.decision, body=addressed.body)
    for entry in lines.order_by("line__order"):
        actions.tick_line(entry, actor=person)


def _close(decision: LevelDecision) -> None:
    if decision.notice is not None:
        notices.close_notice(decision.notice)


def _tick(
    stage: Stage, decision: LevelDecision, *, way: str, link: str = "", note: str = ""
) -> None:
    actions.note_publication(
        decision,
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        body=stage.bodies[HEADQUARTERS],
        way=way,
        published_at=clock.now(),
        link=link,
        note=note,
    )


def _tick_the_akimat(stage: Stage, decision: LevelDecision) -> None:
    told = decision.addressed.filter(body__kind="unit_commission").select_related("body")
    for addressed in told:
        actions.note_publication(
            decision,
            actor=stage.person(addressed.body.code, Post.Role.SECRETARY),
            body=addressed.body,
            way=Publication.Way.AKIMAT_SITE,
            published_at=clock.now(),
            link=f"https://akimat-{addressed.body.territory.code}.invalid/levels/1",
        )


def _tick_the_newest(stage: Stage) -> None:
    """Tick the level that is being answered: on the site already, by the operators not yet."""
    published = LevelDecision.objects.filter(
        state=LevelDecision.State.PUBLISHED, notice__isnull=False, areas__territory__code=RUNNING
    )
    newest = published.latest("published_at")
    for way, link, _note, _minutes in WAYS[:2]:
        _tick(stage, newest, way=way, link=f"{link}2")


def _adopt_a_wording(stage: Stage) -> None:
    reason = "по образцу опубликованных сообщений"
    actions.adopt_wording("cancel", "ru", CANCEL_RU, actor=_approver(stage), reason=reason)


def _approver(stage: Stage) -> User:
    return stage.person(HEADQUARTERS, Post.Role.HEADQUARTERS_APPROVER)
