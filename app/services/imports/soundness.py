"""Rows that contradict themselves, or name what does not exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from app.services.imports.findings import Finding, Level, cut
from app.services.imports.kinds import ROOM
from app.services.imports.names import plain
from app.services.imports.translate import DURATIONS, distinct
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping as Mapped

    from app.services.imports.mapping import Mapping
    from app.services.imports.translate import Found

_MOST_CONTACTS, _DAY_SECONDS = 1e7, 86_400
# A mean handle time outside these is likelier in another unit.
_FEWEST_SECONDS, _MOST_SECONDS = 10, 7200
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_FORMULA, _MARKUP = re.compile(r"^[=+@\t\r]|^-\D"), re.compile(r"<[a-zA-Z/!]")
_OFFSET = r"(?:Z|[+-]\d{2}:?\d{2})$"
_MOST_LEAVING, _FEWEST_LEAVING = 0.5, 10


def check_text(frame: pd.DataFrame, found: Found) -> None:
    """
    Look at names and notes: their length, and what programs might make of them.

    Parameters
    ----------
    frame : DataFrame
        As `translate` gives it.
    found : Found
        Takes what is wrong.
    """
    for name in frame.columns.intersection(list(ROOM)):
        cells, most = frame[name], ROOM[name]
        rule = f"at most {most} letters"
        flag(found, cells, cells.str.len() > most, "E_RANGE", rule=rule)
        for code, pattern in (("W_FORMULA_TEXT", _FORMULA), ("W_MARKUP", _MARKUP)):
            like = next((c for c in cells.unique() if pattern.search(c)), "")
            if like:
                found.note(code, column=name, value=like)


def check_history(frame: pd.DataFrame, mapping: Mapping, found: Found) -> pd.DataFrame:
    """
    Look at counts and times of a history.

    Parameters
    ----------
    frame : DataFrame
        As `translate` gives it.
    mapping : Mapping
        Says what was confirmed, and units.
    found : Found
        Takes what is wrong.

    Returns
    -------
    DataFrame
        Without the handle times of 0 of intervals without contacts: unknown, not 0.
    """
    numbers = {
        name: pd.to_numeric(frame[name], errors="coerce")
        for name in frame.columns.drop(["queue", "start"])
    }
    for name, values in numbers.items():
        flag(found, frame[name], values < 0, "E_NEGATIVE")
        most = _DAY_SECONDS if name in DURATIONS else _MOST_CONTACTS
        unit = _unit_question(name, values, mapping, found)
        if not unit:
            rule = f"at most {most:,.0f}"
            flag(found, frame[name], values > most, "E_RANGE", rule=rule)
    pairs = (
        ("answered", "offered"),
        ("abandoned", "offered"),
        ("answered_in_threshold", "answered"),
    )
    for part, whole in pairs:
        if part in numbers and whole in numbers:
            more = numbers[part] > numbers[whole]
            flag(found, frame[part], more, "E_INCONSISTENT", other=whole)
    if "aht_s" not in numbers:
        return frame
    nothing = numbers["aht_s"] == 0
    came = numbers.get("answered", numbers["offered"]).fillna(0) > 0
    flag(found, frame["aht_s"], nothing & came, "E_AHT_ZERO")
    return frame.assign(aht_s=frame["aht_s"].mask(nothing & ~came, ""))


def _unit_question(
    name: str, values: pd.Series, mapping: Mapping, found: Found
) -> bool:
    """Whether a column of handle times looks as if it were in another unit."""
    usual = values[values > 0].median()
    if name != "aht_s" or mapping.units.get(name, "s") != "s" or pd.isna(usual):
        return False
    if _FEWEST_SECONDS <= usual <= _MOST_SECONDS:
        return False
    found.ask("W_UNIT", mapping, column=name, value=f"{usual:g}")
    return "W_UNIT" not in mapping.confirmed


def check_agents(frame: pd.DataFrame, mapping: Mapping, found: Found) -> None:
    """
    Look at people: addresses, documents twice, many who leave at once.

    Parameters
    ----------
    frame : DataFrame
        As `translate` gives it.
    mapping : Mapping
        Says what was confirmed.
    found : Found
        Takes what is wrong.
    """
    if "email" in frame:
        cells = frame["email"]
        bad = (cells != "") & ~cells.str.fullmatch(_EMAIL)
        flag(found, cells, bad, "E_RANGE", rule="name@place.tld")
    if "document" in frame:
        digits = frame["document"].str.replace(r"[.,\s-]", "", regex=True)
        twice = (digits != "") & digits.duplicated(keep=False)
        same = frame["agent"].groupby(digits).transform("nunique") == 1
        flag(found, frame["document"], twice & ~same, "E_DUPLICATE")
    if "available_until" in frame:
        leaving = int((frame["available_until"] != "").sum())
        many = max(_FEWEST_LEAVING, _MOST_LEAVING * len(frame))
        if leaving >= many:
            said = {"count": leaving, "of": len(frame)}
            found.ask("W_MANY_LEAVE", mapping, column="available_until", **said)


def check_names(
    cells: pd.Series, known: Collection[str], code: str, mapping: Mapping, found: Found
) -> pd.Series:
    """
    Hold names against those that exist.

    Parameters
    ----------
    cells : Series of str
        Queues, or agents.
    known : collection of str
        Those that exist.
    code : str
        Of a name that does not.
    mapping : Mapping
        Says whether new names were confirmed.
    found : Found
        Takes rows with other names, unless confirmed.

    Returns
    -------
    Series of str
        Names that differ in capitals, accents or spaces only, as they exist.
    """
    known = set(known)
    alike: dict[str, set[str]] = {}
    for name in known:
        alike.setdefault(plain(name), set()).add(name)
    renamed = {}
    for name in distinct(cells.unique()):
        same = alike.get(plain(name), set())
        if name not in known and len(same) == 1:
            renamed[name] = next(iter(same))
            found.note("W_MATCHED", value=name, other=renamed[name])
    cells = cells.replace(renamed)
    unknown = ~cells.isin(list(known)) & (cells != "")
    if code not in mapping.confirmed:
        flag(found, cells, unknown, code)
    elif unknown.any():
        for name in distinct(cells[unknown].unique()):
            found.note(code, value=name)
    return cells


def check_skills(
    cells: pd.Series, known: Collection[str], mapping: Mapping, found: Found
) -> None:
    """
    Hold the skills of agents against those that exist.

    Parameters
    ----------
    cells : Series of str
        Skills separated by ``;``.
    known : collection of str
        Those that exist.
    mapping : Mapping
        Says whether new ones were confirmed.
    found : Found
        Takes rows with others, unless confirmed.
    """
    for listed in distinct(cells.unique()):
        words = [word.strip() for word in listed.split(";")]
        new = [word for word in words if word and word not in known]
        if new and "E_UNKNOWN_SKILL" in mapping.confirmed:
            found.note("E_UNKNOWN_SKILL", value=new[0])
        elif new:
            rows = cells == listed
            named = cells.mask(rows, new[0])
            flag(found, named, rows, "E_UNKNOWN_SKILL")


def check_clock(
    frame: pd.DataFrame, columns: list[str], mapping: Mapping, found: Found
) -> pd.DataFrame:
    """
    Hold local times against the clock of their zone.

    Parameters
    ----------
    frame : DataFrame
        As `translate` gives it.
    columns : list of str
        Those of times.
    mapping : Mapping
        Says the zone, and what was confirmed.
    found : Found
        Takes times that never were, or were twice.

    Returns
    -------
    DataFrame
        Without empty rows in an hour that never was.
    """
    skipped: set[int] = set()
    for name in columns:
        cells = frame[name]
        offset = cells.str.contains(_OFFSET) & cells.str.contains("T")
        timed = cells.str.contains("T") & ~offset
        if offset.any() and timed.any():
            said = {"column": name, "zone": mapping.timezone}
            found.ask("E_MIXED_TZ", mapping, **said)
        skipped |= _never(frame, cells.where(timed, ""), mapping, found)
    if skipped:
        found.note("W_SKIPPED_HOUR", count=len(skipped))
    return frame.drop(index=sorted(skipped))


def _never(
    frame: pd.DataFrame, cells: pd.Series, mapping: Mapping, found: Found
) -> set[int]:
    """Flag local times that never were; give those whose row counts nothing."""
    walls = pd.Series(distinct(cells.unique()), dtype="str")
    parsed = pd.to_datetime(walls, format="ISO8601", errors="coerce")
    place = zone(mapping.timezone)
    moved = parsed.dt.tz_localize(place, ambiguous="NaT", nonexistent="shift_forward")
    strict = parsed.dt.tz_localize(place, ambiguous="NaT", nonexistent="NaT")
    twice = set(walls[parsed.notna() & moved.isna()])
    gone = cells.isin(set(walls[moved.notna() & strict.isna()]))
    idle: set[int] = set()
    if gone.any() and mapping.table == "history":
        counts = pd.to_numeric(frame["offered"], errors="coerce").fillna(0)
        idle = set(cells.index[gone & (counts == 0)])
    flag(found, cells, gone & ~cells.index.isin(list(idle)), "E_DST_GAP")
    if twice:
        _tell_twice(frame, cells, twice, mapping, found)
    return idle


def _tell_twice(
    frame: pd.DataFrame,
    cells: pd.Series,
    twice: set[str],
    mapping: Mapping,
    found: Found,
) -> None:
    """Ask where both rows of a repeated hour are there; say where only one is."""
    rows = cells.isin(twice)
    example = cells[rows].iloc[0]
    pairs = pd.DataFrame({"of": frame.iloc[:, 0], "at": cells})[rows]
    said = {"column": str(cells.name), "value": example}
    if pairs.duplicated().any():
        found.ask("E_DST_OVERLAP", mapping, **said)
    else:
        found.note("E_DST_OVERLAP", **said)


def check_grain(parsed: pd.DataFrame, minutes: int, found: Found, row: str) -> None:
    """
    Find intervals that do not begin on a step of their length.

    Parameters
    ----------
    parsed : DataFrame
        Typed history.
    minutes : int
        Length of its intervals.
    found : Found
        Takes the rows.
    row : str
        Column of ``parsed`` with the index of each row in the file.
    """
    past = parsed["start"].dt.minute % min(minutes, 60)
    for index, start in zip(
        parsed[row][past != 0], parsed["start"][past != 0], strict=True
    ):
        said = {"minutes": str(minutes)}
        found.row(
            int(index), _row(int(index), "E_GRAIN", "start", f"{start:%H:%M}", said)
        )


def flag(
    found: Found, cells: pd.Series, bad: pd.Series, code: str, **said: str
) -> None:
    """
    Add the rows of which something is true.

    Parameters
    ----------
    found : Found
        Takes them.
    cells : Series of str
        What they say, named as their column.
    bad : Series of bool
        Of which rows it is true.
    code : str
        Of the finding.
    **said : str
        Further values of its sentence.
    """
    for index, cell in cells[bad.fillna(False)].items():
        place = int(str(index))
        found.row(place, _row(place, code, str(cells.name), str(cell), said))


def _row(
    index: int, code: str, column: str, value: str, said: Mapped[str, str]
) -> Finding:
    return Finding(
        code=code,
        level=Level.ROW,
        row=index + 2,
        column=column,
        value=cut(value),
        said=dict(said),
    )
