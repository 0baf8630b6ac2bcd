"""The people a visitor of the demonstration may be, and how they sign in."""

from dataclasses import dataclass

from agencies.models import Appointment, Post
from audit import clock
from centre.demonstration import material

PASSWORD = "demonstration 2013"  # noqa: S105 - said openly on the first page of the demonstration

OFFERED = (
    "aigerim@moh.invalid",
    "gulnar@moh.invalid",
    "natalya@mof.invalid",
    "serik@atc.invalid",
    "marat@atc.invalid",
    "dauren@atc.invalid",
    "kanat@hq-kz.invalid",
    "saule@hq-kz.invalid",
    "bauyrzhan@hq-kz.invalid",
    "askhat@commission-75.invalid",
    "olga@atc.invalid",
    "timur@atc.invalid",
)


@dataclass(frozen=True)
class Line:
    """One line of the table printed when the demonstration has started."""

    name: str
    role: str
    body: str
    email: str


def people_to_be() -> list[Line]:
    """Return who may be entered by one click, in the order of the cards."""
    posts = posts_of_the_offered()
    return [
        Line(name_of(email), str(Post.Role(post.role).label), post.body.name, email)
        for email in OFFERED
        if (post := posts.get(email))
    ]


def posts_of_the_offered() -> dict[str, Post]:
    """Return the first post of each person on the cards who may still sign in."""
    held = (
        Appointment.objects.valid_at(clock.now())
        .filter(person__email__in=OFFERED, person__is_active=True)
        .select_related("person", "post__body")
        .order_by("-pk")
    )
    return {one.person.email: one.post for one in held}


def name_of(email: str, language: str = "en") -> str:
    """Return an invented person's name as it is written in a language."""
    return member_of(email).names[language]


def member_of(email: str) -> material.Member:
    """Return an invented person as the files of the demonstration have them."""
    return next(one for one in material.members() if one.email == email)
