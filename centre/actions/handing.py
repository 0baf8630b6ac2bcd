"""Passing on one's work: to a substitute for some days, or for good to a successor."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import actions as agency_actions
from agencies.languages import LANGUAGES
from agencies.models import Appointment, Post, User
from agencies.templatetags.speech import say_date
from audit import clock
from audit.record import Changes, record
from centre import access
from centre.queries import people
from notices import actions as notice_actions
from notices.texts import NoticeText
from plans import actions as plan_actions
from plans import queries as plan_queries


@dataclass(frozen=True)
class Handover:
    """How much passes from one who leaves to one who stays."""

    tasks: int
    parts: int
    notices: int
    drafts: int


@transaction.atomic
def hand_over(appointment: Appointment, *, actor: User, successor: User, reason: str) -> Handover:
    """End a liaison's post and pass tasks, notices and drafts to a successor, in one step."""
    appointment = people.locked_appointment(appointment)
    body, leaving = appointment.post.body, appointment.person
    capacity = access.require_keeper_of(actor, body)
    _refuse_handover(appointment, successor)
    _appoint_successor(appointment.post, successor, actor, reason)
    passed = Handover(
        *plan_queries.owed_by(body),
        notices=notice_actions.hand_over_notices(capacity, leaving, successor),
        drafts=plan_actions.hand_over_drafts(capacity, leaving, successor),
    )
    agency_actions.end_appointment(appointment, actor=actor, reason=reason)
    numbers = {name: [0, number] for name, number in asdict(passed).items()}
    changes: Changes = {"successor": [leaving.full_name, successor.full_name], **numbers}
    record(
        capacity, gettext_noop("handed over the work"), appointment,
        changes=changes, reason=reason,
    )  # fmt: skip
    notice_actions.tell(
        capacity, [(successor.pk, body.pk)], _handed_over(appointment, passed),
        thing_path=reverse("centre:work"),
    )  # fmt: skip
    return passed


@transaction.atomic
def engage_substitute(
    appointment: Appointment,
    *,
    actor: User,
    substitute: User,
    starts_on: dt.date,
    ends_on: dt.date,
    ground: str = "",
) -> Appointment:
    """Name who stands in for oneself between two days, and tell them."""
    already = people.substitutions_by(actor).count()
    named = agency_actions.name_substitute(
        appointment, actor=actor, substitute=substitute, starts_on=starts_on, ends_on=ends_on,
        ground=ground,
    )  # fmt: skip
    if people.substitutions_by(actor).count() > already:
        capacity = access.own_capacity(actor, named.post.body)
        told = [(substitute.pk, named.post.body_id)]
        words = _substituting(actor, starts_on, ends_on)
        notice_actions.tell(capacity, told, words, thing_path=reverse("centre:work"))
    return named


def _appoint_successor(post: Post, successor: User, actor: User, reason: str) -> None:
    """Let the successor hold the post in their own right; standing in for another ends first."""
    if people.holds(successor, post):
        return
    for one in people.standing_in(successor, post):
        agency_actions.end_appointment(one, actor=actor, reason=reason)
    agency_actions.appoint(successor, actor=actor, body=post.body, role=post.role, ground=reason)


def _refuse_handover(appointment: Appointment, successor: User) -> None:
    if not appointment.is_valid_at(clock.now()):
        raise ValidationError(_("This appointment is not in force: there is nothing to pass on."))
    if successor == appointment.person:
        raise ValidationError({"successor": _("Choose another person than who leaves.")})
    if not successor.is_active:
        raise ValidationError({"successor": _("This person is blocked.")})


def _handed_over(appointment: Appointment, passed: Handover) -> dict[str, NoticeText]:
    def words() -> NoticeText:
        facts = {"name": appointment.person.full_name, **asdict(passed)}
        return NoticeText(
            _("You take over the work of %(name)s") % facts,
            _(
                "Open tasks: %(tasks)s. Parts to send: %(parts)s. Notices without an answer:"
                " %(notices)s. Tables brought in and not applied: %(drafts)s."
            )
            % facts,
            _("Open your list of work."),
        )

    return _in_every_language(words)


def _substituting(actor: User, starts_on: dt.date, ends_on: dt.date) -> dict[str, NoticeText]:
    def words() -> NoticeText:
        facts = {
            "name": actor.full_name,
            "first": say_date(starts_on),
            "last": say_date(ends_on),
        }
        return NoticeText(
            _("You stand in for %(name)s") % facts,
            _(
                "From %(first)s to %(last)s inclusive you have the same rights and receive the"
                " same notices; the record will say for whom you act."
            )
            % facts,
            _("Open your list of work."),
        )

    return _in_every_language(words)


def _in_every_language(words: Callable[[], NoticeText]) -> dict[str, NoticeText]:
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = words()
    return texts
