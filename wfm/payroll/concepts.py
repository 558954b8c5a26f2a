"""Name and price each piece of paid work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.labour.clock import SUNDAY, ClockTimes
from wfm.labour.pay import rest_surcharge, rest_time

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

_EXTRA = "overtime_extra"


def priced(rows: pd.DataFrame, times: ClockTimes, terms: pd.DataFrame) -> pd.DataFrame:
    """
    Give each piece its concept and what its hour is worth in ordinary hours.

    Parameters
    ----------
    rows : DataFrame
        Pieces with ``overtime`` and ``tier``.
    times : ClockTimes
        What the calendar makes of each row.
    terms : DataFrame
        Of every row: ``rest_day``, ``successive``.

    Returns
    -------
    DataFrame
        The rows with ``rest`` (whether on a rest day or holiday), ``concept`` and
        ``factor``. Successive shifts earn nothing for nights and rest days within
        their ordinary hours.
    """
    overtime = rows["overtime"].to_numpy(bool)
    tier = rows["tier"].to_numpy(bool)
    agreed = terms["rest_day"].to_numpy(float)
    weekday = np.where(np.isnan(agreed), times.value("rest_weekday"), agreed)
    rest = rest_time(times, weekday)
    turns = terms["successive"].to_numpy(bool)
    earns = overtime | ~turns | (times.value("successive_surcharges") > 0)
    of_night = np.where(overtime, 0.0, times.value("night_surcharge") * times.night)
    of_hours = np.where(
        times.night,
        times.value("overtime_night_surcharge"),
        times.value("overtime_day_surcharge"),
    )
    of_hours = np.where(tier, times.value("overtime_tier_surcharge"), of_hours)
    extra = (of_night + rest_surcharge(times, rest)) * earns + of_hours * overtime
    premium = times.value("sunday_surcharge") > 0
    sunday = premium & (times.weekday == SUNDAY) & ~rest
    day = np.select([rest & earns, sunday & earns], ["rest_day", "sunday"], "")
    work = _work(overtime, tier, times.night & earns)
    return rows.assign(
        rest=rest, concept=_names(day, work), factor=(1 + extra).round(9)
    )


def _work(
    overtime: NDArray[np.bool_], tier: NDArray[np.bool_], night: NDArray[np.bool_]
) -> NDArray[np.str_]:
    return np.select(
        [tier, overtime & night, overtime, night],
        [_EXTRA, "overtime_night", "overtime_day", "night"],
        "ordinary",
    )


def _names(day: NDArray[np.str_], work: NDArray[np.str_]) -> NDArray[np.str_]:
    """Join the words for the day and for the work; ordinary work is not said."""
    said = np.where((work == "ordinary") & (day != ""), "", work)
    link = np.where((day != "") & (said != ""), "_", "")
    return np.char.add(np.char.add(day, link), said)
