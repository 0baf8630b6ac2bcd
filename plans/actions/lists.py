"""What a person settles for themselves: how a list looks to them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies import access as agencies_access
from agencies.models import User
from audit.record import Capacity, record
from plans.models import ColumnChoice


@transaction.atomic
def choose_columns(*, actor: User, listing: str, columns: Sequence[str]) -> ColumnChoice:
    """Keep which columns a person wants to see in a list; it changes nothing for anybody else."""
    old = ColumnChoice.objects.select_for_update().filter(person=actor, listing=listing).first()
    if old and old.columns == list(columns):
        return old
    choice, _created = ColumnChoice.objects.update_or_create(
        person=actor, listing=listing, defaults={"columns": list(columns)}
    )
    capacity = Capacity(person=actor, body=agencies_access.home_body(actor))
    changes = {"columns": [old.columns if old else [], list(columns)]}
    record(capacity, gettext_noop("chose the columns of a list"), choice, changes=changes)
    return choice
