"""The longest day and week: the lower of what the law and the contract allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scheduling.validate.age import MINORS, too_young
from scheduling.validate.finding import together
from scheduling.validate.rows import flagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.validate.dated import DatedRules

    Kind = tuple[str, NDArray[np.bool_]]

SUCCESSIVE_SHIFTS = "successive_shifts"
LEAST_YEARS = "least_years"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """
    A limit of hours by its parameters and its contract column.

    Attributes
    ----------
    span : str
        ``day`` or ``week``, as in the names of the parameters.
    contract : str
        Column of contracts.
    """

    span: str
    contract: str

    def above(
        self, rows: pd.DataFrame, rules: DatedRules, kinds: Iterable[Kind] = ()
    ) -> Iterator[tuple[Any, str, str]]:
        """
        Rows with more than the lower of what the law and the contract allow.

        Overtime is counted only where the law has no room for it: in successive
        shifts, which end at their hours, and for minors.

        Parameters
        ----------
        rows : DataFrame
            With ``date``, ``ordinary`` and ``paid`` (minutes), ``age`` (years),
            ``contract``, ``regime`` and the contract's limit; missing where unknown.
        rules : DatedRules
            Limits by date.
        kinds : iterable of (str, ndarray of bool)
            Further parameters, and the rows in which each limits the hours.

        Yields
        ------
        tuple
            The row with its ``limit`` in minutes and what was ``counted``, the source
            of the limit, its caveat.
        """
        legal, names, strict = self._legal(rows, rules, kinds)
        counted = np.where(strict, rows["paid"], rows["ordinary"])
        limit = np.fmin(legal, rows[self.contract].to_numpy(np.float64))
        found = {"limit": limit, "legal": legal, "counted": counted, "name": names}
        for row in flagged(rows, counted > limit, **found):
            extra = "overtime is counted" if row.counted > row.ordinary else ""
            if row.limit < row.legal:
                yield row, f"contract {row.contract}", extra
            else:
                note = together(_years(row.name, row.age), extra)
                yield row, *rules.cite(row.name, row.date, note)

    def _legal(
        self, rows: pd.DataFrame, rules: DatedRules, kinds: Iterable[Kind]
    ) -> tuple[NDArray[np.float64], NDArray[np.object_], NDArray[np.bool_]]:
        """Minutes that the law allows, the parameter that says so, no overtime."""
        dates, ages = rows["date"], rows["age"]
        name = f"{self.span}_minutes"
        legal = rules.each(dates, name)
        names = np.full(len(rows), name, dtype=np.object_)
        strict = (rows["regime"] == SUCCESSIVE_SHIFTS).to_numpy(np.bool_)
        name = f"successive_{self.span}_minutes"
        names[strict], legal[strict] = name, rules.each(dates[strict], name)
        minors = [
            (f"{group.prefix}_{self.span}_minutes", group.holds(rules, ages, dates))
            for group in MINORS
        ]
        for name, where in (*kinds, *minors):
            chosen = np.flatnonzero(where)
            allowed = rules.each(dates.iloc[chosen], name)
            lower = allowed <= legal[chosen]
            names[chosen[lower]], legal[chosen[lower]] = name, allowed[lower]
        for _, where in minors:
            strict = strict | where
        young = too_young(rules, ages, dates)
        names[young], legal[young] = LEAST_YEARS, 0.0
        return legal, names, strict | young


def _years(name: str, age: float) -> str:
    """Age, where the limit is one for minors."""
    minors = (LEAST_YEARS, *(group.prefix for group in MINORS))
    return f"{age:g} years old" if name.startswith(minors) else ""
