"""What a campaign needs before any shift: contacts, agents by interval, people."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.services.planning.origin import (
    new_queues,
    origin_notes,
    overridden,
    refused_ids,
)
from forecasting import forecast, launch_sources
from wfm.errors import HistoryTooShortError, ParameterError
from wfm.intervals import infer_interval
from wfm.labour.rules import RuleBook
from wfm.staffing import requirement_table
from wfm.staffing.capacity import capacity
from wfm.staffing.hiring import hiring_requests
from wfm.staffing.standard_contract import standard_contract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from app.services.planning.inputs import Inputs
    from forecasting.ahead import Question
    from wfm.campaign import Campaign


@dataclass(frozen=True, slots=True)
class Need:
    """
    Forecast, requirement and capacity: what a campaign asks for, without shifts.

    Attributes
    ----------
    interval : int
        Interval length in minutes.
    as_of : date
        Day on which the plan is made.
    data_until : date or None
        Last day of the history; None where there is none.
    tables : dict of str to DataFrame
        ``forecast, requirement, requests``.
    capacity : DataFrame
        Need and people by week and skill.
    origin : dict of str to Any
        ``notes, methods, new_queues, overridden``: where the forecast comes from.
    """

    interval: int
    as_of: date
    data_until: date | None
    tables: dict[str, pd.DataFrame]
    capacity: pd.DataFrame
    origin: dict[str, Any]


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

    Returns
    -------
    Need
        What every later step starts from.

    Raises
    ------
    InputError, NoAnswerError
        As `make_plan`.
    """
    enter = step or _no_step
    interval = _interval(campaign, inputs)
    until = None if inputs.history is None else _last_day(inputs.history)
    as_of = _as_of(campaign, until)
    tables = {}
    with enter("forecast"):
        tables["forecast"], origin = _forecast(campaign, inputs, interval)
    with enter("staff") as told:
        tables["requirement"] = requirement_table(
            tables["forecast"],
            campaign.queue,
            interval=interval,
            shrinkage=campaign.shrinkage,
            country=campaign.country,
            tell=told,
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
    return Need(interval, as_of, until, tables, people, origin)


def rule_book_of(campaign: Campaign) -> RuleBook:
    """
    Labour rules of a campaign.

    Parameters
    ----------
    campaign : Campaign
        Its country, overrides and holidays of its own.

    Returns
    -------
    RuleBook
        The country's, with the overrides.
    """
    return RuleBook(
        campaign.country,
        campaign.rules,
        campaign.extra_holidays,
        campaign.removed_holidays,
    )


def queue_skills(campaign: Campaign, requirement: pd.DataFrame) -> dict[str, str]:
    """
    Skill of each queue of a requirement.

    Parameters
    ----------
    campaign : Campaign
        Says which skill a queue needs; its own name otherwise.
    requirement : DataFrame
        Requirement table.

    Returns
    -------
    dict of str to str
        Queue to skill.
    """
    return {name: campaign.queue(name).skill for name in requirement["queue"].unique()}


def queue_importance(campaign: Campaign, requirement: pd.DataFrame) -> dict[str, float]:
    """
    Weight of an agent missing in each queue of a requirement.

    Parameters
    ----------
    campaign : Campaign
        Says which queues matter more; 1 otherwise.
    requirement : DataFrame
        Requirement table.

    Returns
    -------
    dict of str to float
        Queue to weight.
    """
    names = requirement["queue"].unique()
    return {name: campaign.queue(name).importance for name in names}


def _forecast(
    campaign: Campaign, inputs: Inputs, interval: int
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Forecast of the queues planned, and what there is to say about it."""
    question: Question = {
        "start": campaign.start,
        "days": campaign.days,
        "special_days": inputs.special_days,
        "country": campaign.country,
        "opening": inputs.opening,
        "timezone": campaign.timezone,
        "model": campaign.model,
        "interval": interval,
        "launches": inputs.launches,
        "contracted": inputs.contracted,
        "overrides": inputs.overrides,
        "new_agents": inputs.new_agents,
        "refused": refused_ids(inputs.refused),
    }
    table = forecast(inputs.history, **question)
    if campaign.planned:
        kept = table["queue"].isin(campaign.planned)
        table = table[kept].reset_index(drop=True)
    if table.empty:
        raise HistoryTooShortError(
            "no interval of the planned days is open: see the opening hours"
        )
    sources = None
    if inputs.launches is not None or inputs.contracted is not None:
        sources = launch_sources(inputs.history, **question)
        sources = sources[sources["queue"].isin(table["queue"])]
    return table, {
        "notes": origin_notes(campaign, sources, table),
        "methods": dict(table.attrs.get("methods", {})),
        "new_queues": new_queues(sources),
        "overridden": overridden(table, inputs.overrides, campaign.timezone),
    }


def _interval(campaign: Campaign, inputs: Inputs) -> int:
    if campaign.interval is not None:
        return campaign.interval
    if inputs.history is None:
        raise ParameterError("interval", None, "given where there is no history")
    return infer_interval(inputs.history["start"])


def _as_of(campaign: Campaign, until: date | None) -> date:
    """
    Day on which the plan is made: as told, else the one after the history.

    Not the clock's: the same inputs must give the same plan on any day.
    """
    if campaign.as_of is not None:
        return campaign.as_of
    if until is None:
        raise ParameterError("as_of", None, "given where there is no history")
    return until + timedelta(days=1)


def _last_day(history: pd.DataFrame) -> date:
    last: date = history["start"].max().date()
    return last


@contextmanager
def _no_step(_: str) -> Iterator[None]:
    """Tell nobody of a step."""
    yield
