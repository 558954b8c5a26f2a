"""Commands about a whole campaign: plan, hire."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import answer, print_json, progress, show_frame

if TYPE_CHECKING:
    from app.files.campaign import CampaignFile
    from app.services.planning.chain import Plan
    from app.services.planning.inputs import Inputs
    from wfm.campaign import Campaign as Planned

STEPS = {
    "forecast": "Forecasting contacts",
    "staff": "Agents by interval",
    "hire": "Capacity and requests",
    "shifts": "Designing shifts",
    "roster": "Building the roster",
    "simulate": "Simulating the plan",
    "adherence": "Measuring adherence",
}
Campaign = Annotated[
    Path, typer.Argument(metavar="CAMPAIGN.toml", help="Campaign file.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (plan, hire):
        app.command()(command)


def plan(
    campaign: Annotated[
        str,
        typer.Argument(
            metavar="CAMPAIGN.toml",
            help="Campaign file, or key of a campaign in the store.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the plan.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            help="Store (sqlite:///FILE, postgresql://...) that takes in the campaign "
            "as its files say, and keeps the plan as a version.",
        ),
    ] = None,
    seed: o.Seed = 0,
    time_limit: o.TimeLimit = None,
    as_json: o.AsJson = False,
) -> None:
    """Plan a campaign: forecast, agents, shifts, roster, adherence and request."""
    from app.cli.planned import Place, plan_in_store
    from wfm.errors import ParameterError

    file = Path(campaign)
    of_store = not file.is_file() and file.suffix.lower() != ".toml"
    if database is None and not of_store:
        if out is None:
            raise ParameterError("out", None, "given, or --database, or both")
        given, inputs = _read(file)
        summary = _plan(given.campaign, inputs, seed, time_limit, out=out).summary
        say_plan(summary, str(out), as_json=as_json)
        return
    place = Place(
        database=database,
        file=None if of_store else file,
        key=campaign if of_store else "",
    )
    with plan_in_store(place) as kept:
        made = _plan(
            kept.stored.campaign, kept.stored.inputs, seed, time_limit, out=out
        )
        version = kept.save(made)
    where = f"version {version} of the plan of {kept.stored.key}"
    stored = {"campaign": kept.stored.key, "version": version}
    say_plan(
        made.summary | ({"stored": stored} if as_json else {}),
        f"{out} and {where}" if out else where,
        as_json=as_json,
    )


def hire(campaign: Campaign, out: o.Out, as_json: o.AsJson = False) -> None:
    """Needed against contracted hours by week, and the request that follows."""
    from app.files.write import write_table
    from app.services.planning.need import campaign_need
    from app.services.planning.summary import weeks_of
    from wfm.tables import REQUESTS

    given, inputs = _read(campaign)
    need = campaign_need(given.campaign, inputs)
    requests = need.tables["requests"]
    write_table(out, requests, REQUESTS)
    if as_json:
        heads = int(requests["heads"].sum()) if len(requests) else 0
        weeks = weeks_of(need.capacity)
        summary = {"heads": heads, "weeks": weeks, "out": str(out)}
        print_json(summary | {"notes": need.origin["notes"]})
        return
    header = ["week", "skill", "needed_hours", "contracted_hours", "gap_heads"]
    show_frame(
        "Paid hours by week",
        header,
        (
            [
                row["week"],
                row["skill"],
                f"{row['needed_hours']:,.1f}",
                f"{row['contracted_hours']:,.1f}",
                f"{row['gap_heads']:,.0f}",
            ]
            for row in weeks_of(need.capacity)
        ),
    )
    lines = ["heads", "profile", "start_by", "decide_by", "reason"]
    show_frame(
        f"Request, written to {out}",
        lines,
        (
            [row["heads"], row["profile"], *_days(row), row["reason"]]
            for row in requests.to_dict("records")
        ),
    )
    for note in need.origin["notes"]:
        typer.echo(f"{note}.")


def plan_files(campaign: Path, out: Path, seed: int) -> Plan:
    """Plan the campaign of a file, and write the plan into a folder."""
    given, inputs = _read(campaign)
    return _plan(given.campaign, inputs, seed, None, out=out)


def _read(path: Path) -> tuple[CampaignFile, Inputs]:
    from app.files.campaign import read_campaign
    from app.services.planning.inputs import read_inputs

    given = read_campaign(path)
    return given, read_inputs(given.campaign, given.files)


def _plan(
    campaign: Planned,
    inputs: Inputs,
    seed: int,
    time_limit: float | None,
    *,
    out: Path | None,
) -> Plan:
    from app.services.planning.chain import make_plan
    from app.services.planning.folder import check_folder, write_plan

    if out is not None:
        check_folder(out)
    with progress(STEPS) as tell:
        made = make_plan(
            campaign,
            inputs,
            seed=seed,
            time_limit=time_limit,
            tell=tell,
            processes=min(2, os.cpu_count() or 1),
        )
    if out is not None:
        write_plan(made, out)
    return made


def say_plan(summary: dict[str, Any], written: str, *, as_json: bool) -> None:
    """Print what a plan comes to."""
    title = f"Plan of {summary['campaign']}"
    answer(title, summary, _rows(summary, written), as_json=as_json)


def _rows(summary: dict[str, Any], written: str) -> list[tuple[str, str]]:
    have = summary["headcount_available"]
    money = summary["currency"] or "paid hours"
    return [
        (
            "horizon",
            f"{summary['days']} days from {summary['start']}, "
            f"by {summary['interval']} min",
        ),
        ("contacts forecast", f"{summary['contacts']:,.0f}"),
        ("peak agents", f"{summary['peak_agents']:,}"),
        ("headcount needed", f"{summary['headcount_needed']:,}"),
        ("headcount available", "no agents given" if have is None else f"{have:,}"),
        ("headcount missing in the worst week", f"{summary['headcount_missing']:,}"),
        (
            "coverage",
            f"{summary['coverage']:.1%}, {summary['short_hours']:,.0f} of "
            f"{summary['required_hours']:,.0f} agent-hours uncovered",
        ),
        *_simulated(summary["simulation"]),
        ("cost", f"{summary['cost']:,.0f} {money}"),
        ("gap to the bound", f"{summary['gap']:.2%}"),
        ("rules broken, says the referee", f"{summary['violations']}"),
        ("seconds", f"{summary['seconds']:,.1f}"),
        ("written", written),
        *((f"no {name}", reason) for name, reason in summary["absent"].items()),
    ]


def _simulated(simulation: dict[str, Any]) -> list[tuple[str, str]]:
    """Service level of simulated contacts; nothing where no queue was simulated."""
    reached = simulation.get("scheduled", {}).get("service_level")
    promised = simulation.get("predicted")
    if reached is None or promised is None:
        return []
    return [("service level, simulated", f"{reached:.1%}, promised {promised:.1%}")]


def _days(row: dict[Any, Any]) -> tuple[str, str]:
    return f"{row['start_by']:%Y-%m-%d}", f"{row['decide_by']:%Y-%m-%d}"
