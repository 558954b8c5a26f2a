"""New agents take longer: what a class in training does to the handle time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import ParameterError, Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.base import Dates, Floats

# Assumptions, not measurements: a new agent's contacts take 30 % longer on the first
# day, and half of that is gone after 30 days. Measure your own and give them.
EXTRA, HALF_LIFE_DAYS = 0.30, 30.0


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


def read_learning(
    classes: pd.DataFrame,
    *,
    experienced: float,
    extra: float = EXTRA,
    half_life: float = HALF_LIFE_DAYS,
) -> Learning:
    """
    Read a table of classes of new agents.

    Parameters
    ----------
    classes : DataFrame
        ``start`` (first day on contacts) and ``heads`` (agents), a row a class.
    experienced : float
        Agents beside them.
    extra, half_life : float
        As in `Learning`.

    Returns
    -------
    Learning

    Raises
    ------
    TableError
        If a column is missing or a cell is wrong; lists all of them.
    ParameterError
        If a number is outside its domain.
    """
    problems = [
        Problem("new agents", f"column {name!r} is missing")
        for name in ("start", "heads")
        if name not in classes
    ]
    if problems:
        raise TableError(problems)
    starts = pd.to_datetime(classes["start"], errors="coerce", format="ISO8601")
    heads = pd.to_numeric(classes["heads"], errors="coerce").astype("float64")
    problems = [
        *_wrong(classes["start"], starts.notna(), "must be a date like 2026-11-30"),
        *_wrong(classes["heads"], heads >= 0, "must be a number of at least 0"),
    ]
    if problems:
        raise TableError(problems)
    return Learning(
        starts=starts.to_numpy().astype("datetime64[D]"),
        heads=np.asarray(heads, dtype=np.float64),
        experienced=experienced,
        extra=extra,
        half_life=half_life,
    )


def _wrong(written: pd.Series, fine: pd.Series, rule: str) -> Iterator[Problem]:
    for place in np.flatnonzero(~fine.to_numpy()):
        value = str(written.iloc[place])
        yield Problem("new agents", rule, int(place) + 2, str(written.name), value)
