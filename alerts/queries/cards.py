"""Decisions shaped for reading: rows of a card, the difference made, the words on the button."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agencies.templatetags.speech import say_date, say_instant
from alerts.models import Action, Criterion, DecisionArea, Level, LevelDecision
from alerts.queries.addressees import leading_rank
from alerts.queries.beginnings import spec_of
from alerts.queries.decisions import acts_of
from alerts.queries.effects import Effect
from alerts.texts import ActSpec, ground_here
from alerts.texts.moments import is_counted, say_term


@dataclass(frozen=True)
class CardRow:
    """One line of a card."""

    label: str
    value: str
    url: str = ""
    act: str = ""


@dataclass(frozen=True)
class Difference:
    """What one act changes on one territory."""

    place: str
    code: str
    action: str
    before: str
    after: str
    starts_at: object
    ends_at: object
    term_text: str
    has_term: bool
    zone: str = ""
    is_from_approval: bool = False
    moves: bool = False


def differences(acts: Iterable[ActSpec | DecisionArea]) -> list[Difference]:
    """Return for each act the level in force before it and after it."""
    return [
        Difference(
            place=act.territory.name,
            code=act.territory.code,
            action=str(Action(act.action).label),
            before=Level(act.level_before).word,
            after=Level(act.level).word,
            starts_at=act.starts_at,
            ends_at=act.ends_at,
            term_text=say_term(act.term_text),
            has_term=act.action in (Action.SET, Action.RAISE, Action.LOWER, Action.EXTEND),
            zone=act.territory.zone,
            is_from_approval=act.is_from_approval,
            moves=is_counted(act if isinstance(act, ActSpec) else spec_of(act)),
        )
        for act in acts
    ]


def differences_now(effect: Effect) -> list[Difference]:
    """Return what sending would really change: against what is in force by now, wherever laid."""
    shown = differences(one.act for one in effect.consequences)
    return [
        replace(line, before=one.found.word, after=one.after.word)
        for line, one in zip(shown, effect.consequences, strict=True)
    ]


def card(decision: LevelDecision) -> list[CardRow]:
    """Return the card of a decision, as the paper has it."""
    rows = [
        CardRow(_("Number"), decision.number),
        CardRow(_("Headquarters"), decision.headquarters.name if decision.headquarters else ""),
        CardRow(_decided(decision), decision.authority),
        CardRow(_("Legal ground"), ground_here(decision.legal_ground)),
        CardRow(_("Criterion"), _criteria(decision)),
        CardRow(_("Consent"), _consent(decision)),
        CardRow(_("Regime of a counter-terrorist operation"), _yes(decision)),
        CardRow(_("Date of review"), say_date(decision.review_on) if decision.review_on else ""),
        CardRow(
            _("Refers to"),
            str(decision.refers_to or ""),
            _url(decision.refers_to),
            pgettext("button", "Open"),
        ),
        CardRow(_("Origin"), origin_of(decision)),
        CardRow(_("Proposed by"), _by(decision, "proposed")),
        CardRow(_("Approved by"), _by(decision, "approved")),
        CardRow(_("Received from"), decision.source),
        CardRow(_("Decided"), _at(decision.decided_at)),
        CardRow(_("Received"), _at(decision.received_at)),
        CardRow(_("Published"), _at(decision.published_at)),
        CardRow(_("Withdrawn by"), _by(decision, "withdrawn")),
        CardRow(_("Why withdrawn"), decision.withdrawal_reason),
    ]
    return [row for row in rows if row.value]


@dataclass(frozen=True)
class PublicSource:
    """What the public record says of one act."""

    place: str
    announced_at: str
    announced_by: str
    effective_precision: str
    confidence: str
    note: str
    links: list[str]


def public_sources(acts: Iterable[DecisionArea]) -> list[PublicSource]:
    """Return the sources of each act that comes from the public record."""
    columns = ("announced_at", "announced_by", "effective_precision", "confidence", "note")
    return [
        PublicSource(
            place=act.territory.name,
            links=[link for link in act.source.get("source_url", "").split(" ; ") if link],
            **{name: act.source.get(name, "") for name in columns},
        )
        for act in acts
        if act.source
    ]


def rank_of(acts: Sequence[ActSpec | DecisionArea]) -> int:
    """Return the rank that decides how a decision travels."""
    return leading_rank(acts)


def send_words(acts: Sequence[ActSpec | DecisionArea], effect: Effect) -> str:
    """Return what the button does: "Send RED to 39 organisations"."""
    count = effect.organisations
    highest = max((act.level for act in acts), default=0)
    if not highest:
        return ngettext(
            "Send the cancellation to %(count)d organisation",
            "Send the cancellation to %(count)d organisations",
            count,
        ) % {"count": count}
    return ngettext(
        "Send %(level)s to %(count)d organisation",
        "Send %(level)s to %(count)d organisations",
        count,
    ) % {"level": str(Level(highest).label).upper(), "count": count}


def enter_words(effect: Effect) -> str:
    """Return what the button of a registration does."""
    count = effect.organisations
    return ngettext(
        "Register and send to %(count)d organisation",
        "Register and send to %(count)d organisations",
        count,
    ) % {"count": count}


def correction_words(effect: Effect) -> str:
    """Return what the button of a correction does."""
    count = effect.organisations
    return ngettext(
        "Send the correction to %(count)d organisation",
        "Send the correction to %(count)d organisations",
        count,
    ) % {"count": count}


def origin_of(decision: LevelDecision) -> str:
    """Return how a decision came about, without a second person who has not approved it yet."""
    if decision.is_published or decision.origin != LevelDecision.Origin.TWO_PERSON:
        return decision.get_origin_display()
    if decision.is_proposed:
        return _("proposed by one person, waits for the approval of another")
    return _("proposed by one person, never approved")


def _decided(decision: LevelDecision) -> str:
    return _("Taken back by") if decision.is_correction else _("Decided by")


def _criteria(decision: LevelDecision) -> str:
    acts: list[DecisionArea] = getattr(decision, "acts", None) or acts_of(decision)
    named = dict.fromkeys(act.criterion for act in acts if act.criterion)
    return "\n".join(str(Criterion(one).label) for one in named)


def _consent(decision: LevelDecision) -> str:
    if decision.consent_by and decision.consent_at:
        return f"{decision.consent_by}, {say_instant(decision.consent_at)}"
    return decision.consent_by


def _yes(decision: LevelDecision) -> str:
    return _("in force") if decision.is_operation_regime else ""


def _url(decision: LevelDecision | None) -> str:
    return decision.get_absolute_url() if decision else ""


def _at(instant: object) -> str:
    return say_instant(instant) if instant else ""  # type: ignore[arg-type]  # a field's value


def _by(decision: LevelDecision, deed: str) -> str:
    person = getattr(decision, f"{deed}_by")
    if person is None:
        return ""
    said = f"{person.full_name}, {_at(getattr(decision, f'{deed}_at'))}"
    behind = getattr(decision, f"{deed}_for", None)
    if behind is not None:
        said += "\n" + _("for %(person)s") % {"person": behind.full_name}
    return said
