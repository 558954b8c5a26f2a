"""A running day that turns out otherwise: distance from the bound, and seconds."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.measure import Line
from benchmarks.requirement import MONDAY, requirement, requirement_table
from scheduling import repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.repair import RepairResult

STEP = 15
QUARTERS = 96
# The peak needs this share of the people of the day.
SHARE = 0.42
# Of a quarter's number: from noon 12 % more come, from 17:30 15 % less.
NOON, EVENING, MORE, LESS = 48, 70, 1.12, 0.85
NOW = "11:00"
# Lunches of half an hour, and pauses that may touch them, as in the instances.
RULES = {"country": "co", "lunch_minutes": 30, "break_edge_minutes": 0}
ASKED = {200: 2.0, 1000: 20.0}
GAP = 0.001

Shift = tuple[int, int, int, int, int]


def instance(agents: int, seed: int = 0) -> tuple[NDArray[np.int64], list[Shift]]:
    """
    Agents required today as it turns out, and the shifts that were planned.

    Parameters
    ----------
    agents : int
        People of the day, at least 5.
    seed : int
        Of the day and of the shifts.

    Returns
    -------
    ndarray of int64, shape (96,), and list of shifts
        A shift is start, length, first break, lunch of two quarters and second break,
        in quarters of an hour since midnight.
    """
    rng = np.random.default_rng(seed)
    planned = requirement(int(agents * SHARE), 1, STEP, seed)[:QUARTERS]
    last = 72
    weights = np.maximum(planned, 1).astype(float)[:last]
    weights /= weights.sum()
    shifts = []
    for _ in range(agents):
        busy = rng.choice(last, p=weights)
        start = int(np.clip(busy - rng.integers(4, 26), 24, 60))
        length = int(rng.choice([24, 28, 32, 34]))
        first = start + int(rng.integers(5, 11))
        lunch = start + int(rng.integers(12, 21))
        second = start + int(min(length - 2, rng.integers(22, 26)))
        shifts.append((start, length, first, lunch, second))
    actual = planned.astype(float)
    actual[NOON:] = np.ceil(actual[NOON:] * MORE)
    actual[EVENING:] = np.ceil(actual[EVENING:] * LESS)
    return actual.astype(np.int64), shifts


def schedule_table(shifts: list[Shift]) -> pd.DataFrame:
    """Schedule table of shifts as `instance` gives them."""
    rows = []
    for number, (start, length, first, lunch, second) in enumerate(shifts):
        clock = start
        for pause, quarters, activity in (
            (first, 1, "break"),
            (lunch, 2, "lunch"),
            (second, 1, "break"),
        ):
            rows.append((number, clock, pause, "contacts"))
            rows.append((number, pause, pause + quarters, activity))
            clock = pause + quarters
        rows.append((number, clock, start + length, "contacts"))
    frame = pd.DataFrame(rows, columns=["agent", "start", "end", "activity"])
    frame = frame[frame["end"] > frame["start"]]
    frame["agent"] = frame["agent"].map("A{:05d}".format)
    for name in ("start", "end"):
        frame[name] = MONDAY + pd.to_timedelta(STEP * frame[name], "min")
    frame["queue"] = frame["activity"].map({"contacts": "voice"}).fillna("")
    return frame.reset_index(drop=True)


def repaired(
    agents: int, seed: int = 0, *, time_limit: float | None = 60.0
) -> RepairResult:
    """Change the day of an instance."""
    needed, shifts = instance(agents, seed)
    return repair(
        schedule_table(shifts),
        requirement_table(needed, STEP),
        at=f"{MONDAY:%Y-%m-%d}T{NOW}",
        rules=RULES,
        vto_agents="all",
        gap=GAP,
        time_limit=time_limit,
    )


def lines() -> Iterator[Line]:
    """Measure."""
    repaired(20)  # what is imported and compiled once is not the question
    for agents, asked in ASKED.items():
        begun = time.process_time()
        found = repaired(agents)
        took = time.process_time() - begun
        name = f"a day of {agents:,} agents changed at {NOW}"
        yield Line(f"{name}: gap", 100 * found.gap, "%", 100 * GAP, at_least=False)
        yield Line(f"{name}: whole call", took, "CPU s", asked, at_least=False)
        yield Line(
            f"{name}: new violations", found.new_violations, "", 0, at_least=False
        )


def main() -> None:
    """Print the figures of one instance as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--time-limit", type=float, default=60.0)
    given = parser.parse_args()
    begun = time.process_time()
    found = repaired(given.agents, given.seed, time_limit=given.time_limit)
    figures = {**found.figures(), "cpu_seconds": time.process_time() - begun}
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
