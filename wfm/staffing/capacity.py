"""Weeks ahead: hours and persons needed against those under contract, by skill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.demand import Shrinkage
from wfm.errors import ParameterError
from wfm.intervals import midnight
from wfm.staffing.available import Available, PlannedDays, available
from wfm.staffing.sharing import share_hours
from wfm.staffing.shrinkage import exact_ceil, to_schedule
from wfm.staffing.standard_contract import StandardContract, standard_contract
from wfm.tables.results import REQUIREMENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

CAPACITY = (
    "week",
    "skill",
    "needed_hours",
    "contracted_hours",
    "gap_hours",
    "gap_heads",
    "needed_heads",
    "heads",
    "first_day",
    "planned",
    "contract",
    "regime",
    "weekly_hours",
)
# Millionths of an hour: less is rounding noise of the linear programme.
_DECIMALS = 6


def capacity(  # noqa: PLR0913 - tables, assumptions and horizon, all by keyword
    requirement: pd.DataFrame,
    *,
    interval: int,
    queue_skills: Mapping[str, str] | None = None,
    shrinkage: Shrinkage | None = None,
    agents: pd.DataFrame | None = None,
    contracts: pd.DataFrame | None = None,
    time_off: pd.DataFrame | None = None,
    standard: StandardContract | None = None,
    start: date | None = None,
    days: int | None = None,
    timezone: str = "America/Bogota",
) -> pd.DataFrame:
    """
    Paid hours and persons that each week and skill needs, and those it has.

    *Needed hours* are the agent-hours on contacts over what the whole shrinkage
    leaves. *Contracted hours* are those of the agents employed in that week, shared
    over their skills so that the skill served worst is served as well as possible
    (`wfm.staffing.sharing`); time off counts only beyond what the scheduled shrinkage
    allows for it, as needed hours already hold that share.

    *Needed heads* are persons of the standard contract: enough for the hours, and
    never fewer than have to be there at once on any day, each resting on the days
    that the contract leaves free.

    Parameters
    ----------
    requirement : DataFrame
        Columns of the requirement table; ``agents`` is used.
    interval : int
        Interval length in minutes.
    queue_skills : mapping of str to str, optional
        Skill of a queue; its own name by default.
    shrinkage : Shrinkage, optional
        Share of paid time away from contacts.
    agents, contracts, time_off : DataFrame, optional
        Who there is; without agents nobody. Agents need their contracts. Those
        without any skill of these queues do not count.
    standard : StandardContract, optional
        The person in whom heads are told; by default the agents' commonest contract,
        and without contracts the full week of Colombian law.
    start : date, optional
        First day planned; that of the first requirement by default.
    days : int, optional
        Calendar days planned; until the last requirement by default.
    timezone : str
        Zone of naive times and of the days.

    Returns
    -------
    DataFrame
        A row for each week and skill: ``week`` (naive Monday), ``skill``,
        ``needed_hours``, ``contracted_hours``, ``gap_hours`` (needed less contracted,
        below 0 where there are enough), ``gap_heads`` (persons missing, by hours or
        at once), ``needed_heads``, ``heads`` (agents that hold the skill),
        ``first_day`` planned, ``planned`` (share of the week's open days that the plan
        covers: contracted and weekly hours are those of these days), and of the
        standard contract ``contract``, ``regime``, ``weekly_hours``.

    Raises
    ------
    ParameterError
        If `interval` or `days` is not above 0, or agents come without contracts.
    UnknownNameError
        If an agent has a contract, or someone is off, that no table names.
    TableError
        If a table breaks its contract.
    """
    if interval <= 0:
        raise ParameterError("interval", interval, "above 0 minutes")
    if agents is not None and contracts is None:
        raise ParameterError("contracts", contracts, "given together with agents")
    lost = shrinkage or Shrinkage()
    rows = REQUIREMENT.parse(requirement, timezone=timezone)
    skill_of = queue_skills or {}
    rows["skill"] = [skill_of.get(queue, queue) for queue in rows["queue"]]
    rows["day"] = midnight(rows["start"])
    planned = _planned_days(rows["day"], start, days)
    rows = rows[rows["day"].isin(planned.dates)]
    if standard is None:
        standard = standard_contract(agents, contracts, on=planned.dates[0].date())
    table = _needs(rows, planned, interval / 60 / (1 - lost.total))
    at_once = _at_once(rows, lost, min(standard.max_days, planned.week_length))
    table = table.join(at_once, on=["week", "skill"]).fillna({"at_once": 0.0})
    people = Available({}, {})
    if agents is not None and contracts is not None:
        people = available(
            agents,
            contracts,
            time_off,
            days=planned,
            allowance=lost.scheduled,
            timezone=timezone,
        )
    return _with_gaps(_with_people(table, people), standard)


def headcount_needed(capacity: pd.DataFrame) -> int:
    """
    Persons of the standard contract that the busiest week needs, all skills together.

    Parameters
    ----------
    capacity : DataFrame
        As `capacity` returns it. Weeks planned in part count only where no week is
        planned whole: their peak may lie on the missing days.

    Returns
    -------
    int
        Each skill has persons of its own; those with several skills need fewer.
    """
    weeks = whole_weeks(capacity).groupby("week")["needed_heads"].sum()
    return int(weeks.max()) if len(weeks) else 0


def whole_weeks(capacity: pd.DataFrame) -> pd.DataFrame:
    """
    Rows of the weeks planned whole.

    Parameters
    ----------
    capacity : DataFrame
        As `capacity` returns it.

    Returns
    -------
    DataFrame
        All rows where no week is planned whole.
    """
    whole = capacity[capacity["planned"] >= 1]
    return capacity if whole.empty else whole


def _planned_days(
    days: pd.Series, start: date | None, count: int | None
) -> PlannedDays:
    first = days.min() if start is None else pd.Timestamp(start)
    last = days.max() if count is None else first + pd.Timedelta(days=count - 1)
    if last < first:
        raise ParameterError("days", count, "at least 1, with demand on some of them")
    usual = days.dt.day_of_week.unique()
    dates = pd.date_range(first, last, unit="us")
    return PlannedDays(dates[dates.day_of_week.isin(usual)], len(usual))


def _needs(rows: pd.DataFrame, planned: PlannedDays, hours: float) -> pd.DataFrame:
    """Needed hours of every planned week and skill; `hours` an agent and interval."""
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.day_of_week, unit="D")
    agents = rows["agents"].groupby([monday.rename("week"), rows["skill"]]).sum()
    every = pd.MultiIndex.from_product(
        [planned.shares.index, sorted(rows["skill"].unique())], names=["week", "skill"]
    )
    needed = (agents * hours).reindex(every, fill_value=0.0).rename("needed_hours")
    table = needed.reset_index()
    return table.assign(
        first_day=table["week"].map(planned.first_days),
        planned=table["week"].map(planned.shares),
    )


def _at_once(rows: pd.DataFrame, lost: Shrinkage, working_days: int) -> pd.Series:
    """
    Fewest persons of each week and skill, from the largest number there at once.

    Each day needs its own peak, and nobody works on more than `working_days` days.
    """
    together = rows.groupby(["skill", "day", "start"])["agents"].sum()
    peak = together.groupby(["skill", "day"]).max().reset_index()
    peak["agents"] = exact_ceil(to_schedule(peak["agents"], lost.unscheduled))
    peak["week"] = peak["day"] - pd.to_timedelta(peak["day"].dt.day_of_week, unit="D")
    weeks = peak.groupby(["week", "skill"])["agents"]
    spread = pd.Series(exact_ceil(weeks.sum() / working_days), index=weeks.sum().index)
    return spread.clip(lower=weeks.max()).rename("at_once")


def _with_people(table: pd.DataFrame, people: Available) -> pd.DataFrame:
    parts = []
    for week in table["week"].unique():
        rows = table[table["week"] == week]
        needed = dict(zip(rows["skill"], rows["needed_hours"], strict=True))
        contracted = share_hours(needed, people.hours.get(week, {}))
        heads = people.heads.get(week, {})
        parts.append(
            rows.assign(
                contracted_hours=rows["skill"].map(contracted),
                heads=[heads.get(skill, 0) for skill in rows["skill"]],
            )
        )
    return pd.concat(parts, ignore_index=True)


def _with_gaps(table: pd.DataFrame, standard: StandardContract) -> pd.DataFrame:
    table = table.round({"needed_hours": _DECIMALS, "contracted_hours": _DECIMALS})
    weekly = standard.weekly_minutes / 60 * table["planned"]
    gap = (table["needed_hours"] - table["contracted_hours"]).round(_DECIMALS)
    by_hours = exact_ceil(gap.clip(lower=0) / weekly)
    missing = np.maximum(by_hours, table["at_once"] - table["heads"])
    needed = np.maximum(exact_ceil(table["needed_hours"] / weekly), table["at_once"])
    return table.assign(
        gap_hours=gap,
        gap_heads=missing.astype("int64"),
        needed_heads=needed.astype("int64"),
        contract=standard.name,
        regime=standard.regime,
        weekly_hours=weekly,
    )[list(CAPACITY)]
