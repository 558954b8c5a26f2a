"""Every exception Aforo raises on purpose.

.. code-block:: text

    WfmError                       everything raised on purpose
      InputError (ValueError)      the caller's data is wrong
        ParameterError             one argument outside its domain
        TableError                 a table breaks its contract: all problems at once
        UnknownNameError           a queue, skill or agent that does not exist
        TransitionError            a requisition cannot do that from its state
        StaleError                 someone else saved first
      NoAnswerError                input is fine, the question has no answer
        HistoryTooShortError       the method needs more data
        GoalUnreachableError       no number of agents meets the goal
        ConflictError              rules that contradict each other
        OverloadedSkillsError      more load than the agents with those skills can carry
      SolverError (RuntimeError)   solver missing, crashed, or not to be trusted
      StoreError (OSError)         cannot read or write; names the path
      ForbiddenError               the account may not do that

A state of the world (an overloaded queue, a shortage) is a value, never an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Rows with the same mistake that are told one by one; of more, the first are named.
_TOLD_ALONE = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing that is wrong with the caller's data, and where.

    Attributes
    ----------
    source : str
        File or table in which it was found.
    message : str
        What was found and what must hold, without a closing full stop.
    row : int or None
        Line of the file, the header being line 1.
    column : str or None
        Column name.
    value : str or None
        The offending value as it was written.
    """

    source: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        place = [self.source]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        found = "" if self.value is None else f"{self.value!r} "
        return f"{', '.join(place)}: {found}{self.message}"


class WfmError(Exception):
    """Everything Aforo raises on purpose."""


class InputError(WfmError, ValueError):
    """The caller's data is wrong; the message says field, rule and value found."""


class ParameterError(InputError):
    """One argument is outside its domain."""

    def __init__(self, name: str, value: object, rule: str) -> None:
        self.name, self.value, self.rule = name, value, rule
        super().__init__(f"{name} must be {rule}, got {value!r}")


class TableError(InputError):
    """
    A table breaks its contract; `problems` lists everything that is wrong.

    The message has a line for each, or for all rows of a column with the same mistake
    where these are more than three.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(_sentences(self.problems)))


def _sentences(problems: Sequence[Problem]) -> Iterator[str]:
    """Give a line for each problem or kind of problem, in the order of the first."""
    alike: dict[tuple[str, str | None, str], list[Problem]] = {}
    for each in problems:
        alike.setdefault((each.source, each.column, each.message), []).append(each)
    for each in problems:
        same = alike[each.source, each.column, each.message]
        if each.row is None or len(same) <= _TOLD_ALONE:
            yield str(each)
        elif each is same[0]:
            named = ", ".join(map(_place, same[1:_TOLD_ALONE]))
            more = len(same) - _TOLD_ALONE
            rows = "row" if more == 1 else "rows"
            yield f"{each} (also {named} and {more:,} more {rows})"


def _place(problem: Problem) -> str:
    row = f"row {problem.row}"
    return row if problem.value is None else f"{problem.value!r} in {row}"


class UnknownNameError(InputError):
    """A name that does not exist; the message suggests the nearest one."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        near = get_close_matches(name, self.known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        super().__init__(f"unknown {kind} {name!r}{hint}")


class TransitionError(InputError):
    """Something cannot happen from the state a thing is in; says what can."""

    def __init__(self, state: str, event: str, allowed: Iterable[str]) -> None:
        self.state, self.event, self.allowed = state, event, tuple(sorted(allowed))
        can = ", ".join(self.allowed) or "nothing: this state is final"
        super().__init__(f"cannot {event} from {state}; possible: {can}")


class StaleError(InputError):
    """
    Someone else saved first; says who and when, so that one can look and try again.

    Attributes
    ----------
    thing : str
        What was being saved.
    who : str
        Name of the account that was first.
    at : int
        When, in UTC seconds.
    """

    def __init__(self, thing: str, who: str, at: int) -> None:
        self.thing, self.who, self.at = thing, who, at
        when = datetime.fromtimestamp(at, tz=UTC)
        super().__init__(
            f"{thing} was changed by {who} at {when:%Y-%m-%d %H:%M} UTC; "
            "reload it and make your change again"
        )


class ForbiddenError(WfmError):
    """The account may not do that; names the action and nothing of its object."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(f"this account may not do that ({action})")


class NoAnswerError(WfmError):
    """The input is fine, but the question has no answer."""


class HistoryTooShortError(NoAnswerError):
    """The method needs more history than it was given."""


class GoalUnreachableError(NoAnswerError):
    """No number of agents meets the goal; the message says which target, and why."""


class ConflictError(NoAnswerError):
    """Rules contradict each other; `conflicts` names them, one sentence each."""

    def __init__(self, conflicts: Sequence[str]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("\n".join(self.conflicts))


class OverloadedSkillsError(NoAnswerError):
    """A set of queues brings at least as much load as its agents could ever carry."""

    def __init__(self, queues: Iterable[str], load: float, capacity: float) -> None:
        self.queues, self.load, self.capacity = tuple(queues), load, capacity
        names = ", ".join(repr(name) for name in self.queues)
        super().__init__(
            f"queues {names} bring {load:.6g} erlangs and only {capacity:g} agents can "
            "serve any of them: the waits would grow without end"
        )


class SolverError(WfmError, RuntimeError):
    """The solver is missing, crashed, or answered what cannot be trusted."""


class StoreError(WfmError, OSError):
    """A file or folder cannot be read or written; the message names it."""
