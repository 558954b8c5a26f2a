"""Figures on cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dash.development.base_component import Component

CALM, GOOD, BAD = "", "good", "bad"


@dataclass(frozen=True)
class Kpi:
    """
    One figure with what it means.

    Attributes
    ----------
    label : str
        Name, two or three words.
    value : str
        The figure, written out with its unit.
    note : str
        What it stands against; empty for nothing.
    meaning : str
        Definition, shown on hover or touch.
    tone : str
        ``good``, ``bad`` or empty: how the note is coloured.
    unit : str
        Written smaller after the value; empty for none.
    """

    label: str
    value: str
    note: str = ""
    meaning: str = ""
    tone: str = CALM
    unit: str = ""


def explained(label: str, meaning: str, class_name: str = "") -> Component:
    """Words with their definition behind a dotted line."""
    if not meaning:
        return html.Span(label, className=class_name)
    return dmc.Tooltip(
        html.Span(label, className=f"explained {class_name}", tabIndex=0),
        label=meaning,
        multiline=True,
        w=290,
        withArrow=True,
        position="bottom-start",
        events={"hover": True, "focus": True, "touch": True},
        boxWrapperProps={"className": "wrapper"},
    )


def kpi_row(kpis: Iterable[Kpi]) -> html.Div:
    """Cards side by side; two in a row on a phone."""
    return html.Div([_card(kpi) for kpi in kpis], className="kpis")


def _card(kpi: Kpi) -> dmc.Card:
    return dmc.Card(
        [
            explained(kpi.label, kpi.meaning, "kpi-label"),
            html.Div(
                [kpi.value, html.Span(kpi.unit, className="kpi-unit")],
                className="kpi-value",
            ),
            html.Div(kpi.note, className=f"kpi-note {kpi.tone}"),
        ],
        withBorder=True,
        className="kpi",
    )
