"""What a backtest comes to: figures ready for JSON and for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from forecasting.accuracy import EVERY, standings

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_DIGITS = 6
_BESIDE = ("naive_wape", "seasonal_naive_wape", "floor")
_MEASURES = (
    "wape",
    "ratio_to_naive",
    "bias",
    "mase",
    "rmsse",
    "scrps",
    "coverage_80",
    "coverage_95",
    "agents_over",
    "agents_under",
    "staffing_cost",
)


def accuracy_figures(table: pd.DataFrame) -> dict[str, Any]:
    """
    Figures of all queues together, or of the only one, by interval.

    Parameters
    ----------
    table : DataFrame
        Of `wfm.tables.BACKTEST`.

    Returns
    -------
    dict of str to Any
        ``queues``, ``origins``, ``contacts``; under ``normal`` and, where there are
        any, ``special`` days ``models`` (best first, each with its measures over all
        horizons and ``by_horizon``) and ``naive_wape``, ``seasonal_naive_wape`` and
        ``floor`` by horizon. What is not defined is None.
    """
    kinds = [days for days in ("normal", "special") if (table["days"] == days).any()]
    rows = standings(table, level="interval", days=kinds[0])
    return {
        "queues": len({*table["queue"]} - {"*"}),
        "origins": int(rows["origins"].max()),
        "contacts": _figure(rows.loc[rows["horizon"] == EVERY, "contacts"].max()),
        **{days: _kind(table, days) for days in kinds},
    }


def _kind(table: pd.DataFrame, days: str) -> dict[str, Any]:
    rows = standings(table, level="interval", days=days)
    by_model = dict(list(rows.groupby("model", sort=False)))
    first = next(iter(by_model.values()))
    return {
        "models": [_model(str(name), own) for name, own in by_model.items()],
        **{name: _by_horizon(first, name) for name in _BESIDE},
    }


def _model(name: str, rows: pd.DataFrame) -> dict[str, Any]:
    whole = rows[rows["horizon"] == EVERY].iloc[0]
    return {
        "model": name,
        **{measure: _figure(whole[measure]) for measure in _MEASURES},
        "by_horizon": _by_horizon(rows, "wape"),
    }


def _by_horizon(rows: pd.DataFrame, name: str) -> dict[str, float | None]:
    pairs: Iterable[tuple[Any, Any]] = zip(rows["horizon"], rows[name], strict=True)
    return {str(horizon): _figure(value) for horizon, value in pairs}


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), _DIGITS)
