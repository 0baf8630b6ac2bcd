"""Levels decided in other lawful forms: by letter or telephone, with consent, one taken back."""

import datetime as dt
from functools import partial

from agencies.models import Post, Territory, User
from alerts import access, actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import (
    Action,
    AddressedBody,
    ChecklistEntry,
    Criterion,
    Level,
    LevelDecision,
)
from alerts.queries.addressees import effect_of
from alerts.texts import draft_texts
from audit import clock
from centre.demonstration import answering
from centre.demonstration.stage import Stage
from notices import actions as notices

REPUBLICAN = "headquarters-kz"
TAKEN_BACK = "39"
BY_LETTER, LETTER = "63", "Письмо № 12-3/45 штаба Восточно-Казахстанской области"
ASKS = "27"
BY_TELEPHONE = "35"
CALL_REVIEWED = (
    "Звонок подтвержден утвердившим лицом утром, запись дежурного с ним совпадает. Замечаний нет."
)
MISTAKE = "выбран не тот населенный пункт: учебный шаблон"
LESSON = (
    "Ошибка найдена за четыре минуты, исправление получили все, кому ушло сообщение. "
    "Порядок проверки территории вторым лицом дополнен."
)


def plan_papers_of_levels(stage: Stage) -> None:
    """Plan a mistake of half a year ago, a call at night, a letter, and a consent of today."""
    night = clock.midnight(stage.day(-181)) + dt.timedelta(hours=3, minutes=10)
    stage.plan(night, partial(_propose_by_mistake, stage))
    call = clock.midnight(stage.day(-118)) + dt.timedelta(hours=2, minutes=40)
    stage.plan(call, partial(_propose_at_night, stage))
    morning = clock.midnight(stage.day(-62)) + dt.timedelta(hours=11)
    stage.plan(morning, partial(_register, stage))
    stage.plan(stage.ends_at - dt.timedelta(hours=2, minutes=25), partial(_ask_consent, stage))


def _propose_by_mistake(stage: Stage) -> None:
    officer = stage.person("atc", Post.Role.DUTY_OFFICER)
    act = _yellow(TAKEN_BACK, clock.now(), "3 суток")
    decision = _lay(stage, REPUBLICAN, officer, act)
    stage.plan(clock.now() + dt.timedelta(minutes=5), partial(_approve, stage, decision))


def _approve(stage: Stage, decision: LevelDecision) -> None:
    digest = queries.effect_of_decision(decision).digest
    decision = actions.approve_level(decision, actor=_approver(stage), digest=digest)
    stage.plan(clock.now() + dt.timedelta(minutes=4), partial(_correct, stage, decision))


def _correct(stage: Stage, decision: LevelDecision) -> None:
    correction = actions.correct_decision(
        decision,
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        texts=queries.correction_texts(decision),
        reason=MISTAKE,
    )
    _settle(stage, correction)
    day = clock.now() + dt.timedelta(hours=30)
    stage.plan(day, partial(_review, stage, correction))


def _review(stage: Stage, correction: LevelDecision) -> None:
    actions.complete_review(correction.review, actor=_approver(stage), findings=LESSON)


def _propose_at_night(stage: Stage) -> None:
    officer = stage.person("atc", Post.Role.DUTY_OFFICER)
    act = _yellow(BY_TELEPHONE, clock.now(), "2 суток", is_from_approval=True)
    decision = _lay(stage, REPUBLICAN, officer, act)
    stage.plan(clock.now() + dt.timedelta(minutes=14), partial(_record_call, stage, decision))


def _record_call(stage: Stage, decision: LevelDecision) -> None:
    """Write down what the approver said when called at home; the morning after it is confirmed."""
    called = _approver(stage)
    decision = actions.record_telephone_approval(
        decision,
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        approver=called,
        called_at=clock.now() - dt.timedelta(minutes=2),
        number=called.phone,
        digest=queries.effect_of_decision(decision).digest,
    )
    _settle(stage, decision)
    morning = clock.now() + dt.timedelta(hours=5, minutes=21)
    stage.plan(morning, partial(_confirm_call, stage, decision))


def _confirm_call(stage: Stage, decision: LevelDecision) -> None:
    called = _approver(stage)
    actions.confirm_telephone_approval(decision, actor=called)
    another = access.approvers(stage.bodies[REPUBLICAN]).exclude(pk=called.pk).order_by("pk")[0]
    reviewed = partial(
        actions.complete_review, decision.review, actor=another, findings=CALL_REVIEWED
    )
    stage.plan(clock.now() + dt.timedelta(hours=3), reviewed)
    stage.plan(clock.now() + dt.timedelta(hours=20), partial(_propose_the_end, stage, decision))


