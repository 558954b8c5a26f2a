"""Every method forecasts at every origin of a trial."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from forecasting.accuracy import Glance, cells_of, totals_of
from forecasting.ahead import outlooks, read_question
from forecasting.almanac.calendars import is_special
from forecasting.history.reading import read_histories
from forecasting.outlook import tabulate
from forecasting.paths import draw_volumes
from wfm.errors import HistoryTooShortError, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasting.accuracy.trial import Trial
    from forecasting.ahead import Question
    from forecasting.base import Floats

# Draws whose sums are the bands of days and weeks.
_PATHS = 400


class _Made(NamedTuple):
    """What one method forecast at one origin: a table, and draws by queue."""

    table: pd.DataFrame
    drawn: dict[str, Floats]

    def of(self, queue: str) -> pd.DataFrame:
        """Rows of one queue."""
        return self.table[self.table["queue"] == queue]


@dataclass(slots=True)
class Runs:
    """
    Forecasts of a trial.

    Attributes
    ----------
    trial : Trial
        The history.
    names : list of str
        Methods; those that are left out are taken away.
    origins : list of Timestamp
        Midnights.
    workers : int
        Processes that share the queues.
    asked : bool
        Whether the methods were asked for by name: then none may be left out.
    left_out : dict of str to str
        Methods that need a longer history, and what they said.
    """

    trial: Trial
    names: list[str]
    origins: list[pd.Timestamp]
    workers: int
    asked: bool
    left_out: dict[str, str] = field(default_factory=dict)

    def compare(
        self, tell: Callable[[float], None]
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """
        Forecast, and put what came beside it.

        Parameters
        ----------
        tell : callable
            Told the share of the work that is done.

        Returns
        -------
        cells : DataFrame
            As `accuracy.cells_of` gives them, of all queues and origins.
        totals : DataFrame
            As `accuracy.totals_of` gives them, of the same.

        Raises
        ------
        HistoryTooShortError
            If there is nothing to compare, or a method that was asked for by name
            needs a longer history.
        NoAnswerError
            If no contacts came at all.
        """
        trial, count = self.trial, len(self.origins)
        truths = read_histories(trial.table, before=trial.end, interval=trial.interval)
        cells, totals = [], []
        for place, origin in enumerate(self.origins):
            made = self._forecasts(origin, partial(_tell_part, tell, place, count))
            day = np.datetime64(origin.date(), "D")
            for truth in truths:
                glance = Glance(
                    truth=truth,
                    special=is_special(truth.dates, trial.calendar.of(truth.queue)),
                    origin=int((day - truth.dates[0]).astype(np.int64)),
                    days=trial.days,
                )
                own = _compared(glance, made)
                if not own.empty:
                    drawn = {name: each.drawn for name, each in made.items()}
                    cells.append(own)
                    totals.append(totals_of(own, _of_queue(drawn, truth.queue)))
        if not cells:
            raise HistoryTooShortError(
                "no contacts are recorded in open intervals of the days to compare with"
            )
        every = self._of_all(cells)
        if not every["actual"].any():
            raise NoAnswerError(
                "no contacts came on the days to compare with, all counts are 0: an "
                "error in % of the contacts has no meaning"
            )
        return every, self._of_all(totals)

    def _of_all(self, parts: list[pd.DataFrame]) -> pd.DataFrame:
        rows = pd.concat(parts, ignore_index=True)
        return rows[rows["model"].isin(self.names)]

    def _forecasts(
        self, origin: pd.Timestamp, tell: Callable[[float], None]
    ) -> dict[str, _Made]:
        """Forecasts of one origin by method."""
        made, names = {}, list(self.names)
        for step, name in enumerate(names, start=1):
            try:
                made[name] = self._forecast(origin, name)
            except HistoryTooShortError as error:
                self.names.remove(name)
                if self.asked or not self.names:
                    raise
                self.left_out[name] = str(error)
            tell(step / len(names))
        return made

    def _forecast(self, origin: pd.Timestamp, model: str) -> _Made:
        """Ask as `forecast` and `forecast_paths` would, from what was known then."""
        trial = self.trial
        history, special_days, opening = trial.known_at(origin)
        question: Question = {
            "start": origin.date(),
            "days": trial.days,
            "special_days": special_days,
            "country": trial.setting.country,
            "opening": opening,
            "timezone": trial.setting.timezone,
            "interval": trial.interval,
            "model": model,
            "refused": trial.setting.refused,
        }
        request, guidance = read_question(history, question)
        found = outlooks(request, model, guidance, workers=self.workers)
        for outlook in found:
            # What stands in for a method must not be measured under its name.
            if outlook.fell_back:
                raise HistoryTooShortError(outlook.fell_back)
        streams = np.random.default_rng(0).spawn(len(found))
        drawn = {
            outlook.queue: draw_volumes(outlook, _PATHS, rng)
            for outlook, rng in zip(found, streams, strict=True)
        }
        return _Made(tabulate(found, request), drawn)


def _tell_part(
    tell: Callable[[float], None], done: int, count: int, share: float
) -> None:
    tell((done + share) / count)


def _compared(glance: Glance, made: dict[str, _Made]) -> pd.DataFrame:
    """Cells of one queue; none where no method had anything to forecast it from."""
    tables = {name: each.of(glance.truth.queue) for name, each in made.items()}
    if all(table.empty for table in tables.values()):
        return pd.DataFrame()
    return cells_of(glance, tables)


def _of_queue(drawn: dict[str, dict[str, Floats]], queue: str) -> dict[str, Floats]:
    return {name: each[queue] for name, each in drawn.items() if queue in each}
