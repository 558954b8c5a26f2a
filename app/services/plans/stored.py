"""Plans as versions of the store: saved once, read like a plan folder."""

from __future__ import annotations

import json
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

from app.files.read import frame_of_parquet
from app.files.write import encode_table
from app.services.held import shorten
from app.services.planning.folder import TABLES
from app.services.plans.plan import Plans
from app.services.plans.summary_file import Summary, summary_of
from app.storage import versions
from app.storage.audit import Entry, record
from wfm.errors import StoreError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from sqlalchemy import Connection

    from app.services.planning.chain import Plan
    from app.storage.engine import Store
    from app.storage.versions import Origin, Version

PLAN, SCHEDULE = "plan", "schedule"
SUMMARY, REPORT = "summary.json", "report.html"
# Opened plans kept in memory for each store; their tables are read when needed, and a
# plan of 100 agents takes some 4 MB then.
_KEPT, _KEPT_BYTES = 8, 24 * 2**20
_opened: WeakKeyDictionary[Store, OrderedDict[int, Plans]] = WeakKeyDictionary()
_lock = Lock()


def save_plan(
    connection: Connection, *, campaign_id: int, plan: Plan, origin: Origin
) -> Version:
    """
    Save a plan as the newest version of its campaign.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``; whoever opened it has checked the right.
    campaign_id : int
        Of which campaign.
    plan : Plan
        Finished.
    origin : Origin
        Who, why, from what.

    Returns
    -------
    Version
        Kind ``plan``; that of an earlier call where the job has saved it already.

    Raises
    ------
    StaleError
        If ``origin.base_number`` is not the newest any more.
    """
    parts = plan_parts(plan)
    return save_plan_parts(
        connection, campaign_id=campaign_id, parts=parts, origin=origin
    )


def plan_parts(plan: Plan) -> dict[str, bytes]:
    """
    Files of a plan as the store keeps them, by name.

    Parameters
    ----------
    plan : Plan
        Finished.

    Returns
    -------
    dict of str to bytes
        ``summary.json``, ``report.html``, and a Parquet file for each table.
    """
    texts = {SUMMARY: _summary_bytes(plan.summary), REPORT: plan.report.encode()}
    return texts | _encoded(plan.tables)


def save_plan_parts(
    connection: Connection,
    *,
    campaign_id: int,
    parts: Mapping[str, bytes],
    origin: Origin,
) -> Version:
    """
    Save a plan of which another process made the `plan_parts`, as `save_plan`.

    Parameters
    ----------
    connection, campaign_id, origin
        As in `save_plan`.
    parts : mapping of str to bytes
        As `plan_parts` gives them.

    Returns
    -------
    Version
        Kind ``plan``; that of an earlier call where the job has saved it already.

    Raises
    ------
    StaleError
        If ``origin.base_number`` is not the newest any more.
    """
    return _save(connection, campaign_id, PLAN, parts, origin)


def save_schedule(
    connection: Connection,
    *,
    campaign_id: int,
    tables: Mapping[str, pd.DataFrame],
    origin: Origin,
    summary: Mapping[str, Any] | None = None,
) -> Version:
    """
    Save a roster edited by hand, with what follows from it.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``; whoever opened it has checked the right.
    campaign_id : int
        Of which campaign.
    tables : mapping of str to DataFrame
        ``schedule`` and others of a plan that it changes, such as ``coverage``.
    origin : Origin
        ``based_on`` names the plan or schedule whose other tables still hold.
    summary : mapping of str to Any, optional
        Its figures, ready for JSON; without them those of what it is based on.

    Returns
    -------
    Version
        Kind ``schedule``.

    Raises
    ------
    StaleError
        If ``origin.base_number`` is not the newest any more.
    """
    parts = _encoded(tables)
    if summary is not None:
        parts[SUMMARY] = _summary_bytes(summary)
    return _save(connection, campaign_id, SCHEDULE, parts, origin)


def plan_tables(connection: Connection, version_id: int) -> dict[str, pd.DataFrame]:
    """
    Tables of a saved plan exactly as they were saved.

    Parameters
    ----------
    connection : Connection
        Of the store.
    version_id : int
        Of kind ``plan`` or ``schedule``.

    Returns
    -------
    dict of str to DataFrame
        By name; only those that this version itself has.
    """
    names = versions.part_names(connection, version_id)
    return {
        name.removesuffix(".parquet"): frame_of_parquet(
            versions.part(connection, version_id, name), name
        )
        for name in names
        if name.endswith(".parquet")
    }


