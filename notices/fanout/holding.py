"""Holding what can wait: a person's quiet hours, and one digest instead of many messages.

Nothing of a level is ever held, not even that its term ends; nothing that is urgent, and nothing
that a digest could not say: a question with its link, a calendar object. What is held is ordinary
mail of the other kinds.
A held message is a row that waits until an instant, like one to be tried again.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock
from notices import access
from notices.models import Delivery, Notice, NoticeWording, Rest
from notices.texts import NoticeText

LESSER = (Notice.Kind.MEETING, Notice.Kind.TASK, Notice.Kind.REPORT, Notice.Kind.DUTY)
MOST = 1000
_HOLD = """
    UPDATE notices_delivery AS one SET batch_id = NULL, not_before = held.until
    FROM unnest(%(ids)s::bigint[], %(untils)s::timestamptz[]) AS held (id, until)
    WHERE one.id = held.id AND one.state = 'queued'
"""


def hold(notice: Notice) -> int:
    """Hold the messages of an ordinary notice for those who rest; part of its transaction."""
    if not _may_wait(notice):
        return 0
    now, rows = clock.now(), []
    own = Delivery.objects.filter(notice=notice, person__rest__isnull=False)
    rests = {one.person_id: one for one in Rest.objects.filter(person__in=own.values("person"))}
    for pk, person in own.values_list("pk", "person_id"):
        until = rests[person or 0].held_until(now)
        if until > now:
            rows.append((pk, until))
    if rows:
        with connection.cursor() as cursor:
            ids, untils = zip(*rows, strict=True)
            cursor.execute(_HOLD, {"ids": list(ids), "untils": list(untils)})
    return len(rows)


def _may_wait(notice: Notice) -> bool:
    """Tell whether a line of a digest says all of a notice, and soon enough."""
    if notice.urgency != Notice.Urgency.ORDINARY or notice.kind not in LESSER:
        return False
    return not (notice.is_answer_asked or notice.wordings.exclude(calendar="").exists())


def due_digests() -> dict[int, list[Delivery]]:
    """Lock what was held for a person and is due, two messages or more; by person.

    What was told for a body that the person has left is no business of the new one.
    """
    due = Delivery.objects.filter(
        not_before__lte=clock.now(),
        batch__isnull=True,
        state=Delivery.State.QUEUED,
        attempts=0,
        person__rest__isnull=False,
        notice__kind__in=LESSER,
        notice__is_exercise=False,
    )
    taken: dict[int, list[Delivery]] = defaultdict(list)
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related("notice")
    found = list(rows.order_by("pk")[:MOST])
    left = access.readers_who_left(
        {row.notice_id for row in found}, {row.person_id or 0 for row in found}
    )
    for row in found:
        if (row.notice_id, row.person_id or 0) not in left:
            taken[row.person_id or 0].append(row)
    return {person: own for person, own in taken.items() if len(own) > 1}


def settle_digested(held: Iterable[Delivery]) -> None:
    """Note that a digest, whose own messages are written, says what was held."""
    Delivery.objects.filter(pk__in=[row.pk for row in held]).update(
        state=Delivery.State.DIGESTED, not_before=None
    )


def words_of_digest(notices: Iterable[Notice]) -> dict[str, NoticeText]:
    """Return one message that names several notices, in each language."""
    own = list({one.pk: one for one in notices}.values())
    subjects: dict[tuple[int, str], str] = {
        (pk, language): subject
        for pk, language, subject in NoticeWording.objects.filter(notice__in=own).values_list(
            "notice_id", "language", "subject"
        )
    }
    said = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            lines = [
                f"— {subjects.get((one.pk, language)) or subjects[one.pk, 'ru']}" for one in own
            ]
            number = {"number": len(own)}
            subject = ngettext("%(number)s notice", "%(number)s notices", len(own)) % number
            first = _("You were told this while you wanted no messages:")
            said[language] = NoticeText(subject, "\n".join([first, "", *lines]))
    return said
