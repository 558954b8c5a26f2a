"""Where a finished plan may be kept, behind one set of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.files.read import read_table
from app.services.planning.folder import TABLES
from app.services.plans.summary_file import Summary, read_summary
from wfm.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path

    import pandas as pd


class PlanSource(Protocol):
    """A place that keeps the summary and the tables of one plan."""

    def stamp(self, part: str) -> Hashable:
        """Something that is another when a part (table or ``summary``) has changed."""

    def has(self, table: str) -> bool:
        """Whether the plan has a table."""

    def summary(self) -> Summary:
        """Figures of the whole plan."""

    def table(self, name: str, *, timezone: str) -> pd.DataFrame:
        """Typed rows of a table that the plan has."""


class FolderSource:
    """
    A plan folder, whose files may be written anew at any time.

    Parameters
    ----------
    folder : Path
        Where ``aforo plan --out`` wrote the plan.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stamp(self, part: str) -> Hashable:
        """Time and size of the file; zeros where there is none."""
        path = self._path(part)
        stat = path.stat() if path.is_file() else None
        return (stat.st_mtime_ns, stat.st_size) if stat else (0, 0)

    def has(self, table: str) -> bool:
        """Whether the file is there."""
        return self._path(table).is_file()

    def summary(self) -> Summary:
        """
        Read ``summary.json``.

        Raises
        ------
        StoreError
            If there is no plan in the folder.
        TableError
            If it is no such summary.
        """
        path = self._path("summary")
        if not path.is_file():
            raise StoreError(f"{self._folder}: there is no plan here (summary.json)")
        return read_summary(path)

    def table(self, name: str, *, timezone: str) -> pd.DataFrame:
        """
        Read a table.

        Raises
        ------
        StoreError, TableError
            As `read_table`.
        """
        return read_table(self._path(name), TABLES[name], timezone=timezone)

    def _path(self, part: str) -> Path:
        return self._folder / ("summary.json" if part == "summary" else f"{part}.csv")
