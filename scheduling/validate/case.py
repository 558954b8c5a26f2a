"""The case before the referee: the tables, typed, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.age import ages_on
from scheduling.validate.rows import minutes, reached, stretches, totals
from wfm.errors import Problem, TableError
from wfm.schedule import BREAK, LUNCH, OVERTIME, with_shifts
from wfm.tables import AGENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduling.validate.dated import DatedRules

# Decimals of minutes that are kept, so that sums of seconds do not pass a limit by the
# last bit of a float.
DECIMALS = 6

DAY = pd.Timedelta(days=1)
WEEK_DAYS = 7
SUNDAY = 6
TERMS = (
    "contract",
    "weekly_minutes",
    "min_day_minutes",
    "max_day_minutes",
    "min_days",
    "max_days",
    "regime",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """
    What the caller gave, parsed by its contracts; None where it was not given.

    Attributes
    ----------
    schedule, agents, contracts, time_off, requirement, availability, sites : DataFrame
        Typed tables of `wfm.tables`.
    queue_skills : mapping of str to str
        Skill that a queue needs, where it is not the queue's own name.
    seats : int or None
        Places in the room.
    """

    schedule: pd.DataFrame
    agents: pd.DataFrame | None = None
    contracts: pd.DataFrame | None = None
    time_off: pd.DataFrame | None = None
    requirement: pd.DataFrame | None = None
    availability: pd.DataFrame | None = None
    sites: pd.DataFrame | None = None
    queue_skills: Mapping[str, str]
    seats: int | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """
    What the rules look at; each table is made when a rule first asks for it.

    Attributes
    ----------
    tables : Tables
        What the caller gave.
    rules : DatedRules
        Limits by date.
    """

    tables: Tables
    rules: DatedRules

    @cached_property
    def empty(self) -> pd.DataFrame:
        """Segments that end at or before their start; in no other table."""
        schedule = self.tables.schedule
        return schedule[schedule["end"] <= schedule["start"]]

    @cached_property
    def segments(self) -> pd.DataFrame:
        """
        Schedule with ``shift``, its ``date``, ``paid`` and ``overtime`` (within paid).

        A minute is paid once, however many segments claim it; lunch is not paid.
        """
        schedule = self.tables.schedule
        if "queue" not in schedule:
            schedule = schedule.assign(queue="")
        rows = with_shifts(schedule.drop(index=self.empty.index))
        work = rows[rows["activity"] != LUNCH]
        before = reached(work, "agent")
        fresh = work["start"].where(~(before > work["start"]), before)
        paid = minutes(work["end"] - fresh).clip(lower=0)
        rows = rows.assign(paid=paid.reindex(rows.index, fill_value=0.0))
        extra = rows["activity"] == OVERTIME
        return rows.assign(overtime=rows["paid"].where(extra, 0.0))

    @cached_property
    def shifts(self) -> pd.DataFrame:
        """Shifts in order: shift, agent, date, start, end, paid, overtime."""
        shifts = totals(
            self.segments,
            "shift",
            agent=("agent", "first"),
            date=("date", "first"),
            start=("start", "min"),
            end=("end", "max"),
            paid=("paid", "sum"),
            overtime=("overtime", "sum"),
        )
        return _rounded(shifts)

    @cached_property
    def days(self) -> pd.DataFrame:
        """
        Dates on which a shift of an agent starts, with the agent's terms and ``age``.

        The number of ``shifts``, first ``start``, last ``end``, ``paid``, ``overtime``
        and ``ordinary``, the paid minutes without overtime.
        """
        days = totals(
            self.shifts,
            ["agent", "date"],
            shifts=("shift", "count"),
            start=("start", "min"),
            end=("end", "max"),
            paid=("paid", "sum"),
            overtime=("overtime", "sum"),
        )
        days = days.assign(ordinary=days["paid"] - days["overtime"])
        return self._with_terms(_rounded(days))

    @cached_property
    def weeks(self) -> pd.DataFrame:
        """
        Weeks of the agents, with their terms on the Monday that is the ``date``.

        The number of ``days``, ``paid``, ``ordinary`` and ``overtime`` as of `days`.
        """
        days = self.days.assign(date=monday(self.days["date"]))
        weeks = totals(
            days,
            ["agent", "date"],
            days=("shifts", "count"),
            paid=("paid", "sum"),
            ordinary=("ordinary", "sum"),
            overtime=("overtime", "sum"),
        )
        return self._with_terms(_rounded(weeks))

    @cached_property
    def lunches(self) -> pd.DataFrame:
        """Lunches as `breaks`."""
        return self._pauses(LUNCH)

    @cached_property
    def breaks(self) -> pd.DataFrame:
        """
        Breaks with ``start``, ``end`` and ``minutes``; pieces that touch are one.

        The columns of the shift stand beside them, as ``start_shift``, ``end_shift``.
        """
        return self._pauses(BREAK)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """
        Contract's columns by ``agent``; no rows without agents and contracts.

        Raises
        ------
        TableError
            If an agent's contract is not in contracts, one problem an agent.
        """
        agents, contracts = self.tables.agents, self.tables.contracts
        if agents is None or contracts is None:
            nobody = pd.DataFrame(columns=["agent", *TERMS]).astype("float64")
            return nobody.astype({"agent": "str", "contract": "str", "regime": "str"})
        unknown = agents[~agents["contract"].isin(contracts["contract"])]
        if len(unknown):
            raise TableError(
                [
                    Problem(
                        AGENTS.source(agents),
                        f"is the contract of agent {agent} but is not in contracts: "
                        "add it there, or correct its name",
                        column="contract",
                        value=contract,
                    )
                    for agent, contract in zip(
                        unknown["agent"], unknown["contract"], strict=True
                    )
                ]
            )
        return agents[["agent", "contract"]].merge(
            contracts[list(TERMS)], on="contract"
        )

    @cached_property
    def born(self) -> pd.Series:
        """Day of birth by agent, of those of whom it is known."""
        agents = self.tables.agents
        if agents is None or "born" not in agents:
            return pd.Series(index=pd.Index([], dtype="str"), dtype="datetime64[us]")
        return agents.set_index("agent")["born"].dropna()

    def ages(self, agents: pd.Series, dates: pd.Series) -> NDArray[np.float64]:
        """Years of agents on dates, shape (n,); not a number where not known."""
        if self.born.empty:
            return np.full(len(agents), np.nan)
        return ages_on(self.born.reindex(agents), dates)

    def _pauses(self, activity: str) -> pd.DataFrame:
        rows = self.segments[self.segments["activity"] == activity]
        pauses = stretches(rows, "shift")
        pauses = pauses.assign(minutes=minutes(pauses["end"] - pauses["start"]))
        # Shifts are numbered from 1 in the order of their rows.
        shifts = self.shifts.iloc[pauses["shift"] - 1].reset_index(drop=True)
        clash = {"start": "start_shift", "end": "end_shift"}
        shifts = shifts.drop(columns="shift").rename(columns=clash)
        return pd.concat([pauses, shifts], axis=1)

    def _with_terms(self, rows: pd.DataFrame) -> pd.DataFrame:
        terms = self.terms.set_index("agent").reindex(rows["agent"])
        age = self.ages(rows["agent"], rows["date"])
        return pd.concat([rows.assign(age=age), terms.reset_index(drop=True)], axis=1)


def monday(dates: pd.Series) -> pd.Series:
    """First day of the week of each naive midnight."""
    return dates - pd.to_timedelta(dates.dt.day_of_week, unit="D")


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    hours = [name for name in ("paid", "ordinary", "overtime") if name in table]
    return table.assign(**{name: table[name].round(DECIMALS) for name in hours})
