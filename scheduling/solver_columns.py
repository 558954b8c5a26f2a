"""A linear programme that grows by columns; beside `solver`, a door to HiGHS."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import highspy
import numpy as np

from scheduling.solver import say_nothing
from wfm.errors import SolverError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PRIMAL, _DUAL = 4, 1


class ColumnModel:
    """
    Rows that are given, and columns that come one after another.

    Parameters
    ----------
    level : ndarray of float64, shape (rows,)
        What each row sums to.
    """

    def __init__(self, level: NDArray[np.float64]) -> None:
        say_nothing()
        highspy.Highs.resetGlobalScheduler(True)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("solver", "simplex"),
        ):
            self.highs.setOptionValue(option, value)
        self.rows, self.columns = len(level), 0
        none = np.empty(0, dtype=np.int32)
        self.highs.addRows(
            self.rows, level, level, 0, none, none, np.empty(0, dtype=np.float64)
        )

    def add(
        self,
        costs: NDArray[np.float64],
        starts: NDArray[np.int32],
        rows: NDArray[np.int32],
        values: NDArray[np.float64],
    ) -> None:
        """
        Add columns of at least 0.

        Parameters
        ----------
        costs : ndarray of float64, shape (columns,)
            Of one unit.
        starts : ndarray of int32, shape (columns,)
            Where the rows of each column begin.
        rows, values : ndarray
            Coefficients, column after column.
        """
        count = len(costs)
        self.highs.addCols(
            count,
            costs,
            np.zeros(count),
            np.full(count, math.inf),
            len(rows),
            starts,
            rows,
            values,
        )
        self.columns += count

    def begin(self, basic: NDArray[np.int64]) -> None:
        """
        Start the next solve from a corner that is known.

        Parameters
        ----------
        basic : ndarray of int64, shape (rows,)
            Columns that make it up; every other column is 0 there.
        """
        corner = highspy.HighsBasis()
        status = [highspy.HighsBasisStatus.kLower] * self.columns
        for each in basic:
            status[each] = highspy.HighsBasisStatus.kBasic
        corner.col_status = status
        corner.row_status = [highspy.HighsBasisStatus.kLower] * self.rows
        corner.valid = True
        self.highs.setBasis(corner)

    def allow(self, columns: NDArray[np.int32], upper: float) -> None:
        """Set the most that some columns may be."""
        count = len(columns)
        self.highs.changeColsBounds(
            count, columns, np.zeros(count), np.full(count, upper)
        )

    def cost(self, columns: NDArray[np.int32], costs: NDArray[np.float64]) -> None:
        """Change what some columns cost."""
        self.highs.changeColsCost(len(columns), columns, costs)

    def relaxed(
        self, *, grown: bool
    ) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        """
        Solve for fractions from where the last solve ended.

        Parameters
        ----------
        grown : bool
            Whether only columns were added since.

        Returns
        -------
        tuple
            Objective, columns, and the dual values of the rows.

        Raises
        ------
        SolverError
            If there is no optimum.
        """
        self.highs.setOptionValue("simplex_strategy", _PRIMAL if grown else _DUAL)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self.highs.clearSolver()
            self.highs.setOptionValue("simplex_strategy", _DUAL)
            self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverError("the solver found no optimum of a growing model")
        found = self.highs.getSolution()
        return (
            self.highs.getInfo().objective_function_value,
            np.array(found.col_value),
            np.array(found.row_dual),
        )
