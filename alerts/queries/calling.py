"""The call-down console: whom to call next, in which order, and by which numbers."""

import datetime as dt
from dataclasses import dataclass, replace

from django.conf import settings

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Appointment, Post, User
from alerts import access
from alerts.models import AddressedBody, Call, LevelDecision, manager_of
from alerts.queries.boards import LAPSED, LATE, RECEIVED, WAITING, Line, lines_of, steps_of
from alerts.queries.decisions import acts_of, follower_of
from alerts.texts import leaves_a_level
from audit import clock
from notices.models import Addressee, Contact

IN_ORDER = (LATE, LAPSED, WAITING, RECEIVED)
ROLES_IN_ORDER = (
    Post.Role.DUTY_OFFICER,
    Post.Role.LIAISON,
    Post.Role.SECRETARY,
    Post.Role.HEAD,
    Post.Role.DEPUTY,
    Post.Role.CHAIR,
)


@dataclass(frozen=True)
class Number:
    """One number of one person who may answer for the organisation."""

    person: User
    role: str
    number: str
    contact: Contact | None
    last: Call | None
    is_wrong: bool

    @property
    def key(self) -> str:
        """Return what names the number in an address and in a form."""
        return f"{self.person.pk}-{self.contact.pk if self.contact else 0}"


@dataclass(frozen=True)
class Sheet:
    """The organisation that is being called: its people, their numbers, the calls made."""

    line: Line
    numbers: list[Number]
    current: Number | None
    calls: list[Call]
    unreachable: list[User]

    @property
    def addressed(self) -> AddressedBody:
        """Return the organisation as it was addressed."""
        return self.line.addressed

    @property
    def is_answered(self) -> bool:
        """Tell whether the organisation has given its final answer meanwhile."""
        return self.line.final is not None

    @property
    def is_tried(self) -> bool:
        """Tell whether every number has been tried since this officer took the organisation."""
        taken_at = self.line.lease.taken_at if self.line.lease else None
        return all(_is_tried(one, taken_at) for one in self.numbers)


@dataclass(frozen=True)
class Console:
    """The desk of one officer who calls: the sheet at hand and who is still to be called."""

    decision: LevelDecision
    at: dt.datetime
    total: int
    answered: int
    queue: list[Line]
    sheet: Sheet | None
    later: LevelDecision | None = None
    is_end: bool = False

    @property
    def is_to_be_known(self) -> bool:
        """Tell whether nothing is to be carried out: a mistake taken back, or a level's end."""
        return self.decision.is_correction or self.is_end

    @property
    def is_closed(self) -> bool:
        """Tell whether a later decision has replaced this one, so that nobody is called for it."""
        return is_closed(self.decision)

    @property
    def late(self) -> int:
        """Return how many are silent past the norm."""
        return sum(1 for line in self.queue if line.state == LATE)

    @property
    def has_next(self) -> bool:
        """Tell whether somebody can be called now: not while all were called a moment ago."""
        return any(is_free(one, self.at) for one in self.queue)

    @property
    def again_at(self) -> dt.datetime | None:
        """Return when the first of those called lately may be called again."""
        called = [one.call.called_at for one in self.queue if one.call and one.lease is None]
        return min(called) + call_again() if called else None


def is_closed(decision: LevelDecision) -> bool:
    """Tell whether nobody is called for a decision any more."""
    return decision.notice is None or decision.notice.closed_at is not None


def call_again() -> dt.timedelta:
    """Return for how long an organisation that was called in vain is left in peace."""
    return dt.timedelta(minutes=settings.CALL_AGAIN_MINUTES)


def is_free(line: Line, at: dt.datetime) -> bool:
    """Tell whether nobody is calling an organisation and nobody called it a moment ago."""
    is_fresh = line.call is not None and at - line.call.called_at < call_again()
    return line.lease is None and not is_fresh


def console(user: User, decision: LevelDecision, wanted: str = "") -> Console:
    """Return the console as one officer sees it; `wanted` names the number they chose."""
    now = clock.now()
    counted = manager_of(AddressedBody, decision).filter(decision=decision, is_counted=True)
    addressed = list(counted.select_related("body", "decision", "notice"))
    steps = steps_of(decision, [one.body_id for one in addressed])
    lines = lines_of(decision, addressed, steps, now)
    silent = [one for one in lines if one.final is None]
    shown = Console(decision, now, len(lines), len(lines) - len(silent), queue=[], sheet=None)
    if shown.is_closed:
        return replace(shown, later=follower_of(decision))
    held = next((one for one in lines if one.lease and one.lease.holder_id == user.pk), None)
    sheet = _sheet(held, wanted) if held else None
    return replace(
        shown,
        queue=in_turn(silent, now),
        sheet=sheet,
        is_end=not leaves_a_level(acts_of(decision)),
    )


def in_turn(lines: list[Line], at: dt.datetime) -> list[Line]:
    """Order who is to be called: not just called, late before the others, the longest ago."""

    def turn(line: Line) -> tuple[bool, int, dt.datetime, int, int]:
        called = line.call.called_at if line.call else dt.datetime.min.replace(tzinfo=dt.UTC)
        is_fresh = line.call is not None and at - called < call_again()
        state = IN_ORDER.index(line.state)
        return (is_fresh, state, called, line.body.order, line.body.pk)

    return sorted(lines, key=turn)


