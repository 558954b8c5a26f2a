"""Write tables and texts: whole or not at all."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from wfm.errors import ParameterError, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wfm.tables import Table


# A sheet has 2 ** 20 rows, of which the header takes one.
_MOST_EXCEL_ROWS = 2**20 - 1
_WRITABLE = (".parquet", ".xlsx", ".csv", ".csv.gz")


def write_table(path: Path, frame: pd.DataFrame, table: Table) -> None:
    """
    Write a frame in the column order of its contract, further columns last.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.csv.gz``, ``.parquet`` or ``.xlsx``; its folder is made if needed.
    frame : DataFrame
        Typed rows.
    table : Table
        The contract.

    Raises
    ------
    ParameterError
        If the extension is none that can be written, or the rows are too many for it.
    StoreError
        If the file cannot be written.
    """
    write_files({path: encode_table(path, frame, table)})


def check_name(path: Path) -> None:
    """
    Hold a file's name to the formats that can be written, before any work is done.

    Raises
    ------
    ParameterError
        If the extension is none of them.
    """
    if not path.name.lower().endswith(_WRITABLE):
        rule = "a .csv, .csv.gz, .parquet or .xlsx name"
        raise ParameterError("file", path.name, rule)


def encode_table(path: Path, frame: pd.DataFrame, table: Table) -> bytes:
    """
    Bytes of a frame in the format that the file's extension names.

    Times are written as local ISO text, with an offset where a clock that goes back
    makes it needed; numbers with nine decimals at most. The same frame gives the same
    CSV to the byte.

    Parameters
    ----------
    path : Path
        Only its name matters.
    frame : DataFrame
        Typed rows.
    table : Table
        The contract.

    Returns
    -------
    bytes
        The whole file.

    Raises
    ------
    ParameterError
        If the extension is none that can be written, or the rows are too many for it.
    """
    check_name(path)
    first = [name for name in table.names if name in frame]
    ordered = frame[first + [name for name in frame if name not in first]]
    name = path.name.lower()
    buffer = io.BytesIO()
    if name.endswith(".parquet"):
        ordered.to_parquet(buffer, index=False)
        return buffer.getvalue()
    texts = _with_text_times(ordered, table)
    if name.endswith(".xlsx"):
        if len(texts) > _MOST_EXCEL_ROWS:
            raise ParameterError(
                "file", path.name, f".csv or .parquet: {len(texts)} rows are too many"
            )
        _write_excel(buffer, texts, table.name)
        return buffer.getvalue()
    data = texts.to_csv(index=False, lineterminator="\n").encode()
    return gzip.compress(data, mtime=0) if name.endswith(".gz") else data


def write_files(contents: Mapping[Path, bytes]) -> None:
    """
    Write several files so that none is there unless all could be written.

    Each is written beside its place under another name first, and then renamed.

    Parameters
    ----------
    contents : mapping of Path to bytes
        Every file, whole.

    Raises
    ------
    StoreError
        If one of them cannot be written; it names the path.
    """
    ready: list[tuple[str, Path]] = []
    try:
        for path, data in contents.items():
            if path.is_dir():
                raise StoreError(f"{path}: cannot be written (it is a folder)")
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            ready.append((draft, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(draft).chmod(0o644)
        for draft, path in ready:
            Path(draft).replace(path)
    except StoreError:
        raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        for draft, _ in ready:
            with suppress(FileNotFoundError):
                Path(draft).unlink()


def _with_text_times(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    kinds = {column.name: column.kind for column in table.columns}
    texts = frame.copy()
    for name in frame:
        if kinds.get(str(name)) == "clock":
            texts[name] = [f"{m // 60:02d}:{m % 60:02d}" for m in frame[name]]
        elif pd.api.types.is_datetime64_any_dtype(frame[name]):
            texts[name] = _time_text(frame[name], kinds.get(str(name), "time"))
        elif pd.api.types.is_float_dtype(frame[name]):
            texts[name] = frame[name].round(9)
    return texts


def _time_text(times: pd.Series, kind: str) -> pd.Series:
    """Local ISO text; with its offset only where a wall time could be another."""
    if kind == "date":
        return times.dt.strftime("%Y-%m-%d")
    pattern = "%Y-%m-%dT%H:%M:%S"
    if times.dt.tz is None:
        return times.dt.strftime(pattern)
    distinct = times.drop_duplicates().dropna()
    unsure = distinct.dt.tz_localize(None).dt.tz_localize(times.dt.tz, ambiguous="NaT")
    return times.dt.strftime(pattern + ("%z" if unsure.isna().any() else ""))


def _write_excel(buffer: io.BytesIO, frame: pd.DataFrame, title: str) -> None:
    # Text that starts like a formula stays text: strings_to_formulas is off.
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as workbook:
        frame.to_excel(workbook, sheet_name=title[:31], index=False)
        sheet = workbook.sheets[title[:31]]
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(frame), max(len(frame.columns) - 1, 0))
        sheet.autofit()
