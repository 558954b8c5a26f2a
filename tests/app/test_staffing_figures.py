"""What a requirement comes to, in figures, and the sentences about occupancy."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from app.services.staffing.figures import occupancy_missed, staffing_figures
from wfm.demand import Queue, ServiceGoal
from wfm.staffing import requirement_table
from wfm.tables.results import REQUIREMENT


def queues(patience=None, **goal):
    asked = ServiceGoal(**goal)
    return lambda name: Queue(name=name, goal=asked, patience_s=patience)


def table_of(rows):
    """A requirement of queue, start, agents, occupancy, and whatever else is given."""
    frame = pd.DataFrame(rows)
    frame["start"] = pd.to_datetime(frame["start"]).dt.tz_localize("America/Bogota")
    missing = {"binding": "service_level", "method": "mol", "binding_cost": 0.0}
    for name, value in missing.items():
        if name not in frame:
            frame[name] = value
    frame["to_schedule"] = frame["agents"]
    return frame.reindex(columns=REQUIREMENT.names)


def forecast(*volumes, days=1, queue="ventas", aht=300.0):
    size = len(volumes)
    starts = [
        pd.Timestamp(f"2026-12-{day:02}T08:00", tz="America/Bogota")
        + pd.Timedelta(minutes=30 * k)
        for day in range(1, days + 1)
        for k in range(size)
    ]
    return pd.DataFrame(
        {"queue": queue, "start": starts, "volume": volumes * days, "aht_s": aht}
    )


def test_hours_are_agents_times_the_interval():
    rows = [
        {
            "queue": "a",
            "start": "2026-12-01T08:00",
            "agents": 5.0,
            "agents_exact": 4.25,
        },
        {"queue": "a", "start": "2026-12-01T08:30", "agents": 7.0, "agents_exact": 6.5},
        {
            "queue": "b",
            "start": "2026-12-01T08:30",
            "agents": 2.0,
            "agents_exact": None,
        },
        {"queue": "b", "start": "2026-12-01T09:00", "agents": 4.0, "agents_exact": 3.0},
    ]
    table = table_of(
        [
            row | {"binding": name, "binding_cost": cost}
            for row, name, cost in zip(
                rows,
                ("occupancy", "service_level", "occupancy", "occupancy"),
                (2.0, 1.0, 1.0, 0.0),
                strict=True,
            )
        ]
    )

    half = staffing_figures(table, queues(), 30)
    quarter = staffing_figures(table, queues(), 15)

    # Both queues at half past eight: 7 and 2.
    assert half["peak_agents"] == 9
    assert half["intervals"] == 4
    assert half["agent_hours"] == half["to_schedule_hours"] == 9
    assert half["rounding_hours"] == 1.125  # where the exact number is known
    assert half["binding"] == {"occupancy": 3, "service_level": 1}
    assert half["binding_cost_hours"] == {"occupancy": 1.5, "service_level": 0.5}
    assert half["method"] == {"mol": 4}
    assert half["by_interval_hours"] is None
    assert half["window_saves_hours"] is None
    assert half["occupancy_missed"] == []
    assert "least_probability" not in half
    assert quarter["agent_hours"] == 4.5
    assert json.loads(json.dumps(half)) == half


def test_a_longer_window_shows_both_answers_and_their_difference():
    rows = [
        {"agents": 5.0, "agents_by_interval": 6.0},
        {"agents": 8.0, "agents_by_interval": 8.0},
        # Another queue whose goal holds by interval: it saves nothing.
        {"agents": 3.0, "agents_by_interval": None},
    ]
    starts = ("2026-12-01T08:00", "2026-12-01T08:30", "2026-12-01T08:30")
    table = table_of(
        [
            {"queue": "ab"[k // 2], "start": start} | row
            for k, (start, row) in enumerate(zip(starts, rows, strict=True))
        ]
    )

    figures = staffing_figures(table, queues(), 30)

    assert figures["agent_hours"] == 8.0
    assert figures["by_interval_hours"] == 8.5
    assert figures["window_saves_hours"] == 0.5
    assert figures["rounding_hours"] is None


def test_the_least_probability_is_told_where_there_are_any():
    rows = [
        {"queue": "a", "start": f"2026-12-01T0{8 + k}:00", "agents": 5.0}
        | {"probability": share}
        for k, share in enumerate((0.97, 0.91))
    ]

    figures = staffing_figures(table_of(rows), queues(), 60)

    assert figures["least_probability"] == 0.91


def test_a_floor_counts_the_intervals_that_are_less_busy():
    rows = [
        ("2026-12-01T08:00", 4.0, 0.7),
        ("2026-12-01T08:30", 4.0, 0.69),
        ("2026-12-01T09:00", 4.0, 0.2),
        ("2026-12-01T09:30", 0.0, 0.0),  # nobody is there to be idle
    ]
    table = table_of(
        [
            {"queue": "ventas", "start": start, "agents": agents, "occupancy": busy}
            for start, agents, busy in rows
        ]
    )

    said = occupancy_missed(table, queues(max_occupancy=0.7, occupancy_rule="floor"))

    assert said == ["ventas: below 70% occupancy in 2 of 3 intervals"]


def test_a_band_looks_at_whole_days_of_the_campaigns_zone():
    rows = [
        # 0.9 of one agent and 0.6 of three are 0.675 of a day: within the band.
        ("2026-12-01T20:00", 1.0, 0.9),
        ("2026-12-01T23:30", 3.0, 0.6),
        ("2026-12-02T08:00", 2.0, 0.71),
        ("2026-12-03T08:00", 2.0, 0.59),
        ("2026-12-04T08:00", 2.0, 0.7),
    ]
    table = table_of(
        [
            {"queue": "ventas", "start": start, "agents": agents, "occupancy": busy}
            for start, agents, busy in rows
        ]
    )

    said = occupancy_missed(table, queues(max_occupancy=0.65, occupancy_rule="band"))

    assert said == ["ventas: outside 60% to 70% occupancy on 2 of 4 days"]


@pytest.mark.parametrize(
    "goal",
    [
        {"max_occupancy": 0.65, "occupancy_rule": "cap"},
        {"max_occupancy": 0.65, "occupancy_rule": "report"},
        {"max_occupancy": None, "occupancy_rule": "floor"},
    ],
)
def test_other_rules_say_nothing(goal):
    table = table_of(
        [{"queue": "a", "start": "2026-12-01T08:00", "agents": 4.0, "occupancy": 0.1}]
    )

    assert occupancy_missed(table, queues(**goal)) == []


@pytest.mark.parametrize("rule", ["floor", "band", "report"])
def test_rules_other_than_the_cap_add_no_agents(rule):
    free = requirement_table(forecast(20, 60, 40), queues(), interval=30)
    goal = queues(max_occupancy=0.3, occupancy_rule=rule)

    ruled = requirement_table(forecast(20, 60, 40), goal, interval=30)

    assert ruled["agents"].tolist() == free["agents"].tolist()
    capped = requirement_table(
        forecast(20, 60, 40), queues(max_occupancy=0.3), interval=30
    )
    assert (capped["agents"] > free["agents"]).all()


def test_figures_of_a_plan_by_day_are_those_of_its_table():
    goal = {"service_level": 0.85, "max_occupancy": 0.65}
    day = forecast(20, 50, 80, 40, days=2)
    by_day = requirement_table(day, queues(window="day", **goal), interval=30)
    by_interval = requirement_table(day, queues(**goal), interval=30, method="mol")

    figures = staffing_figures(by_day, queues(window="day", **goal), 30)

    assert figures["agent_hours"] == by_day["agents"].sum() / 2
    assert figures["by_interval_hours"] == by_interval["agents"].sum() / 2
    saved = figures["by_interval_hours"] - figures["agent_hours"]
    assert figures["window_saves_hours"] == pytest.approx(saved)
    assert saved > 0
    assert sum(figures["binding"].values()) == figures["intervals"] == 8
