"""The command that does the jobs of the app: worker."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.database import Database


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
    """Do jobs (plans, imports, backups) beside `aforo serve`, until stopped."""
    from app.config import read_settings
    from app.jobs.worker import WorkerOptions, work

    settings = read_settings(database=database)
    options = WorkerOptions(name=name, backups=settings.backup_folder)
    work(settings.database, options, say=typer.echo)
