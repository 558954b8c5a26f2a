"""Commands about who may log in: user add, list, disable, password, scope."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.console import print_json, show_frame
from app.cli.database import Database, opened

if TYPE_CHECKING:
    from app.services.accounts.rows import Account
    from app.services.accounts.scopes import Scope

Name = Annotated[str, typer.Argument(metavar="NAME", help="What is typed at log-in.")]
Campaigns = Annotated[
    list[str] | None,
    typer.Option(
        "--campaign",
        metavar="KEY[:TEAM]",
        help="Campaign in reach, or one team of it; may be repeated.",
    ),
]
Agent = Annotated[
    str, typer.Option("--agent", help="Code of the agent whose account it is.")
]
FromStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input."),
]

Temporary = Annotated[
    bool,
    typer.Option(
        "--temporary", help="Whoever logs in with it must choose their own first."
    ),
]


# Said here again, so that help does not wait for the services; a test compares them.
class RoleName(StrEnum):
    """What an account is for."""

    OPERATIONS_DIRECTOR = "operations_director"
    PLANNER = "planner"
    SUPERVISOR = "supervisor"
    HR_DIRECTOR = "hr_director"
    QUALITY = "quality"
    AGENT = "agent"
    CLIENT_READER = "client_reader"
    ADMINISTRATOR = "administrator"


RoleOption = Annotated[
    RoleName, typer.Option("--role", help="What the account may do.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    user = typer.Typer(
        no_args_is_help=True, help="Accounts: who may log in, and what each reaches."
    )
    user.command("add")(add)
    user.command("list")(show)
    user.command("disable")(disable)
    user.command("password")(password)
    user.command("scope")(scope)
    app.add_typer(user, name="user")


def add(
    name: Name,
    role: RoleOption,
    campaign: Campaigns = None,
    agent: Agent = "",
    display_name: Annotated[
        str, typer.Option("--display-name", help="Shown to others; else the name.")
    ] = "",
    password_stdin: FromStdin = False,
    temporary: Temporary = False,
    database: Database = None,
) -> None:
    """Make an account; its password is asked for."""
    from app.services.access import COMMAND_LINE, Role
    from app.services.accounts.changes import NewAccount, add_account

    new = NewAccount(
        name=name,
        role=Role(role.value),
        scopes=_scopes(campaign, agent),
        display_name=display_name,
        temporary=temporary,
    )
    said = _password(password_stdin)
    with opened(database) as store:
        add_account(store, COMMAND_LINE, new, said)
    typer.echo(f"account {name!r} was made")


def show(as_json: o.AsJson = False, database: Database = None) -> None:
    """List the accounts."""
    from app.services.access import COMMAND_LINE
    from app.services.accounts.rows import account_list

    with opened(database) as store:
        rows = [_row(each) for each in account_list(store, COMMAND_LINE)]
    if as_json:
        print_json({"accounts": rows})
        return
    header = ["name", "role", "scope", "disabled", "demo"]
    show_frame("Accounts", header, ([row[key] for key in header] for row in rows))


def disable(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Let it in again.")] = False,
    database: Database = None,
) -> None:
    """Let an account in no longer; whoever is logged in with it is out at once."""
    from app.services.access import COMMAND_LINE
    from app.services.accounts.changes import set_disabled
    from app.services.accounts.rows import find_account

    with opened(database) as store:
        account = find_account(store, COMMAND_LINE, name)
        set_disabled(store, COMMAND_LINE, account, disabled=not undo)
    typer.echo(f"account {name!r} was {'enabled' if undo else 'disabled'}")


def password(
    name: Name,
    password_stdin: FromStdin = False,
    temporary: Temporary = False,
    database: Database = None,
) -> None:
    """Give an account another password; its sessions end."""
    from app.services.access import COMMAND_LINE
    from app.services.accounts.changes import set_password
    from app.services.accounts.rows import find_account

    with opened(database) as store:
        account = find_account(store, COMMAND_LINE, name)
        said = _password(password_stdin)
        revision = account.row.revision
        set_password(
            store,
            COMMAND_LINE,
            account.row.id,
            said,
            revision=revision,
            temporary=temporary,
        )
    typer.echo(f"account {name!r} has a new password")


def scope(
    name: Name,
    role: Annotated[
        RoleName | None, typer.Option("--role", help="Another role; else the same.")
    ] = None,
    campaign: Campaigns = None,
    agent: Agent = "",
    database: Database = None,
) -> None:
    """Change what an account reaches, all of it anew, and its role if given."""
    from app.services.access import COMMAND_LINE, Role
    from app.services.accounts.changes import set_scope
    from app.services.accounts.rows import find_account

    with opened(database) as store:
        account = find_account(store, COMMAND_LINE, name)
        kept = Role(role.value if role else account.row.role)
        scopes = _scopes(campaign, agent)
        set_scope(store, COMMAND_LINE, account, role=kept, scopes=scopes)
    typer.echo(f"account {name!r} reaches what you said")


def _scopes(campaigns: list[str] | None, agent: str) -> tuple[Scope, ...]:
    from app.services.accounts.scopes import Scope

    parts = [each.partition(":") for each in campaigns or ()]
    return tuple(Scope(key, team, agent) for key, _, team in parts)


def _password(from_stdin: bool) -> str:
    from wfm.errors import InputError

    if from_stdin:
        return _first_line(sys.stdin.buffer.readline()).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InputError(
            "there is no terminal to ask for the password on: give it "
            "with --password-stdin"
        )
    told: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return told


def _first_line(sent: bytes) -> str:
    from wfm.errors import InputError

    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            "the password on standard input is not UTF-8 text: "
            "no log-in form could send it"
        ) from None


def _row(account: Account) -> dict[str, object]:
    row = account.row
    reached = [
        ":".join(part for part in (each.key, each.team or each.agent) if part)
        for each in account.scopes
    ]
    return {
        "name": row.name,
        "role": row.role,
        "scope": ", ".join(reached) or "everything",
        "disabled": "yes" if row.disabled_at is not None else "",
        "demo": "yes" if row.demo else "",
    }
