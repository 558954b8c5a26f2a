"""How cells of a roster's workbook look, and what its sheets may be called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.reports.roster.shifts import AFTERNOON, MIDDAY, MORNING, NIGHT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

KIND_COLOURS = {
    MORNING: "#FFF3C4",
    MIDDAY: "#D8F0E3",
    AFTERNOON: "#D9E8FB",
    NIGHT: "#CFC8EA",
}
_LINE, _SOFT, _REST, _HEAD, _TOTAL = (
    "#C9CCD3",
    "#60646C",
    "#F3C6C9",
    "#E9EBF0",
    "#F2F3F6",
)
_BOX: dict[str, Any] = {"border": 1, "border_color": _LINE, "valign": "vcenter"}
_CENTRE: dict[str, Any] = {**_BOX, "align": "center", "text_wrap": True}
_NUMBERS = {"hours": "#,##0.0", "count": "#,##0", "fraction": "0.0"}
_TEXTS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": _SOFT, "font_size": 9},
    "head": {**_BOX, "bold": True, "bg_color": _HEAD, "text_wrap": True},
    "day head": {**_CENTRE, "bold": True, "bg_color": _HEAD},
    "rest head": {**_CENTRE, "bold": True, "bg_color": _REST},
    "off": {**_CENTRE, "font_color": _SOFT, "italic": True},
    "unknown": {**_BOX, "pattern": 14, "fg_color": _LINE, "bg_color": "#FFFFFF"},
    "name": _BOX,
    "total": {**_BOX, "bold": True, "bg_color": _TOTAL},
    "time": {**_BOX, "bold": True, "bg_color": _HEAD, "align": "right"},
    **{
        key: {**_BOX, "num_format": pattern, "align": "right"}
        for key, pattern in _NUMBERS.items()
    },
}
# What a program that sees only text would take for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 31
_FORBIDDEN = frozenset(r"[]:*?/\'")


class Styles:
    """
    Formats of one workbook, each made once.

    Parameters
    ----------
    book : Workbook
        Being written.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}
        self.strong = book.add_format({"bold": True})
        self.small = book.add_format({"font_size": 8, "font_color": _SOFT})

    def text(self, name: str) -> Format:
        """Style by its name; ``total hours`` is ``hours`` in a line of totals."""
        kind = name.removeprefix("total ")
        total = _TEXTS["total"] if kind != name else {}
        return self._once((name,), {**_TEXTS[kind], **total})

    def name(self, text: str) -> Format:
        """Style of a name; one that looks like a formula is marked as text."""
        quoted = text.startswith(_FORMULA)
        return self._once(("name", quoted), {**_BOX, "quote_prefix": quoted})

    def shift(self, kind: str, *, rest: bool) -> Format:
        """Style of a shift by its kind; on Sundays and holidays it is framed."""
        look = {**_CENTRE, "bg_color": KIND_COLOURS[kind], "bold": True}
        if rest:
            look |= {"left": 5, "left_color": "#C0323A"}
        return self._once((kind, rest), look)

    def _once(self, key: tuple[Any, ...], look: dict[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def plain(text: str) -> str:
    """Text with single plain spaces, as somebody who searches a sheet would type it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def sheet_name(wanted: str, taken: set[str]) -> str:
    """
    Name that Excel allows and no sheet has yet, which is then taken.

    Parameters
    ----------
    wanted : str
        What it should be called.
    taken : set of str
        Names in lower case; the new one is added.
    """
    allowed = "".join(c for c in plain(wanted) if c not in _FORBIDDEN)
    base, number = allowed.strip()[:_LONGEST].strip() or "Aforo", 1
    name = base
    while name.lower() in taken:
        number += 1
        suffix = f" {number}"
        name = base[: _LONGEST - len(suffix)] + suffix
    taken.add(name.lower())
    return name
