"""What is agreed about new queues: how they start, and what the contract says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from forecasting.base import WEEK, Floats
from forecasting.handle_time.learning import HALF_LIFE_DAYS, Learning
from forecasting.launch.templates import template
from wfm.errors import Problem, TableError, UnknownNameError
from wfm.tables import CONTRACTED, LAUNCHES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.base import Dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """
    What is known of a new queue before it has a past.

    Attributes
    ----------
    queue : str
        Name.
    analog : str
        Queue whose week it is expected to be like; empty for none.
    sector : str
        Template of the week where there is no analog; empty for the general one.
    share : float or None
        Its contacts over those of the analog, where no volume is contracted.
    start : datetime64[D] or None
        First day of work; None for the first day on record, else the first forecast.
    ramp_weeks : float
        Weeks until the full volume arrives, at least 0.
    start_share : float
        Share of the full volume that the first day has, in [0, 1].
    aht_s : float or None
        Handle time of experienced agents, seconds.
    learning_extra : float
        What agents add to it on the first day, as a share, at least 0.
    learning_half_life_days : float
        Days in which that halves, above 0.
    level_sd : float or None
        Relative deviation of the level before any day is seen, above 0.
    months : dict of datetime64[M] to float
        Contracted contacts of each whole month at full volume.
    """

    queue: str
    analog: str = ""
    sector: str = ""
    share: float | None = None
    start: np.datetime64 | None = None
    ramp_weeks: float = 0.0
    start_share: float = 0.0
    aht_s: float | None = None
    learning_extra: float = 0.0
    learning_half_life_days: float = HALF_LIFE_DAYS
    level_sd: float | None = None
    months: dict[np.datetime64, float]

    def ramp(self, dates: Dates, first: np.datetime64) -> Floats:
        """
        Share of the full volume on some days, shape (n,).

        It grows by the same amount each day until the weeks are over. Where nothing
        is said of the first day, it has one such amount.

        Parameters
        ----------
        dates : ndarray of datetime64[D], shape (n,)
            Calendar days.
        first : datetime64[D]
            First day of work; days before it have none.
        """
        age = (dates - first).astype(np.float64)
        if not self.ramp_weeks:
            return np.where(age < 0, 0.0, 1.0)
        days = WEEK * self.ramp_weeks
        begin = self.start_share or min(1 / days, 1.0)
        done = np.clip(age / days, 0.0, 1.0)
        return np.where(age < 0, 0.0, begin + (1 - begin) * done)

    def learning(self, first: np.datetime64) -> Learning:
        """
        Give the learning curve of agents who all begin on the first day.

        Parameters
        ----------
        first : datetime64[D]
            First day of work.
        """
        return Learning(
            starts=np.array([first], dtype="datetime64[D]"),
            heads=np.ones(1),
            experienced=0.0,
            extra=self.learning_extra,
            half_life=self.learning_half_life_days,
        )


def read_launches(
    launches: pd.DataFrame | None, contracted: pd.DataFrame | None
) -> dict[str, Launch]:
    """
    Check what is said about new queues, by queue in the order of their names.

    A queue that only the contract names follows the general template.

    Parameters
    ----------
    launches : DataFrame or None
        Of `wfm.tables.LAUNCHES`, raw or typed.
    contracted : DataFrame or None
        Of `wfm.tables.CONTRACTED`, raw or typed.

    Returns
    -------
    dict of str to Launch

    Raises
    ------
    TableError
        If a row breaks the contract, a month is none, or a half-life or deviation is 0.
    ParameterError
        If there is no template of that sector.
    """
    months = _months(contracted)
    rows = [] if launches is None else LAUNCHES.parse(launches).to_dict("records")
    source = "" if launches is None else LAUNCHES.source(launches)
    problems = [
        Problem(source, "must be above 0", row=line, column=name, value="0")
        for line, row in enumerate(rows, start=2)
        for name in ("learning_half_life_days", "level_sd")
        if row.get(name) == 0
    ]
    if problems:
        raise TableError(problems)
    known = {column.name for column in LAUNCHES.columns}
    found = {
        str(row["queue"]): Launch(
            months=months.pop(str(row["queue"]), {}),
            **{
                str(key): _cell(value)
                for key, value in row.items()
                if key in known and not _is_blank(value)
            },
        )
        for row in rows
    }
    for queue, volumes in months.items():
        found[queue] = Launch(queue=queue, months=volumes)
    for launch in found.values():
        template(launch.sector)
    return dict(sorted(found.items()))


def check_analogs(launches: dict[str, Launch], queues: Iterable[str]) -> None:
    """
    Refuse analogs that are not in the history.

    Parameters
    ----------
    launches : dict of str to Launch
        New queues.
    queues : iterable of str
        Those of the history.

    Raises
    ------
    UnknownNameError
        If one is not.
    """
    known = set(queues)
    for launch in launches.values():
        if launch.analog and launch.analog not in known:
            raise UnknownNameError("analog queue", launch.analog, known)


def _is_blank(value: Any) -> bool:  # noqa: ANN401 - whatever the column holds
    return value == "" or bool(pd.isna(value))


def _cell(value: object) -> Any:  # noqa: ANN401 - whatever the column holds
    if isinstance(value, pd.Timestamp):
        return np.datetime64(value.date(), "D")
    return value


def _months(
    contracted: pd.DataFrame | None,
) -> dict[str, dict[np.datetime64, float]]:
    """Contracted volumes by queue and month."""
    if contracted is None:
        return {}
    table = CONTRACTED.parse(contracted)
    # A sheet may hold the first of the month, with a time.
    first = r"^(\d{4}-\d{2})-01(?: 00:00:00)?$"
    text = table["month"].str.replace(first, r"\1", regex=True)
    month = pd.to_datetime(text, format="%Y-%m", errors="coerce")
    problems = [
        Problem(
            CONTRACTED.source(table),
            "is not a month like 2026-12",
            row=int(str(row)) + 2,
            column="month",
            value=str(table.loc[row, "month"]),
        )
        for row in table.index[month.isna()]
    ]
    if problems:
        raise TableError(problems)
    found: dict[str, dict[np.datetime64, float]] = {}
    for queue, when, volume in zip(table["queue"], month, table["volume"], strict=True):
        found.setdefault(queue, {})[np.datetime64(when, "M")] = float(volume)
    return found
