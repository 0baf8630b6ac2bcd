"""Lists of those responsible: abbreviations, names, groups, "(созыв)", "(по согласованию)"."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

LEAD = re.compile(r"созыв|свод|ответственн\w+ за созыв|жинақта|жинау|шақыр")
AGREED = re.compile(r"по согласовани|келісім бойынша|келісу бойынша")
MARKS = re.compile(
    r"(?:[\s,;]|\bи\b|және|созыв\w*|свод\w*|ответственн\w+ за|по согласованию|жинақта\w*|жинау"
    r"|шақыру\w*|келісім бойынша|келісу бойынша)*"
)
_CITIES_RU = (
    r"(?:[,\s]*(?:и\s+)?(?:городов|гг?\.)\s*"
    r"(?:республиканского значения(?:[,\s]*(?:и\s+)?столицы)?"
    r"|(?:(?:астан[аы]|нур-султана?|алматы|шымкента?)(?:\s*,\s*|\s+и\s+|\b))+))?"
)
_CITIES_KK = (
    r"(?:облыстардың[,\s]*(?:және\s+)?)?(?:республикалық маңызы бар қалалардың[,\s]*(?:және\s+)?"
    r"(?:астананың\s+)?|(?:(?:астана|нұр-сұлтан|алматы|шымкент)(?:\s*,\s*|\s+және\s+|\s+мен\s+"
    r"|\s+))+қалаларының\s+)?"
)
GROUPS = tuple(
    (name, re.compile(rf"(?:{rule})(?![\w-])"))
    for name, rule in (
        (
            "unit_commissions",
            r"(?:акимы|акиматы|местные исполнительные органы)\s+(?:всех\s+)?областей"
            rf"{_CITIES_RU}"
            r"|акимы|акиматы|местные исполнительные органы(?:\s+областей)?|мио"
            rf"|{_CITIES_KK}(?:әкімдері|әкімдіктері|әкімдер|әкімдіктер)"
            r"|жергілікті атқарушы органдар(?:ы)?|жао",
        ),
        (
            "central_bodies",
            r"цго|центральные (?:государственные|исполнительные) органы|омо|оао"
            r"|орталық (?:мемлекеттік|атқарушы) органдар",
        ),
        (
            "all_members",
            r"(?:все\s+)?члены (?:атц|антитеррористического центра)"
            r"|(?:барлық\s+)?(?:тқо|терроризмге қарсы орталық)(?:-?ның|тың)?\s+"
            r"(?:барлық\s+)?мүшелері",
        ),
        (
            "interested",
            r"(?:другие\s+|иные\s+)?заинтересованные\s+(?:центральные\s+)?(?:государственные\s+)?"
            r"(?:органы|министерства и ведомства)(?:\s+и организации)?"
            r"|(?:басқа да\s+)?мүдделі\s+(?:орталық\s+)?(?:мемлекеттік\s+)?органдар",
        ),
    )
)
BETWEEN = re.compile(r"(?:[\s,;./]+|(?:и|совместно с|және|мен)(?![\w-]))+")
TOKEN = re.compile(r"[^,;(]+")


@dataclass(frozen=True)
class Place:
    """One place in the list: the number of a body, or a group; the lead, or by agreement."""

    body: int | None = None
    group: str = ""
    is_lead: bool = False
    by_agreement: bool = False


@dataclass
class Places:
    """The list as read, with what was not understood."""

    places: list[Place] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def tidy(text: str) -> str:
    """Bring the name of a body to one spelling: case, quotes, the name of the country."""
    text = text.casefold().replace("ё", "е")
    text = re.sub(r"[«»\"“”„']", "", text)
    text = re.sub(r"\s*[-‐‑‒–—―]\s*", "-", text)
    text = re.sub(
        r"\b(?:республики казахстан|қазақстан республикасы(?:ның)?|рк|қр)(?!\w)", " ", text
    )
    return " ".join(text.split()).strip(" .")


def read_places(text: str, bodies: Mapping[str, int]) -> Places:
    """Read the list place by place; every word is accounted for or named as not understood."""
    found, rest = Places(), tidy(text.replace("\n", ", "))
    while rest:
        between = BETWEEN.match(rest)
        if between:
            rest = rest[between.end() :]
            continue
        names, rest = _next_names(rest, bodies, found)
        marks, rest = _marks(rest, found)
        for number, (body, group) in enumerate(names):
            is_last = number == len(names) - 1
            found.places.append(
                Place(body, group, is_last and "lead" in marks, is_last and "agreed" in marks)
            )
    return _finished(found)


def _next_names(
    rest: str, bodies: Mapping[str, int], found: Places
) -> tuple[list[tuple[int | None, str]], str]:
    groups = [(match.end(), name) for name, rule in GROUPS if (match := rule.match(rest))]
    if groups:
        end, name = max(groups)
        return [(None, name)], rest[end:]
    match = TOKEN.match(rest)
    if match is None:
        found.problems.append(_("Not understood: “%(words)s”.") % {"words": rest})
        return [], ""
    token = match.group().strip(" .")
    names = _bodies_named(token, bodies)
    if names is None:
        found.problems.append(_("No body is known as “%(words)s”.") % {"words": token})
        return [], rest[match.end() :]
    return [(body, "") for body in names], rest[match.end() :]


def _bodies_named(token: str, bodies: Mapping[str, int]) -> list[int] | None:
    """Return the body of a name, or those of two names joined by "and"."""
    if token in bodies:
        return [bodies[token]]
    parts = [part.strip() for part in re.split(r"\s+(?:и|және|мен)\s+", token)]
    if len(parts) > 1 and all(part in bodies for part in parts):
        return [bodies[part] for part in parts]
    return None


def _marks(rest: str, found: Places) -> tuple[set[str], str]:
    match = re.match(r"\s*\(([^()]*)\)", rest)
    if match is None:
        if rest.lstrip().startswith("("):
            found.problems.append(_("Not understood: “%(words)s”.") % {"words": rest})
            return set(), ""
        return set(), rest
    inside = match[1].strip()
    if MARKS.fullmatch(inside) is None:
        found.problems.append(_("Not understood: “%(words)s”.") % {"words": match.group().strip()})
    marks = {name for name, rule in (("lead", LEAD), ("agreed", AGREED)) if rule.search(inside)}
    return marks, rest[match.end() :]


def _finished(found: Places) -> Places:
    """Name the first body as lead where none is marked; refuse two leads and repetitions."""
    bodies = [(one.body, one.group) for one in found.places]
    if len(set(bodies)) != len(bodies):
        found.problems.append(_("The same body is named twice."))
    leads = [one for one in found.places if one.is_lead]
    if len(leads) > 1:
        found.problems.append(_("Two bodies are marked as the one that collects."))
    if found.places and not leads and found.places[0].body is not None:
        first = found.places[0]
        found.places[0] = dataclasses.replace(first, is_lead=True)
    return found
