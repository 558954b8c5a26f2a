"""Publish a roster: calendars for people, a workbook, a page for the wall."""

from __future__ import annotations

import re
import unicodedata
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.files.marked_folder import replaced_folder
from app.files.write import write_files
from app.reports.roster.wall import wall
from wfm.errors import InputError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    import pandas as pd

    from app.reports.reader import Reader
    from app.reports.roster.roster import Person, Roster

_LONGEST = 80
# Names that Windows keeps for devices, whatever their extension.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """
    Where a roster is published; None leaves a form out.

    Attributes
    ----------
    calendars : Path or None
        Folder of a calendar a person.
    workbook : Path or None
        Excel file.
    wall : Path or None
        HTML file.

    Raises
    ------
    InputError
        If there is none at all.
    ParameterError
        If a file has another extension.
    """

    calendars: Path | None = None
    workbook: Path | None = None
    wall: Path | None = None

    def __post_init__(self) -> None:
        if self.calendars is self.workbook is self.wall is None:
            raise InputError("nothing to publish: give --ics, --xlsx or --wall")
        for path, suffix in ((self.workbook, ".xlsx"), (self.wall, ".html")):
            if path is not None and path.suffix.lower() != suffix:
                raise ParameterError("file", path.name, f"a {suffix} name")


def publish(
    roster: Roster,
    places: Places,
    reader: Reader,
    *,
    coverage: pd.DataFrame | None = None,
    made: datetime,
) -> None:
    """
    Write every form of a roster that is asked for, or none.

    Parameters
    ----------
    roster : Roster
        Who works when.
    places : Places
        What to write where. A folder of calendars is replaced whole, so that who has
        left is not in it any more.
    reader : Reader
        In whose language.
    coverage : DataFrame, optional
        Typed coverage table for the workbook.
    made : datetime
        When it is published, aware; later ones replace earlier ones in a calendar.

    Raises
    ------
    InputError
        If two agents would share a calendar file.
    StoreError
        If something cannot be written.
    """
    contents: dict[Path, bytes] = {}
    if places.workbook is not None:
        from app.reports.roster.sheets import workbook  # noqa: PLC0415 - slow to load

        contents[places.workbook] = workbook(roster, reader, coverage)
    if places.wall is not None:
        contents[places.wall] = wall(roster, reader).encode()
    with ExitStack() as whole:
        if places.calendars is not None:
            from app.reports.roster.ics import (  # noqa: PLC0415 - slow to load
                PRODUCT,
                calendars,
            )

            made_by_agent = calendars(roster, reader, made=made)
            files = {
                name: made_by_agent[person.agent]
                for name, person in calendar_names(roster.people).items()
            }
            mark = PRODUCT.encode()
            whole.enter_context(replaced_folder(places.calendars, files, mark=mark))
        write_files(contents)


def calendar_names(people: Sequence[Person]) -> dict[str, Person]:
    """
    Name the file of each person's calendar, safely on every system.

    Parameters
    ----------
    people : sequence of Person
        Who gets a calendar.

    Returns
    -------
    dict of str to Person
        Person by file name.

    Raises
    ------
    InputError
        If two people would have the same.
    """
    names: dict[str, Person] = {}
    taken: dict[str, Person] = {}
    for person in people:
        name = f"{_safe(person.agent)}.ics"
        # Windows and macOS hold names that differ in case for the same.
        other = taken.setdefault(name.casefold(), person)
        if other is not person:
            raise InputError(
                f"agents {other.agent!r} and {person.agent!r} would both have the "
                f"calendar {name}: give one of them another identifier"
            )
        names[name] = person
    return names


def _safe(name: str) -> str:
    plain = unicodedata.normalize("NFC", name)
    plain = re.sub(r"[^\w.-]+", "-", plain).strip("-.")[:_LONGEST].rstrip("-.")
    return f"_{plain}" if not plain or _DEVICES.fullmatch(plain) else plain
