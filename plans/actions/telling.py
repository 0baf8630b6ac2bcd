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
from plans import access as rights
from plans.models import (
    CoExecutor,
    DecisionPackage,
    Delegation,
    PlanItem,
    ReportQuestion,
    Task,
    TaskBlock,
)

Words = Callable[[str], NoticeText]


def tell_executors(capacity: Capacity, task: Task, *, quoted: bool = True) -> None:
    """Tell the people of the lead, and of the co-executors, that a task was given to them."""
    shared = Body.objects.filter(tasks_shared__task=task)
    leads = _specs(_told_at(Body.objects.filter(pk=task.lead_id)))
    others = _specs(_told_at(shared), counted=False)
    _tell(capacity, task, [*leads, *others], _new_task(task, quoted=quoted))


def tell_executors_of_item(capacity: Capacity, item: PlanItem, tasks: list[Task]) -> None:
    """Tell the people of every lead, and of the co-executors, once that a measure became tasks."""
    leads = Body.objects.filter(pk__in={task.lead_id for task in tasks})
    shared = Body.objects.filter(tasks_shared__task__in=tasks).exclude(pk__in=leads).distinct()
    path = f"{reverse('plans:task-list')}?item={item.pk}"
    earliest = min((task.due_on for task in tasks if task.due_on), default=None)
    words = _new_tasks_of_item(item, len({task.due_on for task in tasks}), earliest)
    told = [*_specs(_told_at(leads)), *_specs(_told_at(shared), counted=False)]
    _issue(capacity, path, told, words)


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


def tell_lead_of_part(capacity: Capacity, task: Task, sender: Body) -> None:
    """Tell the people of the lead that a co-executor sent its part."""
    told = _specs(_told_at(Body.objects.filter(pk=task.lead_id)), counted=False)
    _tell(capacity, task, told, _part_sent(task, sender), kind="report")


def tell_co_executor_of_return(
    capacity: Capacity, task: Task, shared: CoExecutor, reason: str
) -> None:
    """Tell the people of a co-executor that the lead returned their part, and why."""
    told = _specs(_told_at(Body.objects.filter(pk=shared.body_id)), counted=False)
    _tell(capacity, task, told, _part_returned(task, shared, reason))


def tell_co_executors_of_date(capacity: Capacity, task: Task, awaited: list[CoExecutor]) -> None:
    """Tell the people of co-executors by when the lead awaits their parts: one notice a date."""
    for day in dict.fromkeys(one.inner_due_on for one in awaited):
        bodies = [one.body_id for one in awaited if one.inner_due_on == day]
        told = _specs(_told_at(Body.objects.filter(pk__in=bodies)), counted=False)
        _tell(capacity, task, told, _part_awaited(task, day))


def tell_secretariat_of_report(capacity: Capacity, task: Task) -> None:
    """Tell those who review at the controller, and do not decide there, that a report came."""
    body = Body.objects.filter(pk=task.controller_id)
    reviewers = access.pairs_who_may(access.REVIEW, body)
    deciders = set(access.pairs_who_may(access.DECIDE, body))
    told = [pair for pair in reviewers if pair not in deciders] or reviewers
    _tell(capacity, task, _specs(told), _reported(task), kind="report")


def tell_chair_of_request(capacity: Capacity, task: Task, proposed_on: dt.date) -> None:
    """Tell those who decide at the controller that a later term is asked for."""
    deciders = rights.deciders_of(task.controller, rights.TERM)
    _tell(capacity, task, _specs(deciders), _requested(task, proposed_on))


def tell_lead_of_tie(capacity: Capacity, tie: TaskBlock) -> None:
    """Tell the people of the lead whose task another waits for."""
    told = _specs(_told_at(Body.objects.filter(pk=tie.blocker.lead_id)), counted=False)
    _tell(capacity, tie.blocker, told, _holds_up(tie))


def tell_delegate(capacity: Capacity, given: Delegation) -> None:
    """Tell who decides in a head's place, and between which days."""
    told = _specs([(given.delegate_id, given.body_id)], counted=False)
    _issue(capacity, reverse("plans:decide"), told, _delegated(given))


def tell_deciders_of_package(capacity: Capacity, package: DecisionPackage, count: int) -> None:
    """Tell those who close tasks or move terms for a body that a package lies before them."""
    kinds = (rights.CLOSING, rights.TERM)
    pairs = [pair for kind in kinds for pair in rights.deciders_of(package.controller, kind)]
    told = _specs(list(dict.fromkeys(pairs)), counted=False)
    _issue(capacity, package.get_absolute_url(), told, _package(package, count))


