"""What a roster is judged by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from app.services.rosters.unedited import Unedited
from scheduling.validate import validate
from wfm.intervals import midnight
from wfm.performance.coverage import coverage
from wfm.tables import VIOLATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from wfm.labour.rules import RuleBook

SEATS = "seats"
# A segment may reach into the day after that of its shift, and seats with it.
_DAY = pd.Timedelta(days=1)
# What the referee asks of a requirement: when queues are open.
_HOURS = ["queue", "start", "agents"]
# What coverage asks of it: reading the other columns takes longer than counting.
_NEEDS = [*_HOURS, "to_schedule"]


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
    _unedited: list[Unedited] = field(default_factory=list, init=False, repr=False)

    def unedited(self, schedule: pd.DataFrame) -> Unedited:
        """Roster of the version that these tables are for; the same one each time."""
        if not self._unedited:
            self._unedited.append(Unedited(schedule, self))
        return self._unedited[0]

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
            requirement=self.requirement[_HOURS],
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
        known = self.requirement
        return coverage(
            known[[name for name in _NEEDS if name in known]],
            schedule,
            interval=self.interval,
            timezone=self.timezone,
        )

    def caveat(self, day: date, note: str) -> str:
        """Part of a note that says what is unconfirmed of the rule; often empty."""
        if not note:
            return ""
        said = {each.note for each in self.rules.on(day).parameters.values()} - {""}
        return next((text for text in sorted(said, key=len)[::-1] if text in note), "")


def _of(rows: pd.DataFrame, agents: Collection[str]) -> pd.DataFrame:
    """Rows of some agents."""
    return rows[rows["agent"].isin(list(agents))]
