"""Run a model with PuLP; the only module that knows a solver or its statuses."""

from __future__ import annotations

import math
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import highspy
import numpy as np
import pulp
from pulp.apis import coin_api

from scheduling.result import SolveStatus
from wfm.errors import SolverError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.model.rows import Model

# The version that PuLP brings along.
CBC = "CBC 2.10.3"
_WHOLE = 1e-5
# How far the values of a search may miss a row.
_ROW = 1e-4
# Coefficients from which a linear programme counts as large.
_LARGE = 100_000
# Measured on shifts of 15 minutes: half the time, and always a solution.
_DIVING = ("cuts off", "strong 0", "trust 0", "rens on")
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
    duals : ndarray of float64
        Of a linear programme: what one more unit of each row's limits would cost, one
        for each row of the model; empty where a variable must be whole.
    """

    status: SolveStatus
    decisions: NDArray[np.float64]
    objective: float
    bound: float
    seconds: float
    timed_out: bool = False
    duals: NDArray[np.float64] = field(default_factory=lambda: np.array([]))


def solve(
    model: Model,
    *,
    gap: float = 0.01,
    nodes: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    start: NDArray[np.float64] | None = None,
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
    start : ndarray of float64, optional
        Values that keep to the model, one for each variable: where the search begins.
        Of those that need not be whole the solver finds its own.

    Raises
    ------
    SolverError
        If the solver crashed or returned values that break the model.
    """
    problem, variables = _to_pulp(model)
    # HiGHS keeps one scheduler a process: a solve with another number of threads
    # before this one would silently return nothing.
    say_nothing()
    highspy.Highs.resetGlobalScheduler(True)
    whole = any(model.integer)
    large = sum(len(row[2]) for row in model.rows) > _LARGE
    solver = _Started(
        _told(model, variables, start),
        mip=whole,
        msg=False,
        gapRel=gap,
        threads=1,
        timeLimit=time_limit,
        random_seed=seed,
        # Measured on the roster's bound: half the time of the simplex method.
        solver="ipm" if large and not whole else "choose",
        **({} if nodes is None else {"mip_max_nodes": nodes}),
        # It looks for some solution, which is there.
        **({} if start is None else {"mip_heuristic_run_feasibility_jump": False}),
    )
    begun = time.perf_counter()
    # PuLP 3.3 has no word for a node limit and fails on it, after it has copied the
    # values; how the solve ended is read from HiGHS itself below.
    with suppress(KeyError):
        problem.solve(solver)
    seconds = time.perf_counter() - begun
    return _read(model, problem.solverModel, variables, seconds)


class _Started(pulp.HiGHS):  # type: ignore[misc]
    """
    HiGHS by way of PuLP, begun from a solution, for which PuLP 3.3 has no word.

    Parameters
    ----------
    told : list of (LpVariable, float)
        Values from which to begin; of the other variables HiGHS finds them.
    **options : object
        Of `pulp.HiGHS`.
    """

    def __init__(
        self, told: list[tuple[pulp.LpVariable, float]], **options: object
    ) -> None:
        super().__init__(**options)
        self.told = told

    def callSolver(self, lp: pulp.LpProblem) -> None:  # noqa: N802 - PuLP's name
        """Tell the solution before the search."""
        if self.told:
            numbers = np.array([each.index for each, _ in self.told], dtype=np.int32)
            values = np.array([value for _, value in self.told])
            lp.solverModel.setSolution(len(numbers), numbers, values)
        super().callSolver(lp)


def _told(
    model: Model, variables: list[pulp.LpVariable], start: NDArray[np.float64] | None
) -> list[tuple[pulp.LpVariable, float]]:
    """Values of a solution where they must be whole."""
    if start is None:
        return []
    return [
        (variables[number], float(start[number]))
        for number in np.flatnonzero(model.integer)
    ]


@cache
def say_nothing() -> None:
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
    duals = np.array([]) if any(model.integer) else _duals(model, highs)
    return Solution(status, values, objective, bound, seconds, late, duals)


def _duals(model: Model, highs: highspy.Highs) -> NDArray[np.float64]:
    """Dual value of each row of the model; PuLP writes a range as two rows."""
    two = np.array(
        [low != high and not math.isinf(low - high) for low, high, _, _ in model.rows]
    )
    first = np.arange(len(two)) + np.concatenate([[0], np.cumsum(two)[:-1]])
    return np.add.reduceat(np.array(highs.getSolution().row_dual), first)


def search(
    model: Model,
    *,
    gap: float,
    nodes: int,
    time_limit: float | None = None,
    diving: bool = False,
) -> Solution:
    """
    Look for whole numbers with CBC, which PuLP brings along.

    Where coverage comes in few kinds of shifts, CBC has found them in a tenth of the
    time of HiGHS; it runs in a process of its own, so other threads go on.

    Parameters
    ----------
    model : Model
        What to minimise.
    gap : float
        Relative gap at which to stop.
    nodes : int
        Most nodes of the search; unlike seconds, the same on every machine.
    time_limit : float, optional
        Seconds; a safety.
    diving : bool
        Whether to look for good solutions rather than to prove them: no cuts and no
        trial branches, but a search among the roundings of the linear programme.
    """
    problem, variables = _to_pulp(model)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "cbc.log"
        problem.solve(
            pulp.COIN_CMD(
                # The program that PuLP brings along, by its path: the class that knows
                # it by itself is on its way out.
                path=coin_api.pulp_cbc_path,
                msg=False,
                gapRel=gap,
                threads=1,
                maxNodes=nodes,
                timeLimit=time_limit,
                logPath=str(log),
                options=list(_DIVING) if diving else None,
            )
        )
        said = log.read_text(errors="replace") if log.exists() else ""
    seconds = time.perf_counter() - begun
    late = time_limit is not None and "Stopped on time limit" in said
    values = np.array([each.varValue or 0.0 for each in variables], dtype=np.float64)
    whole = np.array(model.integer)
    rounded = np.round(values)
    # Stopped without a solution, CBC leaves the linear programme's values behind.
    if np.any(np.abs(values - rounded)[whole] > _WHOLE) or not _kept(model, values):
        none = np.array([])
        return Solution(
            SolveStatus.NO_SOLUTION, none, math.inf, -math.inf, seconds, late
        )
    values[whole] = rounded[whole]
    objective = float(values @ np.array(model.cost)) + model.constant
    bounds = re.findall(r"Lower bound:\s+(\S+)", said)
    if problem.sol_status == pulp.LpSolutionOptimal and not bounds:
        bounds = [str(objective - model.constant)]
    bound = min(float(bounds[-1]) + model.constant, objective) if bounds else -math.inf
    proved = objective - bound <= gap * abs(objective)
    status = SolveStatus.OPTIMAL if proved else SolveStatus.FEASIBLE
    return Solution(status, values, objective, bound, seconds, late)


def _kept(model: Model, values: NDArray[np.float64]) -> bool:
    """Whether values keep to every row."""
    return all(
        low - _ROW <= values[numbers] @ np.array(coefficients) <= high + _ROW
        for low, high, numbers, coefficients in model.rows
    )
