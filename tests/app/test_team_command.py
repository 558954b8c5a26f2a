"""The command that rosters a team on named shifts, as a user runs it."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.commands import aforo
from tests.scheduling import demands

WORDS = (
    *("team", "cover.csv", "--shifts", "shifts.csv", "--agents", "agents.csv"),
    *("--contracts", "contracts.csv", "--out", "schedule.csv"),
)
SHIFTS = "shift,start,end,queue\nmorning,06:00,14:00,ventas\nlate,13:00,21:00,ventas\n"


@pytest.fixture
def folder(tmp_path):
    days = pd.date_range(demands.MONDAY, periods=7)
    cover = pd.DataFrame(
        [(day, name, 3) for day in days for name in ("morning", "late")],
        columns=["date", "shift", "required"],
    )
    for name, frame in (
        ("cover.csv", cover),
        ("agents.csv", demands.agents(6, contract="42h")),
        ("contracts.csv", demands.contracts()),
    ):
        frame.to_csv(tmp_path / name, index=False)
    (tmp_path / "shifts.csv").write_text(SHIFTS, encoding="utf-8")
    return tmp_path


def test_a_team_is_rostered_and_the_referee_finds_nothing(folder):
    ran = aforo(*WORDS, "--passes", 3, "--json", folder=folder)

    assert ran.code == 0, ran.err
    figures = ran.json
    assert figures["violations"] == 0
    assert 0 < figures["bound"] <= figures["cost"]
    assert figures["required_shifts"] == 42
    # Six people on six days of seven paid hours each.
    assert figures["short_shifts"] == 6
    assert sum(row["short"] for row in figures["shortage"]) == 6
    assert set(figures["shortage"][0]) >= {"date", "shift", "required", "scheduled"}
    checked = aforo(
        *("check", "schedule.csv", "--agents", "agents.csv"),
        *("--contracts", "contracts.csv", "--json"),
        folder=folder,
    )
    assert checked.json["violations"] == 0


def test_people_read_cost_bound_and_which_shifts_are_short(folder):
    ran = aforo(*WORDS, "--passes", 3, folder=folder)

    assert ran.code == 0, ran.err
    for words in ("uncovered agent-hours", "bound", "shifts are short", "2026-1"):
        assert words in ran.out


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "sentence"),
    [
        pytest.param("cover.csv", "late", "lat", 2, "lat", id="shift"),
        pytest.param("agents.csv", "42h", "43h", 2, "43h", id="contract"),
        pytest.param("shifts.csv", "ventas", "chat", 3, "no lawful tour", id="skill"),
    ],
)
def test_a_wrong_question_writes_nothing(folder, file, old, new, code, sentence):
    path = folder / file
    path.write_text(path.read_text().replace(old, new))

    ran = aforo(*WORDS, folder=folder)

    assert ran.code == code, ran.err
    assert sentence in ran.err
    assert not (folder / "schedule.csv").exists()
