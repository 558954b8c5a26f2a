"""Limits in force on each date, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.finding import together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook, WorkRules


@dataclass(frozen=True, slots=True)
class DatedRules:
    """A rule book that is opened once for each date."""

    book: RuleBook
    _opened: dict[pd.Timestamp, WorkRules] = field(default_factory=dict)

    def on(self, day: pd.Timestamp) -> WorkRules:
        """Rules in force on a naive midnight."""
        if day not in self._opened:
            self._opened[day] = self.book.on(day.date())
        return self._opened[day]

    def each(self, dates: pd.Series, name: str) -> NDArray[np.float64]:
        """Value of a parameter on each of the dates, shape (n,)."""
        codes, days = pd.factorize(dates)
        values = np.array([self.on(day)[name] for day in days], dtype=np.float64)
        return values[codes]

    def cite(self, name: str, day: pd.Timestamp, where: str = "") -> tuple[str, str]:
        """Source of a parameter, and its caveat behind the note `where`."""
        rules = self.on(day)
        return rules.source(name), together(where, rules.note(name))
