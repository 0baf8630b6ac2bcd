"""Who gets which answer where a decision is followed up: ends, ticks, words, the public side."""

from collections.abc import Mapping

from agencies.models import Body
from alerts import actions
from audit import clock
from tests.matrix import Cast, Row, row
from tests.matrix.alerts import published

Arguments = Mapping[str, object]
LINK = "https://example.invalid/levels/1"


def a_published_level(cast: Cast) -> Arguments:
    """Name a published level."""
    return {"pk": published(cast).pk}


def a_tick(cast: Cast) -> Arguments:
    """Name a publication that Dauren ticked."""
    noted = actions.note_publication(
        published(cast),
        actor=cast.dauren,
        body=Body.objects.get(code="headquarters-kz"),
        way="centre_site",
        link=LINK,
        published_at=clock.now(),
    )
    return {"pk": noted.pk}


def a_publication(cast: Cast) -> Arguments:
    """Tick the Centre's site."""
    moment = clock.now().astimezone(clock.zone())
    place = Body.objects.get(code="headquarters-kz").pk
    return {
        "place": f"centre_site-{place}",
        "link": LINK,
        "published_at": f"{moment:%d.%m.%Y %H:%M}",
    }


def a_reason(cast: Cast) -> Arguments:
    """Give a reason."""
    return {"reason": "Another decision was meant"}


def the_closing(cast: Cast) -> Arguments:
    """Name the closing sentence in Kazakh."""
    return {"piece": "closing", "language": "kk"}


def new_words(cast: Cast) -> Arguments:
    """Write new words, to be previewed."""
    return {"words": "Рақмет.", "reason": "shorter"}


ROWS: dict[str, Row] = {
    "alerts:level-then": row(200, query={"at": "01.01.2022"}),
    "alerts:level-lists": row(200),
    "alerts:level-lists-export": row(200, arguments=lambda _cast: {"kind": "csv"}),
    "POST alerts:level-lists-columns": row(
        302, arguments=lambda _cast: {"name": "boards"}, data=lambda _cast: {"columns": "norm"}
    ),
    "alerts:decision-end": row(200, arguments=a_published_level),
    "POST alerts:decision-end": row(405, arguments=a_published_level),
    "alerts:publication-list": row(200, arguments=a_published_level),
    "POST alerts:publication-list": row(
        403, arguments=a_published_level, data=a_publication, dauren=302, saule=302
    ),
    "alerts:publication-take-back": row(403, arguments=a_tick, dauren=200, saule=200),
    "POST alerts:publication-take-back": row(
        403, arguments=a_tick, data=a_reason, dauren=302, saule=302
    ),
    "alerts:wording-list": row(404, dauren=200, saule=200, auditor=200),
    "alerts:wording": row(404, arguments=the_closing, dauren=200, saule=200, auditor=200),
    "POST alerts:wording": row(
        404, arguments=the_closing, data=new_words, saule=200, dauren=403, auditor=403
    ),
    "alerts:print-state": row(404, dauren=200, saule=200),
    "alerts:print-form": row(404, dauren=200, saule=200),
    "alerts:public": row(200, anonymous=200, departed=200, query={"lang": "ru"}),
    "alerts:public-feed": row(200, anonymous=200, departed=200),
    "alerts:public-notice": row(200, arguments=a_published_level, anonymous=200, departed=200),
}
