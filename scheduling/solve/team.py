"""Roster a team from a catalogue of named shifts and a cover by shift."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pandas as pd

from scheduling.result import SolveStatus
from scheduling.solve.catalogue import named_shifts, shift_types
from scheduling.solve.outcome import refuse_violations
from scheduling.solve.team_members import TeamTables, members
from scheduling.team import PASSES, Cover, TeamProblem, solve_team
from scheduling.validate import validate
from wfm.errors import InputError
from wfm.intervals import localise
from wfm.labour.rules import rule_book
from wfm.schedule import CONTACTS
from wfm.tables import AGENTS, CONTRACTS, SHIFT_COVER, SHIFT_TYPES, TIME_OFF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduling.solve.catalogue import NamedShift
    from scheduling.team import TeamResult
    from wfm.labour.rules import RuleBook, WorkRules

# Beyond this a limit of Sundays a month would no longer be one of the horizon.
LONGEST = 35
_SUNDAY = 6
_SEGMENT = ("agent", "start", "end", "activity", "queue")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRoster:
    """
    A team's schedule, who works what, and how good that is.

    Attributes
    ----------
    schedule : DataFrame
        Schedule table.
    shortage : DataFrame
        ``date``, ``shift``, ``required``, ``scheduled``, ``short`` and ``over``.
    violations : DataFrame
        What the referee found; empty unless the program is wrong.
    required_hours, short_hours, over_hours : float
        Paid agent-hours.
    result : TeamResult
        Cost, bound and shift of each day by agent.
    solver : str
        Name and version.
    """

    schedule: pd.DataFrame
    shortage: pd.DataFrame
    violations: pd.DataFrame
    required_hours: float
    short_hours: float
    over_hours: float
    result: TeamResult
    solver: str

    @property
    def people(self) -> int:
        """Persons in the schedule."""
        return int(self.schedule["agent"].nunique())

    def figures(self) -> dict[str, object]:
        """Figures for the summary, ready for JSON; shifts that are short one by one."""
        made, table = self.result, self.shortage
        near = made.stopped_by == "gap"
        short = table[table["short"] > 0]
        return {
            "status": str(SolveStatus.OPTIMAL if near else SolveStatus.FEASIBLE),
            "cost": round(made.cost, 2),
            "bound": round(made.bound, 2),
            "gap": round(made.gap, 6),
            "required_hours": round(self.required_hours, 4),
            "short_hours": round(self.short_hours, 4),
            "over_hours": round(self.over_hours, 4),
            **{
                f"{name}_shifts": int(table[name].sum())
                for name in ("required", "short", "over")
            },
            "people": self.people,
            "violations": len(self.violations),
            "seconds": round(made.seconds, 3),
            "solver": self.solver,
            "seed": made.seed,
            "stopped_by": made.stopped_by,
            "shortage": [
                {**row, "date": f"{row['date']:%Y-%m-%d}"}
                for row in short.to_dict("records")
            ],
        }


def roster_team(  # noqa: PLR0913
    cover: pd.DataFrame,
    shifts: pd.DataFrame,
    agents: pd.DataFrame,
    contracts: pd.DataFrame,
    *,
    time_off: pd.DataFrame | None = None,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    timezone: str = "America/Bogota",
    queue_skills: Mapping[str, str] | None = None,
    gap: float = 0.0,
    passes: int = PASSES,
    time_limit: float | None = 60.0,
    seed: int = 0,
) -> TeamRoster:
    """
    Say who works which named shift on which day.

    Kept are rest between shifts, days in a row, weekly hours and days of law and
    contract, the longest and shortest day, Sundays a month, time off and skills. What
    came before the horizon is not known; lunch and pauses stand where the catalogue's
    shift has them.

    Parameters
    ----------
    cover : DataFrame
        Table ``date, shift, required``; its first and last date are the horizon.
    shifts : DataFrame
        Table ``shift, start, end, queue`` and perhaps ``lunch``.
    agents, contracts, time_off : DataFrame
        Tables of these names.
    rules : str, mapping or RuleBook
        Country, or overrides of its parameters.
    timezone : str
        Zone of the days.
    queue_skills : mapping of str to str, optional
        Skill of each queue; its name by default.
    gap, passes, time_limit, seed
        As in `scheduling.team.solve_team`.

    Returns
    -------
    TeamRoster

    Raises
    ------
    TableError
        If a table breaks its contract.
    InputError
        If the horizon is longer than five weeks, or a shift of the catalogue leaves no
        room for the weekly rest.
    ConflictError
        If an agent has no lawful tour.
    SolverError
        If the referee finds a violation: then the program is wrong, not the user.
    """
    catalogue = SHIFT_TYPES.parse(shifts, timezone=timezone)
    needed = SHIFT_COVER.among("shift", catalogue["shift"]).parse(cover)
    tables = TeamTables(
        AGENTS.parse(agents, timezone=timezone),
        CONTRACTS.parse(contracts),
        None if time_off is None else TIME_OFF.parse(time_off, timezone=timezone),
        pd.date_range(needed["date"].min(), needed["date"].max()),
        timezone,
        queue_skills or {},
    )
    if len(tables.dates) > LONGEST:
        raise InputError(
            f"the cover spans {len(tables.dates)} days; roster at most {LONGEST} of "
            "them at once"
        )
    book = rule_book(rules)
    law = book.on(tables.dates[0].date())
    named = named_shifts(catalogue, law)
    problem = TeamProblem(
        days=len(tables.dates),
        shifts=shift_types(named, law.minutes("rest_minutes")),
        members=members(tables, named, law),
        cover=_cover(needed, named, law),
        weekends=tuple(
            (day,)
            for day, date in enumerate(tables.dates)
            if date.day_of_week == _SUNDAY
        ),
    )
    result = solve_team(
        problem, gap=gap, passes=passes, time_limit=time_limit, seed=seed
    )
    schedule = _schedule(result, named, tables)
    violations = validate(
        schedule,
        agents,
        contracts,
        time_off=time_off,
        rules=book,
        timezone=timezone,
        queue_skills=queue_skills,
    )
    refuse_violations(violations)
    shortage = _shortage(needed, result, tables.dates)
    hours = shortage["shift"].map({each.name: each.paid / 60 for each in named})
    return TeamRoster(
        schedule=schedule,
        shortage=shortage,
        violations=violations,
        required_hours=float((shortage["required"] * hours).sum()),
        short_hours=float((shortage["short"] * hours).sum()),
        over_hours=float((shortage["over"] * hours).sum()),
        result=result,
        solver=f"HiGHS {version('highspy')}",
    )


def _cover(
    needed: pd.DataFrame, named: Sequence[NamedShift], law: WorkRules
) -> tuple[Cover, ...]:
    """Give every shift of every day its need, nobody where the table is silent."""
    asked = {
        (date, shift): int(required)
        for date, shift, required in zip(
            needed["date"], needed["shift"], needed["required"], strict=True
        )
    }
    hour = law["hourly_cost"] / 60
    dates = pd.date_range(needed["date"].min(), needed["date"].max())
    return tuple(
        Cover(
            day,
            shift.name,
            asked.get((date, shift.name), 0),
            law["short_price"] * hour * shift.paid,
            law["over_price"] * hour * shift.paid,
        )
        for day, date in enumerate(dates)
        for shift in named
    )


def _schedule(
    result: TeamResult, named: Sequence[NamedShift], tables: TeamTables
) -> pd.DataFrame:
    by_name = {shift.name: shift for shift in named}
    rows = [
        (
            agent,
            date + pd.Timedelta(minutes=start),
            date + pd.Timedelta(minutes=end),
            activity,
            by_name[shift].queue if activity == CONTACTS else "",
        )
        for agent, days in sorted(result.assignment.items())
        for date, shift in zip(tables.dates, days, strict=True)
        if shift is not None
        for start, end, activity in by_name[shift].pieces
    ]
    frame = pd.DataFrame(rows, columns=list(_SEGMENT))
    for side in ("start", "end"):
        wall = frame[side].astype("datetime64[us]")
        frame[side] = localise(wall, tables.timezone, frame["agent"])
    return frame


def _shortage(
    needed: pd.DataFrame, result: TeamResult, dates: pd.DatetimeIndex
) -> pd.DataFrame:
    worked = pd.Series(
        [
            (date, shift)
            for days in result.assignment.values()
            for date, shift in zip(dates, days, strict=True)
            if shift is not None
        ],
        dtype=object,
    ).value_counts()
    keys = list(zip(needed["date"], needed["shift"], strict=True))
    there = pd.Series([int(worked.get(key, 0)) for key in keys], needed.index)
    gap = needed["required"] - there
    return needed[["date", "shift", "required"]].assign(
        scheduled=there, short=gap.clip(lower=0), over=(-gap).clip(lower=0)
    )
