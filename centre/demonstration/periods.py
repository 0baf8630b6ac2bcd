"""The last half-year that is over was closed by the secretariat ten days after its end."""

import datetime as dt
from functools import partial

from agencies.models import Post
from centre.demonstration import deciding
from centre.demonstration.stage import Stage
from plans import actions

DAYS_AFTER = 10


def plan_periods(stage: Stage) -> None:
    """Plan the closing of the half-year that ended last."""
    year = stage.today.year
    summer, winter = dt.date(year, 6, 30), dt.date(year - 1, 12, 31)
    ended = summer if summer + dt.timedelta(days=DAYS_AFTER) < stage.today else winter
    first = dt.date(ended.year, 1 if ended == summer else 7, 1)
    closing = partial(
        actions.close_period,
        stage.bodies["atc"],
        actor=stage.person("atc", Post.Role.SECRETARY),
        first_day=first,
        last_day=ended,
    )
    stage.plan(stage.office(ended + dt.timedelta(days=DAYS_AFTER), "period"), closing)
    deciding.plan_commission_reports(stage, first, ended)
