"""The wordings of official texts: every version, and how new words would read."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.access.rights import Someone
from agencies.models import Territory, User
from alerts import access
from alerts.models import Action, DecisionArea, Level, LevelDecision, TextTemplate
from alerts.texts import LANGUAGES, ActSpec, draft_texts, placeholders_of, words_in_force
from audit import clock

EXAMPLE = "75"
AUTHORITY = ("Штаб басшысы", "Руководитель штаба")
BEFORE = {Action.RAISE: Level.YELLOW, Action.LOWER: Level.ORANGE}
ENDS = (Action.CANCEL, Action.CANCEL_PART)


@dataclass(frozen=True)
class Wording:
    """One piece of the official texts with the version in force in each language."""

    piece: str
    name: str
    versions: list[TextTemplate]


@dataclass(frozen=True)
class Preview:
    """How new words read in a whole text, and on which decision; no number where invented."""

    text: str
    number: str = ""
    decision: int = 0


def wordings() -> list[Wording]:
    """Return every piece with the version in force in each language."""
    newest: dict[tuple[str, str], TextTemplate] = {}
    for template in TextTemplate.objects.select_related("adopted_by").order_by("version"):
        newest[template.piece, template.language] = template
    return [
        Wording(
            piece=str(piece.value),
            name=str(piece.label),
            versions=[
                newest[piece.value, code] for code in LANGUAGES if (piece.value, code) in newest
            ],
        )
        for piece in TextTemplate.Piece
    ]


def versions_of(piece: str, language: str) -> QuerySet[TextTemplate]:
    """Return every version of one piece in one language, the newest first."""
    versions = TextTemplate.objects.filter(piece=piece, language=language)
    return versions.select_related("adopted_by", "adopted_for").order_by("-version")


def name_of_piece(piece: str) -> str:
    """Return what a piece is called, or nothing when there is no such piece."""
    names = dict(TextTemplate.Piece.choices)
    return str(names.get(piece, ""))


def name_of_language(language: str) -> str:
    """Return what a language is called."""
    return str(dict(User.Language.choices)[language])


def placeholders_named(piece: str, language: str) -> list[str]:
    """Return the placeholders of a piece as they are written."""
    return [f"{{{name}}}" for name in placeholders_of(piece, language)]


def words_now(piece: str, language: str) -> str:
    """Return the words in force of one piece in one language."""
    return words_in_force()[piece, language]


def preview(piece: str, language: str, words: str) -> Preview:
    """Return a whole text with new words, on the newest decision they fit or an invented one."""
    said = words_in_force() | {(piece, language): words}
    decision, acts = _example(piece)
    authority = (decision.authority_kk, decision.authority_ru) if decision else AUTHORITY
    text = draft_texts(acts, *authority, words=said)[language]
    return Preview(text, decision.number, decision.pk) if decision else Preview(text)


def may_read_wordings(user: Someone) -> bool:
    """Tell whether a person reads the wordings."""
    return access.may_read_wordings(user)


def may_edit_wordings(user: Someone) -> bool:
    """Tell whether a person adopts wordings."""
    return access.may_edit_wordings(user)


def _example(piece: str) -> tuple[LevelDecision | None, list[ActSpec]]:
    """Return the newest decision of this house in which a piece is spoken, or an invented act."""
    acts = DecisionArea.objects.filter(
        decision__state=LevelDecision.State.PUBLISHED, decision__published_at__isnull=False
    ).exclude(decision__origin=LevelDecision.Origin.IMPORTED)
    if piece in Action.values:
        acts = acts.filter(action=piece)
    elif piece.upper() in Level.__members__:
        acts = acts.filter(level=Level[piece.upper()], action=Action.SET)
    newest = acts.select_related("decision").order_by("-decision__published_at").first()
    if newest is None:
        return None, [_invented(piece)]
    spoken = newest.decision.areas.select_related("territory").order_by("seq")
    return newest.decision, [_spec(act) for act in spoken]


def _spec(act: DecisionArea) -> ActSpec:
    return ActSpec(
        territory=act.territory,
        action=act.action,
        level=act.level,
        starts_at=act.starts_at,
        level_before=act.level_before,
        term_text=act.term_text,
        ends_at=act.ends_at,
    )


def _invented(piece: str) -> ActSpec:
    """Return an act on the city of Almaty for fourteen days, in which a piece is spoken."""
    action = Action(piece) if piece in Action.values else Action.SET
    level = Level[piece.upper()] if piece.upper() in Level.__members__ else Level.YELLOW
    if action == Action.RAISE:
        level = Level.ORANGE
    start = clock.midnight(clock.today() + dt.timedelta(days=1))
    return ActSpec(
        territory=Territory.objects.get(code=EXAMPLE),
        action=action,
        level=Level.NONE if action in ENDS else level,
        starts_at=start,
        level_before=BEFORE.get(action, Level.YELLOW),
        term_text="14 суток",
        ends_at=start + dt.timedelta(days=14),
    )
