"""Where django-guardian keeps the rights: two tables with a real foreign key to the body."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from agencies.models.bodies import Body


class BodyUserPermission(UserObjectPermissionBase):
    """A right of one person on one body; kept empty: rights come from posts."""

    content_object = models.ForeignKey(Body, models.CASCADE)


class BodyGroupPermission(GroupObjectPermissionBase):
    """A right of the holders of one post on one body."""

    content_object = models.ForeignKey(Body, models.CASCADE)
