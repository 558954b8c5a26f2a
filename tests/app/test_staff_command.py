"""The command from contacts to agents, as a user runs it."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.commands import aforo

# Contacts of 24 half-hours: a morning and an afternoon of calls of five minutes.
DAY = [
    *(8, 18, 32, 45, 55, 60, 58, 52, 45, 40, 38, 40),
    *(44, 48, 50, 48, 44, 38, 32, 26, 20, 15, 10, 6),
]


def forecast(folder, *queues, name="f.csv", aht=300):
    starts = pd.date_range("2026-12-01T07:00", periods=24, freq="30min")
    pd.concat(
        [
            pd.DataFrame({"queue": each, "start": starts, "volume": DAY, "aht_s": aht})
            for each in queues
        ]
    ).to_csv(folder / name, index=False, date_format="%Y-%m-%dT%H:%M")


@pytest.fixture
def folder(tmp_path):
    forecast(tmp_path, "ventas")
    return tmp_path


def test_a_window_of_a_day_shows_both_answers(folder):
    ran = aforo(
        *("staff", "f.csv", "--out", "r.csv", "--window", "day", "--json"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    assert ran.err == ""
    table, found = pd.read_csv(folder / "r.csv"), ran.json
    assert found["method"] == {"mol": 24}
    assert found["agent_hours"] == table["agents"].sum() / 2
    assert found["by_interval_hours"] == table["agents_by_interval"].sum() / 2
    saved = found["by_interval_hours"] - found["agent_hours"]
    assert found["window_saves_hours"] == pytest.approx(saved)
    assert saved > 0
    # The goals hold over the day, not in each interval.
    share = (table["service_level"] * table["volume"]).sum() / table["volume"].sum()
    assert share >= 0.85
    busy = (table["occupancy"] * table["agents"]).sum() / table["agents"].sum()
    assert busy <= 0.65 + 1e-9
    assert (table["occupancy"] > 0.65 + 1e-9).any()


def test_the_planner_names_the_method_and_the_patience(folder):
    ran = aforo(
        *("staff", "f.csv", "--out", "r.csv", "--method", "lag", "--json"),
        *("--patience", 60, "--max-abandonment", 0.01, "--occupancy", 1),
        *("--min-agents", 6),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    table = pd.read_csv(folder / "r.csv")
    assert ran.json["method"] == {"lag": 24}
    assert set(table["method"]) == {"lag"}
    assert (table["abandonment"] <= 0.01 + 1e-8).all()
    # One in a hundred is the harder promise here; small intervals get the minimum.
    assert ran.json["binding"]["abandonment"] > 12
    assert set(table["binding"]) <= {"abandonment", "minimum", "service_level"}
    assert table["agents"].min() == 6
    assert table["agents_abandonment"].max() == table["agents"].max()


def test_abandonment_without_patience_has_no_answer(folder):
    ran = aforo(
        *("staff", "f.csv", "--out", "r.csv", "--max-abandonment", 0.05), folder=folder
    )

    assert ran.code == 3
    assert "max_abandonment" in ran.err
    assert "patience" in ran.err
    assert ran.out == ""
    assert not (folder / "r.csv").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--risk", 0.9], "--risk needs --paths"),
        (["--threshold", -1], "threshold"),
    ],
)
def test_arguments_that_cannot_be_are_refused(folder, words, message):
    ran = aforo("staff", "f.csv", "--out", "r.csv", *words, folder=folder)

    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert not (folder / "r.csv").exists()


def test_a_campaign_file_says_goals_and_channels_of_each_queue(folder):
    forecast(folder, "ventas", "soporte", "chat", "correo", "cobranza", name="all.csv")
    (folder / "history.csv").touch()
    (folder / "campaign.toml").write_text(
        """
        [campaign]
        name = "Hogar"
        timezone = "America/Bogota"
        [files]
        history = "history.csv"
        [goal]
        service_level = 0.85
        max_occupancy = 0.6
        occupancy_rule = "floor"
        [queues.soporte]
        patience_s = 90
        [queues.soporte.goal]
        service_level = 0.9
        max_occupancy = 0.5
        occupancy_rule = "band"
        window = "day"
        [queues.chat]
        channel = "chat"
        aht_by_concurrency = [300, 380, 480]
        [queues.correo]
        channel = "deferred"
        deadline_s = 14400
        [queues.cobranza]
        channel = "outbound"
        aht_s = 300
        """,
        encoding="utf-8",
    )

    ran = aforo(
        *("staff", "all.csv", "--out", "r.csv", "--goals", "campaign.toml", "--json"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    table = pd.read_csv(folder / "r.csv")
    methods = table.groupby("queue")["method"].unique().map(list).to_dict()
    assert methods == {
        "ventas": ["simulated"],
        "soporte": ["mol"],
        "chat": ["chat"],
        "correo": ["deferred"],
        "cobranza": ["outbound"],
    }
    assert ran.json["method"] == table["method"].value_counts().to_dict()
    agents = table.groupby("queue")["agents"].sum()
    # Three chats at once spare agents, and so does work that may wait.
    assert agents[["chat", "correo"]].max() < agents["ventas"]
    by_queue = {said.split(":")[0]: said for said in ran.json["occupancy_missed"]}
    idle = table[(table["queue"] == "ventas") & (table["occupancy"] < 0.6)]
    assert by_queue["ventas"] == (
        f"ventas: below 60% occupancy in {len(idle)} of 24 intervals"
    )
    assert by_queue["soporte"].startswith("soporte: outside 45% to 55% occupancy on ")
    assert by_queue["soporte"].endswith(" of 1 day")
    # Only soporte's goals hold over a day.
    longer = table.dropna(subset="agents_by_interval")
    assert set(longer["queue"]) == {"soporte"}


def test_what_a_campaign_says_is_not_said_by_options_too(folder):
    forecast(folder, "ventas", name="f.csv")
    (folder / "history.csv").touch()
    (folder / "campaign.toml").write_text(
        """
        [campaign]
        name = "Hogar"
        [files]
        history = "history.csv"
        [goal]
        service_level = 0.85
        [queues.venta]
        patience_s = 90
        """,
        encoding="utf-8",
    )
    words = ("staff", "f.csv", "--out", "r.csv", "--goals", "campaign.toml")

    both = aforo(*words, "--patience", "30", folder=folder)
    misspelt = aforo(*words, folder=folder)

    assert (both.code, misspelt.code) == (2, 2)
    assert "--patience has no effect beside --goals" in both.err
    assert "unknown queue 'venta'; did you mean 'ventas'?" in misspelt.err
    assert not (folder / "r.csv").exists()
