"""How much a decision presses whoever is asked about it: the order of every list of what waits."""

from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When

from alerts.models import DecisionArea, Level, LevelDecision

ABOVE_RED = int(Level.RED) + 1  # what was sent by mistake is taken back before anything is done


def rank_of(path: str) -> Subquery:
    """Return the rank of the decision at a path: its highest level, a correction above all."""
    is_correction = When(decision__origin=LevelDecision.Origin.CORRECTION, then=Value(ABOVE_RED))
    rank = Case(is_correction, default=F("level"), output_field=IntegerField())
    acts = DecisionArea.objects.filter(decision=OuterRef(path)).annotate(rank=rank)
    return Subquery(acts.order_by("-rank").values("rank")[:1])
