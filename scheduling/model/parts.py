"""Independent parts of a model: what shares no row is solved apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scheduling.model.rows import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def parts(model: Model) -> Iterator[tuple[Model, NDArray[np.int64]]]:
    """
    Split a model into parts without common rows.

    Days between which every queue is closed fall apart, and branching on each alone
    costs a fraction of branching on the week.

    Yields
    ------
    part : Model
        One part; constants stay with the whole.
    variables : ndarray of int64
        Number in the whole model of each variable of the part.
    """
    count = len(model.cost)
    row, variable = [], []
    for number, (_, _, variables, _) in enumerate(model.rows):
        row += [count + number] * len(variables)
        variable += variables
    size = count + len(model.rows)
    links = coo_array((np.ones(len(row)), (row, variable)), shape=(size, size))
    _, label = connected_components(links, directed=False)
    rows_of: dict[int, list[int]] = {}
    for number in range(len(model.rows)):
        rows_of.setdefault(int(label[count + number]), []).append(number)
    for component in sorted(rows_of, key=lambda each: rows_of[each][0]):
        members = np.flatnonzero(label[:count] == component)
        yield _part(model, members, rows_of[component]), members


def _part(model: Model, members: NDArray[np.int64], rows: list[int]) -> Model:
    place = {int(variable): number for number, variable in enumerate(members)}
    return Model(
        [model.cost[i] for i in members],
        [model.upper[i] for i in members],
        [model.integer[i] for i in members],
        [
            (low, high, [place[v] for v in variables], coefficients)
            for low, high, variables, coefficients in (model.rows[r] for r in rows)
        ],
    )
