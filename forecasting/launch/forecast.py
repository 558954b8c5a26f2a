"""The forecast of queues that are new, whatever their own history is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.inputs import Setting, first_day, read_history, read_request
from forecasting.launch.queues import look_at_launches
from forecasting.launch.terms import read_launches
from forecasting.outlook import tabulate

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd


def forecast_new(  # noqa: PLR0913 - the signature that users script against
    launches: pd.DataFrame | None = None,
    *,
    start: str | date,
    contracted: pd.DataFrame | None = None,
    history: pd.DataFrame | None = None,
    days: int = 28,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
    interval: int | None = None,
) -> pd.DataFrame:
    """
    Contacts and handle times of new queues.

    The week is that of an analog queue, else of a sector's template (an assumption);
    the level is the contracted volume, else the analog's. Own days, where the history
    has some, move both and narrow the bands. `forecasting.forecast` takes the same
    tables and does this for queues with less than two weeks of history.

    Parameters
    ----------
    launches : DataFrame, optional
        Of `wfm.tables.LAUNCHES`, raw or typed: how each queue starts.
    start : str, date or Timestamp
        First day, an ISO date.
    contracted : DataFrame, optional
        Of `wfm.tables.CONTRACTED`, raw or typed: contacts of whole months at full
        volume. They are spread over the month's open days; a ramp takes its share off.
        A queue that is only here follows the general template.
    history : DataFrame, optional
        Of `wfm.tables.HISTORY`, raw or typed: analog queues, own first days.
    days : int
        Calendar days, 1 to 731.
    special_days, country, opening, timezone
        As in `forecasting.forecast`; the hours of analog or template by default.
    interval : int, optional
        Length of an interval in minutes; the history's own by default, else 30.

    Returns
    -------
    DataFrame
        Of `wfm.tables.FORECAST`, by queue and start, open intervals only.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If nothing says how many contacts a queue will have, or an analog is itself new.

    Examples
    --------
    A contract of 3000 contacts in a month of 30 days, every day from 8 to 18:

    >>> import pandas as pd
    >>> contract = pd.DataFrame(
    ...     {"queue": ["hogar"], "month": ["2026-11"], "volume": [3000]}
    ... )
    >>> hours = pd.DataFrame(
    ...     {"queue": "*", "weekday": range(7), "open": "08:00", "close": "18:00"}
    ... )
    >>> table = forecast_new(
    ...     contracted=contract, opening=hours, start="2026-11-01", days=30
    ... )
    >>> len(table), round(float(table["volume"].sum()), 6)
    (600, 3000.0)
    """
    setting = Setting(
        special_days=special_days,
        opening=opening,
        country=country,
        timezone=timezone,
        interval=interval,
    )
    table = read_history(history, setting)
    found = read_launches(launches, contracted)
    request = read_request(table, first_day(start, table), days, setting, tuple(found))
    histories = request.queues()
    new = look_at_launches(found, histories, request, every=True)
    return tabulate([each.outlook for each in new.values()], request)
