"""What is wrong with a person, at the fields that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.web.here import Here
    from wfm.errors import TableError


def errors_by_field(
    here: Here, error: TableError, names: tuple[str, ...]
) -> tuple[dict[str, str], str]:
    """Words of an error at the fields that they are about; the rest as one text."""
    found: dict[str, str] = {}
    rest = []
    for problem in error.problems:
        said = here.visitor.told(problem.message)
        if problem.column in names:
            found.setdefault(str(problem.column), said)
        else:
            rest.append(said)
    return found, " ".join(rest)
