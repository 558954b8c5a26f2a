"""A small plan folder, seeded: 3 queues, 14 days, 40 agents, one day of adherence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from app.files.write import encode_table, write_files
from wfm import tables

if TYPE_CHECKING:
    from pathlib import Path

TIMEZONE = "America/Bogota"
FIRST = pd.Timestamp("2026-11-30")
DAYS, INTERVAL, AGENTS = 14, 30, 40
QUEUES = {"ventas": ("voice", 60.0, 310), "soporte": ("voice", 42.0, 260)}
QUEUES["chat"] = ("chat", 24.0, 420)
OPEN, CLOSE = 7, 20
STATES = ("draft", "submitted", "in_recruitment")


@dataclass(frozen=True)
class PlanFolder:
    """Tables of the plan, before they are written."""

    tables: dict[str, pd.DataFrame]
    summary: dict

    def write(self, folder: Path, *, without: tuple[str, ...] = ()) -> Path:
        """Write the folder; tables left out are explained in the summary."""
        contracts = {
            "forecast": tables.FORECAST,
            "requirement": tables.REQUIREMENT,
            "coverage": tables.COVERAGE,
            "schedule": tables.SCHEDULE,
            "shifts": tables.SCHEDULE,
            "simulation": tables.SIMULATION,
            "adherence": tables.ADHERENCE,
            "requests": tables.REQUESTS,
        }
        absent = {f"{name}.csv": f"the campaign has no {name}" for name in without}
        summary = {**self.summary, "absent": absent}
        contents = {folder / "summary.json": json.dumps(summary).encode()}
        for name, frame in self.tables.items():
            if name not in without:
                path = folder / f"{name}.csv"
                contents[path] = encode_table(path, frame, contracts[name])
        write_files(contents)
        return folder


def plan_folder(seed: int = 7) -> PlanFolder:
    """Plan of made-up but consistent figures, the caller's own to change."""
    frames = _tables(seed)
    return PlanFolder(dict(frames), _summary(frames))


@cache
def _tables(seed: int) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    forecast = _forecast()
    requirement = _requirement(forecast)
    schedule = _schedule(rng)
    return {
        "forecast": forecast,
        "requirement": requirement,
        "coverage": _coverage(requirement, schedule),
        "schedule": schedule,
        "shifts": schedule.assign(agent="shift " + schedule["agent"].str[1:]),
        "simulation": _simulation(requirement),
        "adherence": _adherence(rng),
        "requests": _requests(),
    }


def _starts() -> pd.DatetimeIndex:
    every = pd.date_range(
        FIRST, periods=DAYS * 48, freq="30min", tz=TIMEZONE, unit="us"
    )
    return every[(every.hour >= OPEN) & (every.hour < CLOSE)]


