"""The papers of a protocol: its print and its extracts, as PDF/A and as DOCX, and their proof."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from meetings import documents, queries
from meetings.forms import ProofForm
from meetings.views.tabs import languages_of_paper

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PROTOCOLS = {"pdf": (documents.print_protocol, PDF), "docx": (documents.write_protocol, DOCX)}
EXTRACTS = {"pdf": (documents.print_extract, PDF), "docx": (documents.write_extract, DOCX)}


@require_safe
def document(request: SignedInRequest, pk: int, language: str, form: str) -> HttpResponse:
    """Print the protocol in Kazakh or Russian, as PDF/A or as DOCX."""
    meeting = get_object_or_404(queries.readable_meetings(request.user), pk=pk)
    _refuse_other(language, form)
    write, content_type = PROTOCOLS[form]
    paper, checksum = (
        queries.paper_of(request.user, meeting, language),
        queries.checksum_of(meeting),
    )
    written = write(paper, checksum, queries.addenda_of(request.user, meeting))
    return file_answer(written, content_type, f"protocol-{pk}-{language}.{form}")


@require_safe
def extract(request: SignedInRequest, pk: int, body_pk: int) -> HttpResponse:
    """Show one body its points of an approved protocol, and nothing else."""
    extracts = queries.visible_extracts(request.user)
    one = get_object_or_404(extracts, protocol__meeting=pk, body=body_pk)
    language = language_of(request.GET.get("paper"))
    context = {
        "extract": one,
        "meeting": one.protocol.meeting,
        "body": one.body,
        "languages": languages_of_paper(request, language),
        "paper": one.paper(language),
        "words": documents.WORDS[language],
    }
    return render(request, "meetings/extract.html", context)


@require_safe
def extract_document(
    request: SignedInRequest, pk: int, body_pk: int, language: str, form: str
) -> HttpResponse:
    """Print the extract for one body, as PDF/A or as DOCX."""
    extracts = queries.visible_extracts(request.user)
    one = get_object_or_404(extracts, protocol__meeting=pk, body=body_pk)
    _refuse_other(language, form)
    write, content_type = EXTRACTS[form]
    written = write(one.paper(language), one.checksum)
    return file_answer(written, content_type, f"extract-{pk}-{body_pk}-{language}.{form}")


@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: SignedInRequest) -> HttpResponse:
    """Prove a paper by the checksum printed on it, and a text by the words of that paper."""
    given = request.POST or request.GET
    form = ProofForm(given if "checksum" in given else None)
    found, foreign, text = None, [], ""
    if form.is_valid():
        found = queries.proof_of(request.user, form.cleaned_data["checksum"])
        text = form.cleaned_data["text"]
        foreign = found.foreign_lines(text) if found else []
    context = {"form": form, "found": found, "foreign": foreign, "text": text}
    return render(request, "meetings/proof.html", context)


def language_of(asked: str | None) -> str:
    """Return the language of the paper: what was asked, else the reader's if it is one of two."""
    language = asked or (get_language() or "")[:2]
    return language if language in documents.LANGUAGES else "ru"


def _refuse_other(language: str, form: str) -> None:
    if language not in documents.LANGUAGES or form not in PROTOCOLS:
        raise Http404


def file_answer(written: bytes, content_type: str, name: str) -> HttpResponse:
    """Answer with a file: a PDF opens in the browser, anything else is saved."""
    way = "inline" if content_type == PDF else "attachment"
    return HttpResponse(
        written,
        content_type=content_type,
        headers={"Content-Disposition": f"{way}; filename*=UTF-8''{quote(name)}"},
    )
