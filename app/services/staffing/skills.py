"""From a forecast and groups of agents with skills to agents by group."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from scheduling.skills import judge_skills, staff_skills
from wfm.demand import Channel
from wfm.errors import ParameterError, Problem, TableError
from wfm.staffing.skill_groups import EQUAL, SkillDemand, SkillGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scheduling.skills import Method, SkillStaffing
    from wfm.demand import Queue

_VOICE_LIKE = (Channel.VOICE, Channel.CHAT)
# Of a queue that is closed while others are open: no contact ever takes it.
_NO_TIME = 1.0


@dataclass(frozen=True, slots=True)
class SkillCase:
    """
    Demand by interval, and who may serve it.

    Attributes
    ----------
    demands : dict of Timestamp to tuple of SkillDemand
        Every queue of the forecast in each interval; without volume where closed.
    groups : tuple of SkillGroup
        Their skills are names of queues.
    interval : float
        Seconds.
    """

    demands: dict[pd.Timestamp, tuple[SkillDemand, ...]]
    groups: tuple[SkillGroup, ...]
    interval: float

    def busiest(self) -> pd.Timestamp:
        """Start of the interval with the largest load; the first among equals."""
        return max(
            self.demands,
            key=lambda start: sum(
                each.load(self.interval) for each in self.demands[start]
            ),
        )

    def starting(self, at: pd.Timestamp) -> pd.Timestamp:
        """
        Start of an interval, which must be open.

        Parameters
        ----------
        at : Timestamp
            A local time, or one with its zone.

        Returns
        -------
        Timestamp
            As in `demands`.

        Raises
        ------
        ParameterError
            If no interval of the forecast starts then.
        """
        wanted = at.tz_localize(next(iter(self.demands)).tz) if at.tz is None else at
        for start in self.demands:
            if start == wanted:
                return start
        raise ParameterError(
            "at", at.isoformat(), "the start of an interval of the forecast"
        )


def skill_case(
    forecast: pd.DataFrame,
    queue: Callable[[str], Queue],
    groups: Sequence[SkillGroup],
    *,
    interval: int,
    source: str = "groups",
) -> SkillCase:
    """
    Put a forecast, the queues' goals and the groups together.

    Parameters
    ----------
    forecast : DataFrame
        Forecast table; its mean volume and handle time are used.
    queue : callable
        Gives the `Queue` (goal, patience, skill, handle time) for a queue's name.
    groups : sequence of SkillGroup
        Their skills are those of the queues.
    interval : int
        Interval length in minutes.
    source : str
        File of the groups, to name it where something is wrong.

    Returns
    -------
    SkillCase
        Ready to staff.

    Raises
    ------
    TableError
        If queues have no handle time, or groups have skills that no queue asks for;
        with every such queue, or skill.
    ParameterError
        If a queue is neither voice nor chat, or one agent handles several contacts.
    """
    queues = {str(name): queue(str(name)) for name in forecast["queue"].unique()}
    for each in queues.values():
        _check_channel(each)
    handle = _handle_times(forecast, queues)
    demands: dict[pd.Timestamp, tuple[SkillDemand, ...]] = {}
    for start, rows in forecast.groupby("start", sort=True):
        open_rows = {
            str(name): (float(volume), float(handle[index]))
            for index, name, volume in zip(
                rows.index, rows["queue"], rows["volume"], strict=True
            )
        }
        demands[pd.Timestamp(start)] = tuple(  # type: ignore[arg-type]
            _demand(each, open_rows.get(name)) for name, each in sorted(queues.items())
        )
    return SkillCase(demands, _by_queue(groups, queues, source), interval * 60.0)


def staff_case(
    case: SkillCase,
    starts: Sequence[pd.Timestamp],
    *,
    method: Method,
    seed: int = 0,
    agents: Sequence[int] | None = None,
    tell: Callable[[float], None] | None = None,
) -> dict[pd.Timestamp, SkillStaffing]:
    """
    Staff some intervals, each on its own.

    Parameters
    ----------
    case : SkillCase
        Demand and groups.
    starts : sequence of Timestamp
        Which intervals.
    method : Method
        How to simulate.
    seed : int
        The same for every interval.
    agents : sequence of int, optional
        Of each group: judge these instead of searching.
    tell : callable, optional
        Told the share that is done.

    Returns
    -------
    dict of Timestamp to SkillStaffing
        In the order of `starts`.

    Raises
    ------
    InputError, NoAnswerError
        As `staff_skills` and `judge_skills`.
    """
    answers = {}
    for number, start in enumerate(starts):
        given = {"interval": case.interval, "method": method, "seed": seed}
        demands = case.demands[start]
        answers[start] = (
            staff_skills(demands, case.groups, **given)  # type: ignore[arg-type]
            if agents is None
            else judge_skills(demands, case.groups, agents, **given)  # type: ignore[arg-type]
        )
        if tell is not None:
            tell((number + 1) / len(starts))
    return answers


def staffing_tables(
    case: SkillCase, answers: Mapping[pd.Timestamp, SkillStaffing]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Tables of answers.

    Parameters
    ----------
    case : SkillCase
        Demand and groups.
    answers : mapping of Timestamp to SkillStaffing
        By interval.

    Returns
    -------
    staffing : DataFrame
        Skill staffing table.
    service : DataFrame
        Skill service table.
    """
    costs = {group.name: group.cost for group in case.groups}
    staffing = [
        {
            "group": name,
            "start": start,
            "agents": number,
            "cost": number * costs[name],
            "occupancy": answer.occupancy.get(name, math.nan),
        }
        for start, answer in answers.items()
        for name, number in answer.agents.items()
    ]
    service = [
        {
            "queue": demand.queue,
            "start": start,
            "volume": demand.volume,
            "aht_s": demand.aht,
            "service_level": found.service_level,
            "service_level_low": found.service_level_low,
            "service_level_high": found.service_level_high,
            "asa_s": found.mean_wait,
            "abandonment": found.abandonment,
            "missed": ";".join(found.missed),
        }
        for start, answer in answers.items()
        for demand, found in zip(case.demands[start], answer.services, strict=True)
        if demand.volume > 0
    ]
    return _sorted(staffing, "group"), _sorted(service, "queue")


