"""Rows of a delimited text file, whatever its encoding and separator."""

from __future__ import annotations

import csv
import io

from app.services.imports.findings import FileRefusedError, Finding, Level
from app.services.imports.rows import Rows

_SEPARATORS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What Spanish, Portuguese, French and German text holds beyond ASCII: other bytes say
# that the encoding is another.
_EUROPEAN = frozenset("áéíóúüñçàèìòùâêîôûãõäëïöÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÃÕÄËÏÖ¿¡ºª°·€ß")
# Windows also has marks and dashes that Word puts, and the space of "8:00 a. m.".
_WORD = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\xa0")
_LETTERS = {"cp1252": _EUROPEAN | _WORD, "cp850": _EUROPEAN}
_LEGACY = ("cp1252", "cp850")
_LEAST_NULS = 0.3
_SAMPLE_LINES = 20


def rows_of_text(data: bytes, encoding: str = "") -> Rows:
    """
    Read the rows of a text file.

    Parameters
    ----------
    data : bytes
        The file.
    encoding : str
        As its owner says; found out by default.

    Returns
    -------
    Rows
        Blank lines left out.

    Raises
    ------
    FileRefusedError
        If it is no text, or a quotation mark is never closed.
    """
    text, found = _decoded(data, encoding)
    separator, body = _separator(text)
    skipped = text[: len(text) - len(body)].count("\n")
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    cells: list[list[str]] = []
    lines: list[int] = []
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                cells.append(row)
                lines.append(begins + skipped)
            begins = reader.line_num + 1
    except csv.Error as error:
        code = "E_TOO_WIDE" if "limit" in str(error) else "E_QUOTE"
        raise FileRefusedError(code, begins + skipped) from error
    warned = found not in {"utf-8", encoding}
    # No Windows program writes it by itself: likely, but not sure enough.
    level = Level.QUESTION if found == _LEGACY[-1] else Level.NOTE
    note = Finding(code="W_ENCODING", level=level, said={"encoding": found})
    return Rows(
        cells=cells, lines=lines, encoding=found, findings=(note,) if warned else ()
    )


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    """Text and the encoding that it was in."""
    if encoding:
        try:
            return _sound(data.decode(encoding).lstrip("\ufeff")), encoding
        except (UnicodeError, LookupError) as error:
            raise FileRefusedError("E_ENCODING") from error
    if data.startswith(_UTF_16):
        try:
            return _sound(data.decode("utf-16")), "utf-16"
        except UnicodeDecodeError as error:
            raise FileRefusedError("E_ENCODING") from error
    if b"\0" in data:
        share = data.count(b"\0") / len(data)
        raise FileRefusedError("E_ENCODING" if share > _LEAST_NULS else "E_BINARY")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        return _legacy(data, data[: error.start].count(b"\n") + 1)


def _legacy(data: bytes, line: int) -> tuple[str, str]:
    beyond = bytes(sorted({byte for byte in data if byte > 127}))  # noqa: PLR2004
    for encoding in _LEGACY:
        try:
            letters = set(beyond.decode(encoding))
        except UnicodeDecodeError:
            continue
        if letters <= _LETTERS[encoding]:
            return data.decode(encoding), encoding
    raise FileRefusedError("E_ENCODING", line)


def _sound(text: str) -> str:
    if "\0" in text:
        raise FileRefusedError("E_BINARY")
    return text


def _separator(text: str) -> tuple[str, str]:
    """Separator, and the text without a line that says it, as Excel understands."""
    first, _, rest = text.partition("\n")
    said = first.strip()
    if said.lower().startswith("sep=") and len(said) == len("sep=;"):
        return said[-1], rest
    # Titles above the header have few separators: the richest line decides.
    lines = text[:100_000].splitlines()[:_SAMPLE_LINES]
    best = max(_SEPARATORS, key=lambda mark: (_columns(lines, mark), mark == ","))
    return best, text


def _columns(lines: list[str], mark: str) -> int:
    """Lines that a separator cuts into the same number of cells, times that number."""
    counts = [line.count(mark) for line in lines if mark in line]
    return max((counts.count(each) * each for each in set(counts)), default=0)
