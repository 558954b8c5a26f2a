"""What a roster is given and cannot use: said in a sentence, with the way out."""

from __future__ import annotations

import pandas as pd
import pytest

from app.cli.rules import rules_from
from scheduling import build_roster, design_shifts
from tests.app.commands import aforo
from tests.scheduling.demands import MONDAY, agents, contracts, requirement
from wfm.errors import ConflictError, InputError, ParameterError, TableError

FEW = {"passes": 4, "gap": 0.5}


def test_a_skill_that_no_queue_asks_for_leaves_its_agent_out_and_is_said():
    staff = agents(3, contract="42h").assign(skills=["ventas", "ventas", "soporte"])

    result = build_roster(requirement(peak=3.0), staff, contracts(), **FEW)

    assert result.people == 2
    assert result.violations.empty
    assert result.notes == (
        "skill 'soporte' of 1 agent (A003) is asked for by no queue of the requirement",
        "1 agent (A003) has no skill that a queue asks for and gets no shifts: correct "
        "the skills, or leave the agent out",
    )


def test_time_off_and_wishes_of_who_is_left_out_are_no_error():
    staff = agents(3, contract="42h").assign(skills=["ventas", "ventas", "soporte"])
    off = pd.DataFrame(
        {"agent": ["A003"], "start": [MONDAY], "end": [MONDAY], "kind": ["vacation"]}
    )

    result = build_roster(
        requirement(peak=3.0), staff, contracts(), time_off=off, **FEW
    )

    assert result.people == 2
    assert result.violations.empty


def test_a_queue_that_nobody_can_serve_is_shortage_and_is_said():
    needed = requirement(peak=3.0, queues=("chat", "ventas"))
    hours = needed.loc[needed["queue"] == "chat", "agents"].sum() / 2

    result = build_roster(needed, agents(2, contract="42h"), contracts(), **FEW)

    assert result.short_hours >= hours
    assert result.notes == (
        "queue chat: no agent has its skill 'chat', so all its hours stay uncovered: "
        "give the skill to agents, or correct its name",
    )


def test_a_slip_in_a_skill_is_named_with_what_was_meant():
    staff = agents(2, contract="42h").assign(skills=["ventas", "ventaz;ventas"])

    result = build_roster(requirement(peak=3.0), staff, contracts(), **FEW)

    (note,) = result.notes
    assert note.startswith("skill 'ventaz' of 1 agent (A002)")
    assert note.endswith("did you mean 'ventas'?")


def test_where_nobody_can_serve_anything_there_is_no_roster():
    with pytest.raises(InputError) as caught:
        build_roster(requirement(), agents(2, skills="soporte"), contracts(), **FEW)

    assert "the queues ask for ventas, the agents have soporte" in str(caught.value)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"interval": 15}, "intervals of 30 minutes, not of 15"),
        ({"interval": 0}, "interval must be minutes that divide a day, got 0"),
        ({"importance": {"ventaz": 2.0}}, "did you mean 'ventas'?"),
        ({"importance": {"ventas": -2.0}}, "must be a number above 0"),
        ({"locked_until": "mañana"}, "a date such as 2026-11-30"),
        ({"time_limit": -3.0}, "time_limit must be seconds above 0"),
        ({"passes": 0}, "passes must be above 0"),
    ],
)
def test_an_argument_out_of_its_range_is_refused_before_any_work(options, sentence):
    with pytest.raises(InputError) as caught:
        build_roster(
            requirement(days=2), agents(2, contract="24h"), contracts(), **options
        )

    assert sentence in str(caught.value)


def test_a_requirement_of_15_minutes_is_not_read_as_one_of_30():
    needed = requirement(days=2, interval=15)

    with pytest.raises(InputError, match="intervals of 15 minutes, not of 30"):
        build_roster(needed, agents(2, contract="24h"), contracts(), interval=30)


def test_steps_of_the_rules_that_the_requirement_does_not_have_are_named():
    needed = requirement(days=2, interval=60)

    with pytest.raises(ConflictError, match="start_step_minutes = 30 is no multiple"):
        build_roster(
            needed,
            agents(2, contract="24h"),
            contracts(),
            rules={"start_step_minutes": 30},
        )


