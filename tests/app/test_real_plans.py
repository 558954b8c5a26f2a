"""The whole chain on two real centres, where the shared data are at hand."""

from __future__ import annotations

import pandas as pd
import pytest

from app.files.read import read_table
from scheduling import validate
from tests.app.commands import SHARED, aforo
from wfm.tables import REQUIREMENT, SCHEDULE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SHARED / "data").is_dir(), reason="the shared real data are not here"
    ),
]

CAMPAIGN = """
[campaign]
name = "{name}"
timezone = "{zone}"
country = "{country}"
days = 7
[files]
history = "{path}"
[goal]
service_level = 0.85
{queues}
"""


def planned(folder, **values):
    """Plan a real centre for a week; its summary."""
    path = SHARED / "data" / values["file"]
    text = CAMPAIGN.format(path=path.as_posix(), **values)
    (folder / "campaign.toml").write_text(text)
    ran = aforo("plan", "campaign.toml", "--out", "plan", "--json", folder=folder)
    assert ran.code == 0, ran.err
    return ran.json


def lawful(folder, zone):
    """Whether the referee finds nothing in the shifts written."""
    read = {
        name: read_table(folder / "plan" / f"{name}.csv", table, timezone=zone)
        for name, table in (("shifts", SCHEDULE), ("requirement", REQUIREMENT))
    }
    found = validate(
        read["shifts"], requirement=read["requirement"], rules="none", timezone=zone
    )
    return found.empty


def test_a_bank_without_handle_times_or_agents_ends_with_shifts(tmp_path):
    zone = "America/New_York"

    summary = planned(
        tmp_path,
        name="US bank",
        zone=zone,
        country="US",
        file="us_bank_2003_30min.csv.gz",
        queues="[queues.bank]\naht_s = 300\n",
    )

    assert summary["headcount_available"] is None
    assert summary["headcount_needed"] > 300
    assert summary["coverage"] > 0.95
    assert "agents" in summary["absent"]["schedule.csv"]
    assert lawful(tmp_path, zone)
    # It is closed at week-ends: no row then.
    starts = pd.to_datetime(pd.read_csv(tmp_path / "plan" / "forecast.csv")["start"])
    assert set(starts.dt.day_of_week) == {0, 1, 2, 3, 4}


def test_a_bank_with_six_queues_and_odd_hours_ends_with_shifts(tmp_path):
    zone = "Asia/Jerusalem"

    summary = planned(
        tmp_path,
        name="IL bank",
        zone=zone,
        country="IL",
        file="il_bank_1999_feb_30min_queues.csv.gz",
        queues="",
    )

    assert {row["queue"] for row in summary["queues"]} == {
        *("IN", "NE", "NW", "PE", "PS", "TT")
    }
    assert lawful(tmp_path, zone)
    # Between one and five at night a few call and nobody is there: closed.
    starts = pd.to_datetime(pd.read_csv(tmp_path / "plan" / "forecast.csv")["start"])
    assert not starts.dt.hour.isin([1, 2, 3, 4]).any()
