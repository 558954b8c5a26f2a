"""A running day is changed where that pays, and only then."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling import repair, validate
from tests.scheduling.rosters import (
    FULL_DAY,
    MONDAY,
    contracts,
    people,
    segment,
    shift,
    together,
    week,
)
from wfm.errors import InputError, ParameterError, TableError, UnknownNameError
from wfm.performance.coverage import coverage
from wfm.tables import DAY_CHANGES, DAY_LIMITS

AT = "2026-08-03T10:00"


def needed(*spells, queue="ventas", date=MONDAY, step=15):
    """Requirement by quarters: (from, to, agents) in hours."""
    rows = [
        (queue, date + pd.Timedelta(minutes=minute), agents)
        for low, high, agents in spells
        for minute in range(int(low * 60), int(high * 60), step)
    ]
    return pd.DataFrame(rows, columns=["queue", "start", "agents"])


def typed(schedule):
    """Agent, clock times and activity of each segment."""
    return [
        (row.agent, f"{row.start:%H:%M}", f"{row.end:%H:%M}", row.activity, row.queue)
        for row in schedule.itertuples()
    ]


def kinds(found):
    return found.changes["change"].tolist()


def lawful(found, before, **context):
    """The referee finds nothing in the new schedule that was not in the old one."""
    then = validate(before, **context)
    now = validate(found.schedule, **context)
    key = ["agent", "date", "rule"]
    new = now.merge(then[key], on=key, how="left", indicator=True)
    return (new["_merge"] == "both").all() and found.new_violations == 0


def test_a_lunch_moves_to_where_nobody_is_missed():
    # Lunch at 12:00 while one agent is required; nobody is from 13:00 on.
    schedule = shift("ana", MONDAY)
    requirement = needed((8, 13, 1), (13, 14, 0), (14, 17, 1))

    found = repair(schedule, requirement, at=AT, allow=["breaks"])

    assert "lunch" in kinds(found)
    moved = found.changes.set_index("change").loc["lunch"]
    assert f"{moved['start']:%H:%M}" == "13:00"
    assert moved["short_hours_saved"] == pytest.approx(1.0)
    assert found.cost < found.cost_before
    assert lawful(found, schedule)


def test_the_old_plan_stays_where_no_change_gains():
    schedule = shift("ana", MONDAY)
    requirement = coverage(needed((8, 17, 1)), schedule)
    requirement = requirement.assign(agents=requirement["scheduled"])

    found = repair(schedule, requirement[["queue", "start", "agents"]], at=AT)

    assert typed(found.schedule) == typed(schedule)
    assert found.changes.empty
    assert found.cost == found.cost_before == 0
    assert found.gap == 0


def test_overtime_ends_with_the_law_of_the_day():
    # Two agents missed from 17:00 to 21:00; each may stay two hours.
    schedule = together(shift("ana", MONDAY), shift("beto", MONDAY))
    requirement = needed((8, 17, 0), (17, 21, 2))

    found = repair(schedule, requirement, at=AT, allow=["overtime"])

    assert kinds(found) == ["overtime", "overtime"]
    ends = found.schedule.groupby("agent")["end"].max()
    assert set(ends.dt.strftime("%H:%M")) == {"19:00"}
    assert found.short_hours == pytest.approx(found.short_hours_before - 4.0)
    assert found.limits["overtime_left"].tolist() == [0, 0]
    assert set(found.limits["limited_by"]) == {"overtime of the day"}
    assert lawful(found, schedule)


def test_overtime_keeps_what_the_week_already_holds():
    # Eleven and a half hours of overtime stand on the other days.
    days = week("ana", days=range(6))
    extra = [
        segment("ana", MONDAY + pd.Timedelta(days=day), "17:00", end, "overtime")
        for day, end in zip(
            range(1, 6), ("19:30", "19:30", "19:30", "19:30", "18:30"), strict=True
        )
    ]
    schedule = together(days, *extra)
    requirement = needed((8, 17, 0), (17, 19, 1))

    found = repair(schedule, requirement, at=AT, allow=["overtime"])

    added = found.changes.iloc[0]
    assert added["end"] - added["start"] == pd.Timedelta(minutes=30)
    assert found.limits["overtime_week_left"].tolist() == [0]
    assert lawful(found, schedule)


def test_overtime_leaves_the_rest_before_the_next_shift():
    early = shift("ana", MONDAY + pd.Timedelta(days=1), "06:00")
    schedule = together(shift("ana", MONDAY), early)
    requirement = needed((8, 17, 0), (17, 19, 1))

    found = repair(schedule, requirement, at=AT, allow=["overtime"])

    assert f"{found.schedule['end'].iloc[7]:%H:%M}" == "18:00"
    assert found.limits["limited_by"].tolist() == ["rest before the next shift"]
    assert f"{found.limits['latest_end'].iloc[0]:%H:%M}" == "18:00"
    assert lawful(found, schedule)


def test_nobody_stays_into_his_time_off_or_beyond_successive_shifts():
    schedule = together(shift("ana", MONDAY), shift("beto", MONDAY))
    agents = pd.concat([people("ana"), people("beto", contract="36h")])
    away = pd.DataFrame(
        {
            "agent": ["ana"],
            "start": ["2026-08-03T17:00"],
            "end": ["2026-08-03T20:00"],
            "kind": ["medical"],
        }
    )

    found = repair(
        schedule,
        needed((8, 17, 0), (17, 19, 2)),
        at=AT,
        agents=agents,
        contracts=contracts(),
        time_off=away,
        allow=["overtime"],
    )

    assert found.changes.empty
    assert set(found.limits["limited_by"]) == {
        "time off",
        "shifts that follow each other",
    }


def test_only_those_who_agree_go_home_early_and_keep_their_pauses():
    schedule = together(*(shift(name, MONDAY) for name in ("ana", "beto", "ciro")))
    requirement = needed((8, 15, 3), (15, 17, 0))

    found = repair(schedule, requirement, at=AT, allow=["vto"], vto_agents=["beto"])

    assert found.changes[["agent", "change"]].to_numpy().tolist() == [["beto", "vto"]]
    pauses = found.schedule[found.schedule["activity"].isin(["break", "lunch"])]
    assert pauses.groupby("agent").size().tolist() == [3, 3, 3]
    assert repair(schedule, requirement, at=AT, allow=["vto"]).changes.empty
    assert lawful(found, schedule)


def test_time_given_back_and_the_break_before_it_go_together():
    # The last break stands at 15:45: for two hours back it has to come earlier.
    schedule = shift("ana", MONDAY)
    requirement = needed((8, 14, 1), (14, 17, 0))

    found = repair(schedule, requirement, at=AT, vto_agents="all")

    assert "vto" in kinds(found)
    end = found.schedule["end"].max()
    breaks = found.schedule[found.schedule["activity"] == "break"]
    assert f"{end:%H:%M}" == "15:00"
    assert len(breaks) == 2
    assert (end - breaks["end"]).min() >= pd.Timedelta(minutes=30)
    assert lawful(found, schedule)


def test_nobody_goes_home_before_the_shortest_day_of_the_contract():
    schedule = shift("ana", MONDAY)
    terms = contracts(min_day_minutes=450, max_day_minutes=540)

    found = repair(
        schedule,
        needed((8, 13, 1), (13, 17, 0)),
        at=AT,
        agents=people("ana"),
        contracts=terms,
        allow=["vto"],
        vto_agents="all",
    )

    assert found.changes.empty or found.schedule["end"].max().hour == 16


def test_slack_goes_to_coaching_and_shortage_takes_it_back():
    schedule = together(shift("ana", MONDAY), shift("beto", MONDAY))
    slack = needed((8, 15, 2), (15, 17, 0))

    quiet = repair(schedule, slack, at=AT, allow=["off_queue"])
    busy = repair(quiet.schedule, needed((8, 17, 2)), at=AT, allow=["off_queue"])

    assert set(kinds(quiet)) == {"off_queue"}
    assert set(kinds(busy)) == {"to_contacts"}
    assert busy.short_hours == pytest.approx(
        busy.short_hours_before - len(quiet.changes)
    )
    assert lawful(quiet, schedule)
    assert lawful(busy, quiet.schedule)


def test_an_agent_serves_the_queue_that_misses_somebody_if_he_can():
    schedule = together(shift("ana", MONDAY), shift("beto", MONDAY))
    agents = pd.concat([people("ana"), people("beto", skills="ventas;soporte")])
    requirement = together(
        needed((8, 17, 1)),
        needed((8, 13, 0), (13, 15, 1), (15, 17, 0), queue="soporte"),
    )

    found = repair(schedule, requirement, at=AT, agents=agents, allow=["skills"])

    assert set(found.changes["agent"]) == {"beto"}
    assert kinds(found) == ["skill"]
    assert found.changes["queue"].tolist() == ["soporte"]
    assert lawful(found, schedule, agents=agents)


def test_seats_hold_back_who_would_stay():
    late = shift("beto", MONDAY, "13:00")
    schedule = together(shift("ana", MONDAY), late)
    requirement = needed((8, 17, 0), (17, 19, 2), (19, 22, 1))

    free = repair(schedule, requirement, at=AT, allow=["overtime"])
    full = repair(schedule, requirement, at=AT, allow=["overtime"], seats=1)

    def end(found):
        return found.schedule.groupby("agent")["end"].max()["ana"].hour

    # While beto eats, from 17:00 to 18:00, his seat is free.
    assert end(free) == 19
    assert end(full) == 18


def test_what_has_started_and_what_is_not_on_the_grid_stay_as_they_are():
    pieces = (("contacts", 115), ("break", 15), *FULL_DAY[2:])
    schedule = shift("ana", MONDAY, "08:10", pieces)
    requirement = needed((8, 12.5, 1), (12.5, 14, 0), (14, 18, 1))

    found = repair(schedule, requirement, at="2026-08-03T10:07", allow=["breaks"])

    started = found.schedule[found.schedule["activity"] == "break"].iloc[0]
    assert f"{started['start']:%H:%M}" == "10:05"
    again = coverage(requirement, found.schedule)
    rest = again[
        again["start"] >= pd.Timestamp("2026-08-03T10:15", tz="America/Bogota")
    ]
    assert found.short_hours == pytest.approx(rest["short"].sum() / 4)
    assert lawful(found, schedule)


def test_the_tables_of_the_answer_keep_their_contracts():
    found = repair(shift("ana", MONDAY), needed((8, 17, 2), (17, 20, 2)), at=AT)

    for table, frame in ((DAY_CHANGES, found.changes), (DAY_LIMITS, found.limits)):
        again = table.parse(frame, timezone="America/Bogota")
        pd.testing.assert_frame_equal(frame, again)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"at": "2026-08-04T10:00"}, "no segment on 2026-08-04", id="day"),
        pytest.param({"at": "2026-08-03T18:00"}, "nothing is left", id="over"),
        pytest.param({"at": "noon"}, "at must be a date and time", id="no time"),
        pytest.param({"gap": -1}, "gap must be at least 0", id="gap"),
        pytest.param(
            {"time_limit": -1}, "time_limit must be at least 0 seconds", id="time limit"
        ),
        pytest.param({"allow": ()}, "allow names no change", id="nothing"),
        pytest.param(
            {"requirement": needed((8, 10, 1))}, "nothing from 10:00 on", id="need"
        ),
    ],
)
def test_a_question_without_sense_gets_one_sentence(change, sentence):
    given = {"requirement": needed((8, 17, 1)), "at": AT, **change}

    with pytest.raises(InputError, match=sentence):
        repair(shift("ana", MONDAY), **given)


def test_names_that_do_not_exist_are_told():
    schedule, requirement = shift("ana", MONDAY), needed((8, 17, 1))

    with pytest.raises(UnknownNameError, match="unknown change 'break'"):
        repair(schedule, requirement, at=AT, allow=["break"])
    with pytest.raises(UnknownNameError, match="unknown agent 'anna'"):
        repair(schedule, requirement, at=AT, vto_agents=["anna"])
    with pytest.raises(TableError, match="'ana' works on 2026-08-03 but is not in"):
        repair(schedule, requirement, at=AT, agents=people("beto"))


def test_a_price_below_nothing_is_refused():
    from scheduling.repair import ChangePrices

    with pytest.raises(ParameterError, match="move must be a number"):
        ChangePrices(move=-1)
