"""The answers of a draft, shaped for the page on which they are checked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.templatetags.speech import say_date, say_instant
from alerts.models import Action, Criterion, Level
from alerts.models.choices import ACTIONS_WITH_TERM
from alerts.queries.beginnings import said_of_beginnings
from alerts.queries.cards import CardRow
from alerts.queries.drafts import Draft
from alerts.terms import end_of_term
from alerts.texts import ActSpec, Paper, ground_here
from alerts.texts.moments import is_counted, say_term
from audit import clock


@dataclass(frozen=True)
class Section:
    """A part of the answers under one heading."""

    title: str
    rows: list[CardRow]


def answers_of_draft(draft: Draft, urls: Mapping[str, str]) -> list[Section]:
    """Return every answer with the link that changes it."""
    texts = draft.texts()
    return [
        *_source(draft, urls),
        Section(_("The decision"), _what(draft, urls) + _when(draft, urls)),
        Section(_("The ground"), _ground(draft, urls)),
        Section(
            _("The texts"),
            [
                _row(_("Text in Kazakh"), texts["kk"], urls["texts"]),
                _row(_("Text in Russian"), texts["ru"], urls["texts"]),
                _row(_("Text in English"), texts["en"], urls["texts"]),
            ],
        ),
        Section(_("The ladder"), [_row(_("It ends"), _end_of_ladder(draft), urls["answers"])]),
    ]


def raw_answers(draft: Draft, urls: Mapping[str, str]) -> list[Section]:
    """Return the answers that may contradict each other, with the links that change them."""
    values = draft.values
    stated = values.get("starts_at")
    begins = say_instant(local_instant(stated)) if stated else _("the moment of approval")
    more = [
        _row(_("In force from"), begins, urls["term"]),
        _row(_("Term in words"), say_term(values.get("term_text", "")), urls["term"]),
        _row(_("Decided by"), values.get("authority_ru", ""), urls["ground"]),
    ]
    return [Section(_("The decision"), _what(draft, urls) + more)]


def warnings_of(draft: Draft) -> list[str]:
    """Return what is allowed and yet should be seen: when it begins, and an odd end."""
    warnings = _raised_from_nothing(draft) if draft.is_registered else []
    warnings += [] if draft.is_registered else said_of_beginnings(draft.settled).passed
    for act in draft.settled:
        local = act.starts_at.astimezone(clock.zone())
        computed = end_of_term(act.term_text, local).ends_at
        if act.stated_end and computed and computed != act.stated_end:
            warnings.append(
                _("%(place)s: the term gives %(computed)s as the end; %(stated)s is stated "
                  "and will hold.")
                % {
                    "place": act.territory.name,
                    "computed": say_instant(computed),
                    "stated": say_instant(act.stated_end),
                }
            )  # fmt: skip
    return warnings


def _raised_from_nothing(draft: Draft) -> list[str]:
    """Say where a paper from elsewhere raises a level of which nobody here knows."""
    return [
        _("%(place)s: the paper raises a level, but none is known to have been in force there.")
        % {"place": act.territory.name}
        for act in draft.settled
        if act.action == Action.RAISE and not act.level_before
    ]


def paper_of(draft: Draft) -> Paper:
    """Return the paper that the answers make."""
    values, texts = draft.values, draft.texts()
    consent_at, review_on = values.get("consent_at"), values.get("review_on")
    return Paper(
        authority_kk=values["authority_kk"],
        authority_ru=values["authority_ru"],
        legal_ground=values["legal_ground"],
        text_kk=texts["kk"],
        text_ru=texts["ru"],
        text_en=texts["en"],
        consent_by=values.get("consent_by") or "",
        consent_at=dt.datetime.fromisoformat(consent_at) if consent_at else None,
        is_consent_required=bool(values.get("consent_by") or values.get("asks_consent")),
        is_operation_regime=bool(values.get("is_operation_regime")),
        review_on=dt.date.fromisoformat(review_on) if review_on else None,
        answers_needed=draft.answers_needed,
    )


def this_second() -> dt.datetime:
    """Return the present second, as a form offers it."""
    return clock.now().replace(microsecond=0)


def local_instant(text: str) -> dt.datetime:
    """Return an instant kept as text, in the institution's zone."""
    return dt.datetime.fromisoformat(text).astimezone(clock.zone())


