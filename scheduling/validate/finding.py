"""What the referee reports, and the words in which it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: a row of the violations table but for the rule's name."""

    agent: str
    date: pd.Timestamp
    limit: str
    found: str
    source: str
    note: str = ""


def say(amount: float) -> str:
    """Say minutes."""
    return f"{amount:.10g} min"


def span(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Clock times of a start and an end."""
    return f"{start:%H:%M} to {end:%H:%M}"


def together(*notes: str) -> str:
    """One note of those that say something."""
    return "; ".join(filter(None, notes))


def count(number: float, thing: str) -> str:
    """Say how many things."""
    return f"{number:g} {thing}" if number == 1 else f"{number:g} {thing}s"
