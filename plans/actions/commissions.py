"""The periodic report of a commission: prefilled, written, accepted by its head, sent, frozen."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as agencies_access
from agencies.languages import LANGUAGES, in_language
from agencies.models import Body, User
from agencies.templatetags.speech import say_date
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices.texts import NoticeText
from plans import access
from plans.models import CommissionReport


@transaction.atomic
def draft_commission_report(
    commission: Body,
    *,
    actor: User,
    first_day: dt.date,
    last_day: dt.date,
    figures: Mapping[str, Any],
) -> CommissionReport:
    """Begin the report of a half-year, prefilled; one that was begun is returned as it stands."""
    capacity = access.require_reporter(actor, commission)
    if clock.today() < last_day.replace(day=1):
        raise ValidationError({"half": _("A report is begun in the last month of its period.")})
    report, created = CommissionReport.objects.get_or_create(
        body=commission,
        first_day=first_day,
        last_day=last_day,
        defaults={
            "figures": dict(figures),
            "figures_at": clock.now(),
            "drafted_by": actor,
        },
    )
    if created:
        record(capacity, gettext_noop("began the report of a commission"), report)
    return report


@transaction.atomic
def write_commission_report(
    report: CommissionReport, *, actor: User, figures: Mapping[str, Any], **said: Any
) -> CommissionReport:
    """Write what the figures do not say; an acceptance of other words falls away."""
    capacity = access.require_reporter(actor, report.body)
    report = _open(report)
    fields = (*CommissionReport.NUMBERS, *CommissionReport.TEXTS)
    changes = {
        name: [getattr(report, name), said[name]]
        for name in fields
        if name in said and getattr(report, name) != said[name]
    }
    if not changes and report.figures == dict(figures):
        return report
    for name in changes:
        setattr(report, name, said[name])
    report.figures, report.figures_at = dict(figures), clock.now()
    report.accepted_by = report.accepted_at = None
    report.save(update_fields=[*changes, "figures", "figures_at", "accepted_by", "accepted_at"])
    record(capacity, gettext_noop("wrote the report of a commission"), report, changes=changes)
    return report


@transaction.atomic
def accept_commission_report(report: CommissionReport, *, actor: User) -> CommissionReport:
    """Accept a report as the head of the commission: from now on it may be sent."""
    capacity = access.require_acceptor(actor, report.body)
    report = _open(report)
    if report.is_accepted:
        return report
    if not report.done.strip():
        raise ValidationError(_("The report does not say yet what was done."))
    report.accepted_by, report.accepted_at = actor, clock.now()
    report.save(update_fields=["accepted_by", "accepted_at"])
    record(capacity, gettext_noop("accepted the report of a commission"), report)
    return report


@transaction.atomic
def send_commission_report(report: CommissionReport, *, actor: User) -> CommissionReport:
    """Send an accepted report up to the Centre; from now on nothing in it changes."""
    capacity = access.require_reporter(actor, report.body)
    locked = CommissionReport.objects.select_for_update(of=("self",)).select_related("body")
    report = locked.get(pk=report.pk)
    if report.is_sent:
        return report
    if not report.is_accepted:
        raise ValidationError(_("The head of the commission has not accepted this report yet."))
    report.sent_by, report.sent_at = actor, clock.now()
    report.save(update_fields=["sent_by", "sent_at"])
    record(capacity, gettext_noop("sent the report of a commission"), report)
    _tell_the_centre(capacity, report)
    return report


def _open(report: CommissionReport) -> CommissionReport:
    locked = CommissionReport.objects.select_for_update(of=("self",)).select_related("body")
    report = locked.get(pk=report.pk)
    if report.is_sent:
        raise ValidationError(_("This report is sent: nothing in it changes any more."))
    return report


def _tell_the_centre(capacity: Capacity, report: CommissionReport) -> None:
    """Tell those above who review the commission's work that its report has come."""
    above = Body.objects.filter(kind=Body.Kind.CENTRE)
    told = agencies_access.pairs_who_may(agencies_access.REVIEW, above)
    notices.tell(
        capacity,
        told,
        _in_every_language(lambda language: _words(report, language)),
        kind="report",
        thing_path=report.get_absolute_url(),
        urgency="ordinary",
    )


def _words(report: CommissionReport, language: str) -> NoticeText:
    facts = {
        "body": in_language(report.body, "name", language),
        "first": say_date(report.first_day),
        "last": say_date(report.last_day),
    }
    return NoticeText(
        _("Report of a commission: %(body)s") % facts,
        _("The report from %(first)s to %(last)s is accepted by its head and sent.") % facts,
        _("Read the report."),
    )


def _in_every_language(words: Callable[[str], NoticeText]) -> dict[str, NoticeText]:
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = words(language)
    return texts
