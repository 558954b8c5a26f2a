"""The backtest of a stored campaign: made by a job, kept, and read by the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.files.read import frame_of_parquet
from app.files.write import encode_table
from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import campaign_in_reach
from app.services.forecasts.accuracy import accuracy_figures
from app.services.history.stored import HISTORY_KIND
from app.services.planning.origin import refused_ids
from app.storage import versions
from app.storage.audit import Entry, record
from forecasting import backtest
from wfm.errors import HistoryTooShortError
from wfm.tables import BACKTEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from app.services.campaigns.stored import StoredCampaign
    from app.storage.engine import Store
    from app.storage.versions import Origin, Version

ACCURACY_KIND, ACCURACY_PART = "accuracy", "backtest.parquet"
MOST_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """
    How well the campaign's method did on weeks that are over.

    Attributes
    ----------
    figures : dict of str to Any
        As `app.services.forecasts.accuracy.accuracy_figures` gives them.
    created_at : int
        UTC seconds.
    current : bool
        Whether the history is still the one it was measured on.
    """

    figures: dict[str, Any]
    created_at: int
    current: bool


def measure_accuracy(
    stored: StoredCampaign, tell: Callable[[float], None] | None = None
) -> bytes:
    """
    Forecast weeks that are over with the campaign's method, and compare.

    Parameters
    ----------
    stored : StoredCampaign
        What is forecast, and from what.
    tell : callable, optional
        Told the share that is done.

    Returns
    -------
    bytes
        Backtest table as Parquet.

    Raises
    ------
    HistoryTooShortError
        If there is no history, or it is too short.
    InputError
        If its tables are wrong.
    """
    campaign, inputs = stored.campaign, stored.inputs
    if inputs.history is None:
        raise HistoryTooShortError("there is no history to measure a forecast on")
    table = backtest(
        inputs.history,
        days=min(campaign.days, MOST_DAYS),
        models=[campaign.model],
        special_days=inputs.special_days,
        country=campaign.country,
        opening=inputs.opening,
        timezone=campaign.timezone,
        interval=campaign.interval,
        refused=refused_ids(inputs.refused),
        goal=campaign.goal,
        tell=tell,
    )
    return encode_table(Path(ACCURACY_PART), table, BACKTEST)


def keep_accuracy(
    connection: Connection, campaign_id: int, content: bytes, origin: Origin
) -> Version:
    """
    Keep a backtest as the newest of its campaign.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``; whoever opened it has checked the right.
    campaign_id : int
        Of which campaign.
    content : bytes
        As `measure_accuracy` gives it.
    origin : Origin
        Who, by which job, on which history.

    Returns
    -------
    Version
        That of an earlier call where the job has saved it already.
    """
    if origin.job_id is not None:
        made = versions.by_job(connection, origin.job_id)
        if made is not None:
            return made
    version = versions.save(
        connection,
        campaign_id=campaign_id,
        kind=ACCURACY_KIND,
        parts={ACCURACY_PART: content},
        origin=origin,
    )
    entry = Entry(
        action="accuracy.save",
        object_kind="version",
        object_id=str(version.id),
        account_id=origin.author_id,
        campaign_id=campaign_id,
        version=version.number,
        request_id=origin.job_id or "",
    )
    record(connection, entry)
    return version


def measured_accuracy(store: Store, actor: Actor, campaign_id: int) -> Measured | None:
    """
    Read how well the campaign's method did.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who looks.
    campaign_id : int
        Which campaign.

    Returns
    -------
    Measured or None
        None before the first measurement.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not see forecasts, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.FORECAST_READ, campaign_id)
        version = versions.latest(connection, campaign_id, ACCURACY_KIND)
        if version is None:
            return None
        content = versions.part(connection, version.id, ACCURACY_PART)
        now = history_hash(connection, campaign_id)
    table = BACKTEST.parse(frame_of_parquet(content, ACCURACY_PART))
    return Measured(
        figures=accuracy_figures(table),
        created_at=version.created_at,
        current=version.input_hash == now,
    )


def history_hash(connection: Connection, campaign_id: int) -> str:
    """
    Content hash of the newest history.

    Parameters
    ----------
    connection : Connection
        Of the store; rights have been checked.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    str
        SHA-256, hexadecimal; empty without a history.
    """
    newest = versions.latest(connection, campaign_id, HISTORY_KIND)
    return "" if newest is None else newest.content_hash


def has_history(store: Store, campaign_id: int) -> bool:
    """
    Whether a campaign has a history that could be measured on.

    Parameters
    ----------
    store : Store
        Where.
    campaign_id : int
        Which campaign; whoever asks has checked the right.

    Returns
    -------
    bool
        However long or short that history is.
    """
    with store.reading() as connection:
        newest = versions.latest_of_all(connection, campaign_id)
    return HISTORY_KIND in stored_inputs.present(newest)