def test_a_contract_without_a_shortest_day_has_shifts_of_some_length():
    free = contracts().assign(min_day_minutes=0)

    result = build_roster(
        requirement(days=2, peak=2.0), agents(2, contract="24h"), free, **FEW
    )

    assert result.violations.empty


@pytest.mark.parametrize("table", ["time_off", "availability", "preferences"])
def test_a_name_that_is_no_agents_is_said_with_the_way_out(table):
    rows = {
        "time_off": {"start": [MONDAY], "end": [MONDAY], "kind": ["vacation"]},
        "availability": {"weekday": [0], "open": ["06:00"], "close": ["14:00"]},
        "preferences": {
            "weekday": ["0"],
            "open": ["06:00"],
            "close": ["14:00"],
            "wish": ["off"],
        },
    }
    stranger = pd.DataFrame({"agent": ["Z999"], **rows[table]})

    with pytest.raises(TableError) as caught:
        build_roster(
            requirement(days=2),
            agents(2, contract="24h"),
            contracts(),
            **{table: stranger},
        )

    assert "'Z999' is not among the agents: correct the name" in str(caught.value)


def test_more_than_anybody_can_cover_is_shortage():
    needed = requirement(days=2, peak=400.0)

    result = build_roster(needed, agents(2, contract="24h"), contracts(), **FEW)

    assert result.short_hours > 0.9 * result.required_hours
    assert result.violations.empty


def test_shift_design_refuses_a_time_limit_below_0():
    with pytest.raises(ParameterError, match="time_limit"):
        design_shifts(requirement(days=1), time_limit=-1.0)


@pytest.mark.parametrize("empty", ["requirement", "agents", "contracts", "sites"])
def test_a_table_that_is_only_a_header_is_named(empty):
    tables = {
        "requirement": requirement(days=2),
        "agents": agents(2, contract="24h"),
        "contracts": contracts(),
        "sites": pd.DataFrame({"site": ["Bogota"], "seats": [5]}),
    }
    tables[empty] = tables[empty].head(0)

    with pytest.raises(TableError) as caught:
        build_roster(**tables)

    assert (
        str(caught.value)
        == f"{empty}: has no rows: write at least one under its header"
    )


@pytest.fixture
def folder(tmp_path):
    tables = {
        "needed": requirement(days=2),
        "agents": agents(2, contract="30h"),
        "contracts": contracts(),
    }
    for name, table in tables.items():
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    return tmp_path


def test_an_agents_contract_that_is_missing_is_said_with_file_and_row(folder):
    ran = aforo(
        *("roster", "needed.csv", "--agents", "agents.csv"),
        *("--contracts", "contracts.csv", "--out", "roster.csv"),
        folder=folder,
    )

    assert ran.code == 2
    assert "agents.csv, row 2, column contract: '30h'" in ran.err
    assert "add it, or correct its name" in ran.err
    assert "Traceback" not in ran.err
    assert not (folder / "roster.csv").exists()


def test_a_file_that_cannot_be_written_is_refused_before_the_work(folder):
    ran = aforo(
        *("roster", "needed.csv", "--agents", "agents.csv"),
        *("--contracts", "contracts.csv", "--out", "roster.doc"),
        folder=folder,
    )

    # The contract that is missing would be said first if the work had begun.
    assert ran.code == 2
    assert ran.err.startswith("aforo: file must be a .csv, .csv.gz, .parquet or .xlsx")


@pytest.mark.parametrize("given", ["colombia", "fr", "", "rules.csv"])
def test_house_values_do_not_pass_for_the_law_of_a_country(given):
    with pytest.raises(ParameterError, match=r"whose law is known \(co, mx\)"):
        rules_from(given)


@pytest.mark.parametrize("given", ["co", "MX", "none"])
def test_a_country_whose_law_is_known_or_none_is_taken(given):
    assert rules_from(given).country == given
