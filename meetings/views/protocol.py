"""The protocol: reading it, signing it, correcting it beside itself."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, documents, queries
from meetings.forms import AddendumForm, ReturnForm
from meetings.views.answers import done, done_or_told, locked, status_of
from meetings.views.papers import language_of
from meetings.views.tabs import languages_of_paper, tabs_of


@require_safe
def protocol(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the protocol in its legal form, in Kazakh or Russian."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    language = language_of(request.GET.get("paper"))
    user = request.user
    may_minute = access.may_minute(user, meeting)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(request, meeting, reads=True),
        "languages": languages_of_paper(request, language),
        "protocol": queries.protocol_of(meeting),
        "paper": queries.paper_of(user, meeting, language),
        "words": documents.WORDS[language],
        "addenda": queries.addenda_of(user, meeting),
        "obstacles": queries.obstacles_to_submission(meeting) if may_minute else [],
        "may_submit": may_minute and meeting.is_being_written,
        "may_sign": access.may_sign(user, meeting),
        "may_approve": access.may_approve(user, meeting),
        "extracts": list(queries.extracts_of(user, meeting)),
    }
    return render(request, "meetings/protocol.html", context)


@require_POST
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign the draft as its secretary and put it before the chair."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    said = _("The protocol is before the chair.")
    done_or_told(request, lambda: actions.submit_protocol(meeting, actor=request.user), said)
    return redirect("meetings:protocol", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a submitted protocol back to the secretary, saying why."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    access.require_signer(request.user, meeting)
    form = ReturnForm(request.POST or None)
    act = partial(actions.return_protocol, meeting, actor=request.user)
    said = _("The protocol is with the secretary again.")
    if done(form, lambda: act(**form.cleaned_data), request, said):
        return redirect("meetings:protocol", pk=pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/protocol_return.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then approve and number the protocol: from then on nothing in it changes."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    access.require_signer(request.user, meeting)
    if request.method != "POST":
        if not meeting.is_submitted:
            return locked(request, meeting)
        may_approve = access.may_approve(request.user, meeting)
        context = {"meeting": meeting, "protocol": meeting.protocol, "may_approve": may_approve}
        return render(request, "meetings/protocol_approve.html", context)
    said = _("The protocol is approved, numbered and sealed.")
    done_or_told(request, lambda: actions.approve_protocol(meeting, actor=request.user), said)
    return redirect("meetings:protocol", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def addendum(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an approved protocol by an addendum beside it."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    access.require_signer(request.user, meeting)
    form = AddendumForm(request.POST or None)
    act = partial(actions.add_addendum, meeting, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The addendum is added.")):
        return redirect("meetings:protocol", pk=pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/addendum_add.html", context, status=status_of(form))
