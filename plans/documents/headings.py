"""The headings of the official table in forms A, B and C, in Russian and Kazakh."""

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

# In this order: "срок исполнения" is a term before "исполнители" are responsible.
RUSSIAN = (
    ("number", r"^(?:№|n|no)\s*(?:п/?\s?п)?\.?$|^п/?п\.?$|^№\s*п\b"),
    ("code", r"код\b.*программ|бюджетн\w+ программ"),
    ("source", r"источник"),
    ("term", r"^срок|\bсроки?\b"),
    ("form", r"форма (?:завершения|исполнения|реализации)"),
    ("responsible", r"ответственн|^исполнител"),
    ("unit", r"^ед\.?\s*изм|^единиц"),
    ("total", r"^всего|^итого"),
    ("years", r"по годам"),
    ("cost", r"расход|сумм|объем|стоимость|финансировани"),
    ("note", r"^примечани"),
    ("text", r"мероприяти|наименовани|содержание|^пункт"),
)
KAZAKH = (
    ("number", r"^р/с|^р/н|^рет|^№\s*р/с"),
    ("code", r"бюджеттік бағдарлама"),
    ("source", r"көз(?:і|дері)$|көзі\b|көздері\b"),
    ("term", r"мерзім"),
    ("form", r"нысан"),
    ("responsible", r"жауапты|^орындаушы"),
    ("unit", r"өлш"),
    ("total", r"^барлығы|^жиын|^бәрі"),
    ("years", r"жылдар бойынша"),
    ("cost", r"шығы[сн]|сома|көлем|қаржыландыру"),
    ("note", r"^ескерт"),
    ("text", r"іс-?шара|атауы|шаралар"),
)
NEEDED = ("text", "form", "responsible", "term")
YEAR = re.compile(r"^((?:19|20)\d{2})\s*-?(?:год\w*|г\.?|жыл\w*|ж\.?)?\s*(?:\*+)?$")
UNITS = (
    (re.compile(r"млрд"), Decimal(1000)),
    (re.compile(r"млн"), Decimal(1)),
    (re.compile(r"тыс|мың"), Decimal("0.001")),
)


@dataclass
class Headings:
    """Which column holds what, in which language, in which unit of money."""

    columns: dict[int, str] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    factor: Decimal = Decimal(1)

    @property
    def names(self) -> set[str]:
        """Return what the columns hold."""
        return set(self.columns.values())

    @property
    def is_plan(self) -> bool:
        """Tell the headings of a plan from a row of any other kind."""
        return len(self.names & {*NEEDED, "number", "cost", "source"}) >= 3

    @property
    def missing(self) -> list[str]:
        """Return the needed columns that are not there."""
        return [name for name in NEEDED if name not in self.names]

    @property
    def language(self) -> str:
        """Return the language that most headings are in."""
        return "kk" if self.languages["kk"] > self.languages["ru"] else "ru"

    @property
    def form(self) -> str:
        """Return the form: B with sums by year, A with a cost, C without money."""
        if any(name.startswith("y") and name[1:].isdigit() for name in self.names):
            return "B"
        return "A" if self.names & {"cost", "source"} else "C"


def tidy(text: str) -> str:
    """Bring a heading to one spelling."""
    text = " ".join(text.casefold().replace("ё", "е").split())
    return re.sub(r"(\w)- (\w)", r"\1\2", text).strip(" .:*")


def read_headings(cells: tuple[str, ...]) -> Headings:
    """Read one row as headings, whatever it is."""
    found = Headings()
    for index, cell in enumerate(cells):
        name, language = _meaning(tidy(cell))
        if name and (name not in found.names or name == "note"):
            found.columns[index] = name
            found.languages[language] += 1
            found.factor = unit_of(cell) if name == "cost" else found.factor
    return found


def add_second_row(found: Headings, cells: tuple[str, ...]) -> bool:
    """Take the years beneath "by year" into the headings; tell whether the row was one."""
    years = {}
    for index, cell in enumerate(cells):
        match = YEAR.match(tidy(cell))
        if match:
            years[index] = f"y{match[1]}"
        elif _meaning(tidy(cell))[0] == "total":
            years[index] = "total"
    others = [cell for index, cell in enumerate(cells) if cell and index not in years]
    same = all(_meaning(tidy(cell))[0] for cell in others)
    if not any(name != "total" for name in years.values()) or not same:
        return False
    found.columns = {
        index: name for index, name in found.columns.items() if name != "years"
    } | years
    return True


def unit_of(text: str) -> Decimal:
    """Return by what a sum under this heading is multiplied to be millions of tenge."""
    lowered = text.casefold()
    return next((factor for rule, factor in UNITS if rule.search(lowered)), Decimal(1))


def _meaning(text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    year = YEAR.match(text)
    if year:
        return f"y{year[1]}", ""
    for language, rules in (("kk", KAZAKH), ("ru", RUSSIAN)):
        for name, rule in rules:
            if re.search(rule, text):
                return name, language
    return "", ""
