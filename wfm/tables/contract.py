"""What a table promises: its columns, its key, the order of its times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from wfm.errors import Problem, TableError
from wfm.tables.cells import CLOCKS_GO_FORWARD, Cells, parse_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wfm.tables.column import Column


# As many names as a reader can take in.
_MOST_NAMES = 30
# Where a typed frame remembers the file that it comes from.
_SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    A named set of columns with a key.

    The first column says which rows form one sequence of times: the queue, the agent.

    Attributes
    ----------
    name : str
        As in the documentation.
    columns : tuple of Column
        In the order in which they are written.
    key : tuple of str
        Columns that identify a row; empty where rows may repeat.
    may_be_empty : bool
        Whether a table without rows is meaningful.
    ordered : tuple of str
        Two time columns of which the second must come after the first.
    counted : str or None
        Column of counts. A row at a time that never was, as the clocks went forward,
        is left out where nothing was counted: it is an artefact of a regular grid.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    may_be_empty: bool = False
    ordered: tuple[str, str] | None = None
    counted: str | None = None

    @property
    def names(self) -> list[str]:
        """Column names in the order in which they are written."""
        return [column.name for column in self.columns]

    def among(self, name: str, known: Iterable[str]) -> Table:
        """
        Give this contract with a text column that may only say what exists.

        Parameters
        ----------
        name : str
            Of the column, such as the queue.
        known : iterable of str
            What it may say.

        Returns
        -------
        Table
        """
        words = tuple(sorted(known))
        columns = (
            replace(column, choices=words) if column.name == name else column
            for column in self.columns
        )
        return replace(self, columns=tuple(columns))

    def source(self, frame: pd.DataFrame) -> str:
        """
        Name what a frame was read from, for messages.

        Parameters
        ----------
        frame : DataFrame
            As `parse` returned it, or derived from that.

        Returns
        -------
        str
            The file's name; the table's where it is not known.
        """
        return str(frame.attrs.get(_SOURCE) or self.name)

    def parse(
        self, frame: pd.DataFrame, *, source: str = "", timezone: str = "UTC"
    ) -> pd.DataFrame:
        """
        Typed copy of a frame that fulfils this contract.

        Known columns come first, in the contract's order; further columns are kept
        as they are. Rows that repeat another to the letter are dropped.

        Parameters
        ----------
        frame : DataFrame
            Text as read from a file, or already typed columns. Row `i` of an index of
            whole numbers is line `i + 2` of the file.
        source : str
            File name for messages; by default that with which the frame was parsed
            before, else the table's name.
        timezone : str
            Zone of times without an offset, and of all times returned.

        Returns
        -------
        DataFrame
            Numbered from 0, in the order of `frame`. Times are aware
            ``datetime64[us, timezone]``, dates naive midnights, clock times minutes of
            the day; an unknown number is not a number, an unknown text is empty.

        Raises
        ------
        TableError
            With every problem found, in the order of the rows.
        """
        source = source or self.source(frame)
        problems = list(self._shape_problems(frame, source))
        if problems:
            raise TableError(problems)
        lines = frame.index
        if not (pd.api.types.is_integer_dtype(lines) and lines.is_unique):
            frame = frame.reset_index(drop=True)
        table, problems = self._typed(frame, source, timezone)
        table, problems = self._without_skipped(table, problems)
        wrong = [problem.row - 2 for problem in problems if problem.row is not None]
        sound = table[~table.index.isin(wrong)]
        distinct, clashes = self._distinct(sound, frame, source)
        problems += clashes + self._order_problems(table, frame, source)
        if problems:
            raise TableError(sorted(problems, key=lambda problem: problem.row or 0))
        found = distinct.reset_index(drop=True)
        if source != self.name:
            found.attrs[_SOURCE] = source
        return found

    def _typed(
        self, frame: pd.DataFrame, source: str, timezone: str
    ) -> tuple[pd.DataFrame, list[Problem]]:
        typed: dict[str, pd.Series] = {}
        problems = []
        for column in self.columns:
            if column.name in frame:
                group = typed.get(self.columns[0].name)
                cells = Cells(frame[column.name], source, column, timezone, group)
                typed[column.name], found = parse_column(cells)
                problems += found
        extra = frame[[name for name in frame if name not in typed]]
        table = pd.concat([pd.DataFrame(typed, index=frame.index), extra], axis=1)
        return table, problems

    def _without_skipped(
        self, table: pd.DataFrame, problems: list[Problem]
    ) -> tuple[pd.DataFrame, list[Problem]]:
        """Leave out empty rows in hours that never were, and what is said of them."""
        if self.counted is None or self.counted not in table:
            return table, problems
        skipped = {
            problem.row - 2
            for problem in problems
            if problem.row is not None and problem.message.endswith(CLOCKS_GO_FORWARD)
        }
        counts = table.loc[sorted(skipped), self.counted].fillna(0)
        idle = set(counts.index[counts == 0])
        kept = [
            each for each in problems if each.row is None or each.row - 2 not in idle
        ]
        return table.drop(index=sorted(idle)), kept

    def _shape_problems(self, frame: pd.DataFrame, source: str) -> Iterator[Problem]:
        have = ", ".join(map(str, frame.columns[:_MOST_NAMES])) or "none"
        if len(frame.columns) > _MOST_NAMES:
            have += f", ... {len(frame.columns)} in all"
        for column in self.columns:
            if column.required and column.name not in frame:
                yield Problem(
                    source, f"column {column.name!r} is missing (columns: {have})"
                )
        repeated = frame.columns[frame.columns.duplicated()].unique()
        for name in repeated:
            yield Problem(source, f"column {name!r} appears more than once")
        if frame.empty and not self.may_be_empty:
            yield Problem(source, "has no rows: write at least one under its header")

    def _distinct(
        self, table: pd.DataFrame, written: pd.DataFrame, source: str
    ) -> tuple[pd.DataFrame, list[Problem]]:
        if not self.key:
            return table, []
        own = [name for name in self.names if name in table]
        table = table.drop_duplicates(own)
        clash = table.index[table.duplicated(list(self.key))]
        problems = [
            Problem(
                source,
                "appears again with different values",
                row=int(row) + 2,
                column=", ".join(self.key),
                value=" ".join(str(written.loc[row, name]) for name in self.key),
            )
            for row in clash
        ]
        return table, problems

    def _order_problems(
        self, table: pd.DataFrame, written: pd.DataFrame, source: str
    ) -> list[Problem]:
        if self.ordered is None:
            return []
        first, second = self.ordered
        clock = pd.api.types.is_integer_dtype(table[second])
        hint = ": over midnight takes two rows, one until 24:00" if clock else ""
        backwards = table.index[table[second] <= table[first]]
        return [
            Problem(
                source,
                f"is not after {first} {written.loc[row, first]}{hint}",
                row=int(row) + 2,
                column=second,
                value=str(written.loc[row, second]),
            )
            for row in backwards
        ]
