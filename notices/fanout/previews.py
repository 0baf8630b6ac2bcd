"""What a notice would send, asked of the choice that will write its messages."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from agencies.models import Body, User
from audit import clock
from notices.fanout import choose, choose_systems
from notices.models import Mute, Notice
from notices.texts import AddresseeSpec, NoticePreview


def preview_notice(
    addressees: Iterable[AddresseeSpec],
    urgency: str,
    *,
    issuer: Body | None = None,
    heeds_mutes: bool = False,
) -> NoticePreview:
    """Count whom a notice would reach, and name whom it would not and who is muted."""
    every = list(addressees)
    first = [one for one in every if one.first_step == 0]
    is_urgent = urgency != Notice.Urgency.ORDINARY
    sent = choose(first, every_channel=is_urgent, issuer=issuer, heeds_mutes=heeds_mutes)
    reached = {person for person, _channel in choose(every, every_channel=False)}
    rung, are_heeded = reached, heeds_mutes and issuer is not None
    if are_heeded:
        heard = choose(every, every_channel=False, issuer=issuer, heeds_mutes=True)
        rung = {person for person, _channel in heard}
    people = User.objects.filter(is_active=True, pk__in={one.person_id for one in every})
    names = dict(people.values_list("pk", "full_name"))
    at_once = {one.person_id for one in first} & set(names)
    counted = {one.body_id for one in every if one.counted}
    return NoticePreview(
        bodies=len(counted),
        people=len(at_once),
        by_channel=dict(Counter(channel for _person, channel in sent)),
        without_contact=list(people.exclude(pk__in=reached).order_by("full_name", "pk")),
        informed=len({one.body_id for one in every} - counted),
        later=len(set(names) - at_once),
        muted=list(mutes_among(every, issuer)) if heeds_mutes and issuer else [],
        messages=tuple(sent),
        muted_people=list(people.filter(pk__in=reached - rung).order_by("full_name", "pk"))
        if are_heeded
        else [],
        rung=frozenset(rung),
        names=names,
    )


def systems_told(
    addressees: Iterable[AddresseeSpec], *, issuer: Body | None = None, heeds_mutes: bool = False
) -> tuple[int, ...]:
    """Return the systems of organisations to which a notice of a level would go at once."""
    first = [one for one in addressees if one.first_step == 0]
    return tuple(choose_systems(first, issuer=issuer, heeds_mutes=heeds_mutes))


def mutes_among(addressees: Iterable[AddresseeSpec], issuer: Body) -> QuerySet[Mute]:
    """Return the mutes now running that keep an issuer from ringing some of these."""
    every = list(addressees)
    return running_mutes().filter(
        Q(person__in={one.person_id for one in every})
        | Q(body__in={one.body_id for one in every}),
        issuer=issuer,
    )


def running_mutes() -> QuerySet[Mute]:
    """Return the mutes that run now, the one that ends first on top."""
    now = clock.now()
    return (
        Mute.objects.filter(ended_at__isnull=True, begun_at__lte=now, ends_at__gt=now)
        .select_related("person", "body", "begun_by", "issuer")
        .order_by("ends_at", "pk")
    )
