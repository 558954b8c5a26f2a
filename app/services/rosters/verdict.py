"""What the referee says of an edited roster, and what the edit does to the coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pandas as pd

from scheduling.validate import validate
from wfm.intervals import midnight
from wfm.performance.coverage import coverage
from wfm.tables import VIOLATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from wfm.labour.rules import RuleBook

SEATS = "seats"
_KEPT = 64
# A segment may reach into the day after that of its shift, and seats with it.
_DAY = pd.Timedelta(days=1)
# A difference this small is rounding, not an hour.
_NOISE = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class RefereeTables:
    """
    What a roster is judged by, typed.

    Attributes
    ----------
    rules : RuleBook
        Law, house and the campaign's own rules.
    timezone : str
        IANA zone of the roster.
    interval : int
        Minutes of the requirement's intervals.
    requirement : DataFrame
        Requirement table.
    queue_skills : mapping of str to str
        Skill that each queue needs.
    agents, contracts, time_off, availability, sites : DataFrame or None
        Tables of these names; a rule that needs one that is not there is not judged.
    """

    rules: RuleBook
    timezone: str
    interval: int
    requirement: pd.DataFrame
    queue_skills: Mapping[str, str]
    agents: pd.DataFrame | None = None
    contracts: pd.DataFrame | None = None
    time_off: pd.DataFrame | None = None
    availability: pd.DataFrame | None = None
    sites: pd.DataFrame | None = None
    _told: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)

    def told(self, schedule: pd.DataFrame, agents: Collection[str]) -> pd.DataFrame:
        """Violations of some agents, kept: what was before is asked with each edit."""
        rows = _of(schedule, agents).to_csv()
        key = sha256(f"{sorted(agents)}{rows}".encode()).hexdigest()
        if key not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            self._told[key] = self.violations(schedule, agents)
        return self._told[key]

    def violations(
        self, schedule: pd.DataFrame, agents: Collection[str] | None = None
    ) -> pd.DataFrame:
        """
        Rules that a schedule breaks.

        Parameters
        ----------
        schedule : DataFrame
            Typed schedule table.
        agents : collection of str, optional
            Judge only these, and no seats: those are shared with the others.

        Returns
        -------
        DataFrame
            Violations table.
        """
        people, time_off, sites = self.agents, self.time_off, self.sites
        if agents is not None:
            schedule, sites = _of(schedule, agents), None
            people = None if people is None else self._judged(people, agents)
            time_off = None if time_off is None else _of(time_off, agents)
        return validate(
            schedule,
            people,
            self.contracts,
            time_off=time_off,
            requirement=self.requirement,
            availability=self.availability,
            sites=sites,
            rules=self.rules,
            timezone=self.timezone,
            queue_skills=self.queue_skills,
        )

    def crowded(self, schedule: pd.DataFrame, days: Iterable[date]) -> pd.DataFrame:
        """Days among some on which a site has more people than seats."""
        wanted = [pd.Timestamp(day) for day in days]
        if self.sites is None or not wanted:
            return pd.DataFrame(columns=VIOLATIONS.names)
        low, high = min(wanted) - _DAY, max(wanted) + _DAY
        day = midnight(schedule["start"])
        rows = schedule[(day >= low) & (day <= high)]
        found = validate(
            rows,
            self.agents,
            sites=self.sites,
            rules=self.rules,
            timezone=self.timezone,
        )
        inside = found["date"].isin(wanted) & (found["rule"] == SEATS)
        return found[inside].reset_index(drop=True)

    @staticmethod
    def _judged(people: pd.DataFrame, agents: Collection[str]) -> pd.DataFrame:
        """Rows of some agents; all of them where nobody of these is known any more."""
        own = _of(people, agents)
        return own if len(own) else people

    def coverage(self, schedule: pd.DataFrame) -> pd.DataFrame:
        """Coverage table of a schedule."""
        return coverage(
            self.requirement,
            schedule,
            interval=self.interval,
            timezone=self.timezone,
        )

    def caveat(self, day: date, note: str) -> str:
        """Part of a note that says what is unconfirmed of the rule; often empty."""
        said = {each.note for each in self.rules.on(day).parameters.values()} - {""}
        return next((text for text in sorted(said, key=len)[::-1] if text in note), "")


@dataclass(frozen=True, slots=True)
class Objection:
    """
    A rule that is broken.

    Attributes
    ----------
    agent : str
        ``*`` for all.
    date : date
        Day judged; of a week its Monday.
    rule, limit, found, source, note : str
        As in the violations table.
    caveat : str
        What is unconfirmed about the limit; empty where nothing is.
    """

    agent: str
    date: date
    rule: str
    limit: str
    found: str
    source: str
    note: str
    caveat: str


@dataclass(frozen=True, slots=True)
class QueueChange:
    """
    Coverage of a queue before and after, in agent-hours over all days.

    Attributes
    ----------
    queue : str
        Which.
    short_before, short_after, over_before, over_after : float
        Hours missing and too many.
    """

    queue: str
    short_before: float
    short_after: float
    over_before: float
    over_after: float

    @property
    def changed(self) -> bool:
        """Whether either differs."""
        short = self.short_after - self.short_before
        return max(abs(short), abs(self.over_after - self.over_before)) > _NOISE


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What an edit does.

    Attributes
    ----------
    new, mended, remaining : tuple of Objection
        Rules broken by it, kept by it, and broken before as after.
    queues : tuple of QueueChange
        Every queue, in the order of the requirement.
    """

    new: tuple[Objection, ...]
    mended: tuple[Objection, ...]
    remaining: tuple[Objection, ...]
    queues: tuple[QueueChange, ...]


