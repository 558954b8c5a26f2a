"""Run a model with PuLP; the only module that knows a solver or its statuses."""

from __future__ import annotations

import math
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import highspy
import numpy as np
import pulp

from scheduling.result import SolveStatus
from wfm.errors import SolverError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.model.rows import Model

_WHOLE = 1e-5
# Coefficients from which a linear programme counts as large.
_LARGE = 100_000
_STATUS = {
    highspy.HighsModelStatus.kOptimal: SolveStatus.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: SolveStatus.INFEASIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: SolveStatus.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: SolveStatus.UNBOUNDED,
}


@dataclass(frozen=True, slots=True)
class Solution:
    """
    What the solver found.

    Attributes
    ----------
    status : SolveStatus
        Never better than what was proved.
    decisions : ndarray of float64
        One for each variable; empty without a solution.
    objective, bound : float
        Cost of the solution, and what no solution can undercut.
    seconds : float
        Wall time of the solver.
    timed_out : bool
        Whether the time limit ended it.
    """

    status: SolveStatus
    decisions: NDArray[np.float64]
    objective: float
    bound: float
    seconds: float
    timed_out: bool = False


def solve(
    model: Model,
    *,
    gap: float = 0.01,
    nodes: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
) -> Solution:
    """
    Solve a model with HiGHS on one thread.

    Parameters
    ----------
    model : Model
        What to minimise.
    gap : float
        Relative gap at which to stop.
    nodes : int, optional
        Most nodes of the search; unlike seconds, the same on every machine.
    time_limit : float, optional
        Seconds; a safety that ends in status ``feasible`` or ``no_solution``.
    seed : int
        Seed of the solver's own choices.

    Raises
    ------
    SolverError
        If the solver crashed or returned values that break the model.
    """
    problem, variables = _to_pulp(model)
    # HiGHS keeps one scheduler a process: a solve with another number of threads
    # before this one would silently return nothing.
    _say_nothing()
    highspy.Highs.resetGlobalScheduler(True)
    whole = any(model.integer)
    large = sum(len(row[2]) for row in model.rows) > _LARGE
    solver = pulp.HiGHS(
        mip=whole,
        msg=False,
        gapRel=gap,
        threads=1,
        timeLimit=time_limit,
        random_seed=seed,
        # Measured on the roster's bound: half the time of the simplex method.
        solver="ipm" if large and not whole else "choose",
        **({} if nodes is None else {"mip_max_nodes": nodes}),
    )
    begun = time.perf_counter()
    # PuLP 3.3 has no word for a node limit and fails on it, after it has copied the
    # values; how the solve ended is read from HiGHS itself below.
    with suppress(KeyError):
        problem.solve(solver)
    seconds = time.perf_counter() - begun
    return _read(model, problem.solverModel, variables, seconds)


@cache
def _say_nothing() -> None:
    """
    Let HiGHS print its banner once where nobody reads it.

    It does so at the first solve of a process, whatever it is told, and would spoil
    what a command prints for programs.
    """
    standard, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        empty = highspy.Highs()  # type: ignore[no-untyped-call]
        empty.setOptionValue("output_flag", False)
        empty.addVar(0.0, 1.0)
        empty.run()
    finally:
        os.dup2(standard, 1)
        os.close(standard)
        os.close(nowhere)


def _to_pulp(model: Model) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    problem = pulp.LpProblem("aforo", pulp.LpMinimize)
    variables = [
        problem.add_variable(
            f"x{number}",
            lowBound=0,
            upBound=None if math.isinf(upper) else upper,
            cat=pulp.LpInteger if integer else pulp.LpContinuous,
        )
        for number, (upper, integer) in enumerate(
            zip(model.upper, model.integer, strict=True)
        )
    ]
    # PuLP 4 renames the constructor that takes a list; 3 has only the constructor.
    expression = getattr(pulp.LpAffineExpression, "from_list", pulp.LpAffineExpression)
    problem += expression(
        [(v, cost) for v, cost in zip(variables, model.cost, strict=True) if cost]
    )
    for low, high, numbers, coefficients in model.rows:
        terms = [
            (variables[number], coefficient)
            for number, coefficient in zip(numbers, coefficients, strict=True)
        ]
        if low == high:
            problem += expression(terms) == low
            continue
        if not math.isinf(low):
            problem += expression(terms) >= low
        if not math.isinf(high):
            problem += expression(terms) <= high
    return problem, variables


def _read(
    model: Model,
    highs: highspy.Highs,
    variables: list[pulp.LpVariable],
    seconds: float,
) -> Solution:
    raw = highs.getModelStatus()
    info = highs.getInfo()
    has_values = (
        info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    )
    status = _STATUS.get(
        raw, SolveStatus.FEASIBLE if has_values else SolveStatus.NO_SOLUTION
    )
    late = raw == highspy.HighsModelStatus.kTimeLimit
    if not has_values or status in (SolveStatus.INFEASIBLE, SolveStatus.UNBOUNDED):
        return Solution(status, np.array([]), math.inf, -math.inf, seconds, late)
    values = np.array([variable.varValue for variable in variables], dtype=np.float64)
    whole = np.array(model.integer)
    if np.any(np.abs(values[whole] - np.round(values[whole])) > _WHOLE):
        raise SolverError("the solver returned a fraction where a whole number is due")
    values[whole] = np.round(values[whole])
    objective = float(values @ np.array(model.cost)) + model.constant
    proved = (
        info.mip_dual_bound if any(model.integer) else info.objective_function_value
    )
    bound = min(proved + model.constant, objective)
    return Solution(status, values, objective, bound, seconds, late)
