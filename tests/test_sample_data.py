"""The sample campaign is reproducible, keeps its contracts and is what it says."""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

import pandas as pd
import pytest

from app.files.campaign import read_campaign
from app.files.read import read_table
from scheduling.validate import validate
from wfm.holidays import public_holidays
from wfm.performance.adherence import adherence
from wfm.tables import (
    ACTIVITIES,
    AGENTS,
    AVAILABILITY,
    CONTRACTS,
    HISTORY,
    OPENING,
    PREFERENCES,
    SCHEDULE,
    SPECIAL_DAYS,
    STATES,
    TIME_OFF,
)

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "sample_data"
TIMEZONE = "America/Bogota"
TABLES = {
    "history.csv.gz": HISTORY,
    "opening.csv": OPENING,
    "special_days.csv": SPECIAL_DAYS,
    "agents.csv": AGENTS,
    "contracts.csv": CONTRACTS,
    "time_off.csv": TIME_OFF,
    "schedule_worked.csv": SCHEDULE,
    "states.csv": STATES,
    "availability.csv": AVAILABILITY,
    "preferences.csv": PREFERENCES,
    "activities.csv": ACTIVITIES,
}
WRITTEN_BY_HAND = ("campaign.toml", "README.md")
OUTAGE_DAY = pd.Timestamp("2026-09-23")


class Run(NamedTuple):
    """What one run of the generator wrote and printed."""

    folder: pathlib.Path
    printed: str


