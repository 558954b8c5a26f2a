"""Change single values of a TOML text and leave all else, comments too, as it is."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from wfm.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Section = tuple[str, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def with_values(
    text: str, section: tuple[str, ...], values: Mapping[str, float]
) -> str:
    r"""
    Set numbers in a section.

    Parameters
    ----------
    text : str
        A TOML document.
    section : tuple of str
        Path of the section; written at the end where there is none.
    values : mapping of str to float
        Value by key; a key that is not there is added.

    Returns
    -------
    str
        The document with these values and no other change.

    Raises
    ------
    InputError
        If the section is written in a way that cannot be changed line by line, such as
        an inline table.

    Examples
    --------
    >>> file = "[goal] # promised\nthreshold = 20  # seconds"
    >>> print(with_values(file, ("goal",), {"threshold": 30}))
    [goal] # promised
    threshold = 30  # seconds
    """
    wanted = _expected(tomllib.loads(text), section, values)
    lines = text.splitlines()
    here = _lines_of(lines, section)
    if here is None:
        lines += ["", f"[{'.'.join(map(_key, section))}]"]
        here = (len(lines), len(lines))
    first, last = here
    for name, value in values.items():
        place = _place(lines, first, last, name)
        if place is None:
            lines.insert(first, f"{_key(name)} = {_number(value)}")
            last += 1
        else:
            lines[place] = _replaced(lines[place], value)
    changed = "\n".join(lines) + "\n"
    if not _says(changed, wanted):
        raise InputError(
            f"[{'.'.join(section)}] is written in a way that can only be changed by "
            "hand: give the section lines of its own"
        )
    return changed if text.endswith("\n") else changed[:-1]


def without_value(text: str, section: tuple[str, ...], name: str) -> str:
    r"""
    Take a value out of a section, with its line.

    Parameters
    ----------
    text : str
        A TOML document.
    section : tuple of str
        Path of the section.
    name : str
        Key of the value.

    Returns
    -------
    str
        The document without it and no other change.

    Raises
    ------
    InputError
        If it is not there, or not on a line of its own.

    Examples
    --------
    >>> print(without_value("[rules]\nlunch_minutes = 30\nx = 1", ("rules",), "x"))
    [rules]
    lunch_minutes = 30
    """
    wanted = copy.deepcopy(tomllib.loads(text))
    lines = text.splitlines()
    here = _lines_of(lines, section)
    place = None if here is None else _place(lines, *here, name)
    if place is not None:
        found = wanted
        for each in section:
            found = found[each]
        del found[name]
        del lines[place]
    changed = "\n".join(lines) + "\n"
    if place is None or not _says(changed, wanted):
        raise InputError(
            f"[{'.'.join(section)}] is written in a way that can only be changed by "
            "hand: give the section lines of its own"
        )
    return changed if text.endswith("\n") else changed[:-1]


def _expected(
    document: dict[str, Any], section: Section, values: Mapping[str, float]
) -> dict[str, Any]:
    wanted = copy.deepcopy(document)
    place = wanted
    for name in section:
        place = place.setdefault(name, {})
        if not isinstance(place, dict):
            raise InputError(f"[{'.'.join(section)}] must be a section")
    place.update(values)
    return wanted


def _lines_of(lines: list[str], section: Section) -> tuple[int, int] | None:
    """First line after a section's head, and the line at which the next begins."""
    first = None
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("["):
            continue
        if first is not None and _path(line) is not None:
            return first, number
        if _path(line) == section:
            first = number + 1
    return None if first is None else (first, len(lines))


def _path(line: str) -> Section | None:
    """Path of a section whose head is a line; None where it is none."""
    try:
        found: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    path: Section = ()
    while isinstance(found, dict) and found:
        ((name, found),) = found.items()
        path += (name,)
    return path or None


def _place(lines: list[str], first: int, last: int, name: str) -> int | None:
    pattern = re.compile(rf"""\s*(["']?){re.escape(name)}\1\s*=""")
    found = (at for at in range(first, last) if pattern.match(lines[at]))
    return next(found, None)


def _replaced(line: str, value: float) -> str:
    head, _, rest = line.partition("=")
    # Numbers hold no mark of a comment.
    told, mark, comment = rest.partition("#")
    gap = told[len(told.rstrip()) :] if mark else ""
    return f"{head}= {_number(value)}{gap}{mark}{comment}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
