"""What every request passes on its way in and every answer on its way out."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from agencies import access

Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]


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


class KeepOutWhoHoldsNoPost:
    """Answer 404 to a signed-in person whose last appointment has ended, wherever they knock.

    What is left to them is their own: to sign out, to change the password, the language.
    """

    OWN = frozenset(
        {
            "account_logout",
            "account_change_password",
            "centre:language",
            "centre:theme",
            "centre:keyboard",
        }
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the question is asked once its view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, arguments: list[Any], keywords: dict[str, Any]
    ) -> None:
        """Refuse as for a thing that is not there, before the view is called."""
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return
        place = request.resolver_match
        if place is not None and place.view_name in self.OWN:
            return
        if not access.serves(request.user):
            raise Http404


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
