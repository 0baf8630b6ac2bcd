"""The cards on the sign-in page: a person, their office, and what waits for them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from agencies.models import Appointment, Body, Post
from alerts.models import LevelDecision
from audit import clock
from audit.models import Entry
from centre.demonstration import roster
from notices.models import Notice
from plans.models import ExecutionReport, Task

SOON = dt.timedelta(days=14)

GROUPS: dict[str, str | Promise] = {
    Body.Kind.CENTRE: gettext_lazy("The Centre"),
    Body.Kind.AGENCY: gettext_lazy("Ministries and agencies"),
    Body.Kind.UNIT_COMMISSION: gettext_lazy("Regions"),
    Body.Kind.REPUBLICAN_HEADQUARTERS: gettext_lazy("Republican headquarters"),
}
KEEPERS = gettext_lazy("Those who keep and check")


@dataclass(frozen=True)
class Card:
    """One person a visitor may be, as the sign-in page shows them."""

    email: str
    name: str
    role: str
    body: str
    waits: str
    group: str
    inside: str = ""
    inside_language: str = ""


def cards() -> list[Card]:
    """Return the people one may enter as, in the reader's language."""
    posts = roster.posts_of_the_offered()
    return [_card(email, posts[email]) for email in roster.OFFERED if email in posts]


def _card(email: str, post: Post) -> Card:
    language = (get_language() or "en")[:2]
    keeps = post.role in (Post.Role.AUDITOR, Post.Role.ADMINISTRATOR)
    member = roster.member_of(email)
    name = member.names[language if language in ("kk", "ru") else "en"]
    return Card(
        email=email,
        name=name,
        inside=member.full_name if member.full_name != name else "",
        inside_language="kk" if member.language == "kk" else "ru",
        role=str(Post.Role(post.role).label),
        body=post.body.name,
        waits=_waits(post),
        group=str(KEEPERS if keeps else GROUPS[post.body.kind]),
    )


def _waits(post: Post) -> str:
    if post.body.kind == Body.Kind.UNIT_COMMISSION and post.role == Post.Role.CHAIR:
        return _governor(post.body)
    return WAITS[post.role](post.body)


def _tasks_due(body: Body) -> str:
    today = clock.today()
    owed = Task.objects.filter(lead=body, state__in=Task.OWED)
    due = owed.filter(due_on__range=(today, today + SOON)).count()
    if not due:
        return _("Nothing is due in the next two weeks.")
    return ngettext("%(count)s task is due.", "%(count)s tasks are due.", due) % {"count": due}


def _notices_open(body: Body) -> str:
    waiting = Notice.objects.filter(
        closed_at__isnull=True,
        norm__isnull=False,
        addressees__body=body,
        addressees__answered_at__isnull=True,
    )
    count = waiting.distinct().count()
    return ngettext(
        "%(count)s notice waits for an answer.", "%(count)s notices wait for an answer.", count
    ) % {"count": count}


def _reports_to_review(body: Body) -> str:
    awaited = ExecutionReport.objects.filter(outcome=ExecutionReport.Outcome.AWAITED)
    count = awaited.filter(task__controller__in=_reach(body)).count()
    return ngettext(
        "%(count)s report is to be reviewed.", "%(count)s reports are to be reviewed.", count
    ) % {"count": count}


def _reach(body: Body) -> QuerySet[Body]:
    """Return a body with those beneath it: as far as the rights to review and to close reach."""
    beneath = Q(superiors__parent=body) | Q(superiors__parent__superiors__parent=body)
    return Body.objects.filter(Q(pk=body.pk) | beneath)


def _to_close(body: Body) -> str:
    proposed = Task.objects.filter(state=Task.State.PROPOSED_FOR_CLOSING)
    count = proposed.filter(controller__in=_reach(body)).count()
    return ngettext(
        "%(count)s task is proposed for closing.",
        "%(count)s tasks are proposed for closing.",
        count,
    ) % {"count": count}


def _governor(body: Body) -> str:
    count = Task.objects.late(clock.today()).filter(territory=body.territory).count()
    return ngettext(
        "%(count)s task is late in the region.", "%(count)s tasks are late in the region.", count
    ) % {"count": count}


def _silent(_body: Body) -> str:
    asked = Notice.objects.filter(
        kind=Notice.Kind.LEVEL,
        closed_at__isnull=True,
        addressees__is_counted=True,
        addressees__answered_at__isnull=True,
    )
    count = asked.values("addressees__body").distinct().count()
    return ngettext(
        "%(count)s organisation has not answered.",
        "%(count)s organisations have not answered.",
        count,
    ) % {"count": count}


def _proposals(_body: Body) -> str:
    count = LevelDecision.objects.filter(state=LevelDecision.State.PROPOSED).count()
    if not count:
        return _("Approves the levels that an officer proposes.")
    return ngettext(
        "%(count)s proposed level waits for approval.",
        "%(count)s proposed levels wait for approval.",
        count,
    ) % {"count": count}


def _proposes(_body: Body) -> str:
    return _("Proposes levels; another person approves them.")


def _record(_body: Body) -> str:
    since = clock.midnight(clock.today() - dt.timedelta(days=7))
    count = Entry.objects.filter(recorded_at__gte=since).count()
    return ngettext(
        "%(count)s entry in the record this week.",
        "%(count)s entries in the record this week.",
        count,
    ) % {"count": count}


def _people(_body: Body) -> str:
    now = clock.now()
    count = (
        Appointment.objects.valid_at(now).filter(ends_at__lt=now + dt.timedelta(days=30)).count()
    )
    if not count:
        return _("Appoints people and keeps the bodies.")
    return ngettext(
        "%(count)s appointment ends within a month.",
        "%(count)s appointments end within a month.",
        count,
    ) % {"count": count}


WAITS: dict[str, Callable[[Body], str]] = {
    Post.Role.LIAISON: _tasks_due,
    Post.Role.HEAD: _notices_open,
    Post.Role.SECRETARY: _reports_to_review,
    Post.Role.CHAIR: _to_close,
    Post.Role.DUTY_OFFICER: _silent,
    Post.Role.HEADQUARTERS_OFFICER: _proposes,
    Post.Role.HEADQUARTERS_APPROVER: _proposals,
    Post.Role.AUDITOR: _record,
    Post.Role.ADMINISTRATOR: _people,
}
