"""Who gets which answer at the site's own addresses."""

import datetime as dt
from collections.abc import Mapping

from agencies import actions
from agencies.models import Appointment, Body
from audit import clock
from audit.models import Entry
from plans import actions as plans
from tests.cast import PASSWORD
from tests.matrix import Cast, Row, row


def aigerims_page(cast: Cast) -> Mapping[str, object]:
    """Ask for the page of a liaison."""
    return {"pk": cast.aigerim.pk}


def aigerims_post(cast: Cast) -> Mapping[str, object]:
    """Ask to end the appointment of a liaison."""
    return {"pk": Appointment.objects.get(person=cast.aigerim).pk}


def a_substitution(cast: Cast) -> Mapping[str, object]:
    """Ask to take back the substitute of a liaison."""
    colleague = cast.head_of_health
    post = Appointment.objects.get(person=cast.aigerim)
    day = clock.today()
    named = actions.name_substitute(
        post, actor=cast.aigerim, substitute=colleague, starts_on=day, ends_on=day
    )
    return {"pk": named.pk}


def a_commission_report(cast: Cast) -> Mapping[str, object]:
    """Ask for the report that the commission of Almaty city is writing."""
    body, year = Body.objects.get(code="commission-75"), clock.today().year - 1
    writer = actions.add_person(
        actor=None, body=body, email="writer@example.invalid", full_name="Writer"
    )
    actions.appoint(writer, actor=None, body=body, role="secretary")
    report = plans.draft_commission_report(
        body, actor=writer, figures={},
        first_day=dt.date(year, 1, 1), last_day=dt.date(year, 6, 30),
    )  # fmt: skip
    return {"pk": report.pk}


def ministry_of_health(cast: Cast) -> Mapping[str, object]:
    """Ask for the page of a body."""
    return {"pk": Body.objects.get(code="moh").pk}


def newest_entry(cast: Cast) -> Mapping[str, object]:
    """Ask for the last entry of the record: the end of the departed one's appointment."""
    return {"pk": Entry.objects.latest("pk").pk}


def almaty_city(cast: Cast) -> Mapping[str, object]:
    """Ask for the page of a unit."""
    return {"code": "75"}


def a_reason(cast: Cast) -> Mapping[str, object]:
    """Give a reason."""
    return {"reason": "left the service"}


def a_wrong_key(cast: Cast) -> Mapping[str, object]:
    """Use a password link that nobody was sent."""
    return {"uidb36": "1", "key": "no-such-key"}


def a_language(cast: Cast) -> Mapping[str, object]:
    """Choose a language."""
    return {"language": "kk", "next": "/"}


def a_theme(cast: Cast) -> Mapping[str, object]:
    """Choose a theme."""
    return {"theme": "dark", "next": "/"}


def aigerims_password(cast: Cast) -> Mapping[str, object]:
    """Sign in as a liaison."""
    return {"login": cast.aigerim.email, "password": PASSWORD}


def ones_password(cast: Cast) -> Mapping[str, object]:
    """Say one's own password once more."""
    return {"password": PASSWORD}


def a_new_password(cast: Cast) -> Mapping[str, object]:
    """Choose another password."""
    chosen = "another horse, another staple"
    return {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen}


OPEN_TO_ALL = row(200, anonymous=200, departed=200)
ALREADY_IN = row(302, anonymous=200, departed=302)  # signed-in people are sent on to their desk

