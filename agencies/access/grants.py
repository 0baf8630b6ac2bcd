"""Putting the role table into django-guardian: the rights of a post, and who holds the post."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from agencies.access import memory
from agencies.access.roles import rights_of
from agencies.models import Appointment, Body, BodyGroupPermission, Post
from audit import clock


def grant_rights_of(post: Post) -> None:
    """Give the group of a post exactly the rights that the role table says."""
    due = rights_of(post.role, post.body.kind)
    grants = BodyGroupPermission.objects.filter(group=post.group, content_object=post.body)
    held = set(grants.values_list("permission__codename", flat=True))
    rights = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Body))
    BodyGroupPermission.objects.bulk_create(
        BodyGroupPermission(group=post.group, content_object=post.body, permission=right)
        for right in rights.filter(codename__in=due - held)
    )
    grants.filter(permission__codename__in=held - due).delete()
    memory.forget()


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
