"""What the caller gives: parsed, and refused where the question makes no sense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from scheduling.repair.menu import CHANGES
from wfm.errors import InputError, ParameterError, Problem, TableError, UnknownNameError
from wfm.intervals import day_starts, epoch_minutes, interval_of, zone
from wfm.schedule import with_shifts
from wfm.tables import AGENTS, CONTRACTS, REQUIREMENT, SCHEDULE, TIME_OFF, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

_MINUTE = pd.Timedelta(minutes=1)
_DAY = pd.Timedelta(days=1)
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """
    Typed tables and the moment.

    Attributes
    ----------
    schedule, requirement : DataFrame
    agents, contracts, time_off : DataFrame or None
    at : Timestamp
        Aware moment from which the day may change.
    day : Timestamp
        Its calendar day, naive midnight.
    midnight : int
        Epoch minute at which that day ends.
    interval : int
        Minutes.
    timezone : str
        IANA name.
    """

    schedule: pd.DataFrame
    requirement: pd.DataFrame
    agents: pd.DataFrame | None
    contracts: pd.DataFrame | None
    time_off: pd.DataFrame | None
    at: pd.Timestamp
    day: pd.Timestamp
    midnight: int
    interval: int
    timezone: str

    @property
    def terms(self) -> pd.DataFrame:
        """Terms of each agent's contract; no rows without agents and contracts."""
        if self.agents is None or self.contracts is None:
            return pd.DataFrame(columns=["agent", *CONTRACTS.names])
        agents = self.agents[["agent", "contract"]]
        return agents.merge(self.contracts[CONTRACTS.names], on="contract")

    def skills(self, queue_skills: Mapping[str, str]) -> dict[str, frozenset[str]]:
        """Queues required that each agent can serve; empty without agents."""
        if self.agents is None:
            return {}
        queues = sorted(self.requirement["queue"].unique())
        return {
            agent: frozenset(
                queue
                for queue in queues
                if queue_skills.get(queue, queue)
                in {each.strip() for each in listed.split(";")}
            )
            for agent, listed in zip(
                self.agents["agent"], self.agents["skills"], strict=True
            )
        }


def moment(at: str | datetime | pd.Timestamp, timezone: str) -> pd.Timestamp:
    """
    Aware time of a moment; a time without an offset is the zone's.

    Raises
    ------
    ParameterError
        If it is no time, or never happens in the zone.
    """
    rule = "a date and time such as 2026-11-30T11:00"
    try:
        time = pd.Timestamp(at)
        if time.tzinfo is None:
            time = time.tz_localize(zone(timezone), ambiguous=True)
    except ParameterError:
        raise
    except (ValueError, TypeError) as error:
        raise ParameterError("at", str(at), rule) from error
    if pd.isna(time):
        raise ParameterError("at", str(at), rule)
    return time.tz_convert(zone(timezone))


def read(  # noqa: PLR0913 - the tables a day is changed by
    schedule: pd.DataFrame,
    requirement: pd.DataFrame,
    agents: pd.DataFrame | None,
    contracts: pd.DataFrame | None,
    time_off: pd.DataFrame | None,
    *,
    at: str | datetime | pd.Timestamp,
    timezone: str,
    interval: int | None,
) -> Given:
    """
    Parse everything.

    Parameters
    ----------
    schedule, requirement, agents, contracts, time_off : DataFrame
        Tables of these names, raw or typed.
    at : str, datetime or Timestamp
        Moment from which the day may change.
    timezone : str
        IANA name.
    interval : int or None
        Minutes; inferred where it is None.

    Returns
    -------
    Given

    Raises
    ------
    TableError
        If a table breaks its contract, or somebody scheduled is not among the agents.
    InputError
        If the schedule, or the requirement, has nothing for the rest of the day.
    """
    time = moment(at, timezone)
    day = time.tz_localize(None).normalize()
    needed = REQUIREMENT.parse(requirement, timezone=timezone)
    tomorrow = day_starts(pd.Series([day + _DAY]), timezone)
    given = Given(
        schedule=SCHEDULE.parse(schedule, timezone=timezone),
        requirement=needed,
        agents=_maybe(AGENTS, agents, timezone),
        contracts=_maybe(CONTRACTS, contracts, timezone),
        time_off=_maybe(TIME_OFF, time_off, timezone),
        at=time,
        day=day,
        midnight=int(epoch_minutes(tomorrow)[0]),
        interval=interval_of(needed["start"], interval, needed["queue"]),
        timezone=timezone,
    )
    _check_schedule(given)
    _check_requirement(given)
    return given


def allowed(allow: Iterable[str]) -> frozenset[str]:
    """
    Kinds of change that may be made.

    Raises
    ------
    UnknownNameError
        If one is not known.
    InputError
        If there is none.
    """
    kinds = [allow] if isinstance(allow, str) else list(allow)
    for kind in kinds:
        if kind not in CHANGES:
            raise UnknownNameError("change", kind, CHANGES)
    if not kinds:
        raise InputError(f"allow names no change: give some of {', '.join(CHANGES)}")
    return frozenset(kinds)


def volunteers(
    vto_agents: str | Iterable[str] | None, given: Given
) -> frozenset[str] | None:
    """
    Agents who agree to go home early; None for all, empty for nobody.

    Raises
    ------
    UnknownNameError
        If one is not in the schedule.
    """
    if isinstance(vto_agents, str) and vto_agents == ALL:
        return None
    names = [vto_agents] if isinstance(vto_agents, str) else list(vto_agents or ())
    known = set(given.schedule["agent"])
    for name in names:
        if name not in known:
            raise UnknownNameError("agent", name, known)
    return frozenset(names)


def _maybe(
    table: Table, frame: pd.DataFrame | None, timezone: str
) -> pd.DataFrame | None:
    return None if frame is None else table.parse(frame, timezone=timezone)


def _check_schedule(given: Given) -> None:
    schedule, at, day = given.schedule, given.at, given.day
    near = schedule[(schedule["end"] > at - _DAY) & (schedule["start"] < at + 2 * _DAY)]
    rows = with_shifts(near)
    midnight = pd.Timestamp(given.midnight * 60, unit="s", tz="UTC")
    today = rows[(rows["date"] == day) | (rows["start"] < midnight)]
    today = today[(today["date"] == day) | (today["end"] > at)]
    if today.empty:
        raise InputError(
            f"{SCHEDULE.source(schedule)} has no segment on {day:%Y-%m-%d}: give the "
            "schedule in force on the day of --at"
        )
    if not (today["end"] > at).any():
        raise InputError(
            f"nothing is left to change: the last shift of {day:%Y-%m-%d} ends at "
            f"{today['end'].max():%H:%M}, and --at is {at:%H:%M}"
        )
    if given.agents is None:
        return
    unknown = sorted(
        set(today.loc[today["end"] > at, "agent"]) - set(given.agents["agent"])
    )
    if unknown:
        source, where = SCHEDULE.source(schedule), AGENTS.source(given.agents)
        rule = f"works on {day:%Y-%m-%d} but is not in {where}: add the agent"
        raise TableError(
            [Problem(source, rule, column="agent", value=each) for each in unknown]
        )


def _check_requirement(given: Given) -> None:
    needed = given.requirement
    length = given.interval * _MINUTE
    left = (needed["start"] + length > given.at) & (
        epoch_minutes(needed["start"]) < given.midnight
    )
    if not left.any():
        raise InputError(
            f"{REQUIREMENT.source(needed)} has nothing from {given.at:%H:%M} on "
            f"{given.day:%Y-%m-%d} on: give the requirement of the rest of the day"
        )
