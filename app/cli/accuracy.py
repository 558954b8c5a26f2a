"""The command that measures forecasts on days that are over: backtest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli import steering
from app.cli.console import print_json, progress, show_frame
from app.cli.demand import HistoryFile, calendar_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = {"backtest": "Forecasting past weeks"}
_DEFAULT = "auto"
_SHORT = {"next day": "day 1"}
_KEY = """\
auto *, a mean of several models, is what `forecast` takes unless told otherwise.
The floor is chance: no forecast can be better.
Ratio: error in % of that of the 4-week mean. 80 %: intervals inside that band.
Staff: agents too many and twice those too few, % of those needed."""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(backtest)


def backtest(
    history: HistoryFile,
    out: o.Out,
    origins: Annotated[
        int | None,
        typer.Option(help="Forecasts of each model; else as many as fit, up to 8."),
    ] = None,
    days: Annotated[int, typer.Option(help="Calendar days of each.")] = 28,
    every: Annotated[int, typer.Option(help="Days from one forecast to the next.")] = 5,
    start: Annotated[
        datetime | None,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            help="First day of the first; else as late as possible.",
        ),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(help=f"A model, repeated for more; else all: {o.MODELS}."),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(help="Page to write beside the table: .html, for any browser."),
    ] = None,
    country: o.Country = "CO",
    special_days: o.SpecialDays = None,
    opening: o.Opening = None,
    aht: Annotated[
        float,
        typer.Option(help="Handle time where the history has none, seconds."),
    ] = 240.0,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    refused: steering.Refused = None,
    workers: steering.Workers = None,
    as_json: o.AsJson = False,
) -> None:
    """Measure every model on past weeks, beside the naive and the floor of chance."""
    from app.files.write import encode_table, write_files
    from app.reports.accuracy import accuracy_page
    from app.services.forecasts.accuracy import accuracy_figures
    from forecasting import backtest as measure
    from wfm.errors import ParameterError
    from wfm.tables import BACKTEST

    if picture is not None and picture.suffix.lower() not in {".html", ".htm"}:
        raise ParameterError("picture", picture.name, "an .html name")
    with progress(_STEP) as tell:
        table = measure(
            start=start.date() if start else None,
            origins=origins,
            every=every,
            days=days,
            models=model,
            interval=interval,
            aht_s=aht,
            refused=steering.refused_changes(refused, timezone),
            workers=steering.processes(workers),
            tell=lambda share: tell("backtest", share),
            **calendar_tables(history, special_days, opening, country, timezone),
        )
    files = {out: encode_table(out, table, BACKTEST)}
    if picture is not None:
        files[picture] = accuracy_page(table).encode()
    write_files(files)
    summary = accuracy_figures(table) | {"days": days, "out": str(out)}
    summary["left_out"] = table.attrs["left_out"]
    if picture is not None:
        summary["picture"] = str(picture)
    if as_json:
        print_json(summary)
    else:
        _say(summary)


def _say(summary: dict[str, Any]) -> None:
    for kind in ("normal", "special"):
        if kind in summary:
            found = summary[kind]
            shown = _horizons(list(found["floor"]))
            show_frame(
                f"Error by interval on {kind} days, % of contacts (WAPE)",
                ["model", *map(_short, shown), "ratio", "bias", "80 %", "staff"],
                [*_model_rows(found, shown), *_beside_rows(found, shown)],
            )
    origins = summary["origins"]
    typer.echo(
        f"{origins} forecast{'' if origins == 1 else 's'} of each model, "
        f"{summary['contacts']:,.0f} contacts.\n{_KEY}"
    )
    for reason in summary["left_out"].values():
        typer.echo(f"left out: {reason}")
    typer.echo(f"written: {summary['out']}")
    if "picture" in summary:
        typer.echo(f"written: {summary['picture']}")


def _horizons(names: list[str]) -> list[str]:
    """As many as fit on a terminal: of the weeks the first and the last."""
    weeks = [name for name in names if name.startswith("week ")]
    return [name for name in names if name not in weeks[1:-1]]


def _short(horizon: str) -> str:
    """Name a horizon so that the table fits on 80 columns."""
    return _SHORT.get(horizon, horizon.replace("week", "wk"))


def _model_rows(found: dict[str, Any], shown: list[str]) -> Iterator[list[str]]:
    for model in found["models"]:
        name = model["model"]
        yield [
            f"{name} *" if name == _DEFAULT else name,
            *(_percent(model["by_horizon"].get(horizon)) for horizon in shown),
            _percent(model["ratio_to_naive"], 0),
            _percent(model["bias"]),
            _percent(model["coverage_80"], 0),
            _percent(model["staffing_cost"]),
        ]


def _beside_rows(found: dict[str, Any], shown: list[str]) -> Iterator[list[str]]:
    for key, name in (
        ("naive_wape", "4-week mean"),
        ("seasonal_naive_wape", "week before"),
        ("floor", "floor"),
    ):
        figures = (_percent(found[key].get(horizon)) for horizon in shown)
        yield [name, *figures, *[""] * 4]


def _percent(value: float | None, digits: int = 1) -> str:
    if value is None:
        return ""
    # Nobody reads the decimals of an error of a hundred per cent.
    return f"{100 * value:.{digits if abs(value) < 1 else 0}f}"
