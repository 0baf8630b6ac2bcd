"""Wordings are adopted, a level is made public in two places, and one tick is taken back."""

from alerts import actions, queries
from alerts.models import LevelDecision, TextTemplate
from alerts.texts.first import FIRST
from audit import clock
from tests.stories import Teller, levels


def tell(tell: Teller) -> None:
    """Call every action on wordings and publications."""
    if not TextTemplate.objects.exists():
        tell(actions.load_wordings, actor=None)
    words = FIRST["closing"]["en"] + " Thank you."
    tell(actions.adopt_wording, "closing", "en", words, actor=tell.cast.saule, reason="politer")
    decision = _published(tell)
    facts = {"body": tell.body("headquarters-kz"), "published_at": clock.now()}
    tell(
        actions.note_publication, decision, actor=tell.cast.dauren,
        way="centre_site", link="https://example.invalid/1", **facts,
    )  # fmt: skip
    wrong = tell(
        actions.note_publication, decision, actor=tell.cast.dauren,
        way="media", note="a station", **facts,
    )  # fmt: skip
    tell(actions.take_back_publication, wrong, actor=tell.cast.saule, reason="not yet")


def _published(tell: Teller) -> LevelDecision:
    decision = levels.propose(tell, "71")
    digest = queries.effect_of_decision(decision).digest
    published: LevelDecision = tell(
        actions.approve_level, decision, actor=tell.cast.saule, digest=digest
    )
    published.refresh_from_db()
    return published
