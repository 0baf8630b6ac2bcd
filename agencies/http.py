"""What a view may count on once a person has signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from agencies.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is known."""

    user: User
    htmx: HtmxDetails
