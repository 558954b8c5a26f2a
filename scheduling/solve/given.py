"""What a caller asks of a shift design, held to its ranges before any work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import ConflictError, InputError, ParameterError, UnknownNameError
from wfm.intervals import DAY_MINUTES, infer_interval
from wfm.tables import REQUIREMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scheduling.problem import Demand
    from wfm.labour.rules import RuleBook

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_HOUR = 60


def requirement_table(
    requirement: pd.DataFrame, timezone: str, interval: int | None
) -> pd.DataFrame:
    """
    Hold a requirement to its contract and to the interval asked for.

    Raises
    ------
    TableError
        If it breaks its contract.
    InputError
        If it has no row, or its intervals are not those asked for.
    """
    table = REQUIREMENT.parse(requirement, timezone=timezone)
    check_interval(table, interval)
    return table


def check_interval(requirement: pd.DataFrame, interval: int | None) -> None:
    """
    Hold a typed requirement to the interval asked for.

    Raises
    ------
    InputError
        If its intervals are not those asked for.
    """
    if interval is None:
        return
    if interval <= 0 or DAY_MINUTES % interval:
        raise ParameterError("interval", interval, "minutes that divide a day")
    start = requirement["start"]
    found = infer_interval(start)
    if found != interval and start.min() < start.max():
        raise InputError(
            f"the requirement has intervals of {found} minutes, not of {interval}: "
            f"leave interval out, or give a requirement of {interval} minutes"
        )


def first_free_day(given: object) -> pd.Timestamp | None:
    """
    Read the first day that may change.

    Raises
    ------
    ParameterError
        If it is no date.
    """
    if given is None:
        return None
    try:
        return pd.Timestamp(str(given)).normalize()
    except ValueError as error:
        rule = "a date such as 2026-11-30"
        raise ParameterError("locked_until", given, rule) from error


def check_rules(book: RuleBook, grid: Demand) -> None:
    """
    Hold the steps of the rules to the grid.

    Raises
    ------
    ConflictError
        If shifts would start or last on a grid that the requirement does not have.
    """
    law = book.on(grid.dates[0].date())
    wrong = []
    for name in ("start_step_minutes", "length_step_minutes"):
        step = law.minutes(name)
        finer = step < grid.interval and name in book.overrides
        if step <= 0 or finer or (step > grid.interval and step % grid.interval):
            wrong.append(
                f"rules {name} = {step} is no multiple of the requirement's interval "
                f"of {grid.interval} minutes: give a multiple, or a requirement of "
                "finer intervals"
            )
    if wrong:
        raise ConflictError(wrong)


def start_minutes(starts: Iterable[str] | None) -> tuple[int, ...] | None:
    """
    Minutes after midnight of times such as ``06:00``.

    Raises
    ------
    ParameterError
        If one is no time of day, or there is none.
    """
    if starts is None:
        return None
    found = []
    for each in starts:
        match = _CLOCK.fullmatch(str(each).strip())
        if match is None:
            raise ParameterError("starts", each, "times of day such as 06:00")
        found.append(int(match[1]) * _HOUR + int(match[2]))
    if not found:
        raise ParameterError("starts", "nothing", "at least one time such as 06:00")
    return tuple(sorted(set(found)))


def check_starts(starts: tuple[int, ...] | None, grid: Demand) -> None:
    """
    Hold the starts to the grid.

    Raises
    ------
    ParameterError
        If a start lies between two intervals.
    """
    for minute in starts or ():
        if minute % grid.interval or minute >= DAY_MINUTES:
            clock = f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"
            rule = f"times on the requirement's intervals of {grid.interval} minutes"
            raise ParameterError("starts", clock, rule)


def check_limits(
    max_shifts: int | None,
    passes: int | None,
    gap: float,
    time_limit: float | None = None,
) -> None:
    """
    Hold the numbers to their ranges.

    Raises
    ------
    InputError
        If one is out of its range.
    """
    if not (passes is None or passes > 0) or gap < 0:
        raise InputError("passes must be above 0 and gap at least 0")
    if max_shifts is not None and max_shifts < 1:
        raise ParameterError("max_shifts", max_shifts, "at least 1")
    if time_limit is not None and not time_limit > 0:
        raise ParameterError("time_limit", time_limit, "seconds above 0")


def weights(
    importance: Mapping[str, float] | None, queues: Sequence[str]
) -> dict[str, float]:
    """
    Read the importance by queue.

    Raises
    ------
    UnknownNameError
        If it names a queue that the requirement does not have.
    ParameterError
        If one is not a number above 0.
    """
    for queue, weight in (importance or {}).items():
        if queue not in queues:
            raise UnknownNameError("queue", queue, queues)
        if not (isinstance(weight, int | float) and 0 < weight < np.inf):
            raise ParameterError(f"importance of {queue}", weight, "a number above 0")
    return dict(importance or {})
