"""Commands about the store: db upgrade, db check, backup, restore."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.console import print_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.engine import Store

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        help="sqlite:///FILE or postgresql://...; else AFORO_DATABASE, aforo.toml, or "
        "sqlite:///aforo.db. Passwords belong into the environment.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    db = typer.Typer(help="Make, upgrade and check the store.", no_args_is_help=True)
    db.command()(upgrade)
    db.command()(check)
    app.add_typer(db, name="db")
    app.command()(backup)
    app.command()(restore)


def address(database: str | None) -> str:
    """Address of the store: the option's, else that of the settings."""
    from app.config import read_settings

    return database or read_settings().database


@contextmanager
def opened(database: str | None) -> Iterator[Store]:
    """Open the store with every table of this version, and close it at the end."""
    from app.storage.engine import Store
    from app.storage.upgrade import make_ready

    store = Store(address(database))
    try:
        make_ready(store)
        yield store
    finally:
        store.close()


def upgrade(database: Database = None) -> None:
    """Make the tables of the store, or bring them to this version."""
    from app.storage.engine import Store
    from app.storage.upgrade import upgrade as take_steps

    store = Store(address(database))
    try:
        take_steps(store)
    finally:
        store.close()
    typer.echo("the store is ready")


def check(database: Database = None, as_json: AsJson = False) -> None:
    """Look for damage: the file, saved versions, the audit trail."""
    from app.storage.engine import Store
    from app.storage.integrity import problems
    from app.storage.upgrade import check_current

    store = Store(address(database))
    try:
        check_current(store)
        found = problems(store)
    finally:
        store.close()
    if as_json:
        print_json({"problems": found})
    else:
        for line in found or ["the store is whole"]:
            typer.echo(line)
    if found:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="File to write; must not exist.")],
    database: Database = None,
) -> None:
    """Write a copy of the whole store while others work on it."""
    from app.services.access import COMMAND_LINE
    from app.services.administration.backups import back_up

    with opened(database) as store:
        digest = back_up(store, COMMAND_LINE, file)
    typer.echo(f"written to {file}, SHA-256 {digest}")


def restore(
    file: Annotated[Path, typer.Argument(help="What `aforo backup` wrote.")],
    database: Database = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Lose the store that is there.")
    ] = False,
) -> None:
    """Check a backup, and put the store back as it was. Stop the server first."""
    from app.services.administration.backups import put_back

    for problem in put_back(address(database), file, replace=replace):
        typer.echo(f"{file}: {problem}", err=True)
    typer.echo(f"the store is that of {file}; everybody logs in anew")
