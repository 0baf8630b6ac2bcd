"""What every request passes on its way in and every answer on its way out."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from agencies import access
from centre.queries.kept import KEPT, Kept

PUBLIC = "/public/"
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


def ask_once_while_reading(get_response: Answer) -> Answer:
    """Ask who may see what once for each page that is read; what changes anything asks anew."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with access.answers_kept():
            return get_response(request)

    return middleware


def refuse_what_no_text_holds(get_response: Answer) -> Answer:
    """Answer a null character in an address as the mistake it is: no text of ours can hold one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return get_response(request)

    return middleware


class KeepWhatWasTyped:
    """Keep what a person sent after their session had ended, for them alone, until they are back.

    Who wrote is known by a signed cookie that outlives the session; nobody else is shown a word.
    """

    WRITER = "writer"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and remember on this machine who is writing."""
        response = self.get_response(request)
        if response.status_code < 400 and _sends_again(request):
            request.session.pop(KEPT, None)
        known = request.get_signed_cookie(self.WRITER, default="")
        if request.user.is_authenticated and known != str(request.user.pk):
            response.set_signed_cookie(
                self.WRITER,
                str(request.user.pk),
                max_age=settings.SESSION_COOKIE_AGE * 14,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(
        self, request: HttpRequest, view: View, arguments: list[Any], keywords: dict[str, Any]
    ) -> HttpResponse | None:
        """Put what was sent aside and ask the writer to sign in."""
        if request.method != "POST":
            return None
        if request.user.is_authenticated:
            return None
        writer = request.get_signed_cookie(self.WRITER, default="")
        if not writer or not getattr(view, "login_required", True):
            return None
        kept = Kept.of(request, writer)
        if kept is None:
            return None
        request.session[KEPT] = asdict(kept)
        return redirect_to_login(resolve_url("centre:kept"))


def keep_the_public_side_impersonal(get_response: Answer) -> Answer:
    """Let public pages know nobody: no cookie comes in or goes out, and no cache asks for one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PUBLIC):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = get_response(request)
        response.cookies.clear()
        spoken = [one.strip() for one in response.headers.get("Vary", "").split(",")]
        kept = [one for one in spoken if one and one.lower() not in ("cookie", "hx-request")]
        response.headers["Vary"] = ", ".join(kept) or "Accept-Language"
        return response

    return middleware


def _sends_again(request: HttpRequest) -> bool:
    """Tell whether this is what was kept, sent again by its writer."""
    if request.method != "POST" or not request.user.is_authenticated:
        return False
    return bool(request.session.get(KEPT, {}).get("path") == request.get_full_path())


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
    ) -> HttpResponse | None:
        """Refuse as for a thing that is not there, before the view is called."""
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        place = request.resolver_match
        if place is not None and place.view_name in self.OWN:
            return None
        if access.serves(request.user):
            return None
        return render(request, "no_post.html", status=404)


def say_what_only_a_button_sends(get_response: Answer) -> Answer:
    """Answer in our frame where somebody opens an address that only a button sends to."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 405 or request.method not in ("GET", "HEAD"):
            return response
        thing = request.path.rstrip("/").rpartition("/")[0] + "/"
        page = render(request, "405.html", {"thing": thing}, status=405)
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        return page

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
    if KEPT in request.session:
        back = resolve_url("centre:kept")
    target = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back or '/'})}"
    return HttpResponse(status=204, headers={"HX-Redirect": target, "Vary": "HX-Request"})
