"""The role table: which role holds which right, and which rights reach the bodies beneath.

Read a line as a sentence: "to REVIEW reaches the bodies beneath; a secretary and a chair hold it."
The table is dated: `at` a past instant is judged by the table that was in force then.
"""

import datetime as dt
from dataclasses import dataclass

from agencies.models import Body, Post

SEE = "see"
SEE_REGION = "see_region"
REPORT = "report"
ASSIGN = "assign"
REVIEW = "review"
DECIDE = "decide"
CONVENE = "convene"
MINUTE = "minute"
ATTEND = "attend"
SIGN = "sign"
ACKNOWLEDGE = "acknowledge"
BE_NOTIFIED = "be_notified"
PROPOSE_LEVEL = "propose_level"
APPROVE_LEVEL = "approve_level"
READ_RECORD = "read_record"
MANAGE_PEOPLE = "manage_people"

_R = Post.Role
LIAISON, DUTY, HEAD, DEPUTY, MEMBER = _R.LIAISON, _R.DUTY_OFFICER, _R.HEAD, _R.DEPUTY, _R.MEMBER
SECRETARY, CHAIR = _R.SECRETARY, _R.CHAIR
HQ_OFFICER, HQ_APPROVER = _R.HEADQUARTERS_OFFICER, _R.HEADQUARTERS_APPROVER
AUDITOR, ADMINISTRATOR = _R.AUDITOR, _R.ADMINISTRATOR


@dataclass(frozen=True)
class Line:
    """One line of the role table: who holds a right, and whether it reaches the bodies beneath."""

    descends: bool
    roles: tuple[str, ...]
    at_commissions: tuple[str, ...] = ()

    def roles_at(self, kind: str) -> tuple[str, ...]:
        """Return the roles that hold the right at a body of a kind."""
        if kind in Body.COMMISSIONS:
            return self.roles + self.at_commissions
        return self.roles


# Does the right reach the bodies beneath?
DESCENDS, STAYS = True, False

_HEADS = (HEAD, DEPUTY)
_HQ = (HQ_OFFICER, HQ_APPROVER)
_EVERYBODY = (LIAISON, DUTY, *_HEADS, MEMBER, SECRETARY, CHAIR, *_HQ)

TABLE: dict[str, Line] = {
    SEE: Line(DESCENDS, (*_EVERYBODY, AUDITOR)),
    SEE_REGION: Line(STAYS, _HQ, at_commissions=(SECRETARY, CHAIR)),
    REPORT: Line(STAYS, (LIAISON, *_HEADS), at_commissions=(SECRETARY,)),
    ASSIGN: Line(DESCENDS, (SECRETARY, CHAIR)),
    REVIEW: Line(DESCENDS, (SECRETARY, CHAIR)),
    DECIDE: Line(DESCENDS, (CHAIR,)),
    CONVENE: Line(STAYS, (SECRETARY,)),
    MINUTE: Line(STAYS, (SECRETARY,)),
    ATTEND: Line(STAYS, (*_HEADS, MEMBER, CHAIR)),
    SIGN: Line(STAYS, (SECRETARY, CHAIR)),
    ACKNOWLEDGE: Line(STAYS, (LIAISON, DUTY, *_HEADS), at_commissions=(SECRETARY, CHAIR)),
    BE_NOTIFIED: Line(STAYS, _EVERYBODY),
    PROPOSE_LEVEL: Line(DESCENDS, (HQ_OFFICER,)),
    APPROVE_LEVEL: Line(DESCENDS, (HQ_APPROVER,)),
    READ_RECORD: Line(DESCENDS, (AUDITOR,)),
    MANAGE_PEOPLE: Line(DESCENDS, (ADMINISTRATOR,)),
}

TABLES: tuple[tuple[dt.date, dict[str, Line]], ...] = ((dt.date(2013, 1, 1), TABLE),)


def table_on(day: dt.date) -> dict[str, Line]:
    """Return the role table in force on a day."""
    in_force = [table for since, table in TABLES if since <= day]
    return in_force[-1] if in_force else {}


def rights_of(role: str, kind: str) -> frozenset[str]:
    """Return the rights that a role holds today at a body of a kind."""
    return frozenset(right for right, line in TABLE.items() if role in line.roles_at(kind))
