from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast, reforecast
from forecasting.uncertainty.bands import QUANTILES

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the folder ../shared/data is not beside the repository"
)


@pytest.fixture(scope="module")
def bank():
    return pd.read_csv(DATA / "us_bank_2003_30min.csv.gz")


@pytest.fixture(scope="module")
def queues():
    return pd.read_csv(DATA / "il_bank_1999_feb_30min_queues.csv.gz")


def wape(forecast_, actual):
    return np.abs(forecast_ - actual).sum() / actual.sum()


def test_the_bank_is_forecast_better_than_its_last_four_weeks(bank):
    start = pd.to_datetime(bank["start"])
    errors, naive, held = [], [], []
    for origin in pd.date_range("2003-07-07", "2003-09-22", freq="3W-MON"):
        end = origin + pd.Timedelta(weeks=4)
        table = forecast(bank, start=origin, timezone="America/New_York")
        table["start"] = table["start"].dt.tz_localize(None)
        actual = bank.assign(start=start)[(start >= origin) & (start < end)]
        both = actual.merge(table, on="start", validate="one_to_one")
        assert len(both) == len(actual)
        recent = bank.assign(start=start)[
            (start < origin) & (start >= origin - pd.Timedelta(weeks=4))
        ]
        key = [recent["start"].dt.day_of_week, recent["start"].dt.time]
        mean = recent["offered"].groupby(key).mean()
        times = zip(both["start"].dt.day_of_week, both["start"].dt.time, strict=True)
        errors.append(wape(both["volume"], both["offered"]))
        naive.append(wape(mean.reindex(list(times)).to_numpy(), both["offered"]))
        held.append(both["offered"].between(both["volume_p10"], both["volume_p90"]))

    assert np.mean(errors) < np.mean(naive)
    assert np.mean(errors) < 0.075
    assert 0.70 < pd.concat(held).mean() < 0.90


def test_the_bank_is_closed_at_weekends_and_on_federal_holidays(bank):
    # Memorial Day, Independence Day and Labor Day were closed.
    table = forecast(
        bank, start="2003-09-22", days=70, country="US", timezone="America/New_York"
    )

    days = set(table["start"].dt.strftime("%Y-%m-%d"))
    assert table["start"].dt.day_of_week.max() == 4
    assert table["start"].dt.hour.between(7, 20).all()
    assert not days & {"2003-10-13", "2003-11-11", "2003-11-27"}
    assert {"2003-10-14", "2003-11-12", "2003-11-28"} <= days


def test_a_morning_improves_the_rest_of_the_day_at_the_bank(bank):
    start = pd.to_datetime(bank["start"])
    before, after = [], []
    for day in pd.date_range("2003-08-05", "2003-10-10", freq="6D"):
        rest = (start >= day + pd.Timedelta(hours=12)) & (
            start < day + pd.Timedelta(days=1)
        )
        if not rest.any():
            continue
        actual = bank.loc[rest, "offered"].to_numpy()
        ahead = forecast(bank, start=day, days=1, timezone="America/New_York")
        ahead = ahead["volume"].to_numpy()[-len(actual) :]
        updated = reforecast(
            bank, at=f"{day.date()}T12:00", timezone="America/New_York"
        )
        before.append(np.abs(ahead - actual).sum())
        after.append(np.abs(updated["volume"].to_numpy() - actual).sum())

    assert len(before) > 6
    assert np.sum(after) < 0.9 * np.sum(before)


def test_the_night_at_the_israeli_bank_is_closed(queues):
    table = forecast(queues, days=7, timezone="Asia/Jerusalem")

    main = table[table["queue"] == "PS"]
    # Contacts trickle in all night, and are answered from seven.
    trickle = queues[queues["queue"] == "PS"]["start"].str.contains("T0[1-4]:")
    assert trickle.sum() > 20
    assert not main["start"].dt.hour.isin([1, 2, 3, 4]).any()
    sunday = main[main["start"].dt.day_of_week == 6]["start"].dt.hour
    assert set(range(7, 24)) <= set(sunday)
    friday = main[main["start"].dt.day_of_week == 4]["start"].dt.hour
    assert friday.max() == 13


def test_all_queues_of_the_israeli_bank_have_bands_and_handle_times(queues):
    table = forecast(queues, timezone="Asia/Jerusalem")

    assert set(table["queue"]) == {"IN", "NE", "NW", "PE", "PS", "TT"}
    # The smallest queue has slots in which nothing ever came on a normal day.
    assert table["volume"].gt(0).mean() > 0.99
    assert table["aht_s"].between(30, 1000).all()
    assert (np.diff(table[list(QUANTILES)].to_numpy(), axis=1) >= 0).all()
    main = queues[queues["queue"] == "PS"].dropna(subset="aht_s")
    mean = (main["aht_s"] * main["answered"]).sum() / main["answered"].sum()
    own = table[table["queue"] == "PS"]
    assert np.average(own["aht_s"], weights=own["volume"]) == pytest.approx(
        mean, rel=0.03
    )


def test_a_city_that_never_closes_has_every_half_hour(bank):
    taxi = pd.read_csv(DATA / "nyc_taxi_2014_30min.csv.gz")
    taxi["start"] = pd.to_datetime(taxi["start"]).dt.tz_localize("UTC")

    table = forecast(taxi, start="2014-10-27", days=14, timezone="UTC")

    assert len(table) == 14 * 48
    assert table.drop(columns="aht_s").notna().all(axis=None)
