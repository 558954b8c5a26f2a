"""What clients ask for: channels, queues, service goals and shrinkage."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import pairwise
from numbers import Real
from typing import TYPE_CHECKING

from wfm.errors import ParameterError

if TYPE_CHECKING:
    from wfm.contact_windows import ContactWindow


class Channel(StrEnum):
    """How contacts of a queue arrive."""

    VOICE = "voice"
    CHAT = "chat"
    DEFERRED = "deferred"
    OUTBOUND = "outbound"


BASES = ("offered", "answered", "excl_short", "short_ok", "virtual")
OCCUPANCY_RULES = ("cap", "floor", "band", "report")
DEADLINES = ("clock", "open")
# Seconds within which deferred work must be done where its queue does not say.
USUAL_DEADLINE = 86_400.0
WINDOWS = ("interval", "day", "week", "month")
SHRINKAGES = ("additive", "multiplicative")


_GOAL_NEEDED = ("threshold", "min_agents", "interval_floor")
_GOAL_NUMBERS = (
    *_GOAL_NEEDED,
    "service_level",
    "max_asa",
    "max_abandonment",
    "max_occupancy",
)


@dataclass(frozen=True, slots=True)
class ServiceGoal:
    """
    A promise to the client, and the working conditions that go with it.

    Attributes
    ----------
    service_level : float or None
        Share of contacts to answer within `threshold`, in (0, 1).
    threshold : float
        The wait promised, in seconds, at least 0.
    basis : str
        Which contacts count, one of ``BASES``.
    max_asa : float or None
        Largest mean wait, in seconds; one of 0 or below no number of agents reaches.
    max_abandonment : float or None
        Largest share of contacts that give up, in (0, 1].
    max_occupancy : float or None
        Share of their time on contacts that agents are busy, in (0, 1].
    occupancy_rule : str
        What `max_occupancy` does: ``cap`` adds agents until it holds; ``floor``,
        ``band`` and ``report`` add none.
    min_agents : int
        Least agents in an open interval, at least 0.
    window : str
        Over which time the goals must hold, one of ``WINDOWS``.
    interval_floor : float
        Least service level of each single interval where the window is longer, in
        [0, 1): no customer of a good month shall meet an empty room.
    """

    service_level: float | None = 0.85
    threshold: float = 20.0
    basis: str = "offered"
    max_asa: float | None = None
    max_abandonment: float | None = None
    max_occupancy: float | None = None
    occupancy_rule: str = "cap"
    min_agents: int = 0
    window: str = "interval"
    interval_floor: float = 0.5

    def __post_init__(self) -> None:
        for name in _GOAL_NUMBERS:
            value = getattr(self, name)
            optional = value is None and name not in _GOAL_NEEDED
            _require(name, value, optional or is_number(value), "a number")
        level, asa, occupancy = self.service_level, self.max_asa, self.max_occupancy
        _require("service_level", level, level is None or 0 < level < 1, "in (0, 1)")
        _require(
            "threshold",
            self.threshold,
            0 <= self.threshold < math.inf,
            "finite and at least 0 seconds",
        )
        # Whether any number of agents reaches it is for the requirement to say.
        _require("max_asa", asa, asa is None or math.isfinite(asa), "finite, seconds")
        _require(
            "max_abandonment",
            self.max_abandonment,
            self.max_abandonment is None or 0 < self.max_abandonment <= 1,
            "in (0, 1]",
        )
        _require(
            "max_occupancy",
            occupancy,
            occupancy is None or 0 < occupancy <= 1,
            "in (0, 1]",
        )
        _require(
            "min_agents",
            self.min_agents,
            0 <= self.min_agents < math.inf and self.min_agents % 1 == 0,
            "a whole number, at least 0",
        )
        _one_of("basis", self.basis, BASES)
        _one_of("occupancy_rule", self.occupancy_rule, OCCUPANCY_RULES)
        _one_of("window", self.window, WINDOWS)
        _require(
            "interval_floor",
            self.interval_floor,
            0 <= self.interval_floor < 1,
            "in [0, 1)",
        )


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """
    Paid time in which an agent is not available for contacts.

    Shares of the same paid hours add up; where the unscheduled share is of the hours
    that the schedule leaves, the two multiply: 15 and 8 % are 23 % or 21.8 %.

    Attributes
    ----------
    scheduled : float
        Breaks, training, time off: what the schedule places, in [0, 1).
    unscheduled : float
        Absence and lateness: what nobody can place, in [0, 1).
    combined : str
        How they make the total, one of ``SHRINKAGES``.
    """

    scheduled: float = 0.15
    unscheduled: float = 0.08
    combined: str = "additive"

    def __post_init__(self) -> None:
        for name in ("scheduled", "unscheduled"):
            share = getattr(self, name)
            number = is_number(share)
            _require(f"shrinkage {name}", share, number and 0 <= share < 1, "in [0, 1)")
        _one_of("shrinkage combined", self.combined, SHRINKAGES)
        _require("total shrinkage", self.total, self.total < 1, "below 1")

    @property
    def total(self) -> float:
        """Scheduled and unscheduled shrinkage together, in [0, 1)."""
        total = self.scheduled + self.unscheduled
        if self.combined == "multiplicative":
            total -= self.scheduled * self.unscheduled
        return round(total, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """
    Contacts of one kind waiting for the same skill.

    Attributes
    ----------
    name : str
        As in the history.
    channel : Channel
        How its contacts arrive.
    skill : str
        What an agent must be able to serve.
    aht_s : float or None
        Handle time where the history has none, in seconds, above 0.
    patience_s : float or None
        Mean time a customer would wait before giving up, in seconds, above 0.
    concurrency : int
        Contacts one agent handles at once, at least 1; as many as `aht_by_concurrency`
        says, where it is given.
    aht_by_concurrency : tuple of float
        Chat: handle time in seconds of a chat whose agent has 1, 2, ... of them, above
        0 and not falling. Empty where only the one at full concurrency is known.
    deadline_s : float or None
        Deferred: time within which a contact must be done, in seconds, above 0;
        a day where it is not given.
    deadline_counts : str
        Deferred: the time that counts for it, one of ``DEADLINES``: ``clock`` for all
        of it, ``open`` for open hours only.
    backlog : float
        Deferred: contacts not yet done when the plan begins, at least 0.
    contact_rate : float
        Outbound: share of dials that somebody answers, in (0, 1].
    right_party_rate : float
        Outbound: share of those answered by the person wanted, in (0, 1]. The queue's
        volume counts persons reached and its handle time is the one of a dial; with
        both rates 1 the volume counts dials.
    contact_windows : tuple of ContactWindow or None
        Outbound: when customers may be called; None for the law of the country.
    blend : tuple of str
        Deferred and outbound: inbound queues in whose idle time this work is done.
    goal : ServiceGoal
        What is promised for this queue.
    importance : float
        How much an agent missing in this queue weighs beside one missing in others
        when shifts and rosters are made, above 0.
    """

    name: str
    channel: Channel = Channel.VOICE
    skill: str = ""
    aht_s: float | None = None
    patience_s: float | None = None
    concurrency: int = 1
    aht_by_concurrency: tuple[float, ...] = ()
    deadline_s: float | None = None
    deadline_counts: str = "clock"
    backlog: float = 0.0
    contact_rate: float = 1.0
    right_party_rate: float = 1.0
    contact_windows: tuple[ContactWindow, ...] | None = None
    blend: tuple[str, ...] = ()
    goal: ServiceGoal = field(default_factory=ServiceGoal)
    importance: float = 1.0

    def __post_init__(self) -> None:
        if not self.skill:
            object.__setattr__(self, "skill", self.name)
        _require("aht_s", self.aht_s, self.aht_s is None or self.aht_s > 0, "above 0")
        _require(
            "patience_s",
            self.patience_s,
            self.patience_s is None or self.patience_s > 0,
            "above 0",
        )
        _require("concurrency", self.concurrency, self.concurrency >= 1, "at least 1")
        self._check_chat()
        deadline = self.deadline_s
        _require(
            "deadline_s",
            deadline,
            deadline is None or 0 < deadline < math.inf,
            "above 0",
        )
        _one_of("deadline_counts", self.deadline_counts, DEADLINES)
        _require("backlog", self.backlog, 0 <= self.backlog < math.inf, "at least 0")
        for name in ("contact_rate", "right_party_rate"):
            share = getattr(self, name)
            _require(name, share, 0 < share <= 1, "in (0, 1]")
        weight = self.importance
        _require("importance", weight, 0 < weight < math.inf, "a number above 0")
        _require(
            "contact_windows",
            self.contact_windows,
            self.contact_windows is None or len(self.contact_windows) > 0,
            "at least one window: without any nobody could be called",
        )
        self._check_channel()

    def _check_chat(self) -> None:
        times = self.aht_by_concurrency
        if not times:
            return
        _require(
            "aht_by_concurrency",
            times,
            0 < times[0] <= times[-1] < math.inf
            and all(low <= high for low, high in pairwise(times)),
            "above 0 and in order: no chat ends sooner for its agent having more",
        )
        if self.concurrency == 1:
            object.__setattr__(self, "concurrency", len(times))
        _require(
            "concurrency",
            self.concurrency,
            self.concurrency == len(times),
            f"{len(times)}, one for each of aht_by_concurrency",
        )

    def _check_channel(self) -> None:
        for name, channels in CHANNELS_OF.items():
            given = getattr(self, name) != _UNSAID[name]
            _require(
                name,
                getattr(self, name),
                not given or self.channel in channels,
                f"left out of a {self.channel} queue: it is for {_said(channels)}",
            )


# Keys that mean something in some channels only.
CHANNELS_OF = {
    "aht_by_concurrency": (Channel.CHAT,),
    "deadline_s": (Channel.DEFERRED,),
    "deadline_counts": (Channel.DEFERRED,),
    "backlog": (Channel.DEFERRED,),
    "contact_rate": (Channel.OUTBOUND,),
    "right_party_rate": (Channel.OUTBOUND,),
    "contact_windows": (Channel.OUTBOUND,),
    "blend": (Channel.DEFERRED, Channel.OUTBOUND),
}
_UNSAID = {each.name: each.default for each in fields(Queue)}


def _said(channels: tuple[Channel, ...]) -> str:
    return f"{' and '.join(channels)} queues"


def is_number(value: object) -> bool:
    """
    Tell whether a value is one real number; True and False are none.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    bool
    """
    return isinstance(value, Real) and not isinstance(value, bool)


def _require(name: str, value: object, holds: bool, rule: str) -> None:
    if not holds:
        raise ParameterError(name, value, rule)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ParameterError(name, value, f"one of {', '.join(allowed)}")
