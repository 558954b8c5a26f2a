"""Rules on where work is done: seats, days at home, one place a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from scheduling.validate.case import monday
from scheduling.validate.finding import Finding, count, span, together
from scheduling.validate.rows import flagged, of_each, stretches, totals
from wfm.errors import Problem, TableError
from wfm.intervals import midnight
from wfm.labour.parameters import HOUSE
from wfm.schedule import LUNCH
from wfm.tables import AGENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduling.validate.case import Case

EVERYBODY, SITES = "*", "sites"
HOME, SITE = "home", "site"


def seats(case: Case) -> Iterator[Finding]:
    """No more agents at once than a place has seats; the peak of each date."""
    working = case.segments[case.segments["activity"] != LUNCH]
    if "place" in working:
        working = working[working["place"] != HOME]
    for site, places, source in _rooms(case):
        inside = working
        if site:
            inside = working[working["agent"].isin(_based(case, site))]
        for row in _peaks(inside, places):
            limit, found = count(places, "seat"), count(row.agents, "agent")
            note = together(site, f"from {row.time:%H:%M}")
            yield Finding(EVERYBODY, row.date, limit, found, source, note)


def days_at_home(case: Case) -> Iterator[Finding]:
    """No more days of a week are worked from home than agreed."""
    agents = case.tables.agents
    if agents is None or "home_days" not in agents or "place" not in case.segments:
        return
    rows = case.segments[case.segments["place"] == HOME]
    days = rows[["agent", "date"]].drop_duplicates()
    weeks = totals(
        days.assign(week=monday(days["date"])),
        ["agent", "week"],
        days=("date", "count"),
    )
    agreed = of_each(weeks["agent"], agents.set_index("agent")["home_days"])
    for row in flagged(weeks, weeks["days"] > agreed, agreed=agreed):
        limit = f"{count(row.agreed, 'day')} a week from home"
        found, source = count(row.days, "day"), "agents: home_days"
        yield Finding(row.agent, row.week, limit, found, source)


def one_place(case: Case) -> Iterator[Finding]:
    """Nobody travels within a shift: it is worked at the site or from home."""
    if "place" not in case.segments:
        return
    places = totals(
        case.segments[case.segments["place"].isin([HOME, SITE])],
        ["agent", "date", "shift"],
        places=("place", "nunique"),
        start=("start", "min"),
        end=("end", "max"),
    )
    for row in flagged(places, places["places"] > 1):
        limit, found = "one place a shift", "site and home"
        clock = span(row.start, row.end)
        yield Finding(row.agent, row.date, limit, found, HOUSE, clock)


def _rooms(case: Case) -> Iterator[tuple[str, int, str]]:
    """Site (empty for all together), its seats and who says so."""
    if case.tables.seats is not None:
        yield "", case.tables.seats, HOUSE
    sites = case.tables.sites
    if sites is not None:
        for site, places in zip(sites["site"], sites["seats"], strict=True):
            yield site, int(places), SITES


def _based(case: Case, site: str) -> pd.Series:
    """
    Agents of a site.

    Raises
    ------
    TableError
        If an agent's site is not in sites, one problem an agent.
    """
    agents, sites = case.tables.agents, case.tables.sites
    if agents is None or sites is None or "home_site" not in agents:
        return pd.Series(dtype="str")
    unknown = agents[~agents["home_site"].isin([*sites["site"], ""])]
    if len(unknown):
        raise TableError(
            [
                Problem(
                    AGENTS.source(agents),
                    f"is the site of agent {agent} but is not in sites: add it there "
                    "with its seats",
                    column="home_site",
                    value=home,
                )
                for agent, home in zip(
                    unknown["agent"], unknown["home_site"], strict=True
                )
            ]
        )
    return agents.loc[agents["home_site"] == site, "agent"]


def _peaks(working: pd.DataFrame, places: int) -> Iterator[Any]:
    """First moment of each date with most agents, where these exceed the places."""
    present = stretches(working, "agent")
    change = pd.concat(
        [
            pd.DataFrame({"time": present["start"], "agents": 1}),
            pd.DataFrame({"time": present["end"], "agents": -1}),
        ]
    )
    # Summed at each moment first: who leaves at nine frees the seat for who comes then.
    room = totals(change, "time", agents=("agents", "sum"))
    room = room.assign(agents=room["agents"].cumsum(), date=midnight(room["time"]))
    peaks = room.sort_values(["agents", "time"], ascending=[False, True])
    peaks = peaks.drop_duplicates("date").sort_values("time")
    return flagged(peaks, peaks["agents"] > places)
