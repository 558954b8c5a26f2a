"""The plan as the pages read it."""

from __future__ import annotations

import datetime as dt
import json
import os

import pandas as pd
import pytest

from app.files.write import write_table
from app.services.plans.plan import Plans
from tests.app.plan_folder import AGENTS, DAYS, TIMEZONE, plan_folder
from wfm.errors import StoreError, TableError
from wfm.tables import ADHERENCE, SCHEDULE

MONDAY = dt.date(2026, 11, 30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return plan_folder().write(tmp_path_factory.mktemp("plan"))


@pytest.fixture
def plans(folder):
    return Plans(folder)


def test_queues_come_with_the_busiest_first(plans):
    contacts = {row["queue"]: row["contacts"] for row in plans.summary["queues"]}

    assert list(plans.queues) == sorted(contacts, key=contacts.get, reverse=True)


def test_days_are_those_planned(plans):
    assert len(plans.days) == DAYS
    assert plans.days[0] == MONDAY


def test_a_day_of_a_queue_has_its_own_rows_only_and_in_the_plans_zone(plans):
    rows = plans.forecast("ventas", MONDAY)

    assert set(rows["queue"]) == {"ventas"}
    assert {time.date() for time in rows["start"]} == {MONDAY}
    assert str(rows["start"].dt.tz) == TIMEZONE
    assert rows["start"].is_monotonic_increasing


def test_a_week_has_seven_days(plans):
    rows = plans.requirement("chat", MONDAY, 7)

    assert rows["start"].dt.date.nunique() == 7


def test_coverage_of_all_queues_is_the_sum_of_each(plans):
    each = [plans.coverage(MONDAY, queue=queue) for queue in plans.queues]

    together = plans.coverage(MONDAY)

    assert not together["start"].duplicated().any()
    for name in ("required", "scheduled", "short", "over"):
        parts = sum(rows[name].sum() for rows in each)
        assert together[name].sum() == pytest.approx(parts)


def test_a_shift_over_midnight_is_on_both_its_days(tmp_path):
    folder = plan_folder().write(tmp_path)
    night = pd.DataFrame(
        {
            "agent": ["N1", "N1"],
            "start": pd.to_datetime(["2026-12-01T22:00", "2026-12-02T02:00"]),
            "end": pd.to_datetime(["2026-12-02T02:00", "2026-12-02T06:00"]),
            "activity": ["contacts", "contacts"],
            "queue": ["ventas", "ventas"],
        }
    )
    write_table(folder / "schedule.csv", night, SCHEDULE)
    plans = Plans(folder)

    assert len(plans.schedule(dt.date(2026, 12, 1))) == 2
    assert len(plans.schedule(dt.date(2026, 12, 2))) == 2
    assert plans.schedule(dt.date(2026, 12, 3)).empty


def test_teams_are_those_the_roster_names(plans):
    assert plans.teams == ("Equipo Norte", "Equipo Sur")


def test_without_agents_the_roster_is_anonymous(tmp_path):
    plans = Plans(plan_folder().write(tmp_path, without=("schedule",)))

    assert plans.anonymous
    assert plans.schedule(MONDAY)["agent"].str.startswith("shift ").all()


def test_an_absent_table_is_empty_typed_and_says_why(tmp_path):
    plans = Plans(plan_folder().write(tmp_path, without=("adherence", "requests")))

    assert plans.absent("adherence") == "the campaign has no adherence"
    assert plans.absent("forecast") is None
    assert plans.adherence.empty
    assert list(plans.adherence) == ADHERENCE.names
    assert plans.adherence["adherence"].dtype == "float64"
    assert plans.requests["decide_by"].dtype == "datetime64[us]"


def test_figures_behind_the_requests_are_typed(plans):
    rows = plans.requests

    assert rows["monthly_cost"].dtype == "float64"
    assert rows["temporary"].tolist() == [False, False, True]
    assert rows["feasible_from"].iloc[0] == pd.Timestamp("2027-01-12")


def test_weeks_have_hours_by_monday_and_skill(plans):
    weeks = plans.weeks

    assert (weeks["week"].dt.day_of_week == 0).all()
    gap = weeks["needed_hours"] - weeks["contracted_hours"]
    assert (gap - weeks["gap_hours"]).abs().max() < 1e-9


def test_a_plan_that_ran_again_is_seen_without_a_restart(tmp_path):
    folder = plan_folder().write(tmp_path)
    plans = Plans(folder)
    assert plans.summary["contacts"] > 0
    assert len(plans.adherence) == AGENTS

    summary = {**plans.summary, "contacts": -1.0}
    (folder / "summary.json").write_text(json.dumps(summary))
    rows = plans.adherence.head(3)
    write_table(folder / "adherence.csv", rows, ADHERENCE)
    os.utime(folder / "adherence.csv", ns=(1, 1))

    assert plans.summary["contacts"] == -1.0
    assert len(plans.adherence) == 3


def test_a_table_is_read_once_while_it_does_not_change(tmp_path):
    folder = plan_folder().write(tmp_path)
    plans, path = Plans(folder), folder / "adherence.csv"
    assert "A001" in set(plans.adherence["agent"])
    times = path.stat().st_mtime_ns

    path.write_text(path.read_text().replace("A001", "B001"))
    os.utime(path, ns=(times, times))

    assert "A001" in set(plans.adherence["agent"])


def test_what_a_page_does_to_a_table_does_not_reach_the_next_one(plans):
    rows = plans.adherence
    rows["adherence"] = 0.0

    assert plans.adherence["adherence"].max() > 0


def test_a_folder_without_a_plan_is_told(tmp_path):
    with pytest.raises(StoreError, match="there is no plan here"):
        _ = Plans(tmp_path).summary


def test_a_broken_summary_is_told(tmp_path):
    (tmp_path / "summary.json").write_text("{")

    with pytest.raises(TableError, match="is not JSON"):
        _ = Plans(tmp_path).summary


def test_a_summary_without_its_first_day_is_told(tmp_path):
    (tmp_path / "summary.json").write_text('{"days": 7, "interval": 30}')

    with pytest.raises(TableError, match="has no 'start'"):
        _ = Plans(tmp_path).days
