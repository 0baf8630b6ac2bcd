"""What approving a decision would send, as the code that sends has counted it."""

from dataclasses import dataclass, field

from agencies.models import Body, User
from alerts.queries.consequences import Consequence, contradictions_of
from alerts.queries.duplicates import Spared, SparedGroup, groups_of
from alerts.queries.ladders import LadderLine
from alerts.queries.reach import Reach
from alerts.queries.routes import Route
from notices.models import Mute
from notices.texts import AddresseeSpec


@dataclass(frozen=True)
class Effect:
    """What approving a decision would send, counted by the code that sends."""

    counted: list[Body]
    informed: list[Body]
    without_people: list[Body]
    people: int
    routes: tuple[Route, ...]
    addressees: tuple[AddresseeSpec, ...]
    urgency: str
    digest: str
    spared: tuple[Spared, ...] = ()
    later: int = 0
    muted: tuple[Mute, ...] = ()
    ladder: tuple[LadderLine, ...] = ()
    by_roster: int = 0
    answers_needed: int | None = None
    consequences: tuple[Consequence, ...] = ()
    reach: Reach = field(default_factory=Reach)
    systems: tuple[int, ...] = ()

    @property
    def by_channel(self) -> dict[str, int]:
        """Return how many messages each channel carries at once."""
        return {one.channel: one.messages for one in self.routes}

    @property
    def without_contact(self) -> list[User]:
        """Return the people whom no channel reaches at any step."""
        return [one.person for one in self.reach.without_contact]

    @property
    def contradictions(self) -> list[str]:
        """Return why the decision cannot go out as its paper stands."""
        return contradictions_of(self.consequences)

    @property
    def spared_groups(self) -> list[SparedGroup]:
        """Return whom a wider level has told already, by the decision that told them."""
        return groups_of(self.spared)

    @property
    def organisations(self) -> int:
        """Return how many organisations are asked to answer."""
        return len(self.counted)
