"""Adherence and conformance: the worked example, awkward logs, and invariants."""

from __future__ import annotations

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.errors import ParameterError, TableError
from wfm.performance.adherence import adherence
from wfm.performance.states import CLASSES, unmapped_states
from wfm.tables import ADHERENCE

DAY = "2026-11-30"
MIDNIGHT = pd.Timestamp(DAY)


def make_schedule(*segments, agent="ana", day=DAY):
    """Segments as (start, end, activity), clock times of one day."""
    return pd.DataFrame(
        [
            (agent, _time(start, day), _time(end, day), activity, "")
            for start, end, activity in segments
        ],
        columns=["agent", "start", "end", "activity", "queue"],
    )


def make_states(*spells, agent="ana", day=DAY):
    """Spells as (start, end, state); an end of None is still open."""
    return pd.DataFrame(
        [
            (agent, _time(start, day), None if end is None else _time(end, day), state)
            for start, end, state in spells
        ],
        columns=["agent", "start", "end", "state"],
    ).assign(end=lambda each: pd.to_datetime(each["end"]))


def _time(clock, day):
    """Time of `day`; hours from 24 on are the next day's."""
    hours, minutes, *seconds = map(float, clock.split(":"))
    return pd.Timestamp(day) + pd.Timedelta(
        hours=hours, minutes=minutes, seconds=sum(seconds)
    )


def only_row(table):
    assert len(table) == 1
    return table.iloc[0]


OFFICE_DAY = make_schedule(
    ("8:00", "12:00", "contacts"),
    ("12:00", "13:00", "lunch"),
    ("13:00", "17:00", "contacts"),
)
TEN_MINUTES_LATE = make_states(
    ("8:10", "12:10", "Ready"),
    ("12:10", "13:10", "Almuerzo"),
    ("13:10", "17:10", "En llamada"),
    ("17:10", "18:00", "Logged out"),
)


def test_the_worked_example_fails_adherence_and_meets_conformance():
    row = only_row(adherence(OFFICE_DAY, TEN_MINUTES_LATE))

    assert row["scheduled_minutes"] == 480
    assert row["adherent_minutes"] == 460
    assert row["adherence"] == pytest.approx(460 / 480)
    assert row["present_minutes"] == 480
    assert row["conformance"] == 1


def test_the_result_fulfils_its_contract():
    table = adherence(OFFICE_DAY, TEN_MINUTES_LATE)

    pd.testing.assert_frame_equal(ADHERENCE.parse(table), table)


@pytest.mark.parametrize(
    ("grace", "adherent"),
    [
        pytest.param(0, 460, id="none"),
        pytest.param(60, 462, id="a minute at each of two late starts"),
        pytest.param(600, 480, id="just enough"),
        pytest.param(6000, 480, id="never more than scheduled"),
    ],
)
def test_grace_forgives_a_late_start_up_to_its_length(grace, adherent):
    row = only_row(adherence(OFFICE_DAY, TEN_MINUTES_LATE, grace=grace))

    assert row["adherent_minutes"] == pytest.approx(adherent)


def test_the_two_sides_of_one_change_share_one_grace():
    schedule = make_schedule(("8:00", "10:00", "contacts"), ("10:00", "10:15", "break"))
    # Away two minutes before the break, and back on contacts for two minutes of it.
    states = make_states(
        ("8:00", "9:58", "ready"),
        ("9:58", "10:00", "not ready"),
        ("10:00", "10:02", "ready"),
        ("10:02", "10:15", "break"),
    )

    row = only_row(adherence(schedule, states, grace=180))

    assert row["adherent_minutes"] == pytest.approx(135 - 4 + 3)


def test_a_break_that_was_not_taken_gets_no_grace():
    schedule = make_schedule(
        ("8:00", "10:00", "contacts"),
        ("10:00", "10:10", "break"),
        ("10:10", "12:00", "contacts"),
    )
    states = make_states(("8:00", "12:00", "ready"))

    row = only_row(adherence(schedule, states, grace=600))

    assert row["adherent_minutes"] == 230


def test_an_agent_without_any_state_is_absent_whatever_the_grace():
    schedule = pd.concat(
        [OFFICE_DAY, make_schedule(("8:00", "12:00", "contacts"), agent="eva")]
    )

    table = adherence(schedule, TEN_MINUTES_LATE, grace=300).set_index("agent")

    assert table.loc["eva", ["adherence", "present_minutes", "conformance"]].eq(0).all()


