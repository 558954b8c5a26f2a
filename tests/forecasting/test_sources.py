"""What forecasts of new queues rest on, as it is told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast, forecast_paths, launch_sources
from tests.forecasting.builders import make_history

CONTRACT = pd.DataFrame({"queue": "hogar", "month": ["2026-12"], "volume": [31000.0]})
DECEMBER = {"start": "2026-12-01", "days": 31, "contracted": CONTRACT}


def test_the_band_of_all_days_is_that_of_the_paths():
    row = launch_sources(None, **DECEMBER).iloc[0]

    totals = forecast_paths(None, **DECEMBER).groupby("path")["volume"].sum()
    low, high = np.quantile(totals, [0.1, 0.9])
    assert row["contacts"] == pytest.approx(31000, rel=1e-9)
    assert row["contacts_p10"] == pytest.approx(low, rel=0.1)
    assert row["contacts_p90"] == pytest.approx(high, rel=0.1)


def test_decisions_of_planners_are_part_of_it():
    doubled = pd.DataFrame(
        {
            "queue": ["*"],
            "start": "2026-12-01",
            "end": "2026-12-31",
            "kind": "factor",
            "value": 2.0,
            "author": "Ana",
            "reason": "promo",
        }
    )

    row = launch_sources(None, **DECEMBER, overrides=doubled).iloc[0]

    table = forecast(None, **DECEMBER, overrides=doubled)
    assert row["contacts"] == pytest.approx(table["volume"].sum(), rel=1e-12)
    assert row["contacts"] == pytest.approx(62000, rel=1e-9)


def test_hours_are_borrowed_unless_they_are_given():
    hours = pd.DataFrame(
        {"queue": "*", "weekday": range(7), "open": "08:00", "close": "18:00"}
    )

    assert launch_sources(None, **DECEMBER)["borrowed_hours"].tolist() == [True]
    given = launch_sources(None, **DECEMBER, opening=hours)
    assert given["borrowed_hours"].tolist() == [False]


def test_a_queue_with_a_past_is_not_new():
    launches = pd.DataFrame({"queue": ["sales", "nueva"], "analog": ["", "sales"]})

    rows = launch_sources(make_history(), launches=launches).set_index("queue")

    assert rows["new"].to_dict() == {"nueva": True, "sales": False}
    assert rows.loc["nueva", "volume_from"] == "analog"
    assert np.isnan(rows.loc["sales", "contacts"])
