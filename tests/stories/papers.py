"""A level in every lawful form: with consent, by telephone, alone, by letter, and taken back."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from agencies import actions as agencies
from agencies.access.second_factor import new_secret
from alerts import actions, queries
from alerts.models import LevelDecision
from alerts.queries.addressees import effect_of
from alerts.texts import ActSpec, Paper
from audit import clock
from tests.cast import PASSWORD
from tests.stories import Teller

PAPER: dict[str, Any] = {
    "authority_kk": "штаб",
    "authority_ru": "штаб",
    "text_kk": "мәтін",
    "text_ru": "текст",
}


def yellow(tell: Teller, code: str) -> ActSpec:
    """Return yellow on a territory for three days."""
    return ActSpec(
        tell.territory(code), "set", 1, clock.now(), criterion="to_be_confirmed",
        term_text="3 days",
    )  # fmt: skip


def propose(tell: Teller, code: str, at: str = "kz", **paper: object) -> LevelDecision:
    """Propose yellow on a territory at a headquarters."""
    return tell(
        actions.propose_level,
        tell.body(f"headquarters-{at}"),
        actor=tell.cast.dauren,
        acts=[yellow(tell, code)],
        paper=Paper(**PAPER, **paper),  # type: ignore[arg-type]  # a story hands in what differs
    )


def shown(decision: LevelDecision) -> str:
    """Return the checksum of what is shown before sending."""
    return queries.effect_of_decision(decision).digest


def consents(tell: Teller) -> None:
    """Ask for consent twice: once it is given, once refused."""
    saule = tell.cast.saule
    given = propose(tell, "71", "71", is_consent_required=True)
    tell(actions.give_consent, given.consent, actor=saule)
    refused = propose(tell, "71", "71", is_consent_required=True)
    tell(actions.refuse_consent, refused.consent, actor=saule, reason="not confirmed")


def calls(tell: Teller) -> None:
    """Approve twice by telephone: once it is confirmed, once denied."""
    cast = tell.cast
    for code in ("15", "27"):
        decision = propose(tell, code)
        tell(
            actions.record_telephone_approval,
            decision,
            actor=cast.dauren,
            approver=cast.saule,
            called_at=clock.now(),
            number="+7 727 000 00 00",
            digest=shown(decision),
        )
        decision.refresh_from_db()
        if code == "15":
            tell(actions.confirm_telephone_approval, decision, actor=cast.saule)
        else:
            tell(actions.deny_telephone_approval, decision, actor=cast.saule, reason="not I")


def alone(tell: Teller) -> None:
    """Decide alone, take it back, and review both."""
    cast = tell.cast
    decision = propose(tell, "35")
    facts = {"reason": "nobody answers", "digest": shown(decision)}
    decision = tell(actions.decide_alone, decision, actor=cast.dauren, **facts)
    tell(
        actions.correct_decision,
        decision,
        actor=cast.dauren,
        texts=queries.correction_texts(decision),
        reason="sent by mistake",
    )
    tell(actions.complete_review, decision.review, actor=cast.saule, findings="understood")


def letter(tell: Teller) -> None:
    """Register what the headquarters of a city decided."""
    headquarters, now = tell.body("headquarters-75"), clock.now()
    act = yellow(tell, "75")
    settled = queries.settle_acts(headquarters, [act])
    tell(
        actions.register_decision,
        headquarters,
        actor=tell.cast.dauren,
        acts=[act],
        paper=Paper(**PAPER),
        source="letter No. 1",
        decided_at=now,
        received_at=now,
        digest=effect_of(settled, issuer=headquarters).digest,
    )


def device(tell: Teller) -> None:
    """Enrol a device for the second factor."""
    secret = new_secret()
    code = str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    saule = tell.cast.saule
    tell(agencies.enrol_second_factor, actor=saule, secret=secret, code=code, password=PASSWORD)


def tell(tell: Teller) -> None:
    """Call every action on the second person in its other forms."""
    for part in (consents, calls, alone, letter, device):
        part(tell)
