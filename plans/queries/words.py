"""Finding words in Kazakh and Russian: any case, any form, also without Kazakh letters.

PostgreSQL knows no Kazakh: words are compared as pieces of text that a trigram index finds.
"""

import re

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Upper

# A reader without a Kazakh keyboard types the nearest Russian letter.
KAZAKH, NEAREST = "ӘҒҚҢӨҰҮҺІЁ", "АГКНОУУХИЕ"
FOLD = str.maketrans(KAZAKH, NEAREST)
SHORTEST = 6
ENDING = re.compile(
    r"(?:АМИ|ЯМИ|ОГО|ЕГО|ОМУ|ЕМУ|ЫМИ|ИМИ|ОВ|ЕВ|АМ|ЯМ|АХ|ЯХ|ЫХ|ИХ|ОЙ|ЕЙ|ЫЙ|ИЙ|АЯ|ЯЯ|ОЕ|ЕЕ|ЫЕ|ИЕ"
    r"|ОМ|ЕМ|[АЕИОУЫЭЮЯЙЬ])$"
)


class Folded(Func):
    """A text in capitals, its Kazakh letters brought to the nearest Russian ones."""

    function = "TRANSLATE"
    output_field = CharField()

    def __init__(self, field: str) -> None:
        """Fold one field; the index stands on exactly this expression."""
        super().__init__(Upper(F(field)), Value(KAZAKH), Value(NEAREST))


def pieces_of(text: str) -> list[str]:
    """Return what must stand in a text: every word, a long one without its Russian ending."""
    words = re.findall(r"\w[\w./-]*", text.upper().translate(FOLD))
    return [ENDING.sub("", word) if len(word) >= SHORTEST else word for word in words]


def says(text: str, *fields: str) -> Q:
    """Return the condition that every word stands in one of the fields (annotated as folded)."""
    found = Q()
    for piece in pieces_of(text):
        either = Q()
        for field in fields:
            either |= Q(**{f"{field}__contains": piece})
        found &= either
    return found
