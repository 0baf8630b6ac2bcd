"""The gate before every channel: it marks the words, adds what a reader alone gets, or refuses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.conf import settings

from agencies.access import capability_token
from agencies.models import Capability
from notices import access, texts
from notices.channels.parcels import Parcel
from notices.models import Delivery, Notice
from notices.texts import NoticeText, RefusedError

Links = Mapping[tuple[int, int], list[tuple[str, str]]]


def parcels_of(batch_id: int) -> tuple[list[Parcel], list[tuple[Delivery, str]]]:
    """Return what may be sent of a batch, and what is refused with the words why."""
    queued = list(
        Delivery.objects.filter(batch_id=batch_id, state=Delivery.State.QUEUED)
        .select_related("contact")
        .prefetch_related("notice__wordings")
        .order_by("pk")
    )
    notices = {delivery.notice_id: delivery.notice for delivery in queued}
    words = {pk: _words_of(notice) for pk, notice in notices.items()}
    links = _links(notices.values(), {delivery.person_id for delivery in queued})
    parcels, refused = [], []
    for delivery in queued:
        said = words[delivery.notice_id]
        refusal = said if isinstance(said, str) else texts.refusal_of_address(delivery.address)
        if isinstance(said, str) or refusal:
            refused.append((delivery, str(refusal)))
        else:
            parcels.append(_parcel(delivery, said, links))
    return parcels, refused


def checked(notice: Notice, words: Mapping[str, NoticeText]) -> dict[str, NoticeText]:
    """Return the marked words of a notice, or refuse them."""
    exercise = notice.is_exercise
    marked = {
        language: texts.marked(text, language, exercise=exercise)
        for language, text in words.items()
    }
    for text in marked.values():
        refusal = texts.refusal(text.subject, f"{text.body}\n{text.act}", exercise=exercise)
        if refusal:
            raise RefusedError(refusal)
    return marked


def _words_of(notice: Notice) -> dict[str, NoticeText] | str:
    wordings = {
        wording.language: NoticeText(wording.subject, wording.body, wording.act)
        for wording in notice.wordings.all()
    }
    try:
        return checked(notice, wordings)
    except RefusedError as refusal:
        return str(refusal)


def _parcel(delivery: Delivery, said: Mapping[str, NoticeText], links: Links) -> Parcel:
    own_links = links.get((delivery.notice_id, delivery.person_id), [])
    is_contact = delivery.notice.kind == Notice.Kind.CONTACT
    code = access.code_of(delivery.contact) if is_contact else ""
    return Parcel(delivery, said, tuple(own_links), code)


def _links(notices: Iterable[Notice], people: set[int]) -> Links:
    """Make the answering links anew: the tokens themselves are kept nowhere."""
    asking = {notice.pk: notice for notice in notices if notice.answer_purpose}
    links: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    if not asking:
        return links
    capabilities = Capability.objects.filter(
        subject__in=list(asking), person__in=people
    ).select_related("body")
    for one in capabilities.order_by("body__order", "pk"):
        notice = asking[one.subject]
        if one.purpose != notice.answer_purpose:
            continue
        token = capability_token(
            one.purpose, one.subject, one.person_id, one.body_id, one.expires_at
        )
        path = notice.answer_path.replace("{token}", token)
        label = one.body.abbreviation_ru
        links[notice.pk, one.person_id].append((label, f"{settings.PUBLIC_ADDRESS}{path}"))
    return links
