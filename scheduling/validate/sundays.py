"""Rules on Sundays: how many of a month are worked, and the day in return for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.validate.case import DAY, SUNDAY, WEEK_DAYS
from scheduling.validate.finding import Finding, count
from scheduling.validate.rows import changes, first_over, flagged, runs
from wfm.intervals import DAY_MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from scheduling.validate.case import Case

COMPENSATORY = "compensatory_rest_minutes"


def worked_sundays(case: Case) -> Iterator[Finding]:
    """Sundays worked in a calendar month; reported on the one that is too many."""
    name, days = "sundays_a_month", _sundays(case)
    limit = case.rules.each(days["date"], name)
    over = first_over(days["place"].to_numpy(), limit)
    for row in flagged(days, over, limit=limit):
        source, note = case.rules.cite(name, row.date, f"{row.date:%Y-%m}")
        allowed = f"{count(row.limit, 'Sunday')} a month"
        found = count(row.worked, "Sunday")
        yield Finding(row.agent, row.date, allowed, found, source, note)


def day_in_return(case: Case) -> Iterator[Finding]:
    """After a Sunday that is habitual in its month, the week has a free day more."""
    after = case.weeks[["agent", "date", "days"]].rename(columns={"date": "week"})
    rows = owed_days(case).merge(after, on=["agent", "week"])
    most = WEEK_DAYS - 1 - rows["owed"]
    for row in flagged(rows, (rows["owed"] > 0) & (rows["days"] > most), most=most):
        where = f"after Sunday number {row.place} of {row.date:%Y-%m}"
        source, note = case.rules.cite(COMPENSATORY, row.date, where)
        allowed, found = f"at most {count(row.most, 'day')}", count(row.days, "day")
        yield Finding(row.agent, row.week, allowed, found, source, note)


def owed_days(case: Case) -> pd.DataFrame:
    """
    Days that the week after a habitual Sunday owes, beside the weekly day of rest.

    Returns
    -------
    DataFrame
        ``agent``, ``week`` (its Monday), ``owed``, and the Sunday: ``date``, ``place``.
    """
    days = _sundays(case)
    habitual = days["place"] >= case.rules.each(days["date"], "habitual_rest_days")
    days = days.loc[habitual, ["agent", "date", "place"]]
    owed = np.ceil(case.rules.each(days["date"], COMPENSATORY) / DAY_MINUTES)
    return days.assign(week=days["date"] + DAY, owed=owed)


def _sundays(case: Case) -> pd.DataFrame:
    """Worked Sundays, the place of each in its calendar month and how many it has."""
    days = case.days[case.days["date"].dt.day_of_week == SUNDAY]
    month, year = days["date"].dt.month, days["date"].dt.year
    place, worked = runs(changes(days["agent"], month, year))
    return days.assign(place=place, worked=worked)
