"""Every command, run as a user runs it, on a small campaign."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from app.services.planning.chain import ROSTER_PASSES, SHIFT_PASSES
from tests.app.commands import aforo
from tests.scheduling.demands import contracts


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    """A folder with five weeks of history of one queue and eight agents."""
    folder = tmp_path_factory.mktemp("campaign")
    rng = np.random.default_rng(3)
    starts = pd.date_range("2026-10-05T07:00", "2026-11-08T19:00", freq="30min")
    starts = starts[(starts.hour >= 7) & (starts.hour < 19) & (starts.day_of_week < 6)]
    mean = 12 + 6 * np.sin((starts.hour - 7) / 12 * np.pi)
    pd.DataFrame(
        {
            "queue": "ventas",
            "start": starts.strftime("%Y-%m-%dT%H:%M"),
            "offered": rng.poisson(mean),
            "aht_s": 240,
        }
    ).to_csv(folder / "history.csv", index=False)
    contracts().to_csv(folder / "contracts.csv", index=False)
    pd.DataFrame(
        {
            "agent": [f"A{number}" for number in range(1, 9)],
            "contract": "42h",
            "skills": "ventas",
        }
    ).to_csv(folder / "agents.csv", index=False)
    (folder / "time_off.csv").write_text(
        "agent,start,end,kind\nA1,2026-11-10,2026-11-11,vacation\n"
    )
    (folder / "campaign.toml").write_text(
        """
        [campaign]
        name = "Prueba"
        days = 7
        [files]
        history = "history.csv"
        agents = "agents.csv"
        contracts = "contracts.csv"
        time_off = "time_off.csv"
        [goal]
        service_level = 0.80
        """
    )
    return folder


@pytest.fixture(scope="module")
def planned(campaign):
    """The same campaign, planned once."""
    ran = aforo("plan", "campaign.toml", "--out", "plan", "--json", folder=campaign)
    assert ran.code == 0, ran.err
    return campaign / "plan", ran.json


def test_a_plan_writes_every_file_or_says_why_not(planned):
    folder, summary = planned
    written = {path.name for path in folder.iterdir()}
    promised = {
        "forecast.csv",
        "requirement.csv",
        "shifts.csv",
        "schedule.csv",
        "coverage.csv",
        "simulation.csv",
        "adherence.csv",
        "requests.csv",
        "summary.json",
        "report.html",
    }

    assert written | summary["absent"].keys() == promised
    assert written.isdisjoint(summary["absent"])
    assert "states" in summary["absent"]["adherence.csv"]


def test_the_summary_on_stdout_is_the_one_in_the_folder(planned):
    folder, summary = planned

    assert json.loads((folder / "summary.json").read_text()) == summary


def test_the_summary_names_every_default_taken(planned):
    _, summary = planned

    assert "goal.threshold = 20" in summary["defaults"]
    assert "shrinkage.scheduled = 0.15" in summary["defaults"]
    assert not any(key.startswith("goal.service_level") for key in summary["defaults"])


def test_the_referee_finds_nothing_in_the_files_of_a_plan(planned, campaign):
    folder, _ = planned
    tables = ["--agents", "agents.csv", "--contracts", "contracts.csv"]

    roster = aforo(
        "check",
        folder / "schedule.csv",
        *tables,
        "--time-off",
        "time_off.csv",
        "--requirement",
        folder / "requirement.csv",
        folder=campaign,
    )
    shifts = aforo("check", folder / "shifts.csv", folder=campaign)

    assert (roster.code, roster.out) == (0, "no violation\n")
    assert (shifts.code, shifts.out) == (0, "no violation\n")


def test_the_single_commands_give_what_the_plan_gives(planned, campaign):
    folder, summary = planned
    first = aforo(
        "forecast", "history.csv", "--out", "f.csv", "--days", 7, folder=campaign
    )
    second = aforo(
        *("staff", "f.csv", "--out", "r.csv", "--goals", "campaign.toml", "--json"),
        folder=campaign,
    )
    # A plan searches for less long than the single commands do.
    third = aforo(
        *("shifts", "r.csv", "--out", "s.csv", "--json", "--passes", SHIFT_PASSES),
        folder=campaign,
    )
    fourth = aforo(
        *("roster", "r.csv", "--agents", "agents.csv", "--contracts", "contracts.csv"),
        *("--time-off", "time_off.csv", "--out", "roster.csv", "--json"),
        *("--passes", ROSTER_PASSES),
        folder=campaign,
    )

    assert [first.code, second.code, third.code, fourth.code] == [0, 0, 0, 0]
    for mine, planned_file in (
        ("f.csv", "forecast.csv"),
        ("r.csv", "requirement.csv"),
        ("s.csv", "shifts.csv"),
        ("roster.csv", "schedule.csv"),
    ):
        # Written tables keep nine decimals, the chain hands on all of them.
        pd.testing.assert_frame_equal(
            pd.read_csv(campaign / mine), pd.read_csv(folder / planned_file), rtol=1e-6
        )
    assert second.json["peak_agents"] == summary["peak_agents"]
    assert fourth.json["cost"] == pytest.approx(summary["cost"])


def test_optimisers_report_how_good_their_answer_is(planned, campaign):
    folder, _ = planned

    ran = aforo(
        *("shifts", folder / "requirement.csv", "--out", "x.csv", "--json"),
        folder=campaign,
    )

    promised = (
        "cost bound gap short_hours over_hours required_hours people violations "
        "seconds solver seed stopped_by"
    )
    assert set(promised.split()) <= ran.json.keys()
    assert ran.json["violations"] == 0


@pytest.mark.slow
def test_a_plan_made_twice_has_the_same_bytes(planned, campaign):
    folder, _ = planned

    aforo("plan", "campaign.toml", "--out", "again", folder=campaign)

    for path in folder.glob("*.csv"):
        assert path.read_bytes() == (campaign / "again" / path.name).read_bytes()


def test_a_reforecast_uses_nothing_at_or_after_its_moment(campaign):
    whole = pd.read_csv(campaign / "history.csv")
    known = whole[whole["start"] < "2026-11-06T11:00"]
    known.to_csv(campaign / "known.csv", index=False)
    words = ["--at", "2026-11-06T11:00", "--out"]

    one = aforo("reforecast", "history.csv", *words, "one.csv", folder=campaign)
    two = aforo("reforecast", "known.csv", *words, "two.csv", folder=campaign)

    assert (one.code, two.code) == (0, 0)
    assert (campaign / "one.csv").read_text() == (campaign / "two.csv").read_text()
    rest = pd.read_csv(campaign / "one.csv")["start"]
    assert rest.min() == "2026-11-06T11:00:00"
    assert rest.max() == "2026-11-06T18:30:00"


def test_shifts_read_back_from_excel_and_parquet_are_the_same(planned, campaign):
    folder, _ = planned
    for name in ("x.xlsx", "x.parquet", "x.csv.gz"):
        ran = aforo(
            "staff",
            folder / "forecast.csv",
            "--out",
            name,
            "--aht",
            240,
            folder=campaign,
        )
        assert ran.code == 0, ran.err
        judged = aforo("shifts", name, "--out", "y.csv", "--json", folder=campaign)
        assert judged.code == 0, judged.err


def test_a_broken_rule_ends_with_code_3_and_is_written(campaign):
    (campaign / "bad.csv").write_text(
        "agent,start,end,activity,queue\n"
        "A1,2026-11-10T07:00,2026-11-10T11:00,contacts,ventas\n"
    )

    ran = aforo(
        *("check", "bad.csv", "--agents", "agents.csv", "--contracts", "contracts.csv"),
        *("--time-off", "time_off.csv", "--out", "found.csv"),
        folder=campaign,
    )

    assert ran.code == 3
    found = pd.read_csv(campaign / "found.csv")
    mine = found[found["agent"] == "A1"]
    assert {"time_off", "day_minimum", "break_missing"} <= set(mine["rule"])
    assert set(mine.loc[mine["rule"] == "time_off", "date"]) == {"2026-11-10"}


def test_hiring_without_enough_agents_asks_for_people(campaign):
    ran = aforo("hire", "campaign.toml", "--out", "requests.csv", folder=campaign)

    assert ran.code == 0
    lines = pd.read_csv(campaign / "requests.csv")
    assert (lines["heads"] > 0).all()
    assert lines["reason"].str.contains("h contracted").all()


def test_adherence_is_measured_from_files(campaign):
    (campaign / "worked.csv").write_text(
        "agent,start,end,activity,queue\n"
        "A1,2026-11-04T08:00,2026-11-04T12:00,contacts,ventas\n"
        "A1,2026-11-04T12:00,2026-11-04T13:00,lunch,\n"
        "A1,2026-11-04T13:00,2026-11-04T17:00,contacts,ventas\n"
    )
    (campaign / "states.csv").write_text(
        "agent,start,end,state\n"
        "A1,2026-11-04T08:10,2026-11-04T12:10,ready\n"
        "A1,2026-11-04T12:10,2026-11-04T13:10,lunch\n"
        "A1,2026-11-04T13:10,2026-11-04T17:10,ready\n"
    )

    ran = aforo(
        *("adherence", "worked.csv", "states.csv", "--out", "a.csv", "--json"),
        folder=campaign,
    )

    assert ran.json["adherence"] == pytest.approx(460 / 480)
    assert ran.json["conformance"] == pytest.approx(1.0)


def test_help_answers_without_loading_the_libraries():
    ran = aforo("--help")

    assert ran.code == 0
    assert "adherence" in ran.out
    # What would make it slow is not imported; its seconds are in the benchmarks.
    code = (
        "import sys, app.cli; "
        "print([name for name in ('pandas', 'dash', 'scipy') if name in sys.modules])"
    )
    assert python(code) == "[]"


def python(code):
    """What a piece of Python prints in a process of its own."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
