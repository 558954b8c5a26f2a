"""What the rest of the day is changed by: which changes, for whom, at which prices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wfm.schedule import MEETING, OFF_QUEUE, TRAINING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.repair.grid import Effect, Grid
    from scheduling.repair.limits import Ledger, Limits
    from scheduling.repair.prices import Tariff
    from scheduling.repair.shift import Shift
    from wfm.labour.rules import RuleBook, WorkRules

CHANGES = ("breaks", "overtime", "vto", "off_queue", "skills")
_NOISE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """
    The day as the changes see it.

    Attributes
    ----------
    grid : Grid
        Required and scheduled agents.
    now : int
        Epoch minute before which nothing changes.
    tariff : Tariff
        Prices.
    book : RuleBook
        Rules by date.
    ledger : Ledger
        What each agent does already, and may do.
    allow : frozenset of str
        Kinds of change, of ``CHANGES``.
    vto : frozenset of str or None
        Agents who agree to go home early; None for all.
    skills : mapping of str to set of str
        Queues that each agent can serve.
    last : mapping of str to int
        Start of each agent's last shift that may change.
    frozen : frozenset of str
        Agents of whom nothing changes.
    """

    grid: Grid
    now: int
    tariff: Tariff
    book: RuleBook
    ledger: Ledger
    allow: frozenset[str]
    vto: frozenset[str] | None
    skills: Mapping[str, frozenset[str]]
    last: Mapping[str, int]
    frozen: frozenset[str] = frozenset()
    _law: dict[pd.Timestamp, WorkRules] = field(default_factory=dict)
    _limits: dict[tuple[str, int], Limits] = field(default_factory=dict)

    movable = (OFF_QUEUE, TRAINING, MEETING)

    @property
    def missing(self) -> NDArray[np.float64]:
        """Required less scheduled agents in each cell of the old plan."""
        return self.grid.required - self.grid.scheduled

    def may(self, change: str) -> bool:
        """Whether a kind of change is allowed."""
        return change in self.allow

    def law(self, shift: Shift) -> WorkRules:
        """Rules in force on the day of a shift."""
        if shift.date not in self._law:
            self._law[shift.date] = self.book.on(shift.date.date())
        return self._law[shift.date]

    def limits(self, shift: Shift) -> Limits:
        """Give what is lawful for the agent of a shift."""
        key = shift.agent, shift.start
        if key not in self._limits:
            self._limits[key] = self.ledger.limits(shift)
        return self._limits[key]

    def is_last(self, shift: Shift) -> bool:
        """Whether no later shift of the agent may change: they share a week's limit."""
        return self.last[shift.agent] == shift.start

    def gives_back(self, agent: str) -> bool:
        """Whether an agent may be asked to go home early."""
        return self.may("vto") and (self.vto is None or agent in self.vto)

    def other_queues(self, agent: str, queue: str) -> Iterator[str]:
        """Queues beside his own that an agent can serve."""
        if self.may("skills"):
            yield from sorted(self.skills.get(agent, frozenset()) - {queue})

    def slack(self, here: Effect, _there: Effect) -> bool:
        """Whether the old plan has somebody too many wherever an agent is present."""
        return all(self.missing[cell] <= -share + _NOISE for cell, share in here)

    def needs_more(self, here: Effect, there: Effect) -> bool:
        """Whether another queue misses somebody, and more than this one."""
        missing = self.missing
        short = [missing[cell] for cell, _ in there]
        own = sum(missing[cell] for cell, _ in here) / len(here)
        return max(short) > _NOISE and sum(short) / len(short) > own

    def missed(self, effect: Effect) -> bool:
        """Whether the old plan misses somebody in any of the cells."""
        return any(self.missing[cell] > _NOISE for cell, _ in effect)