def open_plan(store: Store, version_id: int) -> Plans:
    """
    Open a saved plan for reading.

    Parameters
    ----------
    store : Store
        Which.
    version_id : int
        Of kind ``plan``, or ``schedule``: that one has its own tables and the others of
        the plan on which it was based. Whether the reader may see it has been checked.

    Returns
    -------
    Plans
        The same object for the same version while it is in memory.

    Raises
    ------
    UnknownNameError
        If there is no such version, or it is of another kind.
    """
    with _lock:
        kept = _opened.setdefault(store, OrderedDict())
        if version_id in kept:
            if next(reversed(kept)) != version_id:
                kept.move_to_end(version_id)
                # What has been read of them since they were opened counts too.
                shorten(kept, _KEPT, _KEPT_BYTES)
            return kept[version_id]
    plans = Plans(StoredSource(store, version_id))
    with _lock:
        plans = kept.setdefault(version_id, plans)
        shorten(kept, _KEPT, _KEPT_BYTES)
    return plans


class StoredSource:
    """
    A version of the store that holds a plan; it never changes.

    Parameters
    ----------
    store : Store
        Which; it must be kept for as long as the plan is read.
    version_id : int
        Of kind ``plan`` or ``schedule``.

    Raises
    ------
    UnknownNameError
        If there is no such version, or it is of another kind.
    """

    def __init__(self, store: Store, version_id: int) -> None:
        # Kept in `_opened` under the store itself, which must be free to go.
        self._store = ref(store)
        with store.reading() as connection:
            self._holders = _holders(connection, version_id)

    def stamp(self, part: str) -> int:
        """Give the version that holds the part, for good."""
        return self._holders.get(self._name(part), 0)

    def has(self, table: str) -> bool:
        """Whether the plan has a table."""
        return self._name(table) in self._holders

    def summary(self) -> Summary:
        """
        Figures of the whole plan.

        Raises
        ------
        TableError
            If they are damaged.
        """
        return summary_of(self.part(SUMMARY), SUMMARY)

    def table(self, name: str, *, timezone: str) -> pd.DataFrame:
        """
        Typed rows of a table.

        Raises
        ------
        TableError
            If it is damaged.
        """
        file = self._name(name)
        frame = frame_of_parquet(self.part(file), file)
        return TABLES[name].parse(frame, source=file, timezone=timezone)

    def part(self, name: str) -> bytes:
        """
        Bytes of a part, such as ``report.html``.

        Raises
        ------
        UnknownNameError
            If the plan has no such part.
        StoreError
            If the store is gone.
        """
        if name not in self._holders:
            raise UnknownNameError("part", name, self._holders)
        store = self._store()
        if store is None:
            raise StoreError("database: it was closed before the plan was read")
        with store.reading() as connection:
            return versions.part(connection, self._holders[name], name)

    @staticmethod
    def _name(part: str) -> str:
        return SUMMARY if part == "summary" else f"{part}.parquet"


def _summary_bytes(summary: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(summary, indent=2, ensure_ascii=False)}\n".encode()


def _encoded(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    return {
        f"{name}.parquet": encode_table(Path(f"{name}.parquet"), frame, TABLES[name])
        for name, frame in tables.items()
    }


def _save(
    connection: Connection,
    campaign_id: int,
    kind: str,
    parts: Mapping[str, bytes],
    origin: Origin,
) -> Version:
    if origin.job_id is not None:
        made = versions.by_job(connection, origin.job_id)
        if made is not None:
            return made
    version = versions.save(
        connection, campaign_id=campaign_id, kind=kind, parts=parts, origin=origin
    )
    entry = Entry(
        action=f"{kind}.save",
        object_kind="version",
        object_id=str(version.id),
        account_id=origin.author_id,
        campaign_id=campaign_id,
        version=version.number,
        request_id=origin.job_id or "",
        reason=origin.reason,
    )
    record(connection, entry)
    return version


def _holders(connection: Connection, version_id: int) -> dict[str, int]:
    """Which version holds each part: the given one, else the one it is based on."""
    holders: dict[str, int] = {}
    at: int | None = version_id
    while at is not None:
        version = versions.by_id(connection, at)
        if version is None or version.kind not in (PLAN, SCHEDULE):
            break
        for name in versions.part_names(connection, at):
            holders.setdefault(name, at)
        at = version.based_on if version.kind == SCHEDULE else None
    if not holders:
        raise UnknownNameError("plan", str(version_id), ())
    return holders
