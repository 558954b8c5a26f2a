"""`aforo backtest` as a user runs it, and the page it draws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from app.files.read import read_table
from app.reports.accuracy import accuracy_page
from app.services.forecasts.accuracy import accuracy_figures
from forecasting import backtest
from tests.app.commands import aforo
from tests.app.report_page import Page
from tests.forecasting.builders import make_noisy
from wfm.tables import BACKTEST


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Eight weeks of one queue, with a holiday list."""
    folder = tmp_path_factory.mktemp("backtest")
    history = make_noisy(4, queue="ventas", weeks=8)
    history["start"] = history["start"].dt.strftime("%Y-%m-%dT%H:%M")
    history.to_csv(folder / "history.csv", index=False)
    (folder / "days.csv").write_text("date,name\n2026-10-20,Feria\n")
    (folder / "refused.csv").write_text(
        "id,queue,date,begin,end,kind,found,usual,reason,refused\n"
        "ventas,ventas,2026-10-12,00:00,24:00,spike,9,9,x,yes\n"
    )
    return folder


@pytest.fixture(scope="module")
def table():
    """Two models on normal days and a special one."""
    days = pd.DataFrame({"date": ["2026-11-20"], "name": ["Feria"]})
    return backtest(
        make_noisy(4), origins=2, days=14, models=["auto", "ewma"], special_days=days
    )


def test_it_writes_the_table_and_the_page_and_prints_the_tournament(folder):
    ran = aforo(
        "backtest",
        "history.csv",
        *("--out", "accuracy.csv", "--picture", "accuracy.html"),
        *("--model", "ewma", "--model", "auto", "--special-days", "days.csv"),
        *("--origins", "2", "--days", "14"),
        folder=folder,
    )

    assert (ran.code, ran.err) == (0, "")
    for said in ("auto *", "ewma", "4-week mean", "week before", "floor", "special"):
        assert said in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100
    written = read_table(folder / "accuracy.csv", BACKTEST, timezone="UTC")
    assert list(written["model"].unique()) == ["ewma", "auto"]
    assert (folder / "accuracy.html").read_text().startswith("<!doctype html>")


def test_it_fits_on_80_columns_and_counts_one_forecast_as_one(folder):
    ran = aforo(
        "backtest",
        "history.csv",
        *("--out", "narrow.csv", "--model", "seasonal_naive", "--workers", "1"),
        *("--origins", "1", "--days", "28"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    table = ran.out[: ran.out.index("1 forecast of")]
    assert max(map(len, map(str.rstrip, table.splitlines()))) <= 80
    assert "seasonal_naive " in ran.out


def test_a_history_of_zeros_has_no_accuracy(folder):
    history = make_noisy(4, weeks=8).assign(offered=0)
    history.to_csv(folder / "zeros.csv", index=False)
    words = ("backtest", "zeros.csv", "--out", "z.csv", "--model", "ewma")

    ran = aforo(*words, "--origins", "1", folder=folder)

    assert (ran.code, ran.out) == (3, "")
    assert "no contacts came on the days to compare with" in ran.err
    assert not (folder / "z.csv").exists()


def test_its_json_has_the_same_figures(folder):
    ran = aforo(
        "backtest",
        "history.csv",
        *("--out", "again.csv", "--model", "ewma", "--days", "7", "--json"),
        folder=folder,
    )

    written = read_table(folder / "again.csv", BACKTEST, timezone="UTC")
    whole = written[(written["horizon"] == "all") & (written["level"] == "interval")]
    model = ran.json["normal"]["models"][0]
    assert model["wape"] == pytest.approx(whole["wape"].iloc[0], abs=1e-6)
    assert ran.json["normal"]["floor"]["all"] == pytest.approx(
        whole["floor"].iloc[0], abs=1e-6
    )
    assert ran.json["origins"] == 8


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--days", "60"], 3, "has room for 0 of 8 origins"),
        (["--origins", "40"], 3, "of 40 origins"),
        (["--model", "prophet"], 2, "model must be one of auto"),
        (["--picture", "accuracy.png"], 2, "picture must be an .html name"),
        (["--special-days", "none.csv"], 2, "none.csv"),
        (["--refused", "refused.csv"], 2, "refused must be ids of changes"),
        (["--workers", "0"], 2, "workers must be at least 1"),
        (["--out", "accuracy.doc"], 2, "accuracy.doc"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(folder, words, code, message):
    before = {path.name for path in folder.iterdir()}

    out = [] if "--out" in words else ["--out", "no.csv"]
    fast = [] if "--model" in words else ["--model", "ewma"]
    ran = aforo("backtest", "history.csv", *out, *fast, *words, folder=folder)

    assert ran.code == code
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert {path.name for path in folder.iterdir()} == before


def test_the_best_model_comes_first_and_what_is_unknown_is_none(table):
    found = accuracy_figures(table)

    for kind in ("normal", "special"):
        errors = [model["wape"] for model in found[kind]["models"]]
        assert errors == sorted(errors)
    # The special day is in the second week only.
    assert list(found["special"]["floor"]) == ["week 1", "week 2", "all"]
    nothing = table.assign(staffing_cost=np.nan)
    model = accuracy_figures(nothing)["normal"]["models"][0]
    assert model["staffing_cost"] is None


def test_the_page_says_in_both_languages_how_good_the_models_are(table):
    page = Page(accuracy_page(table))

    whole = table[(table["horizon"] == "all") & (table["level"] == "interval")]
    auto = whole[(whole["model"] == "auto") & (whole["days"] == "normal")].iloc[0]
    percent = f"{100 * auto['wape']:.1f}"
    assert f"auto is off by {percent}% of the contacts" in page["en"]
    assert f"auto se equivoca en {percent.replace('.', ',')} %" in page["es"]
    for title in ("Error by interval", "Error by day", "Error by week"):
        assert title in page["en"]
    assert "Error por intervalo en días especiales" in page["es"]
    assert "Next day Week 1 Week 2 All" in page["en"]
    assert not page.open_tags


def test_a_bar_is_chance_then_what_the_model_adds(table):
    rows = table[(table["days"] == "normal") & (table["level"] == "interval")]
    worse = table.assign(wape=table["naive_wape"] + 0.1)
    names = [value for _, key, value in Page(accuracy_page(table)).attributes]
    names_worse = [value for _, key, value in Page(accuracy_page(worse)).attributes]

    assert "contracted" in names
    assert names.count("by-none") == names.count("mark") >= 2 * len(rows)
    assert "contracted" not in names_worse
    assert "short" in names_worse


def test_the_page_of_one_model_without_auto_speaks_of_that_one(table):
    page = Page(accuracy_page(table[table["model"] == "ewma"]))

    assert "ewma is off by" in page["en"]


def test_a_page_is_the_same_every_time(table):
    assert accuracy_page(table) == accuracy_page(table)
