"""From counts to shifts: whoever came first pauses first and leaves first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduling.model.design import DesignModel
    from scheduling.model.kinds import Kind


def counted(
    variables: Mapping[int, int], decisions: NDArray[np.float64]
) -> NDArray[np.int64]:
    """
    Slots of variables, each as often as its decision says, in order of time.

    Fractions are rounded in sum: what one slot loses a later one gains.
    """
    slots = np.array(sorted(variables), dtype=np.int64)
    values = decisions[[variables[int(slot)] for slot in slots]]
    total = np.floor(np.cumsum(values) + 0.5).astype(np.int64)
    return np.repeat(slots, np.diff(total, prepend=0))


def shift_rows(
    built: DesignModel, kinds: Sequence[Kind], decisions: NDArray[np.float64]
) -> NDArray[np.int64]:
    """
    Shifts behind the decisions of a design model, whole or not.

    Parameters
    ----------
    built : DesignModel
        Says what the variables mean.
    kinds : sequence of Kind
        Of the model.
    decisions : ndarray of float64
        One for each variable. Of whole ones nothing is lost; others are rounded so
        that every shift is lawful.

    Returns
    -------
    ndarray of int64, shape (shifts, 3 + pauses)
        Number of the kind, first slot, slot after the last, and the slot of each
        pause of the kind in its order; -1 beyond.
    """
    width = max(len(kind.pauses) for kind in kinds)
    parts = [np.empty((0, 3 + width), dtype=np.int64)]
    for flow in built.flows:
        starts = counted(flow.starts, decisions)
        ends = counted(flow.ends, decisions)
        size = min(len(starts), len(ends))
        starts = starts[:size]
        steps = (ends[:size] - starts - flow.kind.shortest) // flow.kind.step
        most = (flow.kind.longest - flow.kind.shortest) // flow.kind.step
        rows = np.full((size, 3 + width), -1, dtype=np.int64)
        rows[:, 0] = flow.number
        rows[:, 1] = starts
        lengths = flow.kind.shortest + flow.kind.step * np.clip(steps, 0, most)
        rows[:, 2] = starts + lengths
        parts.append(rows)
    found = np.concatenate(parts)
    found = found[np.argsort(found[:, 1], kind="stable")]
    for pause, begins in built.begins.items():
        place = np.array(
            [kind.pauses.index(pause) if pause in kind.pauses else -1 for kind in kinds]
        )[found[:, 0]]
        having = np.flatnonzero(place >= 0)
        slots = counted(begins, decisions)
        slots = np.resize(slots, len(having)) if len(slots) else found[having, 1]
        first = found[having, 1]
        found[having, 3 + place[having]] = np.clip(
            slots, first + pause.slots[0], first + pause.slots[-1]
        )
    return found
