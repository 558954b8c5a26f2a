"""The command line: parse, call one service, print; and the meaning of exit codes.

0 done, 2 the caller's data or arguments are wrong, 3 the question has no answer,
1 anything else. Heavy imports wait inside the commands, so that help answers at once.
"""

from __future__ import annotations

import sys

import typer

from app.cli import (
    accuracy,
    adherence,
    campaign,
    cleaning,
    database,
    demand,
    explaining,
    importing,
    pay,
    people,
    publish,
    repair,
    serve,
    simulate,
    skills,
    staff,
    team,
    users,
    why,
    worker,
)
from wfm import __version__
from wfm.errors import InputError, NoAnswerError, StoreError, WfmError

DONE, FAILED, WRONG_INPUT, NO_ANSWER = 0, 1, 2, 3
_MOST_PROBLEMS = 50

app = typer.Typer(
    name="aforo",
    help="Workforce management and staffing planner for contact centres.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"aforo {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Workforce management and staffing planner for contact centres."""


commands = (
    campaign,
    importing,
    cleaning,
    demand,
    explaining,
    accuracy,
    staff,
    simulate,
    skills,
    people,
    adherence,
    team,
    why,
    repair,
    pay,
    publish,
    serve,
    worker,
    users,
    database,
)
for module in commands:
    module.register(app)


def main() -> None:
    """Run a command and end with the exit code that says how it went."""
    try:
        app()
    except (InputError, StoreError) as error:
        _complain(str(error).splitlines())
        sys.exit(WRONG_INPUT)
    except NoAnswerError as error:
        _complain(str(error).splitlines())
        sys.exit(NO_ANSWER)
    except WfmError as error:
        _complain(str(error).splitlines())
        sys.exit(FAILED)
    except KeyboardInterrupt:
        _complain(["stopped; nothing was written"])
        sys.exit(FAILED)


def _complain(lines: list[str]) -> None:
    for line in lines[:_MOST_PROBLEMS]:
        typer.echo(f"aforo: {line}", err=True)
    more = len(lines) - _MOST_PROBLEMS
    if more > 0:
        typer.echo(f"aforo: ... and {more} problems more", err=True)
