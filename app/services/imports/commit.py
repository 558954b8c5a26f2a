"""Write the rows of a file into a campaign of the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from app.services.campaigns.reach import campaign_in_reach
from app.services.history.stored import write_history
from app.services.imports.absences import import_absences
from app.services.imports.findings import Level
from app.services.imports.kinds import kind_of
from app.services.imports.names_of_campaign import names_of
from app.services.imports.preview import FirstLook, Preview, examine, first_look
from app.services.imports.saved_mappings import saved_mapping
from app.services.imports.sentences import remedy, sentence
from app.services.imports.sheet import WEB_BYTES
from app.services.imports.tables import import_rows
from app.services.people.agents import import_agents
from wfm.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from app.services.access import Actor
    from app.services.imports.mapping import Mapping
    from app.storage.engine import Store

_TOLD = 20


class ImportRefusedError(InputError):
    """A file of which nothing was imported; `preview` says why, row by row."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        why = [each for each in preview.findings if each.level is not Level.NOTE]
        lines = []
        for each in why[:_TOLD]:
            todo = remedy(each)
            said = f"{preview.filename}, {sentence(each)}"
            lines.append(f"{said}: {todo}" if todo else said)
        more = sum(preview.counts.values()) - len(preview.findings)
        more += max(0, len(why) - _TOLD)
        if more > 0:
            lines.append(f"{preview.filename}: and {more:,} more")
        super().__init__("\n".join(lines) or f"{preview.filename}: no row to import")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """
    What an import did.

    Attributes
    ----------
    preview : Preview
        What was found in the file.
    new, changed, same : int
        Rows that were not known, said something else, said the same.
    already : bool
        Whether nothing was written, as all of it was known.
    """

    preview: Preview
    new: int
    changed: int
    same: int
    already: bool


def preview_import(
    store: Store,
    actor: Actor,
    campaign_id: int,
    content: bytes,
    filename: str,
    mapping: Mapping,
) -> Preview:
    """
    Look at what `import_table` would do; nothing is written.

    Parameters
    ----------
    store : Store
        Holds the campaign.
    actor : Actor
        Who asks; must be allowed to import.
    campaign_id : int
        Into which campaign.
    content, filename, mapping
        As in `import_table`.

    Returns
    -------
    Preview

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        timezone, known = names_of(connection, actor, campaign_id, mapping.table)
    return examine(content, filename, mapping, timezone=timezone, known=known)[0]


def first_preview(
    store: Store,
    actor: Actor,
    campaign_id: int,
    content: bytes,
    filename: str,
    table: str,
) -> FirstLook:
    """
    Look at a file as the last one of its table was read, or by a guess.

    Parameters
    ----------
    store, actor, campaign_id, content, filename
        As in `preview_import`.
    table : str
        Such as ``history``.

    Returns
    -------
    FirstLook

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign or table.
    """
    last = saved_mapping(store, actor, campaign_id, table)
    with store.reading() as connection:
        timezone, known = names_of(connection, actor, campaign_id, table)
    look, _ = first_look(content, filename, last, table, timezone=timezone, known=known)
    return look


def import_table(  # noqa: PLR0913 - an import is where, who, what, how and why
    store: Store,
    actor: Actor,
    campaign_id: int,
    content: bytes,
    filename: str,
    mapping: Mapping,
    *,
    skip_bad: bool = False,
    reason: str = "",
    limit: int = WEB_BYTES,
) -> Done:
    """
    Import a file into a campaign: all of it, or nothing.

    Rows are added and written over, never taken out. A file that was imported before
    with the same mapping writes nothing.

    Parameters
    ----------
    store : Store
        Holds the campaign.
    actor : Actor
        Who imports.
    campaign_id : int
        Into which campaign.
    content : bytes
        The file.
    filename : str
        As its owner calls it; says the format, and is never used as a path.
    mapping : Mapping
        How it is read; its table says into what.
    skip_bad : bool
        Whether rows that cannot be imported are left out; else one of them stops all.
    reason : str
        In the author's words.
    limit : int
        Most bytes of the file, packed or not.

    Returns
    -------
    Done

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    ImportRefusedError
        If something must be answered or mended first; nothing was written.
    TableError
        If the rows contradict what the campaign has.
    StaleError
        If another saved the table meanwhile.
    """
    with store.reading() as connection:
        timezone, known = names_of(connection, actor, campaign_id, mapping.table)
    seen, rows = examine(
        content, filename, mapping, timezone=timezone, known=known, limit=limit
    )
    return import_examined(
        store, actor, campaign_id, (seen, rows), skip_bad=skip_bad, reason=reason
    )


def import_examined(
    store: Store,
    actor: Actor,
    campaign_id: int,
    examined: tuple[Preview, pd.DataFrame | None],
    *,
    skip_bad: bool = False,
    reason: str = "",
) -> Done:
    """
    Import the rows of a file that has been read already.

    Parameters
    ----------
    store, actor, campaign_id, skip_bad, reason
        As in `import_table`.
    examined : tuple of (Preview, DataFrame or None)
        As `examine` gave them.

    Returns
    -------
    Done

    Raises
    ------
    ForbiddenError, UnknownNameError, ImportRefusedError, TableError, StaleError
        As `import_table`.
    """
    seen, rows = examined
    with store.reading() as connection:
        action = kind_of(seen.mapping.table).action
        campaign_in_reach(connection, actor, action, campaign_id)
    if rows is None or not seen.may_be_imported(skip_bad=skip_bad):
        raise ImportRefusedError(seen)
    why = reason or f"from {seen.filename}"
    counts = _written(store, actor, campaign_id, rows, seen, why)
    new, changed, same = counts
    return Done(
        preview=seen, new=new, changed=changed, same=same, already=not new + changed
    )


def _written(
    store: Store,
    actor: Actor,
    campaign_id: int,
    rows: pd.DataFrame,
    seen: Preview,
    reason: str,
) -> tuple[int, int, int]:
    """Write typed rows; how many were new, changed, the same."""
    table = seen.mapping.table
    if table == "history":
        with store.writing() as connection:
            done = write_history(
                connection,
                actor,
                campaign_id,
                rows,
                reason=reason,
                file_hash=import_hash(seen),
            )
        if done.already:
            return 0, 0, len(rows)
        return done.new, done.changed, done.same
    if table == "agents":
        people = import_agents(store, actor, campaign_id, rows, reason=reason)
        return people.new, people.changed, people.same
    if table == "time_off":
        return import_absences(store, actor, campaign_id, rows, reason=reason)
    return import_rows(store, actor, campaign_id, kind_of(table), rows, reason=reason)


def import_hash(seen: Preview) -> str:
    """
    Hash of a file and of how it was read.

    Parameters
    ----------
    seen : Preview
        Of the file.

    Returns
    -------
    str
        SHA-256, hexadecimal: the same file read otherwise is another import.
    """
    how = json.dumps(seen.mapping.to_json(), sort_keys=True, ensure_ascii=False)
    read = f"{seen.file_hash} {seen.good} {how}"
    return sha256(read.encode()).hexdigest()
