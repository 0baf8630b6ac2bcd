"""The gate before every channel: it marks the words, adds what a reader alone gets, or refuses."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.translation import gettext_noop

from agencies.access import capability_token
from agencies.models import Capability
from audit import clock
from notices import access, texts
from notices.channels.parcels import Parcel
from notices.models import Contact, Delivery, Notice, Variant, message_id_of
from notices.texts import NoticeText, RefusedError

FRESH = dt.timedelta(minutes=1)  # who is told has just been drawn from the appointments
Refused = list[tuple[Parcel, str]]
Links = Mapping[tuple[int, int], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Sheet:
    """A notice with its marked words, or the words why it may not go out."""

    notice: Notice
    texts: Mapping[str, NoticeText]
    refusal: str = ""


class Lot(Protocol):
    """What the gate is told of a batch: whose words, to which kind of reader."""

    @property
    def batch_id(self) -> int: ...
    @property
    def notice_id(self) -> int: ...
    @property
    def language(self) -> str: ...
    @property
    def variant(self) -> str: ...


class _Row(NamedTuple):
    """What is read of a queued delivery, its reader and its contact."""

    pk: int
    address: str
    person_id: int | None
    contact_id: int
    attempts: int
    batch_id: int
    is_active: bool | None
    removed_at: dt.datetime | None
    broken_at: dt.datetime | None


def sheets_of(notices: Iterable[int]) -> dict[int, Sheet]:
    """Return the words of notices, real ones and those of exercises alike."""
    every = Notice._base_manager.filter(pk__in=list(notices))  # noqa: SLF001 - both worlds
    return {one.pk: _sheet(one) for one in every.prefetch_related("wordings")}


def parcels_of(
    lots: Sequence[Lot], sheets: Mapping[int, Sheet]
) -> dict[int, tuple[list[Parcel], Refused]]:
    """Return what may be sent of each batch, and what is refused with the words why."""
    rows = _rows(lots)
    of_batch: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        of_batch[row.batch_id].append(row)
    links = _links(lots, sheets, of_batch)
    left = _left_since(lots, sheets, rows)
    told = {}
    for lot in lots:
        own = of_batch[lot.batch_id]
        told[lot.batch_id] = _sorted_out(sheets[lot.notice_id], own, links, left)
    return told


def _rows(lots: Sequence[Lot]) -> list[_Row]:
    queued = Delivery.objects.filter(
        batch__in=[lot.batch_id for lot in lots], state=Delivery.State.QUEUED
    )
    columns = ("pk", "address", "person_id", "contact_id", "attempts", "batch_id",
               "person__is_active", "contact__removed_at", "contact__broken_at")  # fmt: skip
    return [_Row(*row) for row in queued.order_by("pk").values_list(*columns)]


def _left_since(
    lots: Sequence[Lot], sheets: Mapping[int, Sheet], rows: Sequence[_Row]
) -> set[tuple[int, int]]:
    """Return who has left since; asked of what was held or is retried, not of what is fresh."""
    before = clock.now() - FRESH
    late = {lot.batch_id: lot.notice_id for lot in lots
            if sheets[lot.notice_id].notice.issued_at < before}  # fmt: skip
    people = {row.person_id for row in rows if row.batch_id in late and row.person_id}
    return access.readers_who_left(set(late.values()), people) if people else set()


def _sheet(notice: Notice) -> Sheet:
    wordings = {
        wording.language: NoticeText(wording.subject, wording.body, wording.act, wording.calendar)
        for wording in notice.wordings.all()
    }
    try:
        return Sheet(notice, checked(notice, wordings))
    except RefusedError as refusal:
        return Sheet(notice, {}, str(refusal))


def _sorted_out(
    sheet: Sheet, rows: Sequence[_Row], links: Links, left: set[tuple[int, int]]
) -> tuple[list[Parcel], Refused]:
    is_contact = sheet.notice.kind == Notice.Kind.CONTACT
    codes = _codes({row.contact_id for row in rows}) if is_contact else {}
    parcels: list[Parcel] = []
    refused: Refused = []
    for row in rows:
        own = links.get((sheet.notice.pk, row.person_id or 0), ())
        code = codes.get(row.contact_id, "")
        parcel = Parcel(*row[:5], message_id_of(row.pk), tuple(own), code)
        refusal = sheet.refusal or _refusal_of(row, is_contact=is_contact)
        if (sheet.notice.pk, row.person_id or 0) in left:
            refusal = refusal or gettext_noop("the person has left the organisation meanwhile")
        if refusal:
            refused.append((parcel, refusal))
        else:
            parcels.append(parcel)
    return parcels, refused


def checked(notice: Notice, words: Mapping[str, NoticeText]) -> dict[str, NoticeText]:
    """Return the marked words of a notice, or refuse them."""
    marked = {language: texts.marked(text, language) for language, text in words.items()}
    for language, text in marked.items():
        refusal = texts.refusal(text, language, exercise=notice.is_exercise)
        if refusal:
            raise RefusedError(refusal)
    return marked


def _refusal_of(row: _Row, *, is_contact: bool) -> str:
    """Say why a message may not go to this reader any more, or nothing."""
    if row.person_id is not None and not row.is_active:
        return gettext_noop("the person has been blocked meanwhile")
    if row.removed_at is not None:
        return gettext_noop("the contact has been removed meanwhile")
    if row.broken_at is not None and not is_contact:
        return gettext_noop("the contact has stopped working meanwhile")
    return texts.refusal_of_address(row.address)


def _codes(contacts: Iterable[int]) -> dict[int, str]:
    """Make the codes that prove contacts: they are kept nowhere."""
    return {one.pk: access.code_of(one) for one in Contact.objects.filter(pk__in=contacts)}


def _links(
    lots: Sequence[Lot], sheets: Mapping[int, Sheet], rows: Mapping[int, Sequence[_Row]]
) -> Links:
    """Make the answering links anew: the tokens themselves are kept nowhere."""
    asking = [lot for lot in lots if lot.variant == Variant.ASKED]
    asking = [lot for lot in asking if sheets[lot.notice_id].notice.answer_purpose]
    links: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    if not asking:
        return links
    language = {
        (lot.notice_id, row.person_id): lot.language
        for lot in asking
        for row in rows[lot.batch_id]
    }
    capabilities = Capability.objects.filter(
        purpose__in={sheets[lot.notice_id].notice.answer_purpose for lot in asking},
        subject__in={lot.notice_id for lot in asking},
        person__in={person for _notice, person in language},
    ).order_by("body__order", "pk")
    columns = ("subject", "purpose", "person_id", "body_id", "expires_at", "body__abbreviation_kk",
               "body__abbreviation_ru", "body__abbreviation_en")  # fmt: skip
    for subject, purpose, person, body, until, kk, ru, en in capabilities.values_list(*columns):
        notice = sheets[subject].notice
        if purpose != notice.answer_purpose or (subject, person) not in language:
            continue
        token = capability_token(purpose, subject, person, body, until)
        path = notice.answer_path.replace("{token}", token)
        label = {"kk": kk, "en": en}.get(language[subject, person]) or ru
        links[subject, person].append((label, f"{settings.PUBLIC_ADDRESS}{path}"))
    return links
