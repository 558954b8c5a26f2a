"""From the rows of a file to a frame that knows its line numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COLUMNS = 1000


def frame_of_rows(
    rows: Sequence[Sequence[str]], lines: Sequence[int], source: str
) -> pd.DataFrame:
    """
    Frame of text under the header in the first row.

    Parameters
    ----------
    rows : sequence of sequence of str
        Rows that are not blank, the header first.
    lines : sequence of int
        Line of the file of each row, the first being 1.
    source : str
        File name, for messages.

    Returns
    -------
    DataFrame
        Index `i` is line `i + 2` of the file. Columns without a name and without a
        cell are left out.

    Raises
    ------
    TableError
        If there is no row, there are too many columns, or a row has too many or too few
        cells; with every such row.
    """
    if not rows:
        raise TableError([Problem(source, "is empty")])
    header = [name.strip() for name in rows[0]]
    if len(header) > MOST_COLUMNS:
        raise TableError(
            [
                Problem(
                    source,
                    f"has {len(header)} columns; {MOST_COLUMNS} at most are read",
                )
            ]
        )
    uneven = [
        Problem(source, f"has {len(row)} cells, the header has {len(header)}", row=line)
        for row, line in zip(rows[1:], lines[1:], strict=True)
        if len(row) != len(header)
    ]
    if uneven:
        raise TableError(uneven)
    index = [line - 2 for line in lines[1:]]
    frame = pd.DataFrame(rows[1:], columns=header, index=index, dtype="str")
    meant = [
        bool(name) or bool(frame.iloc[:, place].str.strip().any())
        for place, name in enumerate(header)
    ]
    return frame if all(meant) else frame.loc[:, meant]
