"""A requirement raised until the promise holds with a probability, and its prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.staffing.requirement import CONSTRAINTS, achieved, offered
from wfm.staffing.risk_table import RiskQuestion, risk_tables
from wfm.staffing.shrinkage import gross_agents, to_schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    from wfm.demand import Queue, Shrinkage

RISK = "risk"
_EVEN_CHANCES = 0.5
_PROBABILITY = ("probability", "probability_low", "probability_high")


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """
    What `staff_under_risk` gives.

    Attributes
    ----------
    requirement : DataFrame
        Requirement table with the agents for the probability, what they achieve at
        the mean, and ``probability, probability_low, probability_high`` of each row's
        window, at least. The ledger is still that of the mean; where the odds ask for
        more, ``risk`` binds and costs the difference. With a goal by interval, and even
        chances or better, no interval is given fewer agents than for the mean.
    prices : DataFrame or None
        ``PRICES`` table; None where the question names no cost.
    """

    requirement: pd.DataFrame
    prices: pd.DataFrame | None


def staff_under_risk(  # noqa: PLR0913 - what is asked, and how, by keyword
    requirement: pd.DataFrame,
    paths: pd.DataFrame,
    queue: Callable[[str], Queue],
    *,
    interval: int,
    question: RiskQuestion,
    shrinkage: Shrinkage,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> RiskAnswer:
    """
    Raise the agents of a requirement until its goals hold with a probability.

    Parameters
    ----------
    requirement : DataFrame
        Requirement table of the forecast's means, by any method.
    paths : DataFrame
        Paths table of the same forecast.
    queue : callable
        Gives the `Queue` for a queue's name, as for the requirement.
    interval : int
        Interval length in minutes.
    question : RiskQuestion
        How sure, and at what cost.
    shrinkage : Shrinkage
        As for the requirement.
    seed : int
        Of the simulation.
    progress : callable, optional
        Told the share done, in [0, 1].

    Returns
    -------
    RiskAnswer
        Rows of the requirement by queue and start.

    Raises
    ------
    TableError
        With everything in which the paths and the forecast do not fit.
    ParameterError
        If a queue is not served like a queue of calls, or its goal promises nothing.
    """
    found = risk_tables(
        requirement,
        paths,
        queue,
        interval=interval,
        question=question,
        rng=np.random.default_rng(seed),
        progress=progress,
    )
    table = requirement.sort_values(["queue", "start"], ignore_index=True)
    plan = found.agents.sort_values(["queue", "start"], ignore_index=True)
    agents = plan["agents"]
    if question.probability >= _EVEN_CHANCES:
        # A day's path is staffed in balance; what an interval leaves to the next, the
        # requirement knows better.
        by_interval = table["queue"].map(
            lambda name: queue(str(name)).goal.window == "interval"
        )
        agents = agents.where(~by_interval, np.maximum(agents, table["agents"]))
    more = agents > table["agents"]
    extra = agents - table["agents"]
    table = table.assign(
        agents=agents,
        # Beyond what the mean asks for, it is the promise's odds that ask.
        binding=table["binding"].where(~more, RISK),
        binding_cost=table["binding_cost"].where(~more, extra),
        agents_exact=np.nan,
        agents_by_interval=np.nan,
        method=RISK,
        to_schedule=to_schedule(agents, shrinkage.unscheduled),
        gross_agents=gross_agents(agents, shrinkage.total),
        **{name: plan[name] for name in _PROBABILITY},
    )
    parts = [
        _achieved(rows, queue(str(name)), interval)
        for name, rows in table.groupby("queue", sort=False)
    ]
    return RiskAnswer(pd.concat(parts, ignore_index=True), found.prices)


def _achieved(rows: pd.DataFrame, queue: Queue, interval: int) -> pd.DataFrame:
    """Rows of one queue with what their agents achieve at the mean."""
    load, aht, patience = offered(
        rows["volume"].to_numpy(),
        rows["aht_s"].to_numpy(),
        interval * 60.0,
        queue.patience_s,
    )
    # What binds is not asked here.
    nothing = dict.fromkeys(CONSTRAINTS, np.zeros_like(load))
    answer = achieved(
        rows["agents"].to_numpy(), load, aht, patience, queue.goal, ledger=nothing
    )
    return rows.assign(
        service_level=answer.service_level,
        occupancy=answer.occupancy,
        asa_s=answer.mean_wait,
        abandonment=answer.abandonment,
    )
