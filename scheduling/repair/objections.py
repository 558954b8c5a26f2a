"""What the referee objects to in a new plan and did not in the old one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

Objections = Counter[tuple[str, "pd.Timestamp", str]]


def new_violations(before: pd.DataFrame, after: pd.DataFrame) -> Objections:
    """
    Count agent, date and rule of what was not broken before.

    Parameters
    ----------
    before, after : DataFrame
        Violations tables.

    Returns
    -------
    Counter of (agent, date, rule)
    """
    return _counted(after) - _counted(before)


def _counted(found: pd.DataFrame) -> Objections:
    return Counter(zip(found["agent"], found["date"], found["rule"], strict=True))
