"""From a queue's forecast to its agents, by the model of its channel."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wfm.contact_windows import AT_ANY_TIME, windows_of
from wfm.demand import Channel, Queue, ServiceGoal
from wfm.errors import NoAnswerError, ParameterError
from wfm.staffing import required_agents
from wfm.staffing.backlog import clock_due, deferred_work, progress
from wfm.staffing.channels import (
    channel_requirement,
    has_its_own_model,
    idle_beside,
)
from wfm.staffing.chat import required_chat_agents
from wfm.staffing.ledger import CONSTRAINTS

GOAL = ServiceGoal(service_level=0.85, max_occupancy=0.65, min_agents=1)
NO_MINIMUM = ServiceGoal(service_level=0.85)


def rows_of(first="2026-11-26", days=4, opens=8, closes=18, volume=12.0, aht=300.0):
    """Half-hours of some days from a Thursday on."""
    starts = pd.concat(
        [
            pd.Series(
                pd.date_range(
                    day + pd.Timedelta(hours=opens),
                    periods=2 * (closes - opens),
                    freq="30min",
                )
            )
            for day in pd.date_range(first, periods=days)
        ],
        ignore_index=True,
    ).dt.tz_localize("America/Bogota")
    return pd.DataFrame({"start": starts, "volume": volume, "aht_s": aht})


def queue_of(channel, **values):
    return Queue(name="cola", channel=Channel(channel), **({"goal": GOAL} | values))


@pytest.mark.parametrize(
    ("queue", "own"),
    [
        (Queue(name="q"), False),
        (Queue(name="q", channel=Channel.CHAT), False),
        (Queue(name="q", channel=Channel.CHAT, concurrency=2), True),
        (Queue(name="q", channel=Channel.CHAT, aht_by_concurrency=(9, 9)), True),
        (Queue(name="q", channel=Channel.DEFERRED), True),
        (Queue(name="q", channel=Channel.OUTBOUND), True),
    ],
)
def test_which_queues_have_a_model_of_their_own(queue, own):
    assert has_its_own_model(queue) is own


@pytest.mark.parametrize("channel", ["chat", "deferred", "outbound"])
def test_an_answer_has_what_the_requirement_table_wants(channel):
    rows = rows_of()
    queue = queue_of(channel, concurrency=3 if channel == "chat" else 1)

    answer = channel_requirement(rows, queue, 30, country="CO")

    for name in ("agents", "service_level", "occupancy", "mean_wait", "abandonment"):
        assert getattr(answer, name).shape == (len(rows),)
    assert np.all(answer.agents == np.floor(answer.agents))
    assert np.all((answer.service_level >= 0) & (answer.service_level <= 1))
    assert np.all((answer.occupancy >= 0) & (answer.occupancy <= 1))
    assert set(CONSTRAINTS) <= set(answer.ledger)
    assert np.all(answer.agents == np.max(list(answer.ledger.values()), axis=0))
    for n, reason, *asked in zip(
        answer.agents, answer.binding, *answer.ledger.values(), strict=True
    ):
        ledger = dict(zip(answer.ledger, asked, strict=True))
        assert (reason == "none") if n == 0 else (ledger[reason] == n)


def test_chats_are_staffed_with_the_forecasts_handle_time_at_full_concurrency():
    rows = rows_of(days=1, aht=np.linspace(240, 400, 20))
    queue = queue_of("chat", concurrency=3, patience_s=120)

    answer = channel_requirement(rows, queue, 30)

    expected = required_chat_agents(
        rows["volume"], np.repeat(rows[["aht_s"]], 3, axis=1), goal=GOAL, patience=120
    )
    np.testing.assert_array_equal(answer.agents, expected.agents)
    np.testing.assert_array_equal(answer.binding, expected.binding)


def test_handle_times_by_concurrency_stand_above_the_forecasts():
    rows = rows_of(days=1, aht=np.nan)
    queue = queue_of("chat", aht_by_concurrency=(300.0, 340.0, 400.0))

    answer = channel_requirement(rows, queue, 30)

    expected = required_chat_agents(12.0, [300, 340, 400], goal=GOAL)
    np.testing.assert_array_equal(answer.agents, float(expected.agents))


def test_deferred_work_is_done_within_its_deadline_by_the_clock():
    volume = np.tile([40.0, *[6.0] * 19], 4)
    rows = rows_of(volume=volume, aht=420.0)
    queue = queue_of("deferred", deadline_s=4 * 3600.0, backlog=30.0, goal=NO_MINIMUM)

    answer = channel_requirement(rows, queue, 30)

    due = clock_due(rows["start"], 4 * 3600, 1800)
    work = deferred_work(volume, 420, due, backlog=30)
    seen = progress(work, answer.agents)
    assert seen.in_time.min() == 1
    np.testing.assert_array_equal(answer.service_level, 1)
    assert set(answer.binding) <= {"deadline", "none"}
    assert np.isnan(answer.mean_wait).all()
    # The morning's crest is spread over four hours.
    assert answer.agents.max() <= np.ceil((30 + 40 + 8 * 6) * 420 / 1800 / 8) + 1
    one_less = np.maximum(answer.agents - (answer.agents == answer.agents.max()), 0)
    assert progress(work, one_less).in_time.min() < 1


def test_a_day_is_the_deadline_where_none_is_given():
    rows = rows_of()

    given = channel_requirement(rows, queue_of("deferred", deadline_s=86_400.0), 30)
    usual = channel_requirement(rows, queue_of("deferred"), 30)

    np.testing.assert_array_equal(given.agents, usual.agents)


def test_open_hours_give_more_time_than_the_clock():
    rows = rows_of(volume=np.tile([0.0] * 16 + [60.0] * 4, 4))
    clock = queue_of("deferred", deadline_s=4 * 3600.0)
    open_ = queue_of("deferred", deadline_s=4 * 3600.0, deadline_counts="open")

    strict = channel_requirement(rows, clock, 30)
    loose = channel_requirement(rows, open_, 30)

    assert loose.agents[:40].max() < strict.agents[:40].max()
    assert loose.service_level.min() == 1


def test_a_minimum_holds_and_is_named_where_the_deadline_asks_for_less():
    rows = rows_of(volume=0.5)

    answer = channel_requirement(rows, queue_of("deferred"), 30)

    assert answer.agents.min() == 1
    assert "minimum" in set(answer.binding)


def test_idle_time_of_others_lowers_deferred_and_outbound_needs():
    rows = rows_of(days=2, volume=30.0)
    idle = np.full(len(rows), 1.5)

    for queue in (queue_of("deferred"), queue_of("outbound")):
        alone = channel_requirement(rows, queue, 30, country="CO")
        helped = channel_requirement(rows, queue, 30, country="CO", idle=idle)

        saved = alone.agents.sum() - helped.agents.sum()
        assert saved == pytest.approx(1.5 * len(rows), abs=2)
        assert helped.service_level.min() == 1


def test_idle_time_beside_an_inbound_queue_is_what_its_goal_leaves():
    rows = rows_of(days=1, volume=100.0, aht=180.0)
    voice = Queue(name="voz", goal=ServiceGoal(service_level=0.8))
    agents = required_agents(100, 180, goal=GOAL).agents
    inbound = rows.assign(agents=float(agents))
    later = rows["start"] + pd.Timedelta(hours=2)

    idle = idle_beside(later, inbound, voice, 30)

    assert np.all(idle[:16] > 1)
    assert idle[:16].std() == 0
    # The inbound queue is closed two hours before the other one.
    assert idle[16:].tolist() == [0] * 4


def test_outbound_work_is_done_in_the_windows_of_the_law_only():
    rows = rows_of(opens=6, closes=20, volume=10.0, aht=144.0)
    queue = queue_of("outbound", right_party_rate=0.35, goal=GOAL)

    answer = channel_requirement(rows, queue, 30, country="CO")

    staffed = rows["start"][answer.agents > 0]
    hours = staffed.groupby(staffed.dt.date).agg(["min", "max"])
    written = hours.map(lambda each: each.strftime("%a %H:%M")).to_numpy().tolist()
    # Nobody on Sunday; the last half-hour of Saturday begins at 14:30.
    assert written == [
        ["Thu 07:00", "Thu 18:30"],
        ["Fri 07:00", "Fri 18:30"],
        ["Sat 08:00", "Sat 14:30"],
    ]
    load = rows["volume"].sum() / 0.35 * 144 / 1800
    assert load <= answer.agents.sum() < load + 3
    assert set(answer.binding[answer.agents > 0]) <= {"target", "minimum"}


def test_a_house_may_say_its_own_windows():
    rows = rows_of(days=4)
    hours = windows_of(range(7), 9 * 60, 12 * 60)

    mornings = channel_requirement(
        rows, queue_of("outbound", contact_windows=hours), 30, country="CO"
    )
    always = channel_requirement(
        rows, queue_of("outbound", contact_windows=AT_ANY_TIME), 30, country="CO"
    )

    assert set(rows["start"][mornings.agents > 0].dt.hour) == {9, 10, 11}
    assert np.all(always.agents > 0)


def test_outbound_on_closed_days_only_has_no_answer():
    sunday = rows_of(first="2026-11-29", days=1)
    holiday = rows_of(first="2026-12-08", days=1)

    for rows in (sunday, holiday):
        with pytest.raises(NoAnswerError, match="contact windows"):
            channel_requirement(rows, queue_of("outbound"), 30, country="CO")
        assert channel_requirement(rows, queue_of("outbound"), 30).agents.sum() > 0


def test_the_published_outbound_case_over_a_day_of_its_hours():
    # 6.4 productive hours are 64 intervals of six minutes here: 1,000 right parties.
    starts = pd.Series(pd.date_range("2026-11-27 08:00", periods=32, freq="12min"))
    rows = pd.DataFrame(
        {
            "start": starts.dt.tz_localize("America/Bogota"),
            "volume": 1000 / 32,
            "aht_s": 144.0,
        }
    )
    queue = queue_of("outbound", right_party_rate=0.35, goal=NO_MINIMUM)

    answer = channel_requirement(rows, queue, 12, country="CO")

    assert answer.agents.max() == 18
    assert answer.agents.mean() == pytest.approx(1000 / (0.35 * 25 * 6.4), abs=0.05)


@pytest.mark.parametrize("channel", ["deferred", "outbound", "chat"])
def test_a_queue_without_any_handle_time_is_named(channel):
    rows = rows_of(aht=np.nan)
    queue = queue_of(channel, concurrency=2 if channel == "chat" else 1)

    with pytest.raises(ParameterError, match=r"queues\.cola\.aht_s must be given"):
        channel_requirement(rows, queue, 30)


def test_the_queues_handle_time_fills_what_the_forecast_lacks():
    rows = rows_of(aht=np.nan)

    for channel in ("deferred", "outbound"):
        filled = channel_requirement(rows, queue_of(channel, aht_s=300.0), 30)
        known = channel_requirement(rows_of(aht=300.0), queue_of(channel), 30)
        np.testing.assert_array_equal(filled.agents, known.agents)


def test_idle_time_needs_an_entry_for_each_row():
    with pytest.raises(ParameterError, match="idle must be 80 long"):
        channel_requirement(rows_of(), queue_of("deferred"), 30, idle=[1.0])
