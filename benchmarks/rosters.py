"""Named rosters of a centre open day and night: distance from the bound, seconds."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.measure import Line
from benchmarks.requirement import MONDAY, requirement, requirement_table
from scheduling import build_roster, validate

if TYPE_CHECKING:
    from collections.abc import Iterator

# Agents, peak, weeks; gap and seconds asked.
SIZES = (
    (50, 28, 1, 0.025, 20.0),
    (200, 115, 1, 0.01, 15.0),
    (1000, 580, 1, 0.01, 60.0),
    (200, 115, 4, None, 45.0),
)
MEMORY = 2048.0
SHORTAGE = 0.001
# Contracts with their share of the staff: paid minutes of the week, of the shortest and
# the longest day, and working days.
CONTRACTS = {
    "42h": (0.60, 2520, 420, 540, 5, 6),
    "36h": (0.25, 2160, 360, 540, 4, 6),
    "24h": (0.15, 1440, 360, 480, 3, 4),
}
OFF = 0.05
_MEBI = 1024.0


def staff(
    count: int, weeks: int, seed: int = 1
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """
    Make agents, contracts and time off: one agent in twenty is off a day of each week.

    Parameters
    ----------
    count : int
        Agents.
    weeks : int
        Weeks from `benchmarks.requirement.MONDAY`.
    seed : int
        Of contracts and days off.
    """
    rng = np.random.default_rng(seed)
    names = [f"A{number:04d}" for number in range(count)]
    shares = [terms[0] for terms in CONTRACTS.values()]
    chosen = rng.choice(list(CONTRACTS), count, p=shares)
    agents = pd.DataFrame({"agent": names, "contract": chosen, "skills": "voice"})
    contracts = pd.DataFrame(
        [(name, *terms[1:], "ordinary") for name, terms in CONTRACTS.items()],
        columns=[
            "contract",
            "weekly_minutes",
            "min_day_minutes",
            "max_day_minutes",
            "min_days",
            "max_days",
            "regime",
        ],
    )
    away = [
        (name, MONDAY + pd.Timedelta(days=int(rng.integers(7)) + 7 * week))
        for name in names
        for week in range(weeks)
        if rng.random() < OFF
    ]
    time_off = pd.DataFrame(away, columns=["agent", "start"])
    return agents, contracts, time_off.assign(end=time_off["start"], kind="off")


def measure(count: int, peak: int, weeks: int) -> dict[str, float]:
    """Build one roster under Colombian rules, and judge it again."""
    agents, contracts, time_off = staff(count, weeks)
    needed = requirement_table(requirement(peak, weeks, seed=1))
    result = build_roster(needed, agents, contracts, time_off=time_off)
    found = validate(
        result.schedule, agents, contracts, time_off=time_off, requirement=needed
    )
    return {
        "gap": result.gap,
        "seconds": result.seconds,
        "short": result.short_hours / result.required_hours,
        "violations": float(len(found)),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBI,
    }


def in_a_process(count: int, peak: int, weeks: int) -> dict[str, float]:
    """Measure in a process of its own, for its memory, machine code at hand."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.rosters", str(count), str(peak), str(weeks)],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def lines() -> Iterator[Line]:
    """Measure."""
    in_a_process(6, 4, 1)
    took = {}
    for count, peak, weeks, gap, seconds in SIZES:
        made = in_a_process(count, peak, weeks)
        name = f"roster of {count} agents over {weeks} week{'s' * (weeks > 1)}"
        if gap is not None:
            yield Line(
                f"{name}: from its bound", 100 * made["gap"], "%", 100 * gap, False
            )
        yield Line(f"{name}: seconds", made["seconds"], "s", seconds, False)
        yield Line(
            f"{name}: uncovered", 100 * made["short"], "%", 100 * SHORTAGE, False
        )
        yield Line(f"{name}: violations", made["violations"], "rules", 0, False)
        took[count, weeks] = made["seconds"]
        memory = made["memory"]
        if count == max(size[0] for size in SIZES):
            yield Line(f"{name}: memory at its peak", memory, "MiB", MEMORY, False)
    growth = took[1000, 1] / took[200, 1]
    yield Line("five times the agents: times the seconds", growth, "times", 5, False)


if __name__ == "__main__":
    made = measure(*map(int, sys.argv[1:4]))
    sys.stdout.write(f"{json.dumps(made)}\n")