def test_states_of_an_agent_without_a_schedule_make_no_row():
    states = pd.concat(
        [TEN_MINUTES_LATE, make_states(("8:00", "9:00", "ready"), agent="leo")]
    )

    assert adherence(OFFICE_DAY, states)["agent"].tolist() == ["ana"]


def test_an_absent_crew_is_reported_when_only_others_have_states():
    states = make_states(("8:00", "9:00", "ready"), agent="leo")

    assert only_row(adherence(OFFICE_DAY, states))["adherence"] == 0


def test_only_days_of_the_log_are_judged():
    week = pd.concat(
        make_schedule(("8:00", "12:00", "contacts"), day=f"2026-12-0{day}")
        for day in range(1, 8)
    )
    states = make_states(("8:00", "12:00", "ready"), day="2026-12-03")

    row = only_row(adherence(week, states))

    assert row["date"] == pd.Timestamp("2026-12-03")
    assert row["adherence"] == 1


def test_a_night_shift_belongs_to_the_date_on_which_it_starts():
    night = make_schedule(("22:00", "30:00", "contacts"))
    states = make_states(("22:00", "26:00", "ready"), ("26:00", "31:00", "talking"))

    row = only_row(adherence(night, states))

    assert row["date"] == MIDNIGHT
    assert row["adherence"] == 1
    assert row["present_minutes"] == 9 * 60


def test_the_end_of_a_night_shift_does_not_make_the_next_day_a_day_of_the_log():
    schedule = pd.concat(
        [
            make_schedule(("22:00", "30:00", "contacts")),
            make_schedule(("8:00", "12:00", "contacts"), agent="eva", day="2026-12-01"),
        ]
    )
    states = make_states(("22:00", "25:00", "ready"), ("25:00", "30:00", "ready"))

    assert adherence(schedule, states)["agent"].tolist() == ["ana"]


def test_two_shifts_that_start_on_one_day_make_one_row():
    split = make_schedule(("6:00", "8:00", "contacts"), ("20:00", "22:00", "contacts"))
    states = make_states(("6:00", "8:00", "ready"), ("20:00", "21:00", "ready"))

    row = only_row(adherence(split, states))

    assert (row["scheduled_minutes"], row["adherent_minutes"]) == (240, 180)


def test_work_belongs_to_the_nearer_shift():
    schedule = pd.concat(
        [
            make_schedule(("6:00", "10:00", "contacts")),
            make_schedule(("6:00", "10:00", "contacts"), day="2026-12-01"),
        ]
    )
    states = make_states(("6:00", "17:00", "ready"), ("26:00", "34:00", "ready"))

    table = adherence(schedule, states)

    # Six hours around a shift are the most: 06-16 and, of the next day, 02-10.
    assert table["present_minutes"].tolist() == [600, 480]


def test_a_window_ends_halfway_to_the_next_shift():
    schedule = make_schedule(
        ("6:00", "10:00", "contacts"), ("16:00", "20:00", "contacts"), day="2026-12-01"
    )
    other = make_schedule(("28:00", "32:00", "contacts"), day="2026-12-01")
    states = make_states(("20:00", "25:00", "ready"), day="2026-12-01")

    table = adherence(pd.concat([schedule, other]), states)

    # Between 20:00 and 04:00 the middle is midnight.
    assert table["present_minutes"].tolist() == [240]


def test_a_missing_log_out_ends_with_the_shift():
    states = make_states(("8:00", "12:00", "ready"), ("13:00", None, "ready"))

    table = adherence(OFFICE_DAY, states)

    assert only_row(table)["present_minutes"] == 480
    assert table.attrs["open_states"] == [
        {
            "agent": "ana",
            "start": "2026-11-30T13:00:00-05:00",
            "state": "ready",
            "end": "2026-11-30T17:00:00-05:00",
            "closed_by": "end of shift",
        }
    ]


def test_an_open_state_does_not_last_until_the_next_day():
    schedule = pd.concat(
        [OFFICE_DAY, make_schedule(("8:00", "12:00", "contacts"), day="2026-12-01")]
    )
    states = make_states(("8:00", None, "ready"), ("32:00", "36:00", "ready"))

    table = adherence(schedule, states)

    assert table["present_minutes"].tolist() == [9 * 60, 240]


def test_an_open_state_ends_at_the_next_one_of_the_day():
    states = make_states(("8:00", None, "ready"), ("10:00", "12:00", "not ready"))

    table = adherence(OFFICE_DAY, states)

    assert only_row(table)["present_minutes"] == 120
    assert [each["closed_by"] for each in table.attrs["open_states"]] == ["next state"]


