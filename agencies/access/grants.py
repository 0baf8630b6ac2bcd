"""Putting the role table into django-guardian: the rights of a post, and who holds the post."""

from guardian.shortcuts import assign_perm, remove_perm

from agencies.access import memory
from agencies.access.roles import rights_of
from agencies.models import Appointment, BodyGroupPermission, Post
from audit import clock


def grant_rights_of(post: Post) -> None:
    """Give the group of a post exactly the rights that the role table says."""
    due = rights_of(post.role, post.body.kind)
    grants = BodyGroupPermission.objects.filter(group=post.group, content_object=post.body)
    held = set(grants.values_list("permission__codename", flat=True))
    for right in due - held:
        assign_perm(right, post.group, post.body)
    for right in held - due:
        remove_perm(right, post.group, post.body)


def seat(appointment: Appointment) -> None:
    """Put the person of an appointment into the group of its post."""
    appointment.person.groups.add(appointment.post.group)
    memory.forget()


def unseat(appointment: Appointment) -> None:
    """Take the person out of the group unless another appointment, now or later, needs it."""
    others = (
        Appointment.objects.not_over_at(clock.now())
        .filter(person=appointment.person, post=appointment.post)
        .exclude(pk=appointment.pk)
    )
    if not others.exists():
        appointment.person.groups.remove(appointment.post.group)
    memory.forget()