def _sorted(rows: list[dict[str, Any]], first: str) -> pd.DataFrame:
    return pd.DataFrame(rows).sort_values([first, "start"], ignore_index=True)


def _demand(queue: Queue, row: tuple[float, float] | None) -> SkillDemand:
    goal = queue.goal
    if row is None:
        # A closed queue asks for nobody, not even for the minimum.
        row, goal = (0.0, _NO_TIME), replace(goal, min_agents=0)
    endless = queue.patience_s is None
    return SkillDemand(
        queue=queue.name,
        volume=row[0],
        aht=row[1],
        goal=goal,
        **({} if endless else {"patience": float(queue.patience_s or 0)}),
    )


def _handle_times(forecast: pd.DataFrame, queues: Mapping[str, Queue]) -> pd.Series:
    fallback = forecast["queue"].map({n: q.aht_s for n, q in queues.items()})
    times = fallback.astype("float64")
    if "aht_s" in forecast:
        times = forecast["aht_s"].astype("float64").fillna(times)
    silent = sorted(set(forecast["queue"][times.isna() & (forecast["volume"] > 0)]))
    if silent:
        raise TableError(
            [
                Problem(
                    "forecast", f"queue {name!r} has no handle time: give its aht_s"
                )
                for name in silent
            ]
        )
    # Without contacts, or with contacts that take no time, nobody is busy.
    return times.fillna(_NO_TIME)


def _check_channel(queue: Queue) -> None:
    if queue.channel not in _VOICE_LIKE:
        raise ParameterError(
            f"queues.{queue.name}.channel", str(queue.channel), "voice or chat"
        )
    if queue.concurrency != 1:
        raise ParameterError(
            f"queues.{queue.name}.concurrency",
            queue.concurrency,
            "1 where agents have several skills",
        )


def _by_queue(
    groups: Sequence[SkillGroup], queues: Mapping[str, Queue], source: str
) -> tuple[SkillGroup, ...]:
    """Replace each skill by the queues that ask for it, of equal priority."""
    asking: dict[str, list[str]] = {}
    for name, queue in sorted(queues.items()):
        asking.setdefault(queue.skill, []).append(name)
    unknown = [
        Problem(
            source,
            f"unknown skill {skill!r} of group {group.name!r}; the queues ask for "
            f"{', '.join(map(repr, sorted(asking)))}",
        )
        for group in groups
        for skill in group.ranks
        if skill not in asking
    ]
    if unknown:
        raise TableError(unknown)
    made = []
    for group in groups:
        entries = [
            EQUAL.join(
                name for skill in entry.split(EQUAL) for name in asking[skill.strip()]
            )
            for entry in group.skills
        ]
        made.append(SkillGroup(group.name, tuple(entries), group.cost))
    return tuple(made)
