"""What one officer hands over to another: the facts of each line, said in three languages."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies import access as rights
from agencies.models import Appointment, Body, User
from agencies.templatetags.speech import say_instant
from alerts import access
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    ChecklistEntry,
    Consent,
    DecisionReview,
    HandoverLine,
    Level,
    LevelDecision,
    Replacement,
    TelephoneApproval,
)
from alerts.queries.boards import CANNOT, LAPSED, LATE, WAITING, Line, board, boards
from alerts.queries.rosters import Gap, coming_gaps
from alerts.queries.standing import (
    InForce,
    ending_within,
    expired_undecided,
    levels_in_force,
)
from alerts.texts import LANGUAGES
from audit import clock
from notices.models import Contact, Mute

Fact = dict[str, str]
Bodies = QuerySet[Body]
SUBJECTS = HandoverLine.Subject
MOST_BOARDS = 20
BEFORE_ANY_DUTY = dt.timedelta(days=1)


def facts_of(
    subject: str, body: Body, user: User, since: dt.datetime | None, notes: str = ""
) -> list[Fact]:
    """Return what stands under one line of a handover now.

    Everybody who sees the body reads the page: it says what the body gives to see, and nothing
    that whoever opens it sees through another post.
    """
    ours = rights.seen_with(body)
    gather: dict[str, Callable[[], list[Fact]]] = {
        SUBJECTS.LEVELS: lambda: _levels(user),
        SUBJECTS.ENDING: lambda: _ending(user),
        SUBJECTS.SILENT: lambda: _answers(user, ours, (WAITING,)),
        SUBJECTS.LATE: lambda: _answers(user, ours, (LATE, LAPSED, CANNOT)),
        SUBJECTS.CHECKLISTS: lambda: _late_lines(user, ours),
        SUBJECTS.MUTES: lambda: _mutes(ours),
        SUBJECTS.CONTACTS: lambda: _broken_contacts(ours),
        SUBJECTS.REVIEWS: lambda: _second_persons(ours),
        SUBJECTS.ROSTER: lambda: [_fact(_say_gap, gap) for gap in coming_gaps(body)],
        SUBJECTS.CHANGED: lambda: _changes(user, body, since or clock.now() - BEFORE_ANY_DUTY),
        SUBJECTS.NOTES: lambda: [dict.fromkeys(LANGUAGES, notes)] if notes else [],
    }
    return gather[subject]()


def _fact(say: Callable[..., str], *about: object, path: str = "") -> Fact:
    """Say one fact in every language, so that it can be frozen and read in any."""
    fact = {}
    for language in LANGUAGES:
        with translation.override(language):
            fact[language] = say(*about)
    return fact | {"path": path} if path else fact


def _levels(user: User) -> list[Fact]:
    return [_fact(_say_level, one, path=_decision(one.decision)) for one in levels_in_force(user)]


def _ending(user: User) -> list[Fact]:
    ending = ending_within(72, user)
    expired = expired_undecided(user)
    return [
        *(_fact(_say_expired, one, path=_decision(one.decision)) for one in expired),
        *(_fact(_say_ending, one, path=_decision(one.decision)) for one in ending),
    ]


def _answers(user: User, ours: Bodies, states: Sequence[str]) -> list[Fact]:
    readable = AddressedBody.objects.filter(_of(ours))
    running = boards(user).filter(
        notice__closed_at__isnull=True, pk__in=readable.values("decision_id")
    )
    lines = set(readable.filter(decision__in=running).values_list("pk", flat=True))
    return [
        _fact(_say_answer, line, decision, path=_board(decision.pk))
        for decision in running[:MOST_BOARDS]
        for line in board(user, decision).counted
        if line.state in states and line.addressed.pk in lines
    ]


def _late_lines(user: User, ours: Bodies) -> list[Fact]:
    late = access.readable_lines(user).filter(
        _of(ours), outcome=ChecklistEntry.Outcome.OPEN, due_at__lt=clock.now()
    )
    counted = late.order_by().values("body", "decision").annotate(count=Count("pk"))
    counts = {(row["decision"], row["body"]): row["count"] for row in counted}
    bodies = Body.objects.in_bulk([body for _decision, body in counts])
    numbers = dict(
        LevelDecision.objects.filter(pk__in=[one for one, _body in counts]).values_list(
            "pk", "number"
        )
    )
    ordered = sorted(counts, key=lambda key: (-key[0], bodies[key[1]].order, key[1]))
    return [
        _fact(
            _say_late_lines,
            bodies[body],
            counts[decision, body],
            numbers[decision],
            path=reverse("alerts:checklist", kwargs={"pk": decision}),
        )
        for decision, body in ordered
    ]


def _mutes(ours: Bodies) -> list[Fact]:
    now = clock.now()
    running = Mute.objects.filter(
        issuer__in=ours.values("pk"), ended_at__isnull=True, begun_at__lte=now, ends_at__gt=now
    )
    rows = running.select_related("body", "person", "begun_by").order_by("ends_at", "pk")
    return [_fact(_say_mute, mute) for mute in rows]


def _broken_contacts(ours: Bodies) -> list[Fact]:
    """Return the addresses that failed: of our people, and of those whom our levels address."""
    now = clock.now()
    broken = Contact.objects.filter(
        broken_at__isnull=False, removed_at__isnull=True, person__is_active=True
    ).select_related("person")
    addressed = AddressedBody.objects.filter(
        decision__headquarters__in=ours.values("pk"), notice__closed_at__isnull=True
    )
    posts = Appointment.objects.valid_at(now).filter(
        Q(post__body__in=ours.values("pk")) | Q(post__body__in=addressed.values("body_id")),
        person__in=broken.values("person_id"),
    )
    held: dict[int, Body] = {}
    for post in posts.select_related("post__body").order_by("-post__body__order", "-pk"):
        held[post.person_id] = post.post.body
    return [
        _fact(_say_contact, contact, held[contact.person_id])
        for contact in broken.order_by("broken_at", "pk")
        if contact.person_id in held
    ]


def _second_persons(ours: Bodies) -> list[Fact]:
    """Return the consents, reviews and telephone approvals that somebody still owes."""
    seen = ours.values("pk")
    asked = Consent.objects.filter(Q(asked_of__in=seen) | Q(decision__headquarters__in=seen))
    waiting = asked.filter(state=Consent.State.ASKED).select_related("decision").distinct()
    reviews = DecisionReview.objects.filter(
        decision__headquarters__in=seen, completed_at__isnull=True
    ).select_related("decision")
    calls = TelephoneApproval.objects.filter(
        decision__headquarters__in=seen, confirmation__isnull=True
    ).select_related("decision", "approver")
    return [
        *(_fact(_say_consent, one, path=_decision(one.decision_id)) for one in waiting),
        *(_fact(_say_review, one, path=_decision(one.decision_id)) for one in reviews),
        *(_fact(_say_call, one, path=_decision(one.decision_id)) for one in calls),
    ]


def _changes(user: User, body: Body, since: dt.datetime) -> list[Fact]:
    """Return what has happened since an instant: decisions, answers, replacements."""
    published = access.visible(user).filter(published_at__gt=since).order_by("published_at", "pk")
    ours = rights.seen_with(body)
    proposed = access.visible(user).filter(
        state=LevelDecision.State.PROPOSED, proposed_at__gt=since, headquarters__in=ours
    )
    unable = Acknowledgement.objects.filter(_of(ours), answered_at__gt=since)
    cannot = unable.filter(state=Acknowledgement.State.CANNOT).select_related("body", "decision")
    final = unable.filter(state__in=Acknowledgement.FINAL).count()
    replaced = Replacement.objects.filter(
        body=body, state=Replacement.State.MADE, decided_at__gt=since
    ).select_related("person")
    facts = [_fact(_say_since, since)]
    facts += [_fact(_say_published, one, path=_decision(one.pk)) for one in published]
    facts += [_fact(_say_proposed, one, path=_decision(one.pk)) for one in proposed]
    facts += [_fact(_say_cannot, one, path=_board(one.decision_id)) for one in cannot]
    facts += [_fact(_say_final, final)] if final else []
    return facts + [_fact(_say_replaced, one) for one in replaced.order_by("starts_at", "pk")]


def _of(ours: Bodies) -> Q:
    """Keep what our headquarters decided, and what concerns our organisations themselves."""
    own = ours.values("pk")
    return Q(decision__headquarters__in=own) | Q(body__in=own)


def changes_since(user: User, body: Body, since: dt.datetime) -> list[Fact]:
    """Return what has happened since a person was last on duty."""
    return _changes(user, body, since)


def _say_level(one: InForce) -> str:
    names = {
        "place": one.territory.name,
        "level": Level(one.rank).label,
        "since": say_instant(one.since),
    }
    if one.until is None:
        return _("%(place)s: %(level)s since %(since)s, no end stated") % names
    names["until"] = say_instant(one.until)
    return _("%(place)s: %(level)s since %(since)s until %(until)s") % names


def _say_ending(one: InForce) -> str:
    names = {
        "place": one.territory.name,
        "level": Level(one.rank).label,
        "until": say_instant(one.until or one.since),
    }
    return _("%(place)s: %(level)s ends %(until)s") % names


def _say_expired(one: InForce) -> str:
    names = {"place": one.territory.name, "until": say_instant(one.until or one.since)}
    return _("%(place)s: expired %(until)s, undecided") % names


def _say_answer(line: Line, decision: LevelDecision) -> str:
    sentences = {
        WAITING: _("%(body)s has not answered decision %(number)s yet"),
        LATE: _("%(body)s is late with its answer to decision %(number)s"),
        LAPSED: _("%(body)s accepted decision %(number)s and has shown no progress"),
        CANNOT: _("%(body)s cannot carry out decision %(number)s"),
    }
    return sentences[line.state] % {"body": line.body.name, "number": decision.number}


def _say_late_lines(body: Body, count: int, number: str) -> str:
    sentence = ngettext(
        "%(body)s: %(count)d late line, decision %(number)s",
        "%(body)s: %(count)d late lines, decision %(number)s",
        count,
    )
    return sentence % {"body": body.name, "count": count, "number": number}


def _say_mute(mute: Mute) -> str:
    names = {
        "whom": str(mute.whom),
        "until": say_instant(mute.ends_at),
        "who": mute.begun_by.full_name,
        "reason": mute.reason,
    }
    return _("%(whom)s is not rung until %(until)s (%(who)s): %(reason)s") % names


def _say_contact(contact: Contact, body: Body) -> str:
    names = {
        "name": contact.owner.full_name,
        "body": body.name,
        "channel": contact.get_channel_display(),
        "since": say_instant(contact.broken_at) if contact.broken_at else "",
    }
    return _("%(name)s (%(body)s): %(channel)s does not work since %(since)s") % names


def _say_consent(consent: Consent) -> str:
    names = {"number": consent.decision.number, "since": say_instant(consent.asked_at)}
    return _("Decision %(number)s waits for consent since %(since)s") % names


def _say_review(review: DecisionReview) -> str:
    names = {"number": review.decision.number, "until": say_instant(review.due_at)}
    return _("Decision %(number)s is to be reviewed by %(until)s") % names


def _say_call(call: TelephoneApproval) -> str:
    names = {"number": call.decision.number, "name": call.approver.full_name}
    return _("Decision %(number)s: %(name)s has not confirmed the call yet") % names


def _say_gap(gap: Gap) -> str:
    if gap.ends_at is None:
        return _("Nobody is on duty from %(start)s on") % {"start": say_instant(gap.starts_at)}
    names = {"start": say_instant(gap.starts_at), "end": say_instant(gap.ends_at)}
    return _("Nobody is on duty from %(start)s to %(end)s") % names


def _say_since(since: dt.datetime) -> str:
    return _("Since %(since)s:") % {"since": say_instant(since)}


def _say_published(decision: LevelDecision) -> str:
    at = decision.published_at
    names = {"number": decision.number, "at": say_instant(at) if at else ""}
    return _("Decision %(number)s was published %(at)s") % names


def _say_proposed(decision: LevelDecision) -> str:
    return _("Decision %(number)s waits for approval") % {"number": decision.number}


def _say_cannot(step: Acknowledgement) -> str:
    names = {
        "body": step.body.name,
        "number": step.decision.number,
        "reason": step.reason,
    }
    return _("%(body)s cannot carry out decision %(number)s: %(reason)s") % names


def _say_final(count: int) -> str:
    sentence = ngettext(
        "%(count)d organisation gave its final answer",
        "%(count)d organisations gave their final answers",
        count,
    )
    return sentence % {"count": count}


def _say_replaced(one: Replacement) -> str:
    names = {
        "name": one.person.full_name,
        "start": say_instant(one.starts_at),
        "end": say_instant(one.ends_at),
    }
    return _("%(name)s takes the duty from %(start)s to %(end)s") % names


def _decision(pk: int) -> str:
    return reverse("alerts:decision", kwargs={"pk": pk})


def _board(pk: int) -> str:
    return reverse("alerts:board", kwargs={"pk": pk})