def verdict(
    before: pd.DataFrame,
    after: pd.DataFrame,
    agents: Collection[str],
    tables: RefereeTables,
) -> Verdict:
    """
    Judge an edit by the agents it touches, and by every seat and interval.

    Parameters
    ----------
    before, after : DataFrame
        Typed schedule tables.
    agents : collection of str
        Whose shifts were changed.
    tables : RefereeTables
        What is judged by.

    Returns
    -------
    Verdict

    Raises
    ------
    TableError
        If the tables do not fit each other, such as a contract that is not there.
    """
    days = _days(before, agents) ^ _days(after, agents)
    old, new = (
        _together(tables.told(rows, agents), tables.crowded(rows, _whole(days)))
        for rows in (before, after)
    )
    fresh, mended, remaining = _sorted(old, new)
    return Verdict(
        new=tuple(_objections(fresh, tables)),
        mended=tuple(_objections(mended, tables)),
        remaining=tuple(_objections(remaining, tables)),
        queues=tuple(_queues(before, after, tables)),
    )


_Cells = tuple[str, pd.Timestamp, pd.Timestamp]


def _days(schedule: pd.DataFrame, agents: Collection[str]) -> set[_Cells]:
    rows = _of(schedule, agents)
    return set(zip(rows["agent"], rows["start"], rows["end"], strict=True))


def _whole(segments: set[_Cells]) -> set[date]:
    """Days on which segments that differ start or end."""
    return {moment.date() for _, start, end in segments for moment in (start, end)}


def _together(*found: pd.DataFrame) -> pd.DataFrame:
    there = [rows for rows in found if len(rows)]
    return pd.concat(there, ignore_index=True) if there else found[0]


def _of(rows: pd.DataFrame, agents: Collection[str]) -> pd.DataFrame:
    """Rows of some agents."""
    return rows[rows["agent"].isin(list(agents))]


def _sorted(
    before: pd.DataFrame, after: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Violations that are new, mended, and there before as after."""
    left = Counter(_keys(before))
    kept = []
    for key in _keys(after):
        kept.append(left[key] > 0)
        left[key] -= kept[-1]
    left = Counter(_keys(after))
    still = []
    for key in _keys(before):
        still.append(left[key] > 0)
        left[key] -= still[-1]
    remaining = pd.Series(kept, dtype=bool)
    return after[~remaining], before[~pd.Series(still, dtype=bool)], after[remaining]


def _keys(found: pd.DataFrame) -> Iterator[tuple[str, pd.Timestamp, str]]:
    return zip(found["agent"], found["date"], found["rule"], strict=True)


def _objections(rows: pd.DataFrame, tables: RefereeTables) -> Iterator[Objection]:
    row: Any
    for row in rows.itertuples(index=False):
        day = row.date.date()
        yield Objection(
            row.agent,
            day,
            row.rule,
            row.limit,
            row.found,
            row.source,
            row.note,
            tables.caveat(day, row.note),
        )


def _queues(
    before: pd.DataFrame, after: pd.DataFrame, tables: RefereeTables
) -> Iterator[QueueChange]:
    hours = tables.interval / 60
    sums = [
        tables.coverage(rows).groupby("queue", sort=False)[["short", "over"]].sum()
        * hours
        for rows in (before, after)
    ]
    for queue in sums[0].index:
        (short, over), (short_after, over_after) = (
            each.loc[queue].astype(float) for each in sums
        )
        yield QueueChange(str(queue), short, short_after, over, over_after)
