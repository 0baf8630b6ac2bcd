"""Who sees a thing is exactly whom the thing says may see it: asked both ways, for the cast."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import QuerySet

from agencies import access as agencies
from agencies.models import Body, User
from alerts import access as alerts
from alerts.models import (
    CentreReport,
    ChecklistEntry,
    Consent,
    DecisionReview,
    Exercise,
    Handover,
    LevelDecision,
)
from audit.models import Entry
from centre import access as centre
from meetings import access as meetings
from meetings.models import Circulation, Decision, Extract, Meeting, Proposal
from notices import access as notices
from notices.models import Contact, Mute, Notice
from plans import access as plans
from plans.models import DecisionPackage, PlanImport, Task
from tests.cast import Cast
from tests.stories import Teller
from tests.stories.every import tell_every


@dataclass(frozen=True)
class Pair:
    """One question asked both ways: what a person sees, and who sees a thing."""

    name: str
    seen_by: Callable[[User], QuerySet[Any]]
    seers_of: Callable[[Any], QuerySet[User]]
    things: Callable[[], QuerySet[Any]]


PAIRS = (
    Pair("tasks", plans.visible, plans.audience, Task.objects.all),
    Pair(
        "tables brought in", plans.visible_imports, plans.import_audience, PlanImport.objects.all
    ),
    Pair("contents of tasks", plans.readable, plans.readership, Task.objects.all),
    Pair(
        "packages for the head",
        plans.visible_packages,
        plans.package_audience,
        DecisionPackage.objects.all,
    ),
    Pair("meetings", meetings.visible, meetings.audience, Meeting.objects.all),
    Pair("minutes", meetings.readable, meetings.readers, Meeting.objects.all),
    Pair(
        "points of protocols",
        meetings.visible_decisions,
        meetings.audience_of_decision,
        Decision.objects.all,
    ),
    Pair("extracts", meetings.visible_extracts, meetings.audience_of_extract, Extract.objects.all),
    Pair(
        "drafts that went round",
        meetings.circulated,
        meetings.audience_of_circulation,
        Circulation.objects.all,
    ),
    Pair(
        "proposed questions",
        meetings.visible_proposals,
        meetings.audience_of_proposal,
        Proposal.objects.all,
    ),
    Pair("closed questions", meetings.unveiled, meetings.insiders, Meeting.objects.all),
    Pair("levels", alerts.visible, alerts.audience, LevelDecision.objects.all),
    Pair("boards", alerts.boards, alerts.board_audience, LevelDecision.objects.all),
    Pair("exercises", alerts.exercises, alerts.exercise_audience, Exercise.objects.all),
    Pair("consents asked", alerts.consents, alerts.consenters, Consent.objects.all),
    Pair("reviews owed", alerts.reviews, alerts.reviewers, DecisionReview.objects.all),
    Pair("desks", alerts.desks, alerts.desk_audience, LevelDecision.objects.all),
    Pair(
        "reports of the Centre",
        lambda user: CentreReport.objects.filter(decision__in=alerts.desks(user)),
        lambda report: alerts.desk_audience(report.decision),
        CentreReport.objects.all,
    ),
    Pair("duties", alerts.rosters, alerts.roster_audience, Body.objects.all),
    Pair("handovers", alerts.handovers, alerts.handover_audience, Handover.objects.all),
    Pair(
        "lines of checklists",
        alerts.readable_lines,
        alerts.readers_of_line,
        ChecklistEntry.objects.all,
    ),
    Pair("notices", notices.visible, notices.audience, Notice.objects.all),
    Pair("mutes", notices.visible_mutes, notices.audience_of_mute, Mute.objects.all),
    Pair(
        "systems",
        notices.visible_systems,
        notices.audience_of_system,
        lambda: Contact.objects.filter(body__isnull=False, removed_at__isnull=True),
    ),
    Pair("the record", centre.visible_entries, centre.audience_of_entry, Entry.objects.all),
)


def disagreements(pair: Pair, cast: Cast) -> list[str]:
    """Compare both ways for every thing and every one of the cast."""
    seen = {name: {one.pk for one in pair.seen_by(cast[name])} for name in cast.names()}
    found = []
    for thing in pair.things():
        seers = {one.pk for one in pair.seers_of(thing)}
        found += [
            f"{name} and {pair.name} {thing.pk}: sees {thing.pk in seen[name]}"
            for name in cast.names()
            if (thing.pk in seen[name]) != (cast[name].pk in seers)
        ]
    return found


def sizes(pair: Pair, cast: Cast) -> set[int]:
    """Count what each of the cast sees of a kind: a kind that all see alike proves little."""
    return {pair.seen_by(cast[name]).distinct().count() for name in cast.names()}


@pytest.mark.django_db
def test_both_ways_agree_on_everything_that_the_stories_leave(cast: Cast) -> None:
    """Tell every story, then ask about every thing; some see a thing of each kind, some not."""
    tell_every(Teller(cast, demanding=False))
    assert [line for pair in PAIRS for line in disagreements(pair, cast)] == []
    alike = [pair.name for pair in PAIRS if len(sizes(pair, cast)) < 2]
    assert alike == [], "the stories do not tell these apart"


@pytest.mark.django_db
@pytest.mark.parametrize("right", sorted(agencies.TABLE))
def test_every_right_reads_the_same_both_ways(right: str, cast: Cast) -> None:
    """A body on which a person holds a right names that person among those who hold it."""
    holders = {
        body.pk: {one.pk for one in agencies.people_who_may(right, body)}
        for body in Body.objects.all()
    }
    for name in cast.names():
        held = {body.pk for body in agencies.bodies_where(cast[name], right)}
        found = {body for body, people in holders.items() if cast[name].pk in people}
        assert held == found, (name, right)
