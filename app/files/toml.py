"""Read a TOML file; what is wrong with it is told like any other wrong input."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from wfm.errors import Problem, StoreError, TableError

if TYPE_CHECKING:
    from pathlib import Path


def read_toml(path: Path) -> dict[str, Any]:
    """
    Read a TOML file.

    Parameters
    ----------
    path : Path
        UTF-8 text; a byte-order mark, as some editors write it, is allowed.

    Returns
    -------
    dict of str to Any
        The document.

    Raises
    ------
    StoreError
        If it cannot be read.
    TableError
        If it is not TOML.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    return toml_of(data, path.name)


def toml_of(data: bytes, source: str) -> dict[str, Any]:
    """
    Read TOML from memory.

    Parameters
    ----------
    data : bytes
        UTF-8 text; a byte-order mark is allowed.
    source : str
        Name for messages.

    Returns
    -------
    dict of str to Any
        The document.

    Raises
    ------
    TableError
        If it is not TOML.
    """
    try:
        # As a file opened for text is read: TOML knows no lone carriage returns.
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError([Problem(source, f"is not TOML: {error}")]) from error
