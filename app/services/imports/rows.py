"""The rows of a file before anything is known of their meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.imports.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """
    Rows that are not blank, as text.

    Attributes
    ----------
    cells : sequence of sequence of str
        Each row as it was written; rows may differ in length.
    lines : sequence of int
        Line of the file or row of the sheet of each, the first being 1.
    encoding : str
        Of a text file; empty for a workbook.
    sheet : str
        Of a workbook; empty for a text file.
    unread : mapping of (int, int) to str
        Line and place of cells that hold no value, to the code that says why.
    findings : tuple of Finding
        What had to be set aside to read them.
    """

    cells: Sequence[Sequence[str]]
    lines: Sequence[int]
    encoding: str = ""
    sheet: str = ""
    unread: Mapping[tuple[int, int], str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
