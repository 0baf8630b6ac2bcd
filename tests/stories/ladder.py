"""Who is not rung for a while, what a body has done meanwhile, and an answer by telephone."""

import datetime as dt

from alerts import actions
from alerts.models import AddressedBody
from audit import clock
from notices import actions as notices
from tests.stories import Teller, levels


def tell(tell: Teller) -> None:
    """Call every action on mutes and progress, on a level of its own."""
    cast = tell.cast
    for facts in ({"body": tell.body("moh")}, {"person": cast.outsider}):
        ordered = tell(
            notices.mute,
            tell.body("headquarters-kz"),
            actor=cast.dauren,
            reason="The duty room moves",
            ends_at=clock.now() + dt.timedelta(hours=1),
            **facts,
        )
    tell(notices.end_mute, ordered, actor=cast.saule)
    decision = levels.publish(tell, "55")
    health, finance = (
        AddressedBody.objects.select_related("decision", "notice", "body").get(
            decision=decision, body__code=code
        )
        for code in ("moh", "mof")
    )
    tell(
        actions.answer_notice,
        health.notice,
        health.body,
        actor=cast.aigerim,
        state="accepted",
    )
    tell(actions.note_progress, health, actor=cast.aigerim, text="The shift is doubled")
    tell(
        actions.answer_by_call,
        finance,
        actor=cast.dauren,
        person=cast.outsider,
        state="cannot",
        reason="Nobody is on duty",
    )
