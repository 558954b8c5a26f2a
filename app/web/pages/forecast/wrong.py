"""What is wrong with a decision, told at its field in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.errors import StaleError, TableError

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.web.visitor import Visitor
    from wfm.errors import Problem, WfmError

# How the tables' own sentences begin, or what they hold, and what is said for them.
_BEGINNINGS = {
    "is empty": "wrong.empty",
    "is not a number": "wrong.number",
    "must be at least 0 for": "wrong.negative",
    "is not a date": "wrong.time",
    "is not between": "wrong.far",
    "is not after": "wrong.order",
    "begins before another": "wrong.overlap",
    "must be a weekday": "wrong.weekday",
    "must be a factor": "wrong.factor",
    "must be the factor": "wrong.campaign",
    "must be opening hours": "wrong.hours",
    "must be the date": "wrong.analog",
}


def by_field(
    error: WfmError, fields: Collection[str], visitor: Visitor
) -> tuple[dict[str, str], str]:
    """Words of an error, at the fields that they are about; the rest as one text."""
    if isinstance(error, StaleError):
        return {}, visitor.say("decide.stale", who=visitor.own_words(error.who))
    if not isinstance(error, TableError):
        return {}, visitor.told(error)
    found: dict[str, str] = {}
    rest: list[str] = []
    for problem in error.problems:
        if problem.column in fields:
            found.setdefault(str(problem.column), problem_words(problem, visitor))
        else:
            rest.append(problem_words(problem, visitor))
    return found, " ".join(rest)


def problem_words(problem: Problem, visitor: Visitor) -> str:
    """Sentence for a problem; the table's own where there is no other."""
    for beginning, key in _BEGINNINGS.items():
        if problem.message.startswith(beginning):
            return visitor.say(key)
    return visitor.told(problem.message)