def _row(label: str, value: str, url: str) -> CardRow:
    return CardRow(label, value or "—", url, _("Change"))


def _end_of_ladder(draft: Draft) -> str:
    needed = draft.answers_needed
    if needed is None:
        return _("as the settings say for every notice")
    said = ngettext(
        "when %(count)s organisation has answered", "when %(count)s organisations have answered",
        needed,
    )  # fmt: skip
    return said % {"count": needed}


def _source(draft: Draft, urls: Mapping[str, str]) -> list[Section]:
    if not draft.is_registered:
        return []
    values = draft.values
    rows = [
        _row(_("Headquarters"), draft.headquarters.name, urls["source"]),
        _row(_("The paper"), values["source"], urls["source"]),
        *(
            _row(label, say_instant(local_instant(values[name])), urls["source"])
            for label, name in (
                (_("Decided at"), "decided_at"),
                (_("Received at"), "received_at"),
            )
        ),
    ]
    return [Section(_("Where it comes from"), rows)]


def _what(draft: Draft, urls: Mapping[str, str]) -> list[CardRow]:
    places = ", ".join(one.name for one in draft.territories)
    rows = [_row(_("Territories"), places, urls["territories"])]
    deeds = dict.fromkeys(draft.deed(one) for one in draft.territories)
    for action, level in deeds:
        names = [one.name for one in draft.territories if draft.deed(one) == (action, level)]
        said = str(Action(action).label) if action else ""
        if action in (Action.SET, Action.RAISE, Action.LOWER):
            said = f"{said}: {Level(level).label}"
        label = _("Decided") if len(deeds) == 1 else ", ".join(names)
        rows.append(_row(label, said, urls["action"]))
    for level, criterion in draft.values.get("criteria", {}).items():
        label = _("Criterion for the level %(level)s") % {"level": Level(int(level)).label}
        if int(level) in draft.levels:
            rows.append(_row(label, str(Criterion(criterion).label), urls["criterion"]))
    return rows


def _when(draft: Draft, urls: Mapping[str, str]) -> list[CardRow]:
    acts = draft.settled
    rows = []
    for start in dict.fromkeys(_begins(act) for act in acts):
        some = [act for act in acts if _begins(act) == start]
        rows.append(_row(_for(_("In force from"), some, acts), start, urls["term"]))
    lasting = [act for act in acts if act.action in ACTIONS_WITH_TERM]
    for words, end in dict.fromkeys((act.term_text, act.ends_at) for act in lasting):
        some = [act for act in lasting if (act.term_text, act.ends_at) == (words, end)]
        until = say_instant(end) if end else _("until further notice")
        if end and any(is_counted(act) for act in some):
            until = _("%(end)s, if approved now") % {"end": until}
        rows.append(_row(_for(_("Term in words"), some, lasting), say_term(words), urls["term"]))
        rows.append(_row(_for(_("In force until"), some, lasting), until, urls["term"]))
    review_on = draft.values.get("review_on")
    if lasting and review_on:
        said = say_date(dt.date.fromisoformat(review_on))
        rows.append(_row(_("Date of review"), said, urls["term"]))
    return rows


def _begins(act: ActSpec) -> str:
    return _("the moment of approval") if act.is_from_approval else say_instant(act.starts_at)


def _for(label: str, some: Sequence[ActSpec], every: Sequence[ActSpec]) -> str:
    """Name the territories where what is said does not hold for all."""
    if len(some) == len(every):
        return label
    return f"{label}: " + ", ".join(act.territory.name for act in some)


def _ground(draft: Draft, urls: Mapping[str, str]) -> list[CardRow]:
    values = draft.values
    rows = [
        _row(
            _("Decided by"), f"{values['authority_ru']}\n{values['authority_kk']}", urls["ground"]
        ),
        _row(_("Legal ground"), ground_here(values["legal_ground"]), urls["ground"]),
    ]
    if values.get("consent_by"):
        consent = f"{values['consent_by']}, {say_instant(local_instant(values['consent_at']))}"
        rows.append(_row(_("Consent"), consent, urls["ground"]))
    if values.get("asks_consent"):
        asked = _("asked of the republican headquarters")
        rows.append(_row(_("Consent"), asked, urls["ground"]))
    if values.get("is_operation_regime"):
        label = _("Regime of a counter-terrorist operation")
        rows.append(_row(label, _("in force"), urls["ground"]))
    return rows
