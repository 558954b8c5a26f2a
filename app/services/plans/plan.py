"""A finished plan as its readers see it: the one door between pages and storage.

It lives in the folder that ``aforo plan`` writes, or as a version in the store; a page
never learns where a table came from.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from app.services.planning.folder import TABLES
from app.services.plans.sources import FolderSource
from wfm.intervals import midnight, zone
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from app.services.plans.sources import PlanSource
    from app.services.plans.summary_file import Summary
    from wfm.tables import Table

T = TypeVar("T")
WEEK_COLUMNS = ("week", "skill", "needed_hours", "contracted_hours", "gap_hours")
_REQUEST_NUMBERS = {"gap_heads", "monthly_cost", "uncovered_hours"}
_SUMS = ["required", "scheduled", "short", "over"]


class Plans:
    """
    One plan, read when asked for and read again when it has changed.

    Parameters
    ----------
    source : PlanSource or Path
        Where it is kept; a folder that ``aforo plan --out`` wrote.

    Raises
    ------
    StoreError
        From any member, if the plan or a table of it cannot be read.
    TableError
        From any member, if a file is not what its name promises.
    """

    def __init__(self, source: PlanSource | Path) -> None:
        self._source: PlanSource = (
            FolderSource(source) if isinstance(source, Path) else source
        )
        self._lock = RLock()
        self._read: dict[str, tuple[Hashable, Any]] = {}

    @property
    def summary(self) -> Summary:
        """Figures of the whole plan."""
        return self._fresh("summary", self._source.summary)

    @property
    def timezone(self) -> str:
        """IANA zone in which the plan's times are shown."""
        return self.summary.get("timezone", "UTC")

    @property
    def today(self) -> date:
        """Current calendar day in the plan's zone."""
        return pd.Timestamp.now(tz=zone(self.timezone)).date()

    @property
    def queues(self) -> tuple[str, ...]:
        """Queue names, the busiest first."""
        rows = self.summary.get("queues", [])
        ordered = sorted(rows, key=lambda row: -(row.get("contacts") or 0.0))
        return tuple(str(row["queue"]) for row in ordered)

    @property
    def days(self) -> tuple[date, ...]:
        """Calendar days planned, in order."""
        summary = self.summary
        first = date.fromisoformat(summary["start"])
        return tuple(first + timedelta(days=n) for n in range(summary["days"]))

    @property
    def weeks(self) -> pd.DataFrame:
        """
        Needed against contracted hours by week and skill.

        Returns
        -------
        DataFrame
            ``week`` (naive Monday), ``skill``, ``needed_hours``,
            ``contracted_hours``, ``gap_hours`` (positive where hours are missing)
            and ``gap_heads``.
        """
        rows = pd.DataFrame(
            self.summary.get("weeks", []), columns=[*WEEK_COLUMNS, "gap_heads"]
        )
        numbers = ["needed_hours", "contracted_hours", "gap_hours", "gap_heads"]
        rows[numbers] = rows[numbers].astype("float64")
        rows["week"] = pd.to_datetime(rows["week"]).dt.as_unit("us")
        return rows

    def absent(self, table: str) -> str | None:
        """Why the plan has no such table ('' when it does not say); None if it has."""
        if self._source.has(table):
            return None
        reasons = self.summary.get("absent", {})
        return reasons.get(f"{table}.csv", reasons.get(table, ""))

    def table(self, name: str) -> pd.DataFrame:
        """Every row of a table; an empty one where the plan has none."""
        return self._table(name)

    def forecast(self, queue: str, first: date, days: int = 1) -> pd.DataFrame:
        """Forecast rows of a queue on some calendar days; none where it is closed."""
        return _part(self._table("forecast"), queue, first, days)

    def requirement(self, queue: str, first: date, days: int = 1) -> pd.DataFrame:
        """Rows of the requirement of a queue on some calendar days."""
        return _part(self._table("requirement"), queue, first, days)

    def simulation(self, queue: str, first: date, days: int = 1) -> pd.DataFrame:
        """Rows of the simulation of a queue on some calendar days; none if left out."""
        return _part(self._table("simulation"), queue, first, days)

    def coverage(
        self, first: date, days: int = 1, *, queue: str | None = None
    ) -> pd.DataFrame:
        """
        Scheduled against required agents on some calendar days.

        Without a queue, the sum over all queues by interval: agents add up, a
        shortage in one queue is not made good by another.
        """
        rows = _part(self._table("coverage"), queue, first, days)
        if queue is not None:
            return rows
        return rows.groupby("start", as_index=False)[_SUMS].sum()

    def schedule(self, day: date) -> pd.DataFrame:
        """
        Segments of every shift that touches a calendar day.

        Returns
        -------
        DataFrame
            Columns of the schedule table, with ``shift``, ``date`` (on which the
            shift starts) and ``minutes``. Anonymous shifts where the plan has no
            agents.
        """
        return touching(self._rostered, day)

    @property
    def teams(self) -> tuple[str, ...]:
        """Teams that the roster names, in order; none where it names no team."""
        rows = self._rostered
        if "team" not in rows:
            return ()
        return tuple(sorted({str(team) for team in rows["team"].dropna()} - {""}))

    @property
    def anonymous(self) -> bool:
        """Whether the roster has shifts without names."""
        return self._roster == "shifts"

    @property
    def adherence(self) -> pd.DataFrame:
        """Adherence and conformance by agent and day."""
        return self._table("adherence")

    @property
    def requests(self) -> pd.DataFrame:
        """
        Lines of the staffing requests.

        Returns
        -------
        DataFrame
            Columns of the requests table and, where the plan gives them, ``skill``,
            ``contract``, ``gap_heads`` (persons that must stay), ``temporary``,
            ``feasible_from`` (naive day), ``monthly_cost`` and ``uncovered_hours``.
        """
        rows = self._table("requests")
        for name in _REQUEST_NUMBERS & set(rows):
            rows[name] = pd.to_numeric(rows[name], errors="coerce").astype("float64")
        if "feasible_from" in rows:
            days = pd.to_datetime(rows["feasible_from"], errors="coerce")
            rows["feasible_from"] = days.dt.as_unit("us")
        if "temporary" in rows:
            rows["temporary"] = rows["temporary"].astype("str") == "True"
        return rows

    @property
    def _roster(self) -> str:
        return "schedule" if self._source.has("schedule") else "shifts"

    @property
    def _rostered(self) -> pd.DataFrame:
        """Every segment with its shift."""
        return self._fresh(f"shifts of {self._roster}", self._shifts, self._roster)

    def _shifts(self) -> pd.DataFrame:
        return with_shifts(self._parsed(self._roster))

    def _table(self, name: str) -> pd.DataFrame:
        # A shallow copy: with copy-on-write no page can change what the next one reads.
        return self._fresh(name, lambda: self._parsed(name)).copy(deep=False)

    def _parsed(self, name: str) -> pd.DataFrame:
        """Read a table; an empty one of its columns where the plan has none."""
        if not self._source.has(name):
            return _empty(TABLES[name], self.timezone)
        return self._source.table(name, timezone=self.timezone)

    def _fresh(self, kept_as: str, read: Callable[[], T], part: str = "") -> T:
        """Call `read`, and keep what it gives until the part of the plan changes."""
        stamp = self._source.stamp(part or kept_as)
        with self._lock:
            known = self._read.get(kept_as)
            if known is None or known[0] != stamp:
                known = self._read[kept_as] = (stamp, read())
        kept: T = known[1]
        return kept


