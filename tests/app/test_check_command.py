"""The referee's command: what a supervisor reads, what a program reads."""

from __future__ import annotations

import pytest

from tests.app.commands import aforo

TABLES = {
    "schedule": "agent,start,end,activity,queue\n"
    "A1,2026-11-10T07:00,2026-11-10T11:00,contacts,ventas\n"
    "A2,2026-11-10T07:00,2026-11-10T10:00,contacts,ventas\n",
    "agents": "agent,contract,skills,home_site\nA1,42h,voz,norte\nA2,42h,voz,norte\n",
    "contracts": "contract,weekly_minutes,min_day_minutes,max_day_minutes,min_days,"
    "max_days,regime\n42h,2520,240,540,1,6,ordinary\n",
    "availability": "agent,weekday,open,close\nA1,1,08:00,12:00\n",
    "sites": "site,seats\nnorte,1\n",
    "history": "queue,start,offered\n",
}
CAMPAIGN = """
[campaign]
name = "Ventas"
client = "Cliente"
[files]
history = "history.csv"
[goal]
service_level = 0.8
[queues.ventas]
skill = "voz"
"""


@pytest.fixture
def folder(tmp_path):
    """Two agents of one site with one seat, and the skill that their queue needs."""
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text)
    (tmp_path / "campaign.toml").write_text(CAMPAIGN)
    return tmp_path


def _check(folder, *more):
    given = ("agents", "contracts", "availability", "sites")
    tables = [word for name in given for word in (f"--{name}", f"{name}.csv")]
    return aforo("check", "schedule.csv", *tables, *more, folder=folder)


def test_violations_are_counted_by_rule(folder):
    ran = _check(folder, "--goals", "campaign.toml", "--json")

    assert ran.code == 3
    assert ran.json == {
        "violations": 4,
        "rules": {"availability": 1, "break_missing": 1, "day_minimum": 1, "seats": 1},
    }


def test_a_queue_needs_its_own_name_where_no_campaign_says_its_skill(folder):
    ran = _check(folder, "--json")

    assert ran.json["rules"]["skill"] == 2


def test_the_terminal_shows_counts_and_then_rows(folder):
    ran = _check(folder, "--goals", "campaign.toml")

    assert ran.code == 3
    assert "Violations: 4; agents concerned: 2" in ran.out
    assert ran.out.index("seats") < ran.out.index("norte")


def test_a_lawful_schedule_ends_with_code_0(folder):
    (folder / "schedule.csv").write_text(
        "agent,start,end,activity,queue\n"
        "A1,2026-11-10T08:00,2026-11-10T10:00,contacts,ventas\n"
        "A1,2026-11-10T10:00,2026-11-10T10:15,break,\n"
        "A1,2026-11-10T10:15,2026-11-10T12:00,contacts,ventas\n"
        "A2,2026-11-10T12:00,2026-11-10T14:00,contacts,ventas\n"
        "A2,2026-11-10T14:00,2026-11-10T14:15,break,\n"
        "A2,2026-11-10T14:15,2026-11-10T16:00,contacts,ventas\n"
    )

    ran = _check(folder, "--goals", "campaign.toml")

    assert (ran.code, ran.out.strip()) == (0, "no violation")
