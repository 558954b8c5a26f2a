"""Build a roster for named agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scheduling.problem import demand as read_demand
from scheduling.solve import given
from scheduling.solve.roster_run import Options, RosterRun
from wfm.labour.rules import rule_book
from wfm.tables import (
    ACTIVITIES,
    AGENTS,
    AVAILABILITY,
    CONTRACTS,
    PREFERENCES,
    REQUIREMENT,
    SCHEDULE,
    SITES,
    TIME_OFF,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from scheduling.result import ScheduleResult
    from wfm.labour.rules import RuleBook

PASSES = 20
_CONTRACTS = {
    "requirement": REQUIREMENT,
    "agents": AGENTS,
    "contracts": CONTRACTS,
    "time_off": TIME_OFF,
    "previous": SCHEDULE,
    "locked": SCHEDULE,
    "availability": AVAILABILITY,
    "preferences": PREFERENCES,
    "activities": ACTIVITIES,
    "sites": SITES,
}


def build_roster(  # noqa: PLR0913
    requirement: pd.DataFrame,
    agents: pd.DataFrame,
    contracts: pd.DataFrame,
    *,
    time_off: pd.DataFrame | None = None,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    previous: pd.DataFrame | None = None,
    gap: float = 0.01,
    passes: int | None = None,
    time_limit: float | None = 60.0,
    rng: np.random.Generator | None = None,
    seed: int = 0,
    timezone: str = "America/Bogota",
    interval: int | None = None,
    queue_skills: Mapping[str, str] | None = None,
    importance: Mapping[str, float] | None = None,
    availability: pd.DataFrame | None = None,
    preferences: pd.DataFrame | None = None,
    activities: pd.DataFrame | None = None,
    sites: pd.DataFrame | None = None,
    locked: pd.DataFrame | None = None,
    locked_until: object = None,
    progress: Callable[[float], None] | None = None,
) -> ScheduleResult:
    """
    Who works when: shifts, lunches and pauses for named agents.

    Every rule is kept; what cannot be covered is shown as shortage. Weeks are filled
    one after the other, each carrying rest, runs of days and Sundays into the next.

    Parameters
    ----------
    requirement, agents, contracts, time_off : DataFrame
        Tables of these names, raw or typed.
    rules : str, mapping or RuleBook
        Country, or overrides of its parameters.
    previous : DataFrame, optional
        Schedule worked before the first day; rest and runs of days go on from it.
    gap : float
        Relative distance from the bound at which further passes end.
    passes : int, optional
        Most passes over all agents in a week, 20 by default.
    time_limit : float, optional
        Seconds; a safety after which no further pass begins.
    rng : Generator, optional
        Orders the agents; made from `seed` by default.
    seed : int
        Of the solver and of what is left to chance; the result repeats it.
    timezone : str
        Zone of times without an offset and of the days.
    interval : int, optional
        Interval length in minutes; inferred by default.
    queue_skills : mapping of str to str, optional
        Skill of each queue; its name by default.
    importance : mapping of str to float, optional
        Factor of the price of shortage by queue, 1 by default.
    availability : DataFrame, optional
        Hours of the week in which an agent can work at all.
    preferences : DataFrame, optional
        Hours that agents would rather work, avoid or be off; granted where they cost
        little, to senior agents first.
    activities : DataFrame, optional
        Meetings and training to place where coverage suffers least.
    sites : DataFrame, optional
        Seats of each site; agents beyond them work at home or at other hours.
    locked : DataFrame, optional
        Shifts that stay as they are: fixed ones, or those of a published roster.
    locked_until : date, optional
        First day that may change; before it days off stay as well.
    progress : callable, optional
        Told the share that is done.

    Returns
    -------
    ScheduleResult

    Raises
    ------
    TableError
        If a table breaks its contract or names what does not exist.
    InputError
        If nobody can serve any queue, or an argument is out of its range.
    ConflictError
        If rules, contracts and opening hours contradict each other.

    References
    ----------
    Lower bound: Bechtold and Jacobs (1990), implicit breaks, over classes of agents.
    """
    given.check_limits(None, passes, gap, time_limit)
    frames = {
        "requirement": requirement,
        "agents": agents,
        "contracts": contracts,
        "time_off": time_off,
        "previous": previous,
        "locked": locked,
        "availability": availability,
        "preferences": preferences,
        "activities": activities,
        "sites": sites,
    }
    tables = {
        name: _CONTRACTS[name].parse(frame, timezone=timezone)
        for name, frame in frames.items()
        if frame is not None
    }
    given.check_interval(tables["requirement"], interval)
    grid = read_demand(tables["requirement"], timezone=timezone, interval=interval)
    book = rule_book(rules)
    given.check_rules(book, grid)
    options = Options(
        book,
        dict(queue_skills or {}),
        given.weights(importance, grid.queues),
        passes or PASSES,
        gap,
        seed,
        rng or np.random.default_rng(seed),
        time_limit,
        given.first_free_day(locked_until),
        progress or (lambda _: None),
    )
    return RosterRun(tables, grid, options).roster()
