"""What the frame around every page shows: the level here, what waits, the desks, the reader."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.access import roles
from agencies.models import Body, User
from alerts import queries as alerts
from audit import clock
from centre import demonstration
from centre.queries import work

THEMES = {"": _("As the device"), "light": _("Light"), "dark": _("Dark")}
LANGUAGES = (("kk", "Қаз", "Қазақша"), ("ru", "Рус", "Русский"), ("en", "Eng", "English"))

_HEADS = {roles.HEAD, roles.DEPUTY}
_SITTING = {*_HEADS, roles.MEMBER, roles.SECRETARY, roles.CHAIR}
_HEADQUARTERS = {roles.HQ_OFFICER, roles.HQ_APPROVER}
_WATCHING = {roles.DUTY, *_HEADQUARTERS, roles.SECRETARY, roles.CHAIR}
_WORKING = {roles.LIAISON, *_SITTING, *_WATCHING, roles.AUDITOR}
_EVERYONE = {*_WORKING, roles.ADMINISTRATOR}
_KEEPING = {roles.SECRETARY, roles.DUTY, roles.AUDITOR, roles.ADMINISTRATOR}

EXERCISES = "alerts:exercise-list"

# The rail: the desk's name, its address, the roles that see it, whether a line stands above it.
DESKS = (
    (_("Today"), "centre:today", _EVERYONE, False),
    (_("Levels"), "alerts:level-list", _WORKING, False),
    (_("Duty"), "alerts:duty-list", {roles.DUTY, *_HEADQUARTERS}, False),
    (_("Exercises"), EXERCISES, {*_HEADQUARTERS, roles.AUDITOR}, False),
    (_("Tasks"), "plans:task-list", _WORKING, False),
    (_("Plans"), "plans:plan-list", _SITTING, False),
    (_("Meetings"), "meetings:meeting-list", {*_SITTING, roles.AUDITOR}, False),
    (_("Regions"), "centre:region-list", _WATCHING, False),
    (_("People"), "centre:people", {roles.ADMINISTRATOR}, False),
    (_("Bodies"), "centre:body-list", _KEEPING, True),
    (_("Record"), "centre:record", {roles.AUDITOR}, False),
)


@dataclass(frozen=True)
class Desk:
    """One entry of the rail."""

    name: str
    url: str
    is_current: str
    apart: bool


class Frame:
    """The frame of one page; each part is fetched when the page's template asks for it."""

    languages = LANGUAGES

    def __init__(self, request: HttpRequest) -> None:
        """Remember who asks, and for what."""
        self.request = request
        self.now: dt.datetime = clock.now()
        self.demonstration: bool = settings.DEMONSTRATION
        self.product = settings.SITE_NAME
        self.name = _("Coordination")

    @cached_property
    def reader(self) -> User | None:
        """The person who is signed in."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None

    @property
    def signed_in(self) -> bool:
        """Whether anybody is."""
        return self.reader is not None

    @property
    def person(self) -> str:
        """The reader's name."""
        return self.reader.full_name if self.reader else ""

    @property
    def position(self) -> str:
        """The reader's position."""
        return self.reader.position if self.reader else ""

    @property
    def is_liaison(self) -> bool:
        """Whether the reader may name a substitute for themselves."""
        return self.reader is not None and roles.LIAISON in access.roles_held(self.reader)

    @cached_property
    def home(self) -> Body | None:
        """The body the reader works for."""
        return access.home_body(self.reader) if self.reader else None

    @property
    def body(self) -> str:
        """The name of that body."""
        return self.home.name if self.home else ""

    @property
    def territory(self) -> str:
        """The name of the territory whose level the bar shows."""
        return self.home.territory.name if self.home else ""

    @cached_property
    def levels(self) -> alerts.LevelsAround | None:
        """The level that lies on the reader's territory now, and higher ones within it."""
        return alerts.levels_around(self.home.territory) if self.home else None

    @property
    def level(self) -> str:
        """Its colour."""
        return self.levels.here.level if self.levels else "none"

    @property
    def level_since(self) -> dt.datetime | None:
        """Since when it is in force."""
        return self.levels.here.since if self.levels else None

    @property
    def level_url(self) -> str:
        """Where the levels are read."""
        return _address("alerts:level-list")

    @cached_property
    def waiting(self) -> int:
        """How much waits for the reader's own word: what `work.ASKING` names."""
        return work.count_words_asked(self.reader) if self.reader else 0

    @property
    def waiting_url(self) -> str:
        """Where exactly these are listed."""
        return f"{_address('centre:work')}?kind={work.ASKED}"

    @property
    def mail_url(self) -> str:
        """Where the demonstration shows the mail that was sent."""
        return _address("notices:mail")

    @property
    def path(self) -> str:
        """The present address, to come back to after a switch."""
        return self.request.get_full_path() if self.request.method == "GET" else "/"

    @property
    def theme(self) -> str:
        """The appearance the reader chose on this machine."""
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @property
    def themes(self) -> list[tuple[str, str]]:
        """The appearances to choose from."""
        return [(code, str(name)) for code, name in THEMES.items()]

    @property
    def zone(self) -> str:
        """The zone of the clock."""
        return settings.TIME_ZONE

    @property
    def zone_name(self) -> str:
        """The zone as people say it: UTC+5."""
        offset = self.now.astimezone(ZoneInfo(settings.TIME_ZONE)).utcoffset() or dt.timedelta()
        return f"UTC{offset.total_seconds() / 3600:+.0f}"

    @cached_property
    def desks(self) -> list[Desk]:
        """The desks of the reader's roles."""
        if not self.reader:
            return []
        held, takes_part = access.roles_held(self.reader), alerts.takes_part(self.reader)
        shown = (
            self._desk(str(name), _address(url_name), apart=apart)
            for name, url_name, seen_by, apart in DESKS
            # An exercise under way shows its desk to those it asks, and only then.
            if held & seen_by or (url_name == EXERCISES and takes_part)
        )
        return [desk for desk in shown if desk.url]

    @property
    def cards(self) -> list[demonstration.Card]:
        """The people whom a visitor of the demonstration may be."""
        return demonstration.cards() if self.demonstration else []

    def _desk(self, name: str, url: str, *, apart: bool) -> Desk:
        path = self.request.path
        is_within = path == url or (len(url) > 1 and path.startswith(url))
        current = "page" if path == url else "true"
        return Desk(name, url, current if is_within else "", apart)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give every page its frame."""
    return {"frame": Frame(request)}


def _address(name: str) -> str:
    """Return an address, or nothing while the room is not built."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
