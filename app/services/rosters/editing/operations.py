"""What a planner can do to a roster, as data that a browser can send."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.services.rosters.editing.refusals import EditRefusedError
from app.services.rosters.editing.shapes import Shape
from wfm.errors import InputError
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A batch that is saved as one version; who changes more than this plans anew.
MOST = 200
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class OnShift:
    """
    What an operation is done to: the shift of an agent that starts at a moment.

    Attributes
    ----------
    agent : str
        Whose shift it is.
    start : Timestamp
        When it starts, aware.
    """

    agent: str
    start: pd.Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(OnShift):
    """Let the whole shift start at another moment, its pauses with it."""

    to: pd.Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Resize(OnShift):
    """Let the shift begin or end sooner or later; pauses stay where they are."""

    begin: pd.Timestamp
    end: pd.Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePause(OnShift):
    """Let the break or lunch that starts at `pause` start at `to`."""

    pause: pd.Timestamp
    to: pd.Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Do(OnShift):
    """Let the agent do something else, or serve another queue, for a while."""

    begin: pd.Timestamp
    end: pd.Timestamp
    activity: str
    queue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Give(OnShift):
    """Give the shift to another agent."""

    to_agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(OnShift):
    """Exchange the shift with one of another agent."""

    other: str
    other_start: pd.Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(OnShift):
    """Take the shift out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(OnShift):
    """Give the agent a further shift of some shape."""

    shape: Shape
    queue: str = ""


Operation = Move | Resize | MovePause | Do | Give | Swap | Remove | Add
_KINDS: dict[str, type[Operation]] = {
    "move": Move,
    "resize": Resize,
    "move_pause": MovePause,
    "do": Do,
    "give": Give,
    "swap": Swap,
    "remove": Remove,
    "add": Add,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_TEXTS = ("agent", "activity", "queue", "to_agent", "other")


def as_json(operation: Operation) -> dict[str, Any]:
    """
    Operation as plain data.

    Parameters
    ----------
    operation : Operation
        Any.

    Returns
    -------
    dict
        With ``kind``; times as ISO text with their offset.
    """
    cells = {
        name: cell.isoformat() if isinstance(cell, pd.Timestamp) else cell
        for name, cell in asdict(operation).items()
    }
    if isinstance(operation, Add):
        cells["shape"] = operation.shape.as_json()
    return {"kind": _NAMES[type(operation)], **cells}


def operations_of(given: object, *, timezone: str) -> tuple[Operation, ...]:
    """
    Operations of plain data, such as a browser sends.

    Parameters
    ----------
    given : object
        A list of what `as_json` gives.
    timezone : str
        IANA zone of the roster: times are given in it.

    Returns
    -------
    tuple of Operation

    Raises
    ------
    InputError
        If it is anything else.
    EditRefusedError
        If there are too many.
    """
    if not isinstance(given, list):
        raise InputError("changes must be a list")
    if len(given) > MOST:
        raise EditRefusedError("too_many", most=str(MOST))
    return tuple(_operation(each, timezone) for each in given)


def touched(operations: Sequence[Operation]) -> frozenset[str]:
    """
    Agents whose shifts some operations change.

    Parameters
    ----------
    operations : sequence of Operation
        In any order.

    Returns
    -------
    frozenset of str
        Codes; those who give and those who get a shift.
    """
    return frozenset(agent for each in operations for agent in agents_of(each))


def agents_of(operation: Operation) -> tuple[str, ...]:
    """
    Agents whose shifts an operation changes.

    Parameters
    ----------
    operation : Operation
        Any.

    Returns
    -------
    tuple of str
        Codes: whose shift it is, then who gets it or swaps with it.
    """
    if isinstance(operation, Give):
        return operation.agent, operation.to_agent
    if isinstance(operation, Swap):
        return operation.agent, operation.other
    return (operation.agent,)


def _operation(given: object, timezone: str) -> Operation:
    kind = _KINDS.get(str(given.get("kind"))) if isinstance(given, dict) else None
    if kind is None or not isinstance(given, dict):
        raise InputError("a change must be one of " + ", ".join(_KINDS))
    names = {each.name for each in fields(kind)}
    unknown = given.keys() - names - {"kind"}
    if unknown:
        raise InputError(f"a change has no {min(map(str, unknown))}")
    cells = {name: _cell(name, given, timezone) for name in names & given.keys()}
    try:
        return kind(**cells)
    except TypeError:
        raise InputError(f"a change of kind {given['kind']} lacks a value") from None


def _cell(name: str, given: Mapping[str, object], timezone: str) -> Any:  # noqa: ANN401 - what a field takes
    value = given[name]
    if name == "shape":
        return Shape.of_json(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise InputError(f"{name} of a change must be a short text")
    return value if name in _TEXTS else _moment(name, value, timezone)


def _moment(name: str, text: str, timezone: str) -> pd.Timestamp:
    """Moment of ISO text; in the roster's zone, to the minute."""
    try:
        at = pd.Timestamp(text)
        if pd.isna(at):
            raise InputError(f"{name} of a change must be a time, got {text!r}")
        clock = zone(timezone)
        local = at.tz_convert(clock) if at.tzinfo else at.tz_localize(clock)
    except (ValueError, OverflowError):
        raise InputError(
            f"{name} of a change must be a time that exists, got {text!r}"
        ) from None
    return local.floor("min").as_unit("us")
