"""The staffing request from operations to HR: its lines, states and what may follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wfm.errors import ParameterError, TransitionError

if TYPE_CHECKING:
    from datetime import date, datetime


class State(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    IN_RECRUITMENT = "in_recruitment"
    IN_TRAINING = "in_training"
    IN_OPERATION = "in_operation"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What may happen to a request."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    SEND_BACK = "send_back"
    REVISE = "revise"
    RECRUIT = "recruit"
    TRAIN = "train"
    OPERATE = "operate"
    CLOSE = "close"
    CANCEL = "cancel"


# Once people are in training they have contracts, and there is nothing left to cancel.
# A change after the approval makes a new version that needs an approval of its own.
TRANSITIONS = {
    (State.DRAFT, Event.SUBMIT): State.SUBMITTED,
    (State.DRAFT, Event.CANCEL): State.CANCELLED,
    (State.SUBMITTED, Event.APPROVE): State.APPROVED,
    (State.SUBMITTED, Event.REJECT): State.REJECTED,
    (State.SUBMITTED, Event.SEND_BACK): State.DRAFT,
    (State.SUBMITTED, Event.CANCEL): State.CANCELLED,
    (State.APPROVED, Event.RECRUIT): State.IN_RECRUITMENT,
    (State.APPROVED, Event.REVISE): State.DRAFT,
    (State.APPROVED, Event.CANCEL): State.CANCELLED,
    (State.IN_RECRUITMENT, Event.TRAIN): State.IN_TRAINING,
    (State.IN_RECRUITMENT, Event.REVISE): State.DRAFT,
    (State.IN_RECRUITMENT, Event.CANCEL): State.CANCELLED,
    (State.IN_TRAINING, Event.OPERATE): State.IN_OPERATION,
    (State.IN_OPERATION, Event.CLOSE): State.CLOSED,
}
NEEDS_COMMENT = (Event.REJECT, Event.SEND_BACK, Event.REVISE, Event.CANCEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionLine:
    """
    Persons of one profile.

    Attributes
    ----------
    line : int
        Number within the request, from 1.
    profile : str
        Skill and contract asked for.
    heads : int
        Persons to hire, at least 1.
    start_by, decide_by : date
        First day in operation; last day to ask, so that this day is met. The second
        is not after the first.
    reason : str
        Why, with its numbers.
    """

    line: int
    profile: str
    heads: int
    start_by: date
    decide_by: date
    reason: str = ""

    def __post_init__(self) -> None:
        _require("line", self.line, self.line >= 1, "at least 1")
        _require("profile", self.profile, bool(self.profile.strip()), "given")
        _require("heads", self.heads, self.heads >= 1, "at least 1")
        _require(
            "decide_by",
            self.decide_by,
            self.decide_by <= self.start_by,
            f"not after start_by {self.start_by}",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a request: what happened, from where to where, who, when and why."""

    event: Event
    before: State
    after: State
    by: str
    at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisition:
    """
    A request for staff.

    Attributes
    ----------
    number : str
        As HR knows it, such as RP-0001.
    campaign : str
        For whose contacts.
    requester : str
        Who asks; cannot approve.
    lines : tuple of RequisitionLine
        At least one, each with its own number.
    state : State
        Where it stands.
    version : int
        Grows by one when an approved request is revised.
    history : tuple of Change
        Every step taken, oldest first.
    """

    number: str
    campaign: str
    requester: str
    lines: tuple[RequisitionLine, ...]
    state: State = State.DRAFT
    version: int = 1
    history: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        for name in ("number", "campaign", "requester"):
            value = getattr(self, name)
            _require(name, value, bool(value.strip()), "given")
        numbers = [line.line for line in self.lines]
        _require("lines", numbers, len(numbers) > 0, "at least one")
        _require("lines", numbers, len(set(numbers)) == len(numbers), "all different")

    @property
    def heads(self) -> int:
        """Persons asked for, all lines together."""
        return sum(line.heads for line in self.lines)

    @property
    def possible(self) -> tuple[Event, ...]:
        """What may happen next; nothing in a final state."""
        return tuple(event for state, event in TRANSITIONS if state is self.state)


def apply(
    requisition: Requisition, event: Event, *, by: str, at: datetime, comment: str = ""
) -> Requisition:
    """
    Request after something happened to it.

    Parameters
    ----------
    requisition : Requisition
        Stays as it is.
    event : Event
        What happened.
    by : str
        Who did it. An approval or a rejection is never the requester's own.
    at : datetime
        When, with its zone; not before the step before.
    comment : str
        Why; must be given to reject, send back, revise or cancel.

    Returns
    -------
    Requisition
        In its new state, with one more change in its history.

    Raises
    ------
    TransitionError
        If this cannot happen from the state of the request.
    ParameterError
        If `by`, `at` or `comment` is not as said above.
    """
    after = TRANSITIONS.get((requisition.state, event))
    if after is None:
        raise TransitionError(requisition.state, event, requisition.possible)
    _check_step(requisition, event, by, at, comment)
    change = Change(event, requisition.state, after, by, at, comment)
    return replace(
        requisition,
        state=after,
        version=requisition.version + (event is Event.REVISE),
        history=(*requisition.history, change),
    )


def _check_step(
    requisition: Requisition, event: Event, by: str, at: datetime, comment: str
) -> None:
    _require("by", by, bool(by.strip()), "given")
    own = event in (Event.APPROVE, Event.REJECT) and by == requisition.requester
    _require("by", by, not own, f"someone else than the requester to {event}")
    _require("at", at, at.tzinfo is not None, "a time with its zone")
    if requisition.history:
        last = requisition.history[-1].at
        _require("at", at, at >= last, f"not before the step before, {last}")
    needed = event in NEEDS_COMMENT
    _require(
        "comment", comment, not needed or bool(comment.strip()), f"given to {event}"
    )


def _require(name: str, value: object, holds: bool, rule: str) -> None:
    if not holds:
        raise ParameterError(name, value, rule)
