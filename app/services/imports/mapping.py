"""Which column of a file is which of a table, and how its cells are written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from app.services.imports.kinds import KINDS, kind_of
from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Mapped

AUTO = "auto"
DATE_ORDERS = (AUTO, "iso", "dmy", "mdy", "ymd", "excel", "epoch_s", "epoch_ms")
DECIMALS = (AUTO, ",", ".")
UNITS = (AUTO, "s", "ms", "min", "hms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """
    A mean that a platform writes as totals.

    Attributes
    ----------
    total : tuple of str
        Headers that are added up.
    over : str
        Header by which the sum is divided.
    """

    total: tuple[str, ...]
    over: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """
    How a file is read into a table; saved for a campaign, it is used again.

    Attributes
    ----------
    table : str
        Such as ``history``.
    columns : mapping of str to str
        Column of the table to header of the file.
    constants : mapping of str to str
        Column of the table to what every row has, where the file has no such column.
    clocks : mapping of str to str
        Column of times to the header of its time of day, where date and time are apart.
    ratios : mapping of str to Ratio
        Column of the table to the totals it is derived from.
    units : mapping of str to str
        Column of durations to its unit, one of ``UNITS``; ``hms`` is 00:04:30.
    date_order : str
        One of ``DATE_ORDERS``.
    decimal : str
        Mark before decimals, one of ``DECIMALS``.
    timezone : str
        IANA name for times without an offset; empty for the campaign's.
    encoding, sheet : str
        Of a text file, of a workbook; empty to find out.
    confirmed : tuple of str
        Codes of questions that a person has answered with yes.
    """

    table: str
    columns: Mapped[str, str] = field(default_factory=dict)
    constants: Mapped[str, str] = field(default_factory=dict)
    clocks: Mapped[str, str] = field(default_factory=dict)
    ratios: Mapped[str, Ratio] = field(default_factory=dict)
    units: Mapped[str, str] = field(default_factory=dict)
    date_order: str = AUTO
    decimal: str = AUTO
    timezone: str = ""
    encoding: str = ""
    sheet: str = ""
    confirmed: tuple[str, ...] = ()

    @property
    def headers(self) -> list[str]:
        """Every header of the file that is used, each once."""
        totals = (
            header
            for each in self.ratios.values()
            for header in (*each.total, each.over)
        )
        used = (*self.columns.values(), *self.clocks.values(), *totals)
        return list(dict.fromkeys(used))

    @property
    def targets(self) -> set[str]:
        """Columns of the table that the file gives."""
        return {*self.columns, *self.constants, *self.ratios}

    def confirming(self, *codes: str) -> Mapping:
        """Give this mapping with more questions answered with yes."""
        return replace(self, confirmed=tuple(sorted({*self.confirmed, *codes})))

    def to_json(self) -> dict[str, Any]:
        """Give the mapping as plain values, without what is left to be found out."""
        given = asdict(self)
        given["confirmed"] = list(self.confirmed)
        given["ratios"] = {
            name: {"total": list(ratio.total), "over": ratio.over}
            for name, ratio in self.ratios.items()
        }
        return {name: value for name, value in given.items() if value not in _UNSAID}

    @classmethod
    def from_json(cls, given: Mapped[str, Any], source: str = "mapping") -> Mapping:
        """
        Read what `to_json` gave, or a person wrote.

        Parameters
        ----------
        given : mapping
            Plain values, as of JSON or TOML.
        source : str
            Where they come from, for messages.

        Returns
        -------
        Mapping

        Raises
        ------
        TableError
            With everything that is wrong.
        """
        problems = [Problem(source, message) for message in _wrong(given)]
        if problems:
            raise TableError(problems)
        ratios = {
            name: Ratio(total=tuple(each["total"]), over=each["over"])
            for name, each in given.get("ratios", {}).items()
        }
        confirmed = tuple(given.get("confirmed", ()))
        return cls(**{**given, "ratios": ratios, "confirmed": confirmed})

    def to_toml(self) -> str:
        """Write the mapping as TOML, to be kept and changed by hand."""
        plain = self.to_json()
        lines = [
            f"{name} = {_toml(value)}"
            for name, value in plain.items()
            if not isinstance(value, dict)
        ]
        for name, value in plain.items():
            if isinstance(value, dict):
                lines += ["", f"[{name}]"]
                lines += [f"{key} = {_toml(each)}" for key, each in value.items()]
        return "\n".join(lines) + "\n"


_UNSAID: tuple[object, ...] = ("", AUTO, {}, [])
_FIELDS = tuple(Mapping.__dataclass_fields__)
_OF_WORDS = ("columns", "constants", "clocks", "units")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{key} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inside} }}"
    # A TOML string in quotes is written as one of JSON, but for this one letter.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrong(given: Mapped[str, Any]) -> Iterator[str]:
    unknown = sorted(set(given) - set(_FIELDS))
    if unknown:
        yield f"has {unknown[0]!r}; what can be said is {', '.join(_FIELDS)}"
    if given.get("table") not in KINDS:
        yield f"table must be one of {', '.join(KINDS)}"
        return
    names = kind_of(given["table"]).table.names
    for part in (*_OF_WORDS, "ratios"):
        yield from _wrong_part(part, given.get(part, {}), names)
    for name, choices in (("date_order", DATE_ORDERS), ("decimal", DECIMALS)):
        if given.get(name, AUTO) not in choices:
            yield f"{name} must be one of {', '.join(choices)}"
    texts = ("timezone", "encoding", "sheet")
    yield from (
        f"{name} must be a text"
        for name in texts
        if not isinstance(given.get(name, ""), str)
    )
    if not _words(given.get("confirmed", [])):
        yield "confirmed must be a list of codes"


def _wrong_part(part: str, said: object, names: Iterable[str]) -> Iterator[str]:
    if not isinstance(said, dict):
        yield f"{part} must say which column has which value"
        return
    for name, value in said.items():
        if name not in names:
            yield f"{part} has {name!r}; columns are {', '.join(names)}"
        elif part == "ratios" and not _is_ratio(value):
            yield f"{part}.{name} must have a list total and a text over"
        elif part != "ratios" and not isinstance(value, str):
            yield f"{part}.{name} must be a text"
        elif part == "units" and value not in UNITS:
            yield f"{part}.{name} must be one of {', '.join(UNITS)}"


def _is_ratio(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"total", "over"}
        and _words(value["total"])
        and bool(value["total"])
        and isinstance(value["over"], str)
    )


def _words(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(x, str) for x in value)
