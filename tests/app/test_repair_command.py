"""The command that changes a running day, as a user runs it."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.commands import aforo
from tests.scheduling.rosters import MONDAY, people, shift, together


@pytest.fixture
def folder(tmp_path):
    schedule = together(shift("ana", MONDAY), shift("beto", MONDAY))
    starts = pd.date_range("2026-08-03T08:00", "2026-08-03T18:45", freq="15min")
    needed = pd.DataFrame({"queue": "ventas", "start": starts, "agents": 2})
    for name, frame in (
        ("s.csv", schedule),
        ("r.csv", needed),
        ("a.csv", people("ana")),
    ):
        frame.to_csv(tmp_path / name, index=False, date_format="%Y-%m-%dT%H:%M")
    return tmp_path


def test_a_day_is_changed_and_every_table_written(folder):
    ran = aforo(
        *("repair", "s.csv", "r.csv", "--at", "2026-08-03T10:00", "--out", "n.csv"),
        *("--changes", "c.csv", "--limits", "l.csv", "--json"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    assert ran.json["new_violations"] == 0
    assert ran.json["short_hours"] < ran.json["short_hours_before"]
    changes = pd.read_csv(folder / "c.csv")
    assert len(changes) == ran.json["changes"]
    assert "overtime" in set(changes["change"])
    assert pd.read_csv(folder / "l.csv")["agent"].tolist() == ["ana", "beto"]
    checked = aforo("check", "n.csv", "--json", folder=folder)
    assert checked.json["violations"] == 0


def test_people_read_what_was_and_what_is(folder):
    ran = aforo(
        *("repair", "s.csv", "r.csv", "--at", "2026-08-03T10:00", "--out", "n.csv"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    assert "uncovered agent-hours" in ran.out
    assert "17:00-19:00" in ran.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(["--at", "2026-08-05T10:00"], "no segment on", id="day"),
        pytest.param(["--agents", "a.csv"], "'beto' works on 2026-08-03", id="agent"),
        pytest.param(["--allow", "lunch"], "unknown change 'lunch'", id="change"),
        pytest.param(["--vto", "carla"], "unknown agent 'carla'", id="volunteer"),
    ],
)
def test_a_wrong_question_writes_nothing(folder, words, sentence):
    at = [] if "--at" in words else ["--at", "2026-08-03T10:00"]

    ran = aforo(
        *("repair", "s.csv", "r.csv", "--out", "n.csv", *at, *words), folder=folder
    )

    assert ran.code == 2
    assert sentence in ran.err
    assert not (folder / "n.csv").exists()
