"""From placed shifts to the schedule table: a row a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.schedule import CONTACTS, OFF_QUEUE
from wfm.tables import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scheduling.problem import Demand
    from scheduling.shifts import PlacedShift

Row = tuple[str, int, int, str, str]


def schedule_table(
    demand: Demand, shifts: Mapping[str, Iterable[PlacedShift]]
) -> pd.DataFrame:
    """
    Schedule of some agents.

    Pauses shorter than a slot stand alternately at its start and at its end, so that
    half of those who pause in the same slot are back when the others leave.

    Parameters
    ----------
    demand : Demand
        Gives the clock, the queues and their opening hours.
    shifts : mapping of str to PlacedShift
        Shifts of each agent.

    Returns
    -------
    DataFrame
        Typed schedule table, by agent and start.
    """
    rows: list[Row] = []
    late: dict[tuple[int, int], bool] = {}
    for agent in sorted(shifts):
        for shift in sorted(shifts[agent], key=lambda each: each.first):
            rows += _segments(demand, agent, shift, late)
    if not rows:
        empty = demand.clock(np.array([], dtype=np.int64))
        frame = pd.DataFrame({name: [] for name in SCHEDULE.names}, dtype="str")
        return frame.assign(start=empty, end=empty)
    agents, starts, ends, activities, queues = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "agent": agents,
            "start": demand.clock(np.array(starts)),
            "end": demand.clock(np.array(ends)),
            "activity": activities,
            "queue": queues,
        }
    )


def _segments(
    demand: Demand,
    agent: str,
    shift: PlacedShift,
    late: dict[tuple[int, int], bool],
) -> Iterator[Row]:
    """Segments of one shift; minutes count from the horizon's first midnight."""
    interval = demand.interval
    pauses = []
    for pause, slot in shift.pauses:
        key = (shift.queue, slot)
        late[key] = not late.get(key, True)
        offset = pause.start_in(slot - shift.first, interval, late=late[key])
        start = shift.first * interval + offset
        pauses.append((start, start + pause.minutes, pause.activity))
    clock = shift.first * interval
    for start, end, activity in sorted(pauses):
        yield from _served(demand, agent, shift, (clock, start))
        yield agent, start, end, activity, ""
        clock = end
    yield from _served(demand, agent, shift, (clock, shift.last * interval))


def _served(
    demand: Demand, agent: str, shift: PlacedShift, span: tuple[int, int]
) -> Iterator[Row]:
    """Work between two pauses, queue by queue."""
    for queue, first, last in shift.served():
        start = max(span[0], first * demand.interval)
        end = min(span[1], last * demand.interval)
        yield from _work(demand, agent, queue, (start, end))


def _work(
    demand: Demand, agent: str, queue: int, span: tuple[int, int]
) -> Iterator[Row]:
    """Contacts while the queue is open, work off the queue while it is closed."""
    start, end = span
    while start < end:
        is_open = demand.open[queue, start // demand.interval]
        stop = start
        while stop < end and demand.open[queue, stop // demand.interval] == is_open:
            stop = (stop // demand.interval + 1) * demand.interval
        stop = min(stop, end)
        if is_open:
            yield agent, start, stop, CONTACTS, demand.queues[queue]
        else:
            yield agent, start, stop, OFF_QUEUE, ""
        start = stop
