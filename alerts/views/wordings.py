"""The wordings of official texts: reading every version, previewing and adopting a new one."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.http import SignedInRequest
from alerts import actions, forms, queries


@require_safe
def wording_list(request: SignedInRequest) -> HttpResponse:
    """Show every piece of the official texts with the version in force."""
    if not queries.may_read_wordings(request.user):
        raise Http404
    context = {
        "wordings": queries.wordings(),
        "may_edit": queries.may_edit_wordings(request.user),
    }
    return render(request, "alerts/wording_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: SignedInRequest, piece: str, language: str) -> HttpResponse:
    """Show every version of one piece; preview new words in a whole text, then adopt them."""
    name = queries.name_of_piece(piece)
    if not name or language not in queries.LANGUAGES:
        raise Http404
    if not queries.may_read_wordings(request.user):
        raise Http404
    may_edit = queries.may_edit_wordings(request.user)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied(_("Your appointments do not give you this right here."))
    form = _form(request, piece, language)
    if form.is_bound and form.is_valid():
        if _adopt(request, form, piece, language):
            return redirect("alerts:wording", piece=piece, language=language)
        form = form.previewing() if form.is_valid() else form
    context = {
        "piece": piece,
        "language": language,
        "name": name,
        "language_name": queries.name_of_language(language),
        "placeholders": queries.placeholders_named(piece, language),
        "versions": queries.versions_of(piece, language),
        "shown": _shown(form, piece, language),
        "form": form if may_edit else None,
        "is_new": form.is_bound and form.is_valid(),
        "act": _("Adopt these words") if form.is_bound and form.is_valid() else _("Preview"),
    }
    return render(request, "alerts/wording.html", context, status=422 if form.errors else 200)


def _form(request: SignedInRequest, piece: str, language: str) -> forms.WordingForm:
    if request.method == "POST":
        return forms.WordingForm(request.POST, language=language)
    initial = {"words": queries.words_now(piece, language)}
    return forms.WordingForm(initial=initial, language=language)


def _adopt(request: SignedInRequest, form: forms.WordingForm, piece: str, language: str) -> bool:
    """Adopt words that were previewed; words seen for the first time are shown before."""
    words, reason = form.cleaned_data["words"], form.cleaned_data["reason"]
    try:
        queries.require_placeholders(piece, language, words)
        if not form.is_previewed:
            return False
        actions.adopt_wording(piece, language, words, actor=request.user, reason=reason)
    except ValidationError as refusal:
        form.add_error("words", refusal)
        return False
    return True


def _shown(form: forms.WordingForm, piece: str, language: str) -> queries.Preview:
    """Return the text with the new words, or with those in force."""
    is_new = form.is_bound and form.is_valid()
    words = form.cleaned_data["words"] if is_new else queries.words_now(piece, language)
    return queries.preview(piece, language, words)
