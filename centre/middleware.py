"""What every request passes on its way in and every answer on its way out."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponseBase]


def speak_the_readers_language(get_response: Answer) -> Answer:
    """Answer in the language that the signed-in person chose, on whatever machine they sit."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        response = get_response(request)
        if language:
            response.headers["Content-Language"] = language
        return response

    return middleware


def know_fragments_from_pages(get_response: Answer) -> Answer:
    """Keep fragments out of the caches of pages, and send an expired session to sign in whole."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if request.headers.get("HX-Request") and _asks_to_sign_in(response):
            return _sign_in_whole(request)
        return response

    return middleware


def keep_pages_private(get_response: Answer) -> Answer:
    """Let no shared cache keep a page that one person was shown."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware


def _asks_to_sign_in(response: HttpResponseBase) -> bool:
    location = urlsplit(response.headers.get("Location", ""))
    return response.status_code == 302 and location.path == resolve_url(settings.LOGIN_URL)


def _sign_in_whole(request: HttpRequest) -> HttpResponse:
    """Answer an htmx request without a session: the page itself goes to sign in and back."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = shown.path + (f"?{shown.query}" if shown.query else "")
    target = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back or '/'})}"
    return HttpResponse(status=204, headers={"HX-Redirect": target, "Vary": "HX-Request"})
