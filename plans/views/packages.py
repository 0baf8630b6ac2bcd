"""Screens of the head's decisions: packages, delegations, questions on reports."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from plans import access, actions, queries
from plans.forms.packages import (
    AnswerForm,
    DecisionsForm,
    DelegationForm,
    PackageForm,
    QuestionForm,
)
from plans.views.acting import WRITING, act_by_button, act_by_form, typed
from plans.views.pages import numbered


@require_safe
def package_list(request: SignedInRequest) -> HttpResponse:
    """Show the packages that a person prepares or decides."""
    maker = queries.package_maker_of(request.user)
    if maker is None:
        access.require_any_decider(request.user)
    context = {
        "packages": numbered(request, queries.visible_packages(request.user)),
        "may_prepare": maker is not None,
    }
    return render(request, "plans/package_list.html", context)


@require_http_methods(WRITING)
def new_package(request: SignedInRequest) -> HttpResponse:
    """Lay closings and later terms before the head."""
    access.require_any_reviewer(request.user)
    controller = queries.package_maker_of(request.user)
    if controller is None:
        raise Http404
    form = PackageForm(typed(request), candidates=queries.candidates(controller))
    return act_by_form(
        request,
        form,
        lambda _data: actions.prepare_package(
            actor=request.user, controller=controller, lines=form.lines()
        ),
        template="plans/package_new.html",
        context={"controller": controller},
        done=_("The package is with the head."),
        to=reverse("plans:package-list"),
    )


@require_http_methods(WRITING)
def package(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a package; its decider decides line by line, or approves all that waits."""
    one = get_object_or_404(queries.visible_packages(request.user), pk=pk)
    kinds = queries.kinds_decided(request.user, one)
    form = DecisionsForm(typed(request), lines=list(queries.lines_of(one)), kinds=kinds)
    if request.method == "POST":
        access.require_package_decider(request.user, one)
        if form.is_valid():
            decided = form.decisions(all_at_once="all" in request.POST)
            form.faults = actions.decide_package(one, actor=request.user, decisions=decided)
            if not form.faults:
                messages.success(request, _("The decisions are recorded; the leads are told."))
                return redirect(one)
            lines = list(queries.lines_of(one))
            form = _again(form, DecisionsForm(request.POST, lines=lines, kinds=kinds))
    context = {"package": one, "form": form, "may_decide": bool(kinds)}
    return render(request, "plans/package.html", context, status=422 if form.is_bound else 200)


@require_http_methods(WRITING)
def delegations(request: SignedInRequest) -> HttpResponse:
    """Show who decides for the head, and delegate anew."""
    body = access.require_head_of_own(request.user)
    return act_by_form(
        request,
        DelegationForm(typed(request), head=request.user, body=body),
        lambda data: actions.delegate(actor=request.user, body=body, **data),
        template="plans/delegations.html",
        context={"body": body, "delegations": queries.visible_delegations(request.user)},
        done=_("The delegation is recorded; the delegate has been told."),
        to=reverse("plans:delegations"),
    )


@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a delegation back."""
    one = get_object_or_404(queries.visible_delegations(request.user), pk=pk)
    return act_by_button(
        request,
        lambda: actions.revoke_delegation(one, actor=request.user),
        done=_("The delegation is taken back."),
        to=reverse("plans:delegations"),
    )


@require_http_methods(WRITING)
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the lead about a report."""
    report = get_object_or_404(queries.readable_reports(request.user), pk=pk)
    access.require_asker(request.user, report.task)
    return act_by_form(
        request,
        QuestionForm(typed(request)),
        lambda data: actions.ask_question(report, actor=request.user, **data),
        template="plans/question.html",
        context={"task": report.task, "report": report},
        done=_("The question is asked; the lead has been told."),
        to=f"{report.task.get_absolute_url()}#reports",
    )


@require_http_methods(WRITING)
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a question on a report."""
    question = get_object_or_404(queries.visible_questions(request.user), pk=pk)
    task = question.report.task
    access.require_worker(request.user, task)
    return act_by_form(
        request,
        AnswerForm(typed(request)),
        lambda data: actions.answer_question(question, actor=request.user, **data),
        template="plans/answer.html",
        context={"task": task, "question": question},
        done=_("The answer is given; who asked has been told."),
        to=f"{task.get_absolute_url()}#reports",
    )


def _again(done: DecisionsForm, form: DecisionsForm) -> DecisionsForm:
    """Show the lines as they stand now, with why some could not be decided."""
    form.faults = done.faults
    form.is_valid()
    return form
