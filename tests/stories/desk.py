"""The silent are called one by one, an organisation reports, the Centre freezes its report."""

from alerts import actions, queries
from alerts.models import AddressedBody, LevelDecision
from alerts.queries.calling import numbers_for
from notices import actions as notices
from tests.stories import Teller, levels


def tell(tell: Teller) -> None:
    """Call every action of the desk."""
    cast = tell.cast
    decision = _sent(tell)
    mof = AddressedBody.objects.get(decision=decision, body__code="mof")
    tell(actions.take_call, decision, actor=cast.dauren, addressed=mof)
    key = numbers_for(mof)[0].key
    tell(actions.record_call, mof, actor=cast.dauren, key=key, outcome="received")
    tell(actions.take_call, decision, actor=cast.dauren)
    tell(actions.leave_call, decision, actor=cast.dauren)
    moh = AddressedBody.objects.get(decision=decision, body__code="moh")
    actions.answer_notice(moh.notice, moh.body, actor=cast.aigerim, state="accepted")
    words = {"conditions": "Quiet.", "actions": "Guards doubled.", "needs": "Fuel"}
    tell(actions.send_situation_report, moh, actor=cast.aigerim, **words)
    tell(actions.make_centre_report, decision, actor=cast.saule, number=1, summary="Calm")
    tell(actions.take_pack, decision, actor=cast.auditor)


def _sent(tell: Teller) -> LevelDecision:
    """Send a level of which nobody has heard yet; somebody at Finance can be called."""
    cast = tell.cast
    notices.add_contact(cast.outsider, actor=None, address="+77172000009", channel="phone")
    decision = levels.propose(tell, "27")
    digest = queries.effect_of_decision(decision).digest
    return actions.approve_level(decision, actor=cast.saule, digest=digest)