ROWS: dict[str, Row] = {
    "centre:today": row(200),
    "centre:work": row(200),
    "centre:health": OPEN_TO_ALL,
    "centre:people": row(403, administrator=200),
    "centre:person-new": row(403, administrator=200),
    "POST centre:person-new": row(403, administrator=422),
    "centre:person": row(404, arguments=aigerims_page, administrator=200),
    "centre:person-appoint": row(404, arguments=aigerims_page, administrator=200),
    "POST centre:person-appoint": row(404, arguments=aigerims_page, administrator=422),
    "centre:person-block": row(404, arguments=aigerims_page, administrator=200),
    "POST centre:person-block": row(
        404, arguments=aigerims_page, data=a_reason, administrator=302
    ),
    "POST centre:person-unblock": row(404, arguments=aigerims_page, administrator=302),
    "POST centre:password-letter": row(404, arguments=aigerims_page, administrator=302),
    "centre:hand-over": row(404, arguments=aigerims_post, administrator=200),
    "POST centre:hand-over": row(404, arguments=aigerims_post, administrator=422),
    "centre:substitute": row(403, aigerim=200, outsider=200),
    "POST centre:substitute": row(403, aigerim=422, outsider=422),
    "POST centre:substitute-end": row(404, arguments=a_substitution, aigerim=302),
    "centre:appointment-end": row(404, arguments=aigerims_post, administrator=200),
    "POST centre:appointment-end": row(
        404, arguments=aigerims_post, data=a_reason, administrator=302
    ),
    "centre:commission-reports": row(200),
    "POST centre:commission-reports": row(403),
    "centre:commission-report": row(404, arguments=a_commission_report, governor=200),
    "centre:commission-report-write": row(404, arguments=a_commission_report, governor=403),
    "POST centre:commission-report-write": row(404, arguments=a_commission_report, governor=403),
    "POST centre:commission-report-accept": row(404, arguments=a_commission_report, governor=302),
    "POST centre:commission-report-send": row(404, arguments=a_commission_report, governor=403),
    "centre:commission-report-paper": row(404, arguments=a_commission_report, governor=200),
    "centre:body-list": row(200),
    "centre:body": row(200, arguments=ministry_of_health),
    "centre:body-new": row(403, administrator=200),
    "POST centre:body-new": row(403, administrator=422),
    "centre:body-end": row(403, arguments=ministry_of_health, administrator=200),
    "POST centre:body-end": row(403, arguments=ministry_of_health, administrator=422),
    "centre:region-figures": row(200),
    "centre:region-list": row(200),
    "centre:region": row(200, arguments=almaty_city),
    "centre:region-money": row(200, arguments=almaty_city),
    "centre:record": row(403, auditor=200),
    "centre:record-check": row(403, auditor=200),
    "centre:entry": row(404, arguments=newest_entry, auditor=200),
    "POST centre:language": row(302, data=a_language, departed=302),
    "POST centre:theme": row(302, data=a_theme, departed=302),
    "centre:keyboard": OPEN_TO_ALL,
    "centre:kept": row(302),
    "POST centre:kept-drop": row(302),
    "centre:demonstration-people": row(404, anonymous=404),
    "POST centre:demonstration-sign-in": row(404, anonymous=404),
    "account_login": ALREADY_IN,
    "POST account_login": row(302, departed=302, data=aigerims_password),
    "account_logout": row(200, departed=200),
    "POST account_logout": row(302, departed=302),
    "account_inactive": OPEN_TO_ALL,
    "account_signup": ALREADY_IN,
    "POST account_signup": ALREADY_IN,
    "account_reauthenticate": row(200),
    "POST account_reauthenticate": row(302, data=ones_password),
    "account_change_password": row(200, departed=200),
    "POST account_change_password": row(302, departed=302, data=a_new_password),
    "account_set_password": row(302),
    "POST account_set_password": row(302),
    "account_reset_password": OPEN_TO_ALL,
    "POST account_reset_password": OPEN_TO_ALL,
    "account_reset_password_done": OPEN_TO_ALL,
    "account_reset_password_from_key": row(
        200, anonymous=200, departed=200, arguments=a_wrong_key
    ),
    "POST account_reset_password_from_key": row(
        200, anonymous=200, departed=200, arguments=a_wrong_key
    ),
    "account_reset_password_from_key_done": OPEN_TO_ALL,
}
