"""Who serves what when some serve several skills: hours shared as evenly as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from wfm.errors import SolverError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Groups = Mapping[frozenset[str], float]

# Prices times needs add up to 1, so one of them at least is far above this.
_NO_PRICE = 1e-7


def share_hours(needed: Mapping[str, float], available: Groups) -> dict[str, float]:
    r"""
    Hours of each skill, so that the skill served worst is served as well as possible.

    With :math:`x_{gk}` hours that group `g` gives to skill `k`,

    .. math:: \max \theta \quad \text{s.t.} \quad
        \sum_g x_{gk} \ge \theta N_k, \quad \sum_{k \in g} x_{gk} = H_g, \quad x \ge 0.

    The skills that hold :math:`\theta` back keep that share of their need, and the
    programme is solved again for the others, until each has its own best share. That
    share is unique: no solver can change it.

    Parameters
    ----------
    needed : mapping of str to float
        Hours that each skill needs, at least 0.
    available : mapping of frozenset of str to float
        Hours, at least 0, of those who have exactly these skills. Skills that are not
        needed by anybody do not matter.

    Returns
    -------
    dict of str to float
        Hours for each skill in `needed`; together they are all hours of those who
        have any of these skills. Hours that nobody needs are split evenly.

    Raises
    ------
    SolverError
        If the solver fails.

    Examples
    --------
    >>> groups = {frozenset(["a"]): 60.0, frozenset(["a", "b"]): 60.0}
    >>> share_hours({"a": 100.0, "b": 50.0}, groups)
    {'a': 80.0, 'b': 40.0}
    """
    hours = dict.fromkeys(needed, 0.0)
    groups: dict[tuple[str, ...], float] = {}
    for own, amount in available.items():
        useful = tuple(sorted(skill for skill in own if needed.get(skill, 0.0) > 0))
        idle = sorted(own & needed.keys())
        if useful:
            groups[useful] = groups.get(useful, 0.0) + amount
        for skill in idle if not useful else ():
            hours[skill] += amount / len(idle)
    shares = _best_shares(needed, groups)
    return hours | {
        skill: hours[skill] + share * needed[skill] for skill, share in shares.items()
    }


def _best_shares(
    needed: Mapping[str, float], groups: dict[tuple[str, ...], float]
) -> dict[str, float]:
    """Share of its need that each skill gets, worst first."""
    skills = sorted({skill for own in groups for skill in own})
    arcs = [(own, skill) for own in sorted(groups) for skill in own]
    served = np.array([[skill == to for _, to in arcs] for skill in skills], float)
    spent = np.array([[own == of for of, _ in arcs] for own in sorted(groups)], float)
    hours = np.array([groups[own] for own in sorted(groups)])
    needs = np.array([needed[skill] for skill in skills])
    shares = np.full(len(skills), np.nan)
    while np.isnan(shares).any():
        theta, holding = _worst_share(served, spent, hours, needs, shares)
        shares[holding] = theta
    return dict(zip(skills, shares.tolist(), strict=True))


def _worst_share(
    served: NDArray[np.float64],
    spent: NDArray[np.float64],
    hours: NDArray[np.float64],
    needs: NDArray[np.float64],
    shares: NDArray[np.float64],
) -> tuple[float, NDArray[np.bool_]]:
    """Largest share all undecided skills can have, and those that hold it back."""
    undecided = np.isnan(shares)
    scale = max(float(hours.sum()), 1.0)
    answer = linprog(
        np.append(np.zeros(served.shape[1]), -1.0),
        A_ub=np.column_stack([-served, np.where(undecided, needs / scale, 0.0)]),
        b_ub=-np.where(undecided, 0.0, shares * needs) / scale,
        A_eq=np.column_stack([spent, np.zeros(len(hours))]),
        b_eq=hours / scale,
        method="highs-ds",
    )
    if answer.status != 0:
        raise SolverError(f"hours could not be shared over skills: {answer.message}")
    # A price above 0 says that more of this skill would raise the worst share.
    prices = -answer.ineqlin.marginals * needs / scale
    return float(answer.x[-1]), undecided & (prices > _NO_PRICE)
