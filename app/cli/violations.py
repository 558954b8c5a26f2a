"""What the referee found, as a supervisor reads it: how much of what, then where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from app.cli.console import show, show_frame

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 30
# Who stands in the table for everybody.
_ALL = "*"


def counts_by_rule(found: pd.DataFrame) -> dict[str, int]:
    """Count the violations of each rule, the most frequent first."""
    counts = found.groupby("rule").size().sort_values(ascending=False, kind="stable")
    return {str(rule): int(count) for rule, count in counts.items()}


def show_violations(found: pd.DataFrame) -> None:
    """Print the count of each rule that is broken, then the first violations."""
    total, agents = len(found), found.loc[found["agent"] != _ALL, "agent"].nunique()
    typer.echo(f"Violations: {total:,}; agents concerned: {agents:,}")
    show("", [(rule, f"{count:,}") for rule, count in counts_by_rule(found).items()])
    header = ["agent", "date", "rule", "limit", "found", "source", "note"]
    shown = found.head(_SHOWN)
    where = "" if total <= _SHOWN else f"The first {_SHOWN}; --out writes all"
    show_frame(
        where,
        header,
        (
            [row[name] for name in header]
            for row in shown.assign(date=shown["date"].dt.date).to_dict("records")
        ),
    )
