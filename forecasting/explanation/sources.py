"""Where the forecasts of new queues come from, and how far they may be off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import pandas as pd

from forecasting.ahead import Question, read_question
from forecasting.launch.queues import look_at_launches
from forecasting.launch.templates import GENERAL
from forecasting.paths import draw_volumes

if TYPE_CHECKING:
    from forecasting.base import QueueHistory
    from forecasting.inputs import Request
    from forecasting.launch.terms import Launch

CONTRACT, ANALOG, OWN = "contract", "analog", "own"
_BAND = (0.10, 0.90)
_PATHS = 1000
COLUMNS = (
    "queue",
    "new",
    "volume_from",
    "analog",
    "sector",
    "share",
    "own_days",
    "borrowed_hours",
    "begins",
    "ramp_weeks",
    "start_share",
    "contacts",
    "contacts_p10",
    "contacts_p90",
)


def launch_sources(
    history: pd.DataFrame | None,
    *,
    rng: np.random.Generator | None = None,
    **question: Unpack[Question],
) -> pd.DataFrame:
    """
    Say what the forecast of each queue in launches and contract rests on.

    Parameters
    ----------
    history : DataFrame or None
        Of `wfm.tables.HISTORY`, raw or typed.
    rng : numpy.random.Generator, optional
        For the bands; seeded with 0 by default.
    **question
        As in `forecasting.forecast`.

    Returns
    -------
    DataFrame
        A row a queue, in the order of their names: ``new`` (False where its own two
        weeks speak for themselves, and nothing else applies); ``volume_from``
        (``contract``, ``analog`` or ``own`` days); ``analog``, else ``sector``, whose
        week it has; ``share`` of the analog's volume, 1 by default; ``own_days`` with
        contacts; whether its hours are ``borrowed_hours`` of analog or sector;
        ``begins`` (naive day), ``ramp_weeks`` and ``start_share``;
        ``contacts`` of all days asked for, with the 80 % band of their sum.

    Raises
    ------
    InputError, HistoryTooShortError
        As `forecasting.forecast`.

    Examples
    --------
    >>> import pandas as pd
    >>> contract = pd.DataFrame(
    ...     {"queue": ["hogar"], "month": ["2026-11"], "volume": [3000]}
    ... )
    >>> row = launch_sources(
    ...     None, contracted=contract, start="2026-11-01", days=30
    ... ).iloc[0]
    >>> row["volume_from"], row["sector"], round(row["contacts"])
    ('contract', 'general', 3000)
    """
    request, guidance = read_question(history, question)
    known = {each.queue: each for each in request.queues()}
    new = look_at_launches(guidance.launches, known.values(), request)
    rng = rng or np.random.default_rng(0)
    rows = []
    for name, launch in guidance.launches.items():
        row = _terms(launch, known.get(name), request)
        if name in new:
            outlook = guidance.decided(new[name].outlook, request.dates)
            row["borrowed_hours"] = new[name].borrowed_hours
            row["contacts"] = float(np.nansum(outlook.volume))
            totals = np.nansum(draw_volumes(outlook, _PATHS, rng), axis=(1, 2))
            low, high = np.quantile(totals, _BAND)
            row |= {"contacts_p10": float(low), "contacts_p90": float(high)}
        rows.append(row | {"new": name in new})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _terms(
    launch: Launch, own: QueueHistory | None, request: Request
) -> dict[str, Any]:
    """Say what was agreed, and where the volume comes from."""
    days = np.empty(0, dtype="datetime64[D]")
    if own is not None:
        days = own.dates[np.isfinite(own.offered).any(axis=1)]
    source = CONTRACT if launch.months else ANALOG if launch.analog else OWN
    begins = launch.start
    if begins is None:
        begins = days[0] if len(days) else request.dates[0]
    return {
        "queue": launch.queue,
        "volume_from": source,
        "analog": launch.analog,
        "sector": "" if launch.analog else launch.sector or GENERAL,
        "share": 1.0 if launch.share is None else launch.share,
        "own_days": len(days),
        "begins": pd.Timestamp(begins),
        "ramp_weeks": launch.ramp_weeks,
        "start_share": launch.start_share,
    }
