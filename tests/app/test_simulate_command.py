"""``aforo simulate`` as a user runs it."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from app.cli import main
from tests.app.commands import Ran, aforo

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
OTHER = """
[queues.soporte]
aht_s = 200
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
    (place / "wider.toml").write_text(CAMPAIGN + OTHER)
    (place / "misspelt.toml").write_text(CAMPAIGN.replace(".ventas", ".vetnas"))
    (place / "patient.toml").write_text(CAMPAIGN.replace("patience_s", "aht_s"))
    return place


@pytest.fixture
def simulate(monkeypatch, capsys):
    """Run the command in this process, which has its imports already."""

    def go(folder, plan, out, *words):
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "100")
        words = ["simulate", plan, "--forecast", "forecast.csv", "--out", out, *words]
        monkeypatch.setattr(sys, "argv", ["aforo", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return go


def test_a_requirement_is_tried_beside_its_promise(folder, simulate):
    ran = simulate(folder, "requirement.csv", "r.csv", "--json")

    assert (ran.code, ran.err) == (0, "")
    assert ran.json["predicted"] == 0.89
    assert ran.json["contacts"] == pytest.approx(480, rel=0.02)
    assert ran.json["replications"] == 200
    assert ran.json["service_level_low"] < ran.json["service_level"]
    assert ran.json["below"] is None
    table = pd.read_csv(folder / "r.csv")
    assert len(table) == 8
    assert (table["predicted"] == 0.89).all()


def test_people_read_a_table_with_goal_and_interval(folder, simulate):
    ran = simulate(
        *(folder, "requirement.csv", "r2.csv", "--goals", "campaign.toml"),
    )

    assert ran.code == 0, ran.err
    assert "ventas" in ran.out
    assert "80.0%" in ran.out
    assert "89.0%" in ran.out
    assert "0 of 8" in ran.out
    for words in ("intervals below goal", "service level, 95 % confidence"):
        assert words in headings(ran)
    # Its customers have a patience.
    assert "abandoned" in headings(ran)
    assert "200 runs" in ran.out


def headings(ran):
    """The words of each heading, put together from its lines."""
    lines = ran.out.split("\u250f")[1].split("\u2521")[0].splitlines()[1:]
    cells = [line.strip("\u2503\n").split("\u2503") for line in lines if line]
    return [" ".join(" ".join(parts).split()) for parts in zip(*cells, strict=True)]


def test_the_table_leaves_out_what_has_no_figure(folder, simulate):
    ran = simulate(folder, "schedule.csv", "bare.csv")

    assert headings(ran) == ["queue", "contacts", "service level, 95 % confidence"]
    assert "below its goal" not in ran.out


def test_with_paths_the_prediction_is_said_to_be_of_the_mean(folder, simulate):
    ran = simulate(folder, "requirement.csv", "m.csv", "--paths", "paths.parquet")

    assert "predicted for the mean forecast" in headings(ran)


def test_a_goal_can_be_given_without_a_campaign(folder, simulate):
    low, high = (
        simulate(folder, "requirement.csv", "g.csv", "--json", "--service-level", level)
        for level in (0.5, 0.999)
    )

    assert low.json["queues"][0]["goal"] == 0.5
    assert (low.json["below"], high.json["below"]) == (0, 8)


def test_each_option_that_the_campaign_makes_idle_is_refused(folder, simulate):
    ran = simulate(
        *(folder, "requirement.csv", "wrong.csv", "--goals", "campaign.toml"),
        *("--patience", 60, "--aht", 240, "--replications", 20),
    )

    assert ran.code == 2
    assert ran.err.splitlines() == [
        f"aforo: {option} has no effect beside --goals: the campaign file says it"
        for option in ("--patience", "--aht")
    ]
    assert not (folder / "wrong.csv").exists()


def test_a_misspelt_queue_of_the_campaign_is_refused_and_a_further_one_is_not(
    folder, simulate
):
    misspelt, wider = (
        simulate(folder, "requirement.csv", f"{name}.csv", "--goals", f"{name}.toml")
        for name in ("misspelt", "wider")
    )

    assert (misspelt.code, wider.code) == (2, 0), wider.err
    assert "unknown queue 'vetnas'; did you mean 'ventas'?" in misspelt.err


def test_nobody_calls_again_where_nobody_gives_up(folder, simulate):
    for words in ((), ("--goals", "patient.toml")):
        ran = simulate(folder, "schedule.csv", "wrong.csv", "--retrials", "0.4", *words)

        assert ran.code == 2
        assert "--retrials has no effect" in ran.err


def test_replications_below_one_are_refused_alike(folder, simulate):
    said = [
        simulate(folder, "schedule.csv", "wrong.csv", "--replications", runs).err
        for runs in (0, -3)
    ]

    assert said == [
        f"aforo: replications must be a whole number, at least 1, got {runs}\n"
        for runs in (0, -3)
    ]


def test_a_schedule_loses_those_whom_the_campaign_says_are_absent(folder, simulate):
    words = ("--goals", "campaign.toml", "--json", "--replications", "2000")
    ran = simulate(folder, "schedule.csv", "s.csv", *words)
    whole = simulate(folder, "schedule.csv", "w.csv", *words, "--absence", "0")

    assert ran.code == whole.code == 0
    assert pd.read_csv(folder / "s.csv")["agents"].mean() == pytest.approx(
        10.8, abs=0.1
    )
    assert (pd.read_csv(folder / "w.csv")["agents"] == 12).all()
    assert ran.json["service_level"] < whole.json["service_level"] - 0.01


def test_paths_are_the_replications(folder, simulate):
    ran = simulate(
        *(folder, "schedule.csv", "p.csv", "--paths", "paths.parquet", "--json"),
    )

    assert ran.json["replications"] == 20
    assert ran.json["contacts"] == 8 * sum(range(50, 70)) / 20


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(folder, simulate):
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
def test_wrong_options_are_named_and_nothing_is_written(folder, simulate, words, said):
    ran = simulate(folder, "schedule.csv", "wrong.csv", *words)

    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (folder / "wrong.csv").exists()


def test_agents_that_are_not_whole_and_missing_handle_times_are_named(folder, simulate):
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
