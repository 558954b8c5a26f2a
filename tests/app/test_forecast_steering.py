from __future__ import annotations

import json

import pandas as pd
import pytest

from app.cli import demand, steering
from app.services.forecasts.kept import Made, keep_version, read_version
from tests.app.commands import aforo
from tests.forecasting.builders import make_history
from wfm.errors import InputError, ParameterError, StoreError

NOW = pd.Timestamp("2026-11-30T12:00:00Z").to_pydatetime()


@pytest.fixture
def folder(tmp_path):
    """A folder with a history, a contract and a decision."""
    make_history().to_csv(tmp_path / "history.csv", index=False)
    (tmp_path / "contract.csv").write_text(
        "queue,month,volume\nhogar,2026-11,30000\nhogar,2026-12,31000\n"
    )
    (tmp_path / "overrides.csv").write_text(
        "queue,start,end,kind,value,author,reason\n"
        "sales,2026-12-01T09:00,2026-12-01T10:00,factor,1.2,Ana,campaña\n"
    )
    return tmp_path


def test_new_queues_overrides_and_versions_go_together(folder):
    ran = aforo(
        *("forecast", "history.csv", "--days", 7, "--country", "none"),
        *("--contracted", "contract.csv", "--analog", "hogar=sales"),
        *("--overrides", "overrides.csv", "--versions", "versions"),
        *("--author", "Ana", "--reason", "plan", "--out", "a.csv", "--json"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    assert ran.json["overridden"] == [
        {
            "queue": "sales",
            "start": "2026-12-01T09:00:00",
            "end": "2026-12-01T10:00:00",
            "intervals": 2,
            "what": "times 1.2: campaña (Ana)",
            "kind": "factor",
            "value": 1.2,
            "author": "Ana",
            "reason": "campaña",
        }
    ]
    assert [*steering.rows(ran.json)] == [
        ("methods", ran.json["methods"]["sales"]),
        (
            "overridden",
            "2 intervals of sales, 2026-12-01T09:00 to 2026-12-01T10:00: times 1.2: "
            "campaña (Ana)",
        ),
        ("version", ran.json["version"]),
    ]
    note = json.loads((folder / f"versions/{ran.json['version']}.json").read_text())
    assert (note["author"], note["reason"], note["model"]) == ("Ana", "plan", "auto")
    written = pd.read_csv(folder / "a.csv").groupby("queue")["volume"].sum()
    assert note["contacts"] == pytest.approx(written.sum())
    assert set(written.index) == {"hogar", "sales"}


def test_a_contract_alone_is_enough_and_nothing_is_too_little(folder):
    ran = aforo(
        "forecast",
        "--contracted",
        "contract.csv",
        "--sector",
        "hogar=telecom",
        "--from",
        "2026-11-30",
        "--out",
        "f.csv",
        "--json",
        folder=folder,
    )

    assert ran.code == 0, ran.err
    assert ran.json["contacts"] == pytest.approx(31000 * 28 / 31, rel=0.05)
    with pytest.raises(InputError, match="give a history"):
        demand.forecast(folder / "g.csv")
    assert not (folder / "g.csv").exists()


def test_an_interval_is_explained_on_the_terminal_and_in_a_file(folder):
    ran = aforo(
        "explain",
        "history.csv",
        "--at",
        "2026-12-01T09:10",
        "--overrides",
        "overrides.csv",
        "--out",
        "why.csv",
        folder=folder,
    )

    assert ran.code == 0, ran.err
    assert "Tuesday 2026-12-01 09:00" in ran.out
    assert "times 1.2: campaña (Ana)" in ran.out
    pieces = pd.read_csv(folder / "why.csv")
    assert pieces["piece"].iloc[[0, -1]].tolist() == ["level", "override"]


def test_two_forecasts_are_compared_with_what_came(folder):
    made = make_history().query("start >= '2026-11-23'")
    for name, share in (("a", 1.1), ("b", 1.0)):
        volume = made["offered"] * share
        rows = made.assign(volume=volume).drop(columns="offered")
        rows.to_csv(folder / f"{name}.csv", index=False)

    ran = aforo(
        *("compare", "a.csv", "b.csv", "--history", "history.csv", "--out", "c.csv"),
        folder=folder,
    )

    assert ran.code == 0, ran.err
    table = pd.read_csv(folder / "c.csv")
    assert table["nearer"].tolist() == ["second"] * 7
    assert "the first on 0 days, the second on 7" in ran.out
    assert "2026-11-29" in ran.out


@pytest.mark.parametrize(
    ("analog", "sector"), [(["hogar"], None), (None, ["hogar="]), (["=sales"], None)]
)
def test_a_pair_of_names_is_needed(analog, sector):
    with pytest.raises(ParameterError, match="given as QUEUE=NAME"):
        steering.new_queues(None, None, analog, sector)


def test_a_queue_is_not_launched_by_table_and_by_option(tmp_path):
    (tmp_path / "launches.csv").write_text("queue,ramp_weeks\nhogar,4\n")

    with pytest.raises(ParameterError, match="not by both"):
        steering.new_queues(tmp_path / "launches.csv", None, ["hogar=sales"], None)
    given = steering.new_queues(tmp_path / "launches.csv", None, ["b=sales"], ["b=x"])
    assert given["launches"]["queue"].tolist() == ["hogar", "b"]


def made(**changes):
    fields = {
        "at": NOW,
        "author": "Ana",
        "reason": "plan",
        "model": "auto",
        "inputs": "0123456789abcdef",
        "settings": {"days": 7},
    }
    return Made(**(fields | changes))


def table(volume):
    starts = pd.to_datetime(["2026-11-30T08:00"]).tz_localize("America/Bogota")
    return pd.DataFrame({"queue": "a", "start": starts.as_unit("us"), "volume": volume})


def test_a_version_is_never_written_over(tmp_path):
    first = keep_version(tmp_path, table([1.0]), made())
    second = keep_version(tmp_path, table([2.0]), made(reason="again"))

    assert (first, second) == (
        "20261130T120000-01234567",
        "20261130T120000-01234567-2",
    )
    kept = read_version(first, tmp_path, timezone="America/Bogota")
    pd.testing.assert_frame_equal(kept, table([1.0]))
    note = json.loads((tmp_path / f"{second}.json").read_text())
    assert note["reason"] == "again"
    assert note["at"] == "2026-11-30T12:00:00+00:00"


def test_a_version_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match="is no file, and no version in"):
        read_version("nope", tmp_path, timezone="UTC")
