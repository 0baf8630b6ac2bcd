"""Two mutes: one that runs with its reason and its end, and one that was ended early."""

import datetime as dt
from functools import partial

from agencies.models import Post
from centre.demonstration.stage import Stage
from notices import actions

HEADQUARTERS = "headquarters-kz"
RUNS, REASON = (
    "mci",
    "Узел связи министерства переносят на другой этаж, дежурный принимает звонки.",
)
ENDED, PAST_REASON = "mtc", "Учебная проверка громкой связи, чтобы сигналы не смешались."


def plan_mutes(stage: Stage) -> None:
    """Plan a mute of this morning for a day, and one of the week before."""
    stage.plan(stage.ends_at - dt.timedelta(days=6), partial(_end_early, stage))
    stage.plan(stage.ends_at - dt.timedelta(hours=3), partial(_order, stage))


def _order(stage: Stage) -> None:
    actions.mute(
        stage.bodies[HEADQUARTERS],
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        body=stage.bodies[RUNS],
        reason=REASON,
        ends_at=stage.ends_at + dt.timedelta(hours=21),
    )


def _end_early(stage: Stage) -> None:
    ordered = actions.mute(
        stage.bodies[HEADQUARTERS],
        actor=stage.person("atc", Post.Role.DUTY_OFFICER),
        body=stage.bodies[ENDED],
        reason=PAST_REASON,
        ends_at=stage.ends_at - dt.timedelta(days=5),
    )
    approver = stage.person(HEADQUARTERS, Post.Role.HEADQUARTERS_APPROVER)
    later = stage.ends_at - dt.timedelta(days=6) + dt.timedelta(hours=2)
    stage.plan(later, partial(actions.end_mute, ordered, actor=approver))
