"""The rows of a file that fulfil a table's contract, and why the others do not."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from app.services.imports.findings import FileRefusedError, Finding, Level, cut
from app.services.imports.kinds import kind_of
from app.services.imports.soundness import (
    check_agents,
    check_clock,
    check_grain,
    check_history,
    check_names,
    check_skills,
    check_text,
)
from app.services.imports.state_events import states_of_events
from app.services.imports.translate import Found, translate
from wfm.errors import ParameterError, TableError
from wfm.intervals import LENGTHS, zone

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Protocol

    from app.services.imports.kinds import Kind
    from app.services.imports.mapping import Mapping
    from app.services.imports.sheet import Sheet
    from wfm.errors import Problem

    class Names(Protocol):
        """Names that exist, as `app.services.imports.preview.Known` holds them."""

        @property
        def queues(self) -> Collection[str] | None:
            """Of the campaign."""

        @property
        def skills(self) -> Collection[str] | None:
            """Of the campaign."""

        @property
        def contracts(self) -> Collection[str] | None:
            """Of the campaign."""

        @property
        def agents(self) -> Collection[str] | None:
            """Of the campaign."""


# A contract finds some mistakes only once others are gone.
_ROUNDS = 4
_ROW = "#row"
_CODES = (
    ("is empty", "E_BLANK"),
    ("must be one of", "E_CHOICE"),
    ("must be words of", "E_CHOICE"),
    ("is not a number", "E_NUMBER"),
    ("is not a whole number", "E_NUMBER"),
    ("must be at", "E_RANGE"),
    ("is not between", "E_DATE_RANGE"),
    ("is not a date", "E_DATE"),
    ("is not a time of day", "E_CLOCK"),
    ("does not exist in", "E_DST_GAP"),
    ("appears again", "E_DUPLICATE"),
    ("is not after", "E_ORDER"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundRows:
    """
    What of a file can be imported.

    Attributes
    ----------
    table : DataFrame or None
        Typed rows; None where there is none.
    mapping : Mapping
        With what was found out.
    duplicates : int
        Rows that repeat another to the letter.
    found : Found
        All else.
    """

    table: pd.DataFrame | None
    mapping: Mapping
    duplicates: int
    found: Found


def sound_rows(
    sheet: Sheet, mapping: Mapping, timezone: str, known: Names
) -> SoundRows:
    """
    Separate the rows that fulfil a table's contract from the others.

    Parameters
    ----------
    sheet : Sheet
        As read from the file.
    mapping : Mapping
        How its cells are written.
    timezone : str
        Where the mapping names none.
    known : Known
        Queues and agents that exist.

    Returns
    -------
    SoundRows

    Raises
    ------
    FileRefusedError
        If no row can be understood.
    """
    mapping = replace(mapping, timezone=mapping.timezone or timezone)
    try:
        zone(mapping.timezone)
    except ParameterError as error:
        raise FileRefusedError("E_ZONE", value=mapping.timezone) from error
    kind, found = kind_of(mapping.table), Found()
    for index, finding in sheet.bad.items():
        found.row(index, finding)
    whole = replace(sheet, cells=sheet.cells.drop(index=list(sheet.bad)))
    frame, mapping = translate(whole, mapping, found)
    frame = _checked(frame, kind, mapping, known, found)
    frame = frame[~frame.index.isin(list(found.bad))]
    table, duplicates = _parsed(frame, kind, mapping, found)
    if table is not None and kind.name == "history":
        table = _on_grid(table, found)
    if table is not None and kind.name == "time_off":
        table = _apart(table, found)
    if table is not None:
        table = _in_zone(table.drop(columns=_ROW), kind, timezone)
        _tell_future(table, kind, found)
    if duplicates:
        found.note("W_DUPLICATE", count=duplicates)
    return SoundRows(table=table, mapping=mapping, duplicates=duplicates, found=found)


def _checked(
    frame: pd.DataFrame, kind: Kind, mapping: Mapping, known: Names, found: Found
) -> pd.DataFrame:
    """Canonical rows, after the checks that the contract does not make."""
    check_text(frame, found)
    times = [each.name for each in kind.table.columns if each.kind == "time"]
    frame = check_clock(frame, [n for n in times if n in frame], mapping, found)
    if kind.name == "history":
        frame = check_history(frame, mapping, found)
    if kind.name == "agents":
        check_agents(frame, mapping, found)
    frame = _named(frame, kind, mapping, known, found)
    if known.skills is not None and kind.name == "agents":
        check_skills(frame["skills"], known.skills, mapping, found)
    if kind.name == "states":
        frame = states_of_events(frame, mapping.timezone, found)
    if kind.name == "time_off" and "kind" not in frame:
        frame["kind"] = ""
    return frame


def _named(
    frame: pd.DataFrame, kind: Kind, mapping: Mapping, known: Names, found: Found
) -> pd.DataFrame:
    """Hold names against those that exist; a table is not held against itself."""
    of_others = (
        ("queue", known.queues, "E_UNKNOWN_QUEUE", ""),
        ("contract", known.contracts, "E_UNKNOWN_CONTRACT", "contracts"),
        ("agent", known.agents, "E_UNKNOWN_AGENT", "agents"),
    )
    for name, names, code, own in of_others:
        if names is not None and name in frame and kind.name != own:
            frame[name] = check_names(frame[name], names, code, mapping, found)
    return frame


def _parsed(
    frame: pd.DataFrame, kind: Kind, mapping: Mapping, found: Found
) -> tuple[pd.DataFrame | None, int]:
    """Typed rows with their index in the file, and how many repeat another."""
    frame = frame.assign(**{_ROW: frame.index})
    for _ in range(_ROUNDS):
        if frame.empty:
            return None, 0
        try:
            table = kind.table.parse(frame, source=kind.name, timezone=mapping.timezone)
        except TableError as error:
            bad = _told(error.problems, frame, kind, mapping, found)
            frame = frame[~frame.index.isin(list(bad))]
        else:
            own = [name for name in kind.table.names if name in table]
            once = table.drop_duplicates(own).reset_index(drop=True)
            return once, len(frame) - len(once)
    return None, 0


def _told(
    problems: tuple[Problem, ...],
    frame: pd.DataFrame,
    kind: Kind,
    mapping: Mapping,
    found: Found,
) -> set[int]:
    """Tell what a contract finds, by code; give the rows that cannot be imported."""
    bad: set[int] = set()
    twice: list[int] = []
    for problem in problems:
        if problem.row is None:
            raise FileRefusedError("E_CONTRACT", value=kind.name, rule=problem.message)
        index = problem.row - 2
        code = next(
            (code for start, code in _CODES if problem.message.startswith(start)),
            "E_CONTRACT",
        )
        if code == "E_DUPLICATE":
            twice.append(index)
        elif index not in bad:
            header = mapping.columns.get(problem.column or "", problem.column or "")
            said = {"rule": problem.message}
            found.row(index, _row(index, code, header, problem.value or "", said))
            bad.add(index)
    if twice:
        # It cannot be told which of them is right, so none is taken.
        key = list(kind.table.key)
        keys = pd.MultiIndex.from_frame(frame[key])
        for index in frame.index[keys.isin(keys[frame.index.isin(twice)])]:
            value = " ".join(frame.loc[index, key])
            found.row(index, _row(index, "E_DUPLICATE", ", ".join(key), value, {}))
            bad.add(index)
    return bad


def _row(
    index: int, code: str, column: str, value: str, said: dict[str, str]
) -> Finding:
    return Finding(
        code=code,
        level=Level.ROW,
        row=index + 2,
        column=column,
        value=cut(value),
        said=said,
    )


def _on_grid(table: pd.DataFrame, found: Found) -> pd.DataFrame | None:
    """History whose intervals have one length; None where no row is left."""
    minutes = _interval(table["start"])
    if not minutes:
        return table
    if minutes not in LENGTHS:
        # Dates that are read in the wrong order make strange steps: that is asked.
        if any(each.level is Level.QUESTION for each in found.notes):
            return table
        raise FileRefusedError("E_INTERVAL", value=f"{minutes:,}")
    check_grain(table, minutes, found, _ROW)
    kept = table[~table[_ROW].isin(list(found.bad))]
    return kept.reset_index(drop=True) if len(kept) else None


def _interval(starts: pd.Series) -> int:
    """Minutes of an interval: the commonest step, or what fits all; 0 for one start."""
    distinct = starts.drop_duplicates().sort_values()
    steps = (distinct.diff().dropna().dt.total_seconds() // 60).astype("int64")
    if steps.empty:
        return 0
    usual = int(steps.mode().iloc[0])
    once_a_day = (distinct.dt.strftime("%H:%M") == f"{distinct.iloc[0]:%H:%M}").all()
    if usual in LENGTHS or once_a_day:
        return usual
    # Few rows far apart: steps of 330 minutes are intervals of 30 or 15.
    return math.gcd(60, *steps.tolist())


def _apart(table: pd.DataFrame, found: Found) -> pd.DataFrame | None:
    """Absences that overlap no earlier one of their agent; None if none is left."""
    rows = table.sort_values(["agent", "start", "end"], kind="stable")
    before = rows.groupby("agent")["end"].cummax().groupby(rows["agent"]).shift()
    clashes = rows[rows["start"] < before]
    for index, agent in zip(clashes[_ROW], clashes["agent"], strict=True):
        found.row(
            int(index),
            Finding(
                code="E_OVERLAP", level=Level.ROW, row=int(index) + 2, value=cut(agent)
            ),
        )
    kept = table[~table[_ROW].isin(list(found.bad))]
    return kept.reset_index(drop=True) if len(kept) else None


def _in_zone(table: pd.DataFrame, kind: Kind, timezone: str) -> pd.DataFrame:
    """Give times by the clock of the campaign, whatever clock the file had."""
    times = [each.name for each in kind.table.columns if each.kind == "time"]
    moved = {name: table[name].dt.tz_convert(zone(timezone)) for name in times}
    return table.assign(**moved)


def _tell_future(table: pd.DataFrame, kind: Kind, found: Found) -> None:
    """Say how many rows of what has happened are still to come."""
    if kind.name not in {"history", "states"}:
        return
    late = int((table["start"] > pd.Timestamp.now(tz="UTC")).sum())
    if late:
        found.note("W_FUTURE", count=late)
