"""Path 10: the duty passes from one officer to the next, signed line by line by two people."""

import datetime as dt

from agencies import actions as agencies
from agencies.models import Appointment, Body
from alerts import actions, queries
from alerts.models import Handover
from audit import clock
from tests.cast import Cast
from tests.journeys.conftest import Open

HOUR = dt.timedelta(hours=1)


def test_the_duty_is_handed_over_line_by_line_in_two_windows(opened: Open, cast: Cast) -> None:
    body = _roster(cast)
    outgoing = opened("serik").go(f"/duty/{body.pk}/roster/")
    outgoing.reads("The duty has not been handed over")
    outgoing.send("/handovers/open/")
    handover = Handover.objects.get(signed_at__isnull=True)
    outgoing.page.fill("textarea[name=notes]", "Call Almaty at 18:00.")
    outgoing.send("/notes/")

    incoming = opened("dauren").go("/").follow(f"/duty/handovers/{handover.pk}/")
    incoming.reads("The duty has not been handed over")
    first = handover.lines.get(order=1)
    incoming.page.locator(f"#line-{first.pk} summary").click()
    incoming.page.fill(f"#remark-{first.pk}", "Almaty is missing")
    incoming.send(f"/lines/{first.pk}/refuse/")
    assert queries.on_duty(body) == cast.serik

    outgoing.go(handover.get_absolute_url())
    outgoing.page.fill(f"#reply-{first.pk}", "It ended yesterday")
    outgoing.send(f"/lines/{first.pk}/reply/")
    assert outgoing.page.locator("main form[action*='/sign/']").count() == 0

    incoming.go(handover.get_absolute_url())
    lines = handover.lines.count()
    for left in range(lines, 0, -1):
        assert incoming.page.locator("main form[action*='/sign/']").count() == left
        assert queries.on_duty(body) == cast.serik
        incoming.send("/sign/")
    assert queries.on_duty(body) == cast.dauren
    assert incoming.page.locator("main form").count() == 0
    incoming.go(f"/duty/{body.pk}/handovers/").reads("Handovers")
    outgoing.go("/")
    assert queries.duty_of(body).awaits_signature is False


def _roster(cast: Cast) -> Body:
    """Let Serik's shift have ended two hours ago, with the duty signed for, and Dauren's run."""
    body = Body.objects.get(code="headquarters-kz")
    start = clock.now().replace(minute=0, second=0, microsecond=0) - 14 * HOUR
    Appointment.objects.filter(person=cast.dauren).update(starts_at=start - 100 * HOUR)
    agencies.appoint(
        cast.serik, actor=None, body=body, role="duty_officer", starts_at=start - 100 * HOUR
    )
    actions.generate_shifts(
        body, actor=cast.saule, people=[cast.serik, cast.dauren], starts_at=start, hours=12,
        until=start + 200 * HOUR,
    )  # fmt: skip
    with clock.at(start + HOUR):
        signed = actions.open_handover(body, actor=cast.serik)
        for line in signed.lines.select_related("handover__body").order_by("order"):
            actions.sign_line(line, actor=cast.serik)
    return body
