"""Addresses of the desk's pages, in the world of the decision at hand."""

from django import template
from django.urls import reverse

from alerts.models import LevelDecision

register = template.Library()


@register.simple_tag
def desk_url(name: str, decision: LevelDecision, **arguments: int) -> str:
    """Return the address of a page of the desk: an exercise has addresses of its own."""
    world = "exercise-" if decision.is_exercise else ""
    return reverse(f"alerts:{world}{name}", kwargs={"pk": decision.pk, **arguments})
