"""
Charts as inline SVG: pure functions from numbers and words to markup.

A chart is as wide as its place and keeps its height. What must stretch (bars, steps)
is drawn in an inner ``svg`` whose x axis is stretched, one unit a slot; what must not
(text) stands outside it at a percentage of the width. Colours come from the style
sheet by class.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.reports.markup import Html, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Pixels: plot without the room for labels, baseline of the first label, line height.
_PLOT, _FIRST_LABEL, _LINE = 190.0, 18.0, 15.0
_TOP = 16.0
_GRID_LINES = 4
_NICE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_BAR = (0.14, 0.86)
_LEFT_BAR, _RIGHT_BAR = (0.12, 0.48), (0.52, 0.88)
_BARS_WITH_VALUES = 5
_LABELS_ON_A_PHONE = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """
    One day or interval of a coverage chart.

    Attributes
    ----------
    required, scheduled, short : float
        Heights, at least 0, in one unit.
    tip : str
        Told when pointed at.
    tick : str
        Label under the slot; empty for none.
    """

    required: float
    scheduled: float
    short: float
    tip: str
    tick: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """
    One week: what is needed beside what is contracted.

    Attributes
    ----------
    needed, contracted : float
        Heights, at least 0, in one unit.
    tip, tick : str
        As in `Slot`.
    note : str
        Second line under the pair; empty for none.
    """

    needed: float
    contracted: float
    tip: str
    tick: str = ""
    note: str = ""


def grid_values(top: float, lines: int = _GRID_LINES) -> list[float]:
    """
    Round values from 0 to the first at or above `top`, at most `lines` above 0.

    Examples
    --------
    >>> grid_values(78)
    [0.0, 20.0, 40.0, 60.0, 80.0]
    """
    if top <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(top / lines))
    step = next(nice * power for nice in _NICE_STEPS if nice * power * lines >= top)
    return [round(step * place, 10) for place in range(math.ceil(top / step) + 1)]


def coverage_chart(
    slots: Sequence[Slot | None], *, label: str, number: Callable[[float], str]
) -> Html:
    """
    Chart of required (line), scheduled (bars) and missing (bars below the axis).

    Parameters
    ----------
    slots : sequence of Slot or None
        In order of time; None where nothing is open.
    label : str
        What a reader who does not see the chart is told.
    number : callable
        Writes the values of the axis.
    """
    shown = [slot for slot in slots if slot is not None]
    values = grid_values(max((max(s.required, s.scheduled) for s in shown), default=0))
    below = max((slot.short for slot in shown), default=0.0)
    scale = _PLOT / (values[-1] + below)
    zero = _TOP + values[-1] * scale
    places = [(place, slot) for place, slot in enumerate(slots) if slot is not None]
    inner = _stretched(
        len(slots),
        _path(
            "scheduled", (_bar(p, _BAR, zero, s.scheduled, scale) for p, s in places)
        ),
        _path("short", (_bar(p, _BAR, zero, -s.short, scale) for p, s in places)),
        _path("required", [_steps([_required(slot) for slot in slots], zero, scale)]),
        *(_target(place, slot.tip) for place, slot in places),
    )
    return _chart(
        label,
        _TOP + _PLOT + _FIRST_LABEL + _LINE / 2,
        *_grid(values, zero, scale, number),
        inner,
        *_ticks([slot.tick if slot else "" for slot in slots], _TOP + _PLOT),
    )


def pairs_chart(
    pairs: Sequence[Pair], *, label: str, number: Callable[[float], str]
) -> Html:
    """
    Two bars a week: needed and contracted.

    Parameters
    ----------
    pairs : sequence of Pair
        In order of time.
    label, number
        As in `coverage_chart`.
    """
    values = grid_values(max((max(p.needed, p.contracted) for p in pairs), default=0))
    scale, zero = _PLOT / values[-1], _TOP + _PLOT
    bars = {
        "needed": (_LEFT_BAR, [pair.needed for pair in pairs]),
        "contracted": (_RIGHT_BAR, [pair.contracted for pair in pairs]),
    }
    inner = _stretched(
        len(pairs),
        *(
            _path(
                name,
                (_bar(p, edges, zero, h, scale) for p, h in enumerate(heights)),
            )
            for name, (edges, heights) in bars.items()
        ),
        *(_target(place, pair.tip) for place, pair in enumerate(pairs)),
    )
    written = (
        _text(
            (place + sum(edges) / 2) / len(pairs),
            zero - height * scale - 5,
            number(height),
            "value",
        )
        for edges, heights in bars.values()
        for place, height in enumerate(heights)
        if len(pairs) <= _BARS_WITH_VALUES
    )
    return _chart(
        label,
        zero + _FIRST_LABEL + 1.5 * _LINE,
        *_grid(values, zero, scale, number),
        inner,
        *written,
        *_ticks([pair.tick for pair in pairs], zero),
        *_ticks([pair.note for pair in pairs], zero + _LINE, "tick bad"),
    )


def share_bar(parts: Sequence[tuple[str, float]], *, label: str) -> Html:
    """
    Parts of a whole in one thin bar.

    Parameters
    ----------
    parts : sequence of (str, float)
        Class that gives the colour, and size of the part.
    label : str
        What a reader who does not see the bar is told.
    """
    total = sum(size for _, size in parts) or 1.0
    rects, begin = [], 0.0
    for name, size in parts:
        width = 100 * size / total
        rects.append(
            tag("rect", class_=name, x=f"{begin:.4g}%", width=f"{width:.4g}%", height=8)
        )
        begin += width
    return tag(
        "svg",
        *rects,
        class_="shares",
        role="img",
        aria_label=label,
        width="100%",
        height=8,
    )


def _chart(label: str, height: float, *children: Html) -> Html:
    return tag(
        "svg",
        *children,
        class_="chart",
        role="img",
        aria_label=label,
        width="100%",
        height=height,
    )


def _stretched(slots: int, *children: Html) -> Html:
    """Drawing whose x axis has one unit a slot, however wide it becomes."""
    height = _TOP + _PLOT
    return tag(
        "svg",
        *children,
        viewBox=f"0 0 {max(slots, 1)} {height:g}",
        preserveAspectRatio="none",
        width="100%",
        height=height,
    )


def _grid(
    values: Sequence[float], zero: float, scale: float, number: Callable[[float], str]
) -> Iterable[Html]:
    for value in values:
        y = round(zero - value * scale, 2)
        name = "axis" if value == 0 else "grid"
        yield tag("line", class_=name, x1="0", x2="100%", y1=y, y2=y)
        yield tag("text", number(value), class_="scale", x=-8, y=y + 4)


def _ticks(labels: Sequence[str], bottom: float, name: str = "tick") -> Iterable[Html]:
    """Labels under their slots; of many, every second goes on a narrow screen."""
    written = [(place, label) for place, label in enumerate(labels) if label]
    for count, (place, label) in enumerate(written):
        spare = count % 2 and len(written) > _LABELS_ON_A_PHONE
        kind = f"{name} second" if spare else name
        yield _text((place + 0.5) / len(labels), bottom + _FIRST_LABEL, label, kind)


def _text(share: float, y: float, text: str, name: str) -> Html:
    return tag("text", text, class_=name, x=f"{100 * share:.4g}%", y=y)


def _target(place: int, tip: str) -> Html:
    height = _TOP + _PLOT
    return tag(
        "rect", tag("title", tip), class_="target", x=place, width=1, height=height
    )


def _path(name: str, parts: Iterable[str]) -> Html:
    return tag("path", class_=name, d="".join(parts))


def _bar(
    place: int, edges: tuple[float, float], zero: float, height: float, scale: float
) -> str:
    """Bar of a slot, upwards from the axis; downwards where the height is negative."""
    if not height:
        return ""
    left, right = (_short(place + edge) for edge in edges)
    low, high = _short(zero), _short(zero - height * scale)
    return f"M{left} {low}V{high}H{right}V{low}z"


def _steps(heights: Sequence[float | None], zero: float, scale: float) -> str:
    """Line that is flat within a slot and breaks where there is no height."""
    line, before = "", None
    for place, height in enumerate(heights):
        if height is not None:
            y = _short(zero - height * scale)
            line += f"M{place} {y}" if before is None else f"V{y}"
            line += f"H{place + 1}"
        before = height
    return line


def _required(slot: Slot | None) -> float | None:
    return None if slot is None else slot.required


def _short(value: float) -> str:
    return f"{round(value, 2):g}"
