"""Sections of a TOML document, checked so that everything wrong is told at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from wfm.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
Kind = type | tuple[type, ...]


@dataclass(slots=True)
class Sections:
    """
    A document, the kinds of its values, and what was found wrong so far.

    Attributes
    ----------
    source : str
        File name, for messages.
    document : dict of str to Any
        As TOML gives it.
    kinds : mapping of str to type
        What the value of a key must be, wherever the key stands.
    problems : list of Problem
        Collected while reading.
    """

    source: str
    document: dict[str, Any]
    kinds: Mapping[str, Kind]
    problems: list[Problem] = field(default_factory=list)

    def complain(self, message: str) -> None:
        """
        Note a problem and go on.

        Parameters
        ----------
        message : str
            Names the section and the key.
        """
        self.problems.append(Problem(self.source, message))

    def only(self, place: str, names: Iterable[str], known: tuple[str, ...]) -> None:
        """
        Complain about names that mean nothing, with the nearest that does.

        Parameters
        ----------
        place : str
            Section; empty for the document itself.
        names : iterable of str
            Names given.
        known : tuple of str
            Names that mean something.
        """
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                shown = f"[{place}] {name}" if place else f"[{name}]"
                self.complain(f"{shown} is not known{hint}")

    def table(self, place: str, given: object) -> dict[str, Any]:
        """
        Take a section, if it is one.

        Parameters
        ----------
        place : str
            Its name, for messages.
        given : object
            What stands there.

        Returns
        -------
        dict of str to Any
            Empty where something else stands there.
        """
        if isinstance(given, dict):
            return given
        self.complain(f"[{place}] must be a section, got {given!r}")
        return {}

    def values(
        self, place: str, given: object, known: tuple[str, ...]
    ) -> dict[str, Any]:
        """
        Values of a section that are known and of the right kind.

        Parameters
        ----------
        place : str
            Its name, for messages.
        given : object
            What stands there.
        known : tuple of str
            Keys that mean something.

        Returns
        -------
        dict of str to Any
            The others have been complained about.
        """
        section = self.table(place, given)
        self.only(place, section, known)
        right = {}
        for key in section.keys() & set(known):
            kind, value = self.kinds.get(key), section[key]
            # True is an int and a time of day is a date, for Python only.
            wrong = kind is not None and not isinstance(value, kind)
            if wrong or isinstance(value, bool | datetime):
                self.complain(f"[{place}] {key} = {_shown(value)} is not {_said(kind)}")
            else:
                right[key] = value
        return {key: right[key] for key in section if key in right}

    def entries(
        self, place: str, key: str, given: list[Any], kind: Kind, said: str
    ) -> bool:
        """
        Whether all entries of a list are of a kind; complain if not.

        Parameters
        ----------
        place, key : str
            Section and key, for messages.
        given : list
            The entries.
        kind : type
            What each must be.
        said : str
            How that is said, in the plural.
        """
        right = all(isinstance(x, kind) and not isinstance(x, bool) for x in given)
        if not right:
            self.complain(f"[{place}] {key} = {given!r} is not a list of {said}")
        return right

    def build(self, place: str, kind: type[T], values: dict[str, Any]) -> T | None:
        """
        Make a thing that checks its own values.

        Parameters
        ----------
        place : str
            Section, for messages.
        kind : type
            What to make.
        values : dict of str to Any
            Its arguments.

        Returns
        -------
        object of that type or None
            None where it refused; every value it refuses has been complained about.
        """
        try:
            return kind(**values)
        except InputError as error:
            refused = [
                message for key in values if (message := _refusal(kind, values, key))
            ]
            for message in refused or [str(error)]:
                self.complain(f"[{place}] {message}")
            return None


def _refusal(kind: type[T], values: dict[str, Any], key: str) -> str:
    """Why a value is refused when all others are as nothing had been given."""
    # What a thing is called and which kind it is decides what the others may be.
    alone = {name: values[name] for name in values if name in ("name", "channel", key)}
    try:
        kind(**alone)
    except InputError as error:
        return str(error)
    return ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, date) else repr(value)


def _said(kind: Kind | None) -> str:
    names = {
        str: "text in quotes",
        int: "a whole number",
        date: "a date",
        list: "a list in square brackets",
    }
    return names.get(kind, "a number") if isinstance(kind, type) else "a number"