def _propose_the_end(stage: Stage, decision: LevelDecision) -> None:
    act = ActSpec(
        territory=Territory.objects.get(code=BY_TELEPHONE),
        action=Action.CANCEL,
        level=Level.NONE,
        starts_at=clock.now(),
        is_from_approval=True,
    )
    officer = stage.person("atc", Post.Role.DUTY_OFFICER)
    end = _lay(stage, REPUBLICAN, officer, act, refers_to=decision)
    stage.plan(clock.now() + dt.timedelta(minutes=9), partial(_approve_the_end, stage, end))


def _approve_the_end(stage: Stage, end: LevelDecision) -> None:
    digest = queries.effect_of_decision(end).digest
    _settle(stage, actions.approve_level(end, actor=_approver(stage), digest=digest))


def _register(stage: Stage) -> None:
    headquarters = stage.bodies[f"headquarters-{BY_LETTER}"]
    decided_at = clock.now() - dt.timedelta(hours=2)
    act = _yellow(BY_LETTER, clock.now() - dt.timedelta(hours=1), "14 суток")
    settled = queries.settle_acts(headquarters, [act])
    decision = actions.register_decision(
        headquarters,
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        acts=[act],
        paper=_paper(headquarters.name_kk, headquarters.name_ru, settled),
        source=f"{LETTER} от {clock.today():%d.%m.%Y}",
        decided_at=decided_at,
        received_at=clock.now() - dt.timedelta(minutes=20),
        digest=effect_of(settled, issuer=headquarters).digest,
    )
    _settle(stage, decision)


def _ask_consent(stage: Stage) -> None:
    code = f"headquarters-{ASKS}"
    officer = stage.person(code, Post.Role.HEADQUARTERS_OFFICER)
    act = _yellow(ASKS, clock.now() + dt.timedelta(hours=12), "10 суток")
    _lay(stage, code, officer, act, is_consent_required=True)


def _lay(
    stage: Stage,
    code: str,
    officer: User,
    act: ActSpec,
    *,
    is_consent_required: bool = False,
    refers_to: LevelDecision | None = None,
) -> LevelDecision:
    headquarters = stage.bodies[code]
    settled = queries.settle_acts(headquarters, [act])
    paper = _paper(
        headquarters.name_kk,
        headquarters.name_ru,
        settled,
        is_consent_required=is_consent_required,
    )
    return actions.propose_level(
        headquarters, actor=officer, acts=[act], paper=paper, refers_to=refers_to
    )


def _paper(
    name_kk: str, name_ru: str, settled: list[ActSpec], *, is_consent_required: bool = False
) -> Paper:
    authority = f"{name_kk} басшысы", f"Руководитель: {name_ru}"
    texts = draft_texts(settled, *authority)
    return Paper(
        *authority,
        texts["kk"],
        texts["ru"],
        texts["en"],
        is_consent_required=is_consent_required,
    )


def _yellow(
    code: str, starts_at: dt.datetime, term: str, *, is_from_approval: bool = False
) -> ActSpec:
    return ActSpec(
        territory=Territory.objects.get(code=code),
        action=Action.SET,
        level=Level.YELLOW,
        starts_at=starts_at,
        criterion=Criterion.TO_BE_CONFIRMED,
        term_text=term,
        is_from_approval=is_from_approval,
    )


def _settle(stage: Stage, decision: LevelDecision) -> None:
    """Let every organisation accept within the hour, and ask nobody afterwards."""
    now = clock.now()
    told = AddressedBody.objects.filter(decision=decision, is_counted=True)
    for order, addressed in enumerate(told.select_related("body", "notice", "decision")):
        answer = partial(_answer, addressed)
        stage.plan(now + dt.timedelta(seconds=50 + 35 * order), answer)
    stage.plan(now + dt.timedelta(hours=2), partial(_close, decision))


def _answer(addressed: AddressedBody) -> None:
    person = answering.spokesperson(addressed.body)
    if person is None:
        return
    answering.give(addressed, person, answering.ACCEPTED)
    lines = ChecklistEntry.objects.filter(decision=addressed.decision, body=addressed.body)
    for entry in lines.filter(done_at__isnull=True).order_by("line__order"):
        actions.tick_line(entry, actor=person)


def _close(decision: LevelDecision) -> None:
    if decision.notice is not None:
        notices.close_notice(decision.notice)


def _approver(stage: Stage) -> User:
    return stage.person(REPUBLICAN, Post.Role.HEADQUARTERS_APPROVER)
