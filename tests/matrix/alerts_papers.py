"""Who gets which answer where a level is decided in its other lawful forms, or taken back."""

from collections.abc import Mapping

from agencies.models import Body, Territory
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import LevelDecision
from audit import clock
from tests.matrix import Cast, Row, row
from tests.matrix.alerts import a_proposal, a_published_level, proposal

Arguments = Mapping[str, object]


def a_consent_asked(cast: Cast) -> Arguments:
    """Name a proposal of Almaty's headquarters that waits for consent."""
    act = ActSpec(
        Territory.objects.get(code="75"), "set", 1, clock.now(), criterion="to_be_confirmed",
        term_text="14 days",
    )  # fmt: skip
    decision = actions.propose_level(
        Body.objects.get(code="headquarters-75"),
        actor=cast.dauren,
        acts=[act],
        paper=Paper("штаб", "штаб", "мәтін", "текст", is_consent_required=True),
    )
    return {"pk": decision.pk}


def digest_of(decision: LevelDecision) -> str:
    """Return the checksum of what is shown before sending."""
    return queries.effect_of_decision(decision).digest


def a_call(cast: Cast) -> Arguments:
    """Name a decision that Saule approved by telephone."""
    decision = proposal(cast)
    actions.record_telephone_approval(
        decision,
        actor=cast.dauren,
        approver=cast.saule,
        called_at=clock.now(),
        number="112",
        digest=digest_of(decision),
    )
    return {"pk": decision.pk}


def a_review(cast: Cast) -> Arguments:
    """Name a decision that Dauren took alone."""
    decision = proposal(cast)
    digest = digest_of(decision)
    actions.decide_alone(decision, actor=cast.dauren, reason="nobody answers", digest=digest)
    return {"pk": decision.pk}


def consent(cast: Cast) -> Arguments:
    """Give consent."""
    return {"answer": "give"}


def confirmation(cast: Cast) -> Arguments:
    """Confirm the call."""
    return {"answer": "confirm"}


def findings(cast: Cast) -> Arguments:
    """Write down what was found."""
    return {"findings": "rightly decided"}


def texts(cast: Cast) -> Arguments:
    """Send the texts of a correction."""
    return {"text_kk": "қате", "text_ru": "ошибочно", "reason": "by mistake"}


def nothing_shown(cast: Cast) -> Arguments:
    """Send something that was never shown."""
    return {"digest": "unseen"}


def wrong_code(cast: Cast) -> Arguments:
    """Prove a device with a wrong code."""
    return {"code": "0", "password": "no"}


ROWS: dict[str, Row] = {
    "alerts:registration-new": row(403, dauren=302),
    "alerts:papers-waiting": row(200),
    "alerts:decision-reviewing": row(
        404, arguments=a_proposal, dauren=200, saule=200, auditor=200
    ),
    "alerts:decision-alone": row(404, arguments=a_proposal, dauren=200, saule=403, auditor=403),
    "POST alerts:decision-alone": row(
        404, arguments=a_proposal, data=nothing_shown, dauren=422, saule=403, auditor=403
    ),
    "alerts:decision-telephone": row(
        404, arguments=a_proposal, dauren=200, saule=200, auditor=403
    ),
    "POST alerts:decision-telephone": row(
        404, arguments=a_proposal, data=nothing_shown, dauren=422, saule=422, auditor=403
    ),
    "alerts:call-confirm": row(403, arguments=a_call, saule=200),
    "POST alerts:call-confirm": row(403, arguments=a_call, data=confirmation, saule=302),
    "alerts:decision-consent": row(
        404, arguments=a_consent_asked, saule=200, dauren=403, auditor=403
    ),
    "POST alerts:decision-consent": row(
        404, arguments=a_consent_asked, data=consent, saule=302, dauren=403, auditor=403
    ),
    "alerts:decision-correct": row(403, arguments=a_published_level, dauren=200, saule=200),
    "POST alerts:decision-correct": row(
        403, arguments=a_published_level, data=texts, dauren=302, saule=302
    ),
    "alerts:decision-review": row(403, arguments=a_review, saule=200),
    "POST alerts:decision-review": row(403, arguments=a_review, data=findings, saule=302),
    "account_second_factor": row(200),
    "POST account_second_factor": row(422, data=wrong_code),
}
