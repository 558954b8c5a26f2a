"""How likely each interval of a plan is to keep what the client was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.files.campaign import campaign_of
from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND, CAMPAIGN_PART
from app.services.staffing.band_risk import has_bands, window_odds
from app.services.staffing.what_if_queues import in_balance
from app.storage import versions
from wfm.intervals import goal_windows
from wfm.staffing.channels import has_its_own_model
from wfm.staffing.queue_requirement import Calls

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from app.storage.engine import Store
    from wfm.demand import Queue

    Floats = NDArray[np.float64]


def stored_queue(
    store: Store, actor: Actor, campaign_id: int, name: str
) -> Queue | None:
    """
    Read a queue with its goal and patience as the campaign has them now.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    campaign_id : int
        Which campaign.
    name : str
        Of the queue.

    Returns
    -------
    Queue or None
        None where the campaign has no settings in the store.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see staffing, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.STAFFING_READ, campaign_id)
        newest = versions.latest_of_all(connection, campaign_id)
        if CAMPAIGN_KIND not in newest:
            return None
        text = versions.part(connection, newest[CAMPAIGN_KIND].id, CAMPAIGN_PART)
    campaign = campaign_of(text, stored_inputs.present(newest), source=CAMPAIGN_PART)
    return campaign.queue(name)


def interval_odds(
    forecast: pd.DataFrame, agents: Floats, queue: Queue, *, interval: int
) -> Floats | None:
    """
    Probability that the promise holds in each interval, or in the window it lies in.

    Parameters
    ----------
    forecast : DataFrame
        Rows of the queue, by start, with bands.
    agents : ndarray of float64, shape (t,)
        On contacts in each of them, whole.
    queue : Queue
        Its goal and patience.
    interval : int
        Minutes.

    Returns
    -------
    ndarray of float64, shape (t,), or None
        None where it cannot be told: without bands, handle times or a promise, and of
        work that is not staffed like calls.
    """
    aht = forecast.get("aht_s")
    if aht is None or aht.isna().any() or not has_bands(forecast):
        return None
    if has_its_own_model(queue) or forecast.empty:
        return None
    volume = forecast["volume"].to_numpy(dtype=np.float64)
    calls = Calls(forecast["start"], volume, aht.to_numpy(dtype=np.float64), interval)
    positive = volume > 0
    balance = np.where(positive, in_balance(calls) / np.where(positive, volume, 1), 1.0)
    odds = window_odds(forecast, agents, queue, interval=interval, offered_to=balance)
    if odds is None:
        return None
    windows = goal_windows(forecast["start"], queue.goal.window)
    sizes = [part.stop - part.start for part in windows]
    return np.repeat(odds, sizes)
