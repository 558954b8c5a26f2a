"""The referee on an edited roster: what is new, mended and left; what it costs."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from app.services.rosters.editing import (
    Edited,
    Give,
    Ground,
    Move,
    Remove,
    Resize,
    edited,
)
from app.services.rosters.referee import RefereeTables
from app.services.rosters.verdict import verdict
from tests.app.plan_folder import DAYS, INTERVAL, QUEUES, TIMEZONE, plan_folder
from tests.app.stored_roster import FIRST_DAY, contracts_frame, people_frame, shift
from wfm.labour.rules import rule_book

HOUR = pd.Timedelta(hours=1)
PLAN = plan_folder().tables
SCHEDULE = PLAN["schedule"].drop(columns="team")
GROUND = Ground(
    first=FIRST_DAY,
    last=FIRST_DAY + pd.Timedelta(days=DAYS),
    open_from=FIRST_DAY,
    agents=set(SCHEDULE["agent"]),
    queues=QUEUES,
)
TABLES = RefereeTables(
    rules=rule_book("co"),
    timezone=TIMEZONE,
    interval=INTERVAL,
    requirement=PLAN["requirement"],
    queue_skills={},
    agents=people_frame(),
    contracts=contracts_frame(),
)


def judged(*operations, tables=TABLES):
    """Edited roster, and the verdict."""
    made = edited(SCHEDULE, operations, GROUND)
    return made, verdict(tables.unedited(SCHEDULE), made)


def start_of(agent, number=0):
    """When a shift of an agent starts."""
    return shift(SCHEDULE, agent, number)["start"].iloc[0]


def test_the_referee_tells_what_an_edit_breaks_and_by_which_article():
    start = start_of("A001")
    end = shift(SCHEDULE, "A001")["end"].max()
    late = Resize(agent="A001", start=start, begin=start, end=end + 6 * HOUR)
    _, said = judged(late)
    broken = {each.rule: each for each in said.new}
    assert "day_maximum" in broken
    assert broken["day_maximum"].source
    assert {each.agent for each in said.new} == {"A001"}
    _, none = judged(late, Remove(agent="A001", start=start))
    assert "day_maximum" not in {each.rule for each in none.new}


def test_what_an_edit_mends_is_told():
    _, said = judged(Remove(agent="A001", start=start_of("A001")))
    assert {(each.agent, each.rule) for each in said.mended}
    assert not {each.rule for each in said.mended} & {"seats"}


def test_the_verdict_of_the_agents_touched_is_that_of_the_whole_roster():
    edit, few = judged(
        Give(agent="A003", start=start_of("A003", 2), to_agent="A005"),
        Move(agent="A010", start=start_of("A010", 3), to=start_of("A010", 3) + HOUR),
    )
    everybody = Edited(edit.schedule, frozenset(SCHEDULE["agent"]))
    whole = verdict(TABLES.unedited(SCHEDULE), everybody)

    def told(objections):
        return sorted((o.agent, o.date, o.rule, o.found) for o in objections)

    assert told(few.new)
    assert told(few.new) == told(whole.new)
    assert told(few.mended) == told(whole.mended)
    assert {o.agent for o in few.remaining} <= {"A003", "A010", "A005"}
    assert few.queues == whole.queues


def test_a_full_site_is_told_though_only_one_agent_was_touched():
    sites = pd.DataFrame({"site": ["Bogotá"], "seats": [1]})
    tables = dataclasses.replace(TABLES, sites=sites)
    _, said = judged(Remove(agent="A001", start=start_of("A001")), tables=tables)
    assert {each.rule for each in said.remaining if each.agent == "*"} == {"seats"}


def test_the_coverage_that_an_edit_costs_is_told_by_queue():
    rows = shift(SCHEDULE, "A001")
    queue = rows["queue"].iloc[0]
    _, said = judged(Remove(agent="A001", start=start_of("A001")))
    by_queue = {each.queue: each for each in said.queues}
    lost = by_queue[queue]
    hours = rows.loc[rows["activity"] == "contacts", "minutes"].sum() / 60
    change = (lost.short_after - lost.short_before) + (
        lost.over_before - lost.over_after
    )
    assert change == pytest.approx(hours)
    assert [name for name, each in by_queue.items() if each.changed] == [queue]


def test_a_caveat_of_the_law_stands_apart_from_where_it_was_broken():
    caveats = {
        part.note
        for part in TABLES.rules.on(FIRST_DAY).parameters.values()
        if part.note
    }
    note = max(caveats, key=len)
    assert TABLES.caveat(FIRST_DAY, f"from 08:00 to 20:00; {note}") == note
    assert TABLES.caveat(FIRST_DAY, "from 08:00 to 20:00") == ""


def test_a_shift_of_somebody_who_is_not_in_the_list_any_more_can_be_taken_out():
    agents = TABLES.agents[TABLES.agents["agent"] != "A001"]
    tables = dataclasses.replace(TABLES, agents=agents)
    _, said = judged(Remove(agent="A001", start=start_of("A001")), tables=tables)
    assert {each.rule for each in said.mended} >= {"unknown_agent"}
