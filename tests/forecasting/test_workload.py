from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import workload
from wfm.errors import ParameterError, TableError

ZONE = "America/Bogota"


def make_paths(paths=50, days=9, queue="sales", aht=300.0, seed=0):
    """Draws for three intervals a day, from Saturday 2026-11-28 on."""
    rng = np.random.default_rng(seed)
    day = pd.date_range("2026-11-28", periods=days, tz=ZONE)
    starts = [each + pd.Timedelta(hours=hour) for each in day for hour in (9, 10, 11)]
    keys = pd.MultiIndex.from_product([starts, range(paths)], names=["start", "path"])
    return keys.to_frame(index=False).assign(
        queue=queue,
        volume=rng.poisson(40, len(keys)).astype(float),
        aht_s=aht * rng.lognormal(0, 0.1, len(keys)),
    )


def test_days_and_weeks_hold_what_their_intervals_hold():
    paths = make_paths()

    tables = {by: workload(paths, by) for by in ("interval", "day", "week", "month")}

    assert [len(table) for table in tables.values()] == [27, 9, 2, 2]
    for table in tables.values():
        for name in ("volume", "hours"):
            total = tables["interval"][name].sum()
            assert table[name].sum() == pytest.approx(total, rel=1e-12)


def test_quantiles_of_a_day_come_from_its_paths():
    paths = make_paths()

    table = workload(paths, "day", contact=0.0)

    first = paths[paths["start"] < pd.Timestamp("2026-11-29", tz=ZONE)]
    hours = first["volume"] * first["aht_s"] / 3600
    expected = np.quantile(hours.groupby(first["path"]).sum(), [0.025, 0.5, 0.9])
    columns = ["hours_p025", "hours_p50", "hours_p90"]
    np.testing.assert_allclose(table.loc[0, columns].astype(float), expected)


def test_weeks_begin_on_monday():
    table = workload(make_paths(), "week")

    days = [str(start.date()) for start in table["start"]]
    assert days == ["2026-11-28", "2026-11-30"]


def test_the_handle_time_of_a_window_is_a_ratio_of_sums():
    paths = make_paths(paths=1, days=1).assign(
        volume=[1, 99, 0], aht_s=[900, 100, np.nan]
    )

    table = workload(paths, "day", contact=0.0)

    assert table["aht_s"].iloc[0] == pytest.approx((900 + 9900) / 100)
    assert table["hours"].iloc[0] == pytest.approx(3.0)


def test_without_handle_times_contacts_alone_are_told():
    paths = make_paths().drop(columns="aht_s")

    table = workload(paths, "day")

    assert table["hours"].isna().all()
    assert table["aht_s"].isna().all()
    assert table["volume_p90"].notna().all()


def test_each_queue_has_its_own_rows():
    both = pd.concat([make_paths(queue="support", paths=10), make_paths(paths=20)])

    table = workload(both.sample(frac=1, random_state=1), "day")

    assert table["queue"].tolist() == ["sales"] * 9 + ["support"] * 9
    alone = workload(make_paths(paths=20), "day")
    pd.testing.assert_frame_equal(table.head(9), alone)


def test_single_contacts_bring_chance_of_their_own():
    paths = make_paths(paths=2000, days=2).assign(volume=4.0, aht_s=300.0)

    exact = workload(paths, contact=0.0)
    found = workload(paths, contact=1.0)

    assert exact["hours_p10"].tolist() == exact["hours_p90"].tolist()
    np.testing.assert_allclose(found["hours"], exact["hours"], rtol=0.05)
    # A quarter of a lognormal variance of 1: 10 % of the draws are below 0.49.
    np.testing.assert_allclose(found["hours_p10"], 0.488 * exact["hours"], rtol=0.05)
    pd.testing.assert_frame_equal(found, workload(paths))


def test_an_interval_that_lacks_a_path_is_named():
    with pytest.raises(TableError, match="queue 'sales' has not the same paths"):
        workload(make_paths().drop(index=7))


def test_what_is_outside_its_domain_is_refused():
    with pytest.raises(ParameterError, match="by must be one of interval, day"):
        workload(make_paths(), "year")
    with pytest.raises(ParameterError, match="contact must be at least 0"):
        workload(make_paths(), contact=-1.0)
