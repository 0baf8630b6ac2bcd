"""A proposal while its questions are being answered: plain values in, acts and texts out."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agencies.models import Body, Territory, User
from alerts import access
from alerts.models import Action, Level, LevelDecision
from alerts.queries.chains import follower_of
from alerts.queries.decisions import visible_decisions
from alerts.queries.places import territories_offered
from alerts.queries.sending import require_true_now
from alerts.queries.settling import settle_acts
from alerts.texts import LANGUAGES, LEGAL_GROUND, ActSpec, draft_texts
from audit import clock

Values = dict[str, Any]
AUTHORITY = {
    Body.Kind.REPUBLICAN_HEADQUARTERS: (
        "Ұлттық қауіпсіздік комитетінің Төрағасы, республикалық жедел штабтың басшысы",
        "Председатель Комитета национальной безопасности, руководитель республиканского "
        "оперативного штаба",
    ),
}
CARRIES_OVER = (Action.EXTEND, Action.KEEP)


@dataclass(frozen=True)
class Term:
    """From when and until when on one territory, as answered."""

    starts_at: dt.datetime
    is_from_approval: bool
    text: str
    stated_end: dt.datetime | None


@dataclass(frozen=True)
class Draft:
    """The answers so far of one person at one headquarters."""

    headquarters: Body
    values: Values
    refers_to: LevelDecision | None = None
    enterable: tuple[Body, ...] = ()

    @cached_property
    def offered(self) -> list[Territory]:
        """Return the territories of the headquarters that exist now."""
        return territories_offered(self.headquarters)

    @cached_property
    def territories(self) -> list[Territory]:
        """Return the territories chosen."""
        chosen = set(self.values.get("territories", ()))
        return [one for one in self.offered if one.code in chosen]

    @cached_property
    def this_moment(self) -> dt.datetime:
        """Return the moment at which what waits for its approval is looked at."""
        return clock.now()

    @property
    def is_registered(self) -> bool:
        """Tell whether a decision taken elsewhere is being entered, not a new one proposed."""
        return bool(self.values.get("is_registered"))

    @property
    def may_ask_consent(self) -> bool:
        """Tell whether a higher headquarters could be asked for its consent."""
        is_highest = self.headquarters.kind == Body.Kind.REPUBLICAN_HEADQUARTERS
        return not is_highest and not self.is_registered

    @property
    def answers_needed(self) -> int | None:
        """Return how many answers end the ladder of this notice; None as the settings say."""
        return self.values.get("answers_needed") or None

    def term(self, territory: Territory) -> Term:
        """Return from when and until when for one territory: its own answer, or the common."""
        own = self.values.get("terms", {}).get(territory.code, {})
        starts = own.get("starts_at") or self.values.get("starts_at")
        words = own.get("term_text")
        stated = own.get("stated_end") or ("" if words else self.values.get("stated_end"))
        return Term(
            starts_at=dt.datetime.fromisoformat(starts) if starts else self.this_moment,
            is_from_approval=not starts and not self.is_registered,
            text=words or self.values.get("term_text") or "",
            stated_end=dt.datetime.fromisoformat(stated) if stated else None,
        )

    def deed(self, territory: Territory) -> tuple[str, int]:
        """Return the action and the level decided for one territory."""
        common = self.values.get("action", ""), int(self.values.get("level") or 0)
        own = self.values.get("each", {}).get(territory.code, ["", ""])
        action = own[0] or common[0]
        return action, int(own[1]) if own[1] != "" else common[1]

    @property
    def actions(self) -> set[str]:
        """Return the actions chosen."""
        return {self.deed(one)[0] for one in self.territories}

    @cached_property
    def settled(self) -> list[ActSpec]:
        """Return the acts with what follows from them, or refuse a contradiction."""
        acts = settle_acts(
            self.headquarters,
            [self._act(one) for one in self.territories],
            earliest=None if self.is_registered else clock.now(),
        )
        if not self.is_registered:
            require_true_now(acts)
        return acts

    @cached_property
    def levels(self) -> list[int]:
        """Return the colours that need a criterion."""
        return sorted({self._level_named(one) for one in self.territories} - {0})

    def drafted(self) -> dict[str, str]:
        """Return the texts that the answers call for."""
        return draft_texts(
            self.settled,
            self.values.get("authority_kk", ""),
            self.values.get("authority_ru", ""),
        )

    def texts(self) -> dict[str, str]:
        """Return the texts as edited; one left as it was drafted follows the answers."""
        drafted, basis = self.drafted(), self.values.get("basis", {})
        kept = self.values.get("texts", {})
        return {
            language: drafted[language]
            if kept.get(language) in (None, basis.get(language))
            else kept[language]
            for language in LANGUAGES
        }

    @property
    def is_outdated(self) -> bool:
        """Tell whether answers changed after a text was edited by hand."""
        basis = self.values.get("basis")
        return bool(basis) and basis != self.drafted() and self.texts() != self.drafted()

    def authority(self) -> tuple[str, str]:
        """Return who decides by default, in Kazakh and in Russian."""
        by_kind = AUTHORITY.get(Body.Kind(self.headquarters.kind))
        if by_kind:
            return by_kind
        body = self.headquarters
        return f"{body.name_kk} басшысы", f"Руководитель: {body.name_ru}"

    @property
    def legal_ground(self) -> str:
        """Return the legal ground by default."""
        return str(self.values.get("legal_ground") or LEGAL_GROUND)

    def _level_named(self, territory: Territory) -> int:
        action, level = self.deed(territory)
        if action in (Action.CANCEL, Action.CANCEL_PART):
            return 0
        if action in CARRIES_OVER:
            return self._levels_now.get(territory.code, 0)
        return level

    @cached_property
    def _levels_now(self) -> dict[str, int]:
        from_now = [
            ActSpec(one, Action.CANCEL, Level.NONE, self.term(one).starts_at)
            for one in self.territories
            if self.deed(one)[0] in CARRIES_OVER
        ]
        if not from_now:
            return {}
        return {
            act.territory.code: act.level_before
            for act in settle_acts(
                self.headquarters,
                from_now,
                earliest=None if self.is_registered else clock.now(),
            )
        }

    def _act(self, territory: Territory) -> ActSpec:
        action, level = self.deed(territory)
        term = self.term(territory)
        criteria = self.values.get("criteria", {})
        return ActSpec(
            territory=territory,
            action=action,
            level=level if action not in (Action.CANCEL, Action.CANCEL_PART) else Level.NONE,
            starts_at=term.starts_at,
            is_from_approval=term.is_from_approval,
            criterion=criteria.get(str(self._level_named(territory)), ""),
            term_text=term.text,
            stated_end=term.stated_end,
        )


def draft_of(user: User, values: Values) -> Draft | None:
    """Return the draft of a person who may propose, at the widest of their headquarters."""
    own = access.headquarters_for_proposals(user)
    earlier = values.get("refers_to")
    decision = visible_decisions(user).filter(pk=earlier).first() if earlier else None
    pk = int(values.get("headquarters") or 0)
    chosen = own.filter(pk=pk).first() if values.get("is_registered") else None
    if decision is not None and chosen is None:
        chosen = follower_of(user, decision)
    headquarters = chosen or own.first()
    if headquarters is None:
        return None
    return Draft(headquarters, values, decision, tuple(own))


def may_propose(user: User) -> bool:
    """Tell whether a person may propose a level anywhere."""
    return access.may_propose(user)
