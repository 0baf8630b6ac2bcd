"""A draft protocol that goes round: reading it beside its remarks, remarking and answering."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, documents, queries
from meetings.forms import RemarkAnswerForm, RemarkForm
from meetings.views.answers import done, done_or_told, status_of
from meetings.views.papers import language_of
from meetings.views.tabs import languages_of_paper, tabs_of


@require_safe
def circulation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the draft that went round, each question beside the remarks on it."""
    one = queries.circulations_of(request.user, pk).first()
    if one is None:
        raise Http404
    user, meeting, language = request.user, one.meeting, language_of(request.GET.get("paper"))
    context = {
        "circulation": one,
        "meeting": meeting,
        "tabs": tabs_of(request, meeting, reads=queries.reads_minutes(user, meeting)),
        "languages": languages_of_paper(request, language),
        "paper": one.paper(language),
        "words": documents.WORDS[language],
        "rows": queries.side_by_side(one, language, user),
        "may_remark": one.is_open and access.may_remark(user, one),
        "may_minute": access.may_minute(user, meeting),
    }
    return render(request, "meetings/circulation.html", context)


@require_POST
def circulate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the draft round to those who came."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    said = _("The draft goes round; those who came are told until when they may remark.")
    act = partial(actions.circulate_protocol, meeting, actor=request.user)
    is_done = done_or_told(request, act, said)
    return redirect("meetings:circulation" if is_done else "meetings:protocol", pk=pk)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the draft back to write in it."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    said = _("The draft is yours again; answer the remarks and fix the final text.")
    done_or_told(request, lambda: actions.end_circulation(meeting, actor=request.user), said)
    return redirect("meetings:circulation", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def add_remark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take down a remark on the draft."""
    one = queries.circulations_of(request.user, pk).first()
    if one is None:
        raise Http404
    access.require_remarker(request.user, one)
    form = RemarkForm(
        request.POST or None, meeting=one.meeting, initial={"item": request.GET.get("item")}
    )
    act = partial(actions.make_remark, one, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The remark is sent.")):
        return redirect("meetings:circulation", pk=pk)
    context = {"form": form, "circulation": one, "meeting": one.meeting}
    return render(request, "meetings/remark_add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def answer_remark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept a remark, or decline it and say why."""
    remark = get_object_or_404(queries.visible_remarks(request.user), pk=pk)
    meeting = remark.circulation.meeting
    access.require_minute_taker(request.user, meeting)
    form = RemarkAnswerForm(request.POST or None)
    act = partial(actions.answer_remark, remark, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The remark is answered.")):
        return redirect("meetings:circulation", pk=meeting.pk)
    context = {"form": form, "remark": remark, "meeting": meeting}
    return render(request, "meetings/remark_answer.html", context, status=status_of(form))
