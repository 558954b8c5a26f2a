"""The file ``summary.json`` as readers of a plan see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict, cast

from wfm.errors import Problem, StoreError, TableError

if TYPE_CHECKING:
    from pathlib import Path

# Without these no page can say which days it shows.
_NEEDED = ("start", "days", "interval")


class Summary(TypedDict, total=False):
    """What ``summary.json`` holds; hours are agent-hours, shares 0-1."""

    campaign: str
    client: str
    timezone: str
    country: str
    currency: str
    as_of: str
    data_until: str | None
    start: str
    days: int
    interval: int
    goal: dict[str, Any]
    contacts: float
    peak_agents: int
    headcount_needed: int
    headcount_available: int | None
    headcount_missing: int
    coverage: float | None
    cost: float | None
    pay: float | None
    bound: float | None
    gap: float | None
    required_hours: float
    short_hours: float | None
    over_hours: float | None
    people: int
    violations: int
    wishes: dict[str, int]
    spread: dict[str, dict[str, float]]
    missed: list[dict[str, str]]
    seats: list[dict[str, Any]]
    hires: dict[str, int]
    solver: str
    seed: int
    stopped_by: str
    seconds: float
    steps: dict[str, float]
    queues: list[dict[str, Any]]
    simulation: dict[str, Any]
    weeks: list[dict[str, Any]]
    model: str
    methods: dict[str, str]
    new_queues: list[dict[str, Any]]
    overridden: list[dict[str, Any]]
    defaults: list[str]
    absent: dict[str, str]
    notes: list[str]


def read_summary(path: Path) -> Summary:
    """
    Read the summary of a plan.

    Parameters
    ----------
    path : Path
        ``summary.json`` of a plan folder.

    Returns
    -------
    Summary
        With every key that the pages need.

    Raises
    ------
    StoreError
        If it cannot be read.
    TableError
        If it is not such a summary.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    return summary_of(data, path.name)


def summary_of(data: bytes, source: str) -> Summary:
    """
    Read the summary of a plan from memory.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.

    Returns
    -------
    Summary
        With every key that the pages need.

    Raises
    ------
    TableError
        If it is not such a summary.
    """
    try:
        summary = json.loads(data.decode())
    except ValueError as error:
        raise TableError([Problem(source, f"is not JSON: {error}")]) from error
    if not isinstance(summary, dict):
        raise TableError([Problem(source, "is not a JSON object")])
    missing = [key for key in _NEEDED if key not in summary]
    if missing:
        raise TableError([Problem(source, f"has no {key!r}") for key in missing])
    return cast("Summary", summary)
