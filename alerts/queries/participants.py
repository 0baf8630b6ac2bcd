"""Who takes part in an exercise: its own list alone, never the rule of the real world."""

from agencies import queries as agencies
from agencies.models import Body
from alerts.models import Exercise, Participant

Pairs = list[tuple[int, int]]


def participating(exercise: Exercise) -> tuple[list[Body], Pairs]:
    """Return the organisations on the list, and the (person, body) pairs told for them.

    Where persons are named for an organisation, they alone are told.
    """
    listed = list(Participant.objects.filter(exercise=exercise).values_list("body", "person"))
    bodies = Body.objects.filter(pk__in={body for body, _person in listed})
    whole = {body for body, person in listed if person is None}
    named = {(person, body) for body, person in listed}
    pairs = [
        (person, body)
        for person, body in agencies.addressed_pairs(bodies)
        if body in whole or (person, body) in named
    ]
    return list(bodies.select_related("territory").order_by("order", "pk")), pairs
