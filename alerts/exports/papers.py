"""The after-action pack as a paper: a tagged PDF in the reader's language."""

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.models import User
from alerts.exports.packs import head_of, parts_of
from alerts.models import LevelDecision
from alerts.queries.aftermath import Pack
from notices.texts import DEMONSTRATION_MARK, EXERCISE_MARK
from plans.exports import print_tables


def pack_as_pdf(pack: Pack, *, decision: LevelDecision, reader: User) -> bytes:
    """Print the pack: one section for each part, its headings repeated on every page."""
    marks = [EXERCISE_MARK] if decision.is_exercise else []
    marks += [DEMONSTRATION_MARK] if settings.DEMONSTRATION else []
    return print_tables(
        _("After-action pack"),
        decision.number,
        marks=marks,
        head=head_of(decision, reader)[1:],
        parts=parts_of(pack),
    )
