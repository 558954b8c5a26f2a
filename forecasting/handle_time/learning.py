"""New agents take longer: what a class in training does to the handle time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError, Problem, TableError

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.base import Dates, Floats

# Assumptions, not measurements: a new agent's contacts take 30 % longer on the first
# day, and half of that is gone after 30 days. Measure your own and give them.
EXTRA, HALF_LIFE_DAYS = 0.30, 30.0
# Columns that shape the curve, and what they are called here.
_SHAPE = {"extra": "extra", "half_life_days": "half_life"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """
    Agents who are new, and how fast they learn.

    Contacts are taken to spread evenly over heads, so a class's share of the heads is
    its share of the contacts.

    Attributes
    ----------
    starts : ndarray of datetime64[D], shape (C,)
        First day on contacts of each class of new agents.
    heads : ndarray of float64, shape (C,)
        Agents in each, or their share beside `experienced`.
    experienced : float
        Agents beside them, in the same unit.
    extra : float
        What a contact of an agent's first day takes longer, relative; 0.3 by default.
    half_life : float
        Days after which half of it is gone; 30 by default.

    Raises
    ------
    ParameterError
        If a number is outside its domain.

    Examples
    --------
    Ten of forty agents are new, and their first calls take 30 % longer:

    >>> import numpy as np
    >>> first = np.array(["2026-11-30"], dtype="datetime64[D]")
    >>> new = Learning(starts=first, heads=np.array([10.0]), experienced=30)
    >>> new.factor(first + np.array([-1, 0, 30])).tolist()
    [1.0, 1.075, 1.0375]
    """

    starts: Dates
    heads: Floats
    experienced: float
    extra: float = EXTRA
    half_life: float = HALF_LIFE_DAYS

    def __post_init__(self) -> None:
        if not np.isfinite(self.heads).all() or (self.heads < 0).any():
            raise ParameterError("heads", self.heads.tolist(), "numbers of at least 0")
        if not (np.isfinite(self.experienced) and self.experienced >= 0):
            raise ParameterError("experienced", self.experienced, "at least 0")
        if not (np.isfinite(self.extra) and self.extra >= 0):
            raise ParameterError("extra", self.extra, "at least 0, such as 0.3")
        if not (np.isfinite(self.half_life) and self.half_life > 0):
            raise ParameterError("half_life", self.half_life, "above 0, in days")

    def factor(self, dates: Dates) -> Floats:
        """
        Handle time of the whole team over that of experienced agents.

        ``1 + extra x sum over classes of share(t) x 2 ** (-tenure / half-life)``.

        Parameters
        ----------
        dates : ndarray of datetime64[D], shape (n,)
            Calendar days, past or to come.

        Returns
        -------
        ndarray of float64, shape (n,)
            At least 1.
        """
        tenure = (dates[:, None] - self.starts).astype(np.float64)
        there = np.where(tenure >= 0, self.heads, 0.0)
        slow = (there * 0.5 ** (np.maximum(tenure, 0.0) / self.half_life)).sum(axis=1)
        team = self.experienced + there.sum(axis=1)
        share = np.divide(slow, team, out=np.zeros(len(team)), where=team > 0)
        return np.asarray(1 + self.extra * share)


def read_learning(classes: pd.DataFrame) -> dict[str, Learning]:
    """
    Gather the classes of new agents of each queue.

    Parameters
    ----------
    classes : DataFrame
        Of `wfm.tables.NEW_AGENTS`, typed.

    Returns
    -------
    dict of str to Learning
        By queue.

    Raises
    ------
    TableError
        If rows of a queue contradict each other.
    ParameterError
        If a number is outside its domain.
    """
    whole = [name for name in ("experienced", *_SHAPE) if name in classes]
    said = classes.groupby("queue")[whole].nunique()
    problems = [
        Problem("new agents", f"queue {queue} has more than one value", column=name)
        for name in whole
        for queue in said.index[said[name] > 1]
    ]
    if problems:
        raise TableError(problems)
    return {
        str(queue): Learning(
            starts=rows["start"].to_numpy().astype("datetime64[D]"),
            heads=rows["heads"].to_numpy(dtype=np.float64),
            experienced=float(rows["experienced"].iloc[0]),
            **{
                argument: float(rows[name].dropna().iloc[0])
                for name, argument in _SHAPE.items()
                if name in rows and rows[name].notna().any()
            },
        )
        for queue, rows in classes.groupby("queue")
    }
