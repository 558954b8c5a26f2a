"""What the weeks of a capacity plan say about one skill: how many miss, how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wfm.staffing.capacity import whole_weeks
from wfm.staffing.shrinkage import exact_ceil

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

# Two weeks in a row at the end of the horizon are a new level, one is an event.
_TREND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """
    The persons that one skill misses.

    Attributes
    ----------
    skill, contract, regime : str
        Who is missing.
    weekly_hours : float
        Paid hours of one such person in a whole week.
    heads : int
        Persons missing: in at least half of the weeks with a gap; without any agents
        in the busiest week.
    at_once : bool
        Whether the hours ask for fewer, and it is the busiest time that does not.
    temporary : bool
        Whether the gap is too short for a permanent contract.
    staffed : bool
        Whether the campaign has any agents.
    starts : date
        First planned day with a gap.
    week : date
        Monday of the first week that misses `heads`.
    needed_hours, contracted_hours : float
        Paid hours of that week.
    holders : int
        Agents with the skill in that week.
    weeks, horizon : int
        Weeks with a gap, of the weeks that were looked at.
    short_hours : float
        Paid hours short in all weeks together.
    """

    skill: str
    contract: str
    regime: str
    weekly_hours: float
    heads: int
    at_once: bool
    temporary: bool
    staffed: bool
    starts: date
    week: date
    needed_hours: float
    contracted_hours: float
    holders: int
    weeks: int
    horizon: int
    short_hours: float

    @property
    def gap_hours(self) -> float:
        """Paid hours short in the week quoted; below 0 where only heads are."""
        return self.needed_hours - self.contracted_hours


def find_gap(rows: pd.DataFrame, *, staffed: bool) -> Gap | None:
    """
    Gap of one skill, or None where nobody is missing.

    The heads are the upper median of the weeks with a gap, so that no peak of a single
    week becomes a permanent contract. A gap lasts when it appears in two weeks or more
    and either in at least half of all or in the last two, where it will go on. A
    horizon of one week tells nothing else, so its gap is taken as lasting.

    Parameters
    ----------
    rows : DataFrame
        Rows of one skill of a capacity plan. Weeks planned in part decide only where
        no week is planned whole.
    staffed : bool
        Whether the campaign has any agents. Without any, all are asked for that the
        busiest week needs.

    Returns
    -------
    Gap or None
        With the hours of the first week that lacks as many heads.
    """
    rows = rows.sort_values("week")
    weeks = whole_weeks(rows)
    missing = weeks["gap_heads"]
    if not (missing > 0).any():
        return None
    ordered = missing[missing > 0].sort_values(ascending=False)
    heads = ordered.iloc[(len(ordered) - 1) // 2 if staffed else 0]
    quoted = weeks[missing == heads].iloc[0]
    by_hours = exact_ceil(max(quoted["gap_hours"], 0.0) / quoted["weekly_hours"])
    return Gap(
        skill=quoted["skill"],
        contract=quoted["contract"],
        regime=quoted["regime"],
        weekly_hours=float(quoted["weekly_hours"] / quoted["planned"]),
        heads=int(heads),
        at_once=bool(heads > by_hours),
        temporary=staffed and not _lasts((missing > 0).tolist()),
        staffed=staffed,
        starts=rows.loc[rows["gap_heads"] > 0, "first_day"].iloc[0].date(),
        week=quoted["week"].date(),
        needed_hours=float(quoted["needed_hours"]),
        contracted_hours=float(quoted["contracted_hours"]),
        holders=int(quoted["heads"]),
        weeks=len(ordered),
        horizon=len(weeks),
        short_hours=float(rows["gap_hours"].clip(lower=0).sum()),
    )


def _lasts(gaps: list[bool]) -> bool:
    """Whether weeks with a gap are many enough, or go on at the end."""
    if len(gaps) == 1:
        return True
    often = sum(gaps) >= max(_TREND, len(gaps) / 2)
    return often or all(gaps[-_TREND:])