def _forecast() -> pd.DataFrame:
    starts = _starts()
    hour = starts.hour + starts.minute / 60
    shape = np.exp(-(((hour - 10.5) / 2.6) ** 2)) + 0.7 * np.exp(
        -(((hour - 16) / 2.4) ** 2)
    )
    weekday = np.where(starts.day_of_week == 6, 0.35, 1.0)
    frames = []
    for queue, (_, peak, aht) in QUEUES.items():
        mean = np.round(peak * shape * weekday + 2, 3)
        spread = 1.6 * np.sqrt(mean)
        quantiles = {
            f"volume_p{name}": np.maximum(mean + z * spread, 0).round(3)
            for name, z in (
                ("025", -1.96),
                ("10", -1.28),
                ("50", 0.0),
                ("90", 1.28),
                ("975", 1.96),
            )
        }
        frames.append(
            pd.DataFrame(
                {
                    "queue": queue,
                    "start": starts,
                    "volume": mean,
                    **quantiles,
                    "aht_s": float(aht),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _requirement(forecast: pd.DataFrame) -> pd.DataFrame:
    load = forecast["volume"] * forecast["aht_s"] / 1800
    by_level = np.ceil(load + 1.1 * np.sqrt(load))
    by_occupancy = np.ceil(load / 0.65)
    agents = np.maximum(np.maximum(by_level, by_occupancy), 1.0)
    return pd.DataFrame(
        {
            "queue": forecast["queue"],
            "start": forecast["start"],
            "volume": forecast["volume"],
            "aht_s": forecast["aht_s"],
            "agents": agents,
            "to_schedule": (agents / 0.92).round(6),
            "gross_agents": np.ceil(agents / 0.77),
            "service_level": np.clip(0.85 + 0.1 * (1 - load / agents), 0, 1),
            "occupancy": load / agents,
            "asa_s": 6.0 + 3 * load / agents,
            "abandonment": np.nan,
            "binding": np.where(by_level >= by_occupancy, "service_level", "occupancy"),
            "agents_service_level": by_level,
            "agents_occupancy": by_occupancy,
            "agents_asa": np.nan,
            "agents_abandonment": np.nan,
            "agents_minimum": 1.0,
        }
    )


def _schedule(rng: np.random.Generator) -> pd.DataFrame:
    """Two or three activities a shift; every agent rests one day in seven."""
    rows = []
    names = list(QUEUES)
    for number in range(AGENTS):
        queue = names[0] if number < 18 else names[1] if number < 31 else names[2]
        for day in range(DAYS):
            if (day + number) % 7 == 6:
                continue
            begin = FIRST + pd.Timedelta(days=day, hours=int(rng.integers(7, 13)))
            cuts = [(0, 2.5, "contacts"), (2.5, 2.75, "break"), (2.75, 4, "contacts")]
            cuts += [(4, 5, "lunch"), (5, 7, "contacts"), (7, 8, "contacts")]
            if (day + number) % 5 == 0:
                cuts[4] = (5, 7, "training")
            rows += [
                (
                    f"A{number + 1:03d}",
                    begin + pd.Timedelta(hours=low),
                    begin + pd.Timedelta(hours=high),
                    activity,
                    queue if activity == "contacts" else "",
                    "Equipo Sur" if number % 2 else "Equipo Norte",
                )
                for low, high, activity in cuts
            ]
    frame = pd.DataFrame(
        rows, columns=["agent", "start", "end", "activity", "queue", "team"]
    )
    for name in ("start", "end"):
        frame[name] = frame[name].dt.as_unit("us").dt.tz_localize(TIMEZONE)
    return frame


def _coverage(requirement: pd.DataFrame, schedule: pd.DataFrame) -> pd.DataFrame:
    working = schedule[schedule["activity"] == "contacts"]
    step = pd.Timedelta(minutes=INTERVAL)
    counts = {}
    for row in working.itertuples():
        begin = row.start
        while begin < row.end:
            share = (min(begin + step, row.end) - begin) / step
            key = (row.queue, begin.floor("30min"))
            counts[key] = counts.get(key, 0.0) + share
            begin += step
    keys = zip(requirement["queue"], requirement["start"], strict=True)
    scheduled = pd.Series([counts.get(key, 0.0) for key in keys])
    required = requirement["to_schedule"]
    return pd.DataFrame(
        {
            "queue": requirement["queue"],
            "start": requirement["start"],
            "required": required,
            "scheduled": scheduled,
            "short": (required - scheduled).clip(lower=0),
            "over": (scheduled - required).clip(lower=0),
        }
    )


def _simulation(requirement: pd.DataFrame) -> pd.DataFrame:
    level = (requirement["service_level"] - 0.02).round(6)
    return requirement[["queue", "start", "volume", "agents"]].assign(
        predicted=requirement["service_level"],
        service_level=level,
        service_level_low=level - 0.01,
        service_level_high=(level + 0.01).clip(upper=1),
        asa_s=9.0,
        abandonment=0.02,
        occupancy=0.6,
        service_level_required=requirement["service_level"],
    )


def _judged() -> dict:
    def side(level: float, below: int) -> dict:
        return {
            "service_level": level,
            "service_level_low": level - 0.004,
            "service_level_high": level + 0.004,
            "below": below,
        }

    rows = (("ventas", 0.874, 0.801, 96), ("soporte", 0.882, 0.871, 12))
    return {
        "replications": 120,
        "confidence": 0.95,
        "absence": 0.08,
        "predicted": 0.881,
        "required": side(0.878, 9),
        "scheduled": side(0.836, 108),
        "queues": [
            {
                "queue": name,
                "goal": 0.85,
                "basis": "offered",
                "predicted": level + 0.003,
                "intervals": 364,
                "required": side(level, 4),
                "scheduled": side(shifts, below),
            }
            for name, level, shifts, below in rows
        ],
        "days": [
            {
                "day": f"{FIRST + pd.Timedelta(days=day):%Y-%m-%d}",
                "required": 0.88,
                "scheduled": 0.85 - 0.002 * day,
            }
            for day in range(DAYS)
        ],
        "left_out": {"chat": "an agent has 3 contacts at a time"},
    }


def _adherence(rng: np.random.Generator) -> pd.DataFrame:
    scheduled = np.full(AGENTS, 420.0)
    lost = np.minimum(np.round(rng.gamma(1.4, 12, AGENTS)), 200)
    present = scheduled - np.round(lost * rng.uniform(0, 1, AGENTS))
    return pd.DataFrame(
        {
            "agent": [f"A{n + 1:03d}" for n in range(AGENTS)],
            "date": pd.Timestamp("2026-11-22"),
            "scheduled_minutes": scheduled,
            "adherent_minutes": scheduled - lost,
            "adherence": (scheduled - lost) / scheduled,
            "present_minutes": present,
            "conformance": present / scheduled,
        }
    )


def _requests() -> pd.DataFrame:
    profiles = ("ventas, 42h", "soporte, 36h", "chat, 24h, temporary")
    reason = "{} h needed, {} h contracted in the week of 2026-12-07: {} h missing"
    return pd.DataFrame(
        {
            "request": "SP-0001",
            "line": [1, 2, 3],
            "campaign": "Soporte hogar",
            "profile": profiles,
            "heads": [6, 4, 2],
            "start_by": pd.to_datetime(["2026-12-07", "2026-12-14", "2026-12-14"]),
            "decide_by": pd.to_datetime(["2026-11-02", "2026-11-27", "2099-12-31"]),
            "state": STATES,
            "reason": [
                reason.format(*hours)
                for hours in ((1612, 1380, 232), (1124, 980, 144), (421, 373, 48))
            ],
            "skill": list(QUEUES),
            "contract": ["42h", "36h", "24h"],
            "gap_heads": [5, 3, 2],
            "temporary": [False, False, True],
            "feasible_from": pd.to_datetime(["2027-01-12", "2026-12-14", "2026-12-14"]),
            "monthly_cost": [21_432_000.0, 14_288_000.0, 4_763_000.0],
            "uncovered_hours": [432.0, 272.0, 35.0],
        }
    )


def _summary(frames: dict[str, pd.DataFrame]) -> dict:
    requirement, coverage = frames["requirement"], frames["coverage"]
    hours = INTERVAL / 60
    required, short = coverage["required"].sum(), coverage["short"].sum()
    queues = []
    for name, (channel, _, _) in QUEUES.items():
        rows = requirement[requirement["queue"] == name]
        cover = coverage[coverage["queue"] == name]
        queues.append(
            {
                "queue": name,
                "channel": channel,
                "contacts": float(rows["volume"].sum()),
                "peak_agents": int(rows["agents"].max()),
                "required_hours": float(cover["required"].sum() * hours),
                "short_hours": float(cover["short"].sum() * hours),
                "coverage": float(1 - cover["short"].sum() / cover["required"].sum()),
                "binding": {
                    str(rule): int(n)
                    for rule, n in rows["binding"].value_counts().items()
                },
            }
        )
    return {
        "campaign": "Soporte hogar",
        "client": "Cliente S.A.",
        "timezone": TIMEZONE,
        "country": "CO",
        "currency": "COP",
        "start": FIRST.date().isoformat(),
        "days": DAYS,
        "interval": INTERVAL,
        "goal": {
            "service_level": 0.85,
            "threshold": 20,
            "basis": "offered",
            "max_occupancy": 0.65,
            "occupancy_rule": "cap",
            "window": "interval",
            "min_agents": 1,
        },
        "contacts": float(requirement["volume"].sum()),
        "peak_agents": int(requirement.groupby("start")["agents"].sum().max()),
        "headcount_needed": 52,
        "headcount_available": AGENTS,
        "headcount_missing": 5,
        "coverage": float(1 - short / required),
        "cost": 128_431_200.0,
        "bound": 127_112_000.0,
        "gap": 0.01027,
        "required_hours": float(required * hours),
        "short_hours": float(short * hours),
        "over_hours": float(coverage["over"].sum() * hours),
        "people": AGENTS,
        "violations": 0,
        "solver": "HiGHS",
        "seed": 7,
        "stopped_by": "gap",
        "seconds": 31.4,
        "steps": {"forecast": 2.1, "staff": 0.4, "roster": 28.9},
        "queues": queues,
        "simulation": _judged(),
        "weeks": _weeks(),
        "defaults": ["goal.min_agents = 1", "shrinkage.unscheduled = 0.08"],
        "notes": ["2026-12-08 is a holiday and is planned like a Sunday"],
    }


def _weeks() -> list[dict]:
    rows = []
    for number, week in enumerate(("2026-11-30", "2026-12-07")):
        for skill, needed, contracted in (
            ("ventas", 1580.0, 1380.0),
            ("soporte", 1100.0, 980.0),
            ("chat", 360.0, 373.0),
        ):
            gap = needed + 32 * number - contracted
            rows.append(
                {
                    "week": week,
                    "skill": skill,
                    "needed_hours": needed + 32 * number,
                    "contracted_hours": contracted,
                    "gap_hours": gap,
                    "gap_heads": gap / 38,
                }
            )
    return rows
