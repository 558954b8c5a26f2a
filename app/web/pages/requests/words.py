"""A line of the request in the visitor's words, from its own columns where it can.

The plan writes each line's profile and reason once, in one language. Where it also
gives the figures behind them, the page says them in the visitor's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from app.web.visitor import Visitor


def profile(row: pd.Series, visitor: Visitor) -> str:
    """Skill and contract asked for, and whether only for a time."""
    if not {"skill", "contract"} <= set(row.index):
        return str(row["profile"])
    key = "requests.profile"
    if bool(row.get("temporary", False)):
        key = "requests.profile.temporary"
    return visitor.say(key, skill=str(row["skill"]), contract=str(row["contract"]))


def reason(row: pd.Series, weeks: pd.DataFrame, visitor: Visitor) -> str:
    """Hours of the week that decides, persons missing, persons asked for."""
    missing = row.get("gap_heads")
    if missing is None or pd.isna(missing) or "skill" not in row:
        return str(row["reason"])
    said = [_hours(row, weeks, visitor)]
    heads = int(row["heads"])
    key = "requests.reason.heads" if heads > missing else "requests.reason.exact"
    said.append(
        visitor.say(key, count=int(missing), heads=visitor.formats.number(heads))
    )
    return " ".join(part for part in said if part)


def _hours(row: pd.Series, weeks: pd.DataFrame, visitor: Visitor) -> str:
    """Needed against contracted in the first week that misses so many persons."""
    own = weeks[(weeks["skill"] == row["skill"]) & (weeks["gap_heads"] > 0)]
    exact = own[own["gap_heads"] == row["gap_heads"]]
    if own.empty:
        return ""
    week = (own if exact.empty else exact).sort_values("week").iloc[0]
    formats = visitor.formats
    return visitor.say(
        "requests.reason.hours",
        day=formats.day_and_month(week["week"]),
        needed=formats.hours(week["needed_hours"]),
        contracted=formats.hours(week["contracted_hours"]),
    )