def generate(script: pathlib.Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The generator run in a copy of its folder, as an installed wheel has it."""
    folder = tmp_path_factory.mktemp("installed") / "sample_data"
    folder.mkdir()
    for path in [*FOLDER.glob("*.py"), *(FOLDER / name for name in WRITTEN_BY_HAND)]:
        shutil.copyfile(path, folder / path.name)
    printed = generate(folder / "generate.py", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    return Run(folder, printed)


@pytest.fixture(scope="module")
def tables():
    return {
        name: read_table(FOLDER / name, table, timezone=TIMEZONE)
        for name, table in TABLES.items()
    }


@pytest.fixture(scope="module")
def days(tables):
    """Contacts offered by day (naive midnight) and queue."""
    history = tables["history.csv.gz"]
    date = history["start"].dt.tz_localize(None).dt.normalize()
    return history.assign(date=date).pivot_table(
        index="date", columns="queue", values="offered", aggfunc="sum"
    )


def contents(path: pathlib.Path) -> bytes:
    """Bytes of a file; of a packed one those inside, as packers differ by machine."""
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


@pytest.mark.parametrize("name", TABLES)
def test_the_committed_files_are_those_of_the_default_seed(moved, name):
    """Written elsewhere, in another time zone and with another hash seed."""
    assert contents(moved.folder / name) == contents(FOLDER / name)


def test_the_packed_history_carries_neither_a_time_nor_a_file_name(moved):
    flags_and_time = (moved.folder / "history.csv.gz").read_bytes()[3:8]

    assert flags_and_time == bytes(5)


def test_another_seed_gives_another_campaign_that_is_as_lawful(tmp_path):
    out = tmp_path / "new" / "folder"

    generate(FOLDER / "generate.py", "--seed", "8", "--out", str(out))

    assert {path.name for path in out.iterdir()} == {*TABLES, *WRITTEN_BY_HAND}
    for name in ("history.csv.gz", "agents.csv", "schedule_worked.csv", "states.csv"):
        assert (out / name).read_bytes() != (FOLDER / name).read_bytes()
    other = {
        name: read_table(out / name, table, timezone=TIMEZONE)
        for name, table in TABLES.items()
    }
    assert violations(other).empty


def test_the_folder_is_small():
    size = sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file())

    assert size < 1_500_000


def test_the_campaign_file_names_every_table_and_leaves_nothing_to_defaults():
    read = read_campaign(FOLDER / "campaign.toml")

    assert {path.name for path in read.files.values()} == set(TABLES)
    assert read.campaign.start == pd.Timestamp("2026-11-30").date()
    assert read.campaign.defaults == ()
    assert set(read.campaign.queues) == {"soporte", "ventas", "chat"}


def test_every_offered_contact_was_answered_or_abandoned(tables):
    history = tables["history.csv.gz"]

    assert (history["answered"] + history["abandoned"] == history["offered"]).all()
    assert (history["answered_in_threshold"] <= history["answered"]).all()
    assert (history["aht_s"].isna() == (history["answered"] == 0)).all()


def test_the_history_is_26_weeks_that_end_on_a_fixed_sunday(days):
    assert days.index[0] == pd.Timestamp("2026-05-25")
    assert days.index[-1] == pd.Timestamp("2026-11-22")
    assert len(days) == 26 * 7


def test_the_moved_monday_is_there_and_lower(days):
    moved_monday = pd.Timestamp("2026-07-13")
    around = [moved_monday - pd.Timedelta(weeks=1), moved_monday + pd.Timedelta(days=1)]

    for queue in ("soporte", "chat"):
        assert (days.loc[moved_monday, queue] < 0.75 * days.loc[around, queue]).all()
    assert pd.isna(days.loc[moved_monday, "ventas"])


def test_paydays_are_higher_than_the_same_weekday_around_them(days):
    payday = pd.Timestamp("2026-10-15")
    week = pd.Timedelta(weeks=1)

    ordinary = days.loc[[payday - 3 * week, payday + week]].mean()

    assert (days.loc[payday] > 1.05 * ordinary).all()


def test_an_outage_leaves_almost_no_contacts(tables):
    history = tables["history.csv.gz"]
    wall = history["start"].dt.tz_localize(None)
    hours = (wall >= OUTAGE_DAY + pd.Timedelta(hours=10.5)) & (
        wall < OUTAGE_DAY + pd.Timedelta(hours=13)
    )

    outage = history[hours]

    assert len(outage) == 3 * 5
    assert outage["offered"].max() < 12
    listed = tables["special_days.csv"]["date"]
    assert not (listed == OUTAGE_DAY).any()


def test_half_hours_are_missing_where_the_export_lost_them(tables):
    history = tables["history.csv.gz"]
    lost = history["start"].between(
        pd.Timestamp("2026-08-19 14:00", tz=TIMEZONE),
        pd.Timestamp("2026-08-19 15:00", tz=TIMEZONE),
    )

    assert set(history.loc[lost, "queue"]) == {"ventas", "chat"}


@pytest.mark.parametrize("queue", ["soporte", "ventas", "chat"])
def test_counts_are_two_to_three_times_as_noisy_as_poisson(tables, queue):
    """Pearson dispersion about day total x weekday profile, ordinary days."""
    history = tables["history.csv.gz"]
    rows = history[history["queue"] == queue]
    wall = rows["start"].dt.tz_localize(None)
    rows = rows.assign(
        date=wall.dt.normalize(), weekday=wall.dt.day_of_week, time=wall.dt.time
    )
    holidays = pd.to_datetime(list(public_holidays("CO", [2026])))
    rows = rows[~rows["date"].isin([*holidays, OUTAGE_DAY])]

    profile = rows.groupby(["weekday", "time"])["offered"].transform("sum")
    share = profile / rows.groupby("weekday")["offered"].transform("sum")
    expected = share * rows.groupby("date")["offered"].transform("sum")
    freedom = len(rows) - rows["date"].nunique() - 7 * 32
    dispersion = ((rows["offered"] - expected) ** 2 / expected).sum() / freedom

    assert 1.6 < dispersion < 3.2


def test_the_crew_has_three_contracts_and_agents_with_two_skills(tables):
    agents = tables["agents.csv"]

    assert agents["contract"].value_counts().to_dict() == {
        "42h": 72,
        "36h": 30,
        "24h": 18,
    }
    assert agents["skills"].str.contains(";").mean() == pytest.approx(0.25)
    assert agents["available_from"].notna().sum() == 2
    assert agents["available_until"].notna().sum() == 1


def violations(read):
    return validate(
        read["schedule_worked.csv"],
        read["agents.csv"],
        read["contracts.csv"],
        time_off=read["time_off.csv"],
        availability=read["availability.csv"],
    )


def test_the_referee_finds_nothing_in_the_worked_week(tables):
    assert violations(tables).empty


def test_agents_take_contacts_only_while_their_queue_is_open(tables):
    segments = tables["schedule_worked.csv"].query("activity == 'contacts'")
    opening = tables["opening.csv"]
    segments = segments.assign(weekday=segments["start"].dt.day_of_week)
    joined = segments.merge(opening, on=["queue", "weekday"], how="left")
    day = joined["start"].dt.normalize()
    minute = pd.Timedelta(minutes=1)

    assert (joined["start"] >= day + joined["open"] * minute).all()
    assert (joined["end"] <= day + joined["close"] * minute).all()
    holiday = segments["start"].dt.date == pd.Timestamp("2026-11-16").date()
    assert "ventas" not in set(segments.loc[holiday, "queue"])


def test_the_logged_day_has_one_missing_log_out_and_one_absent_agent(tables):
    schedule, states = tables["schedule_worked.csv"], tables["states.csv"]
    logged = schedule["start"].dt.date == pd.Timestamp("2026-11-22").date()
    scheduled = set(schedule.loc[logged, "agent"])

    still_open = states[states["end"].isna()]

    assert len(still_open) == 1
    assert (
        still_open.index[0]
        == states.index[states["agent"] == still_open.iloc[0, 0]][-1]
    )
    assert len(scheduled) >= 35
    assert len(scheduled - set(states["agent"])) == 1
    assert set(states["agent"]) <= scheduled


def test_adherence_of_the_logged_day_is_good_with_a_few_exceptions(tables):
    result = adherence(
        tables["schedule_worked.csv"], tables["states.csv"], timezone=TIMEZONE
    )

    overall = result["adherent_minutes"].sum() / result["scheduled_minutes"].sum()
    assert 0.93 < overall < 0.955
    assert 3 <= (result["adherence"] < 0.85).sum() <= 6
    assert not result.attrs["unmapped"]


def test_the_readme_names_every_file_and_column(tables):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert "synthetic" in text
    for path in FOLDER.iterdir():
        if path.is_file() and path.name != "README.md":
            assert path.name in text
    for name, table in tables.items():
        section = re.search(rf"^### {name}$(.*?)^##", text, re.DOTALL | re.MULTILINE)
        assert section, name
        for column in table:
            assert f"| `{column}` |" in section[1], f"{name}: {column}"


def test_the_sizing_in_the_readme_is_what_the_generator_prints(moved):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert moved.printed.strip() in text
    ratios = [float(line.split("|")[-2]) for line in moved.printed.splitlines()[2:]]
    assert len(ratios) == 4
    assert 1.12 <= max(ratios) <= 1.25
