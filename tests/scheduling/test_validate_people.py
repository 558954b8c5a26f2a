"""Who may be where: time off, availability, skills, unknown agents."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduling.validate import validate
from tests.scheduling.rosters import (
    MONDAY,
    broken,
    contracts,
    people,
    shift,
    together,
    week,
)


def _time_off(agent, start, end, kind="vacaciones"):
    return pd.DataFrame(
        {"agent": [agent], "start": [start], "end": [end], "kind": [kind]}
    )


def test_work_on_a_day_off_is_reported():
    away = _time_off("ana", "2026-08-04", "2026-08-05")

    found = validate(week(), people("ana"), contracts(), time_off=away)

    assert broken(found) == [
        ("ana", "2026-08-04", "time_off"),
        ("ana", "2026-08-05", "time_off"),
    ]
    assert found.loc[0, "limit"] == "off 2026-08-04 00:00 to 2026-08-06 00:00"
    assert found.loc[0, "found"] == "540 min scheduled"
    assert found.loc[0, "note"] == "vacaciones, 08:00 to 17:00"


def test_only_the_hours_of_the_absence_count():
    away = _time_off("ana", "2026-08-04T16:30", "2026-08-04T20:00", "")

    found = validate(week(), time_off=away)

    assert broken(found) == [("ana", "2026-08-04", "time_off")]
    assert found.loc[0, "found"] == "30 min scheduled"
    assert found.loc[0, "note"] == "16:30 to 17:00"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("2026-08-04T17:00", "2026-08-04T20:00", id="from the shift's end"),
        pytest.param("2026-08-04T05:00", "2026-08-04T08:00", id="to the shift's start"),
        pytest.param("2026-08-08", "2026-08-09", id="on days without a shift"),
    ],
)
def test_an_absence_outside_the_shifts_is_no_clash(start, end):
    assert broken(validate(week(), time_off=_time_off("ana", start, end))) == []


def test_the_absence_of_another_agent_is_no_clash():
    assert broken(validate(week(), time_off=_time_off("luz", MONDAY, MONDAY))) == []


def test_a_night_shift_into_a_day_off_belongs_to_its_start():
    away = _time_off("ana", "2026-08-04", "2026-08-04")

    found = validate(shift("ana", MONDAY, "20:00"), time_off=away)

    assert broken(found) == [("ana", "2026-08-03", "time_off")]
    assert found.loc[0, "found"] == "300 min scheduled"


def test_a_shift_before_the_first_or_after_the_last_day_is_reported():
    agents = people("ana", available_from="2026-08-04", available_until="2026-08-06")

    found = validate(week(), agents, contracts())

    assert broken(found) == [
        ("ana", "2026-08-03", "availability"),
        ("ana", "2026-08-07", "availability"),
    ]
    assert list(found["limit"]) == [
        "available from 2026-08-04",
        "available until 2026-08-06",
    ]


def test_unknown_dates_of_availability_limit_nothing():
    agents = people("ana", available_from="", available_until="")

    assert broken(validate(week(), agents, contracts())) == []


def test_contacts_without_the_skill_are_reported_once_a_day_and_queue():
    schedule = together(week(days=range(4)), shift("ana", "2026-08-07", queue="pqr"))

    found = validate(schedule, people("ana"), contracts())

    assert broken(found) == [("ana", "2026-08-07", "skill")]
    assert found.loc[0, "limit"] == "skill pqr"
    assert found.loc[0, "found"] == "450 min on pqr"
    assert found.loc[0, "note"] == "08:00 to 17:00, skills: ventas"


def test_one_of_several_skills_is_enough():
    agents = people("ana", skills="pqr; ventas")

    assert broken(validate(week(), agents, contracts())) == []


def test_queues_may_share_a_skill():
    agents = people("ana", skills="voz")

    assert {rule for _, _, rule in broken(validate(week(), agents))} == {"skill"}
    assert broken(validate(week(), agents, queue_skills={"ventas": "voz"})) == []


def test_contacts_of_no_queue_need_no_skill():
    schedule = week()

    assert broken(validate(schedule.assign(queue=""), people("ana"))) == []
    assert broken(validate(schedule.drop(columns="queue"), people("ana"))) == []


def test_a_queue_is_served_only_on_contacts():
    schedule = week()
    schedule["queue"] = schedule["queue"].where(schedule["queue"] != "", "pqr")

    assert broken(validate(schedule, people("ana"))) == []


def test_overtime_on_a_queue_needs_its_skill_too():
    extra = shift("ana", MONDAY, "17:00", [("overtime", 60)]).assign(queue="pqr")

    found = validate(together(week(), extra), people("ana"), contracts())

    assert broken(found) == [("ana", "2026-08-03", "skill")]
    assert found.loc[0, "found"] == "60 min on pqr"


def test_an_agent_nobody_knows_is_reported_once():
    schedule = together(week("ana"), week("luz", days=range(1, 5)))

    found = validate(schedule, people("ana"), contracts())

    assert broken(found) == [("luz", "2026-08-04", "unknown_agent")]
    assert found.loc[0, "found"] == "in schedule only"


def test_an_agent_nobody_knows_may_be_off():
    away = _time_off("luz", "2026-08-05", "2026-08-05")

    found = validate(week(), people("ana"), contracts(), time_off=away)

    assert broken(found) == [("luz", "2026-08-05", "unknown_agent")]
    assert found.loc[0, "found"] == "in time off only"


def test_the_law_protects_an_unknown_agent_too():
    schedule = together(week(), week("luz", days=range(6)))

    assert broken(validate(schedule, people("ana"), contracts())) == [
        ("luz", "2026-08-03", "unknown_agent"),
        ("luz", "2026-08-03", "week_maximum"),
    ]
