"""What an import would do, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.services.imports.findings import FileRefusedError, Finding, Level
from app.services.imports.guess import guess_mapping
from app.services.imports.kinds import kind_of
from app.services.imports.mapping import Mapping
from app.services.imports.quality import quality_of
from app.services.imports.sheet import WEB_BYTES, read_sheet, shown
from app.services.imports.sound_rows import SoundRows, sound_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

    from app.services.imports.sheet import Sheet

_SAMPLE_ROWS = 200
SHOWN_ROWS, SHOWN_FINDINGS, SHOWN_NAMES = 12, 100, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    Names that exist in a campaign; None where they are not to be held against.

    Attributes
    ----------
    queues, skills, contracts, agents : collection of str or None
        Of the campaign.
    """

    queues: Collection[str] | None = None
    skills: Collection[str] | None = None
    contracts: Collection[str] | None = None
    agents: Collection[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """
    What an import would do.

    Attributes
    ----------
    filename, file_hash, encoding, sheet : str
        The file, its SHA-256, and where its table was found.
    mapping : Mapping
        As given, with what was found out.
    headers : tuple of str
        Of the file.
    first_rows : sequence of sequence of str
        As they were written.
    rows, good, bad, duplicates : int
        Rows of the file; those that would be imported; those that cannot be; those
        that repeat another to the letter.
    findings : tuple of Finding
        Refusals and questions first, then rows, then notes; at most 100.
    counts : mapping of str to int
        Findings by code, of all of them.
    period : tuple of str
        First and last moment or day, ISO 8601; empty where there is none.
    names : tuple of str
        Queues, or agents where the table has no queues; at most 50.
    quality : tuple of Finding
        What a forecast would stumble over.
    """

    filename: str
    file_hash: str
    mapping: Mapping
    encoding: str = ""
    sheet: str = ""
    headers: tuple[str, ...] = ()
    first_rows: Sequence[Sequence[str]] = ()
    rows: int = 0
    good: int = 0
    bad: int = 0
    duplicates: int = 0
    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    period: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quality: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> str:
        """``reject``, ``ask``, ``partial``, ``accept_warn`` or ``accept``."""
        levels = {finding.level for finding in self.findings}
        if Level.REFUSAL in levels:
            return "reject"
        if Level.QUESTION in levels:
            return "ask"
        if self.bad:
            return "partial"
        return "accept_warn" if self.findings else "accept"

    def may_be_imported(self, *, skip_bad: bool) -> bool:
        """Whether it can be: nothing to ask, and no bad row that is not skipped."""
        if self.outcome in {"reject", "ask"} or not self.good:
            return False
        return skip_bad or not self.bad

    def to_json(self) -> dict[str, Any]:
        """Give the preview as plain values."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain |= {
            "mapping": self.mapping.to_json(),
            "headers": list(self.headers),
            "first_rows": [list(row) for row in self.first_rows],
            "findings": [each.to_json() for each in self.findings],
            "quality": [each.to_json() for each in self.quality],
            "period": list(self.period),
            "names": list(self.names),
            "outcome": self.outcome,
        }
        return plain

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Preview:
        """Read back what `to_json` gave."""
        known = {n: v for n, v in given.items() if n in cls.__dataclass_fields__}
        return cls(
            **known
            | {
                "mapping": Mapping.from_json(given["mapping"]),
                "findings": tuple(map(Finding.from_json, given["findings"])),
                "quality": tuple(map(Finding.from_json, given["quality"])),
                "headers": tuple(given["headers"]),
                "first_rows": tuple(map(tuple, given["first_rows"])),
                "period": tuple(given["period"]),
                "names": tuple(given["names"]),
            }
        )


def first_mapping(
    content: bytes,
    filename: str,
    table: str,
    preset: str = "generic",
    *,
    limit: int = WEB_BYTES,
) -> Mapping:
    """
    Guess how a file is read, to be looked at in a preview and mended.

    Parameters
    ----------
    content, filename, limit
        As in `preview`.
    table : str
        Such as ``history``.
    preset : str
        Platform whose names go before all others, as in `guess_mapping`.

    Returns
    -------
    Mapping
        Without columns where the file cannot be read; its preview says why.

    Raises
    ------
    UnknownNameError
        If there is no such table or preset.
    """
    guess_mapping((), (), table, preset)
    try:
        sheet = read_sheet(content, filename, table, limit=limit)
    except FileRefusedError:
        return Mapping(table=table)
    return guess_mapping(sheet.headers, sheet.rows(_SAMPLE_ROWS), table, preset)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """
    A file that was looked at before anybody said how it is to be read.

    Attributes
    ----------
    mapping : Mapping
        As last time, or guessed.
    as_last_time : bool
        Which of the two.
    seen : Preview
        What it leads to.
    """

    mapping: Mapping
    as_last_time: bool
    seen: Preview


def first_look(
    content: bytes,
    filename: str,
    last: Mapping | None,
    table: str,
    *,
    timezone: str,
    known: Known | None = None,
) -> tuple[FirstLook, pd.DataFrame | None]:
    """
    Look at a file as the last one was read, and where that fails, by a guess.

    Parameters
    ----------
    content, filename, timezone, known
        As in `preview`.
    last : Mapping or None
        With which a file of this table was imported last.
    table : str
        Such as ``history``.

    Returns
    -------
    look : FirstLook
    rows : DataFrame or None
        As in `examine`.
    """
    place = {"timezone": timezone, "known": known}
    if last is not None:
        seen, rows = examine(content, filename, last, **place)  # type: ignore[arg-type]
        if seen.outcome != "reject":
            return FirstLook(mapping=last, as_last_time=True, seen=seen), rows
    try:
        sheet = read_sheet(content, filename, table)
    except FileRefusedError as error:
        empty = _empty(content, filename, Mapping(table=table))
        seen = _refused(empty, None, error)
        return FirstLook(mapping=seen.mapping, as_last_time=False, seen=seen), None
    mapping = guess_mapping(sheet.headers, sheet.rows(_SAMPLE_ROWS), table)
    empty = _empty(content, filename, mapping)
    # Large files are slow to read: the guess and what it leads to share one reading.
    seen, rows = _examined(empty, sheet, mapping, timezone, known)
    return FirstLook(mapping=mapping, as_last_time=False, seen=seen), rows


def preview(
    content: bytes,
    filename: str,
    mapping: Mapping,
    *,
    timezone: str,
    known: Known | None = None,
    limit: int = WEB_BYTES,
) -> Preview:
    """
    Look at what an import would do; nothing is written.

    Parameters
    ----------
    content : bytes
        The file.
    filename : str
        As its owner calls it; says the format, and is never used as a path.
    mapping : Mapping
        How it is read; its table says into what.
    timezone : str
        Of the campaign, for times without an offset where the mapping names no zone.
    known : Known, optional
        Queues and agents of the campaign.
    limit : int
        Most bytes of the file, packed or not.

    Returns
    -------
    Preview
        Of a file that cannot be read, only why.
    """
    return examine(
        content, filename, mapping, timezone=timezone, known=known, limit=limit
    )[0]


def examine(
    content: bytes,
    filename: str,
    mapping: Mapping,
    *,
    timezone: str,
    known: Known | None = None,
    limit: int = WEB_BYTES,
) -> tuple[Preview, pd.DataFrame | None]:
    """
    Look at what an import would do, and give the rows it would write.

    Parameters
    ----------
    content, filename, mapping, timezone, known, limit
        As in `preview`.

    Returns
    -------
    preview : Preview
    rows : DataFrame or None
        Typed by the table's contract; None where nothing can be imported.
    """
    empty = _empty(content, filename, mapping)
    try:
        sheet = read_sheet(content, filename, mapping.table, mapping, limit=limit)
    except FileRefusedError as error:
        return _refused(empty, None, error), None
    return _examined(empty, sheet, mapping, timezone, known)


def _empty(content: bytes, filename: str, mapping: Mapping) -> Preview:
    return Preview(
        filename=shown(filename),
        file_hash=sha256(content).hexdigest(),
        mapping=mapping,
    )


def _examined(
    empty: Preview, sheet: Sheet, mapping: Mapping, timezone: str, known: Known | None
) -> tuple[Preview, pd.DataFrame | None]:
    try:
        sound = sound_rows(sheet, mapping, timezone, known or Known())
    except FileRefusedError as error:
        return _refused(empty, sheet, error), None
    return _of_rows(_of_sheet(empty, sheet), sheet, sound), sound.table


def _refused(empty: Preview, sheet: Sheet | None, error: FileRefusedError) -> Preview:
    why = error.finding
    seen = _of_sheet(empty, sheet) if sheet else empty
    return replace(seen, findings=(why,), counts={why.code: 1})


def _of_sheet(empty: Preview, sheet: Sheet) -> Preview:
    return replace(
        empty,
        encoding=sheet.encoding,
        sheet=sheet.sheet,
        headers=sheet.headers,
        first_rows=tuple(map(tuple, sheet.rows(SHOWN_ROWS))),
        rows=len(sheet.cells),
    )


def _of_rows(seen: Preview, sheet: Sheet, sound: SoundRows) -> Preview:
    rank = {level: place for place, level in enumerate(reversed(Level))}
    every = [*sheet.findings, *sound.found.notes, *sound.found.rows]
    every.sort(key=lambda each: (rank[each.level], each.row or 0))
    table = sound.table
    first = table.columns[0] if table is not None else ""
    name = "queue" if table is not None and "queue" in table else first
    names = sorted(set(table[name].astype("str"))) if table is not None else []
    return replace(
        seen,
        mapping=sound.mapping,
        good=0 if table is None else len(table),
        bad=len(sound.found.bad),
        duplicates=sound.duplicates,
        findings=tuple(every[:SHOWN_FINDINGS]),
        counts=dict(Counter(each.code for each in every)),
        period=_period(table, kind_of(sound.mapping.table).times),
        names=tuple(names[:SHOWN_NAMES]),
        quality=quality_of(table, sound.mapping),
    )


def _period(table: pd.DataFrame | None, column: str) -> tuple[str, ...]:
    if table is None or column not in table or table.empty:
        return ()
    times = table[column].dropna()
    return (times.min().isoformat(), times.max().isoformat()) if len(times) else ()
