"""A level proposed and approved through the product's own actions."""

from collections.abc import Callable, Iterable

import pytest

from agencies.models import Body, Territory, User
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import Level, LevelDecision
from alerts.texts import draft_texts
from audit import clock
from tests.cast import Cast

CRITERIA = {1: "to_be_confirmed", 2: "confirmed", 3: "committed"}
Propose = Callable[..., LevelDecision]


@pytest.fixture
def propose(cast: Cast) -> Propose:
    """Propose, by default, yellow on Almaty city for fourteen days, as Dauren."""

    def lay(
        codes: Iterable[str] = ("75",),
        *,
        action: str = "set",
        level: int = Level.YELLOW,
        term: str = "14 days",
        refers_to: LevelDecision | None = None,
        headquarters: str = "headquarters-kz",
        **paper: object,
    ) -> LevelDecision:
        acts = [
            ActSpec(
                territory=Territory.objects.get(code=code),
                action=action,
                level=level,
                starts_at=clock.now().replace(microsecond=0),
                criterion=CRITERIA.get(level, ""),
                term_text=term,
            )
            for code in codes
        ]
        texts = draft_texts(acts, "РЖШ басшысы", "Руководитель РОШ")
        fields = {f"text_{language}": text for language, text in texts.items()} | paper
        return actions.propose_level(
            Body.objects.get(code=headquarters),
            actor=cast.dauren,
            acts=acts,
            paper=Paper(
                authority_kk="РЖШ басшысы",
                authority_ru="Руководитель РОШ",
                **fields,  # type: ignore[arg-type]  # a test hands in what it changes
            ),
            refers_to=refers_to,
        )

    return lay


@pytest.fixture
def approve(cast: Cast) -> Callable[[LevelDecision], LevelDecision]:
    """Approve a proposal as Saule, with what she was shown."""

    def second(decision: LevelDecision) -> LevelDecision:
        digest = queries.effect_of_decision(decision).digest
        return actions.approve_level(decision, actor=cast.saule, digest=digest, typed_word="red")

    return second


@pytest.fixture
def published(
    propose: Propose, approve: Callable[[LevelDecision], LevelDecision]
) -> LevelDecision:
    """A yellow level on Almaty city, sent."""
    return approve(propose())


@pytest.fixture
def reads_english(cast: Cast) -> None:
    """Let everybody read the pages in the language in which these tests are written."""
    User.objects.update(language="en")