def tell_lead_of_question(capacity: Capacity, task: Task, text: str) -> None:
    """Tell the people of the lead what is asked about their report."""
    told = _specs(_told_at(Body.objects.filter(pk=task.lead_id)), counted=False)
    _tell(capacity, task, told, _asked(task, text))


def tell_asker_of_answer(capacity: Capacity, task: Task, question: ReportQuestion) -> None:
    """Tell who asked about a report what the lead answered."""
    told = _specs([(question.asked_by_id, task.controller_id)], counted=False)
    _tell(capacity, task, told, _answered(task, question.answer), kind="report")


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


def _body(task: Task, language: str, before: str = "", *, quoted: bool = True) -> str:
    """Return the facts of a task, its wording in the reader's official language."""
    unsaid = _("The words of the task stand on its page.")
    lines = [
        before,
        in_language(task, "text", language) if quoted else unsaid,
        _("Term: %(date)s") % {"date": _day(task.due_on)},
        _("Lead: %(body)s") % {"body": task.lead.name},
        _("Controlling body: %(body)s") % {"body": task.controller.name},
    ]
    return "\n".join(line for line in lines if line)


def _new_task(task: Task, *, quoted: bool) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": task.pk, "date": _day(task.due_on)}
        form = task.form_of_completion.name
        return NoticeText(
            _("New task No. %(number)s, term: %(date)s") % facts,
            _body(task, language, quoted=quoted),
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


def _holds_up(tie: TaskBlock) -> Words:
    def words(language: str) -> NoticeText:
        facts = {
            "number": tie.blocker_id,
            "body": tie.task.lead.abbreviation or tie.task.lead.name,
        }
        return NoticeText(
            _("%(body)s waits for your task No. %(number)s") % facts,
            _body(tie.blocker, language, tie.reason),
        )

    return words


def _delegated(given: Delegation) -> Words:
    def words(language: str) -> NoticeText:
        kinds = [_("closing tasks")] if given.closing else []
        kinds += [_("moving terms")] if given.term else []
        facts = {
            "head": given.granted_by.full_name,
            "first": say_date(given.starts_on),
            "last": say_date(given.ends_on),
        }
        return NoticeText(
            _("You decide for %(head)s from %(first)s to %(last)s") % facts,
            f"{', '.join(kinds)}\n{given.body.name}",
            _("Decide what waits for the head."),
        )

    return words


def _package(package: DecisionPackage, count: int) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": package.number, "count": count}
        subject = ngettext(
            "Package No. %(number)s: %(count)s line to decide",
            "Package No. %(number)s: %(count)s lines to decide",
            count,
        )
        act = _("Decide line by line, or all at once.")
        return NoticeText(subject % facts, package.controller.name, act)

    return words


def _asked(task: Task, text: str) -> Words:
    def words(language: str) -> NoticeText:
        return NoticeText(
            _("A question on your report on task No. %(number)s") % {"number": task.pk},
            _body(task, language, text),
            _("Answer on the page of the task."),
        )

    return words


def _answered(task: Task, answer: str) -> Words:
    def words(language: str) -> NoticeText:
        subject = _("The answer to your question on task No. %(number)s") % {"number": task.pk}
        return NoticeText(subject, _body(task, language, answer))

    return words


def _part_sent(task: Task, sender: Body) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": task.pk, "body": sender.abbreviation or sender.name}
        return NoticeText(
            _("%(body)s sent its part of task No. %(number)s") % facts,
            _body(task, language),
            _("Receive the part or return it with a reason."),
        )

    return words


def _part_returned(task: Task, shared: CoExecutor, reason: str) -> Words:
    def words(language: str) -> NoticeText:
        said = _("Reason: %(reason)s") % {"reason": reason}
        day = _("Your part by: %(date)s") % {"date": _day(shared.inner_due_on)}
        return NoticeText(
            _("Your part of task No. %(number)s was returned") % {"number": task.pk},
            _body(task, language, f"{said}\n{day}"),
            _("Send your part again."),
        )

    return words


def _part_awaited(task: Task, day: dt.date | None) -> Words:
    def words(language: str) -> NoticeText:
        facts = {"number": task.pk, "date": _day(day)}
        return NoticeText(
            _("Task No. %(number)s: the lead awaits your part, by: %(date)s") % facts,
            _body(task, language),
            _("Send your part to the lead."),
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