def test_an_open_state_after_the_shift_adds_nothing():
    states = make_states(("8:00", "17:00", "ready"), ("18:00", None, "ready"))

    assert only_row(adherence(OFFICE_DAY, states))["present_minutes"] == 540


def test_a_log_out_without_an_end_is_not_reported():
    states = make_states(("8:00", "17:00", "ready"), ("17:00", None, "Desconectado"))

    assert adherence(OFFICE_DAY, states).attrs["open_states"] == []


def test_a_later_state_cuts_the_one_before_it():
    states = make_states(("8:00", "17:00", "ready"), ("11:00", "12:00", "not ready"))

    row = only_row(adherence(OFFICE_DAY, states))

    assert row["adherent_minutes"] == 180
    assert row["present_minutes"] == 180


def test_a_state_without_length_cuts_nothing():
    states = make_states(("8:00", "17:00", "ready"), ("11:00", "11:00", "not ready"))

    assert only_row(adherence(OFFICE_DAY, states))["adherence"] == 1


def test_repeated_rows_count_once():
    row = only_row(
        adherence(
            pd.concat([OFFICE_DAY, OFFICE_DAY]),
            pd.concat([TEN_MINUTES_LATE, TEN_MINUTES_LATE]),
        )
    )

    assert (row["scheduled_minutes"], row["adherent_minutes"]) == (480, 460)


@pytest.mark.parametrize(
    ("activity", "state"),
    [
        ("contacts", "After-call work"),
        ("overtime", "on_call"),
        ("break", "Pausa activa"),
        ("training", "Capacitación"),
        ("meeting", "reunión"),
        ("off_queue", "Back office"),
    ],
)
def test_each_activity_asks_for_its_own_class(activity, state):
    hour = ("8:00", "9:00")
    schedule = [make_schedule((*hour, activity), agent=name) for name in ("ana", "eva")]
    states = [
        make_states((*hour, state), agent="ana"),
        make_states((*hour, "lunch"), agent="eva"),
    ]

    table = adherence(pd.concat(schedule), pd.concat(states))

    assert table["adherence"].tolist() == table["conformance"].tolist() == [1, 0]


def test_a_reason_says_what_a_pause_was():
    states = make_states(("8:00", "9:00", "Not Ready")).assign(reason="Capacitación")

    row = only_row(adherence(make_schedule(("8:00", "9:00", "training")), states))

    assert row["adherence"] == 1


def test_an_unknown_state_is_not_adherent_and_is_named():
    states = make_states(("8:00", "10:00", "ready"), ("10:00", "17:00", "Codigo 7"))

    table = adherence(OFFICE_DAY, states)

    assert only_row(table)["adherent_minutes"] == 120
    assert table.attrs["unmapped"] == ["Codigo 7"] == unmapped_states(states)


def test_a_mapping_goes_before_the_usual_names():
    states = make_states(("8:00", "12:00", "codigo_7"), ("13:00", "17:00", "break"))

    table = adherence(
        OFFICE_DAY, states, mapping={"Código 7": "productive", "Break": "productive"}
    )

    assert only_row(table)["adherence"] == 1
    assert table.attrs["unmapped"] == []


def test_a_mapping_to_an_unknown_class_is_refused():
    with pytest.raises(ParameterError, match="mapping of Ready must be in productive"):
        adherence(OFFICE_DAY, TEN_MINUTES_LATE, mapping={"Ready": "working"})


@pytest.mark.parametrize("grace", [-1, float("nan"), float("inf")])
def test_grace_must_be_a_number_of_seconds(grace):
    with pytest.raises(ParameterError, match="grace"):
        adherence(OFFICE_DAY, TEN_MINUTES_LATE, grace=grace)


def test_a_state_that_ends_before_it_starts_is_refused_with_its_row():
    states = make_states(("8:00", "9:00", "ready"), ("10:00", "9:30", "ready"))

    with pytest.raises(TableError, match="row 3, column end"):
        adherence(OFFICE_DAY, states)


def test_what_has_not_happened_yet_is_not_judged():
    at_ten = dt.datetime(2026, 11, 30, 10, 0)  # noqa: DTZ001 - local to the campaign
    states = make_states(("8:00", "9:30", "ready"), ("9:30", None, "ready"))

    row = only_row(adherence(OFFICE_DAY, states, now=at_ten))

    assert (row["scheduled_minutes"], row["present_minutes"]) == (120, 120)
    assert row["adherence"] == 1