def touching(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """
    Segments of the shifts that touch a calendar day.

    Parameters
    ----------
    rows : DataFrame
        Segments with their ``shift``.
    day : date
        In the zone of the rows.

    Returns
    -------
    DataFrame
        Some of the rows, whole shifts.
    """
    low, high = pd.Series(pd.to_datetime([day, day + timedelta(days=1)]))
    wall_start = rows["start"].dt.tz_localize(None)
    wall_end = rows["end"].dt.tz_localize(None)
    found = rows.loc[(wall_start < high) & (wall_end > low), "shift"].unique()
    return rows[rows["shift"].isin(found)]


def _part(
    rows: pd.DataFrame, queue: str | None, first: date, days: int
) -> pd.DataFrame:
    low = pd.Timestamp(first)
    day = midnight(rows["start"])
    wanted = (day >= low) & (day < low + pd.Timedelta(days=days))
    if queue is not None:
        wanted &= rows["queue"] == queue
    return rows[wanted].sort_values("start", kind="stable").reset_index(drop=True)


def _empty(table: Table, timezone: str) -> pd.DataFrame:
    kinds = {
        "text": "str",
        "number": "float64",
        "integer": "int64",
        "time": pd.DatetimeTZDtype("us", zone(timezone)),
        "date": "datetime64[us]",
        "clock": "int64",
    }
    return pd.DataFrame(
        {
            column.name: pd.Series(dtype=kinds[column.kind])  # type: ignore[call-overload]
            for column in table.columns
        }
    )
