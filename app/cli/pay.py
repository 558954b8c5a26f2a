"""Command that prices a schedule: pay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.console import answer
from app.cli.rules import rules_from

if TYPE_CHECKING:
    from wfm.payroll import Payroll


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(pay)


def pay(
    schedule: Annotated[Path, typer.Argument(metavar="SCHEDULE", help="Schedule.")],
    out: o.Out,
    agents: Annotated[
        Path | None,
        typer.Option(help="Agents table: rest_day, monthly_wage, hourly_cost."),
    ] = None,
    contracts: Annotated[
        Path | None, typer.Option(help="Contracts table: hours and regime.")
    ] = None,
    overtime: Annotated[
        Path | None,
        typer.Option("--register", help="Table to write: overtime by person and day."),
    ] = None,
    rest_days: Annotated[
        Path | None,
        typer.Option(
            help="Table to write: rest days worked by month, and rests due for them."
        ),
    ] = None,
    basis: Annotated[
        str,
        typer.Option(
            help="wage: an hour of the month's wage; cost: with the employer's charges."
        ),
    ] = "wage",
    beyond_limits: Annotated[
        bool,
        typer.Option(
            "--beyond-limits",
            help="Pay minutes beyond the ordinary day or week as overtime.",
        ),
    ] = False,
    rules: o.Rules = "co",
    timezone: o.Timezone = o.ZONE,
    as_json: o.AsJson = False,
) -> None:
    """Pay a schedule minute by minute: nights, rest days, holidays, overtime."""
    from app.files.read import read_table
    from app.services.rosters.payroll import PayFiles, write_pay
    from wfm.payroll import schedule_pay
    from wfm.tables import AGENTS, CONTRACTS, SCHEDULE

    files = PayFiles(out, overtime, rest_days)
    people = None if agents is None else read_table(agents, AGENTS, timezone=timezone)
    terms = (
        None
        if contracts is None
        else read_table(contracts, CONTRACTS, timezone=timezone)
    )
    payroll = schedule_pay(
        read_table(schedule, SCHEDULE, timezone=timezone),
        rules_from(rules),
        agents=people,
        contracts=terms,
        basis=basis,
        beyond_limits=beyond_limits,
        timezone=timezone,
    )
    write_pay(payroll, files)
    _say(payroll, out, as_json=as_json)


def _say(payroll: Payroll, out: Path, *, as_json: bool) -> None:
    from app.services.rosters.payroll import pay_figures

    figures = pay_figures(payroll)
    rows = [
        ("agents", f"{figures['agents']:,}"),
        ("paid hours", f"{figures['hours']:,.1f}"),
        *(
            (f"  {concept.replace('_', ' ')}", f"{hours:,.1f}")
            for concept, hours in figures["hours_by_concept"].items()
        ),
        ("whole pay", f"{figures['amount']:,.0f}"),
        ("of it beyond the wage", f"{figures['increment']:,.0f}"),
        ("rests due in return", f"{figures['rests_in_return']:,}"),
        ("written", str(out)),
    ]
    answer("Pay", {**figures, "out": str(out)}, rows, as_json=as_json)
