"""The whole chain: from a campaign's history to forecast, roster and request."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from app.reports.plan import plan_report
from app.services.summary import plan_summary
from forecasting import forecast
from scheduling import build_roster, design_shifts
from scheduling.rules import RuleBook
from wfm.errors import HistoryTooShortError
from wfm.intervals import infer_interval
from wfm.performance.adherence import adherence
from wfm.performance.coverage import coverage
from wfm.staffing import requirement_table
from wfm.staffing.capacity import capacity
from wfm.staffing.hiring import hiring_requests
from wfm.staffing.standard_contract import standard_contract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from app.services.inputs import Inputs
    from scheduling.result import ScheduleResult
    from wfm.campaign import Campaign

STEPS = ("forecast", "staff", "shifts", "roster", "adherence", "hire")


@dataclass(slots=True)
class Plan:
    """
    A finished plan.

    Attributes
    ----------
    tables : dict of str to DataFrame
        By the name of the file without its extension.
    summary : dict
        Figures, ready for JSON.
    report : str
        The plan as one HTML page.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    report: str = ""


def make_plan(
    campaign: Campaign,
    inputs: Inputs,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    tell: Callable[[str, float], None] | None = None,
) -> Plan:
    """
    Plan a campaign.

    Parameters
    ----------
    campaign : Campaign
        What is promised, and for when.
    inputs : Inputs
        Its tables.
    seed : int
        Of every choice made by chance.
    time_limit : float, optional
        Seconds for each optimiser; a safety that makes results depend on the machine.
    tell : callable, optional
        Told the step in hand and the share of it that is done.

    Returns
    -------
    Plan
        What does not apply is absent, and the summary says why.

    Raises
    ------
    InputError
        If the tables are wrong.
    NoAnswerError
        If the history is too short, or rules contradict each other.
    """
    return _Planner(campaign, inputs, seed, time_limit, tell or _silent).plan()


@dataclass(frozen=True, slots=True)
class Need:
    """Forecast, requirement and capacity: what a campaign asks for, without shifts."""

    interval: int
    as_of: date
    tables: dict[str, pd.DataFrame]
    capacity: pd.DataFrame


class _Planner:
    """One run of the chain; each step adds its tables and its seconds."""

    def __init__(
        self,
        campaign: Campaign,
        inputs: Inputs,
        seed: int,
        time_limit: float | None,
        tell: Callable[[str, float], None],
    ) -> None:
        self.campaign, self.inputs = campaign, inputs
        self.seed, self.time_limit, self.tell = seed, time_limit, tell
        self.seconds: dict[str, float] = {}
        self.absent: dict[str, str] = {}

    def plan(self) -> Plan:
        begun = time.perf_counter()
        need = campaign_need(self.campaign, self.inputs, self._step)
        tables = dict(need.tables)
        shifts = self._shifts(tables["requirement"], need.interval)
        tables["shifts"] = shifts.schedule
        roster = self._roster(tables["requirement"], need.interval)
        best = roster or shifts
        if roster is not None:
            tables["schedule"] = roster.schedule
        tables["coverage"] = coverage(
            tables["requirement"],
            best.schedule,
            interval=need.interval,
            timezone=self.campaign.timezone,
        )
        worked = self._adherence()
        if worked is not None:
            tables["adherence"] = worked
        plan = Plan(tables)
        plan.summary = plan_summary(
            self.campaign,
            need.interval,
            need.as_of,
            tables=tables,
            capacity=need.capacity,
            result=best,
            agents=self.inputs.agents,
            absent=self.absent,
            seconds=(self.seconds, time.perf_counter() - begun),
        )
        plan.report = plan_report(plan.summary, tables)
        return plan

    def _shifts(self, requirement: pd.DataFrame, interval: int) -> ScheduleResult:
        with self._step("shifts") as tell:
            return design_shifts(
                requirement,
                rules=rule_book_of(self.campaign),
                time_limit=self.time_limit,
                timezone=self.campaign.timezone,
                interval=interval,
                seed=self.seed,
                progress=tell,
            )

    def _roster(
        self, requirement: pd.DataFrame, interval: int
    ) -> ScheduleResult | None:
        inputs = self.inputs
        if inputs.agents is None or inputs.contracts is None:
            self.absent["schedule.csv"] = (
                "the campaign names no agents: the plan ends with anonymous shifts "
                "and the headcount"
            )
            return None
        with self._step("roster") as tell:
            return build_roster(
                requirement,
                inputs.agents,
                inputs.contracts,
                time_off=inputs.time_off,
                previous=inputs.schedule,
                rules=rule_book_of(self.campaign),
                time_limit=self.time_limit,
                timezone=self.campaign.timezone,
                interval=interval,
                queue_skills=queue_skills(self.campaign, requirement),
                rng=np.random.default_rng(self.seed),
                seed=self.seed,
                progress=tell,
            )

    def _adherence(self) -> pd.DataFrame | None:
        inputs = self.inputs
        if inputs.states is None or inputs.schedule is None:
            self.absent["adherence.csv"] = (
                "the campaign names no agent states with the schedule of their days"
            )
            return None
        with self._step("adherence"):
            return adherence(
                inputs.schedule, inputs.states, timezone=self.campaign.timezone
            )

    @contextmanager
    def _step(self, name: str) -> Iterator[Callable[[float], None]]:
        begun = time.perf_counter()
        self.tell(name, 0.0)
        yield lambda share: self.tell(name, share)
        self.tell(name, 1.0)
        self.seconds[name] = round(time.perf_counter() - begun, 3)


