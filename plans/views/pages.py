"""The links between the pages of a list that is cut by its own order."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from plans.queries import Page


@dataclass(frozen=True)
class Pages:
    """What the pagination of the frame asks for."""

    previous_url: str
    next_url: str
    summary: str

    @classmethod
    def of(cls, page: Page, parameters: Mapping[str, str], *, summary: str) -> "Pages":
        """Make the links beside one page, the filter kept."""
        return cls(
            previous_url=_link(parameters, "before", page.before),
            next_url=_link(parameters, "after", page.after),
            summary=summary,
        )


def _link(parameters: Mapping[str, str], name: str, cursor: str) -> str:
    return f"?{urlencode({**parameters, name: cursor})}" if cursor else ""
