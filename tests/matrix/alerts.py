"""Who gets which answer at the addresses of alerts."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies import access
from agencies.models import Body, Capability, Territory
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import AddressedBody, ChecklistEntry, LevelDecision
from audit import clock
from tests.matrix import Cast, Row, row

Arguments = Mapping[str, object]


def proposal(cast: Cast) -> LevelDecision:
    """Return yellow on Almaty city, proposed by Dauren."""
    act = ActSpec(
        territory=Territory.objects.get(code="75"),
        action="set",
        level=1,
        starts_at=clock.now(),
        criterion="to_be_confirmed",
        term_text="14 days",
    )
    return actions.propose_level(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        acts=[act],
        paper=Paper("РЖШ басшысы", "Руководитель РОШ", "мәтін", "текст"),
    )


def published(cast: Cast) -> LevelDecision:
    """Return the same, approved by Saule, with a checklist."""
    actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    decision = proposal(cast)
    digest = queries.effect_of_decision(decision).digest
    return actions.approve_level(decision, actor=cast.saule, digest=digest)


def a_proposal(cast: Cast) -> Arguments:
    """Name a proposal."""
    return {"pk": proposal(cast).pk}


def a_published_level(cast: Cast) -> Arguments:
    """Name a published level."""
    return {"pk": published(cast).pk}


def what_was_sent_to_health(cast: Cast) -> Arguments:
    """Name what waits for the answer of the Ministry of Health."""
    return {"pk": AddressedBody.objects.get(decision=published(cast), body__code="moh").pk}


def a_line_of_health(cast: Cast) -> Arguments:
    """Name a line that the Ministry of Health has to do."""
    return {"pk": ChecklistEntry.objects.get(decision=published(cast), body__code="moh").pk}


def a_line_with_a_file(cast: Cast) -> Arguments:
    """Name a line that the Ministry of Health has done, with a file."""
    entry = ChecklistEntry.objects.get(**a_line_of_health(cast))
    proof = SimpleUploadedFile("order.pdf", b"%PDF-1.7 order", "application/pdf")
    actions.tick_line(entry, actor=cast.aigerim, file=proof)
    return {"pk": entry.pk}


def a_link_of_aigerim(cast: Cast) -> Arguments:
    """Make the link that Aigerim's mail carries."""
    notice = published(cast).notice
    assert notice is not None
    held = Capability.objects.get(subject=notice.pk, person=cast.aigerim)
    token = access.capability_token(
        held.purpose, notice.pk, held.person_id, held.body_id, held.expires_at
    )
    return {"token": token}


def a_forged_link(cast: Cast) -> Arguments:
    """Name a link that nobody issued."""
    return {"token": "forged"}


def almaty(cast: Cast) -> Arguments:
    """Name Almaty city."""
    return {"code": "75"}


def the_first_question(cast: Cast) -> Arguments:
    """Name the first question page."""
    return {"step": "territories"}


def a_reason(cast: Cast) -> Arguments:
    """Give a reason."""
    return {"reason": "Not confirmed"}


def receipt(cast: Cast) -> Arguments:
    """Confirm receipt."""
    return {"state": "received"}


def no_digest(cast: Cast) -> Arguments:
    """Send an approval of something that was never shown."""
    return {"digest": "unseen"}


ROWS: dict[str, Row] = {
    "alerts:level-list": row(200),
    "alerts:territory": row(200, arguments=almaty),
    "alerts:proposal-new": row(403, dauren=302),
    "alerts:proposal-step": row(403, arguments=the_first_question, dauren=200),
    "POST alerts:proposal-step": row(403, arguments=the_first_question, dauren=422),
    "alerts:proposal-check": row(403, dauren=302),
    "POST alerts:proposal-check": row(403, dauren=302),
    "alerts:decision": row(404, arguments=a_proposal, dauren=200, saule=200, auditor=200),
    "alerts:decision-approve": row(404, arguments=a_proposal, saule=200, dauren=403, auditor=403),
    "POST alerts:decision-approve": row(
        404, arguments=a_proposal, data=no_digest, saule=422, dauren=403, auditor=403
    ),
    "alerts:decision-withdraw": row(404, arguments=a_proposal, dauren=200, saule=200, auditor=403),
    "POST alerts:decision-withdraw": row(
        404, arguments=a_proposal, data=a_reason, dauren=302, saule=302, auditor=403
    ),
    "POST alerts:decision-follow": row(403, arguments=a_published_level, dauren=302),
    "alerts:board": row(
        404,
        arguments=a_published_level,
        dauren=200,
        saule=200,
        auditor=200,
        aigerim=200,
        head_of_health=200,
        serik=200,
        chair=200,
        governor=200,
        outsider=200,
    ),
    "alerts:checklist": row(200, arguments=a_published_level),
    "POST alerts:checklist-tick": row(
        404, arguments=a_line_of_health, aigerim=302, head_of_health=302
    ),
    "alerts:checklist-evidence": row(
        404,
        arguments=a_line_with_a_file,
        aigerim=200,
        head_of_health=200,
        serik=200,
        chair=200,
        dauren=200,
        saule=200,
        auditor=200,
    ),
    "alerts:answer-list": row(200),
    "alerts:answer": row(404, arguments=what_was_sent_to_health, aigerim=200, head_of_health=200),
    "POST alerts:answer": row(
        404,
        arguments=what_was_sent_to_health,
        data=receipt,
        aigerim=302,
        head_of_health=302,
    ),
    "alerts:answer-by-link": row(
        404,
        arguments=a_forged_link,
        anonymous=404,
        bearer=200,
        bearer_arguments=a_link_of_aigerim,
    ),
    "POST alerts:answer-by-link": row(
        404,
        arguments=a_forged_link,
        data=receipt,
        anonymous=404,
        bearer=302,
        bearer_arguments=a_link_of_aigerim,
    ),
}
