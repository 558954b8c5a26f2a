"""The requirement table: one row an interval, goals by queue, shrinkage, ledger."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from wfm.demand import Channel, Queue, ServiceGoal, Shrinkage
from wfm.errors import GoalUnreachableError, ParameterError, TableError
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
        forecast,
        queues(),
        interval=30,
        shrinkage=Shrinkage(0.15, 0.08),
        method="sipp",
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
    assert row["binding_cost"] == 2
    assert row["agents_exact"] == pytest.approx(10 / 0.65, abs=1e-5)
    assert row["method"] == "sipp"


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
        forecast,
        lambda name: Queue(name=name, goal=goals[name]),
        interval=30,
        method="sipp",
    )

    assert table["agents"].tolist() == [12, 16]


def test_an_interval_without_contacts_still_has_the_minimum():
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 0, 180))

    row = requirement_table(forecast, queues(), interval=30).iloc[0]

    assert (row["agents"], row["binding"]) == (1, "minimum")
    assert (row["service_level"], row["occupancy"], row["asa_s"]) == (1, 0, 0)


def test_the_interval_length_changes_the_load():
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 50, 180))

    quarter = requirement_table(forecast, queues(), interval=15, method="sipp")

    assert quarter["agents"].tolist() == [16]


@pytest.mark.parametrize("column", ["blank", "absent"])
def test_the_queue_gives_the_handle_time_that_the_forecast_lacks(column):
    forecast = make_forecast(("ventas", "2026-11-30T08:00", 100, None))
    if column == "absent":
        forecast = forecast.drop(columns="aht_s")

    table = requirement_table(forecast, queues(aht_s=180), interval=30, method="sipp")

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


def day_of(*volumes, queue="ventas", day="2026-11-30", aht=180.0):
    """Forecast of consecutive half-hours from eight."""
    starts = pd.date_range(f"{day}T08:00", periods=len(volumes), freq="30min")
    frame = pd.DataFrame(
        {"queue": queue, "start": starts, "volume": volumes, "aht_s": aht}
    )
    return FORECAST.parse(frame, timezone="America/Bogota")


def test_goals_by_interval_are_followed_through_the_day_and_longer_ones_by_mol():
    forecast = day_of(60, 60, 60, aht=600)
    goal = ServiceGoal(service_level=0.8)

    by_interval = requirement_table(forecast, queues(goal=goal), interval=30)
    by_day = requirement_table(
        forecast, queues(goal=replace(goal, window="day")), interval=30
    )

    assert set(by_interval["method"]) == {"simulated"}
    # The opening finds nobody in service: fewer agents fill the room by and by.
    assert by_interval["agents"].iloc[0] < by_interval["agents"].iloc[1]
    assert set(by_day["method"]) == {"mol"}


def test_each_day_opens_empty_and_is_a_window_of_its_own():
    monday, tuesday = day_of(60, 90, 60), day_of(60, 90, 60, day="2026-12-01")
    both = pd.concat([monday, tuesday], ignore_index=True)

    for window in ("interval", "day"):
        goal = ServiceGoal(service_level=0.8, window=window)
        whole = requirement_table(both, queues(goal=goal), interval=30)
        alone = requirement_table(monday, queues(goal=goal), interval=30)

        assert whole["agents"].tolist() == 2 * alone["agents"].tolist()


def test_a_longer_window_shows_both_answers_and_never_needs_more():
    days = [day_of(40, 80, 60, day=f"2026-12-{n:02}") for n in (1, 2, 9, 31)]
    forecast = pd.concat([*days, day_of(40, 80, 60, day="2027-01-01")])
    totals = {}
    for window in ("day", "week", "month"):
        goal = ServiceGoal(service_level=0.85, max_occupancy=0.65, window=window)
        table = requirement_table(forecast, queues(goal=goal), interval=30)
        totals[window] = table["agents"].sum()

        assert totals[window] <= table["agents_by_interval"].sum()

    # Every longer window here is a union of shorter ones, but for the new year's week.
    assert totals["week"] <= totals["day"]
    assert totals["month"] <= totals["day"]


def test_a_queue_too_large_to_follow_is_staffed_by_mol_and_says_so():
    volumes = 30_000 * np.ones(48)

    table = requirement_table(day_of(*volumes, aht=300), queues(), interval=30)

    assert set(table["method"]) == {"mol"}


def test_a_method_is_used_where_the_planner_names_it():
    forecast = day_of(60, 90, 60, aht=900)
    goal = ServiceGoal(service_level=0.8)
    agents = {
        method: requirement_table(
            forecast, queues(goal=goal), interval=30, method=method
        )["agents"].tolist()
        for method in ("sipp", "mix", "lag", "mol", "mol_max", "simulated")
    }

    assert len({tuple(each) for each in agents.values()}) == len(agents)
    with pytest.raises(ParameterError, match="method must be one of sipp, mix, lag"):
        requirement_table(forecast, queues(), interval=30, method="erlang")


def test_a_limit_on_abandonment_needs_a_patience():
    forecast = day_of(60)
    goal = ServiceGoal(service_level=None, max_abandonment=0.05)

    table = requirement_table(
        forecast, queues(goal=goal, patience_s=90), interval=30, method="sipp"
    )

    assert table["binding"].tolist() == ["abandonment"]
    assert (table["abandonment"] <= 0.05).all()
    with pytest.raises(GoalUnreachableError, match="max_abandonment"):
        requirement_table(forecast, queues(goal=goal), interval=30)


def test_chat_deferred_and_outbound_work_are_staffed_by_their_own_models():
    forecast = pd.concat(
        [
            day_of(30, 30, queue="chat", aht=400),
            day_of(30, 30, queue="correo", aht=400),
            day_of(30, 30, queue="cobro", aht=400),
        ]
    )
    kinds = {
        "chat": {"channel": Channel.CHAT, "concurrency": 3},
        "correo": {"channel": Channel.DEFERRED},
        "cobro": {"channel": Channel.OUTBOUND, "contact_rate": 0.5},
    }

    table = requirement_table(
        forecast,
        lambda name: Queue(name=name, goal=HOUSE, **kinds[name]),
        interval=30,
        country="CO",
    ).set_index("queue")

    assert table["method"].groupby(level=0).first().to_dict() == {
        "chat": "chat",
        "cobro": "outbound",
        "correo": "deferred",
    }
    assert table.loc["cobro", "binding"].tolist() == ["target", "target"]
    assert table.loc["correo", "binding"].tolist() == ["deadline", "deadline"]
    # Three chats at once need fewer agents than one after the other.
    one = requirement_table(
        day_of(30, 30, queue="chat", aht=400), queues(), interval=30, method="sipp"
    )
    assert table.loc["chat", "agents"].sum() < one["agents"].sum()


def test_deferred_work_uses_the_idle_time_of_the_queue_it_blends_with():
    forecast = pd.concat(
        [
            day_of(100, 100, queue="ventas", aht=180),
            day_of(20, 20, queue="correo", aht=180),
        ]
    )
    goal = ServiceGoal(service_level=0.8, min_agents=0)

    def staffed(blend):
        def queue(name):
            if name == "correo":
                return Queue(
                    name=name, channel=Channel.DEFERRED, goal=goal, blend=blend
                )
            return Queue(name=name, goal=replace(goal, max_occupancy=0.9))

        table = requirement_table(forecast, queue, interval=30, method="sipp")
        return table.groupby("queue")["agents"].sum()

    alone, shared = staffed(()), staffed(("ventas",))

    assert shared["ventas"] == alone["ventas"]
    assert shared["correo"] < alone["correo"]
    with pytest.raises(TableError, match="blends with an unknown 'venta'"):
        staffed(("venta",))


def test_the_work_done_is_told_as_it_goes():
    forecast = pd.concat([day_of(10, 10), day_of(10, 10, day="2026-12-01")])
    told = []

    requirement_table(forecast, queues(), interval=30, tell=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("patience", [None, 90.0])
def test_over_a_day_the_goal_holds_for_the_contacts_offered(patience):
    # Demand that climbs steeply: what MOL staffs for is not what is offered.
    forecast = day_of(20, 60, 140, 220, 260, 220, 120, 40, aht=600)
    goal = ServiceGoal(service_level=0.85, window="day")

    table = requirement_table(
        forecast, queues(goal=goal, patience_s=patience), interval=30
    )

    level = np.average(table["service_level"], weights=table["volume"])
    assert 0.85 - 1e-9 <= level < 0.86


def test_a_patience_of_moments_is_not_followed_at_any_price():
    forecast = day_of(*[50] * 24)

    table = requirement_table(forecast, queues(patience_s=0.001), interval=30)

    assert set(table["method"]) == {"mol"}
