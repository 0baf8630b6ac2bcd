"""The answers of a draft, shaped for the page on which they are checked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.templatetags.speech import say_date, say_instant
from alerts.models import Action, Criterion, Level
from alerts.models.choices import ACTIONS_WITH_TERM
from alerts.queries.cards import CardRow
from alerts.queries.drafts import Draft
from alerts.terms import end_of_term
from alerts.texts import Paper
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
    ]


def raw_answers(draft: Draft, urls: Mapping[str, str]) -> list[Section]:
    """Return the answers that may contradict each other, with the links that change them."""
    values, begins = draft.values, say_instant(draft.starts_at)
    more = [
        _row(_("In force from"), begins, urls["term"]),
        _row(_("Term in words"), values.get("term_text", ""), urls["term"]),
        _row(_("Decided by"), values.get("authority_ru", ""), urls["ground"]),
    ]
    return [Section(_("The decision"), _what(draft, urls) + more)]


def warnings_of(draft: Draft) -> list[str]:
    """Return what is allowed and yet should be seen: a stated end that differs from the term."""
    stated = draft.values.get("stated_end")
    if not stated:
        return []
    computed = end_of_term(
        draft.values.get("term_text", ""), draft.starts_at.astimezone(clock.zone())
    ).ends_at
    said = dt.datetime.fromisoformat(stated)
    if computed is None or computed == said:
        return []
    return [
        _("The term gives %(computed)s as the end; %(stated)s is stated and will hold.")
        % {"computed": say_instant(computed), "stated": say_instant(said)}
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
        is_consent_required=bool(values.get("consent_by")),
        is_operation_regime=bool(values.get("is_operation_regime")),
        review_on=dt.date.fromisoformat(review_on) if review_on else None,
    )


def this_second() -> dt.datetime:
    """Return the present second: a level may be corrected within the minute it was set."""
    return clock.now().replace(microsecond=0)


def local_instant(text: str) -> dt.datetime:
    """Return an instant kept as text, in the institution's zone."""
    return dt.datetime.fromisoformat(text).astimezone(clock.zone())


def _row(label: str, value: str, url: str) -> CardRow:
    return CardRow(label, value or "—", url, _("Change"))


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
    rows = [_row(_("In force from"), say_instant(draft.starts_at), urls["term"])]
    if not draft.actions & {str(one) for one in ACTIONS_WITH_TERM}:
        return rows
    ends = dict.fromkeys(act.ends_at for act in draft.settled)
    until = ", ".join(say_instant(end) if end else _("until further notice") for end in ends)
    rows.append(_row(_("Term in words"), draft.values.get("term_text", ""), urls["term"]))
    rows.append(_row(_("In force until"), until, urls["term"]))
    review_on = draft.values.get("review_on")
    if review_on:
        said = say_date(dt.date.fromisoformat(review_on))
        rows.append(_row(_("Date of review"), said, urls["term"]))
    return rows


def _ground(draft: Draft, urls: Mapping[str, str]) -> list[CardRow]:
    values = draft.values
    rows = [
        _row(
            _("Decided by"), f"{values['authority_ru']}\n{values['authority_kk']}", urls["ground"]
        ),
        _row(_("Legal ground"), values["legal_ground"], urls["ground"]),
    ]
    if values.get("consent_by"):
        consent = f"{values['consent_by']}, {say_instant(local_instant(values['consent_at']))}"
        rows.append(_row(_("Consent"), consent, urls["ground"]))
    if values.get("is_operation_regime"):
        label = _("Regime of a counter-terrorist operation")
        rows.append(_row(label, _("in force"), urls["ground"]))
    return rows
