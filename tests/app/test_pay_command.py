"""``aforo pay`` as a user runs it: tables written, figures told, bad input."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.app.commands import aforo


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A schedule of two agents with their terms, and rules of a company."""
    path = tmp_path_factory.mktemp("pay")
    for name, text in {
        "schedule.csv": "agent,start,end,activity,queue\n"
        "ana,2026-11-28T22:00,2026-11-29T06:00,contacts,ventas\n"
        "luz,2026-11-30T08:00,2026-11-30T12:00,contacts,ventas\n"
        "luz,2026-11-30T12:00,2026-11-30T13:00,overtime,ventas\n",
        "agents.csv": "agent,contract,skills,rest_day,monthly_wage\n"
        "ana,42h,ventas,,\nluz,42h,ventas,0,2100000\n",
        "contracts.csv": "contract,weekly_minutes,min_day_minutes,max_day_minutes,"
        "min_days,max_days,regime\n42h,2520,240,540,5,6,ordinary\n",
        "rules.toml": "[rules]\ncountry = 'co'\nextra_holidays = [2026-11-28]\n",
    }.items():
        (path / name).write_text(text)
    return path


def test_pay_register_and_rest_days_are_written_and_summed_up(folder):
    ran = aforo(
        *("pay", "schedule.csv", "--out", "pay.csv", "--register", "extra.csv"),
        *("--rest-days", "rest.csv", "--agents", "agents.csv"),
        *("--contracts", "contracts.csv", "--json"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    pay = pd.read_csv(folder / "pay.csv")
    assert pay["code"].tolist() == ["RN", "RNDF", "RDF", "HEDDF"]
    assert pay["minutes"].tolist() == [120, 360, 240, 60]
    extra = pd.read_csv(folder / "extra.csv")
    assert extra.to_numpy().tolist() == [["luz", "2026-11-30", "ventas", "day", 60, 1]]
    assert pd.read_csv(folder / "rest.csv")["worked"].tolist() == [1, 1]
    # Ana 16.2 x 8,337.642857; Luz rests on Mondays: 10,000 x (4 x 1.9 + 2.15).
    assert ran.json["amount"] == pytest.approx(135_069.81 + 97_500)
    assert ran.json["hours_by_concept"]["rest_day_night"] == 6


def test_a_holiday_of_the_company_is_paid_as_one(folder):
    ran = aforo(
        *("pay", "schedule.csv", "--out", "own.csv", "--rules", "rules.toml"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    assert "rest day night" in ran.out
    assert pd.read_csv(folder / "own.csv")["minutes"].tolist()[:2] == [120, 360]
    assert pd.read_csv(folder / "own.csv")["code"].tolist()[0] == "RNDF"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--basis", "net"), "wage or cost"),
        (("--contracts", "contracts.csv"), "give the agents table"),
        (("--register", "bad.csv"), "another for each table"),
    ],
)
def test_what_cannot_be_paid_is_told_and_nothing_is_written(folder, words, message):
    ran = aforo("pay", "schedule.csv", "--out", "bad.csv", *words, folder=folder)

    assert ran.code == 2
    assert message in ran.err
    assert not (folder / "bad.csv").exists()
