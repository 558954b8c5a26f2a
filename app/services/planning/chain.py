"""The whole chain: from a campaign's history to forecast, roster and request."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import numpy as np

from app.reports.plan import plan_report
from app.services.planning.judge import judge
from app.services.planning.need import (
    campaign_need,
    queue_importance,
    queue_skills,
    rule_book_of,
)
from app.services.planning.summary import plan_summary
from scheduling import build_roster, design_shifts
from wfm.performance.adherence import adherence
from wfm.performance.coverage import coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from app.services.planning.inputs import Inputs
    from scheduling.result import ScheduleResult
    from wfm.campaign import Campaign

# A plan answers in about a minute; `aforo shifts` and `aforo roster` search longer.
SHIFT_PASSES, ROSTER_PASSES = 1, 8
STEPS = ("forecast", "staff", "shifts", "roster", "simulate", "adherence", "hire")


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
    processes: int = 1,
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
    processes : int
        With 2, shifts are designed in a second process while the roster is built; the
        plan is the same. Scripts that ask for it must guard their main module.

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
    told = tell or _silent
    return _Planner(campaign, inputs, seed, time_limit, told, processes).plan()


class _Planner:
    """One run of the chain; each step adds its tables and its seconds."""

    def __init__(
        self,
        campaign: Campaign,
        inputs: Inputs,
        seed: int,
        time_limit: float | None,
        tell: Callable[[str, float], None],
        processes: int,
    ) -> None:
        self.processes = processes
        self.campaign, self.inputs = campaign, inputs
        self.seed, self.time_limit, self.tell = seed, time_limit, tell
        self.seconds: dict[str, float] = {}
        self.absent: dict[str, str] = {}

    def plan(self) -> Plan:
        begun = time.perf_counter()
        need = campaign_need(self.campaign, self.inputs, self._step)
        tables = dict(need.tables)
        with self._shifts(tables["requirement"], need.interval) as designed:
            roster = self._roster(tables["requirement"], need.interval)
            shifts = designed()
        tables["shifts"] = shifts.schedule
        best = roster or shifts
        if roster is not None:
            tables["schedule"] = roster.schedule
        if len(best.violations):
            tables["violations"] = best.violations
        tables["coverage"] = coverage(
            tables["requirement"],
            best.schedule,
            interval=need.interval,
            timezone=self.campaign.timezone,
        )
        judged = self._judged(tables, best.schedule, need.interval)
        worked = self._adherence()
        if worked is not None:
            tables["adherence"] = worked
        plan = Plan(tables)
        plan.summary = plan_summary(
            self.campaign,
            need,
            tables=tables,
            result=best,
            inputs=self.inputs,
            absent=self.absent,
            seconds=(self.seconds, time.perf_counter() - begun),
            simulation=judged,
        )
        plan.report = plan_report(plan.summary, tables)
        return plan

    @contextmanager
    def _shifts(
        self, requirement: pd.DataFrame, interval: int
    ) -> Iterator[Callable[[], ScheduleResult]]:
        """
        Design shifts, in a process of their own where there is a roster to build.

        The two do not need each other, and each keeps one core busy.
        """
        options: dict[str, Any] = {
            "rules": rule_book_of(self.campaign),
            "importance": queue_importance(self.campaign, requirement),
            # Who is there works by contract; who is to be hired asks which one.
            "contracts": self.inputs.contracts if self.inputs.agents is None else None,
            "passes": SHIFT_PASSES,
            "time_limit": self.time_limit,
            "timezone": self.campaign.timezone,
            "interval": interval,
            "seed": self.seed,
        }
        if self.processes == 1 or self.inputs.agents is None:
            with self._step("shifts") as tell:
                shifts = design_shifts(requirement, **options, progress=tell)
            yield lambda: shifts
            return
        with ProcessPoolExecutor(1, get_context("spawn")) as aside:
            self.tell("shifts", 0.0)
            future = aside.submit(design_shifts, requirement, **options)
            yield future.result
        self.seconds["shifts"] = round(future.result().seconds, 3)
        self.tell("shifts", 1.0)

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
                availability=inputs.availability,
                preferences=inputs.preferences,
                activities=inputs.activities,
                sites=inputs.sites,
                locked=inputs.locked,
                locked_until=self.campaign.locked_until,
                rules=rule_book_of(self.campaign),
                passes=ROSTER_PASSES,
                time_limit=self.time_limit,
                timezone=self.campaign.timezone,
                interval=interval,
                queue_skills=queue_skills(self.campaign, requirement),
                importance=queue_importance(self.campaign, requirement),
                rng=np.random.default_rng(self.seed),
                seed=self.seed,
                progress=tell,
            )

    def _judged(
        self, tables: dict[str, pd.DataFrame], schedule: pd.DataFrame, interval: int
    ) -> dict[str, Any]:
        with self._step("simulate") as tell:
            made = judge(
                self.campaign,
                tables,
                schedule,
                interval=interval,
                seed=self.seed,
                tell=tell,
            )
        if made.table.empty:
            self.absent["simulation.csv"] = "no queue could be simulated"
        else:
            tables["simulation"] = made.table
        return made.figures

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


def _silent(step: str, share: float) -> None:
    """Tell nobody."""
