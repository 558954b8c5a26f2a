"""State logs that only say when each state begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wfm.intervals import zone
from wfm.performance.states import UNMAPPED, classes_of

if TYPE_CHECKING:
    from app.services.imports.translate import Found

_MOST_TOLD = 20


def states_of_events(frame: pd.DataFrame, timezone: str, found: Found) -> pd.DataFrame:
    """
    End each state where the next one of its agent begins.

    Parameters
    ----------
    frame : DataFrame
        States as text; with ends, they are left as they are.
    timezone : str
        Of times without an offset.
    found : Found
        Takes what was taken for granted, states left open, and unknown ones.

    Returns
    -------
    DataFrame
        With ends; index as given.
    """
    _tell_unknown(frame, found)
    if "end" not in frame:
        frame = _with_ends(frame, timezone)
        found.note("W_STATES_FROM_EVENTS")
    open_of = frame.loc[frame["end"] == "", "agent"].unique()
    for agent in open_of[:_MOST_TOLD]:
        found.note("W_OPEN_STATE", value=agent)
    return frame


def _tell_unknown(frame: pd.DataFrame, found: Found) -> None:
    named = frame[["state"]].drop_duplicates()
    named = named[named["state"] != ""]
    if named.empty:
        return
    unknown = classes_of(named.assign(reason=""), None) == UNMAPPED
    for state in named.loc[unknown, "state"][:_MOST_TOLD]:
        found.note("W_STATE", value=state)


def _with_ends(frame: pd.DataFrame, timezone: str) -> pd.DataFrame:
    own = [name for name in ("agent", "start", "state", "reason") if name in frame]
    once = frame.drop_duplicates(own)
    at = pd.to_datetime(once["start"], format="ISO8601", errors="coerce", utc=True)
    local = ~once["start"].str.contains(r"(?:Z|[+-]\d{2}:?\d{2})$")
    wall = pd.to_datetime(once["start"].where(local), format="ISO8601", errors="coerce")
    here = wall.dt.tz_localize(zone(timezone), ambiguous="NaT", nonexistent="NaT")
    at = at.where(~local, here.dt.tz_convert("UTC"))
    order = once.assign(at=at).sort_values(["agent", "at"], kind="stable")
    following = order.groupby("agent")["start"].shift(-1).fillna("")
    # Two states at one instant: the first lasted no time, the second is the one.
    ends = following.reindex(frame.index)
    ends = ends.fillna(
        frame["start"].map(dict(zip(order["start"], following, strict=True)))
    )
    return frame.assign(end=ends.fillna("").astype("str"))
