"""A campaign in the store with a plan of forty agents, and accounts around it."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pandas as pd

from app.services.access import COMMAND_LINE, Actor, Role
from app.services.campaigns.stored import add_campaign
from app.services.planning.chain import Plan
from app.services.plans.stored import plan_parts, save_plan_parts
from app.storage.versions import Origin
from tests.app.plan_folder import AGENTS, DAYS, FIRST, QUEUES, plan_folder
from wfm.intervals import midnight
from wfm.schedule import with_shifts
from wfm.tables import AGENTS as AGENTS_TABLE
from wfm.tables import CONTRACTS as CONTRACTS_TABLE

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.engine import Store
    from app.storage.versions import Version

NORTH, SOUTH = "Equipo Norte", "Equipo Sur"
FIRST_DAY = FIRST.date()
CONTRACTS = (
    "contract,weekly_minutes,min_day_minutes,max_day_minutes,min_days,max_days,regime\n"
    "42h,2520,240,540,1,6,ordinary\n"
)
_CAMPAIGN = """[campaign]
name = "Soporte hogar"
start = {start}
days = {days}
interval = 30
[files]
opening = "opening.csv"
launches = "launches.csv"
contracted = "contracted.csv"
agents = "agents.csv"
contracts = "contracts.csv"
[goal]
service_level = 0.85
"""


def people_text() -> str:
    """Agents table: every second one is of the other team."""
    skills = ";".join(QUEUES)
    rows = [
        f"A{n + 1:03d},Persona {n + 1},42h,{skills},{SOUTH if n % 2 else NORTH},Bogotá"
        for n in range(AGENTS)
    ]
    return "\n".join(["agent,name,contract,skills,team,home_site", *rows, ""])


def people_frame() -> pd.DataFrame:
    """The same, typed."""
    return AGENTS_TABLE.parse(pd.read_csv(StringIO(people_text()), dtype="str"))


def contracts_frame() -> pd.DataFrame:
    """Contracts table, typed."""
    return CONTRACTS_TABLE.parse(pd.read_csv(StringIO(CONTRACTS), dtype="str"))


def write_files(folder: Path, first: date = FIRST_DAY) -> Path:
    """Write campaign file and tables."""
    tables = {
        "agents": people_text(),
        "contracts": CONTRACTS,
        "opening": "queue,weekday,open,close\n"
        + "".join(f"{q},{d},07:00,20:00\n" for q in QUEUES for d in range(7)),
        "launches": "queue,sector,ramp_weeks,start_share,aht_s,learning_extra\n"
        + "".join(f"{q},telecom,6,0.2,420,0.3\n" for q in QUEUES),
        "contracted": "queue,month,volume\n"
        + "".join(
            f"{q},{first + timedelta(days=d):%Y-%m},9000\n"
            for q in QUEUES
            for d in (0, 31)
        ),
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    path = folder / "campaign.toml"
    path.write_text(_CAMPAIGN.format(start=first, days=DAYS), encoding="utf-8")
    return path


def add(store: Store, folder: Path, first: date = FIRST_DAY) -> tuple[int, Version]:
    """Campaign with its plan, saved; the number of the one and the version."""
    campaign_id = add_campaign(store, COMMAND_LINE, write_files(folder, first))
    return campaign_id, add_plan(store, campaign_id, first)


def add_plan(
    store: Store, campaign_id: int, first: date = FIRST_DAY, **more: object
) -> Version:
    """Save a plan that starts on a day; further figures go into its summary."""
    made = plan_folder()
    later = pd.Timestamp(first) - FIRST
    tables = {
        name: _later(frame, later)
        for name, frame in made.tables.items()
        if name in ("forecast", "requirement", "coverage", "schedule", "adherence")
    }
    tables["schedule"] = tables["schedule"].drop(columns="team")
    plan = Plan(tables, {**made.summary, "start": first.isoformat(), **more}, "")
    with store.writing() as connection:
        return save_plan_parts(
            connection,
            campaign_id=campaign_id,
            parts=plan_parts(plan),
            origin=Origin(reason="test"),
        )


def _later(frame: pd.DataFrame, by: pd.Timedelta) -> pd.DataFrame:
    times = frame.select_dtypes(["datetime64", "datetimetz"]).columns
    return frame.assign(**{name: frame[name] + by for name in times})


def planner(campaign_id: int, account_id: int = 1, name: str = "Paula") -> Actor:
    """Planner of the campaign."""
    return actor(Role.PLANNER, campaign_id, account_id=account_id, name=name)


def actor(role: Role, campaign_id: int, **more: object) -> Actor:
    """Account of a role, on the campaign."""
    given: dict[str, object] = {
        "account_id": 1,
        "name": role.value,
        "campaigns": frozenset({campaign_id}),
    }
    return Actor(role=role, **(given | more))  # type: ignore[arg-type]


def shift(schedule: pd.DataFrame, agent: str, number: int = 0) -> pd.DataFrame:
    """Segments of a shift of an agent, by its place in order."""
    rows = with_shifts(schedule[schedule["agent"] == agent])
    numbers = rows["shift"].unique()
    return rows[rows["shift"] == numbers[number]].reset_index(drop=True)


def on(schedule: pd.DataFrame, agent: str, day: date) -> pd.DataFrame:
    """Segments of an agent that start on a day."""
    mine = (schedule["agent"] == agent) & (
        midnight(schedule["start"]) == pd.Timestamp(day)
    )
    return schedule[mine].reset_index(drop=True)
