"""Telling people about a task: who is told, and in which words."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies import access
from agencies.languages import LANGUAGES, in_language
from agencies.models import Body
from agencies.templatetags.speech import say_date
from audit.record import Capacity
from notices import actions as notices
from notices.texts import AddresseeSpec, NoticeText
from plans.models import PlanItem, Task

Words = Callable[[str], NoticeText]


def tell_executors(capacity: Capacity, task: Task) -> None:
    """Tell the people of the lead, and of the co-executors, that a task was given to them."""
    shared = Body.objects.filter(tasks_shared__task=task)
    leads = _specs(_told_at(Body.objects.filter(pk=task.lead_id)))
    others = _specs(_told_at(shared), counted=False)
    _tell(capacity, task, [*leads, *others], _new_task(task))


def tell_executors_of_item(capacity: Capacity, item: PlanItem, tasks: list[Task]) -> None:
    """Tell the people of every lead once that a measure became tasks of theirs."""
    leads = Body.objects.filter(pk__in={task.lead_id for task in tasks})
    path = f"{reverse('plans:task-list')}?item={item.pk}"
    earliest = min((task.due_on for task in tasks if task.due_on), default=None)
    words = _new_tasks_of_item(item, len({task.due_on for task in tasks}), earliest)
    _issue(capacity, path, _specs(_told_at(leads)), words)


def tell_lead_of_return(capacity: Capacity, task: Task, reason: str) -> None:
    """Tell the people of the lead that their report came back, and why."""
    told = _specs(_told_at(Body.objects.filter(pk=task.lead_id)))
    _tell(capacity, task, told, _returned(task, reason))


def tell_lead_of_decision(capacity: Capacity, task: Task, *, granted: bool) -> None:
    """Tell the people of the lead what was decided on their request for a later term."""
    told = _specs(_told_at(Body.objects.filter(pk=task.lead_id)))
    _tell(capacity, task, told, _decided(task, granted=granted))


def tell_lead_of_closing(capacity: Capacity, task: Task) -> None:
    """Tell the people of the lead that the task is closed."""
    told = _specs(_told_at(Body.objects.filter(pk=task.lead_id)))
    _tell(capacity, task, told, _closed(task))


def tell_secretariat_of_report(capacity: Capacity, task: Task) -> None:
    """Tell those who review at the controller, and do not decide there, that a report came."""
    body = Body.objects.filter(pk=task.controller_id)
    reviewers = access.pairs_who_may(access.REVIEW, body)
    deciders = set(access.pairs_who_may(access.DECIDE, body))
    told = [pair for pair in reviewers if pair not in deciders] or reviewers
    _tell(capacity, task, _specs(told), _reported(task), kind="report")


def tell_chair_of_request(capacity: Capacity, task: Task, proposed_on: dt.date) -> None:
    """Tell those who decide at the controller that a later term is asked for."""
    deciders = access.pairs_who_may(access.DECIDE, Body.objects.filter(pk=task.controller_id))
    _tell(capacity, task, _specs(deciders), _requested(task, proposed_on))


def _told_at(bodies: Iterable[Body]) -> list[tuple[int, int]]:
    return access.pairs_who_may(access.BE_NOTIFIED, bodies)  # type: ignore[arg-type]  # querysets


def _specs(pairs: list[tuple[int, int]], *, counted: bool = True) -> list[AddresseeSpec]:
    return [AddresseeSpec(person, body, counted=counted) for person, body in pairs]


def _tell(
    capacity: Capacity, task: Task, told: list[AddresseeSpec], words: Words, kind: str = "task"
) -> None:
    _issue(capacity, task.get_absolute_url(), told, words, kind=kind)


def _issue(
    capacity: Capacity, path: str, told: list[AddresseeSpec], words: Words, *, kind: str = "task"
) -> None:
    if not told:
        return
    texts: dict[str, NoticeText] = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = words(language)
    notices.issue_notice(
        capacity, kind=kind, thing_path=path, texts=texts, addressees=told, urgency="ordinary"
    )


def _day(day: dt.date | None) -> str:
    return say_date(day) if day else _("without a date")


def _body(task: Task, language: str, before: str = "") -> str:
    """Return the facts of a task, its wording in the reader's official language."""
    lines = [
        before,
        in_language(task, "text", language),
        _("Term: %(date)s") % {"date": _day(task.due_on)},
        _("Lead: %(body)s") % {"body": task.lead.name},
        _("Controlling body: %(body)s") % {"body": task.controller.name},
    ]
    return "\n".join(line for line in lines if line)


def _new_task(task: Task) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": task.pk, "date": _day(task.due_on)}
        form = task.form_of_completion.name
        return NoticeText(
            _("New task No. %(number)s, term: %(date)s") % facts,
            _body(task, language),
            _("Take the task into work. Form of completion: %(form)s.") % {"form": form},
        )

    return words


def _new_tasks_of_item(item: PlanItem, count: int, earliest: dt.date | None) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": item.number, "date": _day(earliest), "count": count}
        subject = ngettext(
            "Measure %(number)s: %(count)s new task, term: %(date)s",
            "Measure %(number)s: %(count)s new tasks, first term: %(date)s",
            count,
        )
        text = f"{item.plan.name}\n{in_language(item, 'text', language)}"
        return NoticeText(subject % facts, text, _("Take the tasks into work."))

    return words


def _returned(task: Task, reason: str) -> Words:
    def words(language: str) -> NoticeText:
        return NoticeText(
            _("Your report on task No. %(number)s was returned") % {"number": task.pk},
            _body(task, language, _("Reason: %(reason)s") % {"reason": reason}),
            _("Report again."),
        )

    return words


def _reported(task: Task) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": task.pk, "body": task.lead.abbreviation}
        return NoticeText(
            _("%(body)s reported the execution of task No. %(number)s") % facts,
            _body(task, language),
            _("Accept the report or return it with a reason."),
        )

    return words


def _requested(task: Task, proposed_on: dt.date) -> Words:
    def words(language: str) -> NoticeText:
        facts = {
            "number": task.pk,
            "body": task.lead.abbreviation,
            "date": _day(proposed_on),
        }
        return NoticeText(
            _("%(body)s asks for a later term of task No. %(number)s: %(date)s") % facts,
            _body(task, language),
            _("Grant or refuse the later term."),
        )

    return words


def _decided(task: Task, *, granted: bool) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": task.pk, "date": _day(task.due_on)}
        if granted:
            subject = _("Task No. %(number)s: the term is moved to %(date)s") % facts
        else:
            subject = _("Task No. %(number)s: the term stays %(date)s") % facts
        return NoticeText(subject, _body(task, language))

    return words


def _closed(task: Task) -> Words:
    def words(language: str) -> NoticeText:
        return NoticeText(
            _("Task No. %(number)s is closed") % {"number": task.pk}, _body(task, language)
        )

    return words
