"""Which queues are new, and what is expected of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK
from forecasting.knowledge import know
from forecasting.launch.outlook import Launched, look_at_launch
from forecasting.launch.terms import check_analogs
from wfm.errors import HistoryTooShortError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.base import QueueHistory
    from forecasting.inputs import Request
    from forecasting.knowledge import Knowledge
    from forecasting.launch.terms import Launch

# From then on a queue has seen each weekday twice and speaks for itself.
OWN_WEEKS = 2
_INTERVAL = 30


def look_at_launches(
    launches: dict[str, Launch],
    histories: Iterable[QueueHistory],
    request: Request,
    *,
    every: bool = False,
) -> dict[str, Launched]:
    """
    Look at the queues whose own history is shorter than two weeks.

    Parameters
    ----------
    launches : dict of str to Launch
        What is known of new queues.
    histories : iterable of QueueHistory
        Of all queues with rows before the first day asked for.
    request : Request
        Days asked for, hours and special days.
    every : bool
        Treat queues as new that have a longer history, too.

    Returns
    -------
    dict of str to Launched
        By queue.

    Raises
    ------
    UnknownNameError
        If an analog is not in the history.
    HistoryTooShortError
        If an analog is new itself, or nothing says how many contacts there will be.
    TableError
        If the contract says nothing of a month asked for.
    """
    known = {history.queue: history for history in histories}
    check_analogs(launches, known)
    interval = next((each.interval for each in known.values()), request.interval)
    return {
        queue: look_at_launch(
            launch,
            known.get(queue),
            _analog(launch, known, request),
            request,
            interval or _INTERVAL,
        )
        for queue, launch in launches.items()
        if every or queue not in known or _weeks(known[queue]) < OWN_WEEKS
    }


def _analog(
    launch: Launch, known: dict[str, QueueHistory], request: Request
) -> Knowledge | None:
    if not launch.analog:
        return None
    history = known[launch.analog]
    found = know(history, request) if _weeks(history) >= OWN_WEEKS else None
    if found is None:
        raise HistoryTooShortError(
            f"the analog queue {launch.analog!r} of {launch.queue!r} has less than "
            f"{OWN_WEEKS} weeks of history: give another one, or a sector"
        )
    return found


def _weeks(history: QueueHistory) -> float:
    """Weeks from the first day with contacts to the last."""
    days = np.flatnonzero(np.isfinite(history.offered).any(axis=1))
    return float(days[-1] - days[0] + 1) / WEEK if len(days) else 0.0
