"""A figure with its light: an icon and a word beside the colour, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from app.services.standing.lights import Light
from app.web.components.attributes import attributes
from app.web.components.icon import icon

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.standing.kpis import Figure
    from app.web.visitor import Visitor

# Basis of a figure of the days up to one.
_MEASURED = "measured"
_ICONS = {
    Light.GREEN: "done",
    Light.AMBER: "warning",
    Light.RED: "alert",
    Light.NONE: "unknown",
}


def light_mark(visitor: Visitor, light: Light, size: int = 16) -> Component:
    """Icon of a light, whose word is read aloud and shown on hover."""
    said = visitor.say(f"light.{light.value}")
    return html.Span(
        [icon(_ICONS[light], size), html.Span(said, className="unseen")],
        className=f"light-mark light-{light.value}",
        title=said,
    )


def lit_figure(
    visitor: Visitor, figure: Figure | None, href: str | None
) -> list[Component | str]:
    """
    Share with its light, its goal and what it is about.

    Parameters
    ----------
    visitor : Visitor
        Who looks.
    figure : Figure or None
        None where the account sees none.
    href : str or None
        Page where one acts on it, if the account may open it.

    Returns
    -------
    list
        Content of a cell.
    """
    if figure is None:
        return []
    share = visitor.formats.share(figure.share)
    value = html.Strong(share)
    shown = value if href is None else dcc.Link(value, href=href, className="lit-link")
    goal = []
    if figure.goal is not None and figure.share is not None:
        goal = [html.Span(visitor.say("light.goal", goal=_short(visitor, figure.goal)))]
    basis = [html.Span(_basis(visitor, figure))] if figure.basis else []
    return [
        html.Div([light_mark(visitor, figure.light), shown], className="lit"),
        html.Div([*goal, *basis], className="lit-note"),
    ]


def _short(visitor: Visitor, share: float) -> str:
    """Goal in whole percents where it is one."""
    whole = abs(100 * share - round(100 * share)) < 1e-9  # noqa: PLR2004 - rounding
    return visitor.formats.share(share, 0 if whole else 1)


def _basis(visitor: Visitor, figure: Figure) -> str:
    """Say where a figure comes from and of which days it is."""
    days = [day for day in (figure.first, figure.last) if day is not None]
    written = [visitor.formats.day_and_month(day) for day in days]
    if figure.basis == _MEASURED and written:
        return visitor.say("basis.measured", day=written[-1])
    said = visitor.say(f"basis.{figure.basis}")
    if not written:
        return said
    return f"{said}, {' – '.join(written)}"  # noqa: RUF001 - a dash between days


def live(component: list[Component]) -> html.Div:
    """Place whose changes are read aloud."""
    return html.Div(component, **attributes(aria_live="polite"))
