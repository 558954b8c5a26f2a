"""Limits in force on each date, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from scheduling.validate.finding import together
from scheduling.validate.rows import flagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook, WorkRules

SUCCESSIVE_SHIFTS = "successive_shifts"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A limit of hours by its parameters in either regime and its contract column."""

    ordinary: str
    successive: str
    contract: str


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

    def above(
        self, rows: pd.DataFrame, ceiling: Ceiling
    ) -> Iterator[tuple[Any, str, str]]:
        """
        Rows with more than the lower of what the law and the contract allow.

        Parameters
        ----------
        rows : DataFrame
            With ``date``, ``ordinary`` (minutes), ``contract``, ``regime`` and the
            contract's limit; missing where there is no contract.
        ceiling : Ceiling
            The names of the limits.

        Yields
        ------
        tuple
            The row with its ``limit`` in minutes, the source of the limit, its caveat.
        """
        in_turns = (rows["regime"] == SUCCESSIVE_SHIFTS).to_numpy()
        ordinary = self.each(rows["date"], ceiling.ordinary)
        legal = np.where(
            in_turns, self.each(rows["date"], ceiling.successive), ordinary
        )
        limit = np.fmin(legal, rows[ceiling.contract].to_numpy(np.float64))
        above = rows["ordinary"] > limit
        for row in flagged(rows, above, limit=limit, legal=legal, in_turns=in_turns):
            if row.limit < row.legal:
                yield row, f"contract {row.contract}", ""
            else:
                name = ceiling.successive if row.in_turns else ceiling.ordinary
                yield row, *self.cite(name, row.date)
