"""From paths to the agents that keep a promise, and to its price list, by queue."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.demand import Channel, Queue
from wfm.errors import ParameterError
from wfm.intervals import goal_windows, spells
from wfm.staffing.risk.draws import Draws
from wfm.staffing.risk.path_table import path_draws
from wfm.staffing.risk.plan import check_probability
from wfm.staffing.risk.prices import (
    Penalty,
    PriceStep,
    check_money,
    prices_of_all,
    window_prices,
)
from wfm.staffing.risk.probability import Probability
from wfm.staffing.risk.trials import check_promise, trials
from wfm.tables.prices import PRICES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Lists = list[tuple[PriceStep, ...]]

_MONEY = (
    "cost",
    "extra_cost",
    "expected_penalty",
    "penalty_avoided",
    "net",
    "total",
)
_CENTS, _DIGITS = 2, 6
ALL = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskQuestion:
    """
    How sure the promise shall be, and what agents and misses cost.

    Attributes
    ----------
    probability : float
        Of meeting the goal in each window, in (0, 1).
    agent_cost : float or None
        Money for an agent's hour on contacts, at least 0; None for no price list.
    penalty : Penalty
        What a missed window costs.
    """

    probability: float
    agent_cost: float | None = None
    penalty: Penalty = field(default_factory=Penalty)

    def __post_init__(self) -> None:
        check_probability(self.probability)


@dataclass(frozen=True, slots=True)
class RiskTables:
    """
    Agents that keep the promise, and the price of being more or less sure.

    Attributes
    ----------
    agents : DataFrame
        ``queue, start, volume, aht_s, agents, probability, probability_low,
        probability_high``: a row an interval; the probability is that of its window,
        with Wilson's 95 % interval.
    prices : DataFrame or None
        ``PRICES`` table; None where no cost was given.
    """

    agents: pd.DataFrame
    prices: pd.DataFrame | None


def risk_tables(  # noqa: PLR0913 - what is asked, and how, by keyword
    forecast: pd.DataFrame,
    paths: pd.DataFrame,
    queue: Callable[[str], Queue],
    *,
    interval: int,
    question: RiskQuestion,
    rng: np.random.Generator,
    progress: Callable[[float], None] | None = None,
) -> RiskTables:
    """
    Agents by interval for a probability, and the price list, queue by queue.

    Parameters
    ----------
    forecast : DataFrame
        Forecast or requirement table: ``queue, start, volume, aht_s``. Times are in
        the zone in which days, weeks and months begin.
    paths : DataFrame
        Paths table: the same intervals, equally many paths in each.
    queue : callable
        Gives the `Queue` (goal, patience, handle time) for a queue's name.
    interval : int
        Interval length in minutes.
    question : RiskQuestion
        How sure, and at what cost.
    rng : numpy.random.Generator
        For the simulation; one queue and one window at a time.
    progress : callable, optional
        Told the share done, in [0, 1].

    Returns
    -------
    RiskTables
        By queue and start.

    Raises
    ------
    TableError
        With everything in which the paths and the forecast do not fit.
    ParameterError
        If a queue is not served like a queue of calls, or its goal promises nothing.
    """
    names = sorted(forecast["queue"].astype("str").unique())
    queues = {name: queue(name) for name in names}
    for each in queues.values():
        _check_queue(each, question)
    drawn = path_draws(forecast, paths, queues)
    parts, lists = [], {}
    for place, (name, each) in enumerate(queues.items()):
        rows = forecast[forecast["queue"].astype("str") == name].sort_values("start")
        draws = Draws(
            contacts=drawn[name].contacts,
            aht=drawn[name].aht,
            mean_contacts=rows["volume"].to_numpy(dtype=np.float64),
            mean_aht=drawn[name].mean_aht,
            interval=interval * 60.0,
            patience=each.patience_s,
            windows=goal_windows(rows["start"], each.goal.window),
            spells=tuple(spells(rows["start"], interval)),
        )
        tell = _share_of(progress, place, len(queues))
        agents, found = _one_queue(draws, each, question, rng, tell)
        parts.append(_agent_rows(rows, draws, agents))
        firsts = rows["start"].iloc[[window.start for window in draws.windows]]
        lists[name] = (firsts, found)
    table = pd.concat(parts, ignore_index=True)
    if question.agent_cost is None:
        return RiskTables(table, None)
    return RiskTables(table, _price_table(lists, question.agent_cost))


def _one_queue(
    draws: Draws,
    queue: Queue,
    question: RiskQuestion,
    rng: np.random.Generator,
    tell: Callable[[float], None],
) -> tuple[tuple[np.ndarray, Probability], Lists]:
    agents = np.zeros(len(draws.mean_contacts))
    lists: Lists = []
    shares = []
    for done, window in enumerate(trials(draws, queue.goal, rng)):
        number = window.least(question.probability)
        agents[window.window] = window.family.plan(number)
        shares.append(window.shares(number))
        if question.agent_cost is not None:
            lists.append(
                window_prices(
                    window, draws.interval, question.agent_cost, question.penalty
                )
            )
        tell((done + 1) / len(draws.windows))
    return (agents, Probability.of(shares)), lists


def _agent_rows(
    rows: pd.DataFrame, draws: Draws, plan: tuple[np.ndarray, Probability]
) -> pd.DataFrame:
    agents, estimate = plan
    sizes = [window.stop - window.start for window in draws.windows]
    return pd.DataFrame(
        {
            "queue": rows["queue"].array,
            "start": rows["start"].array,
            "volume": draws.mean_contacts,
            "aht_s": draws.mean_aht,
            "agents": agents,
            "probability": np.repeat(estimate.value, sizes),
            "probability_low": np.repeat(estimate.low, sizes),
            "probability_high": np.repeat(estimate.high, sizes),
        }
    )


def _price_table(
    lists: dict[str, tuple[pd.Series, Lists]], agent_cost: float
) -> pd.DataFrame:
    parts = []
    for name, (firsts, found) in lists.items():
        parts += [
            _price_rows(name, first, steps)
            for first, steps in zip(firsts, found, strict=True)
        ]
        parts.append(_price_rows(name, pd.NaT, prices_of_all(found, agent_cost)))
    if len(lists) > 1:
        every = [steps for _, found in lists.values() for steps in found]
        parts.append(_price_rows(ALL, pd.NaT, prices_of_all(every, agent_cost)))
    zone = next(iter(lists.values()))[0].dtype
    table = pd.DataFrame([row for part in parts for row in part])
    table["window_start"] = pd.Series(table["window_start"]).astype(zone)
    # Every amount is rounded once, here: none is made of rounded ones.
    digits = dict.fromkeys(_MONEY, _CENTS) | {
        "agents_hours": _DIGITS,
        "extra_hours": _DIGITS,
    }
    return table.round(digits)[PRICES.names]


def _price_rows(
    queue: str, start: object, steps: Sequence[PriceStep]
) -> list[dict[str, object]]:
    return [
        {"queue": queue, "window_start": start, **asdict(each), "best": int(each.best)}
        for each in steps
    ]


def _share_of(
    progress: Callable[[float], None] | None, place: int, count: int
) -> Callable[[float], None]:
    if progress is None:
        return lambda _: None
    return lambda share: progress((place + share) / count)


def _check_queue(queue: Queue, question: RiskQuestion) -> None:
    name = f"queues.{queue.name}"
    if queue.channel in (Channel.DEFERRED, Channel.OUTBOUND):
        raise ParameterError(
            f"{name}.channel",
            str(queue.channel),
            "voice or chat: risk is known of contacts that wait for an agent",
        )
    if queue.concurrency != 1:
        raise ParameterError(
            f"{name}.concurrency", queue.concurrency, "1 for staffing under risk"
        )
    check_promise(queue.goal)
    if question.agent_cost is not None:
        check_money(queue.goal, question.agent_cost, question.penalty)
