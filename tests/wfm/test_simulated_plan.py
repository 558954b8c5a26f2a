"""Requirements and schedules on simulated contacts, table in and table out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wfm.demand import Channel, Queue, ServiceGoal
from wfm.errors import ParameterError, TableError
from wfm.performance.simulated import (
    Trial,
    simulate_requirement,
    simulate_schedule,
)
from wfm.queueing import erlang_c
from wfm.queueing.simulation import Handling, Retrials
from wfm.tables import SIMULATION

ZONE = "America/Bogota"
TRIAL = Trial(interval=30, replications=100)


def starts(day="2026-12-01", first=8, hours=4):
    begin = pd.Timestamp(f"{day}T{first:02d}:00", tz=ZONE)
    return pd.date_range(begin, periods=2 * hours, freq="30min", unit="us")


def forecast(queues=("ventas",), volume=60.0, aht=240.0, days=("2026-12-01",)):
    return pd.DataFrame(
        [
            {"queue": queue, "start": start, "volume": volume, "aht_s": aht}
            for queue in queues
            for day in days
            for start in starts(day)
        ]
    )


def requirement(table, agents=12.0, **more):
    return table.assign(agents=agents, **more)


def schedule(*rows):
    frame = pd.DataFrame(rows, columns=["agent", "start", "end", "activity", "queue"])
    for name in ("start", "end"):
        frame[name] = pd.to_datetime("2026-12-01T" + frame[name]).dt.tz_localize(ZONE)
    return frame


def crew(number, queue="ventas", first="08:00", last="12:00"):
    return [(f"A{n}", first, last, "contacts", queue) for n in range(number)]


def queue(name="ventas", **more):
    goal = more.pop("goal", ServiceGoal(0.8))
    return Queue(name=name, goal=goal, **more)


def run(tool, rows, table, told=queue, *, trial=TRIAL, seed=1):
    return tool(rows, table, told, trial=trial, rng=np.random.default_rng(seed))


def test_the_table_keeps_its_contract_and_the_promise_beside_the_outcome():
    table = forecast(("ventas", "soporte"))
    made = run(simulate_requirement, requirement(table, service_level=0.9), table).table

    assert list(SIMULATION.parse(made, timezone=ZONE)) == SIMULATION.names
    assert (made["predicted"] == 0.9).all()
    assert made["agents"].eq(12).all()
    assert made["service_level"].between(0, 1).all()
    assert (made["service_level_low"] <= made["service_level"]).all()
    assert (made["service_level"] <= made["service_level_high"]).all()


def test_a_long_day_comes_to_what_erlang_c_says():
    table = pd.concat(
        [forecast(days=[f"2026-12-{day:02d}"]) for day in range(1, 11)]
    ).assign(volume=600.0, aht_s=30.0)  # short contacts: steady at once
    made = run(simulate_requirement, requirement(table), table)

    level = made.runs["ventas"].service_level(pool=np.zeros(len(table)))

    exact = float(erlang_c.service_level([12], 10.0, 30.0, 20.0)[0])
    assert level.value[0] == pytest.approx(exact, abs=3 * level.error[0] + 2e-3)


def test_a_night_between_two_days_empties_the_queue():
    # Overload all day: carried over, the second day would begin with its waits.
    table = forecast(days=("2026-12-01", "2026-12-02"))
    waits = run(simulate_requirement, requirement(table, agents=4.0), table).runs[
        "ventas"
    ]

    mean = waits.share("mean_wait").value
    assert mean[8] == pytest.approx(mean[0], rel=0.15)
    assert mean[7] > 3 * mean[0]


def test_agents_of_a_schedule_count_while_they_are_on_contacts():
    rows = [
        *crew(10),
        ("B1", "08:00", "10:00", "contacts", "ventas"),
        ("B1", "10:00", "10:15", "break", ""),
        ("B1", "10:15", "12:00", "overtime", "ventas"),
        ("B2", "08:00", "12:00", "contacts", "soporte"),
        ("B3", "08:00", "12:00", "training", ""),
    ]
    made = run(simulate_schedule, schedule(*rows), forecast(("ventas", "soporte")))

    by_queue = made.table.set_index("queue")["agents"]
    assert by_queue["ventas"].tolist() == [11, 11, 11, 11, 10.5, 11, 11, 11]
    assert by_queue["soporte"].tolist() == [1.0] * 8
    assert made.table["predicted"].isna().all()


def test_a_schedule_of_equal_agents_does_what_its_requirement_does():
    table = forecast()
    required = run(simulate_requirement, requirement(table), table)
    rostered = run(simulate_schedule, schedule(*crew(12)), table, seed=2)

    pool = np.zeros(len(table))
    one, other = (
        made.runs["ventas"].service_level(pool=pool) for made in (required, rostered)
    )
    apart = abs(one.value[0] - other.value[0])
    assert apart < 4 * np.hypot(one.error[0], other.error[0])


def test_a_pause_of_all_at_once_is_seen_within_the_interval():
    whole = crew(14)
    paused = [
        (agent, low, high, activity, where)
        for agent, _, _, _, where in whole
        for low, high, activity in (
            ("08:00", "09:00", "contacts"),
            ("09:00", "09:15", "break"),
            ("09:15", "12:00", "contacts"),
        )
    ]
    half = schedule(*paused)

    made = run(simulate_schedule, half, forecast()).table

    assert made["agents"].tolist() == [14, 14, 7, 14, 14, 14, 14, 14]
    # Of that half hour those who come in the pause wait: far worse than 7 of 14.
    assert made["service_level"][2] < 0.6
    assert made["service_level"][1] > 0.9


def test_absent_agents_are_missing_on_average_and_by_whole_persons():
    trial = Trial(interval=30, replications=2_000, absence=0.25)
    made = run(simulate_schedule, schedule(*crew(12)), forecast(), trial=trial).table

    error = np.sqrt(12 * 0.25 * 0.75 / 2_000)
    assert made["agents"].mean() == pytest.approx(9.0, abs=4 * error)
    # Whoever is absent is so for the day: every interval lacks the same persons.
    assert (made["agents"] == made["agents"].iloc[0]).all()


def test_only_days_of_the_schedule_are_simulated():
    table = forecast(days=("2026-11-30", "2026-12-01", "2026-12-02"))

    made = run(simulate_schedule, schedule(*crew(12)), table).table

    assert set(made["start"].dt.day) == {1}


def test_the_day_after_counts_until_a_night_shift_of_the_last_day_ends():
    late = forecast(days=("2026-12-01",)).assign(
        start=starts(first=22)  # from 22:00 to 02:00
    )
    more = pd.concat([late, forecast(days=("2026-12-02",))])
    rows = schedule(("A1", "22:00", "23:00", "contacts", "ventas"))
    rows["end"] = rows["start"] + pd.Timedelta(hours=4)

    made = run(simulate_schedule, rows, more).table

    assert made["start"].tolist() == late["start"].tolist()


def test_paths_give_their_contacts_and_handle_times():
    table = forecast()
    paths = pd.concat(
        [
            table.assign(path=number, volume=20.0 * (number + 1), aht_s=aht)
            for number, aht in enumerate((60.0, 240.0, 480.0))
        ]
    )
    trial = Trial(
        interval=30, paths=paths, handling=Handling.lognormal(0.0), replications=99
    )
    made = run(simulate_schedule, schedule(*crew(40)), table, trial=trial)

    runs = made.runs["ventas"]
    assert runs.replications == 3
    np.testing.assert_array_equal(runs.offered, [[20] * 8, [40] * 8, [60] * 8])
    work = runs.busy_s.sum(axis=1) + runs.after_close_s
    np.testing.assert_allclose(work, 8 * np.array([20 * 60, 40 * 240, 60 * 480.0]))


def test_work_that_does_not_wait_in_a_line_is_left_out_and_named():
    table = forecast(("chat", "correo", "ventas"))
    told = {
        "ventas": queue(),
        "correo": queue("correo", channel=Channel.DEFERRED),
        "chat": queue("chat", channel=Channel.CHAT, concurrency=3),
    }

    made = run(simulate_requirement, requirement(table), table, told.__getitem__)

    assert set(made.runs) == {"ventas"}
    assert set(made.table["queue"]) == {"ventas"}
    assert made.left_out.keys() == {"correo", "chat"}


def test_the_same_seed_gives_the_same_table():
    rows = schedule(*crew(12))
    trial = Trial(
        interval=30,
        replications=20,
        absence=0.1,
        retrials=Retrials(probability=0.5, delay=120),
    )
    told = lambda name: queue(name, patience_s=60.0)  # noqa: E731
    first, second = (
        run(simulate_schedule, rows, forecast(), told, trial=trial).table
        for _ in range(2)
    )

    pd.testing.assert_frame_equal(first, second)


def test_handle_times_come_from_the_queue_where_the_forecast_has_none():
    silent = forecast(aht=np.nan)

    made = run(
        simulate_requirement,
        requirement(silent),
        silent,
        lambda name: queue(name, aht_s=240.0),
    )
    assert made.table["occupancy"].mean() > 0.5
    with pytest.raises(TableError, match="'ventas' has no handle time"):
        run(simulate_requirement, requirement(silent), silent)


def test_tables_that_do_not_fit_together_are_refused_with_their_place():
    table = forecast()
    with pytest.raises(TableError, match="queue 'otra' is not in the forecast"):
        run(simulate_schedule, schedule(*crew(2, "otra")), table)
    with pytest.raises(TableError, match="must name their queue"):
        run(simulate_schedule, schedule(*crew(2, "")), forecast(("a", "b")))
    lacking = table.iloc[1:].assign(path=0)
    trial = Trial(interval=30, paths=lacking)
    with pytest.raises(TableError, match="'ventas' lacks intervals"):
        run(simulate_requirement, requirement(table), table, trial=trial)
    with pytest.raises(ParameterError, match="agents must be whole"):
        run(simulate_requirement, requirement(table, agents=2.5), table)


def misfit(required, table, told=queue):
    with pytest.raises(TableError) as caught:
        run(simulate_requirement, requirement(required), table, told)
    return [problem.message for problem in caught.value.problems]


def test_a_requirement_of_another_interval_length_is_refused():
    fine = forecast().assign(start=lambda rows: rows["start"].iloc[0])
    fine["start"] += pd.to_timedelta(15 * np.arange(len(fine)), unit="min")

    assert misfit(forecast(), fine) == [
        "queue 'ventas' has intervals of 30 minutes, the forecast of 15: 8 intervals, "
        "the first at 2026-12-01 08:00"
    ]


def test_intervals_missing_on_either_side_are_counted_by_queue():
    table = forecast(("soporte", "ventas"))
    later = forecast(days=("2026-12-02",))

    assert misfit(table.iloc[2:-1], table) == [
        "queue 'soporte' lacks 2 intervals of the forecast, the first at "
        "2026-12-01 08:00",
        "queue 'ventas' lacks 1 interval of the forecast, at 2026-12-01 11:30",
    ]
    assert misfit(later, forecast()) == [
        "queue 'ventas' lacks 8 intervals of the forecast, the first at "
        "2026-12-01 08:00, and has 8 intervals that the forecast lacks, the first at "
        "2026-12-02 08:00"
    ]


def test_queues_missing_on_either_side_are_named():
    both, one = forecast(("soporte", "ventas")), forecast(("ventas",))
    when = "8 intervals, the first at 2026-12-01 08:00"

    assert misfit(one, both) == [f"queue 'soporte' of the forecast is missing: {when}"]
    assert misfit(both, one) == [f"queue 'soporte' is not in the forecast: {when}"]


def test_a_queue_that_is_not_simulated_need_not_fit():
    both = forecast(("correo", "ventas"))
    told = {
        "ventas": queue(),
        "correo": queue("correo", channel=Channel.DEFERRED),
    }.__getitem__

    made = run(simulate_requirement, requirement(forecast()), both, told)

    assert set(made.table["queue"]) == {"ventas"}
    assert made.left_out.keys() == {"correo"}


@pytest.mark.parametrize(
    "wrong",
    [{"absence": 1.0}, {"confidence": 0.0}, {"interval": 0}]
    + [{"replications": runs} for runs in (0, -3, 1.5)],
)
def test_a_trial_that_cannot_be_is_refused(wrong):
    with pytest.raises(ParameterError, match=next(iter(wrong))):
        Trial(**{"interval": 30} | wrong)
