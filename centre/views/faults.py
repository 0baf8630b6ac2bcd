"""What a reader is told when the site itself cannot answer."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

RETRY_SECONDS = "20"


@requires_csrf_token
def fault(request: HttpRequest) -> HttpResponse:
    """Say that the database is away (503), or that something broke (500): no query is made."""
    if _is_database_away(sys.exc_info()[1]):
        headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("500.html"), status=500)


def _is_database_away(error: BaseException | None) -> bool:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
