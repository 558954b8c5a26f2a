"""
The agent-state log of one day: the schedule, as people really follow it.

Log-ins a few minutes off, contacts that run over a break, long pauses, late starts, an
early leave, an absence, a lost connection and a log-out that was never recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pandas as pd
from setting import LOGGED_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator

    Planned = tuple[int, int, str]  # first second of the day, end, activity
    Stretch = tuple[int, int, str, str]  # first second, end, state, reason

# Minutes of each incident. Each happens to another agent, but the latest of all also
# takes the longest lunch.
LATE = (38, 27, 19, 12, 8, 6)
LONG_LUNCH = (34, 21, 15)
LONG_BREAK = (18, 14, 11, 9)
LEFT_EARLY = 95
LOST_CONNECTION = 75

NOT_READY_SHARE = 0.3  # of the agents, once a day
NOT_READY_REASONS = ("personal", "supervisor", "system")
OVER_RUN_SHARE = 0.4  # of the ends of contact time

# What an agent on contacts passes through, with shortest and longest minutes. Single
# contacts are merged, as the log of every contact would be far longer.
ROUND = (("ready", 10, 25), ("talking", 10, 30), ("after_call_work", 2, 5))


@dataclass(slots=True)
class Habits:
    """What goes otherwise than planned for one agent on one day."""

    late: int = 0
    long_lunch: int = 0
    long_break: int = 0
    left_early: int = 0
    interruption: tuple[int, str, str] | None = None  # minutes, state, reason
    logs_out: bool = True


def state_log(schedule: pd.DataFrame, rng: Generator) -> pd.DataFrame:
    """Make the states table of the logged day; the absent agent has no rows."""
    planned = _planned(schedule)
    rows: list[tuple[str, str, str, str, str]] = []
    for agent, habits in sorted(_habits(planned, rng).items()):
        for start, end, state, reason in _day(planned[agent], habits, rng):
            rows.append((agent, _time(start), _time(end), state, reason))
        if not habits.logs_out:
            rows[-1] = (agent, rows[-1][1], "", *rows[-1][3:])
    return pd.DataFrame(rows, columns=["agent", "start", "end", "state", "reason"])


def _planned(schedule: pd.DataFrame) -> dict[str, list[Planned]]:
    """Segments of the logged day by agent."""
    today = schedule[schedule["start"].str.startswith(LOGGED_DAY.date().isoformat())]
    start, end = (
        (pd.to_datetime(today[name]) - LOGGED_DAY) // pd.Timedelta(seconds=1)
        for name in ("start", "end")
    )
    segments: dict[str, list[Planned]] = {}
    for agent, *segment in zip(
        today["agent"], start, end, today["activity"], strict=True
    ):
        segments.setdefault(agent, []).append(tuple(segment))
    return segments


def _habits(planned: dict[str, list[Planned]], rng: Generator) -> dict[str, Habits]:
    """Who does what: incidents are dealt out, the last agent of the deal is absent."""
    dealt = rng.permutation(sorted(planned)).tolist()
    habits = {agent: Habits() for agent in dealt[:-1]}
    with_lunch = [
        agent
        for agent in habits
        if any(activity == "lunch" for _, _, activity in planned[agent])
    ]
    for agent, minutes in zip(with_lunch, LONG_LUNCH, strict=False):
        habits[agent].long_lunch = minutes
    habits[with_lunch[0]].late = LATE[0]
    untouched = iter([agent for agent in habits if habits[agent] == Habits()])
    for agent, minutes in zip(islice(untouched, len(LATE) - 1), LATE[1:], strict=True):
        habits[agent].late = minutes
    for agent, minutes in zip(
        islice(untouched, len(LONG_BREAK)), LONG_BREAK, strict=True
    ):
        habits[agent].long_break = minutes
    habits[next(untouched)].left_early = LEFT_EARLY
    habits[next(untouched)].interruption = LOST_CONNECTION, "logged_out", "connection"
    habits[next(untouched)].logs_out = False
    for agent in untouched:
        if rng.random() < NOT_READY_SHARE:
            reason = str(rng.choice(NOT_READY_REASONS))
            minutes = int(rng.integers(3, 9))
            habits[agent].interruption = minutes, "not_ready", reason
    return habits


def _day(segments: list[Planned], habits: Habits, rng: Generator) -> Iterator[Stretch]:
    """States of one agent from log-in to log-out."""
    now = segments[0][0] + (60 * habits.late or _between(rng, -120, 150))
    leaves = segments[-1][1] - (60 * habits.left_early or _between(rng, -180, 60))
    on_contacts = [each for each in segments if each[2] == "contacts"]
    longest = max(on_contacts, key=lambda each: each[1] - each[0])
    for segment in segments:
        last = segment is segments[-1]
        end = leaves if last else min(leaves, _ends(segment, now, habits, rng))
        if end <= now:
            continue
        if segment[2] == "contacts":
            interruption = habits.interruption if segment is longest else None
            yield from _contacts(now, end, interruption, rng)
        else:
            yield now, end, segment[2], ""
        now = end


def _ends(segment: Planned, now: int, habits: Habits, rng: Generator) -> int:
    """When an agent really finishes a segment that he or she began at `now`."""
    start, end, activity = segment
    if activity == "contacts":
        runs_over = rng.random() < OVER_RUN_SHARE
        return end + (_between(rng, 20, 140) if runs_over else _between(rng, -40, 20))
    if activity == "lunch":
        return now + end - start + 60 * habits.long_lunch + _between(rng, -60, 150)
    if activity == "break":
        extra, habits.long_break = habits.long_break, 0  # the first break only
        return now + end - start + 60 * extra + _between(rng, -30, 150)
    return end + _between(rng, -30, 60)


def _contacts(
    start: int, end: int, interruption: tuple[int, str, str] | None, rng: Generator
) -> Iterator[Stretch]:
    """Time on contacts, with something else in the middle of it if it happened."""
    if interruption is None:
        yield from _rounds(start, end, rng)
        return
    minutes, state, reason = interruption
    away = (start + end) // 2 - 30 * minutes
    away, back = max(away, start), min(away + 60 * minutes, end)
    yield from _rounds(start, away, rng)
    yield away, back, state, reason
    yield from _rounds(back, end, rng)


def _rounds(start: int, end: int, rng: Generator) -> Iterator[Stretch]:
    """Ready, talking and after-call work in turn."""
    now = start
    for state, shortest, longest in cycle(ROUND):
        if now >= end:
            return
        until = min(end, now + _between(rng, 60 * shortest, 60 * longest))
        yield now, until, state, ""
        now = until


def _between(rng: Generator, low: int, high: int) -> int:
    return int(rng.integers(low, high))


def _time(second: int) -> str:
    return (LOGGED_DAY + pd.Timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S")
