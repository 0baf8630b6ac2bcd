"""A level is proposed, withdrawn, proposed again, approved and answered."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from alerts import actions, queries
from alerts.models import ChecklistEntry, ChecklistLine, ChecklistTemplate, LevelDecision
from alerts.texts import ActSpec, Paper, draft_texts
from audit import clock
from tests.stories import DATA, Teller

LINES = [("", "Кезекші растады", "Дежурный подтвердил", "The duty officer confirmed")]


def propose(tell: Teller, code: str) -> LevelDecision:
    """Propose yellow for a territory for ten days."""
    now = clock.now()
    act = ActSpec(
        territory=tell.territory(code),
        action="set",
        level=1,
        starts_at=now,
        criterion="to_be_confirmed",
        term_text="10 суток",
        ends_at=clock.midnight(clock.today() + dt.timedelta(days=10)),
    )
    authority = ("Республикалық жедел штаб", "Республиканский оперативный штаб")
    texts = draft_texts([act], *authority)
    paper = Paper(*authority, texts["kk"], texts["ru"], texts.get("en", ""))
    return tell(
        actions.propose_level,
        tell.body("headquarters-kz"),
        actor=tell.cast.dauren,
        acts=[act],
        paper=paper,
    )


def publish(tell: Teller, code: str) -> LevelDecision:
    """Propose the same and have it approved."""
    decision = propose(tell, code)
    digest = queries.effect_of_decision(decision).digest
    tell(actions.approve_level, decision, actor=tell.cast.saule, digest=digest)
    decision.refresh_from_db()
    return decision


def tell(tell: Teller) -> None:
    """Call every action on levels."""
    cast = tell.cast
    for reference in (ChecklistLine, ChecklistTemplate):
        reference.objects.all().delete()  # loaded with the house; here it is loaded afresh
    tell(actions.load_checklists, DATA, actor=None)
    tell(actions.adopt_checklist, 1, LINES, actor=None)
    withdrawn = propose(tell, "KZ")
    tell(actions.withdraw_proposal, withdrawn, actor=cast.saule, reason="not confirmed")
    decision = publish(tell, "75")
    for state in ("received", "accepted"):
        tell(
            actions.answer_notice,
            decision.notice,
            tell.body("moh"),
            actor=cast.aigerim,
            state=state,
        )
    entry = ChecklistEntry.objects.filter(body=tell.body("moh"))[0]
    proof = SimpleUploadedFile("order.pdf", b"%PDF-1.7 order", "application/pdf")
    tell(actions.tick_line, entry, actor=cast.aigerim, note="by telephone", file=proof)
    entry.refresh_from_db()
    tell(actions.take_evidence, entry, actor=cast.aigerim)
    propose(tell, "19")
    tell(actions.import_levels, DATA / "levels_2016.csv", actor=cast.administrator)
