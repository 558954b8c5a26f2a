"""What a campaign needs before any shift: contacts, agents by interval, people."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from forecasting import forecast
from scheduling.rules import RuleBook
from wfm.errors import HistoryTooShortError
from wfm.intervals import infer_interval
from wfm.staffing import requirement_table
from wfm.staffing.capacity import capacity
from wfm.staffing.hiring import hiring_requests
from wfm.staffing.standard_contract import standard_contract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from app.services.inputs import Inputs
    from wfm.campaign import Campaign


@dataclass(frozen=True, slots=True)
class Need:
    """Forecast, requirement and capacity: what a campaign asks for, without shifts."""

    interval: int
    as_of: date
    tables: dict[str, pd.DataFrame]
    capacity: pd.DataFrame


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
    return Need(interval, as_of, tables, people)


def rule_book_of(campaign: Campaign) -> RuleBook:
    """
    Labour rules of a campaign.

    Parameters
    ----------
    campaign : Campaign
        Its country and overrides.

    Returns
    -------
    RuleBook
        The country's, with the overrides.
    """
    return RuleBook(campaign.country, campaign.rules)


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


def _day_after(history: pd.DataFrame) -> date:
    """
    Day on which the plan is made: the one after the last day of the history.

    Not the clock's: the same inputs must give the same plan on any day.
    """
    last: date = history["start"].max().date()
    return last + timedelta(days=1)


@contextmanager
def _no_step(_: str) -> Iterator[None]:
    """Tell nobody of a step."""
    yield
