"""Commands that serve the app: serve, and demo on the sample campaign."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.campaign import plan_files, say_plan
from app.cli.database import Database, opened

if TYPE_CHECKING:
    from app.services.planning.chain import Plan

_LOCAL = "127.0.0.1"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (serve, demo):
        app.command()(command)


def serve(
    database: Database = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; else this machine only.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="TCP port; else 8050.")] = None,
) -> None:
    """Serve the app and do its jobs until stopped; settings also from aforo.toml."""
    from app.bootstrap import serve as serve_app
    from app.config import read_settings

    serve_app(read_settings(database=database, host=host, port=port), say=typer.echo)


def demo(
    folder: Annotated[
        Path, typer.Option(help="Where the campaign, its plan and the database go.")
    ] = Path("aforo-demo"),
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Show the plan in a browser.")
    ] = True,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8050,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Plan the sample campaign, then serve it at http://127.0.0.1:8050."""
    from app.bootstrap import check_port

    if serve:
        check_port(port)
    source, out = folder / "campaign", folder / "plan"
    _copy_sample(source)
    made = plan_files(source / "campaign.toml", out, seed)
    say_plan(made.summary, str(out), as_json=as_json)
    if serve:
        _serve_demo(folder, source / "campaign.toml", made, port)


def _copy_sample(to: Path) -> None:
    from app.config import sample_folder
    from wfm.errors import StoreError

    left_out = shutil.ignore_patterns("*.py", "__pycache__", ".*")
    try:
        shutil.copytree(sample_folder(), to, dirs_exist_ok=True, ignore=left_out)
    except OSError as error:
        # What many copies say together has no words of its own.
        why = error.strerror or "not all of its files"
        raise StoreError(f"{to}: cannot be written ({why})") from error


def _serve_demo(folder: Path, campaign_file: Path, made: Plan, port: int) -> None:
    from app.bootstrap import serve as serve_app
    from app.config import read_settings
    from app.services.accounts.passwords import new_password
    from app.services.demo import put_accounts, put_campaign

    database = f"sqlite:///{folder / 'aforo.db'}"
    password = new_password()
    with opened(database) as store:
        campaign_id = put_campaign(store, campaign_file, made)
        names = put_accounts(store, campaign_id, password)
    typer.echo(f"\nThe password of every user below is  {password}")
    for role, name in names.items():
        typer.echo(f"  {name:<12} {role.value.replace('_', ' ')}")
    typer.echo("")
    settings = read_settings(database=database, host=_LOCAL, port=port)
    serve_app(settings, say=typer.echo)
