"""A proposal while its questions are being answered: plain values in, acts and texts out."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agencies.models import Body, Territory, User
from alerts import access
from alerts.levels import Land
from alerts.models import Action, Level, LevelDecision
from alerts.queries.decisions import visible_decisions
from alerts.queries.settling import settle_acts
from alerts.queries.standing import land
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
class Draft:
    """The answers so far of one person at one headquarters."""

    headquarters: Body
    values: Values
    refers_to: LevelDecision | None = None

    @cached_property
    def land(self) -> Land:
        """The territories of now."""
        return land()

    @cached_property
    def offered(self) -> list[Territory]:
        """Return the territories of the headquarters that exist now."""
        now, own = clock.now(), self.headquarters.territory.code
        return [
            one
            for one in Territory.objects.order_by("order", "code")
            if own in self.land.way_up(one.code, now)
        ]

    @cached_property
    def territories(self) -> list[Territory]:
        """Return the territories chosen."""
        chosen = set(self.values.get("territories", ()))
        return [one for one in self.offered if one.code in chosen]

    @property
    def starts_at(self) -> dt.datetime:
        """Return when the level begins: as answered, or now."""
        text = self.values.get("starts_at")
        if text:
            return dt.datetime.fromisoformat(text)
        return clock.now().replace(microsecond=0)

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
        return settle_acts(self.headquarters, [self._act(one) for one in self.territories])

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
            ActSpec(one, Action.CANCEL, Level.NONE, self.starts_at)
            for one in self.territories
            if self.deed(one)[0] in CARRIES_OVER
        ]
        if not from_now:
            return {}
        return {
            act.territory.code: act.level_before
            for act in settle_acts(self.headquarters, from_now)
        }

    def _act(self, territory: Territory) -> ActSpec:
        action, level = self.deed(territory)
        values = self.values
        stated = values.get("stated_end")
        return ActSpec(
            territory=territory,
            action=action,
            level=level if action not in (Action.CANCEL, Action.CANCEL_PART) else Level.NONE,
            starts_at=self.starts_at,
            criterion=values.get("criteria", {}).get(str(self._level_named(territory)), ""),
            term_text=values.get("term_text", ""),
            stated_end=dt.datetime.fromisoformat(stated) if stated else None,
        )


def draft_of(user: User, values: Values) -> Draft | None:
    """Return the draft of a person who may propose, at the widest of their headquarters."""
    headquarters = access.headquarters_for_proposals(user).first()
    if headquarters is None:
        return None
    earlier = values.get("refers_to")
    decision = visible_decisions(user).filter(pk=earlier).first() if earlier else None
    return Draft(headquarters, values, decision)


def may_propose(user: User) -> bool:
    """Tell whether a person may propose a level anywhere."""
    return access.may_propose(user)
