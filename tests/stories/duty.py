"""The duty: a roster, a replacement, the handover line by line, and checklists to their end."""

import datetime as dt

from agencies import actions as agencies
from agencies.models import User
from alerts import actions, queries
from alerts.actions import LineSpec
from alerts.models import ChecklistEntry, ChecklistQuestion, LevelDecision
from alerts.texts import ActSpec, Paper
from audit import clock
from plans.models import FormOfCompletion
from tests.stories import Teller, in_days

HOUR = dt.timedelta(hours=1)
LINE = LineSpec("Кезекші растады", "Дежурный подтвердил", "The officer confirmed", 60)


def roster(tell: Teller) -> None:
    """Enter shifts of one officer and of another, fill the end, ask, replace, refuse."""
    cast, body = tell.cast, tell.body("headquarters-kz")
    start = clock.now().replace(minute=0, second=0, microsecond=0) + HOUR
    until = start + dt.timedelta(days=2)
    tell(
        actions.generate_shifts,
        body,
        actor=cast.saule,
        people=[cast.dauren],
        starts_at=start,
        hours=24,
        until=until,
    )
    last = {"person": cast.dauren, "starts_at": until, "ends_at": until + 8 * HOUR}
    tell(actions.fill_gap, body, actor=cast.saule, **last)
    part = {"person": another_officer(tell), "starts_at": until - 4 * HOUR, "ends_at": until}
    asked = tell(actions.ask_replacement, body, actor=cast.dauren, reason="leave", **part)
    tell(actions.decide_replacement, asked, actor=cast.saule, is_granted=False, remark="no")
    tell(actions.replace_on_duty, body, actor=cast.saule, reason="a journey", **part)


def another_officer(tell: Teller) -> User:
    """Let Serik hold a duty post of the headquarters as well."""
    cast = tell.cast
    agencies.appoint(
        cast.serik, actor=None, body=tell.body("headquarters-kz"), role="duty_officer"
    )
    return cast.serik


def handover(tell: Teller) -> None:
    """Hand the duty over: notes, a line refused and answered, all signed."""
    cast, body = tell.cast, tell.body("headquarters-kz")
    opened = tell(actions.open_handover, body, actor=cast.serik)
    tell(actions.renew_handover, opened, actor=cast.serik)
    tell(actions.note_handover, opened, actor=cast.serik, notes="Call Almaty.")
    first = opened.lines.select_related("handover__body").get(order=1)
    tell(actions.refuse_line, first, actor=cast.dauren, remark="Almaty is missing")
    tell(actions.answer_remark, first, actor=cast.serik, reply="It ended yesterday")
    tell(actions.sign_line, first, actor=cast.dauren)
    opened = tell(actions.begin_anew, opened, actor=cast.serik, reason="The page was too old")
    for line in opened.lines.select_related("handover__body").order_by("order"):
        tell(actions.sign_line, line, actor=cast.dauren)


def versions(tell: Teller) -> None:
    """Draft a version of a checklist, write it, adopt it."""
    cast = tell.cast
    draft = tell(actions.draft_checklist, 2, "agency", actor=cast.dauren)
    tell(actions.write_checklist, draft, actor=cast.dauren, lines=[LINE])
    tell(actions.adopt_version, draft, actor=cast.saule)


def published(
    tell: Teller, action: str, level: int, earlier: LevelDecision | None = None
) -> LevelDecision:
    """Publish one act on the Karaganda region."""
    criteria = {0: "", 1: "to_be_confirmed", 2: "confirmed"}
    act = ActSpec(
        tell.territory("35"),
        action,
        level,
        clock.now(),
        criterion=criteria[level],
        term_text="3 days",
    )
    decision = actions.propose_level(
        tell.body("headquarters-kz"),
        actor=tell.cast.dauren,
        acts=[act],
        paper=Paper("штаб", "штаб", "мәтін", "текст"),
        refers_to=earlier,
    )
    digest = queries.effect_of_decision(decision).digest
    return actions.approve_level(decision, actor=tell.cast.saule, digest=digest)


def lowering(tell: Teller) -> None:
    """Lower a level with unfinished lines: one is kept, then becomes a task."""
    cast = tell.cast
    first = published(tell, "set", 2)
    lowered = published(tell, "lower", 1, first)
    about = ChecklistQuestion.objects.filter(decision=lowered, entry__body=tell.body("moh"))
    question = about.select_related("entry__body").order_by("pk")[0]
    tell(actions.answer_about_line, question, actor=cast.aigerim, answer="keep")
    form = FormOfCompletion.objects.order_by("pk").first() or FormOfCompletion.objects.create(
        code="line", name_kk="x", name_ru="x", name_en="x"
    )
    entry = ChecklistEntry.objects.get(pk=question.entry_id)
    tell(
        actions.make_line_a_task,
        entry,
        actor=cast.serik,
        due_on=in_days(20),
        form_of_completion=form,
    )


def tell(tell: Teller) -> None:
    """Call every action of the duty."""
    roster(tell)
    handover(tell)
    versions(tell)
    lowering(tell)
