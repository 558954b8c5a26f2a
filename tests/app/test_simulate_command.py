"""``aforo simulate`` as a user runs it."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.commands import aforo

CAMPAIGN = """
[campaign]
name = "Prueba"
[files]
history = "history.csv"
[goal]
service_level = 0.80
threshold = 30
[shrinkage]
unscheduled = 0.10
[queues.ventas]
patience_s = 60
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A day of forecast, requirement and schedule of one queue."""
    place = tmp_path_factory.mktemp("simulate")
    starts = pd.date_range("2026-12-01T08:00", periods=8, freq="30min")
    rows = pd.DataFrame({"queue": "ventas", "start": starts.astype("str")})
    forecast = rows.assign(volume=60.0, aht_s=240.0)
    forecast.to_csv(place / "forecast.csv", index=False)
    forecast.drop(columns="aht_s").to_csv(place / "silent.csv", index=False)
    forecast.assign(agents=11, service_level=0.89).to_csv(
        place / "requirement.csv", index=False
    )
    forecast.assign(agents=2.5).to_csv(place / "half.csv", index=False)
    pd.DataFrame(
        {
            "agent": [f"A{number}" for number in range(12)],
            "start": "2026-12-01T08:00",
            "end": "2026-12-01T12:00",
            "activity": "contacts",
            "queue": "ventas",
        }
    ).to_csv(place / "schedule.csv", index=False)
    pd.concat(
        [rows.assign(path=path, volume=50 + path, aht_s=240.0) for path in range(20)]
    ).to_parquet(place / "paths.parquet")
    rows.rename(columns={"volume": "offered"}).assign(offered=60).to_csv(
        place / "history.csv", index=False
    )
    (place / "campaign.toml").write_text(CAMPAIGN)
    return place


def simulate(folder, plan, out, *words):
    return aforo(
        *("simulate", plan, "--forecast", "forecast.csv", "--out", out, *words),
        folder=folder,
    )


def test_a_requirement_is_tried_beside_its_promise(folder):
    ran = simulate(folder, "requirement.csv", "r.csv", "--json")

    assert (ran.code, ran.err) == (0, "")
    assert ran.json["predicted"] == 0.89
    assert ran.json["contacts"] == pytest.approx(480 * 200, rel=0.02)
    assert ran.json["service_level_low"] < ran.json["service_level"]
    assert ran.json["below"] is None
    table = pd.read_csv(folder / "r.csv")
    assert len(table) == 8
    assert (table["predicted"] == 0.89).all()


def test_people_read_a_table_with_goal_and_interval(folder):
    ran = simulate(
        *(folder, "requirement.csv", "r2.csv", "--goals", "campaign.toml"),
    )

    assert ran.code == 0, ran.err
    assert "ventas" in ran.out
    assert "80.0%" in ran.out
    assert "89.0%" in ran.out
    assert "0 of 8" in ran.out


def test_a_schedule_loses_those_whom_the_campaign_says_are_absent(folder):
    words = ("--goals", "campaign.toml", "--json", "--replications", "2000")
    ran = simulate(folder, "schedule.csv", "s.csv", *words)
    whole = simulate(folder, "schedule.csv", "w.csv", *words, "--absence", "0")

    assert ran.code == whole.code == 0
    assert pd.read_csv(folder / "s.csv")["agents"].mean() == pytest.approx(
        10.8, abs=0.1
    )
    assert (pd.read_csv(folder / "w.csv")["agents"] == 12).all()
    assert ran.json["service_level"] < whole.json["service_level"] - 0.01


def test_paths_are_the_replications(folder):
    ran = simulate(
        *(folder, "schedule.csv", "p.csv", "--paths", "paths.parquet", "--json"),
    )

    assert ran.json["replications"] == 20
    assert ran.json["contacts"] == 8 * sum(range(50, 70))


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(folder):
    files = []
    for name, seed in (("a.csv", 1), ("b.csv", 1), ("c.csv", 2)):
        ran = simulate(
            *(folder, "schedule.csv", name, "--seed", seed, "--absence", "0.1"),
            *("--patience", "60", "--retrials", "0.4", "--handle-cv", "1.4"),
        )
        assert ran.code == 0, ran.err
        files.append((folder / name).read_bytes())

    assert files[0] == files[1] != files[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--threshold", "-1"], "threshold"),
        (["--patience", "0"], "patience"),
        (["--handle-cv", "-1"], "variation"),
        (["--absence", "1"], "absence"),
        (["--paths", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_wrong_options_are_named_and_nothing_is_written(folder, words, said):
    ran = simulate(folder, "schedule.csv", "wrong.csv", *words)

    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (folder / "wrong.csv").exists()


def test_agents_that_are_not_whole_and_missing_handle_times_are_named(folder):
    half = simulate(folder, "half.csv", "wrong.csv")
    silent = aforo(
        *("simulate", "schedule.csv", "--forecast", "silent.csv"),
        *("--out", "wrong.csv"),
        folder=folder,
    )
    helped = aforo(
        *("simulate", "schedule.csv", "--forecast", "silent.csv"),
        *("--out", "right.csv", "--aht", "240"),
        folder=folder,
    )

    assert (half.code, silent.code, helped.code) == (2, 2, 0)
    assert "agents must be whole" in half.err
    assert "'ventas' has no handle time" in silent.err
    assert not (folder / "wrong.csv").exists()
