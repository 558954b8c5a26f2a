"""The books of an interval: agents that each promise alone would need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from app.web.texts import word
from app.web.theme import CONSTRAINTS

if TYPE_CHECKING:
    from app.web.visitor import Visitor

LEDGER = ("service_level", "occupancy", "asa", "abandonment", "minimum")
# Of work that nobody waits for; it has no column of its own where it rules.
WORK = ("deadline", "target")


def ledger(needed: dict[str, Any], visitor: Visitor) -> html.Div:
    """
    Bars of the agents that each promise alone would need; what rules stands out.

    Parameters
    ----------
    needed : dict
        Row of the requirement.
    visitor : Visitor
        Language.
    """
    rows = [(name, needed.get(f"agents_{name}")) for name in LEDGER]
    rows += [(name, needed["agents"]) for name in WORK if needed.get("binding") == name]
    known = [(name, n) for name, n in rows if n is not None and n == n and n > 0]  # noqa: PLR0124
    most = max((n for _, n in known), default=1.0)
    return html.Div(
        [
            _ledger_row(name, n, n / most, visitor, needed.get("binding") == name)
            for name, n in known
        ],
        className="ledger",
    )


def _ledger_row(
    name: str, agents: float, share: float, visitor: Visitor, rules: bool
) -> html.Div:
    return html.Div(
        [
            html.Span(word(visitor.language, "constraint", name), className="name"),
            html.Span(
                html.Span(
                    style={"width": f"{100 * share:.0f}%", "--mark": CONSTRAINTS[name]}
                ),
                className="bar",
            ),
            html.Span(visitor.formats.number(agents), className="count"),
        ],
        className="ledger-row rules" if rules else "ledger-row",
    )
