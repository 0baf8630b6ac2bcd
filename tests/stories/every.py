"""Every story, in the order in which they make sense one after another."""

from tests.stories import (
    Teller,
    desk,
    duty,
    exercises,
    figures,
    ladder,
    levels,
    papers,
    people,
    publicity,
    sittings,
    tables,
    undertakings,
)

STORIES = (
    people,
    undertakings,
    levels,
    ladder,
    sittings,
    exercises,
    publicity,
    papers,
    desk,
    duty,
    tables,
    figures,
)


def tell_every(teller: Teller) -> Teller:
    """Tell every story once."""
    for story in STORIES:
        story.tell(teller)
    return teller
