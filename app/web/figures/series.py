"""From tables to the lists that a chart is drawn from."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

Point = str | None
Value = float | None
_ISO = "%Y-%m-%dT%H:%M:%S"


def wall(times: pd.Series) -> list[str]:
    """Local wall-clock times as ISO text, which Plotly draws without moving them."""
    return [str(text) for text in times.dt.strftime(_ISO)]


def values(column: pd.Series) -> list[Value]:
    """Numbers with None where they are unknown; three decimals are plenty to draw."""
    return [None if np.isnan(v) else round(float(v), 3) for v in column.to_numpy()]


def runs(starts: pd.Series, interval: int) -> list[slice]:
    """Stretches of intervals without a closed one between them."""
    if starts.empty:
        return []
    gaps = starts.diff().dt.total_seconds().to_numpy() > interval * 60
    edges = [0, *np.flatnonzero(gaps).tolist(), len(starts)]
    return [slice(a, b) for a, b in itertools.pairwise(edges)]


def broken(
    parts: Sequence[slice], xs: Sequence[str], ys: Sequence[Value]
) -> tuple[list[Point], list[Value]]:
    """Line that stops where a queue is closed."""
    x: list[Point] = []
    y: list[Value] = []
    for part in parts:
        x += [*xs[part], None]
        y += [*ys[part], None]
    return x[:-1], y[:-1]


def beside(parts: Sequence[slice], texts: Sequence[str]) -> list[str]:
    """Hover texts laid out as the points of `broken`."""
    laid: list[str] = []
    for part in parts:
        laid += [*texts[part], ""]
    return laid[:-1]


def band(
    parts: Sequence[slice],
    xs: Sequence[str],
    low: Sequence[Value],
    high: Sequence[Value],
) -> tuple[list[Point], list[Value]]:
    """Outline of an area between two lines, one closed shape for each part."""
    x: list[Point] = []
    y: list[Value] = []
    for part in parts:
        x += [*xs[part], *reversed(xs[part]), None]
        y += [*high[part], *reversed(low[part]), None]
    return x[:-1], y[:-1]


def stairs(
    parts: Sequence[slice],
    edges: tuple[Sequence[str], Sequence[str]],
    ys: Sequence[Value],
    *,
    ground: bool = False,
) -> tuple[list[Point], list[Value]]:
    """
    Corners of a line that holds each value from its interval's start to its end.

    Parameters
    ----------
    parts : sequence of slice
        As `runs` gives them.
    edges : tuple of two sequences of str
        Starts and ends of the intervals.
    ys : sequence of float or None
        One value an interval.
    ground : bool
        Whether each part begins and ends at zero, as the outline of an area does.
    """
    x: list[Point] = []
    y: list[Value] = []
    begins, ends = edges
    for part in parts:
        rows = [*zip(begins[part], ends[part], ys[part], strict=True)]
        path = [(edge, v) for begin, end, v in rows for edge in (begin, end)]
        if ground:
            path = [(path[0][0], 0.0), *path, (path[-1][0], 0.0)]
        x += [*(edge for edge, _ in path), None]
        y += [*(v for _, v in path), None]
    return x[:-1], y[:-1]
