"""Agents for one queue over its whole horizon: by channel, window and method."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from wfm.errors import ParameterError
from wfm.intervals import goal_windows, spells
from wfm.staffing.changing import (
    METHODS,
    default_method,
    requirement_of_spell,
    volume_in_balance,
)
from wfm.staffing.changing.effort import LIMIT, effort
from wfm.staffing.exact import exact_agents
from wfm.staffing.requirement import Requirement, required_agents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from wfm.demand import Queue

    Floats = NDArray[np.float64]

SIMULATED, MOL = "simulated", "mol"


@dataclass(frozen=True, slots=True)
class Calls:
    """
    What a queue of calls is offered, in order of time.

    Attributes
    ----------
    starts : Series of aware datetime64, shape (t,)
        Interval starts in the campaign's zone; closed intervals are left out.
    volume, aht : ndarray of float64, shape (t,)
        Contacts offered, and mean handle time in seconds.
    interval : int
        Interval length in minutes.
    """

    starts: pd.Series
    volume: Floats
    aht: Floats
    interval: int


def calls_requirement(
    calls: Calls,
    queue: Queue,
    *,
    method: str | None = None,
    tell: Callable[[float], None] | None = None,
) -> tuple[Requirement, str]:
    """
    Agents that every interval of a queue of calls needs.

    Parameters
    ----------
    calls : Calls
        What is offered.
    queue : Queue
        Its goal and patience.
    method : str, optional
        One of ``METHODS``. By default the queue is followed through time where the goal
        holds by interval and the work fits (``simulated``), else ``mol``.
    tell : callable, optional
        Told the share of the intervals that is done.

    Returns
    -------
    tuple of (Requirement, str)
        Arrays of shape (t,), and the method used.

    Raises
    ------
    ParameterError
        If an argument is outside its domain, or the method does not fit the goal.
    GoalUnreachableError
        If no number of agents suffices.
    """
    chosen = method or _default(calls, queue)
    if chosen not in METHODS:
        raise ParameterError("method", chosen, f"one of {', '.join(METHODS)}")
    if queue.goal.window != "interval":
        return _by_window(calls, queue, chosen), chosen
    parts = []
    for spell in spells(calls.starts, calls.interval):
        parts.append(_of_spell(calls, spell, queue, chosen))
        if tell:
            tell(spell.stop / len(calls.volume))
    return _joined(parts), chosen


def _default(calls: Calls, queue: Queue) -> str:
    chosen = default_method(queue.goal)
    work = effort(calls.volume, calls.aht, calls.interval, queue.patience_s)
    if chosen == SIMULATED and work > LIMIT:
        return MOL
    return chosen


def _of_spell(calls: Calls, spell: slice, queue: Queue, method: str) -> Requirement:
    given: dict[str, Any] = {
        "interval": calls.interval * 60.0,
        "goal": queue.goal,
        "patience": queue.patience_s,
    }
    volume, aht = calls.volume[spell], calls.aht[spell]
    answer = requirement_of_spell(volume, aht, method=method, **given)
    if answer.exact is not None:
        return answer
    rough = volume_in_balance(volume, aht, interval=given["interval"], method=method)
    return replace(answer, exact=exact_agents(rough, aht, **given, whole=answer))


def _by_window(calls: Calls, queue: Queue, method: str) -> Requirement:
    if method == SIMULATED:
        raise ParameterError(
            "method", method, f"mol or another for goals by {queue.goal.window}"
        )
    interval = calls.interval * 60.0
    rough = np.concatenate(
        [
            volume_in_balance(
                calls.volume[spell], calls.aht[spell], interval=interval, method=method
            )
            for spell in spells(calls.starts, calls.interval)
        ]
    )
    parts = [
        required_agents(
            rough[part],
            calls.aht[part],
            interval=interval,
            goal=queue.goal,
            patience=queue.patience_s,
            contacts=calls.volume[part],
        )
        for part in goal_windows(calls.starts, queue.goal.window)
    ]
    return _joined(parts)


def _joined(parts: Sequence[Requirement]) -> Requirement:
    """One requirement from those of consecutive runs of intervals."""

    def together(values: list[Any]) -> Any:  # noqa: ANN401 - arrays, tables or None
        if isinstance(values[0], dict):
            return {k: np.concatenate([v[k] for v in values]) for k in values[0]}
        return None if values[0] is None else np.concatenate(values)

    return Requirement(
        **{
            field.name: together([getattr(part, field.name) for part in parts])
            for field in fields(Requirement)
        }
    )
