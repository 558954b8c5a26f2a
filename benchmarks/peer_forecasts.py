"""Forecast a history with Prophet and with statsforecast's MSTL.

It runs in the environment of the peers, where the product is not installed:

    python benchmarks/peer_forecasts.py HISTORY.csv INTERVALS

HISTORY.csv has a row for every interval from its first day on, ``start`` and
``offered``; closed ones hold 0, as both packages want a regular grid. It prints JSON:
by package the seconds it took and its means of the intervals that follow.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY, _WEEK = 48, 336
# Terms that let half-hours have a profile; with the defaults Prophet is far worse.
_DAILY, _WEEKLY = 12, 60


def prophet(history: pd.DataFrame, count: int) -> Any:  # noqa: ANN401 - of the package
    """Forecast with Prophet."""
    from prophet import Prophet  # noqa: PLC0415 - seconds of import are not its fault

    logging.getLogger("cmdstanpy").setLevel(logging.ERROR)
    model = Prophet(
        daily_seasonality=_DAILY, weekly_seasonality=_WEEKLY, yearly_seasonality=False
    )
    model.fit(history.rename(columns={"start": "ds", "offered": "y"}))
    ahead = model.make_future_dataframe(count, freq="30min", include_history=False)
    return model.predict(ahead)["yhat"]


def mstl(history: pd.DataFrame, count: int) -> Any:  # noqa: ANN401 - of the package
    """Forecast with statsforecast's multiple seasonal-trend decomposition."""
    from statsforecast import StatsForecast  # noqa: PLC0415 - as above
    from statsforecast.models import MSTL  # noqa: PLC0415 - as above

    model = StatsForecast(models=[MSTL(season_length=[_DAY, _WEEK])], freq="30min")
    table = history.rename(columns={"start": "ds", "offered": "y"})
    return model.forecast(df=table.assign(unique_id="queue"), h=count)["MSTL"]


def timed(
    peer: Callable[[pd.DataFrame, int], Any], history: pd.DataFrame, count: int
) -> dict[str, Any]:
    """Seconds of a second call, as compiling and loading are not forecasting."""
    peer(history[-2 * _WEEK :], _DAY)
    begun = time.perf_counter()
    made = peer(history, count)
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "volume": [max(float(value), 0.0) for value in made]}


def main() -> None:
    """Print the forecasts of both packages."""
    warnings.filterwarnings("ignore")
    history = pd.read_csv(sys.argv[1], parse_dates=["start"])
    count = int(sys.argv[2])
    found = {peer.__name__: timed(peer, history, count) for peer in (prophet, mstl)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
