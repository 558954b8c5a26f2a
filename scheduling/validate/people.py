"""Rules on who may be where: time off, skills, unknown agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.validate.finding import Finding, say, span
from scheduling.validate.rows import flagged, minutes, totals
from wfm.intervals import midnight
from wfm.schedule import CONTACTS, OVERTIME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduling.validate.case import Case

AGENTS, TIME_OFF = "agents", "time off"


def unknown_agent(case: Case) -> Iterator[Finding]:
    """Who is scheduled or off is in the list of agents."""
    if case.tables.agents is None:
        return
    named = {"schedule": case.tables.schedule, TIME_OFF: case.tables.time_off}
    for table, rows in named.items():
        if rows is None:
            continue
        first = totals(rows, "agent", start=("start", "min"))
        unknown = ~first["agent"].isin(case.tables.agents["agent"])
        for row in flagged(first, unknown, date=midnight(first["start"])):
            limit, found = "an agent of the list", f"in {table} only"
            yield Finding(row.agent, row.date, limit, found, AGENTS)


def time_off(case: Case) -> Iterator[Finding]:
    """Nobody is scheduled while off."""
    if case.tables.time_off is None:
        return
    absences = case.tables.time_off[["agent", "start", "end", "kind"]]
    near = (absences["end"] > case.segments["start"].min()) & (
        absences["start"] < case.segments["end"].max()
    )
    rows = case.segments.merge(absences[near], on="agent", suffixes=("", "_off"))
    rows = rows[(rows["start"] < rows["end_off"]) & (rows["end"] > rows["start_off"])]
    rows = rows.assign(
        start=rows["start"].clip(lower=rows["start_off"]),
        end=rows["end"].clip(upper=rows["end_off"]),
    )
    clashes = totals(
        rows.assign(minutes=minutes(rows["end"] - rows["start"])),
        ["shift", "agent", "date", "start_off", "end_off", "kind"],
        start=("start", "min"),
        end=("end", "max"),
        minutes=("minutes", "sum"),
    )
    for row in flagged(clashes, clashes["minutes"] > 0):
        limit = f"off {row.start_off:%Y-%m-%d %H:%M} to {row.end_off:%Y-%m-%d %H:%M}"
        found = f"{say(row.minutes)} scheduled"
        note = ", ".join(filter(None, (row.kind, span(row.start, row.end))))
        yield Finding(row.agent, row.date, limit, found, TIME_OFF, note)


def skill(case: Case) -> Iterator[Finding]:
    """Contacts of a queue are taken by agents with its skill."""
    agents = case.tables.agents
    if agents is None:
        return
    have = {
        agent: {each.strip() for each in listed.split(";")}
        for agent, listed in zip(agents["agent"], agents["skills"], strict=True)
    }
    rows = case.segments
    rows = rows[rows["activity"].isin([CONTACTS, OVERTIME]) & (rows["queue"] != "")]
    skills = case.tables.queue_skills
    wanted = rows["queue"].map(lambda queue: skills.get(queue, queue))
    lacking = np.array(
        [
            agent in have and each not in have[agent]
            for agent, each in zip(rows["agent"], wanted, strict=True)
        ],
        dtype=np.bool_,
    )
    if not lacking.any():
        return
    served = totals(
        rows.assign(skill=wanted)[lacking],
        ["agent", "date", "queue", "skill"],
        minutes=("minutes", "sum"),
        start=("start", "min"),
        end=("end", "max"),
    )
    for row in flagged(served, served["minutes"] > 0):
        found = f"{say(row.minutes)} on {row.queue}"
        known = ", ".join(sorted(have[row.agent]))
        note = f"{span(row.start, row.end)}, skills: {known}"
        yield Finding(row.agent, row.date, f"skill {row.skill}", found, AGENTS, note)
