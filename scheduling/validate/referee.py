"""Judge a schedule: every rule in turn, every violation listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from scheduling.validate.availability import availability
from scheduling.validate.case import Case, Tables
from scheduling.validate.closed import closed
from scheduling.validate.dated import DatedRules
from scheduling.validate.days import (
    day_maximum,
    day_minimum,
    one_shift_a_day,
    overtime_day,
)
from scheduling.validate.finding import Finding
from scheduling.validate.minors import night_minor
from scheduling.validate.pauses import (
    break_missing,
    break_window,
    lunch_missing,
    lunch_window,
)
from scheduling.validate.people import skill, time_off, unknown_agent
from scheduling.validate.places import seats
from scheduling.validate.rest import (
    consecutive_days,
    rest_between_shifts,
    weekly_rest,
)
from scheduling.validate.segments import empty_segment, overlap
from scheduling.validate.sundays import worked_sundays
from scheduling.validate.weeks import contract_days, overtime_week, week_maximum
from wfm.errors import ParameterError
from wfm.labour.rules import RuleBook, rule_book
from wfm.tables import (
    AGENTS,
    AVAILABILITY,
    CONTRACTS,
    REQUIREMENT,
    SCHEDULE,
    SITES,
    TIME_OFF,
    VIOLATIONS,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Rule = Callable[[Case], Iterator[Finding]]

RULES: dict[str, Rule] = {
    "overlap": overlap,
    "one_shift_a_day": one_shift_a_day,
    "day_maximum": day_maximum,
    "day_minimum": day_minimum,
    "week_maximum": week_maximum,
    "contract_days": contract_days,
    "rest_between_shifts": rest_between_shifts,
    "consecutive_days": consecutive_days,
    "weekly_rest": weekly_rest,
    "worked_sundays": worked_sundays,
    "time_off": time_off,
    "availability": availability,
    "skill": skill,
    "lunch_missing": lunch_missing,
    "lunch_window": lunch_window,
    "break_missing": break_missing,
    "break_window": break_window,
    "overtime_day": overtime_day,
    "overtime_week": overtime_week,
    "night_minor": night_minor,
    "seats": seats,
    "closed": closed,
    "unknown_agent": unknown_agent,
    "empty_segment": empty_segment,
}


def validate(  # noqa: PLR0913 - the tables a schedule is judged by
    schedule: pd.DataFrame,
    agents: pd.DataFrame | None = None,
    contracts: pd.DataFrame | None = None,
    *,
    time_off: pd.DataFrame | None = None,
    requirement: pd.DataFrame | None = None,
    availability: pd.DataFrame | None = None,
    sites: pd.DataFrame | None = None,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    timezone: str = "America/Bogota",
    queue_skills: Mapping[str, str] | None = None,
    seats: int | None = None,
) -> pd.DataFrame:
    """
    Every rule that a schedule breaks.

    A rule that needs a table which is not given is not judged. A shift belongs to the
    date on which it starts, weeks run from Monday to Sunday, and a limit is the one in
    force on the date judged (of a week: its Monday).

    Parameters
    ----------
    schedule : DataFrame
        Schedule table, a row a segment. Text or typed, as the other tables.
    agents : DataFrame, optional
        Agents table; without it nobody is unknown, unskilled or unavailable.
    contracts : DataFrame, optional
        Contracts table; without it, or without agents, the law alone limits hours.
    time_off : DataFrame, optional
        Time off table.
    requirement : DataFrame, optional
        Requirement table; a queue is closed where it has no row, within the span of
        the table.
    availability : DataFrame, optional
        Availability table; who has no row in it can work at any time.
    sites : DataFrame, optional
        Sites table; who works from home takes no seat, nor does who has no
        ``home_site``.
    rules : str, mapping or RuleBook
        Country code, or overrides of its parameters with an optional ``country``.
    timezone : str
        IANA zone of dates and of times without an offset.
    queue_skills : mapping of str to str, optional
        Skill that a queue needs; its own name by default.
    seats : int, optional
        Places of all sites together, at least 0.

    Returns
    -------
    DataFrame
        Violations table by agent, date and rule; no rows for a lawful schedule. The
        agent ``*`` stands for all.

    Raises
    ------
    TableError
        If a table breaks its contract, an agent's contract is not in `contracts` or an
        agent's site not in `sites`.
    ParameterError
        If `seats` is not a whole number of at least 0.
    ConflictError
        If the rules contradict each other.

    Notes
    -----
    Every row names the source of its limit: the article behind a parameter of
    `wfm.labour`, the contract, the house, or the table that says so.
    """
    if seats is not None and (
        isinstance(seats, bool) or not isinstance(seats, int | np.integer) or seats < 0
    ):
        raise ParameterError("seats", seats, "a whole number, at least 0")
    tables = Tables(
        schedule=SCHEDULE.parse(schedule, timezone=timezone),
        agents=_parsed(AGENTS, agents, timezone),
        contracts=_parsed(CONTRACTS, contracts, timezone),
        time_off=_parsed(TIME_OFF, time_off, timezone),
        requirement=_parsed(REQUIREMENT, requirement, timezone),
        availability=_parsed(AVAILABILITY, availability, timezone),
        sites=_parsed(SITES, sites, timezone),
        queue_skills=queue_skills or {},
        seats=seats,
    )
    case = Case(tables=tables, rules=DatedRules(rule_book(rules)))
    return _table(
        {"rule": name, **asdict(finding)}
        for name, rule in RULES.items()
        for finding in rule(case)
    )


def _parsed(
    table: Table, frame: pd.DataFrame | None, timezone: str
) -> pd.DataFrame | None:
    return None if frame is None else table.parse(frame, timezone=timezone)


def _table(rows: Iterator[dict[str, object]]) -> pd.DataFrame:
    found = pd.DataFrame(list(rows), columns=VIOLATIONS.names)
    kinds = dict.fromkeys(VIOLATIONS.names, "str") | {"date": "datetime64[us]"}
    order = ["agent", "date", "rule"]
    return found.astype(kinds).sort_values(order, kind="stable", ignore_index=True)
