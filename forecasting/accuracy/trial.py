"""A history in which forecasts are tried: where they start, and what was known then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from forecasting.almanac.calendars import EVERYWHERE
from forecasting.inputs import read_history, read_request
from wfm.errors import HistoryTooShortError
from wfm.intervals import infer_interval, midnight
from wfm.tables import SPECIAL_DAYS

if TYPE_CHECKING:
    from forecasting.almanac.calendars import Calendar
    from forecasting.inputs import Setting

# An origin needs as many days before it for a method to have seen each weekday twice.
FEWEST_DAYS = 14
_MOST_ORIGINS = 8
_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """
    A history, checked, and how far to look ahead in it.

    Attributes
    ----------
    table : DataFrame
        Of `wfm.tables.HISTORY`, typed.
    setting : Setting
        Its tables are typed.
    calendar : Calendar
        Special days of the whole history.
    interval : int
        Minutes.
    days : int
        Of each forecast.
    """

    table: pd.DataFrame
    setting: Setting
    calendar: Calendar
    interval: int
    days: int

    @property
    def end(self) -> pd.Timestamp:
        """Midnight after the last day."""
        return midnight(self.table["start"]).max() + _DAY

    def origins(
        self, first: pd.Timestamp | None, count: int | None, every: int
    ) -> list[pd.Timestamp]:
        """Midnights, ascending, with the past and the future that each needs."""
        known = midnight(self.table.loc[self.table["offered"].notna(), "start"])
        earliest = known.min() + FEWEST_DAYS * _DAY
        latest = known.max() + (1 - self.days) * _DAY
        most = _MOST_ORIGINS if count is None else count
        steps = [every * _DAY * step for step in range(most)]
        if first is None:
            tried = [latest - step for step in reversed(steps)]
        else:
            tried = [first + step for step in steps]
        fit = [moment for moment in tried if earliest <= moment <= latest]
        if not fit or (count is not None and len(fit) < count):
            span = f"{known.min().date()} to {known.max().date()}"
            raise HistoryTooShortError(
                f"the history ({span}) has room for {len(fit)} of {most} origins, "
                f"each with {FEWEST_DAYS} days before it and {self.days} after it: "
                "give more history, or fewer days or origins"
            )
        return fit

    def known_at(
        self, origin: pd.Timestamp
    ) -> tuple[pd.DataFrame, pd.DataFrame | None, pd.DataFrame | None]:
        """
        History, special days and hours as they were known at an origin.

        A special day that repeats one still to come has no kind yet.
        """
        past = self.table[midnight(self.table["start"]) < origin]
        queues = {*past["queue"], *EVERYWHERE}
        special_days, opening = self.setting.special_days, self.setting.opening
        if special_days is not None and {"kind", "value"} <= {*special_days}:
            unknown = (special_days["kind"] == "analog") & (
                special_days["value"].str[:10] >= str(origin.date())
            )
            special_days = special_days.assign(
                kind=special_days["kind"].mask(unknown, ""),
                value=special_days["value"].mask(unknown, ""),
            )
        return past, _of_queues(special_days, queues), _of_queues(opening, queues)


def read_trial(history: pd.DataFrame, setting: Setting, days: int) -> Trial:
    """
    Check a history and all that goes with it.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed.
    setting : Setting
        Hours, holidays, zone and interval.
    days : int
        Of each forecast.

    Returns
    -------
    Trial

    Raises
    ------
    InputError
        If a table is wrong.
    HistoryTooShortError
        If there are less than three hours of history.
    """
    table = read_history(history, setting)
    # A forecast after the whole history: what is wrong with the tables is said now.
    request = read_request(table, midnight(table["start"]).max() + _DAY, 1, setting)
    special_days = setting.special_days
    if special_days is not None:
        special_days = SPECIAL_DAYS.parse(special_days, timezone=setting.timezone)
    interval = setting.interval
    return Trial(
        table=table,
        setting=replace(setting, special_days=special_days, opening=request.opening),
        calendar=request.calendar,
        interval=infer_interval(table["start"]) if interval is None else interval,
        days=days,
    )


def _of_queues(table: pd.DataFrame | None, queues: set[str]) -> pd.DataFrame | None:
    """Rows of queues that are known."""
    if table is None or "queue" not in table:
        return table
    rows = table[table["queue"].isin(queues)]
    return None if rows.empty else rows
