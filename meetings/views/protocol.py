"""The protocol: reading it, signing it, printing it, correcting it beside itself."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from meetings import access, actions, documents, queries
from meetings.forms import AddendumForm, ReturnForm
from meetings.views.answers import done, done_or_told, status_of
from meetings.views.tabs import languages_of_paper, tabs_of


@require_safe
def protocol(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the protocol in its legal form, in Kazakh or Russian."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    language = _language(request.GET.get("paper"))
    user = request.user
    may_minute = access.may_minute(user, meeting)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(request, meeting, reads=True),
        "languages": languages_of_paper(request, language),
        "protocol": queries.protocol_of(meeting),
        "paper": queries.paper_of(meeting, language),
        "words": documents.WORDS[language],
        "addenda": list(queries.addenda_of(meeting)),
        "obstacles": queries.obstacles_to_submission(meeting) if may_minute else [],
        "may_submit": may_minute and meeting.is_being_written,
        "may_sign": access.may_sign(user, meeting),
        "extracts": list(queries.extract_bodies(user, meeting)),
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
    if done(
        form, lambda: actions.return_protocol(meeting, actor=request.user, **form.cleaned_data)
    ):
        return redirect("meetings:protocol", pk=pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/protocol_return.html", context, status=status_of(form))


@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve and number the protocol; from then on nothing in it changes."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    said = _("The protocol is approved, numbered and sealed.")
    done_or_told(request, lambda: actions.approve_protocol(meeting, actor=request.user), said)
    return redirect("meetings:protocol", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def addendum(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an approved protocol by an addendum beside it."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    access.require_signer(request.user, meeting)
    form = AddendumForm(request.POST or None)
    if done(form, lambda: actions.add_addendum(meeting, actor=request.user, **form.cleaned_data)):
        return redirect("meetings:protocol", pk=pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/addendum_add.html", context, status=status_of(form))


@require_safe
def document(request: SignedInRequest, pk: int, language: str) -> HttpResponse:
    """Print the protocol as PDF/A, in Kazakh or Russian."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    _refuse_other(language)
    paper = queries.paper_of(meeting, language)
    checksum = queries.checksum_of(meeting)
    printed = documents.print_protocol(paper, checksum, queries.addenda_of(meeting))
    return _pdf(printed, f"protocol-{pk}-{language}.pdf")


@require_safe
def extract(request: SignedInRequest, pk: int, body_pk: int) -> HttpResponse:
    """Show one body its points of an approved protocol, and nothing else."""
    meeting = get_object_or_404(queries.approved_meetings(), pk=pk)
    body = get_object_or_404(queries.extract_bodies(request.user, meeting), pk=body_pk)
    language = _language(request.GET.get("paper"))
    context = {
        "meeting": meeting,
        "body": body,
        "languages": languages_of_paper(request, language),
        "paper": queries.stated_extract(meeting, body, language),
        "words": documents.WORDS[language],
    }
    return render(request, "meetings/extract.html", context)


@require_safe
def extract_document(
    request: SignedInRequest, pk: int, body_pk: int, language: str
) -> HttpResponse:
    """Print the extract for one body as PDF/A."""
    meeting = get_object_or_404(queries.approved_meetings(), pk=pk)
    body = get_object_or_404(queries.extract_bodies(request.user, meeting), pk=body_pk)
    _refuse_other(language)
    paper = queries.stated_extract(meeting, body, language)
    printed = documents.print_extract(paper, queries.checksum_of(meeting), body)
    return _pdf(printed, f"extract-{pk}-{body_pk}-{language}.pdf")


def _language(asked: str | None) -> str:
    """Return the language of the paper: what was asked, else the reader's if it is one of two."""
    language = asked or (get_language() or "")[:2]
    return language if language in documents.LANGUAGES else "ru"


def _refuse_other(language: str) -> None:
    if language not in documents.LANGUAGES:
        raise Http404


def _pdf(printed: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        printed,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
