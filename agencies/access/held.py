"""What one person holds now, fetched once for everything a page asks about their rights.

The same rule as the queries of `rights`, applied in memory: a right needs an appointment valid at
this instant, the role that carries the right, and the grant of the post's group.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from agencies.access import memory
from agencies.access.roles import Line
from agencies.models import Appointment, BodyGroupPermission, Subordination, User
from audit import clock

Tree = dict[int, list[int]]


@dataclass(frozen=True)
class Held:
    """One post of a person: in which role, where, in whose place, and what is granted with it."""

    pk: int
    role: str
    kind: str
    body: int
    acting_for: User | None
    granted: frozenset[str]

    def carries(self, right: str, line: Line) -> bool:
        """Tell whether this post gives a right by its line of the role table."""
        return right in self.granted and self.role in line.roles_at(self.kind)


def posts_held(user: User) -> list[Held]:
    """Return the posts a person holds now, as answered once for this reading."""
    turns = Appointment.objects.filter(person=user)
    return memory.once(
        ("held", user.pk), lambda: _fetch(user), lambda now: next_turn(now, of=turns)
    )


def bodies_by_right(user: User, right: str, line: Line) -> set[int]:
    """Return the bodies on which a person holds a right by its line of the role table."""
    direct = {post.body for post in posts_held(user) if post.carries(right, line)}
    return _twice(direct, _trees()[0]) if line.descends and direct else direct


def post_behind(user: User, right: str, line: Line, body: int) -> Held | None:
    """Return the post by which a person holds a right on a body: their own before another's."""
    sources = _twice({body}, _trees()[1]) if line.descends else {body}
    found = [
        post for post in posts_held(user) if post.body in sources and post.carries(right, line)
    ]
    return min(found, key=lambda post: (post.acting_for is not None, post.pk), default=None)


def _fetch(user: User) -> list[Held]:
    held = list(
        Appointment.objects.valid_at(clock.now())
        .filter(person=user)
        .select_related("post__body", "acting_for")
        .order_by("pk")
    )
    granted = _granted(user, [one.post.group_id for one in held])
    return [
        Held(
            one.pk,
            one.post.role,
            one.post.body.kind,
            one.post.body_id,
            one.acting_for,
            frozenset(granted[one.post.group_id]),
        )
        for one in held
    ]


def _granted(user: User, groups: Iterable[int]) -> dict[int, set[str]]:
    """Return what is granted to those of some groups in which the person really is."""
    granted: dict[int, set[str]] = defaultdict(set)
    grants = BodyGroupPermission.objects.filter(group__in=list(groups), group__user=user)
    for group, right in grants.values_list("group_id", "permission__codename"):
        granted[group].add(right)
    return granted


def _trees() -> tuple[Tree, Tree]:
    """Return who stands directly beneath each body, and who directly above it."""
    return memory.once("subordinations", _plant)


def _plant() -> tuple[Tree, Tree]:
    beneath: Tree = defaultdict(list)
    above: Tree = defaultdict(list)
    in_force = Subordination.objects.in_force(clock.today())
    for parent, body in in_force.values_list("parent_id", "body_id"):
        beneath[parent].append(body)
        above[body].append(parent)
    return dict(beneath), dict(above)


def _twice(bodies: set[int], tree: Tree) -> set[int]:
    """Add what a tree reaches: the trees are three deep, so two steps reach every end."""
    first = {one for body in bodies for one in tree.get(body, ())}
    return bodies | first | {one for body in first for one in tree.get(body, ())}


def next_turn(now: dt.datetime, of: QuerySet[Appointment] | None = None) -> dt.datetime:
    """Return the instant at which the next of some appointments (of all) begins or ends."""
    ends = Min("ends_at", filter=Q(ends_at__gt=now))
    starts = Min("starts_at", filter=Q(starts_at__gt=now))
    turns = (Appointment.objects.all() if of is None else of).aggregate(ends=ends, starts=starts)
    known: list[dt.datetime] = [turn for turn in turns.values() if turn]
    return min(known, default=memory.FOREVER)
