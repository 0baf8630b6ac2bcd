"""Whether the site can do its work: for the proxy, the container and the watchman."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from centre.queries import health


@never_cache
@require_safe
@login_not_required
def health_check(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and broker answer, 503 with what is down otherwise."""
    parts = health.parts()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)
