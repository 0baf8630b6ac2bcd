"""SMS over the gateway of a provider: short words in the reader's language, counted in segments.

The gateway is asked by JSON, with the id of the delivery as Idempotency-Key: what was
accepted once is not sent twice, however often it is asked.
"""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils.translation import gettext_noop

from notices import texts
from notices.channels.lines import NOBODY, Answer, Post
from notices.channels.parcels import Batch, Parcel, UnreachableError, Verdict, act_asked
from notices.channels.posting import Pool, reach
from notices.channels.segments import cost_of

_ABOUT_US = (401, 402, 403, 404, 405, 410)  # concerns whoever asks, not the number
_LATER = (*_ABOUT_US, 408, 409, 425, 429)
_NO_NUMBER = "no_such_number"
_ENDS = (".", "!", "?", "…", ":")
logger = structlog.get_logger(__name__)


class SmsChannel:
    """Messages to telephones; the connections stay open from batch to batch."""

    def __init__(self) -> None:
        """Begin without a connection; each worker keeps its share of the provider's rate."""
        share = settings.SMS_PER_SECOND / max(1, settings.WORKERS)
        self._pool = Pool(settings.SMS_CONNECTIONS, share, heeds_pauses=True)
        self._is_there = False

    def send(self, batch: Batch) -> None:
        """Send every parcel of a batch; nothing is begun at a gateway that cannot be reached."""
        refusal = refusal_of_gateway(settings.SMS_GATEWAY_URL)
        if refusal:
            raise UnreachableError(refusal)
        self._knock()
        for post, answer in self._pool.answers(self._posts(batch)):
            self._is_there = answer.status != NOBODY
            batch.settle(post.parcel, verdict_of(answer), answer.words)

    def close(self) -> None:
        """Let the connections go."""
        self._pool.close()

    def _knock(self) -> None:
        """Make sure that somebody opens, unless the last answer has just said so."""
        try:
            if not self._is_there:
                reach(settings.SMS_GATEWAY_URL)
        except OSError as error:
            raise UnreachableError(str(error)) from error

    def _posts(self, batch: Batch) -> Iterator[Post]:
        for parcel in batch.parcels():
            words = words_of(batch, parcel)
            refused = texts.refusal_of_short(
                words, _language_of(batch), exercise=batch.notice.is_exercise
            )
            if refused:
                batch.settle(parcel, Verdict.REFUSED, refused)
                continue
            batch.begin(parcel)
            yield post_of(batch, parcel, words)


def post_of(batch: Batch, parcel: Parcel, words: str) -> Post:
    """Write the request for one message."""
    content = {
        "to": parcel.address,
        "text": words,
        "sender": settings.SMS_SENDER,
        "id": parcel.message_id.strip("<>"),
        "segments": cost_of(words).segments,
        "exercise": batch.notice.is_exercise,
    }
    return Post(
        parcel,
        settings.SMS_GATEWAY_URL,
        json.dumps(content, ensure_ascii=False).encode(),
        {
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
            "Idempotency-Key": parcel.message_id.strip("<>"),
        },
    )


def words_of(batch: Batch, parcel: Parcel) -> str:
    """Return one reader's words: all of them if they are short, else what happened and the act.

    A long link gives way before what happened does; the mark of an exercise opens and ends it.
    """
    language = _language_of(batch)
    text, is_exercise = batch.texts[language], batch.notice.is_exercise
    if parcel.code:
        return f"{text.subject}: {parcel.code}"
    last = [texts.EXERCISE[language]] if is_exercise else []
    body = "" if is_exercise else _plain(text.body, language)
    act = _plain(act_asked(batch, text), language).removeprefix(f"{texts.EXERCISE[language]}. ")
    page = _page(batch)
    link = parcel.links[0][1] if len(parcel.links) == 1 else page
    for pieces in (
        [text.subject, body, act, link],
        [text.subject, act, link],
        [text.subject, act, page],
    ):
        words = _joined([*pieces, *last])
        if cost_of(words).segments <= settings.SMS_LONGEST_SEGMENTS:
            return words
    return _fitting(text.subject, [act, page, *last])


def verdict_of(answer: Answer) -> Verdict:
    """Read a status: what concerns one number is final, what concerns the gateway is not."""
    if 200 <= answer.status < 300:
        return Verdict.ACCEPTED
    if answer.status in _ABOUT_US:
        logger.warning("the SMS gateway refuses everybody", words=answer.words)
    if answer.status == NOBODY:
        return Verdict.IN_DOUBT if answer.has_gone else Verdict.LATER
    if answer.status in _LATER or answer.status >= 500:
        return Verdict.LATER
    return Verdict.NO_SUCH_ADDRESS if _NO_NUMBER in answer.words else Verdict.REFUSED


def refusal_of_gateway(url: str) -> str:
    """Say why nothing may go to a gateway, or nothing: a demonstration knows its own alone."""
    if not url:
        return gettext_noop("no SMS gateway is set")
    if settings.DEMONSTRATION and urlsplit(url).hostname not in texts.LOOPBACK:
        return gettext_noop("a demonstration has no way to a real gateway")
    return ""


def _language_of(batch: Batch) -> str:
    """Return the language in which a batch is said: not every notice has words in English."""
    return batch.language if batch.language in batch.texts else "ru"


def _page(batch: Batch) -> str:
    path = batch.notice.thing_path
    return f"{settings.PUBLIC_ADDRESS}{path}" if path else ""


def _plain(text: str, language: str) -> str:
    """Return words on one line, without the places that only a letter fills."""
    kept = texts.PLACES.sub("", text).replace(texts.DEMONSTRATION_LINE[language], "")
    return " ".join(kept.split())


def _fitting(subject: str, end: list[str]) -> str:
    """Shorten what happened, word by word, until the whole fits; what is asked stays whole."""
    words, whole = subject.split(), _joined([subject, *end])
    while len(words) > 1 and cost_of(whole).segments > settings.SMS_LONGEST_SEGMENTS:
        words.pop()
        whole = _joined([f"{' '.join(words)}…", *end])
    return whole


def _joined(pieces: list[str]) -> str:
    """Join what there is; words end as a sentence, a link stands alone."""
    said = [piece for piece in pieces if piece]
    ended = [one if one.endswith(_ENDS) or "://" in one else f"{one}." for one in said[:-1]]
    return " ".join([*ended, *said[-1:]])