def campaign_need(
    campaign: Campaign,
    inputs: Inputs,
    step: Callable[[str], Any] | None = None,
) -> Need:
    """
    Forecast, requirement and people by week that a campaign asks for.

    Parameters
    ----------
    campaign : Campaign
        What is promised, and for when.
    inputs : Inputs
        Its tables.
    step : callable, optional
        Gives a context manager for each step's name.

    Raises
    ------
    InputError, NoAnswerError
        As `make_plan`.
    """
    enter = step or _no_step
    interval = campaign.interval or infer_interval(inputs.history["start"])
    as_of = _day_after(inputs.history)
    tables = {}
    with enter("forecast"):
        tables["forecast"] = forecast(
            inputs.history,
            start=campaign.start,
            days=campaign.days,
            special_days=inputs.special_days,
            country=campaign.country,
            opening=inputs.opening,
            timezone=campaign.timezone,
            interval=interval,
        )
        if tables["forecast"].empty:
            raise HistoryTooShortError(
                "no interval of the planned days is open: see the opening hours"
            )
    with enter("staff"):
        tables["requirement"] = requirement_table(
            tables["forecast"],
            campaign.queue,
            interval=interval,
            shrinkage=campaign.shrinkage,
        )
    first = campaign.start or tables["forecast"]["start"].min().date()
    with enter("hire"):
        people = capacity(
            tables["requirement"],
            interval=interval,
            queue_skills=queue_skills(campaign, tables["requirement"]),
            shrinkage=campaign.shrinkage,
            agents=inputs.agents,
            contracts=inputs.contracts,
            time_off=inputs.time_off,
            standard=None
            if inputs.contracts is not None
            else standard_contract(on=as_of, country=campaign.country),
            start=first,
            days=campaign.days,
            timezone=campaign.timezone,
        )
        tables["requests"] = hiring_requests(
            people,
            campaign=campaign.name,
            country=campaign.country,
            today=as_of,
        )
    return Need(interval, as_of, tables, people)


def rule_book_of(campaign: Campaign) -> RuleBook:
    """Labour rules of a campaign: its country's, with its overrides."""
    return RuleBook(campaign.country, campaign.rules)


def queue_skills(campaign: Campaign, requirement: pd.DataFrame) -> dict[str, str]:
    """Skill of each queue of a requirement."""
    return {name: campaign.queue(name).skill for name in requirement["queue"].unique()}


def _day_after(history: pd.DataFrame) -> date:
    """
    Day on which the plan is made: the one after the last day of the history.

    Not the clock's: the same inputs must give the same plan on any day.
    """
    last: date = history["start"].max().date()
    return last + timedelta(days=1)


@contextmanager
def _no_step(_: str) -> Iterator[None]:
    yield


def _silent(step: str, share: float) -> None:
    """Tell nobody."""
