"""Who gets which answer at the roster, the handover and the checklists with their versions."""

import datetime as dt
from collections.abc import Mapping

from agencies import actions as agencies
from agencies.models import Body, User
from alerts import actions
from alerts.actions import LineSpec
from alerts.models import ChecklistEntry, ChecklistQuestion, Handover, Shift
from audit import clock
from plans.models import FormOfCompletion
from tests.matrix import Cast, Row, row
from tests.matrix.alerts import published

Arguments = Mapping[str, object]
HOUR = dt.timedelta(hours=1)
LINE = LineSpec("бір", "один", "one", 60)


def headquarters(cast: Cast) -> Body:
    """Return the republican headquarters with Serik as its second duty officer."""
    body = Body.objects.get(code="headquarters-kz")
    agencies.appoint(cast.serik, actor=None, body=body, role="duty_officer")
    return body


def the_headquarters(cast: Cast) -> Arguments:
    """Name the republican headquarters, whose roster runs from the next hour on."""
    body = headquarters(cast)
    if not Shift.objects.exists():
        enter(cast, body, [cast.dauren, cast.serik], begins())
    return {"pk": body.pk}


def begins() -> dt.datetime:
    """Return the next full hour."""
    return clock.now().replace(minute=0, second=0, microsecond=0) + HOUR


def enter(cast: Cast, body: Body, people: list[User], start: dt.datetime) -> None:
    """Enter four days of shifts."""
    actions.generate_shifts(
        body, actor=cast.saule, people=people, starts_at=start, hours=24,
        until=start + dt.timedelta(days=4),
    )  # fmt: skip


def a_request(cast: Cast) -> Arguments:
    """Name a replacement for which Dauren asks."""
    the_headquarters(cast)
    body = Body.objects.get(code="headquarters-kz")
    start = begins()
    asked = actions.ask_replacement(
        body, actor=cast.dauren, person=cast.serik, starts_at=start, ends_at=start + HOUR,
        reason="leave",
    )  # fmt: skip
    return {"pk": asked.pk}


def granted(cast: Cast) -> Arguments:
    """Grant it."""
    return {"decision": "grant"}


def handover(cast: Cast) -> Handover:
    """Return a handover that nobody has signed: Dauren is to take the duty."""
    the_headquarters(cast)
    return actions.open_handover(Body.objects.get(code="headquarters-kz"), actor=cast.serik)


def a_handover(cast: Cast) -> Arguments:
    """Name it."""
    return {"pk": handover(cast).pk}


def a_line(cast: Cast) -> Arguments:
    """Name its first line."""
    return {"pk": handover(cast).lines.get(order=1).pk}


def a_refused_line(cast: Cast) -> Arguments:
    """Name its first line, refused by Dauren."""
    line = handover(cast).lines.select_related("handover__body").get(order=1)
    actions.refuse_line(line, actor=cast.dauren, remark="Almaty is missing")
    return {"pk": line.pk}


def a_begun_handover(cast: Cast) -> Arguments:
    """Name a handover of which Dauren has signed the first line."""
    begun = handover(cast)
    actions.sign_line(begun.lines.select_related("handover__body").get(order=1), actor=cast.dauren)
    return {"pk": begun.pk}


def a_remark(cast: Cast) -> Arguments:
    """Say what is wrong."""
    return {"remark": "Almaty is missing", "reply": "It ended yesterday", "notes": "Quiet."}


def why(cast: Cast) -> Arguments:
    """Say why the handover is begun anew."""
    return {"reason": "The incoming officer has fallen ill"}


def a_line_of_health(cast: Cast) -> Arguments:
    """Name a line that the Ministry of Health has to do."""
    return {"pk": ChecklistEntry.objects.get(decision=published(cast), body__code="moh").pk}


def a_question_to_health(cast: Cast) -> Arguments:
    """Name what a lowering asks the Ministry of Health about an unfinished line."""
    entry = ChecklistEntry.objects.get(**a_line_of_health(cast))
    asked = ChecklistQuestion.objects.create(
        entry=entry, decision=entry.decision, asked_at=clock.now()
    )
    return {"pk": asked.pk}


def keep(cast: Cast) -> Arguments:
    """Keep the line."""
    return {"answer": "keep"}


def a_task(cast: Cast) -> Arguments:
    """Say by when and in which form."""
    form = FormOfCompletion.objects.create(code="line", name_kk="x", name_ru="x", name_en="x")
    due = clock.today() + dt.timedelta(days=20)
    return {"due_on": f"{due:%d.%m.%Y}", "form_of_completion": form.pk}


def a_version(cast: Cast) -> Arguments:
    """Name a version in use."""
    adopted = actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    return {"pk": adopted.pk}


