"""Look at one queue: at the days ahead, or at the rest of today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.knowledge import Knowledge, know
from forecasting.models import fit_by_rule
from forecasting.models.blends import blended_forecast, blended_rest_of_day
from forecasting.outlook import Outlook, day_types, put_together
from forecasting.uncertainty.origins import hindcasts, hindcasts_of_today
from forecasting.uncertainty.spread import learn_spread

if TYPE_CHECKING:
    from forecasting.base import Floats, QueueHistory
    from forecasting.inputs import Request


@dataclass(frozen=True, slots=True)
class LookAhead:
    """
    What is expected of a queue on the days asked for.

    Attributes
    ----------
    request : Request
        The days asked for, hours and special days.
    model : str
        Name of a method.
    """

    request: Request
    model: str

    def __call__(self, history: QueueHistory) -> Outlook | None:
        """Look at one queue; None where nothing is recorded in open slots."""
        knowledge = know(history, self.request)
        if knowledge is None:
            return None
        return _ahead(knowledge, self.request, self.model)


@dataclass(frozen=True, slots=True)
class LookAtToday:
    """
    What is expected of the rest of a day of a queue.

    Attributes
    ----------
    request : Request
        That one day, hours and special days.
    model : str
        Name of a method.
    finished : int
        Slots of the day that are over.
    """

    request: Request
    model: str
    finished: int

    def __call__(self, told: tuple[QueueHistory, Floats]) -> Outlook | None:
        """
        Look at one queue.

        Parameters
        ----------
        told : tuple of QueueHistory and ndarray of float64, shape (S,)
            What was known before the day, and its contacts so far.

        Returns
        -------
        Outlook or None
            The forecast of the day before where nothing was seen in open slots; None
            where nothing is recorded in them at all.
        """
        history, today = told
        knowledge = know(history, self.request)
        if knowledge is None:
            return None
        types = day_types(knowledge, self.request.dates)
        kind = types[0]
        seen = np.where(kind.open_slots(knowledge.opening), today, np.nan)
        seen[self.finished :] = np.nan
        if not np.isfinite(seen).any() or not kind.factor:
            return _ahead(knowledge, self.request, self.model)
        days = knowledge.days(self.request.dates, np.array([kind.weekday]))
        # A special day's morning is read as that of the weekdays it is like.
        fitted = fit_by_rule(self.model, knowledge.past)
        rest = blended_rest_of_day(
            fitted.fit,
            days,
            kind,
            knowledge.opening,
            seen / kind.factor,
        )
        past = hindcasts_of_today(knowledge.past, fitted.again, self.finished)
        outlook = put_together(knowledge, types, days, rest[None], learn_spread(past))
        return replace(
            outlook, methods=fitted.methods(today=True), fell_back=fitted.fell_back
        )


def _ahead(knowledge: Knowledge, request: Request, model: str) -> Outlook:
    types = day_types(knowledge, request.dates)
    days = knowledge.days(request.dates, np.array([day.weekday for day in types]))
    fitted = fit_by_rule(model, knowledge.past)
    normal = blended_forecast(fitted.fit, days, types, knowledge.opening)
    spread = learn_spread(hindcasts(knowledge.past, fitted.again))
    outlook = put_together(knowledge, types, days, normal, spread)
    return replace(outlook, methods=fitted.methods(), fell_back=fitted.fell_back)
