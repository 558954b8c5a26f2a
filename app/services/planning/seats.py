"""How full the sites of a roster are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wfm.schedule import UNPAID

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOME = "home"


def seat_figures(
    schedule: pd.DataFrame, agents: pd.DataFrame, sites: pd.DataFrame
) -> list[dict[str, Any]]:
    """
    Seats of each site and the most of them that are taken at once.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table; segments whose ``place`` is ``home`` and lunches take no
        seat.
    agents : DataFrame
        Typed agents table; who has no ``home_site`` takes no seat.
    sites : DataFrame
        Typed sites table.

    Returns
    -------
    list of dict
        Keys ``site``, ``agents`` (who belong there), ``seats``, ``most`` (people there
        at once) and ``home_days`` (agent-days worked from home), in order of `sites`.
    """
    homes = agents.get("home_site", pd.Series("", index=agents.index))
    site_of = dict(zip(agents["agent"], homes, strict=True))
    rows = schedule[~schedule["activity"].isin(UNPAID)]
    rows = rows.assign(site=rows["agent"].map(site_of))
    away = _away(rows)
    return [
        {
            "site": str(site),
            "agents": int((homes == site).sum()),
            "seats": int(seats),
            "most": max(_taken(rows[(rows["site"] == site) & ~away]), default=0),
            "home_days": _days(rows[(rows["site"] == site) & away]),
        }
        for site, seats in zip(sites["site"], sites["seats"], strict=True)
    ]


def _away(rows: pd.DataFrame) -> pd.Series:
    if "place" not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows["place"] == _HOME


def _days(rows: pd.DataFrame) -> int:
    return len(
        rows.assign(day=rows["start"].dt.date)[["agent", "day"]].drop_duplicates()
    )


def _taken(rows: pd.DataFrame) -> Iterator[int]:
    """Seats taken after each moment at which somebody comes or goes."""
    ones = pd.Series(1, index=rows.index)
    moves = pd.concat(
        [
            pd.DataFrame({"time": rows["start"], "people": ones}),
            pd.DataFrame({"time": rows["end"], "people": -ones}),
        ]
    )
    # Summed at each moment first: who leaves at nine frees the seat for who comes then.
    return map(int, moves.groupby("time")["people"].sum().cumsum())
