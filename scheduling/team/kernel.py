"""The compiled heart: the cheapest way of one person through the days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SECOND = 2


@compiled
def cheapest_tour(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917
    costs: NDArray[np.float64],
    group_of: NDArray[np.int64],
    units: NDArray[np.int64],
    succession: NDArray[np.int64],
    free: NDArray[np.bool_],
    counting: NDArray[np.int64],
    weekend: NDArray[np.int64],
    ends: NDArray[np.bool_],
    start: int,
    weekends: int,
    folds: NDArray[np.bool_],
    fits: NDArray[np.bool_],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    room: NDArray[np.float64],
    tour: NDArray[np.int64],
) -> float:
    """
    Write the cheapest tour into `tour` and return its cost.

    The state after a day is where the person stands in her run of days (a stage), the
    weekends worked, the shifts of counted types and the paid units so far.

    Parameters
    ----------
    costs : ndarray of float64, shape (days, types)
        Cost of each shift; infinite where it may not be.
    group_of : ndarray of int64, shape (types,)
        Group of types that differ in nothing but their cost; -1 for none.
    units : ndarray of int64, shape (groups,)
        Paid units.
    succession : ndarray of int64, shape (stages, groups + 1)
        Stage after a shift of each group, in the last column after a day off; -1 where
        that is not lawful.
    free : ndarray of bool, shape (stages,)
        Whether the stage follows a day without work.
    counting : ndarray of int64, shape (groups, counts)
        Number of the counts after a shift of the group; -1 above a limit.
    weekend : ndarray of int64, shape (days,)
        1 for the first day of a weekend, 2 for its second, else 0.
    ends : ndarray of bool, shape (stages,)
        Stages in which the tour may end.
    start : int
        Stage before the first day.
    weekends : int
        Most weekends with work, + 1.
    folds : ndarray of bool, shape (days,)
        Whether a period of paid units ends with the day.
    fits : ndarray of bool, shape (days, units)
        Units that a period may have which ends with the day.
    low, high : ndarray of int64, shape (days + 1,)
        Units of the period after which it can still become lawful; after its last day
        its limits.
    room : ndarray of float64
        Working memory of days + 1 times stages, counts, weekends and units.
    tour : ndarray of int64, shape (days,)
        Answer: the type of each day, -1 for a day off.

    Returns
    -------
    float
        Infinite when no tour is lawful.
    """
    days, types = costs.shape
    stages, groups = succession.shape[0], units.shape[0]
    counts = counting.shape[1]
    width = high.max() + 1
    table = room[: (days + 1) * stages * counts * weekends * width].reshape(
        (days + 1, stages, counts, weekends, width)
    )
    alive = np.zeros((2, stages, counts, weekends), dtype=np.bool_)
    price = np.full((days, groups), np.inf)
    which = np.full((days, groups), -1, dtype=np.int64)
    for day in range(days):
        for shift in range(types):
            group = group_of[shift]
            if group >= 0 and costs[day, shift] < price[day, group]:
                price[day, group] = costs[day, shift]
                which[day, group] = shift
    table[0] = np.inf
    table[0, start, 0, 0, 0] = 0.0
    alive[0, start, 0, 0] = True
    for day in range(days):
        now, then = day % 2, (day + 1) % 2
        least, most = low[day], high[day]
        if day > 0 and folds[day - 1]:
            least, most = 0, 0
        table[day + 1] = np.inf
        alive[then] = False
        for stage in range(stages):
            extra = 0
            if weekend[day] == 1 or (weekend[day] == _SECOND and free[stage]):
                extra = 1
            for group in range(groups + 1):
                after = succession[stage, group]
                if after < 0:
                    continue
                cost, gain, more = 0.0, 0, 0
                if group < groups:
                    cost, gain, more = price[day, group], units[group], extra
                    if cost == np.inf:
                        continue
                first = max(least, low[day + 1] - gain)
                last = min(most, high[day + 1] - gain)
                if first > last:
                    continue
                for count in range(counts):
                    counted = count
                    if group < groups:
                        counted = counting[group, count]
                        if counted < 0:
                            continue
                    for worked in range(weekends - more):
                        if not alive[now, stage, count, worked]:
                            continue
                        alive[then, after, counted, worked + more] = True
                        source = table[day, stage, count, worked, first : last + 1]
                        target = table[
                            day + 1,
                            after,
                            counted,
                            worked + more,
                            first + gain : last + gain + 1,
                        ]
                        for unit in range(last - first + 1):
                            value = source[unit] + cost
                            target[unit] = (
                                value if value < target[unit] else target[unit]
                            )
        if folds[day] and day + 1 < days:
            for stage in range(stages):
                for count in range(counts):
                    for worked in range(weekends):
                        if alive[then, stage, count, worked]:
                            units_of = table[day + 1, stage, count, worked]
                            least_cost = np.inf
                            for unit in range(low[day + 1], high[day + 1] + 1):
                                if fits[day, unit] and units_of[unit] < least_cost:
                                    least_cost = units_of[unit]
                            units_of[:] = np.inf
                            units_of[0] = least_cost
    best = np.inf
    stage, count, worked, unit = -1, 0, 0, 0
    for each in range(stages):
        if not ends[each]:
            continue
        for some in range(counts):
            for number in range(weekends):
                for total in range(low[days], high[days] + 1):
                    if (
                        fits[days - 1, total]
                        and table[days, each, some, number, total] < best
                    ):
                        best = table[days, each, some, number, total]
                        stage, count, worked, unit = each, some, number, total
    if stage < 0:
        return np.inf
    value = best
    for day in range(days - 1, -1, -1):
        found = False
        # What a folded period had in units was not kept: try all it may have had.
        least, most, folded = unit, unit, False
        if folds[day] and day + 1 < days:
            least, most, folded = low[day + 1], high[day + 1], True
        for before in range(stages):
            extra = 0
            if weekend[day] == 1 or (weekend[day] == _SECOND and free[before]):
                extra = 1
            for group in range(groups + 1):
                if succession[before, group] != stage:
                    continue
                cost, gain, more = 0.0, 0, 0
                if group < groups:
                    cost, gain, more = price[day, group], units[group], extra
                if cost == np.inf or worked < more:
                    continue
                for some in range(counts):
                    after = some
                    if group < groups:
                        after = counting[group, some]
                    if after != count:
                        continue
                    for past in range(max(least - gain, 0), most - gain + 1):
                        if folded and not fits[day, past + gain]:
                            continue
                        earlier = table[day, before, some, worked - more, past]
                        if earlier + cost == value and earlier < np.inf:
                            tour[day] = -1
                            if group < groups:
                                tour[day] = which[day, group]
                            value, stage = earlier, before
                            count, worked, unit = some, worked - more, past
                            found = True
                            break
                    if found:
                        break
                if found:
                    break
            if found:
                break
    return best
