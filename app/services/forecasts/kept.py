"""Forecasts that are kept: each under a name of its own, none ever written over."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.files.read import read_table
from app.files.write import encode_table, write_files
from wfm.errors import StoreError
from wfm.tables import (
    CONTRACTED,
    FORECAST,
    LAUNCHES,
    NEW_AGENTS,
    OPENING,
    OVERRIDES,
    SPECIAL_DAYS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd

_SHOWN_DIGITS = 8
# Small tables that a forecast is made from: a copy of each is kept with it.
SISTERS = {
    "special_days": SPECIAL_DAYS,
    "opening": OPENING,
    "launches": LAUNCHES,
    "contracted": CONTRACTED,
    "overrides": OVERRIDES,
    "new_agents": NEW_AGENTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """
    How a forecast was made.

    Attributes
    ----------
    at : datetime
        When, with its zone.
    author, reason : str
        Who, and why; empty where nobody said.
    model : str
        Name of the method.
    inputs : str
        Hash of the history used and of the settings (`forecasting.decisions.versions`).
    settings : mapping of str to object
        What was asked for; other objects than JSON has are written as text.
    """

    at: datetime
    author: str
    reason: str
    model: str
    inputs: str
    settings: Mapping[str, Any]


def keep_version(
    folder: Path,
    frame: pd.DataFrame,
    made: Made,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> str:
    """
    Keep a forecast in a folder, as a table and what is known about it.

    Parameters
    ----------
    folder : Path
        Made if it does not exist. It receives ``ID.parquet``, ``ID.json`` and for each
        table a copy like ``ID.overrides.csv``.
    frame : DataFrame
        Of `wfm.tables.FORECAST`, typed.
    made : Made
        How it was made.
    tables : mapping of str to DataFrame, optional
        What it was made from beside the history, by the names of ``SISTERS``.

    Returns
    -------
    str
        Its identifier: the time and the beginning of the hash, and a number where that
        exists already.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    name = f"{made.at:%Y%m%dT%H%M%S}-{made.inputs[:_SHOWN_DIGITS]}"
    note = _reserve(folder, name)
    files = {note.with_suffix(".parquet"): (frame, FORECAST)}
    copies = {}
    for kind, rows in (tables or {}).items():
        copies[kind] = f"{note.stem}.{kind}.csv"
        files[folder / copies[kind]] = (rows, SISTERS[kind])
    about = asdict(made) | {
        "id": note.stem,
        "at": made.at.isoformat(),
        "settings": dict(made.settings),
        "tables": copies,
        "contacts": float(frame["volume"].sum()),
        "intervals": len(frame),
    }
    text = json.dumps(about, indent=2, ensure_ascii=False, default=str) + "\n"
    try:
        encoded = {path: encode_table(path, *given) for path, given in files.items()}
        write_files(encoded | {note: text.encode()})
    except StoreError:
        note.unlink(missing_ok=True)
        raise
    return note.stem


def read_version(word: str, folder: Path | None, *, timezone: str) -> pd.DataFrame:
    """
    Find a forecast by its file or its identifier.

    Parameters
    ----------
    word : str
        Path of a forecast table, or identifier of a version kept.
    folder : Path or None
        Where versions are kept.
    timezone : str
        Zone of times without an offset.

    Returns
    -------
    DataFrame
        Of `wfm.tables.FORECAST`, typed.

    Raises
    ------
    StoreError
        If there is neither.
    TableError
        If it is no forecast.
    """
    if folder is not None and not Path(word).is_file():
        kept = folder / f"{word}.parquet"
        if not kept.is_file():
            raise StoreError(f"{word}: is no file, and no version in {folder}")
        return read_table(kept, FORECAST, timezone=timezone)
    return read_table(Path(word), FORECAST, timezone=timezone)


def _reserve(folder: Path, name: str) -> Path:
    """Take the first free name: whoever creates the file owns it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            note = folder / f"{name}{f'-{number}' if number > 1 else ''}.json"
            try:
                note.touch(exist_ok=False)
            except FileExistsError:
                continue
            return note
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error
    raise AssertionError  # pragma: no cover - numbers do not end
