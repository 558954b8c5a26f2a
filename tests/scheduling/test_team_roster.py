"""A small team rostered from a catalogue of named shifts, judged by the referee."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from scheduling.solve.team import roster_team
from scheduling.validate import validate
from tests.scheduling import demands
from wfm.errors import ConflictError, InputError, TableError

MONDAY = demands.MONDAY


def catalogue():
    return pd.DataFrame(
        {
            "shift": ["morning", "late", "short", "six"],
            "start": ["06:00", "13:00", "09:00", "08:00"],
            "end": ["14:00", "21:00", "13:00", "14:00"],
            "queue": "ventas",
        }
    )


def cover(days=7, morning=3, late=2, short=1):
    return pd.DataFrame(
        [
            (MONDAY + pd.Timedelta(days=day), shift, number)
            for day in range(days)
            for shift, number in (
                ("morning", morning),
                ("late", late),
                ("short", short),
            )
        ],
        columns=["date", "shift", "required"],
    )


def roster(count=9, **changes):
    given = {"cover": cover(), "shifts": catalogue(), "agents": demands.agents(count)}
    tables = {**given, **changes}
    return roster_team(
        tables.pop("cover"),
        tables.pop("shifts"),
        tables.pop("agents"),
        demands.contracts(),
        **{"passes": 10, "time_limit": None, **tables},
    )


def test_a_team_gets_a_lawful_schedule_with_cost_and_bound():
    made = roster(agents=demands.agents(9, contract="42h"))

    assert validate(
        made.schedule, demands.agents(9, contract="42h"), demands.contracts()
    ).empty
    assert 0 <= made.result.bound <= made.result.cost
    assert (made.shortage["scheduled"] > 0).any()


def test_every_contract_and_two_weeks_are_lawful():
    made = roster(12, cover=cover(14))

    assert validate(made.schedule, demands.agents(12), demands.contracts()).empty
    assert made.violations.empty


def test_rest_keeps_the_morning_from_following_the_late_shift():
    made = roster(4, cover=cover(5, morning=2, late=2, short=0))

    for days in made.result.assignment.values():
        pairs = set(itertools.pairwise(days))
        assert ("late", "morning") not in pairs


def test_time_off_is_kept_and_lowers_the_fewest_days():
    off = pd.DataFrame(
        {
            "agent": ["A001"],
            "start": [str(MONDAY.date())],
            "end": [str((MONDAY + pd.Timedelta(days=3)).date())],
            "kind": ["vacation"],
        }
    )

    made = roster(time_off=off)

    assert made.result.assignment["A001"][:4] == (None,) * 4


def test_who_lacks_the_skill_of_a_queue_does_not_serve_it():
    staff = demands.agents(6, contract="42h")
    staff.loc[0, "skills"] = "chat"
    shifts = catalogue()
    shifts.loc[1, "queue"] = "chat"
    staff.loc[1, "skills"] = "ventas;chat"

    made = roster(agents=staff, shifts=shifts)

    assert set(made.result.assignment["A001"]) <= {"late", None}


def test_an_agent_who_may_work_no_shift_is_named():
    with pytest.raises(ConflictError, match="'A001' has no lawful tour"):
        roster(agents=demands.agents(1, contract="42h"), queue_skills={"ventas": "x"})


def test_a_contract_for_which_the_catalogue_has_no_shift_is_named():
    shifts = catalogue().iloc[:3]

    with pytest.raises(ConflictError, match="contract 36h needs shifts of 360 to 360"):
        roster(4, shifts=shifts)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"cover": cover(36)}, InputError, "spans 36 days"),
        ({"cover": cover().replace("late", "lat")}, TableError, "lat"),
        (
            {"agents": demands.agents(2).assign(contract="none")},
            TableError,
            "not among the contracts",
        ),
        (
            {"agents": demands.agents(2).assign(restrictions="no_nights")},
            InputError,
            "has restrictions",
        ),
        (
            {"shifts": catalogue().assign(lunch=[240, 240, 0, 240])},
            TableError,
            "no room for the lunch",
        ),
    ],
)
def test_bad_tables_are_refused_with_the_way_out(change, error, message):
    with pytest.raises(error, match=message):
        roster(2, **change)
