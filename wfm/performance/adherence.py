"""Adherence and conformance from the schedule and the states of a platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import ParameterError
from wfm.intervals import zone
from wfm.performance.state_log import StateLog
from wfm.performance.states import ASKED, PRESENT, unmapped_states
from wfm.performance.timeline import SECOND, instants, one_at_a_time, overlaps
from wfm.schedule import UNPAID, with_shifts
from wfm.tables import SCHEDULE, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from numpy.typing import NDArray

# Work this long before or after a shift still belongs to its day.
AROUND_SHIFT = 6 * 3600 * SECOND
_MINUTE = 60 * SECOND


def adherence(
    schedule: pd.DataFrame,
    states: pd.DataFrame,
    *,
    grace: float = 0.0,
    mapping: Mapping[str, str] | None = None,
    timezone: str = "America/Bogota",
    now: datetime | None = None,
) -> pd.DataFrame:
    """
    Adherence and conformance of each agent and day.

    *Adherence* is the share of scheduled paid time spent in the class of state that
    the schedule asks for. *Conformance* is the time present, whenever it was, over
    the scheduled paid time; it may exceed 1. Present are productive states, breaks,
    training, meetings and work off the queue, from halfway to the agent's previous
    shift until halfway to the next, at most six hours before and after the shift.
    Lunch is unpaid: it counts neither as scheduled nor as present.

    Parameters
    ----------
    schedule : DataFrame
        Columns of the schedule table. Of two segments that overlap, the later start
        cuts the earlier.
    states : DataFrame
        Columns of the states table. Of two states that overlap, the later start cuts
        the earlier. A state without an end lasts until the agent's next state of
        that working day, else until the end of the shift: no work is invented.
    grace : float
        Seconds, at least 0. At each change of what is scheduled, time out of
        adherence right before and after it counts as adherent, together up to
        `grace`; only in segments in which the agent came to adhere.
    mapping : mapping of str to str, optional
        State (or reason) of the platform to class, before the usual names.
    timezone : str
        Zone of naive times, and of the dates.
    now : datetime, optional
        What is scheduled or recorded after it has not happened yet.

    Returns
    -------
    DataFrame
        Columns of the adherence table, by agent and date; a shift over midnight
        belongs to the date on which it starts. Only days that the log covers have
        rows: from the first to the last day of its states, where a state that
        belongs to a shift of another day does not count. An agent scheduled without
        any state has 0; a day without paid time has no ratios. ``attrs`` has
        ``unmapped`` (names without a class, never adherent) and ``open_states`` (for
        each state without an end: agent, start, state, end taken, closed_by).

    Raises
    ------
    ParameterError
        If `grace` is negative, or the mapping names a class that does not exist.
    TableError
        If a table breaks its contract or a state ends before it starts.

    References
    ----------
    The two ratios as Salesforce's SchedulingAdherenceSummary has them:
    TotalAdherenceMinutes and TotalPresenceMinutes over TotalScheduledMinutes.
    """
    if not 0 <= grace < np.inf:
        raise ParameterError("grace", grace, "at least 0 seconds")
    instant = np.iinfo(np.int64).max if now is None else _instant(now, timezone)
    segments = _segments(SCHEDULE.parse(schedule, timezone=timezone))
    shifts = _shifts(segments)
    states = STATES.parse(states, timezone=timezone)
    log = StateLog.read(states, shifts, mapping=mapping, now=instant)
    covered = shifts.index[shifts["date"].between(*log.days)]
    due = segments["shift"].isin(covered) & (segments["start"] < instant)
    minutes = _minutes(_merged(segments[due], instant), log.spells, grace * SECOND)
    present = _present(shifts, log.spells)
    table = _by_day(minutes.join(shifts[["name", "date"]].assign(present=present)))
    table.attrs["unmapped"] = unmapped_states(states, mapping)
    table.attrs["open_states"] = log.opened
    return table


def _instant(time: datetime, timezone: str) -> int:
    stamp = pd.Timestamp(time)
    if stamp.tzinfo is None:
        stamp = stamp.tz_localize(zone(timezone))
    return int(instants(pd.Series([stamp]))[0])


def _segments(schedule: pd.DataFrame) -> pd.DataFrame:
    """Scheduled segments by agent and start: shift, class asked for, instants."""
    rows = with_shifts(one_at_a_time(schedule))
    return pd.DataFrame(
        {
            "name": rows["agent"],
            "agent": pd.factorize(rows["agent"])[0],
            "shift": rows["shift"],
            "date": rows["date"],
            "asked": [ASKED.get(activity, activity) for activity in rows["activity"]],
            "start": instants(rows["start"]),
            "end": instants(rows["end"]),
        }
    )


def _shifts(segments: pd.DataFrame) -> pd.DataFrame:
    """Shifts by agent and start, each with the window from `start` to `end`."""
    shifts = segments.groupby("shift").agg(
        name=("name", "first"),
        agent=("agent", "first"),
        date=("date", "first"),
        begins=("start", "min"),
        ends=("end", "max"),
    )
    free = shifts["begins"] - shifts.groupby("agent")["ends"].shift()
    free = free.fillna(2 * AROUND_SHIFT).astype("int64")
    free_after = free.groupby(shifts["agent"]).shift(-1, fill_value=2 * AROUND_SHIFT)
    before = (free // 2).clip(upper=AROUND_SHIFT)
    # The odd microsecond goes to the shift before: windows meet and do not overlap.
    after = (free_after - free_after // 2).clip(upper=AROUND_SHIFT)
    return shifts.assign(start=shifts["begins"] - before, end=shifts["ends"] + after)


def _merged(segments: pd.DataFrame, now: int) -> pd.DataFrame:
    """Segments as agents feel them: neighbours that ask for the same are one."""
    rows = segments.assign(end=segments["end"].clip(upper=now))
    follows = (rows["shift"] == rows["shift"].shift()) & (
        rows["start"] == rows["end"].shift()
    )
    same = follows & (rows["asked"] == rows["asked"].shift())
    rows = rows.assign(follows=follows)
    merged = (
        rows.groupby((~same).cumsum())
        .agg(
            agent=("agent", "first"),
            shift=("shift", "first"),
            asked=("asked", "first"),
            follows=("follows", "first"),
            start=("start", "min"),
            end=("end", "max"),
        )
        .reset_index(drop=True)
    )
    paid, finishes = ~merged["asked"].isin(UNPAID), merged["end"] < now
    return merged.assign(paid=paid, finishes=finishes)


def _minutes(
    segments: pd.DataFrame, spells: pd.DataFrame, grace: float
) -> pd.DataFrame:
    """Scheduled and adherent time of each shift, in minutes."""
    found = overlaps(segments, spells)
    asked, kind = segments["asked"].to_numpy(), spells["kind"].to_numpy()
    good = asked[found.span] == kind[found.spell]
    span, start, end = found.span[good], found.start[good], found.end[good]
    adherent = np.zeros(len(segments), dtype=np.int64)
    np.add.at(adherent, span, end - start)
    first = segments["end"].to_numpy(np.int64, copy=True)
    np.minimum.at(first, span, start)
    last = segments["start"].to_numpy(np.int64, copy=True)
    np.maximum.at(last, span, end)
    forgiven = _forgiven(segments, first, last, grace)
    lengths = segments["end"] - segments["start"]
    time = pd.DataFrame({"scheduled": lengths, "adherent": adherent + forgiven})
    paid = time.where(segments["paid"], 0) / _MINUTE
    return paid.groupby(segments["shift"]).sum()


def _forgiven(
    segments: pd.DataFrame,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    grace: float,
) -> NDArray[np.float64]:
    """
    Microseconds of each segment that the grace makes adherent.

    A deviation is the time before the first and after the last adherent instant of a
    segment. The two that meet at one change of activity share one grace.
    """
    start, end = (segments[name].to_numpy(np.int64) for name in ("start", "end"))
    came = (last > first) & segments["paid"].to_numpy()
    late = np.where(came, first - start, 0)
    early = np.where(came & segments["finishes"].to_numpy(), end - last, 0)
    follows = segments["follows"].to_numpy()
    early_before = np.where(follows, np.roll(early, 1), 0)
    at_start = np.minimum(late + early_before, grace)
    followed = np.append(follows[1:], False)
    return at_start + np.where(followed, 0, np.minimum(early, grace))


def _present(shifts: pd.DataFrame, spells: pd.DataFrame) -> pd.Series:
    """Minutes present in the window of each shift."""
    paid = spells[spells["kind"].isin(PRESENT)]
    found = overlaps(shifts, paid)
    total = np.zeros(len(shifts), dtype=np.int64)
    np.add.at(total, found.span, found.end - found.start)
    return pd.Series(total / _MINUTE, index=shifts.index)


def _by_day(minutes: pd.DataFrame) -> pd.DataFrame:
    """Adherence table; ratios from sums, none where no paid time is scheduled."""
    days = minutes.groupby(["name", "date"], as_index=False).sum()
    scheduled = days["scheduled"].where(days["scheduled"] > 0)
    return pd.DataFrame(
        {
            "agent": days["name"],
            "date": days["date"],
            "scheduled_minutes": days["scheduled"],
            "adherent_minutes": days["adherent"],
            # Sums of parts of minutes may be a last bit more than the whole.
            "adherence": (days["adherent"] / scheduled).clip(upper=1.0),
            "present_minutes": days["present"],
            "conformance": days["present"] / scheduled,
        }
    )
