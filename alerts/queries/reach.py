"""Whom a decision really rings, by the choice that sends, and by name whom it does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agencies.models import Body, User
from notices.texts import AddresseeSpec, NoticePreview


@dataclass(frozen=True)
class Silent:
    """One person whom no message reaches, and for which organisations they would be told."""

    person: User
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """How many get a message at once, and who gets none at any step."""

    rung: int = 0
    muted: tuple[Silent, ...] = ()
    without_contact: tuple[Silent, ...] = ()
    unrung: tuple[Body, ...] = ()


def reach_of(
    preview: NoticePreview,
    specs: Sequence[AddresseeSpec],
    counted: Iterable[Body],
    every: Iterable[Body],
) -> Reach:
    """Return what the preview of a notice says of the people and organisations behind it.

    An organisation is not rung where somebody holds its post, yet everyone there is muted or has
    no working contact.
    """
    names = {body.pk: body.name for body in every}
    told: dict[int, list[str]] = {}
    people: dict[int, set[int]] = {}
    for one in specs:
        told.setdefault(one.person_id, []).append(names.get(one.body_id, ""))
        people.setdefault(one.body_id, set()).add(one.person_id)
    return Reach(
        rung=len({person for person, _channel in preview.messages}),
        muted=_named(preview.muted_people, told),
        without_contact=_named(preview.without_contact, told),
        unrung=tuple(
            body for body in counted if body.pk in people and not people[body.pk] & preview.rung
        ),
    )


def rung_of(preview: NoticePreview, specs: Iterable[AddresseeSpec]) -> list[AddresseeSpec]:
    """Return those of the addressed whom some message reaches at some step."""
    return [one for one in specs if one.person_id in preview.rung]


def _named(people: Iterable[User], told: dict[int, list[str]]) -> tuple[Silent, ...]:
    return tuple(Silent(one, tuple(dict.fromkeys(told.get(one.pk, [])))) for one in people)
