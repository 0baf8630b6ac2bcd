"""Named reads of notices, deliveries, contacts and mutes for the screens."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import translation

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit import clock
from notices import access
from notices.fanout.previews import running_mutes
from notices.models import (
    Addressee,
    Contact,
    Delivery,
    DeliveryBatch,
    LadderStep,
    Mute,
    Notice,
    NoticeWording,
    Rest,
)

LEFT_LYING = dt.timedelta(seconds=5)


def notices_waiting_for(user: Someone) -> QuerySet[Notice]:
    """Return the notices that ask this person to answer and have no answer of their body yet."""
    return _waiting(user, access.visible(user))


def exercises_waiting_for(user: Someone) -> QuerySet[Notice]:
    """Return the same for exercises, which never stand among real notices."""
    return _waiting(user, access.visible_exercises(user))


def inbox(user: Someone) -> QuerySet[Notice]:
    """Return everything a person was told, the newest first; not the codes of their contacts."""
    return _told(user, access.visible(user).exclude(kind__in=access.PERSONAL))


def exercise_inbox(user: Someone) -> QuerySet[Notice]:
    """Return what a person was told in exercises."""
    return _told(user, access.visible_exercises(user))


def notice_of(user: Someone, pk: int) -> Notice | None:
    """Return one notice with its words."""
    return _told_of(access.visible(user), pk)


def exercise_notice_of(user: Someone, pk: int) -> Notice | None:
    """Return one notice of an exercise with its words."""
    return _told_of(access.visible_exercises(user), pk)


def deliveries(user: Someone, notice: Notice, state: str = "") -> QuerySet[Delivery]:
    """Return the messages of a notice that a person may see, what needs attention first.

    With a state those alone that `delivery_counts` counts under it.
    """
    order = Case(
        When(state=Delivery.State.FAILED, then=Value(0)),
        When(state=Delivery.State.QUEUED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        access.readable_deliveries(user, notice)
        .filter(_in_state(state))
        .select_related("person", "batch", "contact__body")
        .order_by(order, "person__full_name", "step", "channel", "pk")
    )


def _in_state(state: str) -> Q:
    is_leased = Q(state=Delivery.State.QUEUED, batch__state=DeliveryBatch.State.LEASED)
    if state == "sending":
        return is_leased
    if state == Delivery.State.QUEUED:
        return Q(state=Delivery.State.QUEUED) & ~is_leased
    return Q(state=state) if state in Delivery.State.values else Q()


def delivery_counts(notice: Notice, *, user: Someone | None = None) -> dict[str, int]:
    """Return how many messages of a notice (or those a person may see) are in which state.

    `left_lying` are ready and no worker has taken them: the queue or the workers stand still.
    """
    is_leased = Q(state=Delivery.State.QUEUED, batch__state=DeliveryBatch.State.LEASED)
    is_left_lying = Q(
        state=Delivery.State.QUEUED,
        batch__state=DeliveryBatch.State.READY,
        batch__not_before__lt=clock.now() - LEFT_LYING,
    )
    seen = access.readable_deliveries(user, notice) if user else notice.deliveries.all()
    counts = seen.aggregate(
        queued=Count("pk", filter=Q(state=Delivery.State.QUEUED) & ~is_leased),
        sending=Count("pk", filter=is_leased),
        sent=Count("pk", filter=Q(state=Delivery.State.SENT)),
        failed=Count("pk", filter=Q(state=Delivery.State.FAILED)),
        stopped=Count("pk", filter=Q(state=Delivery.State.STOPPED)),
        in_doubt=Count("pk", filter=Q(in_doubt_at__isnull=False)),
        left_lying=Count("pk", filter=is_left_lying),
    )
    return dict(counts)


def addressed_to(user: Someone, notice: Notice) -> QuerySet[Addressee]:
    """Return for whom a notice was told to this person, with the answer of each body."""
    return (
        Addressee.objects.filter(notice=notice, person=_pk(user))
        .select_related("body")
        .order_by("body__order", "body_id")
    )


def contacts_of(user: Someone, person: User) -> QuerySet[Contact]:
    """Return the contacts of a person in their own order, with the last message to each."""
    last = Delivery.objects.filter(contact=OuterRef("pk")).order_by("-pk")
    return (
        access.visible_contacts(user)
        .filter(person=person)
        .annotate(
            last_state=Subquery(last.values("state")[:1]),
            last_sent_at=Subquery(last.values("sent_at")[:1]),
        )
        .order_by("position", "pk")
    )


def visible_contacts(user: Someone) -> QuerySet[Contact]:
    """Return the contacts a person may change."""
    return access.visible_contacts(user).select_related("person")


def contact_holders(user: Someone) -> QuerySet[User]:
    """Return the people whose contacts a person may keep."""
    return access.contact_holders(user)


def bodies_with_systems(user: Someone) -> QuerySet[Body]:
    """Return the bodies whose systems a person keeps, with how many each has."""
    kept = Q(systems__removed_at__isnull=True, systems__isnull=False)
    return (
        access.systems_kept_by(user)
        .annotate(system_count=Count("systems", filter=kept))
        .order_by("order", "pk")
    )


def rest_of(user: User) -> Rest | None:
    """Return when a person wants ordinary notices, if they ever said so."""
    return Rest.objects.filter(person=user).first()


def visible_systems(user: Someone) -> QuerySet[Contact]:
    """Return the systems a person keeps."""
    return access.visible_systems(user).select_related("body", "key")


def systems_of(user: Someone, body: Body) -> QuerySet[Contact]:
    """Return the systems of a body with the last message to each."""
    last = Delivery.objects.filter(contact=OuterRef("pk"), person__isnull=True).order_by("-pk")
    return (
        visible_systems(user)
        .filter(body=body)
        .annotate(
            last_state=Subquery(last.values("state")[:1]),
            last_sent_at=Subquery(last.values("sent_at")[:1]),
            last_words=Subquery(last.values("words")[:1]),
            has_former_key=Q(key__former_until__gt=clock.now()),
        )
        .order_by("pk")
    )


@dataclass(frozen=True)
class Telephone:
    """A number at which somebody is called; one that did not work stands last and is marked."""

    number: str
    is_broken: bool = False


def numbers_of(person: User) -> list[Telephone]:
    """Return the numbers at which a person is called, in the person's own order."""
    return numbers_of_people([person.pk]).get(person.pk, [])


