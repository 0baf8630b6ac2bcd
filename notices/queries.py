"""Named reads of notices, deliveries and contacts for the screens."""

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
from agencies.models import User
from notices import access
from notices.models import Addressee, Contact, Delivery, DeliveryBatch, Notice, NoticeWording


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
    """Return one notice, real or of an exercise, with its words."""
    worlds = (access.visible(user), access.visible_exercises(user))
    found = (
        _worded(world).select_related("issued_by", "issuing_body").filter(pk=pk).first()
        for world in worlds
    )
    return next((one for one in found if one is not None), None)


def deliveries(user: Someone, notice: Notice) -> QuerySet[Delivery]:
    """Return the messages of a notice that a person may see, what needs attention first."""
    order = Case(
        When(state=Delivery.State.FAILED, then=Value(0)),
        When(state=Delivery.State.QUEUED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        access.readable_deliveries(user, notice)
        .select_related("person", "batch")
        .order_by(order, "person__full_name", "step", "channel", "pk")
    )


def delivery_counts(notice: Notice, *, user: Someone | None = None) -> dict[str, int]:
    """Return how many messages of a notice (or those a person may see) are in which state."""
    is_leased = Q(state=Delivery.State.QUEUED, batch__state=DeliveryBatch.State.LEASED)
    seen = access.readable_deliveries(user, notice) if user else notice.deliveries.all()
    counts = seen.aggregate(
        queued=Count("pk", filter=Q(state=Delivery.State.QUEUED) & ~is_leased),
        sending=Count("pk", filter=is_leased),
        sent=Count("pk", filter=Q(state=Delivery.State.SENT)),
        failed=Count("pk", filter=Q(state=Delivery.State.FAILED)),
        stopped=Count("pk", filter=Q(state=Delivery.State.STOPPED)),
        in_doubt=Count("pk", filter=Q(in_doubt_at__isnull=False)),
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
