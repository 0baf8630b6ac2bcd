"""The public side, read without signing in: the approved texts and the levels in force.

Nothing here knows who asks: no session, no cookie, and an answer that any cache may keep briefly.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from django.views.decorators.http import require_safe

from alerts import exports, queries

SECONDS_KEPT = 30
Page = Callable[..., HttpResponse]


def _public(page: Page) -> Callable[..., HttpResponseBase]:
    """Answer anybody, in the language of the address, so that a cache knows what it has."""

    @wraps(page)
    def answer(request: HttpRequest, **keywords: Any) -> HttpResponseBase:
        if not settings.PUBLIC_PAGE:
            raise Http404
        language = _language_of(request)
        with translation.override(language):
            response = page(request, language=language, **keywords)
        response.headers["Content-Language"] = language
        response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response.headers["ETag"] = etag
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        return get_conditional_response(request, etag, changed, response) or response

    return login_not_required(require_safe(answer))


@_public
def public_page(request: HttpRequest, language: str) -> HttpResponse:
    """Show the levels in force now and the notices, the newest first.

    An address that names no language leads to the one that does: what is chosen stays chosen.
    """
    if request.GET.get("lang") != language:
        return redirect(f"{request.path}?lang={language}")
    shown = queries.public_overview()
    context = {
        "language": language,
        "languages": settings.LANGUAGES,
        "overview": shown,
        "notices": queries.public_notices(language),
        "record": queries.public_record() if settings.PUBLIC_RECORD else [],
    }
    return render(request, "alerts/public/page.html", context)


@_public
def public_notice(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """Show one approved text with what became of it."""
    notice = queries.public_notice(pk, language)
    if notice is None:
        raise Http404
    context = {"language": language, "languages": settings.LANGUAGES, "notice": notice}
    return render(request, "alerts/public/notice.html", context)


@_public
def public_feed(request: HttpRequest, language: str) -> HttpResponse:
    """Give the notices as an Atom feed."""
    notices = queries.public_notices(language)
    content = exports.atom_feed(notices, language)
    response = HttpResponse(content, content_type=exports.ATOM)
    if notices:
        changed = max(one.updated_at for one in notices)
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def _language_of(request: HttpRequest) -> str:
    """Return the language the address names, else the one the reader's browser asks for."""
    asked = request.GET.get("lang", "")
    if asked in queries.LANGUAGES:
        return asked
    spoken = (translation.get_language() or "")[:2]
    return spoken if spoken in queries.LANGUAGES else "kk"
