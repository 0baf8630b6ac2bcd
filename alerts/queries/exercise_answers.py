"""Answering inside an exercise: what waits, what was given, and the page behind a link."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from agencies.access.rights import Someone
from alerts import access
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    ChecklistEntry,
    ChecklistQuestion,
    LevelDecision,
)
from alerts.queries.answering import AnswerPage, answer_page_by_link
from alerts.queries.lines import chain_of


def exercise_answers(user: Someone) -> QuerySet[AddressedBody]:
    """Return everything that exercises asked of the bodies a person answers for."""
    last = Acknowledgement.exercises.filter(
        notice=OuterRef("notice"), body=OuterRef("body")
    ).order_by("-pk")
    return (
        access.exercise_answerable(user)
        .select_related("decision__exercise__headquarters", "notice", "body")
        .annotate(answer_state=Subquery(last.values("state")[:1]))
        .order_by("-pk")
    )


def exercise_answers_waiting(user: Someone) -> QuerySet[AddressedBody]:
    """Return what exercises still ask of the bodies a person answers for."""
    final = Acknowledgement.exercises.filter(
        notice=OuterRef("notice"),
        body=OuterRef("body"),
        round=OuterRef("round"),
        state__in=Acknowledgement.FINAL,
    )
    return exercise_answers(user).filter(notice__closed_at__isnull=True).exclude(Exists(final))


def exercise_answer_page_by_link(token: str) -> AnswerPage | None:
    """Return the page behind a signed link of an exercise; none for a real link."""
    return answer_page_by_link(token, is_exercise=True)


def exercise_checklist(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return every line that exercises gave to the bodies a person answers for."""
    return (
        access.exercise_checklist(user)
        .select_related("body", "decision__exercise", "line__template", "done_by")
        .order_by("body__order", "body_id", "line__template__level", "line__order")
    )


def exercise_checklist_of(user: Someone, decision: LevelDecision) -> QuerySet[ChecklistEntry]:
    """Return the lines of one level of an exercise and of those it follows, with what is asked."""
    open_ones = ChecklistQuestion.exercises.filter(answer="").select_related("decision")
    asked = Prefetch("questions", queryset=open_ones.order_by("pk"), to_attr="asked")
    papers = [decision.pk, *chain_of(decision)]
    return exercise_checklist(user).filter(decision__in=papers).prefetch_related(asked)


def exercise_questions(user: Someone) -> QuerySet[ChecklistQuestion]:
    """Return what exercises ask about unfinished lines of a person's bodies."""
    return access.exercise_questions(user).select_related("entry__body", "decision__exercise")
