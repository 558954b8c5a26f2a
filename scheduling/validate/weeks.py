"""Rules on one agent's week, Monday to Sunday by the date on which a shift starts.

A week is judged by the limits in force on its Monday, the date that its findings bear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.case import DAY, WEEK_DAYS, monday
from scheduling.validate.ceiling import Ceiling
from scheduling.validate.finding import Finding, count, say, together
from scheduling.validate.rows import flagged
from scheduling.validate.sundays import owed_days
from wfm.intervals import midnight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.validate.case import Case

WEEK_CEILING = Ceiling("week", "weekly_minutes")


def week_maximum(case: Case) -> Iterator[Finding]:
    """Paid minutes of a week, overtime aside, stay within law and contract."""
    for row, source, caveat in WEEK_CEILING.above(case.weeks, case.rules):
        limit, found = say(row.limit), say(row.counted)
        legal = row.limit == row.legal
        change = _change(case, row.date, row.name) if legal else ""
        note = together(count(row.days, "day"), caveat, change)
        yield Finding(row.agent, row.date, limit, found, source, note)


def _change(case: Case, week: pd.Timestamp, name: str) -> str:
    """Say that a limit of the law changes within a week that its Monday judges."""
    before, after = (
        case.rules.on(day)[name] for day in (week, week + (WEEK_DAYS - 1) * DAY)
    )
    if before == after:
        return ""
    return f"{say(after)} from later in this week on, which its Monday judges"


def overtime_week(case: Case) -> Iterator[Finding]:
    """Overtime of a week stays within the law."""
    name = "overtime_week_minutes"
    limit = case.rules.each(case.weeks["date"], name)
    above = case.weeks["overtime"] > limit
    for row in flagged(case.weeks, above, limit=limit):
        source, note = case.rules.cite(name, row.date)
        found = say(row.overtime)
        yield Finding(row.agent, row.date, say(row.limit), found, source, note)


def contract_days(case: Case) -> Iterator[Finding]:
    """
    Working days of a week keep to the contract.

    The fewest are lowered by each day of the week on which the agent is off or that
    lies outside the schedule, and by the day in return for a habitual Sunday.
    """
    if case.days.empty or case.terms.empty:
        return
    calendar = _calendar(case)
    weeks = (len(case.terms), -1, WEEK_DAYS)
    worked = _worked(case, calendar).reshape(weeks).sum(axis=2)
    off = _off(case, calendar).reshape(weeks).sum(axis=2)
    terms = case.terms
    rest = _most_with_rest(case, calendar[::WEEK_DAYS])
    least = np.minimum(terms["min_days"].to_numpy()[:, None] - off, rest).clip(0)
    most = np.broadcast_to(terms["max_days"].to_numpy()[:, None], off.shape)
    for agent, week in np.argwhere((worked < least) | (worked > most)):
        over = worked[agent, week] > most[agent, week]
        limit = most[agent, week] if over else least[agent, week]
        away = int(off[agent, week])
        yield Finding(
            terms["agent"].iloc[agent],
            calendar[week * WEEK_DAYS],
            f"at {'most' if over else 'least'} {count(limit, 'day')}",
            count(worked[agent, week], "day"),
            f"contract {terms['contract'].iloc[agent]}",
            f"{count(away, 'day')} off or outside the schedule"
            if away and not over
            else "",
        )


def _most_with_rest(case: Case, mondays: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Days left for work by weekly rest and days in return, agents of terms by week."""
    most = np.full((len(case.terms), len(mondays)), float(WEEK_DAYS))
    owed = owed_days(case)
    rows = pd.Index(case.terms["agent"]).get_indexer(pd.Index(owed["agent"]))
    columns = mondays.get_indexer(pd.DatetimeIndex(owed["week"]))
    known = (rows >= 0) & (columns >= 0)
    left = WEEK_DAYS - 1 - owed["owed"].to_numpy()
    most[rows[known], columns[known]] = left[known]
    return most


def _calendar(case: Case) -> pd.DatetimeIndex:
    """Every day of the weeks that the schedule touches."""
    dates = case.days["date"]
    mondays = monday(pd.Series([dates.min(), dates.max()]))
    return pd.date_range(
        mondays.iloc[0], mondays.iloc[1] + (WEEK_DAYS - 1) * DAY, freq="D", unit="us"
    )


def _worked(case: Case, calendar: pd.DatetimeIndex) -> NDArray[np.bool_]:
    """Agents of the terms by days of the calendar."""
    worked = np.zeros((len(case.terms), len(calendar)), dtype=np.bool_)
    rows = pd.Index(case.terms["agent"]).get_indexer(pd.Index(case.days["agent"]))
    columns = calendar.get_indexer(pd.DatetimeIndex(case.days["date"]))
    known = rows >= 0
    worked[rows[known], columns[known]] = True
    return worked


def _off(case: Case, calendar: pd.DatetimeIndex) -> NDArray[np.bool_]:
    """Days on which an agent cannot be expected to work."""
    dates = case.days["date"]
    outside = (calendar < dates.min()) | (calendar > dates.max())
    off = np.tile(outside, (len(case.terms), 1))
    agents = case.tables.agents
    for name, beyond in (("available_from", np.less), ("available_until", np.greater)):
        if agents is not None and name in agents:
            edge = case.terms[["agent"]].merge(agents[["agent", name]], on="agent")
            off |= beyond(calendar.to_numpy()[None, :], edge[name].to_numpy()[:, None])
    if case.tables.time_off is not None:
        known = pd.Index(case.terms["agent"])
        absent = case.tables.time_off
        absent = absent[absent["agent"].isin(known)]
        rows = known.get_indexer(pd.Index(absent["agent"]))
        first = midnight(absent["start"])
        last = midnight(absent["end"] - pd.Timedelta(microseconds=1))
        begin = calendar.searchsorted(pd.DatetimeIndex(first))
        until = calendar.searchsorted(pd.DatetimeIndex(last), side="right")
        for row, low, high in zip(rows, begin, until, strict=True):
            off[row, low:high] = True
    return off
