"""What an importer has to say about a file: by code, so that it can be translated."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.services.imports.sentences import sentence
from wfm.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Longer values are cut: a finding names a cell, it does not repeat it.
_MOST_LETTERS = 80
# A person must be able to choose from a list.
_MOST_OF_LIST = 1000
# The one question that must be answered before a file can be read at all.
_CHOICE = "E_SHEET_CHOICE"


class Level(StrEnum):
    """What a finding means for the import."""

    NOTE = "note"  # to be known; nothing to do
    ROW = "row"  # the row cannot be imported
    QUESTION = "question"  # a person must choose before anything is imported
    REFUSAL = "refusal"  # the file cannot be imported


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One thing about a file, and where.

    Attributes
    ----------
    code : str
        Key of its sentence and remedy, such as ``E_DATE``.
    level : Level
        What it means.
    row : int or None
        Line of the file or row of the sheet, the first being 1.
    column : str
        Header as the file writes it, or column of the table.
    value : str
        As it was written, cut where long.
    said : mapping of str to str
        Further values of the sentence.
    """

    code: str
    level: Level
    row: int | None = None
    column: str = ""
    value: str = ""
    said: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give the finding as plain values."""
        return {
            "code": self.code,
            "level": self.level.value,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "said": dict(self.said),
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Finding:
        """Read back what `to_json` gave."""
        return cls(**{**given, "level": Level(given["level"])})


def cut(value: object, most: int = _MOST_LETTERS) -> str:
    """
    Shorten a value for a finding.

    Parameters
    ----------
    value : object
        As it was written.
    most : int
        Letters that may stay.

    Returns
    -------
    str
        None of its letters ends a line.
    """
    text = " ".join(str(value).split())
    return text if len(text) <= most else text[: most - 3] + "..."


class FileRefusedError(InputError):
    """A file that cannot be imported at all, and why; `finding` says it by code."""

    def __init__(self, code: str, row: int | None = None, **said: object) -> None:
        self.finding = Finding(
            code=code,
            level=Level.QUESTION if code == _CHOICE else Level.REFUSAL,
            row=row,
            value=cut(said.pop("value", "")),
            said={name: cut(each, _MOST_OF_LIST) for name, each in said.items()},
        )
        super().__init__(sentence(self.finding))
