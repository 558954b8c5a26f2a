"""Agents by interval against the packages on PyPI that answer the same question."""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
from call_center_tools import calc_staffing
from pyworkforce.queuing import ErlangC

from benchmarks.measure import Line, seconds
from wfm.demand import ServiceGoal
from wfm.staffing import required_agents
from wfm.staffing.requirement import fewest_agents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# A year of half-hours with calls of four minutes, 80 in 20 s being usual; here 85.
INTERVALS, AHT, LEVEL, THRESHOLD, CAP = 17_520, 240.0, 0.85, 20.0, 0.65
MANY = 1_000_000
_MEBI = 1024.0


def volumes(count: int) -> NDArray[np.float64]:
    """Distinct real volumes, from 0 to 500 contacts."""
    return np.random.default_rng(17).uniform(0.0, 500.0, count)


def goal(cap: float | None) -> ServiceGoal:
    """85 % in 20 seconds, with or without the occupancy cap."""
    return ServiceGoal(service_level=LEVEL, threshold=THRESHOLD, max_occupancy=cap)


def pyworkforce(contacts: float, cap: float) -> int:
    """Agents by pyworkforce, which counts in minutes."""
    queue = ErlangC(
        transactions=contacts,
        aht=AHT / 60,
        interval=30,
        asa=THRESHOLD / 60,
        shrinkage=0.0,
    )
    answer = queue.required_positions(service_level=LEVEL, max_occupancy=cap)
    return int(answer["raw_positions"])


def call_center_tools(contacts: float, cap: float) -> int:
    """Agents by call-center-tools; fails at whole erlangs without a cap."""
    answer = calc_staffing(
        2 * contacts,
        AHT,
        max_occupancy=cap,
        target_answer_time=THRESHOLD,
        target_service_level=LEVEL,
    )
    return int(answer.agents)


def lines() -> Iterator[Line]:
    """Measure."""
    given = volumes(INTERVALS)
    for cap, name, asked in ((CAP, "with the 65 % cap", 100), (None, "without", 40)):
        ours = fewest_agents(given, AHT, goal=goal(cap))  # compiled before the clock
        required_agents(given[:10], AHT, goal=goal(cap))
        theirs = np.array([pyworkforce(v, cap or 1.0) for v in given])
        peer = seconds(lambda cap=cap: [pyworkforce(v, cap or 1.0) for v in given])
        alone = seconds(
            lambda cap=cap: fewest_agents(given, AHT, goal=goal(cap)), runs=7
        )
        whole = seconds(
            lambda cap=cap: required_agents(given, AHT, goal=goal(cap)), runs=7
        )
        yield Line(
            f"answers that differ from pyworkforce {name}",
            (ours != theirs).sum(),
            "rows",
            0,
            at_least=False,
        )
        yield Line(
            f"agents alone {name}: faster than pyworkforce",
            peer / alone,
            "times",
            asked,
        )
        yield Line(
            f"whole ledger {name}: faster than pyworkforce", peer / whole, "times", 30
        )
        yield Line(
            f"agents alone {name}", 1000 * alone, "ms", 5 if cap else 12, at_least=False
        )
        if cap is not None:
            peer = seconds(lambda: [call_center_tools(v, CAP) for v in given])
            yield Line(
                f"agents alone {name}: faster than call-center-tools",
                peer / alone,
                "times",
                20,
            )
    yield from a_million()


def a_million() -> Iterator[Line]:
    """Measure a million intervals in a process of their own, for its memory."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {__name__} as b; b.in_a_process()"],
        capture_output=True,
        text=True,
        check=True,
    )
    took, peak = map(float, done.stdout.split())
    yield Line("a million intervals, whole ledger", took, "s", 1.2, at_least=False)
    yield Line("memory of that process at its peak", peak, "MiB", 500, at_least=False)


def in_a_process() -> None:
    """Print seconds and MiB of a million intervals."""
    required_agents(volumes(10), AHT, goal=goal(CAP))
    given = volumes(MANY)
    took = seconds(lambda: required_agents(given, AHT, goal=goal(CAP)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBI
    sys.stdout.write(f"{took} {peak}\n")
