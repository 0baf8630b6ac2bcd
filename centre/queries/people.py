"""Reads of people and of their posts for those who keep them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies import access, queries
from agencies.access.people import managed_bodies
from agencies.models import Appointment, Body, Post, User
from audit import clock

AT_HEADQUARTERS = (Post.Role.HEADQUARTERS_OFFICER, Post.Role.HEADQUARTERS_APPROVER)
AT_MEETINGS = (Post.Role.SECRETARY, Post.Role.CHAIR)


def person_by_email(email: str) -> User | None:
    """Find whose e-mail was typed at the door, whatever its letter case."""
    return User.objects.filter(email__iexact=email).first() if email else None


def people(
    user: User, *, q: str = "", body: Body | None = None, state: str = ""
) -> QuerySet[User]:
    """Return the people an administrator keeps who answer to what is sought."""
    found = queries.managed_people(user)
    if q:
        found = found.filter(Q(full_name__icontains=q) | Q(email__icontains=q))
    in_force = Appointment.objects.valid_at(clock.now()).filter(person=OuterRef("pk"))
    if body:
        found = found.filter(Exists(in_force.filter(post__body=body)))
    if state == "blocked":
        found = found.filter(is_active=False)
    elif state == "without_post":
        found = found.filter(~Exists(in_force))
    elif state == "in_post":
        found = found.filter(Exists(in_force), is_active=True)
    return found


def person_of(user: User) -> QuerySet[User]:
    """Return the people of whom an administrator may open the page."""
    return queries.managed_people(user)


def appointment_of(user: User) -> QuerySet[Appointment]:
    """Return the appointments an administrator may end."""
    return queries.managed_appointments(user)


def appointments_to_show(user: User, person: User) -> QuerySet[Appointment]:
    """Return a person's appointments at the bodies that an administrator keeps."""
    kept = managed_bodies(user).values("pk")
    return queries.appointments_of(person).filter(post__body__in=kept)


def locked_appointment(appointment: Appointment) -> Appointment:
    """Return an appointment under lock, with its post and its person."""
    related = ("post__body", "person")
    found = Appointment.objects.select_for_update(of=("self",)).select_related(*related)
    return found.get(pk=appointment.pk)


def holds(person: User, post: Post) -> bool:
    """Tell whether a person holds a post now in their own right, not in another's place."""
    held = Appointment.objects.valid_at(clock.now()).filter(person=person, post=post)
    return held.filter(acting_for__isnull=True).exists()


def standing_in(person: User, post: Post) -> QuerySet[Appointment]:
    """Return when a person stands in, now or later, for somebody who holds a post."""
    held = Appointment.objects.not_over_at(clock.now()).filter(person=person, post=post)
    return held.filter(acting_for__isnull=False).select_related("post__body").order_by("pk")


def own_posts(user: User) -> QuerySet[Appointment]:
    """Return the posts for which a person may name a substitute."""
    return access.substitutable(user)


def substitutions_by(user: User) -> QuerySet[Appointment]:
    """Return who stands in, now or later, for a person, the first to begin on top."""
    found = Appointment.objects.not_over_at(clock.now()).filter(acting_for=user)
    return found.select_related("person", "post__body").order_by("starts_at", "pk")


def possible_substitutes(user: User) -> QuerySet[User]:
    """Return the colleagues who may stand in for a liaison: whoever serves at a body of theirs."""
    bodies = [one.post.body for one in own_posts(user)]
    found = User.objects.none()
    for body in bodies:
        found = found | access.people_at(body)
    return found.exclude(pk=user.pk).order_by("full_name", "pk") if bodies else found


def bodies_to_staff(user: User) -> QuerySet[Body]:
    """Return the living bodies to which an administrator may appoint."""
    in_being = Body.objects.in_being(clock.today()).values("pk")
    return managed_bodies(user).filter(pk__in=in_being).order_by("kind", "order", "pk")


def colleagues(user: User) -> QuerySet[User]:
    """Return the people in whose place somebody may be appointed."""
    return queries.managed_people(user).filter(is_active=True)


def role_fits(role: str, body: Body) -> bool:
    """Tell whether a role exists at a body of this kind."""
    if role in AT_HEADQUARTERS:
        return body.is_headquarters
    if role in AT_MEETINGS:
        return body.is_commission or body.kind == Body.Kind.CENTRE
    return True


def roots() -> QuerySet[Body]:
    """Return the tops of both trees: who keeps people there keeps them everywhere."""
    tops = (Body.Kind.CENTRE, Body.Kind.REPUBLICAN_HEADQUARTERS)
    return Body.objects.in_being(clock.today()).filter(kind__in=tops).order_by("order", "pk")


def administrators() -> QuerySet[User]:
    """Return who can keep the people of either tree today."""
    held = Appointment.objects.valid_at(clock.now()).filter(
        post__role=Post.Role.ADMINISTRATOR, post__body__in=roots().values("pk")
    )
    return User.objects.filter(is_active=True, pk__in=held.values("person_id"))


def may_manage(user: User) -> bool:
    """Tell whether a person keeps people and bodies anywhere."""
    return access.may_anywhere(user, access.MANAGE_PEOPLE)


@dataclass(frozen=True)
class Figures:
    """What an administrator counts: each number is the length of the list it opens."""

    in_post: int
    without_post: int
    blocked: int
    bodies_without_people: int


def figures(user: User) -> Figures:
    """Count the people an administrator keeps, and the bodies where nobody serves."""
    return Figures(
        in_post=people(user, state="in_post").count(),
        without_post=people(user, state="without_post").count(),
        blocked=people(user, state="blocked").count(),
        bodies_without_people=bodies_without_people(user).count(),
    )


def bodies_without_people(user: User) -> QuerySet[Body]:
    """Return the bodies an administrator keeps at which nobody holds a post."""
    in_force = Appointment.objects.valid_at(clock.now()).filter(person__is_active=True)
    return bodies_to_staff(user).filter(~Exists(in_force.filter(post__body=OuterRef("pk"))))


def ending_soon(user: User, days: int = 14) -> QuerySet[Appointment]:
    """Return the appointments that run out within some days, the soonest first."""
    now = clock.now()
    in_force = Appointment.objects.valid_at(now).values("pk")
    soon = now + dt.timedelta(days=days)
    found = appointment_of(user).filter(pk__in=in_force, ends_at__lte=soon, person__is_active=True)
    return found.order_by("ends_at", "pk")
