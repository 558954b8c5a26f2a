"""Meetings and training in a finished schedule."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from scheduling import validate
from scheduling.activities import place_activities
from scheduling.board import Board, Prices
from scheduling.problem import demand
from tests.scheduling.rosters import (
    MONDAY,
    clock,
    contracts,
    month,
    people,
    shift,
    together,
    week,
)
from wfm.errors import TableError
from wfm.performance.coverage import coverage
from wfm.schedule import with_shifts
from wfm.tables import ACTIVITIES, AGENTS, REQUIREMENT, SCHEDULE

ZONE = "America/Bogota"
PRICES = Prices(short=5.0, over=1.0, idle=0.0)
TEAM = ("ana", "luz", "eva")


def needs(level=1.0, days=7, queues=("ventas",), step=30, **at):
    """Required agents from 6:00 to 22:00, level but for some Monday times (hHHMM)."""
    starts = [
        MONDAY + pd.Timedelta(days=day, minutes=minute)
        for day in range(days)
        for minute in range(6 * 60, 22 * 60, step)
    ]
    frame = pd.concat(
        [pd.DataFrame({"queue": q, "start": starts, "agents": level}) for q in queues],
        ignore_index=True,
    )
    for key, value in at.items():
        time = clock(MONDAY, f"{key[1:3]}:{key[3:]}")
        frame.loc[frame["start"] == time, "agents"] = value
    return REQUIREMENT.parse(frame, timezone=ZONE)


def wanted(*rows):
    """Activities table of activity, name, minutes, earliest, latest, who, together."""
    frame = pd.DataFrame(
        [(*row, "no") if len(row) == 6 else row for row in rows],
        columns=[*ACTIVITIES.names[:6], "together"],
    )
    return ACTIVITIES.parse(frame, timezone=ZONE)


def meeting(minutes=60, who="*", together="no", day=0, since="08:00", until="17:00"):
    """One row of the activities table."""
    date = MONDAY + pd.Timedelta(days=day)
    span = clock(date, since), clock(date, until)
    return ("meeting", "team talk", minutes, *span, who, together)


def board_of(requirement, schedule):
    """Board on which a schedule is counted."""
    board = Board(demand(requirement, timezone=ZONE), PRICES)
    board.gap[:] = gap_of(board, requirement, schedule)
    return board


def gap_of(board, requirement, schedule):
    """Required less scheduled as coverage counts it, where a queue is open."""
    seen = coverage(requirement, schedule, timezone=ZONE)
    gap = np.zeros_like(board.gap)
    for queue, rows in seen.groupby("queue"):
        number = board.demand.queues.index(queue)
        gap[number][board.demand.open[number] & _within(board.demand)] = (
            rows["required"] - rows["scheduled"]
        )
    return gap


def _within(grid):
    return np.arange(grid.required.shape[1]) < grid.slots


def placed(schedule, requirement, activities, agents):
    """Place activities; the board agrees with coverage and hours stay as they were."""
    schedule = SCHEDULE.parse(schedule, timezone=ZONE)
    agents = AGENTS.parse(agents, timezone=ZONE)
    board = board_of(requirement, schedule)

    result = place_activities(schedule, board, activities, agents)

    after = gap_of(board, requirement, result.schedule)
    assert board.gap == pytest.approx(after, abs=1e-9)
    assert _hours(result.schedule) == _hours(schedule)
    for frame in (schedule, result.schedule):
        assert validate(frame, agents, contracts(), requirement=requirement).empty
    return result, board


def _hours(schedule):
    rows = with_shifts(schedule)
    work = rows[rows["activity"] != "lunch"]
    return work.groupby(["agent", "shift"])["minutes"].sum().to_dict()


def blocks(result, name="team talk"):
    """Agent, weekday and clock times of what was placed."""
    rows = result.schedule[result.schedule["name"] == name]
    return [
        (row.agent, row.start.day_of_week, f"{row.start:%H:%M}", f"{row.end:%H:%M}")
        for row in rows.itertuples()
    ]


def test_a_meeting_is_held_where_nobody_is_missed():
    schedule = week("ana")
    requirement = needs(1.0, h1400=0.0, h1430=0.0)

    result, board = placed(schedule, requirement, wanted(meeting(60)), people("ana"))

    assert blocks(result) == [("ana", 0, "14:00", "15:00")]
    assert result.missed.empty
    row = result.schedule[result.schedule["name"] == "team talk"].iloc[0]
    assert (row["activity"], row["queue"]) == ("meeting", "")
    assert board.gap[0, 28] == pytest.approx(0.0)


def test_partial_intervals_cost_their_share():
    # Of the half hours, one has half an agent too many and the next three quarters.
    requirement = needs(1.0, h0900=0.5, h0930=0.25)

    result, _ = placed(week("ana"), requirement, wanted(meeting(30)), people("ana"))

    assert blocks(result) == [("ana", 0, "09:15", "09:45")]


def test_no_block_crosses_a_pause():
    # Contacts run 8:00-10:00, 10:15-12:00, 13:00-15:00 and 15:15-17:00.
    result, _ = placed(
        week("ana"),
        needs(1.0, h0900=0, h0930=0, h1000=0, h1030=0),
        wanted(meeting(105)),
        people("ana"),
    )

    ((_, _, start, end),) = blocks(result)
    assert (start, end) in {("08:15", "10:00"), ("10:15", "12:00")}


def test_a_length_of_its_own_takes_a_grid_of_its_own():
    result, _ = placed(
        week("ana"),
        needs(1.0, step=10, h0920=0, h0930=0),
        wanted(meeting(20, since="09:00", until="10:00")),
        people("ana"),
    )

    assert blocks(result) == [("ana", 0, "09:20", "09:40")]


def test_training_over_several_days_is_one_block_a_person():
    span = clock(MONDAY), clock(MONDAY + pd.Timedelta(days=5))
    rows = wanted(("training", "product", 120, *span, "*"))
    schedule = together(*(week(each, start="07:00") for each in TEAM))

    result, _ = placed(schedule, needs(2.0), rows, people(*TEAM))

    found = blocks(result, "product")
    assert sorted(agent for agent, *_ in found) == sorted(TEAM)
    # Three people would leave somebody missed twice at once: they go apart.
    assert len({(day, start) for _, day, start, _ in found}) == 3


def test_a_team_meets_at_one_time():
    schedule = together(
        week("ana", start="06:00"), week("luz", start="08:00"), week("eva")
    )
    agents = people(*TEAM, team=["north", "north", "south"])
    row = ("meeting", "team talk", 60, clock(MONDAY, "06:00"), clock(MONDAY, "17:00"))
    rows = wanted((*row, "", "yes")).assign(team="north")

    result, _ = placed(schedule, needs(1.0, h1300=0.0), rows, agents)

    found = blocks(result)
    assert [agent for agent, *_ in found] == ["ana", "luz"]
    assert found[0][1:] == found[1][1:]
    assert result.missed.empty


def test_who_cannot_come_is_named_with_the_reason():
    schedule = together(
        week("ana", days=range(5)),
        week("luz", days=range(1, 6)),
        week("eva", days=range(5), start="13:00"),
        shift("sol", MONDAY, "07:00", (("contacts", 60), ("off_queue", 360))),
    )
    agents = people("ana", "luz", "eva", "sol")
    requirement = needs(1.0)

    common = wanted(meeting(60, "*", "yes", since="08:00", until="15:00"))
    board = board_of(requirement, SCHEDULE.parse(schedule, timezone=ZONE))
    result = place_activities(
        SCHEDULE.parse(schedule, timezone=ZONE),
        board,
        common,
        AGENTS.parse(agents, timezone=ZONE),
    )

    reasons = dict(zip(result.missed["agent"], result.missed["reason"], strict=True))
    assert reasons == {
        "luz": "does not work between earliest and latest",
        "sol": "no stretch on contacts is long enough",
    }
    assert [agent for agent, *_ in blocks(result)] == ["ana", "eva"]
    assert list(result.missed.columns) == ["activity", "name", "agent", "reason"]


def test_who_works_at_another_time_misses_the_common_one():
    schedule = together(week("ana", start="06:00"), week("luz", start="06:00"))
    schedule = together(
        schedule, week("eva", start="15:00", pieces=(("contacts", 240),), days=[0])
    )
    rows = wanted(meeting(60, "*", "yes", since="06:00", until="22:00"))
    parsed = SCHEDULE.parse(schedule, timezone=ZONE)
    board = board_of(needs(1.0), parsed)

    result = place_activities(
        parsed, board, rows, AGENTS.parse(people(*TEAM), timezone=ZONE)
    )

    assert result.missed.to_numpy().tolist() == [
        ["meeting", "team talk", "eva", "is not on contacts at the common time"]
    ]


def test_a_session_with_little_choice_is_not_locked_out_by_one_with_more():
    day = clock(MONDAY, "08:00"), clock(MONDAY, "17:00")
    early = clock(MONDAY, "08:00"), clock(MONDAY, "09:00")
    # Everything speaks for the long one at eight, when nobody is needed.
    requirement = needs(1.0, h0800=0, h0830=0, h0900=0)
    rows = wanted(
        ("training", "long", 90, *day, "*"), ("meeting", "early", 60, *early, "*")
    )

    result, _ = placed(week("ana"), requirement, rows, people("ana"))

    assert result.missed.empty
    assert blocks(result, "early") == [("ana", 0, "08:00", "09:00")]


def test_a_session_is_pushed_aside_for_one_that_fits_nowhere_else():
    # The long one would stand in the middle, where it leaves no room for the other.
    span = clock(MONDAY, "08:00"), clock(MONDAY, "10:00")
    rows = wanted(
        ("training", "a", 45, *span, "*"),
        ("training", "b", 75, *span, "*"),
    )
    requirement = needs(1.0, h0830=0, h0900=0)

    result, _ = placed(week("ana"), requirement, rows, people("ana"))

    assert result.missed.empty


def test_what_other_activities_take_is_said():
    span = clock(MONDAY, "08:00"), clock(MONDAY, "10:00")
    rows = wanted(
        ("training", "a", 120, *span, "*"),
        ("meeting", "b", 30, *span, "*"),
    )

    result, _ = placed(week("ana"), needs(1.0), rows, people("ana"))

    assert result.missed.to_numpy().tolist() == [
        ["meeting", "b", "ana", "other activities take the time"]
    ]


@pytest.mark.parametrize("seed", range(4))
def test_one_block_costs_what_trying_every_start_would(seed):
    rng = np.random.default_rng(seed)
    requirement = needs(1.0)
    requirement["agents"] = rng.uniform(0, 2, len(requirement)).round(2)
    schedule = SCHEDULE.parse(week("ana"), timezone=ZONE)
    before = board_of(requirement, schedule)
    free = [("08:00", 120), ("10:15", 105), ("13:00", 120), ("15:15", 105)]
    costs = []
    for start, room in free:
        for after in range(0, room - 45 + 1, 15):
            block = _without(schedule, clock(MONDAY, start), after, 45)
            costs.append(board_of(requirement, block).cost() - before.cost())

    result, board = placed(schedule, requirement, wanted(meeting(45)), people("ana"))

    assert board.cost() - before.cost() == pytest.approx(min(costs))
    assert len(blocks(result)) == 1


@pytest.mark.parametrize("seed", range(12))
def test_two_blocks_cost_what_trying_every_pair_would(seed):
    rng = np.random.default_rng(seed)
    requirement = needs(1.0, days=1)
    requirement["agents"] = rng.uniform(0, 3, len(requirement)).round(2)
    pair = together(shift("ana", MONDAY), shift("luz", MONDAY, "09:00"))
    schedule = SCHEDULE.parse(pair, timezone=ZONE)
    before = board_of(requirement, schedule)
    span = clock(MONDAY, "08:00"), clock(MONDAY, "12:00")
    rows = wanted(("meeting", "talk", 60, *span, "*"))
    trials = [
        [_missed_at(start) for start in _starts(agent)] for agent in ("ana", "luz")
    ]
    both = [_cost_without(before, first + second) for first, second in product(*trials)]

    _, board = placed(schedule, requirement, rows, people("ana", "luz"))

    assert board.cost() == pytest.approx(min(both))


def _starts(agent):
    """Starts of an hour from 8:00 to 12:00 that cross no pause."""
    stretches = {
        "ana": [(480, 600), (615, 720)],
        "luz": [(540, 660), (675, 720)],
    }
    return [
        start
        for low, high in stretches[agent]
        for start in range(low, high - 59)
        if start % 15 == 0
    ]


def _missed_at(start):
    """Agents missed in each half hour of the day by one block of an hour."""
    shares = np.zeros(48)
    for minute in range(start, start + 60):
        shares[minute // 30] += 1 / 30
    return shares


def _cost_without(board, missed):
    """Cost of the first day with shares of agents taken away."""
    board.gap[0, :48] += missed
    cost = board.cost()
    board.gap[0, :48] -= missed
    return cost


def _without(schedule, time, after, minutes):
    """Schedule with contacts cut for a meeting some minutes after a pause."""
    start = (time + pd.Timedelta(minutes=after)).tz_localize(ZONE)
    end = start + pd.Timedelta(minutes=minutes)
    row = schedule[(schedule["start"] <= start) & (schedule["end"] >= end)]
    parts = [(row["start"].iloc[0], start), (end, row["end"].iloc[0])]
    kept = [row.assign(start=low, end=high) for low, high in parts if low < high]
    return pd.concat([schedule.drop(index=row.index), *kept], ignore_index=True)


def test_blocks_over_two_queues_are_counted_on_both():
    pieces = shift("ana", MONDAY)
    turn = pieces["start"] < clock(MONDAY, "09:00")
    first, rest = pieces[turn], pieces[~turn]
    early = first.assign(end=clock(MONDAY, "09:00"), queue="soporte")
    late = first.assign(start=clock(MONDAY, "09:00"))
    requirement = needs(1.0, queues=("soporte", "ventas"), h0830=0.0, h0900=0.0)

    result, board = placed(
        together(early, late, rest),
        requirement,
        wanted(meeting(60)),
        people("ana", skills="ventas;soporte"),
    )

    assert blocks(result) == [("ana", 0, "08:30", "09:30")]
    assert board.gap[0, 17] == pytest.approx(0.0)


def test_a_month_of_many_agents_keeps_every_rule():
    schedule = month(agents=8, weeks=1)
    names = sorted(schedule["agent"].unique())
    span = clock(MONDAY), clock(MONDAY + pd.Timedelta(days=6))
    rows = wanted(
        ("training", "product", 105, *span, "*"),
        ("meeting", "team talk", 30, *span, ";".join(names[:4]), "yes"),
        ("off_queue", "letters", 50, *span, ";".join(names[4:])),
    )

    result, _ = placed(schedule, needs(3.0), rows, people(*names))
    again, _ = placed(schedule, needs(3.0), rows, people(*names))

    assert result.missed.empty
    assert len(blocks(result, "product")) == 8
    pd.testing.assert_frame_equal(result.schedule, again.schedule)


def test_columns_of_the_schedule_stay():
    schedule = week("ana").assign(place="home")

    result, _ = placed(schedule, needs(1.0), wanted(meeting(60)), people("ana"))

    assert set(result.schedule["place"]) == {"home"}


def test_without_activities_the_schedule_stays_as_it_is():
    schedule = SCHEDULE.parse(week("ana"), timezone=ZONE)

    result, _ = placed(schedule, needs(1.0), wanted(meeting()).iloc[:0], people("ana"))

    pd.testing.assert_frame_equal(result.schedule, schedule)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"agents": "ana;pia"}, "'pia' is not among", id="agent"),
        pytest.param({"agents": ""}, "names nobody", id="nobody"),
        pytest.param({"agents": "", "team": "west"}, "no agent's team", id="team"),
        pytest.param({"minutes": 600}, "longer than the 540 minutes", id="long"),
    ],
)
def test_a_row_that_cannot_be_is_the_callers_mistake(change, message):
    rows = wanted(meeting()).assign(**change)

    with pytest.raises(TableError, match=message):
        placed(week("ana"), needs(1.0), rows, people("ana"))
