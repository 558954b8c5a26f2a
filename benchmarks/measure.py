"""Seconds of a call, and a line that holds them against what was asked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def seconds(call: Callable[[], object], *, runs: int = 1) -> float:
    """Fewest seconds of some runs."""
    best = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begun)
    return best


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, how it came out, and what was asked of it."""

    name: str
    value: float
    unit: str
    asked: float
    at_least: bool = True

    def __str__(self) -> str:
        met = self.value >= self.asked if self.at_least else self.value <= self.asked
        sign = ">=" if self.at_least else "<="
        verdict = "met" if met else "MISSED"
        return (
            f"{self.name:<58} {self.value:>12,.4g} {self.unit:<10} "
            f"asked {sign} {self.asked:<10,.4g} {verdict}"
        )
