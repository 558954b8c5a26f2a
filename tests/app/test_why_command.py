"""Why a schedule is short, as a planner reads it and as a program reads it."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.commands import aforo
from tests.scheduling.rosters import SHORT_DAY, week

CONTRACTS = (
    "contract,weekly_minutes,min_day_minutes,max_day_minutes,min_days,max_days,regime\n"
    "24h,1440,240,480,3,5,ordinary\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two agents for what three would do, and a schedule made elsewhere."""
    place = tmp_path_factory.mktemp("why")
    schedule = pd.concat(
        [week(name, pieces=SHORT_DAY) for name in ("ana", "luz")], ignore_index=True
    )
    schedule.to_csv(place / "schedule.csv", index=False)
    starts = [
        f"2026-08-{day:02d}T{hour:02d}:{minute:02d}"
        for day in range(3, 8)
        for hour in range(8, 12)
        for minute in (0, 30)
    ]
    table = pd.DataFrame({"queue": "ventas", "start": starts, "agents": 3.0})
    table.to_csv(place / "requirement.csv", index=False)
    (place / "contracts.csv").write_text(CONTRACTS)
    (place / "agents.csv").write_text(
        "agent,contract,skills\nana,24h,ventas\nluz,24h,ventas\n"
    )
    return place


def ask(folder, *more):
    return aforo(
        "why",
        "schedule.csv",
        "requirement.csv",
        "--agents",
        "agents.csv",
        "--contracts",
        "contracts.csv",
        "--out",
        "why.csv",
        *more,
        folder=folder,
    )


def test_a_foreign_schedule_is_explained_in_sentences(folder):
    done = ask(folder)

    assert done.code == 0, done.err
    assert "too few people with skill ventas, 2 in all" in " ".join(done.out.split())
    assert "One more person" in done.out


def test_programs_get_reasons_levers_and_both_tables(folder):
    done = ask(folder, "--levers", "levers.csv", "--json")

    assert done.code == 0, done.err
    summary = done.json
    assert summary["short_hours"] == summary["explained_hours"] > 20
    assert next(iter(summary["reasons"])) == "people"
    reasons = pd.read_csv(folder / "why.csv")
    assert reasons["short_hours"].sum() == pytest.approx(summary["short_hours"])
    levers = pd.read_csv(folder / "levers.csv")
    assert levers["contract"].tolist() == ["24h"]
    assert levers["saving"][0] > levers["pay"][0] > 0