def numbers_of_people(people: Iterable[int]) -> dict[int, list[Telephone]]:
    """Return the numbers of several people: contacts, that of the post, and the doubtful last."""
    numbers: dict[int, dict[str, bool]] = {}
    kept = Contact.objects.filter(
        Q(channel=Contact.Channel.PHONE)
        | Q(channel=Contact.Channel.SMS, verified_at__isnull=False),
        person__in=list(people),
        removed_at__isnull=True,
    )
    for contact in kept.order_by("person_id", "position", "pk"):
        known = numbers.setdefault(contact.person_id or 0, {})
        is_broken = contact.broken_at is not None
        known[contact.address] = is_broken and known.get(contact.address, True)
    of_posts = User.objects.filter(pk__in=list(people)).exclude(phone="")
    for pk, number in of_posts.values_list("pk", "phone"):
        numbers.setdefault(pk, {}).setdefault(number, False)
    return {
        pk: sorted(
            (Telephone(number, is_broken) for number, is_broken in known.items()),
            key=lambda one: one.is_broken,
        )
        for pk, known in numbers.items()
    }


def mutes(user: Someone) -> QuerySet[Mute]:
    """Return the mutes a person may see: those running first, then what is over."""
    now = clock.now()
    is_over = Case(
        When(ended_at__isnull=True, ends_at__gt=now, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return (
        access.visible_mutes(user)
        .select_related("issuer", "body", "person", "begun_by", "ended_by")
        .order_by(is_over, "ends_at", "pk")
    )


def muters_of(user: Someone) -> QuerySet[Body]:
    """Return the headquarters whose notices a person may mute."""
    return access.muters_of(user).order_by("order", "pk")


def people_told_at(body: Body) -> QuerySet[User]:
    """Return the people who are told what is addressed to a body."""
    told = rights.pairs_who_may(rights.BE_NOTIFIED, Body.objects.filter(pk=body.pk))
    return User.objects.filter(pk__in=[person for person, _body in told]).order_by("full_name")


def mutes_of(notice: Notice) -> QuerySet[Mute]:
    """Return the mutes that now keep some addressees of a notice from being rung."""
    told = Addressee.objects.filter(notice=notice)
    running = running_mutes().filter(
        Q(person__in=told.values("person_id")) | Q(body__in=told.values("body_id")),
        issuer=notice.issuing_body_id,
    )
    return running if notice.heeds_mutes and notice.closed_at is None else running.none()


def ladder_of(notice: Notice) -> QuerySet[LadderStep]:
    """Return the frozen steps of a notice, made or still to come, in the order of time."""
    return LadderStep.objects.filter(notice=notice).order_by("due_at", "number")


def _told_of(world: QuerySet[Notice], pk: int) -> Notice | None:
    return _worded(world).select_related("issued_by", "issuing_body").filter(pk=pk).first()


def _told(user: Someone, notices: QuerySet[Notice]) -> QuerySet[Notice]:
    own = Addressee.objects.filter(notice=OuterRef("pk"), person=_pk(user))
    silent = own.filter(answered_at__isnull=True)
    return (
        _worded(notices.filter(Exists(own)))
        .annotate(is_waiting=Exists(silent))
        .select_related("issuing_body")
        .order_by("-issued_at", "-pk")
    )


def _waiting(user: Someone, notices: QuerySet[Notice]) -> QuerySet[Notice]:
    bodies = rights.bodies_where(user, rights.BE_NOTIFIED).values("pk")
    silent = Addressee.objects.filter(
        notice=OuterRef("pk"),
        person=_pk(user),
        body__in=bodies,
        is_counted=True,
        answered_at__isnull=True,
    )
    asks = Q(norm__isnull=False) | ~Q(answer_purpose="")
    return (
        _worded(notices.filter(asks, Exists(silent), closed_at__isnull=True))
        .annotate(is_waiting=Value(value=True))
        .select_related("issuing_body")
        .order_by("-issued_at", "-pk")
    )


def _worded(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Add the words in the reader's language, or in Russian where that one is missing."""
    language = (translation.get_language() or "ru")[:2]
    nearest = Case(
        When(language=language, then=Value(0)),
        When(language="ru", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    words = NoticeWording.objects.filter(notice=OuterRef("pk")).order_by(nearest)
    return notices.annotate(
        subject=Subquery(words.values("subject")[:1]),
        body=Subquery(words.values("body")[:1]),
        act=Subquery(words.values("act")[:1]),
    )


def _pk(user: Someone) -> int | None:
    return user.pk