def addressed_of(decision: LevelDecision, pk: str) -> AddressedBody | None:
    """Return one counted organisation of a decision by what an address or a form names."""
    if not pk.isdecimal():
        return None
    counted = manager_of(AddressedBody, decision).filter(decision=decision, is_counted=True)
    return counted.select_related("decision", "notice", "body").filter(pk=int(pk)).first()


def numbers_for(addressed: AddressedBody) -> list[Number]:
    """Return the numbers to call for an organisation: people in ladder order, then as theirs."""
    return _numbers(addressed, _calls(addressed))


def is_in_vain(call: Call) -> bool:
    """Tell whether what a call was told did not become the answer of the organisation."""
    if not call.is_answered:
        return False
    steps = access.answers_of(call.addressed).filter(
        round=call.addressed.round, recorded_by=call.caller, person=call.person
    )
    return not steps.filter(state=call.outcome, answered_at__gte=call.called_at).exists()


def may_call(user: Someone, decision: LevelDecision) -> bool:
    """Tell whether a person calls the organisations of a decision."""
    return access.may_run_desk(user, decision)


def _sheet(line: Line, wanted: str) -> Sheet:
    calls = _calls(line.addressed)
    people = _people(line.addressed)
    numbers = _numbers(line.addressed, calls, people)
    taken_at = line.lease.taken_at if line.lease else None
    chosen = next((one for one in numbers if one.key == wanted), None)
    untried = next((one for one in numbers if not _is_tried(one, taken_at)), None)
    named = {one.person.pk for one in numbers}
    return Sheet(
        line=line,
        numbers=numbers,
        current=chosen or untried or next(iter(numbers), None),
        calls=calls,
        unreachable=[person for person, _role in people if person.pk not in named],
    )


def _is_tried(number: Number, since: dt.datetime | None) -> bool:
    return number.last is not None and (since is None or number.last.called_at >= since)


def _calls(addressed: AddressedBody) -> list[Call]:
    made = manager_of(Call, addressed.decision).filter(addressed=addressed)
    return list(made.select_related("person", "caller", "caller_for").order_by("-pk"))


def _people(addressed: AddressedBody) -> list[tuple[User, str]]:
    """Return who may answer for an organisation, in the order in which the ladder told them.

    In an exercise only those whom its list names are called.
    """
    steps = dict(
        Addressee.objects.filter(notice=addressed.notice_id, body=addressed.body_id).values_list(
            "person_id", "first_step"
        )
    )
    may_answer = rights.people_who_may(rights.ACKNOWLEDGE, addressed.body)
    held = (
        Appointment.objects.valid_at(clock.now())
        .filter(post__body=addressed.body_id, person__in=may_answer.values("pk"))
        .select_related("person", "post")
    )
    if addressed.decision.is_exercise:
        held = held.filter(person__in=steps)
    last = max(steps.values(), default=0) + 1
    ordered = sorted(
        held, key=lambda one: (steps.get(one.person_id, last), _rank(one.post.role), one.person_id)
    )
    found: dict[int, tuple[User, str]] = {}
    for one in ordered:
        found.setdefault(one.person_id, (one.person, str(one.post.get_role_display())))
    return list(found.values())


def _rank(role: str) -> int:
    order = [str(one) for one in ROLES_IN_ORDER]
    return order.index(role) if role in order else len(order)


def _numbers(
    addressed: AddressedBody,
    calls: list[Call],
    people: list[tuple[User, str]] | None = None,
) -> list[Number]:
    people = _people(addressed) if people is None else people
    contacts: dict[int, list[Contact]] = {}
    rows = Contact.objects.filter(
        person__in=[person.pk for person, _role in people],
        channel=Contact.Channel.PHONE,
        removed_at__isnull=True,
    )
    for row in rows.order_by("position", "pk"):
        contacts.setdefault(row.person_id or 0, []).append(row)
    wrong = _called_wrong(addressed.decision, [person.pk for person, _role in people])
    found = [
        _number(person, role, number, contact, calls=calls, wrong=wrong)
        for person, role in people
        for number, contact in _ordered(person, contacts.get(person.pk, []))
    ]
    return sorted(found, key=lambda one: one.is_wrong)


def _ordered(person: User, contacts: list[Contact]) -> list[tuple[str, Contact | None]]:
    """Return a person's numbers in their own order, then the one on their card."""
    found: list[tuple[str, Contact | None]] = [(one.address, one) for one in contacts]
    card = person.phone.strip()
    if card and card not in {number for number, _contact in found}:
        found.append((card, None))
    return found


def _called_wrong(decision: LevelDecision, people: list[int]) -> set[tuple[int, str]]:
    """Return the numbers whose last call, under whichever decision, found somebody else."""
    newest = (
        manager_of(Call, decision)
        .filter(person__in=people)
        .order_by("person_id", "number", "-pk")
        .distinct("person_id", "number")
        .values_list("person_id", "number", "outcome")
    )
    return {(one, number) for one, number, said in newest if said == Call.Outcome.WRONG_NUMBER}


def _number(
    person: User,
    role: str,
    number: str,
    contact: Contact | None,
    *,
    calls: list[Call],
    wrong: set[tuple[int, str]],
) -> Number:
    own = (one for one in calls if one.person_id == person.pk and one.number == number)
    is_broken = contact is not None and contact.broken_at is not None
    return Number(
        person=person,
        role=role,
        number=number,
        contact=contact,
        last=next(own, None),
        is_wrong=is_broken or (person.pk, number) in wrong,
    )
