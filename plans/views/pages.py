"""The links between the pages of a list: one cut by its own order, or one cut by numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.http import SignedInRequest
from plans.queries import PAGE, Cut, Page


@dataclass(frozen=True)
class Pages:
    """What the pagination of the frame asks for."""

    previous_url: str
    next_url: str
    summary: str

    @classmethod
    def of(cls, page: Page | Cut, parameters: Mapping[str, str], *, summary: str) -> "Pages":
        """Make the links beside one page, the filter kept."""
        return cls(
            previous_url=_link(parameters, "before", page.before),
            next_url=_link(parameters, "after", page.after),
            summary=summary,
        )


@dataclass(frozen=True)
class Numbered(Pages):
    """One numbered page of a list that has its own name in the address, with the links beside."""

    rows: list[Any]
    count: int


def numbered(request: SignedInRequest, found: QuerySet[Any], name: str = "page") -> Numbered:
    """Cut a page out of a list; two lists of one screen are turned apart."""
    page = Paginator(found, PAGE).get_page(request.GET.get(name))
    others = {key: str(value) for key, value in request.GET.items() if key != name}
    before = str(page.previous_page_number()) if page.has_previous() else ""
    after = str(page.next_page_number()) if page.has_next() else ""
    facts = {"first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}
    return Numbered(
        previous_url=_link(others, name, before),
        next_url=_link(others, name, after),
        summary=_("%(first)s–%(last)s of %(total)s") % facts,
        rows=list(page.object_list),
        count=page.paginator.count,
    )


def _link(parameters: Mapping[str, str], name: str, cursor: str) -> str:
    return f"?{urlencode({**parameters, name: cursor})}" if cursor else ""
