"""A linear model as plain arrays: variables with costs, rows with coefficients."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(slots=True)
class Model:
    """
    Minimise costs over rows of linear limits.

    Attributes
    ----------
    cost, upper : list of float
        Of each variable; every variable is at least 0.
    integer : list of bool
        Whether the variable must be whole.
    rows : list of tuple
        ``(low, high, variables, coefficients)``.
    constant : float
        Cost that no decision changes.
    """

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, list[int], list[float]]] = field(
        default_factory=list
    )
    constant: float = 0.0

    def variables(
        self,
        costs: Iterable[float],
        *,
        upper: Sequence[float] | float = math.inf,
        integer: bool = False,
    ) -> list[int]:
        """Add variables; returns their numbers."""
        first = len(self.cost)
        self.cost.extend(float(cost) for cost in costs)
        count = len(self.cost) - first
        bounds = [upper] * count if isinstance(upper, int | float) else list(upper)
        self.upper.extend(float(bound) for bound in bounds)
        self.integer.extend([integer] * count)
        return list(range(first, first + count))

    def row(
        self,
        terms: Iterable[tuple[int, float]],
        *,
        low: float = -math.inf,
        high: float = math.inf,
    ) -> None:
        """Add a row: `low` <= sum of coefficient times variable <= `high`."""
        merged: dict[int, float] = {}
        for variable, coefficient in terms:
            merged[variable] = merged.get(variable, 0.0) + coefficient
        self.rows.append((low, high, list(merged), list(merged.values())))

    def relaxed(self) -> Model:
        """Copy in which no variable must be whole."""
        return Model(
            self.cost, self.upper, [False] * len(self.cost), self.rows, self.constant
        )
