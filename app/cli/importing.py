"""The command that brings a file of another program into a table: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.console import answer, show_frame

if TYPE_CHECKING:
    from app.services.imports.mapping import Mapping
    from app.services.imports.preview import Preview

_MOST_FINDINGS = 30
_COMMAND_BYTES = 512 * 2**20
TABLES = "history, agents, contracts, time_off, states, special_days"
PRESETS = "avaya_cms, genesys_cloud, wolkvox, five9, amazon_connect, generic"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("import")(import_file)


def import_file(
    file: Annotated[
        Path, typer.Argument(help="CSV, text or Excel file of another program.")
    ],
    as_table: Annotated[str, typer.Option("--as", help=f"Table: {TABLES}.")],
    mapping: Annotated[
        Path | None,
        typer.Option(help="TOML file that says which column is which; else guessed."),
    ] = None,
    preset: Annotated[
        str, typer.Option(help=f"Platform whose names are tried first: {PRESETS}.")
    ] = "generic",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Table to write: .csv, .csv.gz, .parquet, .xlsx."),
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", help="Store to write to, by URL.")
    ] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", help="Key of a campaign of the store.")
    ] = None,
    save_mapping: Annotated[
        Path | None,
        typer.Option(help="Write the mapping, to look at, change and use again."),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option(help="Code of a question to be answered with yes; repeat it."),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out rows that are wrong.")
    ] = False,
    timezone: o.Timezone = o.ZONE,
    as_json: o.AsJson = False,
) -> None:
    """Read any delimited text or workbook as one of the tables; say what is wrong."""
    from wfm.errors import ParameterError

    if (database is None) != (campaign is None):
        raise ParameterError("--campaign", campaign, "given together with --database")
    content = _content(file)
    how = _mapping(content, file, as_table, mapping, preset)
    how = how.confirming(*(confirm or ()))
    if save_mapping is not None:
        _keep(save_mapping, how)
    if database is not None and campaign is not None:
        seen, counts = _to_store(content, file, how, database, campaign, skip_bad)
    else:
        seen, counts = _to_file(content, file, how, timezone, out, skip_bad)
    _say(seen, counts, out, as_json=as_json)


def _content(file: Path) -> bytes:
    from wfm.errors import StoreError

    try:
        return file.read_bytes()
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror})") from error


def _mapping(
    content: bytes, file: Path, table: str, given: Path | None, preset: str
) -> Mapping:
    from app.files.toml import read_toml
    from app.services.imports.kinds import kind_of
    from app.services.imports.mapping import Mapping
    from app.services.imports.preview import first_mapping

    kind_of(table)
    if given is not None:
        said = read_toml(given)
        said.setdefault("table", table)
        return Mapping.from_json(said, given.name)
    return first_mapping(content, file.name, table, preset, limit=_COMMAND_BYTES)


def _keep(path: Path, mapping: Mapping) -> None:
    from app.files.write import write_files

    write_files({path: mapping.to_toml().encode()})


def _to_file(
    content: bytes,
    file: Path,
    mapping: Mapping,
    timezone: str,
    out: Path | None,
    skip_bad: bool,
) -> tuple[Preview, dict[str, int]]:
    """Hold a file to its table's contract, and write it where that is asked for."""
    from app.files.write import check_name, write_table
    from app.services.imports.commit import ImportRefusedError
    from app.services.imports.kinds import kind_of
    from app.services.imports.preview import examine

    if out is not None:
        check_name(out)
    seen, rows = examine(
        content, file.name, mapping, timezone=timezone, limit=_COMMAND_BYTES
    )
    if rows is None or not seen.may_be_imported(skip_bad=skip_bad):
        raise ImportRefusedError(seen)
    if out is not None:
        write_table(out, rows, kind_of(mapping.table).table)
    return seen, {}


def _to_store(
    content: bytes,
    file: Path,
    mapping: Mapping,
    database: str,
    campaign: str,
    skip_bad: bool,
) -> tuple[Preview, dict[str, int]]:
    from app.services.access import COMMAND_LINE
    from app.services.campaigns.stored import find_campaign
    from app.services.imports.commit import import_table
    from app.storage.engine import Store

    store = Store(database)
    try:
        row = find_campaign(store, COMMAND_LINE, campaign)
        done = import_table(
            store,
            COMMAND_LINE,
            row.id,
            content,
            file.name,
            mapping,
            skip_bad=skip_bad,
            limit=_COMMAND_BYTES,
        )
    finally:
        store.close()
    return done.preview, {"new": done.new, "changed": done.changed, "same": done.same}


def _say(
    seen: Preview, counts: dict[str, int], out: Path | None, *, as_json: bool
) -> None:
    from app.services.imports.sentences import sentence

    summary = {
        "table": seen.mapping.table,
        "rows": seen.rows,
        "good": seen.good,
        "bad": seen.bad,
        "duplicates": seen.duplicates,
        "period": list(seen.period),
        "findings": seen.counts,
        "mapping": seen.mapping.to_json(),
        **counts,
    }
    if out is not None:
        summary["out"] = str(out)
    rows = [
        ("rows", f"{seen.rows:,}"),
        ("imported" if counts or out else "good", f"{seen.good:,}"),
        ("left out as wrong", f"{seen.bad:,}"),
        ("repeated", f"{seen.duplicates:,}"),
        *((f"  {name}", f"{count:,}") for name, count in counts.items()),
        ("period", " to ".join(each[:16] for each in seen.period)),
        *([("written", str(out))] if out else []),
    ]
    told = [*seen.findings, *seen.quality]
    if told and not as_json:
        lines = ([each.code, sentence(each)] for each in told[:_MOST_FINDINGS])
        show_frame("What was found", ["code", "what"], lines)
    answer(f"Import as {seen.mapping.table}", summary, rows, as_json=as_json)
