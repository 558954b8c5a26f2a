"""A plan whose roster takes wishes, agreed hours, meetings, seats and locked days."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from app.files.campaign import read_campaign
from app.services.planning.chain import make_plan
from app.services.planning.folder import write_plan
from app.services.planning.inputs import read_inputs
from app.services.planning.need import rule_book_of
from app.services.planning.seats import seat_figures
from scheduling import validate
from tests.app.new_campaign import past_of_sales
from tests.app.report_page import Page

ZONE = "America/Bogota"
HISTORY = "\n".join(
    [
        past_of_sales(weeks=3, volume=6.0).strip(),
        *past_of_sales(weeks=3, volume=4.0, queue="chat").strip().splitlines()[1:],
    ]
)
AGENTS = (
    "agent,contract,skills,home_site,home_days\n"
    + "".join(f"A{number},42h,sales;chat,Centro,1\n" for number in range(1, 8))
    + "A8,24h,sales,,\n"
)
CONTRACTS = (
    "contract,weekly_minutes,min_day_minutes,max_day_minutes,min_days,max_days,regime\n"
    "42h,2520,420,540,5,6,ordinary\n24h,1440,240,480,3,5,ordinary\n"
)
# A shift of seven hours owes two pauses and has one: it was published so, and stays.
LOCKED = "agent,start,end,activity,queue\n" + "".join(
    f"A1,2026-11-30T{start},2026-11-30T{end},{activity},{queue}\n"
    for start, end, activity, queue in (
        ("08:00", "10:00", "contacts", "sales"),
        ("10:00", "10:15", "break", ""),
        ("10:15", "12:00", "contacts", "sales"),
        ("12:00", "13:00", "lunch", ""),
        ("13:00", "16:00", "contacts", "sales"),
    )
)
TABLES = {
    "history": HISTORY,
    "agents": AGENTS,
    "contracts": CONTRACTS,
    "availability": "agent,weekday,open,close\n"
    + "".join(f"A8,{day},12:00,\n" for day in range(5)),
    "preferences": "agent,weekday,open,close,wish\nA2,*,,09:00,avoid\nA3,4,,,off\n",
    "activities": "activity,name,minutes,earliest,latest,agents\n"
    "training,Fraude,60,2026-12-01,2026-12-03,A2;A3\n"
    "meeting,De noche,30,2026-12-01T22:00,2026-12-01T23:00,A4\n",
    "sites": "site,seats\nCentro,6\n",
    "locked": LOCKED,
}
HEAD = """
[campaign]
name = "Prueba"
days = 7
locked_until = 2026-12-01
[goal]
service_level = 0.8
max_occupancy = 0.8
[queues.sales]
importance = 3
[rules]
removed_holidays = [2026-12-08]
"""


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    folder = tmp_path_factory.mktemp("campaign")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    listed = "\n".join(f'{name} = "{name}.csv"' for name in TABLES)
    path = folder / "campaign.toml"
    path.write_text(f"{HEAD}[files]\n{listed}\n", encoding="utf-8")
    given = read_campaign(path)
    return given.campaign, read_inputs(given.campaign, given.files)


@pytest.fixture(scope="module")
def plan(campaign):
    return make_plan(*campaign)


def test_only_what_was_locked_breaks_a_rule_and_the_plan_says_so(campaign, plan):
    asked, inputs = campaign

    found = validate(
        plan.tables["schedule"],
        inputs.agents,
        inputs.contracts,
        requirement=plan.tables["requirement"],
        availability=inputs.availability,
        sites=inputs.sites,
        rules=rule_book_of(asked),
        timezone=ZONE,
    )

    assert found[["agent", "rule"]].to_numpy().tolist() == [["A1", "break_missing"]]
    assert plan.summary["violations"] == 1
    pd.testing.assert_frame_equal(plan.tables["violations"], found)


def test_locked_days_stay_and_who_was_off_is_off(plan):
    schedule = plan.tables["schedule"]

    monday = schedule[schedule["start"].dt.date == pd.Timestamp("2026-11-30").date()]

    assert set(monday["agent"]) == {"A1"}
    assert monday["activity"].tolist() == [
        *("contacts", "break", "contacts", "lunch", "contacts")
    ]


def test_hours_agreed_are_kept(plan):
    schedule = plan.tables["schedule"]

    student = schedule[schedule["agent"] == "A8"]

    assert len(student)
    assert (student["start"].dt.hour >= 12).all()


def test_the_summary_says_what_was_wished_shared_and_missed(plan):
    summary = plan.summary

    assert 0 < summary["wishes"]["met"] <= summary["wishes"]["asked"]
    assert set(summary["spread"]) == {"nights", "sundays", "late_ends"}
    assert summary["missed"] == [
        {
            "activity": "meeting",
            "name": "De noche",
            "agent": "A4",
            "reason": "does not work between earliest and latest",
        }
    ]
    (site,) = summary["seats"]
    assert (site["site"], site["agents"], site["seats"]) == ("Centro", 7, 6)
    assert 0 < site["most"] <= 6
    assert json.loads(json.dumps(summary)) == summary


def test_training_is_in_the_schedule_with_its_name(plan):
    schedule = plan.tables["schedule"]

    training = schedule[schedule["activity"] == "training"]

    assert set(training["agent"]) == {"A2", "A3"}
    assert set(training["name"]) == {"Fraude"}


def test_the_schedule_written_says_where_it_is_worked(plan, tmp_path):
    write_plan(plan, tmp_path)

    written = pd.read_csv(tmp_path / "schedule.csv")
    broken = pd.read_csv(tmp_path / "violations.csv")

    assert set(written["place"]) <= {"site", "home"}
    assert broken["rule"].tolist() == ["break_missing"]


def test_the_report_tells_it_in_both_languages(plan):
    page = Page(plan.report)

    for language, reason in (
        ("es", "De noche (Reunión) A4 no trabaja en el tiempo dado"),
        ("en", "De noche (Meeting) A4 does not work between earliest and latest"),
    ):
        assert reason in page[language]
        assert "break_missing" in page[language]


def test_seats_are_taken_at_work_and_not_at_lunch_or_at_home():
    def at(hour):
        return pd.Timestamp(f"2026-11-30T{hour:02d}:00", tz=ZONE)

    rows = [
        ("A1", 8, 10, "contacts", "site"),
        ("A1", 10, 11, "lunch", "site"),
        ("A2", 10, 12, "contacts", "site"),
        ("A3", 8, 12, "contacts", "home"),
        ("A4", 8, 12, "contacts", "site"),
    ]
    schedule = pd.DataFrame(
        [(who, at(low), at(high), what, where) for who, low, high, what, where in rows],
        columns=["agent", "start", "end", "activity", "place"],
    )
    agents = pd.DataFrame(
        {
            "agent": ["A1", "A2", "A3", "A4"],
            "home_site": ["Centro", "Centro", "Centro", ""],
        }
    )
    sites = pd.DataFrame({"site": ["Centro", "Norte"], "seats": [5, 2]})

    assert seat_figures(schedule, agents, sites) == [
        {"site": "Centro", "agents": 3, "seats": 5, "most": 1, "home_days": 1},
        {"site": "Norte", "agents": 0, "seats": 2, "most": 0, "home_days": 0},
    ]
