"""What rosters take: people, their hours and wishes, events to place, sites."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.wfm.frames import BOGOTA, problems_of, text_frame
from wfm.errors import Problem
from wfm.tables import (
    ACTIVITIES,
    AGENTS,
    AVAILABILITY,
    PREFERENCES,
    SCHEDULE,
    SITES,
    TIME_OFF,
    overlapping_time_off,
)

AGENT = "agent contract skills restrictions restricted_until born home_days"
HOURS = "agent weekday open close"


def _agent(restrictions="", until="", born="", home=""):
    return text_frame(AGENT, ("ana", "42h", "ventas", restrictions, until, born, home))


def test_agents_bring_restrictions_and_days_at_home():
    table = AGENTS.parse(
        _agent(" no_nights ;short_days; no_nights;", "2026-12-31", "2009-05-01", "2")
    )

    assert table["restrictions"].tolist() == ["no_nights;short_days"]
    assert table["restricted_until"].tolist() == [pd.Timestamp("2026-12-31")]
    assert table["born"].tolist() == [pd.Timestamp("2009-05-01")]
    assert table["home_days"].tolist() == [2]


def test_agents_may_leave_all_of_it_empty():
    table = AGENTS.parse(_agent())

    assert table["restrictions"].tolist() == [""]
    assert table[["restricted_until", "born", "home_days"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("values", "column", "value", "message"),
    [
        (
            {"restrictions": "no_nights; embarazo"},
            "restrictions",
            "no_nights; embarazo",
            "must be words of no_nights, no_sundays, no_overtime, short_days, "
            "separated by ;",
        ),
        ({"home": "7"}, "home_days", "7", "must be at most 6"),
        ({"home": "1.5"}, "home_days", "1.5", "is not a whole number"),
        ({"born": "1/5/2009"}, "born", "1/5/2009", "is not a date like 2026-11-30"),
    ],
)
def test_a_bad_cell_of_an_agent_is_named(values, column, value, message):
    assert problems_of(AGENTS, _agent(**values)) == [
        Problem("file.csv", message, row=2, column=column, value=value)
    ]


def test_hours_of_availability_may_be_whole_days():
    table = AVAILABILITY.parse(
        text_frame(
            HOURS,
            ("ana", "0", "08:00", "24:00"),
            ("ana", "1", "", ""),
            ("ana", "1", "", ""),
            ("ana", "2", "18:00", ""),
        )
    )

    assert table["weekday"].tolist() == [0, 1, 2]
    assert table["open"].tolist() == [480, 0, 1080]
    assert table["close"].tolist() == [1440, 1440, 1440]


def test_hours_over_midnight_take_two_rows():
    (problem,) = problems_of(
        AVAILABILITY, text_frame(HOURS, ("ana", "0", "22:00", "06:00"))
    )

    assert str(problem) == (
        "file.csv, row 2, column close: '06:00' is not after open 22:00: over midnight "
        "takes two rows, one until 24:00"
    )


def test_preferences_are_wishes_for_a_weekday_or_all():
    table = PREFERENCES.parse(
        text_frame(
            f"{HOURS} wish weight",
            ("ana", "*", "20:00", "24:00", "avoid", "2"),
            ("ana", "6", "", "", "off", ""),
        )
    )

    assert table["weekday"].tolist() == ["*", "6"]
    assert table["close"].tolist() == [1440, 1440]
    assert table["weight"].fillna(1).tolist() == [2, 1]


def test_two_wishes_for_the_same_hours_contradict_each_other():
    frame = text_frame(
        f"{HOURS} wish", ("ana", "6", "", "", "off"), ("ana", "6", "", "", "want")
    )

    (problem,) = problems_of(PREFERENCES, frame)

    assert problem.row == 3
    assert problem.message == "appears again with different values"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("weekday", "7", "must be one of *, 0, 1, 2, 3, 4, 5, 6"),
        ("wish", "maybe", "must be one of want, avoid, off"),
        ("weight", "-1", "must be at least 0"),
        ("open", "8am", "is not a time of day like 08:30"),
    ],
)
def test_a_bad_cell_of_a_preference_is_named(column, value, message):
    row = {"agent": "ana", "weekday": "0", "open": "", "close": "", "wish": "off"}
    frame = pd.DataFrame([row | {"weight": "1"} | {column: value}], dtype="str")

    assert problems_of(PREFERENCES, frame) == [
        Problem("file.csv", message, row=2, column=column, value=value)
    ]


def test_activities_lie_between_two_moments_or_days():
    table = ACTIVITIES.parse(
        text_frame(
            "activity name minutes earliest latest agents together",
            ("training", "Producto", "60", "2026-08-03", "2026-08-05", "*", "no"),
            ("meeting", "Jefes", "30", "2026-08-03T08:00", "2026-08-03T12:00", "", ""),
        ),
        timezone=BOGOTA,
    )

    assert table["latest"].dt.strftime("%Y-%m-%d %H:%M").tolist() == [
        "2026-08-06 00:00",
        "2026-08-03 12:00",
    ]
    assert table["minutes"].tolist() == [60, 30]


def test_a_typed_yes_or_no_is_understood():
    frame = pd.DataFrame(
        {
            "activity": ["meeting"],
            "name": ["Jefes"],
            "minutes": [30],
            "earliest": ["2026-08-03"],
            "latest": ["2026-08-03"],
            "together": [True],
        }
    )

    assert ACTIVITIES.parse(frame)["together"].tolist() == ["true"]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("activity", "party", "must be one of training, meeting, off_queue"),
        ("minutes", "0", "must be at least 1"),
        ("latest", "2026-08-01", "is not after earliest 2026-08-03"),
        ("together", "maybe", "must be one of yes, true, no, false"),
    ],
)
def test_a_bad_cell_of_an_activity_is_named(column, value, message):
    row = {
        "activity": "meeting",
        "name": "Jefes",
        "minutes": "30",
        "earliest": "2026-08-03",
        "latest": "2026-08-05",
        "together": "yes",
    }
    frame = pd.DataFrame([row | {column: value}], dtype="str")

    assert problems_of(ACTIVITIES, frame) == [
        Problem("file.csv", message, row=2, column=column, value=value)
    ]


def test_sites_have_seats():
    bad = text_frame("site seats", ("norte", "40"), ("sur", "-1"))

    assert SITES.parse(bad.head(1))["seats"].tolist() == [40]
    assert problems_of(SITES, bad) == [
        Problem("file.csv", "must be at least 0", row=3, column="seats", value="-1")
    ]


def test_a_segment_may_say_where_it_is_worked():
    names = "agent start end activity place"
    day = ("ana", "2026-08-03T08:00", "2026-08-03T09:00", "contacts")

    table = SCHEDULE.parse(text_frame(names, (*day, "home")))

    assert table["place"].tolist() == ["home"]
    (problem,) = problems_of(SCHEDULE, text_frame(names, (*day, "beach")))
    assert problem.message == "must be one of site, home"


def _off(*rows):
    return TIME_OFF.parse(
        text_frame("agent start end kind", *rows), source="off.csv", timezone=BOGOTA
    )


def test_the_same_absence_twice_is_one():
    row = ("ana", "2026-08-03", "2026-08-05", "vacaciones")

    table = _off(row, row)

    assert len(table) == 1
    assert overlapping_time_off(table) == []


def test_absences_that_touch_and_those_of_two_agents_do_not_overlap():
    table = _off(
        ("ana", "2026-08-03", "2026-08-05", "vacaciones"),
        ("ana", "2026-08-06", "2026-08-06", "permiso"),
        ("luz", "2026-08-03", "2026-08-05", "vacaciones"),
    )

    assert overlapping_time_off(table) == []


def test_an_absence_within_another_is_named_with_the_way_out():
    table = _off(
        ("ana", "2026-08-03", "2026-08-09", "vacaciones"),
        ("ana", "2026-08-04", "2026-08-04", "permiso"),
        ("ana", "2026-08-06T08:00", "2026-08-06T09:00", "cita"),
    )

    problems = overlapping_time_off(table)

    assert len(problems) == 2
    assert str(problems[0]) == (
        "off.csv, column agent: 'ana' is off from 2026-08-04 00:00 to "
        "2026-08-05 00:00, "
        "but an absence before it ends at 2026-08-10 00:00: join the two rows or let "
        "the first end where the second starts"
    )
