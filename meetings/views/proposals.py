"""Questions proposed for an agenda: proposing, reading, taking, postponing and returning them."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, queries
from meetings.forms import (
    ItemForm,
    MaterialForm,
    ProposalFilter,
    ProposalForm,
    RefusalForm,
    TakeForm,
)
from meetings.views.agenda import TEXTS
from meetings.views.answers import done, done_or_told, status_of
from meetings.views.papers import file_answer

PAGE = 25


@require_safe
def proposal_list(request: SignedInRequest) -> HttpResponse:
    """Show the proposals of one's own body, and to the secretariat those that came to it."""
    form = ProposalFilter(request.GET or None)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    found = queries.visible_proposals(request.user, state)
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "is_filtered": bool(state),
        "may_propose": queries.bodies_to_propose_to(request.user).exists(),
    }
    return render(request, "meetings/proposal_list.html", context)


@require_safe
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one proposal with its papers, and what became of it."""
    one = get_object_or_404(queries.visible_proposals(request.user), pk=pk)
    user = request.user
    is_own = access.may_propose(user, one.body)
    may_settle = access.may_convene(user, one.to_body) and one.is_open
    context = {
        "proposal": one,
        "papers": list(queries.papers_of(user, one)),
        "may_change": is_own and one.may_change,
        "may_bring": is_own and (one.may_change or (one.item and one.item.meeting.is_before)),
        "may_settle": may_settle,
        "meetings": queries.meetings_to_take(user, one).exists() if may_settle else False,
        "sees_meeting": queries.visible_meetings(user).filter(items__proposal=one).exists(),
    }
    return render(request, "meetings/proposal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: SignedInRequest) -> HttpResponse:
    """Propose a question to a body in which one's own has a seat."""
    if not queries.bodies_to_propose_to(request.user).exists():
        raise PermissionDenied
    form = ProposalForm(request.POST or None, actor=request.user)
    act = partial(actions.propose_item, actor=request.user)
    said = _("The question is before the secretariat. Add its papers here.")
    made = done(form, lambda: act(**form.facts()), request, said)
    if made:
        return redirect(made)
    return render(request, "meetings/proposal_make.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Word a proposal anew; one that was returned goes before the secretariat again."""
    one = get_object_or_404(queries.visible_proposals(request.user), pk=pk)
    access.require_proposer(request.user, one.body)
    stored = {name: getattr(one, name) for name in TEXTS}
    form = ItemForm(request.POST or None, initial=stored)
    act = partial(actions.change_proposal, one, actor=request.user)
    if done(form, lambda: act(text=form.text()), request, _("The proposal is saved.")):
        return redirect(one)
    context = {"form": form, "proposal": one}
    return render(request, "meetings/proposal_change.html", context, status=status_of(form))


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    one = get_object_or_404(queries.visible_proposals(request.user), pk=pk)
    act = partial(actions.withdraw_proposal, one, actor=request.user)
    done_or_told(request, act, _("The proposal is withdrawn."))
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a proposed question on a draft agenda."""
    one = get_object_or_404(queries.visible_proposals(request.user), pk=pk)
    access.require_convener(request.user, one.to_body)
    form = TakeForm(request.POST or None, actor=request.user, proposal=one)
    act = partial(actions.take_proposal, one, actor=request.user)
    taken = done(form, lambda: act(**form.cleaned_data), request, _("It is on the agenda."))
    if taken and taken.item:
        return redirect("meetings:agenda", pk=taken.item.meeting_id)
    context = {"form": form, "proposal": one}
    return render(request, "meetings/proposal_take.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a proposed question for a later meeting."""
    return _refuse(request, pk, returned=False)


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return a proposed question to the body that proposed it."""
    return _refuse(request, pk, returned=True)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a paper with a proposal."""
    one = get_object_or_404(queries.visible_proposals(request.user), pk=pk)
    access.require_proposer(request.user, one.body)
    form = MaterialForm(request.POST or None, request.FILES or None)
    act = partial(actions.add_proposal_paper, one, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The paper is added.")):
        return redirect(one)
    context = {"form": form, "proposal": one}
    return render(request, "meetings/proposal_paper.html", context, status=status_of(form))


@require_POST
def open_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out a paper of a proposal."""
    one = get_object_or_404(queries.visible_proposal_papers(request.user), pk=pk)
    try:
        content = actions.open_proposal_paper(one, actor=request.user)
    except FileNotFoundError as missing:
        raise Http404(_("The content of this file is not in the store.")) from missing
    return file_answer(content, one.stored_file.content_type, one.name)


def _refuse(request: SignedInRequest, pk: int, *, returned: bool) -> HttpResponse:
    """Ask why, then postpone a proposal or return it."""
    one = get_object_or_404(queries.visible_proposals(request.user), pk=pk)
    access.require_convener(request.user, one.to_body)
    form = RefusalForm(request.POST or None)
    act = actions.return_proposal if returned else actions.postpone_proposal
    said = _("The question is returned.") if returned else _("The question is postponed.")
    carry = partial(act, one, actor=request.user)
    if done(form, lambda: carry(**form.cleaned_data), request, said):
        return redirect(one)
    context = {"form": form, "proposal": one, "returned": returned}
    return render(request, "meetings/proposal_refuse.html", context, status=status_of(form))
