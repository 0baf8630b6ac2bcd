"""The demonstration: an institution a year in, played through the product's own actions."""

from centre.demonstration.answering import answer_what_is_due
from centre.demonstration.cards import Card, cards
from centre.demonstration.loading import RefusedError, is_loaded, load
from centre.demonstration.roster import PASSWORD, Line, people_to_be

__all__ = [
    "PASSWORD",
    "Card",
    "Line",
    "RefusedError",
    "answer_what_is_due",
    "cards",
    "is_loaded",
    "load",
    "people_to_be",
]
