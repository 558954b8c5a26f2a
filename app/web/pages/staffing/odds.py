"""Odds of the promise in the intervals shown, as required and as scheduled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from app.services.staffing.promise import interval_odds, stored_queue
from wfm.errors import WfmError

if TYPE_CHECKING:
    from app.web.figures.demand import Demand
    from app.web.here import Here


def odds_of(here: Here, demand: Demand, queue: str) -> pd.DataFrame:
    """
    Probability that each interval keeps today's promise.

    Parameters
    ----------
    here : Here
        Who looks.
    demand : Demand
        What is shown.
    queue : str
        Of which queue.

    Returns
    -------
    DataFrame
        ``start`` and, as far as they can be told, ``odds`` with the agents required and
        ``odds_scheduled`` with those of the schedule that come to work.
    """
    rows = demand.forecast.merge(
        demand.requirement[["start", "agents", "to_schedule"]]
        if "to_schedule" in demand.requirement
        else demand.requirement[["start", "agents"]],
        "inner",
        on="start",
    ).sort_values("start", ignore_index=True)
    found = pd.DataFrame({"start": rows["start"]})
    campaign = here.campaign
    if rows.empty or campaign is None:
        return found
    try:
        settled = stored_queue(here.site.store, here.actor, campaign.id, queue)
    except WfmError:
        # Settings that cannot be read are told where they are edited.
        return found
    if settled is None:
        return found
    required = interval_odds(
        rows,
        rows["agents"].to_numpy(dtype=np.float64),
        settled,
        interval=demand.interval,
    )
    if required is None:
        return found
    found = found.assign(odds=required)
    present = _present(rows, demand.coverage)
    if present is None:
        return found
    scheduled = interval_odds(rows, present, settled, interval=demand.interval)
    return found.assign(odds_scheduled=scheduled)


def _present(rows: pd.DataFrame, coverage: pd.DataFrame) -> np.ndarray | None:
    """Whole agents of the schedule that come to work; None where there is no schedule.

    The plan says how many must be scheduled for those who are needed: as many in a
    hundred come as it expects.
    """
    if coverage.empty or "to_schedule" not in rows:
        return None
    both = rows[["start", "agents", "to_schedule"]].merge(
        coverage[["start", "scheduled"]], "left", on="start"
    )
    share = (both["agents"] / both["to_schedule"]).fillna(1.0)
    there = (both["scheduled"].fillna(0.0) * share).to_numpy(dtype=np.float64)
    return np.floor(there + 1e-9)
