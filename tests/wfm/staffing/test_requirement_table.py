"""The requirement table: one row an interval, goals by queue, shrinkage, ledger."""

from __future__ import annotations

import pandas as pd
import pytest

from wfm.demand import Channel, Queue, ServiceGoal, Shrinkage
from wfm.errors import ParameterError, TableError
from wfm.staffing import requirement_table
from wfm.tables import FORECAST, REQUIREMENT

HOUSE = ServiceGoal(service_level=0.85, max_occupancy=0.65, min_agents=1)
LEDGER = ["service_level", "occupancy", "asa", "abandonment", "minimum"]


def make_forecast(*rows, **columns):
    frame = pd.DataFrame(rows, columns=["queue", "start", "volume", "aht_s"])
    return FORECAST.parse(frame.assign(**columns), timezone="America/Bogota")


def queues(**changes):
    """Look-up of queues that all have the house's goal unless changed."""
    return lambda name: Queue(**({"name": name, "goal": HOUSE} | changes))


def test_a_row_says_agents_what_they_achieve_and_which_constraint_binds():
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 100, 180))

    row = requirement_table(
        forecast, queues(), interval=30, shrinkage=Shrinkage(0.15, 0.08)
    ).iloc[0]

    assert row["agents"] == 16
    assert row["to_schedule"] == pytest.approx(16 / 0.92, abs=1e-9)
    assert row["gross_agents"] == 21  # 16 / 0.77 is 20.8
    assert row["service_level"] == pytest.approx(0.97056, abs=5e-6)
    assert row["occupancy"] == 0.625
    assert row["asa_s"] == pytest.approx(1.72, abs=5e-3)
    assert pd.isna(row["abandonment"])
    assert row["binding"] == "occupancy"
    assert row[[f"agents_{name}" for name in LEDGER]].tolist() == [14, 16, 0, 0, 1]


def test_the_table_keeps_its_contract_and_its_zone():
    forecast = make_forecast(
        ("ventas", "2026-11-30T08:30", 80, 180),
        ("chat", "2026-11-30T08:00", 12, 400),
        ("ventas", "2026-11-30T08:00", 100, 180),
    )

    table = requirement_table(forecast, queues(), interval=30)

    assert list(table) == REQUIREMENT.names
    assert table["queue"].tolist() == ["chat", "ventas", "ventas"]
    assert table["start"].dt.strftime("%H:%M").tolist() == ["08:00", "08:00", "08:30"]
    assert table["start"].dtype == forecast["start"].dtype
    pd.testing.assert_frame_equal(
        REQUIREMENT.parse(table, timezone="America/Bogota"), table
    )


def test_each_queue_is_held_to_its_own_goal():
    forecast = make_forecast(
        ("calm", "2026-11-30T08:00", 100, 180), ("rush", "2026-11-30T08:00", 100, 180)
    )
    goals = {"calm": ServiceGoal(service_level=0.5), "rush": HOUSE}

    table = requirement_table(
        forecast, lambda name: Queue(name=name, goal=goals[name]), interval=30
    )

    assert table["agents"].tolist() == [12, 16]


def test_an_interval_without_contacts_still_has_the_minimum():
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 0, 180))

    row = requirement_table(forecast, queues(), interval=30).iloc[0]

    assert (row["agents"], row["binding"]) == (1, "minimum")
    assert (row["service_level"], row["occupancy"], row["asa_s"]) == (1, 0, 0)


def test_the_interval_length_changes_the_load():
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 50, 180))

    quarter = requirement_table(forecast, queues(), interval=15)

    assert quarter["agents"].tolist() == [16]


@pytest.mark.parametrize("column", ["blank", "absent"])
def test_the_queue_gives_the_handle_time_that_the_forecast_lacks(column):
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 100, None))
    if column == "absent":
        forecast = forecast.drop(columns="aht_s")

    table = requirement_table(forecast, queues(aht_s=180), interval=30)

    assert table["agents"].tolist() == [16]
    assert table["aht_s"].tolist() == [180]


def test_a_known_handle_time_is_not_replaced():
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 100, 180))

    table = requirement_table(forecast, queues(aht_s=999), interval=30)

    assert table["aht_s"].tolist() == [180]


def test_every_queue_without_handle_time_is_named():
    forecast = make_forecast(
        ("ventas", "2026-11-30T08:00", 100, None),
        ("chat", "2026-11-30T08:00", 100, None),
        ("soporte", "2026-11-30T08:00", 100, 300),
    )

    with pytest.raises(TableError) as error:
        requirement_table(forecast, queues(), interval=30)

    assert [problem.message for problem in error.value.problems] == [
        "queue 'chat' has no handle time: give its aht_s",
        "queue 'ventas' has no handle time: give its aht_s",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"channel": Channel.DEFERRED}, r"queues\.ventas\.channel must be voice or"),
        ({"channel": Channel.OUTBOUND}, r"queues\.ventas\.channel must be voice or"),
        ({"concurrency": 3}, r"queues\.ventas\.concurrency must be 1"),
    ],
)
def test_a_queue_that_erlang_c_cannot_describe_is_refused(changes, message):
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 100, 180))

    with pytest.raises(ParameterError, match=message):
        requirement_table(forecast, queues(**changes), interval=30)
