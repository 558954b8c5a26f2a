"""Options that several commands share, each with its meaning said once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[
    Path,
    typer.Option("--out", help="File to write: .csv, .csv.gz, .parquet or .xlsx."),
]
Timezone = Annotated[
    str, typer.Option("--timezone", help="Zone of times without an offset.")
]
Interval = Annotated[
    int | None,
    typer.Option(
        "--interval", help="Interval length in minutes: 15, 30 or 60; else inferred."
    ),
]
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
FirstDay = Annotated[
    datetime | None,
    typer.Option(
        "--from",
        formats=["%Y-%m-%d"],
        help="First day; else the Monday after the history ends.",
    ),
]
Days = Annotated[int, typer.Option(help="Calendar days.")]
# Written out, so that help does not wait for the models themselves.
MODELS = "auto, core, svd, ewma, mixed, fourier, ets, taylor, seasonal_naive, lightgbm"
Model = Annotated[
    str, typer.Option(help=f"One of {MODELS}; auto is a mean of several.")
]
Country = Annotated[
    str, typer.Option("--country", help="Country of the public holidays, or none.")
]
SpecialDays = Annotated[
    Path | None, typer.Option("--special-days", help="Special days table.")
]
Opening = Annotated[Path | None, typer.Option("--opening", help="Opening hours table.")]
ServiceLevel = Annotated[float, typer.Option(help="Share answered in time.")]
Threshold = Annotated[float, typer.Option(help="Promised wait, seconds.")]
Basis = Annotated[
    str,
    typer.Option(
        help="Which contacts count: offered, answered, excl_short, short_ok, virtual."
    ),
]
MeanWait = Annotated[
    float | None, typer.Option("--asa", help="Largest mean wait, seconds.")
]
Patience = Annotated[
    float | None,
    typer.Option(help="Mean seconds until customers give up; else they never do."),
]
MaxAbandonment = Annotated[
    float | None, typer.Option(help="Largest share that gives up; needs a patience.")
]
HandleTime = Annotated[
    float | None,
    typer.Option("--aht", help="Handle time where the forecast has none, seconds."),
]
Goals = Annotated[
    Path | None,
    typer.Option(
        "--goals",
        help="Campaign file that says goals, patience and more by queue, in the place "
        "of options.",
    ),
]
Rules = Annotated[
    str,
    typer.Option(
        "--rules",
        help="Country of the labour rules (co, mx), or a TOML file of its own values.",
    ),
]
Gap = Annotated[
    float,
    typer.Option(
        "--gap", help="Distance from the bound at which to stop; 0.01 is 1 %."
    ),
]
Passes = Annotated[
    int | None, typer.Option("--passes", help="Most rounds of improvement.")
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit", help="Seconds after which to stop; reported if reached."
    ),
]
Seed = Annotated[int, typer.Option("--seed", help="Seed of every random choice.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the summary as JSON on stdout.")
]
ZONE = "America/Bogota"
