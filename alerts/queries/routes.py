"""By which channels a preview reaches how many people, so that its numbers explain each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """One channel of the first step: how many messages it carries, to how many of the people.

    `told_at_once` get some message at once; those of them who get none by this channel are named.
    """

    channel: str
    messages: int
    people: int
    told_at_once: int
    without: tuple[str, ...] = ()

    @property
    def lacking(self) -> int:
        """Return how many of the people told at once get nothing by this channel."""
        return self.told_at_once - self.people

    @property
    def more(self) -> int:
        """Return how many messages go to a further address of the same person."""
        return self.messages - self.people


def routes_of(messages: Iterable[tuple[int, str]], names: Mapping[int, str]) -> tuple[Route, ...]:
    """Return the channels of what is sent at once, the busiest first."""
    carried: dict[str, list[int]] = defaultdict(list)
    for person, channel in messages:
        carried[channel].append(person)
    everybody = {one for people in carried.values() for one in people}
    routes = [
        Route(
            channel,
            len(people),
            len(set(people)),
            len(everybody),
            tuple(sorted(names.get(one, "") for one in everybody - set(people))),
        )
        for channel, people in carried.items()
    ]
    return tuple(sorted(routes, key=lambda one: (-one.messages, one.channel)))


def routes_to_systems(number: int) -> tuple[Route, ...]:
    """Return the way to the systems of organisations, where any is told at once."""
    return (Route("webhook", number, number, number),) if number else ()