def a_draft(cast: Cast) -> Arguments:
    """Name a draft with one line."""
    draft = actions.draft_checklist(1, "", actor=cast.dauren)
    actions.write_checklist(draft, actor=cast.dauren, lines=[LINE])
    return {"pk": draft.pk}


def two_lines(cast: Cast) -> Arguments:
    """Write one line into the draft."""
    return {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-text_kk": "екі",
        "form-0-text_ru": "два", "form-0-text_en": "two",
    }  # fmt: skip


def yellow(cast: Cast) -> Arguments:
    """Name the checklist of yellow for everybody."""
    return {"level": 1}


def yellow_of_agencies(cast: Cast) -> Arguments:
    """Name the checklist of yellow for agencies."""
    return {"level": 1, "kind": "agency"}


ROWS: dict[str, Row] = {
    "alerts:duty-list": row(200),
    "alerts:roster": row(
        404, arguments=the_headquarters, serik=200, dauren=200, saule=200, auditor=200
    ),
    "alerts:roster-generate": row(
        404, arguments=the_headquarters, saule=200, dauren=403, serik=403, auditor=403
    ),
    "POST alerts:roster-generate": row(
        404, arguments=the_headquarters, saule=422, dauren=403, serik=403, auditor=403
    ),
    "alerts:roster-fill": row(
        404, arguments=the_headquarters, saule=200, dauren=403, serik=403, auditor=403
    ),
    "POST alerts:roster-fill": row(
        404, arguments=the_headquarters, saule=422, dauren=403, serik=403, auditor=403
    ),
    "alerts:roster-replace": row(
        404, arguments=the_headquarters, saule=200, dauren=200, serik=200, auditor=403
    ),
    "POST alerts:roster-replace": row(
        404, arguments=the_headquarters, saule=422, dauren=422, serik=422, auditor=403
    ),
    "POST alerts:replacement-decide": row(
        404, arguments=a_request, data=granted, saule=302, dauren=403, serik=403, auditor=403
    ),
    "alerts:handover-list": row(
        404, arguments=the_headquarters, serik=200, dauren=200, saule=200, auditor=200
    ),
    "POST alerts:handover-open": row(
        404, arguments=the_headquarters, dauren=302, serik=302, saule=403, auditor=403
    ),
    "alerts:handover": row(
        404, arguments=a_handover, serik=200, dauren=200, saule=200, auditor=200
    ),
    "POST alerts:handover-renew": row(
        404, arguments=a_handover, dauren=302, serik=302, saule=403, auditor=403
    ),
    "POST alerts:handover-anew": row(
        404, arguments=a_begun_handover, data=why, dauren=302, serik=302, saule=403, auditor=403
    ),
    "POST alerts:handover-note": row(
        404, arguments=a_handover, data=a_remark, serik=302, dauren=403, saule=403, auditor=403
    ),
    "POST alerts:handover-sign": row(
        404, arguments=a_line, dauren=302, serik=403, saule=403, auditor=403
    ),
    "POST alerts:handover-refuse": row(
        404, arguments=a_line, data=a_remark, dauren=302, serik=403, saule=403, auditor=403
    ),
    "POST alerts:handover-reply": row(
        404, arguments=a_refused_line, data=a_remark, serik=302, dauren=403, saule=403, auditor=403
    ),
    "POST alerts:checklist-answer": row(
        404, arguments=a_question_to_health, data=keep, aigerim=302, head_of_health=302
    ),
    "alerts:checklist-task": row(
        404,
        arguments=a_line_of_health,
        serik=200,
        chair=200,
        aigerim=403,
        head_of_health=403,
        dauren=403,
        saule=403,
        auditor=403,
    ),
    "POST alerts:checklist-task": row(
        404,
        arguments=a_line_of_health,
        data=a_task,
        serik=302,
        chair=302,
        aigerim=403,
        head_of_health=403,
        dauren=403,
        saule=403,
        auditor=403,
    ),
    "alerts:checklist-versions": row(200),
    "alerts:checklist-lines": row(200),
    "alerts:checklist-version": row(200, arguments=a_version),
    "POST alerts:checklist-draft": row(403, arguments=yellow, dauren=302, saule=302),
    "POST alerts:checklist-draft-of-kind": row(
        403, arguments=yellow_of_agencies, dauren=302, saule=302
    ),
    "alerts:checklist-edit": row(404, arguments=a_draft, dauren=200, saule=200),
    "POST alerts:checklist-edit": row(
        404, arguments=a_draft, data=two_lines, dauren=302, saule=302
    ),
    "POST alerts:checklist-adopt": row(404, arguments=a_draft, dauren=403, saule=302),
}
