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
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError([Problem(path.name, f"is not TOML: {error}")]) from error