def test_a_shift_of_lunch_alone_has_no_ratio():
    lunch = make_schedule(("12:00", "13:00", "lunch"))

    row = only_row(adherence(lunch, make_states(("12:00", "13:00", "lunch"))))

    assert pd.isna(row["adherence"])
    assert pd.isna(row["conformance"])


@pytest.mark.parametrize("empty", ["schedule", "states"])
def test_without_schedule_or_log_there_is_nothing_to_judge(empty):
    schedule = OFFICE_DAY.iloc[:0] if empty == "schedule" else OFFICE_DAY
    states = TEN_MINUTES_LATE.iloc[:0] if empty == "states" else TEN_MINUTES_LATE

    table = adherence(schedule, states)

    assert table.empty
    assert table.columns.tolist() == ADHERENCE.names


def test_times_of_another_zone_are_the_same_moments():
    utc = TEN_MINUTES_LATE.assign(
        **{
            name: TEN_MINUTES_LATE[name]
            .dt.tz_localize("America/Bogota")
            .dt.tz_convert("UTC")
            for name in ("start", "end")
        }
    )

    pd.testing.assert_frame_equal(
        adherence(OFFICE_DAY, utc), adherence(OFFICE_DAY, TEN_MINUTES_LATE)
    )


ACTIVITIES = ["contacts", "break", "lunch", "training", "meeting", "off_queue"]
DAY_SECONDS = 10 * 3600


@st.composite
def timelines(draw, names):
    """Spells one after another with holes, in seconds of a day of ten hours."""
    moments = st.lists(
        st.integers(0, DAY_SECONDS), min_size=2, max_size=12, unique=True
    )
    steps = itertools.pairwise(sorted(draw(moments)))
    return [
        (start, end, draw(st.sampled_from(names)))
        for start, end in steps
        if end - start < 3 * 3600 and draw(st.integers(0, 4))
    ]


def crews(names):
    """Timelines of several agents: one call then judges many cases."""
    return st.lists(timelines(names), min_size=8, max_size=8)


def frame(crew, column):
    eight = MIDNIGHT + pd.Timedelta(hours=8)
    return pd.DataFrame(
        [
            (
                f"agent {number}",
                eight + pd.Timedelta(seconds=start),
                eight + pd.Timedelta(seconds=end),
                name,
            )
            for number, spells in enumerate(crew)
            for start, end, name in spells
        ],
        columns=["agent", "start", "end", column],
    )


def in_halves(spells):
    """The same spells, the second half of each told before its first half."""
    return [
        part
        for start, end, name in spells
        for middle in [(start + end) // 2]
        for part in [(middle, end, name), (start, middle, name)]
    ]


@settings(max_examples=6, deadline=None)
@given(
    plan=crews(ACTIVITIES),
    log=crews([*CLASSES, "codigo 7"]),
    grace=st.sampled_from([0, 45, 600]),
)
def test_adherence_is_a_share_and_pieces_do_not_change_it(plan, log, grace):
    whole = adherence(frame(plan, "activity"), frame(log, "state"), grace=grace)

    in_pieces = adherence(
        frame(map(in_halves, plan), "activity"),
        frame(map(in_halves, log), "state"),
        grace=grace,
    )

    assert whole["adherence"].dropna().between(0, 1).all()
    pd.testing.assert_frame_equal(in_pieces, whole)


@settings(max_examples=6, deadline=None)
@given(plan=crews(ACTIVITIES), log=crews(CLASSES))
def test_adherence_agrees_with_counting_every_second(plan, log):
    counted = {}
    for number, (segments, spells) in enumerate(zip(plan, log, strict=True)):
        seconds = [None] * DAY_SECONDS
        for start, end, state in spells:
            seconds[start:end] = [state] * (end - start)
        counted[f"agent {number}"] = sum(
            seconds[start:end].count(
                "productive" if activity == "contacts" else activity
            )
            for start, end, activity in segments
            if activity != "lunch"
        )

    table = adherence(frame(plan, "activity"), frame(log, "state"))

    minutes = table.groupby("agent")["adherent_minutes"].sum()
    assert {agent: counted[agent] / 60 for agent in minutes.index} == pytest.approx(
        minutes.to_dict()
    )
    assert all(counted[agent] == 0 for agent in counted.keys() - minutes.index)
