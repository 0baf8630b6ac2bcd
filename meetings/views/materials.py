"""The papers of a meeting: bringing them, letting late ones in, opening them, the board book."""

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from audit import clock
from meetings import access, actions, documents, queries
from meetings.forms import LateForm, MaterialForm
from meetings.views.answers import done, locked, status_of
from meetings.views.papers import PDF, file_answer
from meetings.views.tabs import tabs_of

if TYPE_CHECKING:
    from meetings.models import Material

BOOKS = (("kk", "Жинақ, PDF, қазақша"), ("ru", "Сборник, PDF, на русском"))


@require_safe
def materials(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the papers question by question, with their versions and who opened them."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    user, limit = request.user, queries.limit_of(meeting)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(request, meeting, reads=queries.reads_minutes(user, meeting)),
        "rows": queries.papers_by_item(user, meeting),
        "books": BOOKS if queries.latest_materials(user, meeting) else (),
        "limit": limit,
        "is_past": clock.today() > limit,
        "may_add": meeting.is_before and access.may_convene(user, meeting.body),
        "may_admit": meeting.is_before and access.may_chair(user, meeting),
        "may_count": access.may_convene(user, meeting.body),
    }
    return render(request, "meetings/materials.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a paper for a question, or its next version."""
    item = get_object_or_404(queries.visible_items(request.user), pk=pk)
    access.require_convener(request.user, item.meeting.body)
    if request.method != "POST" and not item.meeting.is_before:
        return locked(request, item.meeting)
    form = MaterialForm(
        request.POST or None, request.FILES or None, initial={"title": request.GET.get("title")}
    )
    act = partial(actions.add_material, item, actor=request.user)
    if done(form, lambda: act(**form.cleaned_data), request, _("The material is added.")):
        return redirect("meetings:materials", pk=item.meeting_id)
    context = {"form": form, "item": item, "meeting": item.meeting}
    return render(request, "meetings/material_add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def allow_late(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let materials on a question in after the limit."""
    item = get_object_or_404(queries.visible_items(request.user), pk=pk)
    access.require_chair(request.user, item.meeting)
    form = LateForm(request.POST or None)
    act = partial(actions.allow_late_materials, item, actor=request.user)
    said = _("Late materials on this question are let in; your ground stands beside them.")
    if done(form, lambda: act(**form.cleaned_data), request, said):
        return redirect("meetings:materials", pk=item.meeting_id)
    context = {"form": form, "item": item, "meeting": item.meeting}
    return render(request, "meetings/material_late.html", context, status=status_of(form))


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out a paper and note that the reader's body has opened it."""
    one = get_object_or_404(queries.visible_materials(request.user), pk=pk)
    content = _content_of(one, request)
    if content is None:
        raise Http404(_("The content of this file is not in the store."))
    return file_answer(content, one.stored_file.content_type, one.name)


@require_POST
def book(request: SignedInRequest, pk: int, language: str) -> HttpResponse:
    """Hand out every paper in one PDF with bookmarks; each counts as opened."""
    meeting = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    if language not in documents.LANGUAGES:
        raise Http404
    found = queries.latest_materials(request.user, meeting)
    opened = {one.pk: _content_of(one, request) for one in found}
    contents = {pk: content for pk, content in opened.items() if content is not None}
    items = queries.agenda_for(request.user, meeting)
    bound = documents.bind_book(meeting, items, found, contents, language)
    return file_answer(bound, PDF, f"book-{pk}-{language}.pdf")


def _content_of(material: "Material", request: SignedInRequest) -> bytes | None:
    """Open a paper for the reader; nothing is opened where its content is not in the store."""
    try:
        return actions.open_material(material, actor=request.user)
    except FileNotFoundError:
        return None
