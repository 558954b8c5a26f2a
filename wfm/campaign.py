"""The work for one client under one contract: queues, goals, hours and assumptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wfm.demand import Queue, ServiceGoal, Shrinkage
from wfm.errors import ParameterError
from wfm.intervals import LENGTHS, zone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """
    What is planned, and under which promises.

    Attributes
    ----------
    name, client : str
        As on the contract.
    timezone : str
        IANA zone in which times are shown.
    country : str
        ISO 3166 two-letter code for holidays and labour law, or ``none``.
    start : date or None
        First day planned; None for the Monday after the history ends.
    as_of : date or None
        Day on which the plan is made; None for the day after the history ends.
    days : int
        Calendar days planned, at least 1.
    interval : int or None
        Interval length in minutes; None to infer it from the history.
    goal : ServiceGoal
        For queues without one of their own.
    shrinkage : Shrinkage
        Paid time not available for contacts.
    queues : mapping of str to Queue
        What is known of each queue beyond its history.
    rules : mapping of str to float
        Overrides of labour parameters by name.
    extra_holidays, removed_holidays : tuple of date
        Days that count as holidays of the labour rules beyond the country's, and those
        that do not.
    locked_until : date or None
        First day whose roster may change; None where no day is closed as a whole.
    model : str
        Method that forecasts; ``auto`` is the combination.
    planned : tuple of str
        Queues that are planned; empty for all that are forecast.
    defaults : tuple of str
        Keys that the campaign did not give, with the value taken.
    """

    name: str
    client: str = ""
    timezone: str = "America/Bogota"
    country: str = "CO"
    start: date | None = None
    as_of: date | None = None
    days: int = 28
    interval: int | None = None
    goal: ServiceGoal = field(default_factory=ServiceGoal)
    shrinkage: Shrinkage = field(default_factory=Shrinkage)
    queues: Mapping[str, Queue] = field(default_factory=dict)
    rules: Mapping[str, float] = field(default_factory=dict)
    extra_holidays: tuple[date, ...] = ()
    removed_holidays: tuple[date, ...] = ()
    locked_until: date | None = None
    model: str = "auto"
    planned: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ParameterError("days", self.days, "at least 1")
        if self.interval is not None and self.interval not in LENGTHS:
            raise ParameterError(
                "interval", self.interval, f"one of {', '.join(map(str, LENGTHS))}"
            )
        zone(self.timezone)

    def queue(self, name: str) -> Queue:
        """
        Queue by name.

        Parameters
        ----------
        name : str
            As in the history.

        Returns
        -------
        Queue
            One that the campaign does not describe has the campaign's goal.
        """
        return self.queues.get(name, Queue(name=name, goal=self.goal))
