"""A naive model of answers and ladder: plain loops over plain lists, nothing of the product's.

It is told what happens, and beat by beat that time passes; it says who is written to when, which
messages an answer stops, what each organisation has answered, and when its clock runs out.
"""

from dataclasses import dataclass, field

FINAL = ("accepted", "cannot")


@dataclass
class Message:
    """One message: in which minute, to whom, about the level or about the duty."""

    minute: int
    person: str
    kind: str = "level"
    is_stopped: bool = False


@dataclass
class Step:
    """One step: of the whole notice, or of one organisation that is asked anew."""

    due: int
    rung: int
    body: str = ""
    is_over: bool = False


@dataclass
class Place:
    """One organisation: its people with the rung from which each is told, and where it stands."""

    people: dict[str, int]
    round: int = 1
    given: list[str] = field(default_factory=list)
    progress_due: int | None = None
    reminded: int | None = None
    history: list[tuple[int, str]] = field(default_factory=list)

    @property
    def has_answered(self) -> bool:
        """Tell whether the running round has any answer."""
        return bool(self.given)


@dataclass
class Oracle:
    """The whole notice."""

    places: dict[str, Place]
    rungs: list[int]
    progress: int
    acceptance: int
    lapse: int
    needed: int | None
    officers: tuple[str, ...]
    minute: int = 0
    messages: list[Message] = field(default_factory=list)
    mutes: list[tuple[str, int, int]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def start(self) -> None:
        """Send at once, and lay the steps."""
        self.steps = [Step(due, rung) for rung, due in enumerate(self.rungs) if rung]
        self.send(Step(0, 0))

    def is_muted(self, name: str) -> bool:
        """Tell whether a person or an organisation is not rung now."""
        return any(
            who == name and since <= self.minute < until for who, since, until in self.mutes
        )

    def send(self, step: Step) -> None:
        """Write to everyone of a step once."""
        told = set()
        for code, place in self.places.items():
            concerned = code == step.body if step.body else place.round == 1
            if not concerned or place.has_answered or self.is_muted(code):
                continue
            for person, first in place.people.items():
                if first <= step.rung and not self.is_muted(person):
                    told.add(person)
        self.messages += [Message(self.minute, person) for person in told]

    def answer(self, code: str, state: str) -> None:
        """Take an answer; the same again, or one after the last, changes nothing."""
        place = self.places[code]
        if state in place.given or any(one in FINAL for one in place.given):
            return
        if state in FINAL and "received" not in place.given:
            place.given.append("received")
            place.history.append((place.round, "received"))
        place.given.append(state)
        place.history.append((place.round, state))
        self.stop(code)
        clocks = {"received": self.acceptance, "accepted": self.progress}
        place.progress_due = self.minute + clocks[state] if state in clocks else None
        place.reminded = None
        if state == "cannot":
            self.messages += [Message(self.minute, one, "duty") for one in self.officers]

    def stop(self, code: str) -> None:
        """End the steps of an organisation, and what its people would still get."""
        for step in self.steps:
            step.is_over = step.is_over or step.body == code
        for message in self.messages:
            own = [one for one in self.places.values() if message.person in one.people]
            is_theirs = message.kind == "level" and self.places[code] in own
            if is_theirs and all(one.has_answered for one in own):
                message.is_stopped = True

    def note(self, code: str) -> None:
        """Begin the clock of an organisation anew."""
        place = self.places[code]
        if "accepted" in place.given:
            place.progress_due, place.reminded = self.minute + self.progress, None

    def tick(self) -> None:
        """Let the beat look at everything that is due in this minute."""
        self.remind_and_lapse()
        answered = sum(place.has_answered for place in self.places.values())
        is_enough = self.needed is not None and answered >= self.needed
        for step in self.steps:
            if not step.is_over and step.due <= self.minute:
                step.is_over = True
                if not is_enough:
                    self.send(step)

    def remind_and_lapse(self) -> None:
        """First the reminder, after another span the lapse."""
        reminded: dict[bool, set[str]] = {True: set(), False: set()}
        for code, place in self.places.items():
            if place.progress_due is None or place.progress_due > self.minute:
                continue
            if place.reminded is None:
                place.reminded, place.progress_due = self.minute, self.minute + self.lapse
                if not self.is_muted(code):
                    has_accepted = "accepted" in place.given
                    reminded[has_accepted] |= {p for p in place.people if not self.is_muted(p)}
                continue
            place.history.append((place.round, "lapsed"))
            place.round += 1
            place.given, place.progress_due, place.reminded = [], None, None
            self.steps += [
                Step(self.minute + due, rung, code) for rung, due in enumerate(self.rungs)
            ]
        for people in reminded.values():
            self.messages += [Message(self.minute, person, "duty") for person in people]
