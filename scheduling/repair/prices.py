"""What a change of the day costs, so that few are made and each is worth it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.intervals import from_epoch_minutes
from wfm.labour.pay import surcharge

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook

HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePrices:
    """
    Prices of changes in paid hours; none of them is pay but `overtime`.

    Attributes
    ----------
    move : float
        A lunch or break that is moved at all.
    move_hour : float
        And for each hour by which it is moved.
    change : float
        Anything else that is changed: overtime, time off, a block, another queue.
    overtime : float
        An hour of overtime; night and rest days are added to it.
    given_back : float
        What an hour of voluntary time off saves. Less than an hour's pay, since time
        given back is mostly owed on another day.
    developed : float
        What an hour of coaching in slack time is worth; a cancelled hour loses it.
    """

    move: float = 0.05
    move_hour: float = 0.08
    change: float = 0.4
    overtime: float = 1.5
    given_back: float = 0.6
    developed: float = 0.35

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if not (np.isfinite(value) and value >= 0):
                raise ParameterError(each.name, value, "a number, at least 0")


@dataclass(frozen=True, slots=True)
class Tariff:
    """
    Prices of one day in money.

    Attributes
    ----------
    hourly : float
        A paid hour.
    short, over : float
        An agent-hour that is missed, and one too many.
    changes : ChangePrices
        In paid hours.
    first : int
        Epoch minute from which `paid` counts.
    paid : ndarray of float64, shape (minutes + 1,)
        Hours of pay for overtime worked until each minute.
    """

    hourly: float
    short: float
    over: float
    changes: ChangePrices
    first: int
    paid: NDArray[np.float64]

    def moved(self, minutes: int) -> float:
        """Price of moving a pause by some minutes."""
        if not minutes:
            return 0.0
        hours = self.changes.move + self.changes.move_hour * abs(minutes) / HOUR
        return self.hourly * hours

    def overtime(self, start: int, end: int) -> float:
        """Pay of overtime between two epoch minutes, and the price of asking."""
        hours = self.paid[end - self.first] - self.paid[start - self.first]
        return self.hourly * float(hours + self.changes.change)

    def released(self, minutes: int) -> float:
        """Price of voluntary time off, below 0 where it saves more than it costs."""
        saved = self.changes.given_back * minutes / HOUR
        return self.hourly * (self.changes.change - saved)

    def block(self, minutes: int) -> float:
        """Price of putting slack time to use off the queue."""
        worth = self.changes.developed * minutes / HOUR
        return self.hourly * (self.changes.change - worth)

    def cancelled(self, minutes: int) -> float:
        """Price of taking somebody back from work off the queue."""
        worth = self.changes.developed * minutes / HOUR
        return self.hourly * (self.changes.change + worth)

    def switched(self) -> float:
        """Price of serving another queue for a while."""
        return self.hourly * self.changes.change


def tariff(
    book: RuleBook, span: tuple[int, int], timezone: str, changes: ChangePrices
) -> Tariff:
    """
    Prices of the rest of a day.

    Parameters
    ----------
    book : RuleBook
        Gives the paid hour, the prices of shortage and surplus, and surcharges.
    span : tuple of int
        First and last epoch minute at which overtime may be worked.
    timezone : str
        IANA name.
    changes : ChangePrices
        In paid hours.

    Returns
    -------
    Tariff
    """
    minutes = from_epoch_minutes(np.arange(*span), timezone)
    rules = book.on(minutes.iloc[0].date())
    each = (changes.overtime + surcharge(minutes, book)) / HOUR
    hourly = rules["hourly_cost"]
    return Tariff(
        hourly,
        rules["short_price"] * hourly,
        rules["over_price"] * hourly,
        changes,
        span[0],
        np.concatenate([[0.0], np.cumsum(each)]),
    )
