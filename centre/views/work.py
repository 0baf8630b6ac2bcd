"""My work: the one list a person opens in the morning."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from centre.queries import work


class Pages(NamedTuple):
    """The links between the pages of the list."""

    previous_url: str
    next_url: str
    summary: str


@require_safe
def my_work(request: SignedInRequest) -> HttpResponse:
    """Show everything that waits for the reader, what is due first on top."""
    kind, asked = request.GET.get("kind", ""), request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    found = work.work(request.user, kind=kind, page=number)
    context = {
        "work": found,
        "kind": kind,
        "page": _pages(kind, found),
        "as_of": clock.now(),
    }
    return render(request, "centre/work.html", context)


def _pages(kind: str, found: work.Work) -> Pages:
    first = (found.page - 1) * work.PAGE + 1
    facts = {"first": first, "last": first + len(found.rows) - 1, "total": found.shown}
    return Pages(
        _page(kind, found.page - 1) if found.page > 1 else "",
        _page(kind, found.page + 1) if found.has_more else "",
        _("%(first)s–%(last)s of %(total)s") % facts,
    )


def _page(kind: str, number: int) -> str:
    asked = {"kind": kind} if kind else {}
    return f"?{urlencode({**asked, 'page': number})}"
