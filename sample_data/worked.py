"""
The schedule worked in the last week of the history, made by a simple rule.

Agent after agent takes the days, and on each day the start, that help most where the
earlier ones left gaps. No optimiser: the plan that Aforo makes should be the better
one. It is lawful: hours of the contract, 12 h between shifts, a day off, breaks and
lunch where the house puts them, nothing during time off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from demand import agents_to_schedule, foreseen, open_starts
from people import absent_days
from setting import QUEUES, SLOTS, WORKED_WEEK

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from numpy.typing import NDArray

    Segment = tuple[int, int, str]  # first minute, end, activity
    Needs = dict[str, NDArray[np.float64]]  # agents by day of the week and half hour

# Paid minutes of the days of a week; agents take the patterns in turn.
PATTERNS = {
    "42h": ((510, 510, 510, 510, 480), (420,) * 6),
    "36h": ((360,) * 6,),
    "24h": ((360,) * 4, (480,) * 3),
}
LUNCH_OVER, LUNCH, PAUSE, REST = 360, 60, 15, 720
DAY = 1440
# What an hour's change of start against the day before costs, in agents short.
CHANGE_OF_START = 0.4

TRAINING_EVERY, TRAINING_AT, TRAINING_LENGTHS = 2, 30, (30, 45, 60)
MEETING, MEETING_AT = 30, (570, 930)


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift of one agent: day of the week, first minute, paid minutes, queue."""

    day: int
    start: int
    paid: int
    queue: str

    @property
    def end(self) -> int:
        """Minute of the day at which it ends, lunch included."""
        return self.start + span(self.paid)


def worked_schedule(crew: pd.DataFrame, away: pd.DataFrame) -> pd.DataFrame:
    """Make the schedule table of the worked week."""
    hired = pd.to_datetime(crew["seniority_date"]) <= WORKED_WEEK
    teams = sorted(crew["team"].unique())
    needs, rows = _needs(), []
    for number, person in enumerate(crew[hired].to_dict("records")):
        absent = absent_days(away, person["agent"])
        turns = _week(person, number, absent, needs)
        for place, turn in enumerate(turns):
            segments = _with_pauses(turn, number + place)
            if number % TRAINING_EVERY == 0 and place == number % len(turns):
                length = TRAINING_LENGTHS[number % len(TRAINING_LENGTHS)]
                segments = _insert(
                    segments, turn.start + TRAINING_AT, length, "training"
                )
            if turn.day == teams.index(person["team"]) % 7:
                segments = _with_meeting(segments)
            rows += list(_rows(person["agent"], turn, segments))
    return pd.DataFrame(rows, columns=["agent", "start", "end", "activity", "queue"])


def span(paid: int) -> int:
    """Minutes from start to end of a shift: long ones have an unpaid lunch."""
    return paid + LUNCH if paid > LUNCH_OVER else paid


def _needs() -> Needs:
    """Agents that each half hour of the worked week should have, by queue."""
    needs = {}
    for queue in QUEUES:
        starts = open_starts(queue, WORKED_WEEK, 7)
        grid = np.zeros(7 * SLOTS)
        slots = ((starts - WORKED_WEEK) // pd.Timedelta(minutes=30)).to_numpy()
        grid[slots] = agents_to_schedule(queue, foreseen(queue, starts))
        needs[queue.name] = grid.reshape(7, SLOTS)
    return needs


def _week(
    person: dict[Hashable, str], number: int, absent: set[pd.Timestamp], needs: Needs
) -> list[Turn]:
    """Shifts of one agent; what they cover is taken off the needs."""
    skills = person["skills"].split(";")
    patterns = PATTERNS[person["contract"]]
    pattern = patterns[number % len(patterns)]
    missing = {
        day: sum(np.maximum(needs[skill][day], 0).sum() for skill in skills)
        for day in range(7)
        if WORKED_WEEK + pd.Timedelta(days=day) not in absent
        and any(needs[skill][day].any() for skill in skills)
    }
    chosen = sorted(missing, key=lambda day: -missing[day])[: len(pattern)]
    turns: list[Turn] = []
    for day, paid in zip(sorted(chosen), pattern, strict=False):
        turn = _best_turn(day, paid, skills, turns, needs)
        needs[turn.queue][day, turn.start // 30 : turn.end // 30] -= 1
        turns.append(turn)
    return turns


def _best_turn(
    day: int, paid: int, skills: list[str], before: list[Turn], needs: Needs
) -> Turn:
    """Choose the start and queue that help most, rested since the shift before."""
    earliest = 0
    if before and before[-1].day == day - 1:
        earliest = before[-1].end + REST - DAY
    turns = [
        turn
        for skill in skills
        for turn in _possible(day, paid, skill)
        if turn.start >= earliest
    ]
    return max(turns, key=lambda turn: _help(turn, before, needs[turn.queue][day]))


def _possible(day: int, paid: int, skill: str) -> list[Turn]:
    """Shifts that lie within the opening hours of a queue."""
    queue = next(queue for queue in QUEUES if queue.name == skill)
    opens, closes = queue.hours.get(day, (0, 0))
    # A short Saturday shortens the shift, never below what every contract allows.
    fitting = min(paid, max(closes - opens - LUNCH, LUNCH_OVER))
    return [
        Turn(day, start, fitting, skill)
        for start in range(opens, closes - span(fitting) + 1, 30)
    ]


def _help(turn: Turn, before: list[Turn], missing: NDArray[np.float64]) -> float:
    """Relative shortage that a shift removes, less the bother of another start."""
    covered = missing[turn.start // 30 : turn.end // 30]
    moved = abs(turn.start - before[-1].start) / 60 if before else 0.0
    return float(covered.mean()) - CHANGE_OF_START * moved


def _with_pauses(turn: Turn, place: int) -> list[Segment]:
    """Contacts, breaks and lunch of a shift, staggered between agents."""
    pauses = [(90 + 15 * (place % 5), PAUSE, "break")]
    if turn.paid > LUNCH_OVER:
        pauses += [
            (210 + 30 * (place % 4), LUNCH, "lunch"),
            (390 + 15 * (place % 4), PAUSE, "break"),
        ]
    segments = [(turn.start, turn.end, "contacts")]
    for offset, minutes, activity in pauses:
        segments = _insert(segments, turn.start + offset, minutes, activity)
    return segments


def _with_meeting(segments: list[Segment]) -> list[Segment]:
    """Team meeting at the first of its hours at which the agent is on contacts."""
    for minute in MEETING_AT:
        changed = _insert(segments, minute, MEETING, "meeting")
        if changed != segments:
            return changed
    return segments


def _insert(
    segments: list[Segment], minute: int, length: int, activity: str
) -> list[Segment]:
    """Segments with one more cut out of the contacts around it, if there are any."""
    changed: list[Segment] = []
    for start, end, what in segments:
        if what == "contacts" and start <= minute and minute + length <= end:
            parts = [
                (start, minute, what),
                (minute, minute + length, activity),
                (minute + length, end, what),
            ]
            changed += [part for part in parts if part[0] < part[1]]
        else:
            changed.append((start, end, what))
    return changed


def _rows(
    agent: str, turn: Turn, segments: list[Segment]
) -> Iterator[tuple[str, str, str, str, str]]:
    midnight = WORKED_WEEK + pd.Timedelta(days=turn.day)
    for start, end, activity in segments:
        times = [
            (midnight + pd.Timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M")
            for minute in (start, end)
        ]
        queue = turn.queue if activity == "contacts" else ""
        yield agent, times[0], times[1], activity, queue
