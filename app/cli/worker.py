"""The command that does the jobs of the app: worker."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.database import Database, address


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(worker)


def worker(
    database: Database = None,
    name: Annotated[
        str | None,
        typer.Option(help="Kept after a restart; else the next of this machine."),
    ] = None,
) -> None:
    """Do jobs (plans, imports) beside those of `aforo serve`, until stopped."""
    from app.jobs.worker import WorkerOptions, work

    work(address(database), WorkerOptions(name=name), say=typer.echo)
