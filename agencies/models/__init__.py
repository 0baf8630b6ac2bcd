"""Who we are: territories, bodies, people, posts, appointments, and the rights between them."""

from agencies.models.bodies import Body, Subordination
from agencies.models.people import User
from agencies.models.posts import Appointment, Capability, Post
from agencies.models.rights import BodyGroupPermission, BodyUserPermission
from agencies.models.territories import Territory, TerritoryName, TerritoryParent

__all__ = [
    "Appointment",
    "Body",
    "BodyGroupPermission",
    "BodyUserPermission",
    "Capability",
    "Post",
    "Subordination",
    "Territory",
    "TerritoryName",
    "TerritoryParent",
    "User",
]
